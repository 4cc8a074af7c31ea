//! What an account's bytes cost, over accounts of the generator: how many they are, how long they
//! take to read and to write, how often memory is taken for it.
//!
//! `cargo bench -p sa-store --bench snapshot` prints it. Times are of the fastest of many rounds, with
//! the system's allocator. Instructions, which mind no other work on the machine, are those of
//! `valgrind --tool=callgrind target/release/deps/snapshot-... read` (or `write`) less those of
//! `... make`, by 10,000.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::as_conversions,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a measurement, not a part of the product"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use allocation_counter::measure;
use sa_ledger::Account;
use sa_store::generated_journal;

const ACCOUNTS: u64 = 1_000;

/// How often all are read or written where instructions are counted.
const ROUNDS: usize = 10;

fn written(account: &Account) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2_048);
    account.write_bytes(&mut bytes);
    bytes
}

fn main() {
    let accounts: Vec<Account> = (0..ACCOUNTS)
        .map(|number| generated_journal(1, number).unwrap())
        .map(|journal| Account::fold(&journal).unwrap().unwrap())
        .collect();
    let bytes: Vec<Vec<u8>> = accounts.iter().map(written).collect();
    let read = || {
        for bytes in &bytes {
            black_box(Account::from_bytes(black_box(bytes)).unwrap());
        }
    };
    let write = || {
        for account in &accounts {
            black_box(written(black_box(account)));
        }
    };
    match std::env::args().nth(1).as_deref() {
        Some("make") => {}
        Some("read") => (0..ROUNDS).for_each(|_| read()),
        Some("write") => (0..ROUNDS).for_each(|_| write()),
        Some(_) | None => {
            let each = |sum: u64| sum as f64 / ACCOUNTS as f64;
            let entries = each(accounts.iter().map(Account::version).sum());
            let length = each(bytes.iter().map(|bytes| bytes.len() as u64).sum());
            println!("{entries:.1} entries, {length:.0} bytes an account");
            tell("read", &read);
            tell("written", &write);
        }
    }
}

fn tell(what: &str, run: &dyn Fn()) {
    let counted = measure(run).count_total as f64 / ACCOUNTS as f64;
    let fastest = (0..200).map(|_| {
        let began = Instant::now();
        run();
        began.elapsed()
    });
    let fastest = fastest.min().unwrap_or(Duration::ZERO).as_secs_f64() * 1e9 / ACCOUNTS as f64;
    println!("{what}: {fastest:.0} ns, memory taken {counted:.1} times");
}
