//! The two dates of a query, as each version takes them. The rules themselves are data of
//! [`sa_model::date_range`]; here is which faults tell of them, in which order.
//!
//! Source: github hmrc/self-assessment-accounts-api (`DateRangeValidationV1` at 13fed3b3,
//! `ResolveDateRange` at aca807ee and 47708f17).

use sa_model::date_range::{DateRange, RangeFault, RangeRule, SA_ACCOUNTS_V1};
use time::Date;

use super::error::{AccountsError, Fault, Problems};
use super::version::Version;
use crate::query::Query;

/// The two dates of 1.0, `from` and `to`, both needed: the formats first; only if these are right
/// what is missing, out of order, too early, too long.
///
/// # Errors
/// All faults of the first step that has one.
pub(super) fn first(query: &Query, today: Date) -> Result<DateRange, AccountsError> {
    let (mut formats, mut rules) = (Problems::default(), Problems::default());
    let mut read = |name, fault| {
        let text = query.given(name)?;
        formats.take(SA_ACCOUNTS_V1.read(text).map_err(|_no_date| fault))
    };
    let from = read("from", Fault::FormatFromDate);
    let to = read("to", Fault::FormatToDate);
    formats.check(Version::V1)?;
    if from.is_none() {
        rules.add(Fault::MissingFromDate);
    }
    if to.is_none() {
        rules.add(Fault::MissingToDate);
    }
    let range = from
        .zip(to)
        .and_then(|ends| checked(&SA_ACCOUNTS_V1, ends, today, &mut rules));
    rules.check(Version::V1)?;
    range.ok_or_else(|| AccountsError::of(Version::V1, Fault::Internal))
}

/// The two dates of later versions, `fromDate` and `toDate`, both or neither; what is wrong goes to
/// the problems. One that is missing is told without a look at the other.
pub(super) fn later(
    query: &Query,
    rule: &RangeRule,
    today: Date,
    problems: &mut Problems,
) -> Option<DateRange> {
    let (from, to) = match (query.given("fromDate"), query.given("toDate")) {
        (None, None) => return None,
        (Some(_), None) => {
            problems.add(Fault::MissingToDate);
            return None;
        }
        (None, Some(_)) => {
            problems.add(Fault::MissingFromDate);
            return None;
        }
        (Some(from), Some(to)) => (from, to),
    };
    let from = problems.take(rule.read(from).map_err(|_no_date| Fault::FormatFromDate));
    let to = problems.take(rule.read(to).map_err(|_no_date| Fault::FormatToDate));
    checked(rule, from.zip(to)?, today, problems)
}

fn checked(
    rule: &RangeRule,
    (from, to): (Date, Date),
    today: Date,
    problems: &mut Problems,
) -> Option<DateRange> {
    let faults = match rule.check(from, to, today) {
        Ok(range) => return Some(range),
        Err(faults) => faults,
    };
    let is_first = *rule == SA_ACCOUNTS_V1;
    for fault in faults {
        problems.add(match fault {
            RangeFault::Reversed { .. } => Fault::ToDateBeforeFromDate,
            RangeFault::FromTooEarly { .. } if is_first => Fault::FromDateNotSupported,
            RangeFault::TooLong { .. } if is_first => Fault::DateRangeInvalid,
            RangeFault::FromTooEarly { .. } | RangeFault::FromTooLate { .. } => {
                Fault::FormatFromDate
            }
            RangeFault::ToTooEarly { .. } | RangeFault::ToTooLate { .. } => Fault::FormatToDate,
            RangeFault::TooLong { .. } | _ => Fault::InvalidDateRange,
        });
    }
    None
}
