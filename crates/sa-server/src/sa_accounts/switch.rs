//! The switches of a query: `true` and `false` in any letter case.
//!
//! Source: github hmrc/self-assessment-accounts-api (`ResolveBoolean`).

use super::error::Fault;
use crate::query::Query;

/// The switch of this name; off where it is not given.
///
/// # Errors
/// The fault, for any text but `true` and `false`.
pub(super) fn read(query: &Query, name: &str, fault: Fault) -> Result<bool, Fault> {
    match query.given(name) {
        None => Ok(false),
        Some(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Some(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        Some(_) => Err(fault),
    }
}
