//! What the stores do when things go wrong: killed, full, cut off, raced.
//!
//! `SA_TEST_ROUNDS` sets how many times each fault is made, where that is more than the few times, and
//! the 50 times that a process is killed, of every run.

mod acknowledged;
mod child;
mod disk_full;
mod killed;
#[cfg(feature = "postgres")]
mod postgres_cut;
mod raced;
mod seen;
mod small_disk;

/// How many times a fault is made: `short`, or more often if somebody says so.
fn rounds(short: u64) -> u64 {
    let longer = std::env::var("SA_TEST_ROUNDS").map_or(0, |rounds| rounds.parse().unwrap());
    short.max(longer)
}
