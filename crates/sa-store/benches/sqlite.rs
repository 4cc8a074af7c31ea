//! The embedded store beside bare SQLite, in one run: reads, appends, import, size.
//!
//! `cargo bench -p sa-store --bench sqlite -- 10000 100000` measures with so many accounts each. The
//! directory `SA_BENCH_DIR` keeps the filled files: a file that is there is measured as it is,
//! without the import. `SA_BENCH_ONLY=reads` or `appends` leaves the rest out.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    clippy::panic,
    reason = "a measurement, not a part of the product"
)]

#[path = "measure/bare_reader.rs"]
mod bare_reader;
#[path = "measure/bare_writer.rs"]
mod bare_writer;
#[path = "measure/table.rs"]
mod table;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use futures_util::future::join_all;
use rusqlite::Connection;
use sa_model::{AccountKey, Entry};
use sa_store::{Append, Expected, SqliteStore, Store, generate, import};

use self::bare_reader::BareReader;
use self::bare_writer::{BareWriter, snapshot_bytes};
use self::table::{Table, Times, next, per_second, processor_time};

/// The allocator of `sa-server` too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Reads of each kind in a turn: the kinds take turns, so that what disturbs one disturbs the other.
const READS: usize = 250;

/// How often the files are opened anew, so that nothing is kept decoded.
const OPENINGS: usize = 12;

/// Different accounts that are read in one opening.
const ACCOUNTS: usize = 4_000;

/// So long after it was opened a store knows the numbers of its accounts, and readers that were idle
/// hold nothing.
const SETTLED: Duration = Duration::from_millis(1_200);

/// Who appends at once.
const WRITERS: usize = 64;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [.., mode, path] = arguments.as_slice()
        && mode == "bare"
    {
        return bare_reader::serve(Path::new(path));
    }
    let sizes: Vec<u64> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let sizes = if sizes.is_empty() {
        vec![10_000]
    } else {
        sizes
    };
    let lasting = std::env::var_os("SA_BENCH_DIR");
    let only = std::env::var_os("SA_BENCH_ONLY");
    let is_asked = |part: &str| only.as_ref().is_none_or(|only| only == part);
    if is_asked("large") {
        let mut table = Table::default();
        large_account(&mut table);
        table.print("SQLite, one large account");
    }
    for accounts in sizes {
        let temporary = tempfile::tempdir_in(".").unwrap();
        let directory = lasting.as_ref().map_or(temporary.path(), Path::new);
        let path = directory.join(format!("sqlite-{accounts}.db"));
        let mut table = Table::default();
        if path.exists() {
            table.row("import", "none: the file was there".to_owned());
        } else {
            fill(&path, accounts, &mut table);
        }
        let bytes = std::fs::metadata(&path).unwrap().len();
        table.row("bytes an account", (bytes / accounts).to_string());
        let keys = shuffled_keys(&path);
        if is_asked("reads") {
            reads(&path, &keys, &mut table);
        }
        if is_asked("appends") {
            appends(&path, &keys, &mut table);
        }
        table.print(&format!("SQLite, {accounts} accounts"));
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// Imports generated accounts into a new file, which gets its name when it is whole.
fn fill(path: &Path, accounts: u64, table: &mut Table) {
    let lines = path.with_extension("ndjson");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&lines).unwrap());
    let began = Instant::now();
    let made = generate(accounts, 1, &mut file, &mut |_| {}).unwrap();
    drop(file);
    let rate = per_second(made.entries, began.elapsed());
    table.row("generate", format!("{rate:.0} entries/s"));
    let filling = path.with_extension("filling");
    let _absent = std::fs::remove_file(&filling);
    let store = SqliteStore::open(&filling).unwrap();
    let input = std::io::BufReader::with_capacity(1 << 20, std::fs::File::open(&lines).unwrap());
    let (began, used) = (Instant::now(), processor_time());
    let done = block_on(import(&store, input, &mut |_| {}, &mut |bad| {
        panic!("{bad:?}")
    }))
    .unwrap();
    drop(store);
    let (took, used) = (began.elapsed(), processor_time().saturating_sub(used));
    table.row(
        "import",
        format!(
            "{:.0} accounts/s, {:.0} entries/s, {:.1} s; {:.0} µs of processor time an account",
            per_second(accounts, took),
            per_second(done.new, took),
            took.as_secs_f64(),
            used.as_secs_f64() * 1e6 / accounts as f64
        ),
    );
    table.row(
        "an account",
        format!(
            "{:.1} entries, {} bytes of NDJSON",
            done.new as f64 / accounts as f64,
            made.bytes / accounts
        ),
    );
    std::fs::remove_file(lines).unwrap();
    std::fs::rename(filling, path).unwrap();
}

