//! The PostgreSQL store beside `pgbench` and bare statements, in one run, on a server of its own.
//!
//! `cargo bench -p sa-store --features postgres --bench postgres -- 10000 100000` measures with so
//! many accounts each. It needs PostgreSQL's programs, `pgbench` among them. The directory
//! `SA_BENCH_DIR` keeps the filled databases: one that is there is measured as it is.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "a measurement, not a part of the product"
)]

#[path = "measure/opened.rs"]
mod opened;
#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../tests/stores/postgres_server.rs"]
mod postgres_server;
#[path = "measure/processor.rs"]
mod processor;
#[expect(dead_code, reason = "the other benchmark uses more of it")]
#[path = "measure/table.rs"]
mod table;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use sa_model::{AccountKey, Entry};
use sa_store::{Append, Expected, Storage, generated_journal, import};

use self::postgres_server::{Disk, PostgresServer};
use self::processor::{Processes, Spent};
use self::table::{Table, Times, next, per_second};

/// Who reads or appends at once.
const CLIENTS: u64 = 64;

/// How long reads are measured in a round.
const SECONDS: u64 = 3;

/// Rounds: the kinds take turns, so that what disturbs one disturbs the other.
const ROUNDS: u64 = 3;

/// Appends of each client in a round.
const EACH: u64 = 50;

fn main() {
    let sizes: Vec<u64> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let sizes = if sizes.is_empty() {
        vec![10_000]
    } else {
        sizes
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    for accounts in sizes {
        let mut table = Table::default();
        let server = start(accounts);
        let url = server.url();
        let store = runtime
            .block_on(sa_store::open(&url.parse().unwrap()))
            .unwrap();
        let last = runtime.block_on(store.account(key(accounts - 1))).unwrap();
        if last.is_some() {
            table.row("import", "none: the database was there".to_owned());
        } else {
            runtime.block_on(fill(&*store, accounts, &mut table));
        }
        let bytes = runtime.block_on(vacuum(&url));
        table.row("bytes an account", (bytes / accounts).to_string());
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.extend(runtime.block_on(reads(&store, accounts)));
            theirs.push(pgbench(&server, accounts));
        }
        let ours_a_second = ours.len() as f64 / (SECONDS * ROUNDS) as f64;
        let theirs = theirs.iter().sum::<f64>() / theirs.len() as f64;
        table.times("read, 64 at once", &Times::new(ours));
        table.row("the same together", format!("{ours_a_second:.0}/s"));
        table.row("pgbench -M prepared", format!("{theirs:.0}/s"));
        table.row("read, ratio", format!("{:.2}", ours_a_second / theirs));
        runtime.block_on(opened::measure(&store, &server, &mut table));
        runtime.block_on(appends(&store, &url, accounts, &mut table));
        drop(store);
        table.print(&format!("PostgreSQL, {accounts} accounts"));
    }
}

/// A server, in a directory that lasts if one is given.
fn start(accounts: u64) -> PostgresServer {
    let settings = "-c shared_buffers=1GB -c max_wal_size=8GB";
    match std::env::var_os("SA_BENCH_DIR") {
        None => PostgresServer::start_with(Disk::Synced, settings),
        Some(lasting) => {
            let directory = Path::new(&lasting).join(format!("postgres-{accounts}"));
            fs::create_dir_all(&directory).unwrap();
            let directory = fs::canonicalize(directory).unwrap();
            PostgresServer::start_in(&directory, Disk::Synced, settings)
        }
    }
}

/// Account `n`: numbered in a row, so that pgbench can make up its key.
fn key(n: u64) -> AccountKey {
    format!("itsa:{}", 1_000_000_000 + n).parse().unwrap()
}

/// Imports generated Self Assessment accounts under keys in a row, the last of them last.
async fn fill(store: &dyn Storage, accounts: u64, table: &mut Table) {
    let mut lines = String::new();
    let mut done = 0;
    let mut took = Duration::ZERO;
    for n in 0..accounts {
        // The first seven of ten are Self Assessment accounts.
        for entry in generated_journal(1, n / 7 * 10 + n % 7).unwrap() {
            let own = entry.account.identifier().value().to_owned();
            let line = serde_json::to_string(&entry).unwrap();
            writeln!(lines, "{}", line.replace(&own, key(n).identifier().value())).unwrap();
        }
        if n % 10_000 == 9_999 || n + 1 == accounts {
            let began = Instant::now();
            let bad = &mut |bad: sa_store::BadLine<'_>| panic!("{bad:?}");
            done += import(store, lines.as_bytes(), &mut |_| {}, bad)
                .await
                .unwrap()
                .new;
            took += began.elapsed();
            lines.clear();
        }
    }
    table.row(
        "import",
        format!(
            "{:.0} accounts/s, {:.0} entries/s, {:.1} s",
            per_second(accounts, took),
            per_second(done, took),
            took.as_secs_f64()
        ),
    );
}

