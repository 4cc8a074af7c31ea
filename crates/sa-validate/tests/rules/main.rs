//! The rules of the crate, one file a subject.
#![cfg(test)]

mod dates;
mod identifiers;
mod money;
mod table;
