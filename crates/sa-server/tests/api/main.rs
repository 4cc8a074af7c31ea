//! The server's tests: the real server on a free port, spoken to over HTTP.
#![cfg(test)]

mod commands;
mod entry_format;
mod harness;
mod kept_answers;
mod layout;
mod mistyped;
mod operations;
mod owner_commands;
mod program;
mod readme;
mod sa_accounts;
mod sa_liability;
mod sandbox_page;
mod schema;
mod starting;
mod store_faults;
#[cfg(target_os = "linux")]
mod streams;
mod vat;