async fn connect(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    client
}

/// Brings the database to rest, and tells how many bytes its tables have.
async fn vacuum(url: &str) -> u64 {
    let client = connect(url).await;
    for statement in ["VACUUM ANALYZE", "CHECKPOINT"] {
        client.batch_execute(statement).await.unwrap();
    }
    let tables = "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class \
         WHERE relname IN ('journal', 'snapshot', 'identifier')";
    let bytes: i64 = client.query_one(tables, &[]).await.unwrap().get(0);
    u64::try_from(bytes).unwrap()
}

/// Reads for some seconds; gives how long each took.
async fn reads(store: &Arc<dyn Storage>, accounts: u64) -> Vec<Duration> {
    let until = Instant::now() + Duration::from_secs(SECONDS);
    let clients = (0..CLIENTS).map(|client| {
        let store = Arc::clone(store);
        tokio::spawn(async move {
            let mut state = client + 1;
            let mut times = Vec::new();
            while Instant::now() < until {
                let began = Instant::now();
                let account = store
                    .account(key(next(&mut state) % accounts))
                    .await
                    .unwrap();
                times.push(began.elapsed());
                assert!(account.is_some());
            }
            times
        })
    });
    join_all(clients)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .collect()
}

/// The same statement, one row each, prepared, by as many clients.
fn pgbench(server: &PostgresServer, accounts: u64) -> f64 {
    let script = server.directory.join("read.sql");
    let sql = format!(
        "\\set key random(1000000000, {})\nSELECT account, version, schema, bytes FROM snapshot \
         WHERE account = 'itsa:' || :key;\n",
        999_999_999 + accounts
    );
    fs::write(&script, sql).unwrap();
    let output = Command::new(server.binaries.join("pgbench"))
        .args(["-n", "-M", "prepared", "-j", "2", "-U", "sa", "-f"])
        .arg(&script)
        .args(["-c", &CLIENTS.to_string(), "-T", &SECONDS.to_string(), "-h"])
        .arg(&server.directory)
        .arg("postgres")
        .output()
        .expect("pgbench is not installed: `apt-get install -y postgresql-contrib`");
    let told = String::from_utf8(output.stdout).unwrap();
    let rate = told.lines().find_map(|line| line.strip_prefix("tps = "));
    let rate = rate.expect(&told).split(' ').next();
    rate.unwrap().parse().unwrap()
}

/// The next entry of an account, a payment of a penny; `run` tells runs on one database apart.
fn next_entry(account: AccountKey, run: u32, number: u64) -> Entry {
    serde_json::from_str(&format!(
        r#"{{"account":"{account}","id":"bench-{run}-{number}","effective":"2026-01-31","recorded":"2026-01-31T10:00:00.000Z","fact":{{"paymentReceived":{{"id":"B{run:05}{number}","amount":0.01}}}}}}"#
    ))
    .unwrap()
}

async fn appends(store: &Arc<dyn Storage>, url: &str, accounts: u64, table: &mut Table) {
    let run = std::process::id() % 100_000;
    let append = |number: u64| {
        let mut state = number;
        let account = key(next(&mut state) % accounts);
        Append {
            account,
            expected: Expected::Any,
            entries: vec![next_entry(account, run, number)],
        }
    };
    let client = connect(&format!("{url}?application_name=bare")).await;
    let mut number = 1_000;
    let alone = (0..number).map(append).collect();
    let growth = appends_alone(store, &client, alone, table).await;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let our_processes = Processes::of(url, "sa-store").await;
    let their_processes = Processes::of(url, "bare").await;
    let (mut our_cost, mut their_cost) = (Spent::default(), Spent::default());
    for _ in 0..ROUNDS {
        let tasks: Vec<Vec<Append>> = (0..CLIENTS)
            .map(|task| {
                (0..EACH)
                    .map(|n| append(number + n * CLIENTS + task))
                    .collect()
            })
            .collect();
        number += CLIENTS * EACH;
        let before = our_processes.spent();
        let began = Instant::now();
        let tasks = tasks.into_iter().map(|appends| {
            let store = Arc::clone(store);
            tokio::spawn(async move {
                for append in appends {
                    assert_eq!(store.append(append).await.unwrap().new, 1);
                }
            })
        });
        join_all(tasks).await.into_iter().for_each(Result::unwrap);
        ours.push(began.elapsed());
        our_cost.add(before, our_processes.spent());
        let mut took = Duration::ZERO;
        for _ in 0..EACH {
            let what = (number, accounts, growth);
            let (batch, spent) = bare_batch(&client, &their_processes, what).await;
            took += batch;
            their_cost.add(Spent::default(), spent);
            number += CLIENTS;
        }
        theirs.push(took);
    }
    let (ours, theirs) = (Times::new(ours), Times::new(theirs));
    let rate = |times: &Times| per_second(CLIENTS * EACH, times.mean());
    for (what, times, cost) in [
        ("append, 64 at once", &ours, our_cost),
        ("bare batches of 64", &theirs, their_cost),
    ] {
        let each = cost.each(CLIENTS * EACH * ROUNDS);
        table.row(what, format!("{:.0}/s; {each}", rate(times)));
    }
    table.ratio("append, ratio", &theirs, &ours);
}

