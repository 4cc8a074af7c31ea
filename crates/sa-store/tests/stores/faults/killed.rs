//! Killed at any moment: nothing acknowledged is lost, nothing is there in part.

use sa_store::StoreUrl;

use crate::faults::acknowledged::{Acknowledged, verify};
use crate::faults::child::Process;
use crate::faults::rounds;

fn take(acknowledged: &mut Acknowledged, said: &str) {
    if let Some((run, n)) = said.split_once(' ') {
        acknowledged.insert((run.to_owned(), n.parse().unwrap()));
    }
}

/// Starts a process that appends, kills it after some acknowledgements, and looks; again and again
/// on the same store. `also` is done after each kill.
async fn kill_again_and_again(url: &StoreUrl, also: impl Fn(u64)) {
    let mut acknowledged = Acknowledged::new();
    let mut state = 7_u64;
    for round in 0..rounds(50) {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let mut process = Process::start("appends_until_it_is_killed", url, &format!("r{round}"));
        // Also while it is opening the accounts, and before.
        for _ in 0..(state >> 33) % 60 {
            take(
                &mut acknowledged,
                &process.said().expect("it appends until it is killed"),
            );
        }
        for said in process.kill() {
            take(&mut acknowledged, &said);
        }
        also(round);
        verify(url, &acknowledged).await;
    }
    assert!(acknowledged.len() > 100, "{}", acknowledged.len());
}

#[tokio::test]
async fn sqlite_keeps_what_it_acknowledged_when_the_process_is_killed() {
    let directory = tempfile::tempdir().unwrap();
    let url = StoreUrl::sqlite(directory.path().join("sa.db"));
    drop(sa_store::open(&url).await.unwrap());
    kill_again_and_again(&url, |_| {}).await;
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn postgresql_keeps_what_it_acknowledged_when_server_or_process_is_killed() {
    use crate::postgres_server::{Disk, PostgresServer};

    let server = PostgresServer::start(Disk::Synced);
    let url: StoreUrl = server.url().parse().unwrap();
    kill_again_and_again(&url, |round| {
        // The database itself too, now and then.
        if round % 5 == 4 {
            server.stop();
            server.resume();
        }
    })
    .await;
}
