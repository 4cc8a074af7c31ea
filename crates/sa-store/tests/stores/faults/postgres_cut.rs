//! PostgreSQL restarted, and its connections cut, under load.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use sa_store::{AppendError, Storage, StoreError, StoreUrl};

use crate::faults::acknowledged::{Acknowledged, numbered, open_accounts, verify};
use crate::faults::rounds;
use crate::postgres::execute;
use crate::postgres_server::{Disk, PostgresServer};

const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
     WHERE application_name = 'sa-store' AND pid <> pg_backend_pid()";

/// Appends and reads until it is told to stop; gives what was acknowledged, and how many times the
/// store was unavailable.
async fn work(store: &Arc<dyn Storage>, stop: &AtomicBool) -> (Acknowledged, usize) {
    let works = (0..32_u64).map(|task| async move {
        let (mut acknowledged, mut unavailable) = (Vec::new(), 0);
        for n in (task..).step_by(32) {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            let append = numbered("r0", n);
            let account = append.account;
            match store.append(append).await {
                Ok(_) => acknowledged.push(("r0".to_owned(), n)),
                Err(AppendError::Store(StoreError::Unavailable(_))) => unavailable += 1,
                Err(other) => panic!("{other:?}"),
            }
            match store.account(account).await {
                Ok(account) => assert!(account.is_some()),
                Err(StoreError::Unavailable(_)) => unavailable += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
        (acknowledged, unavailable)
    });
    let mut sum = (Acknowledged::new(), 0);
    for (acknowledged, unavailable) in join_all(works).await {
        sum.0.extend(acknowledged);
        sum.1 += unavailable;
    }
    sum
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_load_cut_connections_and_restarts_lose_nothing_acknowledged() {
    let server = PostgresServer::start(Disk::Synced);
    let url: StoreUrl = server.url().parse().unwrap();
    let store = sa_store::open(&url).await.unwrap();
    open_accounts(&store).await.unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let working = tokio::spawn({
        let (store, stop) = (Arc::clone(&store), Arc::clone(&stop));
        async move { work(&store, &stop).await }
    });
    for round in 0..rounds(20) {
        execute(&server.url(), CUT).await;
        if round % 10 == 9 {
            server.stop();
            server.resume();
        }
        // Until the store takes appends again: it needs nobody's help.
        let waited = Instant::now();
        while store.append(numbered("r1", round)).await.is_err() {
            assert!(waited.elapsed() < Duration::from_mins(1));
        }
    }
    stop.store(true, Ordering::Relaxed);
    let (acknowledged, unavailable) = working.await.unwrap();
    println!(
        "{} acknowledged, {unavailable} times unavailable",
        acknowledged.len()
    );
    assert!(acknowledged.len() > 100, "{}", acknowledged.len());
    let all = (0..20)
        .map(|round| ("r1".to_owned(), round))
        .chain(acknowledged)
        .collect();
    drop(store);
    verify(&url, &all).await;
}