/// Appends one after the other; by how many bytes a snapshot grows with each.
async fn appends_alone(
    store: &Arc<dyn Storage>,
    client: &tokio_postgres::Client,
    appends: Vec<Append>,
    table: &mut Table,
) -> usize {
    let account = appends.first().unwrap().account;
    let own = appends.iter().filter(|append| append.account == account);
    let (own, before) = (own.count(), length(client, account).await);
    let mut times = Vec::new();
    for append in appends {
        let began = Instant::now();
        store.append(append).await.unwrap();
        times.push(began.elapsed());
    }
    table.times("append alone", &Times::new(times));
    (length(client, account).await - before) / own
}

/// How many bytes the snapshot of an account has.
async fn length(client: &tokio_postgres::Client, account: AccountKey) -> usize {
    let length = "SELECT length(bytes) FROM snapshot WHERE account = $1";
    let row = client.query_one(length, &[&account.to_string()]).await;
    let bytes: i32 = row.unwrap().get(0);
    usize::try_from(bytes).unwrap()
}

/// The same rows, written by a bare statement that knows what to write: 64 entries, and as many
/// snapshots, each longer by as much as an append of the store makes it. All of it is taken away
/// again, on nobody's time.
async fn bare_batch(
    client: &tokio_postgres::Client,
    processes: &Processes,
    (from, accounts, growth): (u64, u64, usize),
) -> (Duration, Spent) {
    let keys: BTreeSet<String> = (from..from + CLIENTS)
        .map(|number| key(next(&mut number.clone()) % accounts).to_string())
        .collect();
    let keys: Vec<String> = keys.into_iter().collect();
    let mut snapshots: Vec<Vec<u8>> = client
        .query(
            "SELECT bytes FROM snapshot WHERE account = ANY ($1) ORDER BY account",
            &[&keys],
        )
        .await
        .unwrap()
        .iter()
        .map(|row| row.get(0))
        .collect();
    for bytes in &mut snapshots {
        bytes.resize(bytes.len() + growth, 0);
    }
    let facts: Vec<String> = (from..)
        .zip(&keys)
        .map(|(n, _)| serde_json::to_string(&next_entry(key(0), 0, n).fact).unwrap())
        .collect();
    // Numbers far above the journal's own: the accounts stay as the store knows them.
    let numbers: Vec<i64> = (from..)
        .zip(&keys)
        .map(|(n, _)| 1_000_000 + n as i64)
        .collect();
    let ids: Vec<String> = numbers.iter().map(|n| format!("bare-{n}")).collect();
    let statement = client
        .prepare(
            "WITH s AS (UPDATE snapshot s SET bytes = w.bytes \
               FROM unnest($1::text[], $2::bytea[]) AS w (account, bytes) \
               WHERE s.account = w.account) \
             INSERT INTO journal SELECT account, number, id, '2026-01-31', \
               '2026-01-31T10:00:00.000Z', fact \
             FROM unnest($1::text[], $3::bigint[], $4::text[], $5::text[]) \
               AS j (account, number, id, fact)",
        )
        .await
        .unwrap();
    let (mut spent, before) = (Spent::default(), processes.spent());
    let began = Instant::now();
    client
        .execute(&statement, &[&keys, &snapshots, &numbers, &ids, &facts])
        .await
        .unwrap();
    let took = began.elapsed();
    spent.add(before, processes.spent());
    let undo = "DELETE FROM journal j USING unnest($1::text[], $2::bigint[]) AS w (account, number) \
         WHERE j.account = w.account AND j.number = w.number";
    client.execute(undo, &[&keys, &numbers]).await.unwrap();
    for bytes in &mut snapshots {
        bytes.truncate(bytes.len() - growth);
    }
    let undo = "UPDATE snapshot s SET bytes = w.bytes \
         FROM unnest($1::text[], $2::bytea[]) AS w (account, bytes) WHERE s.account = w.account";
    client.execute(undo, &[&keys, &snapshots]).await.unwrap();
    (took, spent)
}
