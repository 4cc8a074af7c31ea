//! The embedded store beside bare SQLite, in one run: reads, appends, import, size.
//!
//! `cargo bench -p sa-store --bench sqlite -- 10000 100000` measures with so many accounts each.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::as_conversions,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    clippy::panic,
    reason = "a measurement, not a part of the product"
)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use futures_util::future::join_all;
use rusqlite::Connection;
use sa_model::{AccountKey, Entry, Fact};
use sa_store::{Append, Expected, SqliteStore, Store, generate, import};

/// Reads of each kind in a round.
const READS: usize = 2_000;

/// Rounds: the kinds take turns, so that what disturbs one disturbs the other.
const ROUNDS: usize = 50;

fn main() {
    let sizes: Vec<u64> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let sizes = if sizes.is_empty() {
        vec![10_000]
    } else {
        sizes
    };
    for accounts in sizes {
        let directory =
            tempfile::tempdir_in(std::env::var("SA_BENCH_DIR").unwrap_or_else(|_| ".".into()))
                .unwrap();
        let path = directory.path().join("bench.db");
        println!("\n{accounts} accounts");
        fill(&path, accounts);
        reads(&path);
        appends(&path);
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// Imports generated accounts, and tells how fast and how large.
fn fill(path: &Path, accounts: u64) {
    let lines = path.with_extension("ndjson");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&lines).unwrap());
    let began = Instant::now();
    let made = generate(accounts, 1, &mut file, &mut |_| {}).unwrap();
    drop(file);
    println!(
        "  generate       {:>10.0} entries/s",
        per_second(made.entries, began.elapsed())
    );
    let store = SqliteStore::open(path).unwrap();
    let input = std::io::BufReader::with_capacity(1 << 20, std::fs::File::open(&lines).unwrap());
    let began = Instant::now();
    let done = block_on(import(&store, input, &mut |_| {}, &mut |bad| {
        panic!("{bad:?}")
    }))
    .unwrap();
    drop(store);
    let took = began.elapsed();
    println!(
        "  import         {:>10.0} entries/s, {:.0} accounts/s, {:.1} s",
        per_second(done.new, took),
        per_second(accounts, took),
        took.as_secs_f64()
    );
    let bytes = std::fs::metadata(path).unwrap().len();
    println!(
        "  size           {:>10} bytes an account, {:.1} entries an account, {} bytes of NDJSON",
        bytes / accounts,
        done.new as f64 / accounts as f64,
        made.bytes / accounts
    );
    std::fs::remove_file(lines).unwrap();
}

fn per_second(count: u64, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

/// Keys in a random order.
fn some_keys(path: &Path, count: usize) -> Vec<AccountKey> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection.prepare("SELECT account FROM snapshot").unwrap();
    let mut keys: Vec<AccountKey> = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap()
        .map(|key| key.unwrap().parse().unwrap())
        .collect();
    let mut state = 1_u64;
    for place in (1..keys.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        keys.swap(place, (state >> 33) as usize % (place + 1));
    }
    keys.truncate(count);
    keys
}

fn reads(path: &Path) {
    let keys = some_keys(path, READS * ROUNDS);
    let store = SqliteStore::open(path).unwrap();
    let bare = Connection::open(path).unwrap();
    bare.execute_batch("PRAGMA cache_size = -8192").unwrap();
    let mut select = bare
        .prepare("SELECT version, schema, bytes FROM snapshot WHERE account = ?1")
        .unwrap();
    let (mut bare_times, mut store_times) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let start = round * READS % keys.len();
        let some = keys.iter().cycle().skip(start).take(READS);
        for key in some.clone() {
            let began = Instant::now();
            let row: (i64, i64, Vec<u8>) = select
                .query_row([key.to_string()], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })
                .unwrap();
            bare_times.push(began.elapsed());
            black_box(row);
        }
        for key in some {
            let began = Instant::now();
            let account = store
                .account(*key)
                .now_or_never()
                .unwrap()
                .unwrap()
                .unwrap();
            store_times.push(began.elapsed());
            black_box(account);
        }
        if round == 0 {
            bare_times.clear();
            store_times.clear();
        }
    }
    let (bare, store) = (
        told("bare SELECT", bare_times),
        told("store.account", store_times),
    );
    println!("  read ratio     {:>10.2}", bare / store);
}

/// Tells mean, median and 99th percentile, and gives the mean.
fn told(name: &str, mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    let mean = times.iter().map(|time| micros(*time)).sum::<f64>() / times.len() as f64;
    let at = |percent: usize| micros(*times.get(times.len() * percent / 100).unwrap());
    println!(
        "  {name:<14} {mean:>10.2} µs, median {:.2}, p99 {:.2}, {:.0}/s",
        at(50),
        at(99),
        1e6 / mean
    );
    mean
}

