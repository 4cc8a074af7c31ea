//! The tests of the stores: what each must do, and what each does when things go wrong.
#![cfg(test)]

mod backup;
mod faults;
mod granted;
mod journal;
mod maintenance;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "postgres")]
mod postgres_committed;
#[cfg(feature = "postgres")]
mod postgres_damaged;
#[cfg(feature = "postgres")]
mod postgres_database;
#[cfg(feature = "postgres")]
mod postgres_locked;
#[cfg(feature = "postgres")]
mod postgres_plans;
#[cfg(feature = "postgres")]
mod postgres_serializable;
#[cfg(feature = "postgres")]
mod postgres_server;
#[cfg(feature = "postgres")]
mod postgres_tls;
#[cfg(feature = "postgres")]
mod postgres_unchanged;
mod set_back;
mod sqlite;
mod sqlite_busy;
mod sqlite_file;
mod sqlite_forms;
mod sqlite_just_read;
mod sqlite_refused;
mod sqlite_tokens;
mod sqlite_unchanged;
mod transfer;
mod two_openings;
