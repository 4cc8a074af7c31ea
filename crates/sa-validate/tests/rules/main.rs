//! The rules of the crate, one file a subject.
#![cfg(test)]

mod date_laws;
mod dates;
mod fraud_headers;
mod generated;
mod identifiers;
mod laws;
mod money;
mod schema;
mod table;
mod traits;
