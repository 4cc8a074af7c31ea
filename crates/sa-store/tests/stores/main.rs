//! The tests of the stores: what each must do, and what each does when things go wrong.
#![cfg(test)]

mod sqlite;
mod sqlite_file;
mod transfer;
