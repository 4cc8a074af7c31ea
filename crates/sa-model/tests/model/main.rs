//! The rules of the crate, one file a subject.
#![cfg(test)]

mod hostile_input;
mod journal_lines;
mod no_allocation;
mod schema;
mod table;
mod text_forms;
mod traits;
mod transaction_kinds;
mod vat_return;
