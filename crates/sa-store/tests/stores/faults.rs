//! What the stores do when things go wrong: killed, full, cut off, raced.
//!
//! `SA_TEST_ROUNDS` sets how many times a process is killed; 50 when it is not set.

mod acknowledged;
mod child;
mod disk_full;
mod killed;
#[cfg(feature = "postgres")]
mod postgres_cut;
mod raced;
mod seen;
mod small_disk;
