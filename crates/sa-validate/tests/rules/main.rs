//! The rules of the crate, one file a subject.
#![cfg(test)]

mod identifiers;
mod money;
