#![cfg(test)]
//! What a ledger does, by tables of scenarios, by laws, and against a second implementation.

mod account;
mod interest;
mod journal;
mod scenario;
mod scenarios;
mod vat;
