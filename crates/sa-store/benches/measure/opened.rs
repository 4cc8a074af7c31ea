//! What a request begins with, grant and account in one read, where both are known and decoded: what
//! it costs the program and the server's processes, while nobody writes and while somebody does.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use sa_store::{Grant, Storage, Subject, TokenHash};

use crate::postgres_server::PostgresServer;
use crate::processor::{Processes, Spent};
use crate::table::{Table, next};
use crate::{CLIENTS, ROUNDS, key};

/// How long reads are measured in a round.
const TIME: Duration = Duration::from_secs(2);

/// The accounts that are asked for: so few that they stay warm.
const WARM: u64 = 1_000;

/// Reads, and what they took of the processor.
#[derive(Default)]
struct Cost {
    reads: u64,
    spent: Spent,
}

/// Measures both, turn and turn about.
pub(crate) async fn measure(store: &Arc<dyn Storage>, server: &PostgresServer, table: &mut Table) {
    for client in 0..CLIENTS {
        store.put_grant(token(client), grant()).await.unwrap();
    }
    let mut costs = [Cost::default(), Cost::default()];
    for _ in 0..ROUNDS {
        for (cost, busy) in costs.iter_mut().zip([false, true]) {
            let writer = busy.then(|| Writer::start(server));
            cost.add(store, &server.url()).await;
            drop(writer);
        }
    }
    for (cost, kind) in costs
        .iter()
        .zip(["opened, warm", "opened, warm, another writes"])
    {
        let time = TIME.as_secs_f64() * ROUNDS as f64;
        let rate = cost.reads as f64 / time;
        table.row(
            kind,
            format!("{rate:.0}/s; {}", cost.spent.each(cost.reads)),
        );
    }
}

impl Cost {
    /// Reads for a while.
    async fn add(&mut self, store: &Arc<dyn Storage>, url: &str) {
        let processes = Processes::of(url, "sa-store").await;
        let before = processes.spent();
        let until = Instant::now() + TIME;
        let clients = (0..CLIENTS).map(|client| {
            let store = Arc::clone(store);
            tokio::spawn(async move {
                let (mut state, mut reads) = (client + 1, 0);
                while Instant::now() < until {
                    let account = key(next(&mut state) % WARM).identifier();
                    let opened = store.opened(token(client), account).await.unwrap();
                    assert!(opened.grant.is_some() && opened.account.unwrap().is_some());
                    reads += 1;
                }
                reads
            })
        });
        let reads = join_all(clients).await.into_iter().map(Result::unwrap);
        self.reads += reads.sum::<u64>();
        self.spent.add(before, processes.spent());
    }
}

/// Somebody who commits one change after another to a row that nobody asks for.
struct Writer(Child);

impl Writer {
    fn start(server: &PostgresServer) -> Self {
        let script = server.directory.join("write.sql");
        let sql =
            "INSERT INTO access VALUES ('', '') ON CONFLICT (token) DO UPDATE SET allows = ''";
        fs::write(&script, format!("{sql};\n")).unwrap();
        let child = Command::new(server.binaries.join("pgbench"))
            .args(["-n", "-M", "prepared", "-T", "3600", "-U", "sa", "-f"])
            .arg(&script)
            .arg("-h")
            .arg(&server.directory)
            .arg("postgres")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("pgbench is not installed: `apt-get install -y postgresql-contrib`");
        Self(child)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn token(client: u64) -> TokenHash {
    TokenHash([u8::try_from(client % 256).unwrap(); 32])
}

fn grant() -> Grant {
    Grant {
        scopes: ["read:self-assessment".to_owned()].into(),
        subject: Subject::default(),
        sandbox: true,
        issued: "2026-01-31T10:00:00.000Z".parse().unwrap(),
        expires: "2036-01-31T10:00:00.000Z".parse().unwrap(),
    }
}
