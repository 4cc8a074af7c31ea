//! The APIs over HTTP beside a bare actix-web handler that sends the same bytes, and submits beside
//! one that does the same to the store, and beside the store's own appends, which no load tool asks
//! for: one run, one load tool.
//!
//! `cargo bench -p sa-server --bench http -- 100000` measures over SQLite with so many accounts of
//! the generator, seven of ten Self Assessment, three VAT; `SA_BENCH_STORE=postgres://…` over
//! PostgreSQL. A store that is filled already is used again: the file lies in `SA_BENCH_DIR`, else
//! in a directory that goes at the end. Needs `wrk` (Debian's package `wrk`) and `curl`.
//! `SA_BENCH_SECONDS` is how long each measurement takes (10), `SA_BENCH_CONNECTIONS` how many
//! clients there are (64), `SA_BENCH_ANSWERS` how many mebibytes of answers the server may keep
//! (1024), `SA_BENCH_ONLY` names the endpoints to measure, with commas.
//!
//! Each read is measured twice: with answers kept, as the server does, and without, so that each is
//! rendered anew. Before it is measured a server is asked for as long as it is measured.
//!
//! Load tool and server share the processor, so that the rate tells what a client and a server
//! cost together; the server's own processor time for a request is told beside it.
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
mod endpoint;
mod fill;
mod load;
mod server;
mod traders;

use std::path::Path;
use std::process::Command;

use endpoint::Endpoint;
use load::{Load, Measured};
use server::Server;
use tokio::runtime::Runtime;

/// The bare server's allocator is that of `sa-server`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each is measured, turn and turn about.
const ROUNDS: usize = 3;

/// How long submits are measured, in seconds: a trader submits once.
const SUBMIT_SECONDS: u64 = 2;

/// More submits a second than any server here takes.
const SUBMITS_PER_SECOND: usize = 45_000;

/// How many appends the store alone is measured by.
const APPENDS: usize = 30_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(bare) = arguments.iter().position(|argument| argument == "bare") {
        return bare::serve(arguments.get(bare + 1).map(String::as_str));
    }
    let accounts = arguments.iter().find_map(|argument| argument.parse().ok());
    let accounts = accounts.unwrap_or(10_000);
    let set = |name: &str, default: u64| {
        let value = std::env::var(name)
            .ok()
            .and_then(|value| value.parse().ok());
        value.unwrap_or(default)
    };
    let only = std::env::var("SA_BENCH_ONLY").unwrap_or_default();
    let load = Load {
        seconds: set("SA_BENCH_SECONDS", 10),
        connections: set("SA_BENCH_CONNECTIONS", 64),
    };
    let answers = set("SA_BENCH_ANSWERS", 1024);
    let scratch = tempfile::tempdir().unwrap();
    let store = std::env::var("SA_BENCH_STORE").unwrap_or_else(|_| file(scratch.path(), accounts));
    let kind = store.split(':').next().unwrap_or_default().to_owned();
    println!(
        "{accounts} accounts, {kind}, {} clients, {answers} MiB of answers",
        load.connections
    );

    let runtime = Runtime::new().unwrap();
    runtime.block_on(fill::fill(&store, accounts));
    let lists = endpoint::write_lists(scratch.path(), accounts);
    let is_asked = |name: &str| only.is_empty() || only.split(',').any(|asked| asked == name);
    println!(
        "\n{:<20} {:>10} {:>10} {:>10} {:>16} {:>16}",
        "", "requests/s", "p50", "p99", "server's CPU", "load tool's CPU"
    );
    for (endpoint, list) in lists.iter().filter(|(endpoint, _)| is_asked(endpoint.name)) {
        let servers = [answers, 0].map(|answers| Server::start(&store, answers));
        beside_bare(&load, &servers, endpoint, list);
    }
    if is_asked("submit") {
        let load = Load {
            seconds: load.seconds.min(SUBMIT_SECONDS),
            ..load
        };
        beside_appends(&load, &runtime, &store, answers, scratch.path());
    }
}

/// Where the SQLite file is, kept or not.
fn file(scratch: &Path, accounts: u64) -> String {
    let kept = std::env::var("SA_BENCH_DIR").map(Into::into);
    let directory = kept.unwrap_or_else(|_| scratch.to_path_buf());
    let file = directory.join(format!("http-{accounts}.db"));
    format!("sqlite:{}", file.display())
}

