#![cfg(test)]
//! What a ledger does, by tables of scenarios, by laws, and against a second implementation.

mod account;
mod agreement;
mod bytes;
mod filings;
mod history;
mod interest;
mod itsa_points;
mod journal;
mod laws;
mod naive;
mod on_account;
mod points;
mod random;
mod rules;
mod scenario;
mod scenarios;
mod schedule;
mod tax_code;
mod vat;
mod work;
