//! The PostgreSQL store beside `pgbench` and bare statements, in one run, on a server of its own.
//!
//! `cargo bench -p sa-store --features postgres --bench postgres -- 10000 100000` measures with so
//! many accounts each. It needs PostgreSQL's programs, `pgbench` among them.
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

#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../tests/stores/postgres_server.rs"]
mod postgres_server;

use std::fmt::Write;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use sa_model::{AccountKey, Entry};
use sa_store::{Append, Expected, Storage, generated_journal, import};

use self::postgres_server::{Disk, PostgresServer};

/// Who reads or appends at once.
const CLIENTS: u64 = 64;

/// How long each kind is measured in a round.
const SECONDS: u64 = 3;

/// Rounds: the kinds take turns, so that what disturbs one disturbs the other.
const ROUNDS: u64 = 3;

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
        println!("\n{accounts} accounts");
        let server = PostgresServer::start_with(Disk::Synced, "-c shared_buffers=1GB");
        let url = server.url().parse().unwrap();
        let store = runtime.block_on(sa_store::open(&url)).unwrap();
        runtime.block_on(fill(&*store, accounts));
        runtime.block_on(execute(&server.url(), "VACUUM ANALYZE; CHECKPOINT"));
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.extend(runtime.block_on(reads(&store, accounts)));
            theirs.push(pgbench(&server, accounts));
        }
        let (ours, theirs) = (told("store.account", ours), mean(&theirs));
        println!("  pgbench        {theirs:>10.0}/s");
        println!("  read ratio     {:>10.2}", ours / theirs);
        runtime.block_on(appends(&store, &server.url(), accounts));
        drop(store);
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Account `n`: numbered in a row, so that pgbench can make up its key.
fn key(n: u64) -> AccountKey {
    format!("itsa:{}", 1_000_000_000 + n).parse().unwrap()
}

/// Imports generated Self Assessment accounts under keys in a row.
async fn fill(store: &dyn Storage, accounts: u64) {
    let mut lines = String::new();
    let mut done = 0;
    let began = Instant::now();
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
    println!(
        "  import         {:>10.0} entries/s, {:.0} accounts/s, {:.1} s of {:.1}",
        done as f64 / took.as_secs_f64(),
        accounts as f64 / took.as_secs_f64(),
        took.as_secs_f64(),
        began.elapsed().as_secs_f64(),
    );
}

async fn execute(url: &str, sql: &str) {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    for statement in sql.split(';') {
        client.batch_execute(statement).await.unwrap();
    }
}

/// Numbers that look random.
fn next(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
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

/// Tells rate, median and 99th percentile, and gives the rate.
fn told(name: &str, mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    let rate = times.len() as f64 / (SECONDS * ROUNDS) as f64;
    let at = |percent: usize| times[times.len() * percent / 100].as_secs_f64() * 1e3;
    println!(
        "  {name:<14} {rate:>10.0}/s, median {:.2} ms, p99 {:.2} ms",
        at(50),
        at(99)
    );
    rate
}

/// The same statement, one row each, prepared, by as many clients.
fn pgbench(server: &PostgresServer, accounts: u64) -> f64 {
    let script = server.directory.path().join("read.sql");
    let sql = format!(
        "\\set key random(1000000000, {})\nSELECT account, version, schema, bytes FROM snapshot \
         WHERE account = 'itsa:' || :key;\n",
        999_999_999 + accounts
    );
    std::fs::write(&script, sql).unwrap();
    let output = Command::new(server.binaries.join("pgbench"))
        .args(["-n", "-M", "prepared", "-j", "2", "-U", "sa", "-f"])
        .arg(&script)
        .args(["-c", &CLIENTS.to_string(), "-T", &SECONDS.to_string(), "-h"])
        .arg(server.directory.path())
        .arg("postgres")
        .output()
        .expect("pgbench is not installed: `apt-get install -y postgresql-contrib`");
    let told = String::from_utf8(output.stdout).unwrap();
    let rate = told.lines().find_map(|line| line.strip_prefix("tps = "));
    rate.expect(&told)
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap()
}

/// The next entry of an account: a payment of a penny.
fn next_entry(account: AccountKey, number: u64) -> Entry {
    serde_json::from_str(&format!(
        r#"{{"account":"{account}","id":"bench-{number}","effective":"2026-01-31","recorded":"2026-01-31T10:00:00.000Z","fact":{{"paymentReceived":{{"id":"B{number}","amount":0.01}}}}}}"#
    ))
    .unwrap()
}

async fn appends(store: &Arc<dyn Storage>, url: &str, accounts: u64) {
    let append = |number: u64| {
        let mut state = number;
        let account = key(next(&mut state) % accounts);
        Append {
            account,
            expected: Expected::Any,
            entries: vec![next_entry(account, number)],
        }
    };
    let began = Instant::now();
    for number in 0..1_000 {
        store.append(append(number)).await.unwrap();
    }
    println!(
        "  append alone   {:>10.0}/s",
        1_000.0 / began.elapsed().as_secs_f64()
    );
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    let (each, mut number) = (50, 10_000);
    let (mut store_took, mut bare_took) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..ROUNDS {
        let tasks: Vec<Vec<Append>> = (0..CLIENTS)
            .map(|task| {
                (0..each)
                    .map(|n| append(number + task * each + n))
                    .collect()
            })
            .collect();
        number += CLIENTS * each;
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
        store_took += began.elapsed();
        for _ in 0..each {
            bare_took += bare_batch(&client, number, accounts).await;
            number += CLIENTS;
        }
    }
    let rate = |took: Duration| (CLIENTS * each * ROUNDS) as f64 / took.as_secs_f64();
    println!("  64 at once     {:>10.0}/s", rate(store_took));
    println!("  bare batch     {:>10.0}/s", rate(bare_took));
    println!(
        "  append ratio   {:>10.2}",
        rate(store_took) / rate(bare_took)
    );
}

/// The same rows, written by a bare statement that knows what to write: 64 entries, and as many
/// snapshots of the same length.
async fn bare_batch(client: &tokio_postgres::Client, from: u64, accounts: u64) -> Duration {
    let keys: std::collections::BTreeSet<String> = (from..from + CLIENTS)
        .map(|number| key(next(&mut number.clone()) % accounts).to_string())
        .collect();
    let keys: Vec<String> = keys.into_iter().collect();
    let snapshots: Vec<Vec<u8>> = client
        .query(
            "SELECT bytes FROM snapshot WHERE account = ANY ($1) ORDER BY account",
            &[&keys],
        )
        .await
        .unwrap()
        .iter()
        .map(|row| row.get(0))
        .collect();
    let facts: Vec<String> = (from..)
        .zip(&keys)
        .map(|(n, _)| serde_json::to_string(&next_entry(key(0), n).fact).unwrap())
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
    let began = Instant::now();
    client
        .execute(&statement, &[&keys, &snapshots, &numbers, &ids, &facts])
        .await
        .unwrap();
    began.elapsed()
}
