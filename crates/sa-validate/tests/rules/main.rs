//! The rules of the crate, one file a subject.
#![cfg(test)]

mod dates;
mod fraud_headers;
mod identifiers;
mod money;
mod table;
