//! The query of liabilities and payments: `from` and `to`.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`LiabilitiesValidator`, `PaymentsValidator`: `from`,
//! then `to`, then the two together; the first fault answers).

use sa_model::date_range::{DateRange, RangeFault, VAT_FINANCIAL};
use time::Date;

use super::error::VatFault;
use crate::query::Query;

/// The range of days asked for, both included; the last days of the charges' periods are held
/// against it.
///
/// # Errors
/// A `from` that is absent, no date, or before 2016-04-06; then a `to` that is absent, no date, or
/// after today; then a range that is none or too long.
pub(super) fn parse(query: &Query, today: Date) -> Result<DateRange, VatFault> {
    let day = |name| {
        let text = query.first(name)?;
        VAT_FINANCIAL.read(text).ok()
    };
    let limits = VAT_FINANCIAL.from;
    let from = day("from").filter(|from| (limits.earliest..=limits.latest).contains(from));
    let from = from.ok_or(VatFault::DateFromInvalid)?;
    let to = day("to").ok_or(VatFault::DateToInvalid)?;
    VAT_FINANCIAL
        .check(from, to, today)
        .map_err(|faults| match faults.first() {
            Some(RangeFault::ToTooEarly { .. } | RangeFault::ToTooLate { .. }) => {
                VatFault::DateToInvalid
            }
            _ => VatFault::DateRangeInvalid,
        })
}
