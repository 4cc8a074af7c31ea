//! Which days the SA liability API looks at: from a given, or the default, day to today.
//!
//! Source: github hmrc/self-assessment-liability-api (`UkTaxYears`). Today is the day in UTC, as in
//! HMRC's code; between 00:00 and 01:00 in summer that is not London's.

use time::Date;

use super::{DateRange, RangeFault};
use crate::tax_year::TaxYear;

/// The earliest `fromDate` on the day `today`: 6 April of the tax year six before the current one.
///
/// ```
/// use sa_validate::{date, date_range::earliest_from};
///
/// assert_eq!(earliest_from(date::parse("2025-04-05")?), date::parse("2018-04-06")?);
/// assert_eq!(earliest_from(date::parse("2025-04-06")?), date::parse("2019-04-06")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn earliest_from(today: Date) -> Date {
    years_back(today, 6)
}

/// The day from which the account is shown if none is given: 6 April of the previous tax year.
///
/// ```
/// use sa_validate::{date, date_range::default_from};
///
/// assert_eq!(default_from(date::parse("2026-04-05")?), date::parse("2024-04-06")?);
/// assert_eq!(default_from(date::parse("2026-04-06")?), date::parse("2025-04-06")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn default_from(today: Date) -> Date {
    years_back(today, 1)
}

/// The days to look at: from `from`, or the default, to `today`, both included.
///
/// ```
/// use sa_validate::date;
/// use sa_validate::date_range::liability_window;
///
/// let today = date::parse("2026-01-31")?;
/// let window = liability_window(None, today)?;
/// assert_eq!(window.from(), date::parse("2024-04-06")?);
/// assert_eq!(window.to(), today);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`RangeFault::FromTooEarly`] before [`earliest_from`], [`RangeFault::FromTooLate`] after today.
pub fn liability_window(from: Option<Date>, today: Date) -> Result<DateRange, RangeFault> {
    let from = from.unwrap_or_else(|| default_from(today));
    let earliest = earliest_from(today);
    if from < earliest {
        return Err(RangeFault::FromTooEarly { from, earliest });
    }
    DateRange::new(from, today).ok_or(RangeFault::FromTooLate {
        from,
        latest: today,
    })
}

/// 6 April of the tax year so many before that of `today`; in the first years of the calendar the
/// earliest there is.
fn years_back(today: Date, years: u16) -> Date {
    let end = TaxYear::containing(today).map_or(2, TaxYear::end_year);
    let year = TaxYear::ending(end.saturating_sub(years).max(2));
    year.map_or(today, TaxYear::first_day).min(today)
}