/// The next entry of an account: a payment of a penny.
fn next_entry(key: AccountKey, number: usize) -> Entry {
    let line = format!(
        r#"{{"account":"{key}","id":"bench-{number}","effective":"2026-01-31","recorded":"2026-01-31T10:00:00.000Z","fact":{{"paymentReceived":{{"id":"B{number}","amount":0.01}}}}}}"#
    );
    let entry: Entry = serde_json::from_str(&line).unwrap();
    assert!(matches!(entry.fact, Fact::PaymentReceived(_)));
    entry
}

fn appends(path: &Path) {
    let keys = some_keys(path, 20_000);
    let store = SqliteStore::open(path).unwrap();
    let append = |number: usize| {
        let account = *keys.get(number % keys.len()).unwrap();
        let entries = vec![next_entry(account, number)];
        Append {
            account,
            expected: Expected::Any,
            entries,
        }
    };
    let began = Instant::now();
    block_on(async {
        for number in 0..2_000 {
            store.append(append(number)).await.unwrap();
        }
    });
    println!(
        "  append alone   {:>10.0}/s",
        per_second(2_000, began.elapsed())
    );
    let mut number = 10_000;
    // What is made before the clock starts: the entries themselves.
    for writers in [64, 256] {
        let (mut store_took, mut bare_took) = (Duration::ZERO, Duration::ZERO);
        let (rounds, each) = (8, 6_400 / writers);
        for _ in 0..rounds {
            let tasks: Vec<Vec<Append>> = (0..writers)
                .map(|writer| {
                    (0..each)
                        .map(|n| append(number + writer * each + n))
                        .collect()
                })
                .collect();
            let began = Instant::now();
            block_on(join_all(tasks.into_iter().map(|appends| async {
                for append in appends {
                    assert_eq!(store.append(append).await.unwrap().new, 1);
                }
            })));
            store_took += began.elapsed();
            number += writers * each;
            for _ in 0..each {
                bare_took += bare_batch(path, &keys, number, writers);
                number += writers;
            }
        }
        let count = (writers * each * rounds) as u64;
        println!(
            "  {writers:>3} at once    {:>10.0}/s",
            per_second(count, store_took)
        );
        println!("  bare batch     {:>10.0}/s", per_second(count, bare_took));
        println!(
            "  append ratio   {:>10.2}",
            bare_took.as_secs_f64() / store_took.as_secs_f64()
        );
    }
}

/// The same rows, written by bare statements that know what to write: an entry each, and the
/// snapshot of the same length.
fn bare_batch(path: &Path, keys: &[AccountKey], from: usize, count: usize) -> Duration {
    thread_local! {
        static BARE: std::cell::RefCell<Option<(std::path::PathBuf, Connection)>> =
            const { std::cell::RefCell::new(None) };
    }
    BARE.with_borrow_mut(|bare| {
        if bare.as_ref().is_none_or(|(at, _)| at != path) {
            let connection = Connection::open(path).unwrap();
            connection
                .execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = -8192")
                .unwrap();
            *bare = Some((path.to_path_buf(), connection));
        }
        let connection = &mut bare.as_mut().unwrap().1;
        let rows: Vec<(String, i64, Vec<u8>, Entry)> = (from..from + count)
            .map(|number| {
                let key = *keys.get(number % keys.len()).unwrap();
                let (version, bytes) = connection
                    .prepare_cached("SELECT version, bytes FROM snapshot WHERE account = ?1")
                    .unwrap()
                    .query_row([key.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
                    .unwrap();
                (key.to_string(), version, bytes, next_entry(key, number))
            })
            .collect();
        let facts: Vec<String> = rows
            .iter()
            .map(|row| serde_json::to_string(&row.3.fact).unwrap())
            .collect();
        let began = Instant::now();
        let transaction = connection.transaction().unwrap();
        for ((key, version, bytes, entry), fact) in rows.iter().zip(&facts) {
            // Numbers far above the journal's own: the accounts stay as the store knows them.
            transaction
                .prepare_cached("INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                .unwrap()
                .execute((
                    key,
                    version + 1_000_000 + from as i64,
                    entry.id.as_str(),
                    "2026-01-31",
                    "2026-01-31T10:00:00.000Z",
                    fact,
                ))
                .unwrap();
            transaction
                .prepare_cached("UPDATE snapshot SET bytes = ?2 WHERE account = ?1")
                .unwrap()
                .execute((key, bytes))
                .unwrap();
        }
        transaction.commit().unwrap();
        began.elapsed()
    })
}