/// All keys, in a random order.
fn shuffled_keys(path: &Path) -> Vec<AccountKey> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection.prepare("SELECT key FROM account").unwrap();
    let mut keys: Vec<AccountKey> = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap()
        .map(|key| key.unwrap().parse().unwrap())
        .collect();
    let mut state = 1;
    for place in (1..keys.len()).rev() {
        keys.swap(place, next(&mut state) as usize % (place + 1));
    }
    keys
}

/// A bare connection with the settings of the store's readers.
fn bare(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = -8192")
        .unwrap();
    connection
}

/// How long each read of some accounts takes, by the bare statement and by the store.
struct Beside {
    bare: Vec<Duration>,
    store: Vec<Duration>,
}

impl Beside {
    const fn new() -> Self {
        Self {
            bare: Vec::new(),
            store: Vec::new(),
        }
    }

    /// Reads some accounts both ways; who begins takes the blame for what is not in memory.
    fn read(&mut self, bare: &mut BareReader, store: &SqliteStore, keys: &[AccountKey]) {
        let bare_first = (self.bare.len() / READS).is_multiple_of(2);
        for is_bare in [bare_first, !bare_first] {
            if is_bare {
                self.bare.extend(bare.read(keys));
                continue;
            }
            for key in keys {
                let began = Instant::now();
                let account = store.account(*key).now_or_never().unwrap().unwrap();
                self.store.push(began.elapsed());
                black_box(account.unwrap());
            }
        }
    }

    fn tell(self, name: &str, table: &mut Table) {
        let (bare, store) = (Times::new(self.bare), Times::new(self.store));
        table.times(&format!("read {name}"), &store);
        table.times("bare SELECT", &bare);
        table.ratio(&format!("read {name}, ratio"), &bare, &store);
    }
}

/// Has the system keep the file in memory: what its disk takes is no store's doing.
fn read_through(path: &Path) {
    let mut file = std::fs::File::open(path).unwrap();
    std::io::copy(&mut file, &mut std::io::sink()).unwrap();
}

/// Cold: the account is in no cache of decoded accounts. Warm: it is.
fn reads(path: &Path, keys: &[AccountKey], table: &mut Table) {
    let (mut cold, mut warm) = (Beside::new(), Beside::new());
    for opening in 0..OPENINGS {
        read_through(path);
        let (store, mut bare) = (SqliteStore::open(path).unwrap(), BareReader::start(path));
        std::thread::sleep(SETTLED);
        let mut some = keys.iter().cycle().skip(opening * ACCOUNTS % keys.len());
        let first: Vec<AccountKey> = some.by_ref().take(READS).copied().collect();
        // Statements are prepared, and the upper pages of the trees read.
        Beside::new().read(&mut bare, &store, &first);
        let most = ACCOUNTS.min(keys.len()).saturating_sub(READS);
        let some: Vec<AccountKey> = some.take(most).copied().collect();
        for turn in some.chunks(READS) {
            cold.read(&mut bare, &store, turn);
        }
        // What is read a second time is kept.
        Beside::new().read(&mut bare, &store, &first);
        for _ in 0..4 {
            warm.read(&mut bare, &store, &first);
        }
    }
    cold.tell("cold", table);
    warm.tell("warm", table);
}

/// The next entry of an account, a payment of a penny; `run` tells runs on one file apart.
fn next_entry(account: AccountKey, run: u64, number: usize) -> Entry {
    let line = format!(
        r#"{{"account":"{account}","id":"bench-{run}-{number}","effective":"2026-01-31","recorded":"2026-01-31T10:00:00.000Z","fact":{{"paymentReceived":{{"id":"B{run:05}{number}","amount":0.01}}}}}}"#
    );
    serde_json::from_str(&line).unwrap()
}

