#![cfg(test)]
//! What a ledger does, by tables of scenarios, by laws, and against a second implementation.

mod account;
mod history;
mod interest;
mod journal;
mod on_account;
mod points;
mod scenario;
mod scenarios;
mod schedule;
mod vat;
