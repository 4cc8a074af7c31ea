//! The VAT API over HTTP beside a bare actix-web handler that sends the same bytes, and submits
//! beside the store's own appends: one run, one load tool.
//!
//! `cargo bench -p sa-server --bench vat_http -- 100000` measures over SQLite with so many accounts;
//! `SA_BENCH_STORE=postgres://…` over PostgreSQL, in an empty database. Needs `wrk` (Debian's
//! package `wrk`). `SA_BENCH_SECONDS` is how long each measurement takes (10),
//! `SA_BENCH_CONNECTIONS` how many clients there are (64), `SA_BENCH_DIR` where the file lies.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "a measurement, not a part of the product"
)]

mod bare;
mod fill;
mod load;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use load::{Load, Measured};

/// The day on which everything happens: the quarter to December is over.
const TODAY: &str = "2026-01-20";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.iter().any(|argument| argument == "bare") {
        return bare::serve();
    }
    let accounts = arguments.iter().find_map(|argument| argument.parse().ok());
    let accounts = accounts.unwrap_or(10_000);
    let set = |name: &str, default: u64| {
        let value = std::env::var(name)
            .ok()
            .and_then(|value| value.parse().ok());
        value.unwrap_or(default)
    };
    let load = Load {
        accounts,
        seconds: set("SA_BENCH_SECONDS", 10),
        connections: set("SA_BENCH_CONNECTIONS", 64),
    };
    let directory = std::env::var("SA_BENCH_DIR").unwrap_or_else(|_| ".".to_owned());
    let directory = tempfile::tempdir_in(directory).unwrap();
    let store = std::env::var("SA_BENCH_STORE")
        .unwrap_or_else(|_| format!("sqlite:{}", directory.path().join("bench.db").display()));
    let kind = store.split(':').next().unwrap_or_default().to_owned();
    println!(
        "{accounts} VAT accounts, {kind}, {} clients",
        load.connections
    );
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(fill::fill(&store, accounts));
    let appends = runtime.block_on(fill::appends(&store, accounts, load.connections));

    let server = Server::start(&store);
    let bare = Server::start_bare();
    println!(
        "\n{:<12} {:>11} {:>9} {:>9}",
        "", "requests/s", "p50", "p99"
    );
    for endpoint in ["obligations", "view"] {
        let bytes = load::once(&server.url, endpoint);
        bare.answer_with(&bytes);
        // Turn and turn about, so that what disturbs one disturbs the other.
        let rounds: Vec<_> = (0..3)
            .map(|_| {
                (
                    load.run(&bare.url, endpoint),
                    load.run(&server.url, endpoint),
                )
            })
            .collect();
        let beside = median(rounds.iter().map(|(bare, _)| bare));
        let measured = median(rounds.iter().map(|(_, measured)| measured));
        tell(&format!("{endpoint}, bare"), &beside);
        tell(endpoint, &measured);
        println!(
            "{:<12} {:>10.2} of bare",
            "",
            measured.per_second / beside.per_second
        );
    }
    let submits = load.run(&server.url, "submit");
    tell("submit", &submits);
    println!("{:<12} {appends:>11.0} appends/s of the store", "");
    println!(
        "{:<12} {:>10.2} of the store's",
        "",
        submits.per_second / appends
    );
}

fn tell(name: &str, measured: &Measured) {
    let [p50, p99] = [measured.p50, measured.p99].map(milliseconds);
    println!(
        "{name:<12} {:>11.0} {p50:>6.2} ms {p99:>6.2} ms",
        measured.per_second
    );
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// The measurement in the middle, by its rate.
fn median<'m>(all: impl Iterator<Item = &'m Measured>) -> Measured {
    let mut all: Vec<Measured> = all.copied().collect();
    all.sort_by(|one, other| one.per_second.total_cmp(&other.per_second));
    all.get(all.len() / 2).copied().unwrap()
}

/// A server in a process of its own; it ends with this value.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start(store: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sa-server"));
        command
            .args([
                "--listen",
                "127.0.0.1:0",
                "--today",
                TODAY,
                "--store",
                store,
            ])
            .env("RUST_LOG", "warn");
        Self::spawn(command)
    }

    fn start_bare() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("bare");
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let url = first.strip_prefix("listening on ").unwrap().to_owned();
        // What else it says is read, so that it is never held up.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, url }
    }

    /// Tells the bare server what to answer.
    fn answer_with(&self, bytes: &str) {
        let url = format!("{}/bytes", self.url);
        load::curl(&["-sS", "-X", "PUT", "--data-binary", bytes, &url]);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