fn appends(path: &Path, keys: &[AccountKey], table: &mut Table) {
    let run = u64::from(std::process::id()) % 100_000;
    let store = SqliteStore::open(path).unwrap();
    let append = |number: usize| {
        let account = keys[number % keys.len()];
        Append {
            account,
            expected: Expected::Any,
            entries: vec![next_entry(account, run, number)],
        }
    };
    // What is made before the clock starts: the entries themselves.
    let alone: Vec<Append> = (0..1_000).map(append).collect();
    let mut times = Vec::new();
    let length = || snapshot_bytes(path, keys[0]);
    let before = length();
    for append in alone {
        let began = Instant::now();
        assert_eq!(block_on(store.append(append)).unwrap().new, 1);
        times.push(began.elapsed());
    }
    table.times("append alone", &Times::new(times));
    // No account had more than one of them.
    let mut bare = BareWriter::open(path, run, length() - before);
    let (mut store_times, mut bare_times) = (Vec::new(), Vec::new());
    let (mut waits, mut used) = (Vec::new(), Duration::ZERO);
    let (rounds, each, mut number) = (8, 100, 1_000);
    for _ in 0..rounds {
        let tasks: Vec<Vec<Append>> = (0..WRITERS)
            .map(|writer| {
                (0..each)
                    .map(|n| append(number + n * WRITERS + writer))
                    .collect()
            })
            .collect();
        number += WRITERS * each;
        bare.touch(tasks.iter().flatten().map(|append| &append.account));
        let (began, before) = (Instant::now(), processor_time());
        let waited = block_on(join_all(
            tasks.into_iter().map(|appends| in_turn(&store, appends)),
        ));
        bare.checkpoint();
        store_times.push(began.elapsed());
        bare.begin_anew();
        used += processor_time().saturating_sub(before);
        waits.extend(waited.into_iter().flatten());
        let batches: Vec<_> = (0..each)
            .map(|_| {
                let batch: Vec<AccountKey> = (number..number + WRITERS)
                    .map(|n| keys[n % keys.len()])
                    .collect();
                bare.touch(&batch);
                let rows = bare.rows(&batch, number);
                number += WRITERS;
                rows
            })
            .collect();
        let took: Duration = batches.into_iter().map(|rows| bare.write(rows)).sum();
        let began = Instant::now();
        bare.checkpoint();
        bare_times.push(took + began.elapsed());
        bare.undo();
        bare.begin_anew();
    }
    let (ours, bare) = (Times::new(store_times), Times::new(bare_times));
    let rate = |times: &Times| per_second((WRITERS * each) as u64, times.mean());
    let used = used.as_secs_f64() * 1e6 / (rounds * WRITERS * each) as f64;
    table.row("append, 64 at once", format!("{:.0}/s", rate(&ours)));
    table.times("each of them waited", &Times::new(waits));
    table.row("processor time of one", format!("{used:.1} µs"));
    table.row("bare batches of 64", format!("{:.0}/s", rate(&bare)));
    table.ratio("append, ratio", &bare, &ours);
}

/// Appends one after the other; how long each took.
async fn in_turn(store: &SqliteStore, appends: Vec<Append>) -> Vec<Duration> {
    let mut waits = Vec::with_capacity(appends.len());
    for append in appends {
        let began = Instant::now();
        assert_eq!(store.append(append).await.unwrap().new, 1);
        waits.push(began.elapsed());
    }
    waits
}

/// Appends of one entry to an account that has 10,000.
fn large_account(table: &mut Table) {
    let directory = tempfile::tempdir_in(".").unwrap();
    let store = SqliteStore::open(directory.path().join("large.db")).unwrap();
    let account: AccountKey = "vat:100000034".parse().unwrap();
    let opened = format!(
        r#"{{"account":"{account}","id":"open","effective":"2022-01-01","recorded":"2022-01-01T09:00:00.000Z","fact":{{"accountOpened":{{"vat":{{"vrn":"100000034"}}}}}}}}"#
    );
    let mut entries: Vec<Entry> = vec![serde_json::from_str(&opened).unwrap()];
    entries.extend((1..10_000).map(|number| next_entry(account, 0, number)));
    let append = |entries| Append {
        account,
        expected: Expected::Any,
        entries,
    };
    block_on(store.append(append(entries))).unwrap();
    let mut times = Vec::new();
    for number in 10_000..10_200 {
        let append = append(vec![next_entry(account, 0, number)]);
        let began = Instant::now();
        assert_eq!(block_on(store.append(append)).unwrap().new, 1);
        times.push(began.elapsed());
    }
    table.times("append, to 10,000 entries", &Times::new(times));
}