/// Measures an endpoint on the bare handler, on a server that keeps answers and on one that does
/// not, turn and turn about, so that what disturbs one disturbs the others.
fn beside_bare(load: &Load, servers: &[Server; 2], endpoint: &Endpoint, list: &Path) {
    let [keeping, anew] = servers;
    let bare = Server::start_bare(None);
    let answer = load::typical_answer(&keeping.url, endpoint, list);
    bare.answer_with(&answer);
    // What is kept in memory is there before it is measured.
    for server in servers {
        load.run(server, endpoint, list);
    }
    let rounds: Vec<_> = (0..ROUNDS)
        .map(|_| [&bare, keeping, anew].map(|server| load.run(server, endpoint, list)))
        .collect();
    let beside = median(rounds.iter().map(|[bare, ..]| *bare), per_second);
    let name = endpoint.name;
    tell(&format!("{name}, bare"), &beside);
    println!("{:<20} {:>10} bytes", "", answer.len());
    let kept = median(rounds.iter().map(|[_, kept, _]| *kept), per_second);
    tell_beside(name, &kept, &beside);
    let anew = median(rounds.iter().map(|[_, _, anew]| *anew), per_second);
    tell_beside(&format!("{name}, anew"), &anew, &beside);
}

/// Measures submits beside a bare handler that appends the same entries, and beside the store's own
/// appends, turn and turn about; each with traders of its own.
fn beside_appends(load: &Load, runtime: &Runtime, store: &str, answers: u64, scratch: &Path) {
    let submits = usize::try_from(load.seconds).unwrap() * SUBMITS_PER_SECOND;
    let of_round = APPENDS + 2 * submits;
    let traders = runtime.block_on(traders::open(store, ROUNDS * of_round));
    let list = scratch.join("submit.txt");
    let submit = |traders, server: &Server| {
        traders::write_list(&list, traders);
        write_out();
        load.run(server, &traders::SUBMIT, &list)
    };
    let rounds: Vec<_> = traders
        .chunks(of_round)
        .map(|traders| {
            let (for_store, for_servers) = traders.split_at(APPENDS);
            let (for_bare, for_server) = for_servers.split_at(submits);
            write_out();
            let appends = traders::appends(store, for_store, load.connections);
            let appends = runtime.block_on(appends);
            let bare = submit(for_bare, &Server::start_bare(Some(store)));
            let server = Server::start(store, answers);
            (appends, bare, submit(for_server, &server))
        })
        .collect();
    let appends = median(rounds.iter().map(|(appends, ..)| *appends), f64::to_owned);
    let bare = median(rounds.iter().map(|(_, bare, _)| *bare), per_second);
    let submits = median(rounds.iter().map(|(.., submits)| *submits), per_second);
    tell("submit, bare", &bare);
    tell_beside("submit", &submits, &bare);
    let share = submits.per_second / appends;
    println!("{:<20} {appends:>10.0} appends/s of the store alone", "");
    println!("{:<20} {share:>10.2} of the store's", "");
}

fn tell_beside(name: &str, measured: &Measured, bare: &Measured) {
    tell(name, measured);
    println!(
        "{:<20} {:>10.2} of bare by rate, {:.2} by the server's CPU",
        "",
        measured.per_second / bare.per_second,
        bare.server_cpu_us / measured.server_cpu_us,
    );
}

fn tell(name: &str, measured: &Measured) {
    let [p50, p99] = [measured.p50, measured.p99].map(|time| time.as_secs_f64() * 1000.0);
    println!(
        "{name:<20} {:>10.0} {p50:>7.2} ms {p99:>7.2} ms {:>13.1} µs {:>13.1} µs",
        measured.per_second, measured.server_cpu_us, measured.tool_cpu_us
    );
}

/// Has the system write out what was written before, so that nothing of it is left to whoever is
/// measured next.
fn write_out() {
    assert!(Command::new("sync").status().unwrap().success());
}

fn per_second(measured: &Measured) -> f64 {
    measured.per_second
}

/// The one in the middle, by its rate.
fn median<T: Copy>(all: impl Iterator<Item = T>, rate: impl Fn(&T) -> f64) -> T {
    let mut all: Vec<T> = all.collect();
    all.sort_by(|one, other| rate(one).total_cmp(&rate(other)));
    all.get(all.len() / 2).copied().unwrap()
}
