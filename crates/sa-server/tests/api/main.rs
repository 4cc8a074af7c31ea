//! The server's tests: the real server on a free port, spoken to over HTTP.
#![cfg(test)]
#![expect(dead_code, reason = "the three APIs' tests take it into use")]

mod commands;
mod entry_format;
mod harness;
mod layout;
mod operations;
mod owner_commands;
mod program;
mod readme;
mod sa_accounts;
mod sa_liability;
mod schema;
mod vat;
