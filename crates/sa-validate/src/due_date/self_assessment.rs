//! When a Self Assessment return, an amendment and each payment fall due.
//!
//! Source: TMA 1970 s. 8, s. 59A, s. 59B and Sch. 3ZA; HMRC's manual SAM60052, SAM60080; github
//! hmrc/income-tax-mtd-end-to-end-service-guide.
//!
//! ```
//! use sa_validate::TaxYear;
//! use sa_validate::due_date::self_assessment::{balancing_payment, payments_on_account};
//!
//! // On one day: the balance of a year and the first payment on account of the next.
//! let [year, next] = [TaxYear::parse("2023-24")?, TaxYear::parse("2024-25")?];
//! assert_eq!(payments_on_account(next)[0], balancing_payment(year, None));
//! # Ok::<(), sa_validate::TaxYearError>(())
//! ```

use time::{Date, Month};

use crate::date::{last_of_month, plus_days, plus_months};
use crate::tax_year::TaxYear;

/// Days that HMRC's system adds to three months from a notice, for its delivery (SAM60052). The
/// law gives three months; the functions here follow the law.
///
/// ```
/// use sa_validate::due_date::self_assessment::{NOTICE_DELIVERY_DAYS, online_return};
/// use sa_validate::{TaxYear, date};
///
/// let by_law = online_return(TaxYear::parse("2024-25")?, Some(date::parse("2025-12-15")?));
/// let by_system = date::plus_days(by_law, NOTICE_DELIVERY_DAYS);
/// assert_eq!(by_system, date::parse("2026-03-22")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub const NOTICE_DELIVERY_DAYS: i32 = 7;

/// The last day for an online return: 31 January after the year; three months from the notice to
/// file, if that was given after 31 October.
///
/// ```
/// use sa_validate::due_date::self_assessment::online_return;
/// use sa_validate::{TaxYear, date};
///
/// let year = TaxYear::parse("2024-25")?;
/// assert_eq!(online_return(year, None), date::parse("2026-01-31")?);
/// let late_notice = Some(date::parse("2025-12-15")?);
/// assert_eq!(online_return(year, late_notice), date::parse("2026-03-15")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn online_return(year: TaxYear, notice: Option<Date>) -> Date {
    match notice {
        Some(given) if given > on(year.end_year(), Month::October, 31) => plus_months(given, 3),
        Some(_) | None => january_after(year),
    }
}

/// The last day for a paper return: 31 October after the year; three months from the notice to
/// file, if that was given after 31 July.
///
/// Source: TMA 1970 s. 8(1D) to (1G).
///
/// ```
/// use sa_validate::due_date::self_assessment::paper_return;
/// use sa_validate::{TaxYear, date};
///
/// assert_eq!(paper_return(TaxYear::parse("2024-25")?, None), date::parse("2025-10-31")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn paper_return(year: TaxYear, notice: Option<Date>) -> Date {
    match notice {
        Some(given) if given > on(year.end_year(), Month::July, 31) => plus_months(given, 3),
        Some(_) | None => on(year.end_year(), Month::October, 31),
    }
}

/// The last day for an online return whose balance is to be collected through PAYE: 30 December
/// after the year.
///
/// ```
/// use sa_validate::due_date::self_assessment::online_return_for_coding_out;
/// use sa_validate::{TaxYear, date};
///
/// let last = online_return_for_coding_out(TaxYear::parse("2024-25")?);
/// assert_eq!(last, date::parse("2025-12-30")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn online_return_for_coding_out(year: TaxYear) -> Date {
    on(year.end_year(), Month::December, 30)
}

/// The last day for amending a return whose filing date was `filing_date`: twelve months later.
///
/// ```
/// use sa_validate::due_date::self_assessment::{last_amendment, online_return};
/// use sa_validate::{TaxYear, date};
///
/// let filing_date = online_return(TaxYear::parse("2025-26")?, None);
/// assert_eq!(last_amendment(filing_date), date::parse("2028-01-31")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn last_amendment(filing_date: Date) -> Date {
    plus_months(filing_date, 12)
}

/// The two payments on account of `year`: 31 January in it and 31 July after it.
///
/// ```
/// use sa_validate::due_date::self_assessment::payments_on_account;
/// use sa_validate::{TaxYear, date};
///
/// let due = payments_on_account(TaxYear::parse("2024-25")?);
/// assert_eq!(due, [date::parse("2025-01-31")?, date::parse("2025-07-31")?]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn payments_on_account(year: TaxYear) -> [Date; 2] {
    [Month::January, Month::July].map(|month| on(year.end_year(), month, 31))
}

/// The balancing payment of `year`: 31 January after it; three months from the notice to file, if
/// that was given after 31 October and the taxpayer had not failed to notify.
///
/// ```
/// use sa_validate::due_date::self_assessment::balancing_payment;
/// use sa_validate::{TaxYear, date};
///
/// assert_eq!(balancing_payment(TaxYear::parse("2024-25")?, None), date::parse("2026-01-31")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn balancing_payment(year: TaxYear, notice: Option<Date>) -> Date {
    online_return(year, notice)
}

/// Tax that an amendment by the taxpayer adds: the day after the thirty days that begin with the
/// day of the notice of amendment, or `usual` (the date for the return itself) if that is later.
///
/// Source: TMA 1970 Sch. 3ZA paras 1 and 2.
///
/// ```
/// use sa_validate::{date, due_date::self_assessment::amendment};
///
/// let usual = date::parse("2026-01-31")?;
/// assert_eq!(amendment(date::parse("2025-11-01")?, usual), usual);
/// assert_eq!(amendment(date::parse("2026-03-01")?, usual), date::parse("2026-03-31")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn amendment(notice: Date, usual: Date) -> Date {
    plus_days(notice, 30).max(usual)
}

/// A discovery assessment: thirty days after it is made. HMRC's system adds six or seven days for
/// delivery (SAM61390).
///
/// ```
/// use sa_validate::{date, due_date::self_assessment::discovery_assessment};
///
/// let made = date::parse("2025-06-01")?;
/// assert_eq!(discovery_assessment(made), date::parse("2025-07-01")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn discovery_assessment(made: Date) -> Date {
    plus_days(made, 30)
}

/// A penalty: thirty days after its notice (SAM60080).
///
/// ```
/// use sa_validate::{date, due_date::self_assessment::penalty};
///
/// assert_eq!(penalty(date::parse("2025-06-01")?), date::parse("2025-07-01")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn penalty(notice: Date) -> Date {
    plus_days(notice, 30)
}

/// An update of MTD for Income Tax: cumulative, from the year's first day to its `last`.
///
/// ```
/// use sa_validate::due_date::self_assessment::{Quarters, quarterly_updates};
/// use sa_validate::{TaxYear, date};
///
/// let updates = quarterly_updates(TaxYear::parse("2026-27")?, Quarters::TaxYear);
/// let first = date::parse("2026-04-06")?;
/// assert!(updates.iter().all(|update| update.first == first));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuarterlyUpdate {
    /// The first day that it covers: the first of the tax year, or 1 April.
    pub first: Date,
    /// The last day that it covers.
    pub last: Date,
    /// The last day for sending it.
    pub due: Date,
}

/// On which days the quarters of MTD for Income Tax end.
///
/// ```
/// use sa_validate::due_date::self_assessment::{Quarters, quarterly_updates};
/// use sa_validate::{TaxYear, date};
///
/// let [first, ..] = quarterly_updates(TaxYear::parse("2026-27")?, Quarters::Calendar);
/// assert_eq!([first.first, first.last], [date::parse("2026-04-01")?, date::parse("2026-06-30")?]);
/// assert_eq!(first.due, date::parse("2026-08-07")?); // as for the other quarters
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quarters {
    /// 5 July, October, January and April, as the tax year.
    TaxYear,
    /// By election the last days of June, September, December and March.
    Calendar,
}

/// The four updates of `year`, due on 7 August, November, February and May.
///
/// Source: github hmrc/obligations-api (standard quarters); that the calendar election keeps the
/// due dates is not confirmed by HMRC's code.
///
/// ```
/// use sa_validate::due_date::self_assessment::{Quarters, quarterly_updates};
/// use sa_validate::{TaxYear, date};
///
/// let [first, .., last] = quarterly_updates(TaxYear::parse("2026-27")?, Quarters::TaxYear);
/// assert_eq!(first.last, date::parse("2026-07-05")?);
/// assert_eq!(first.due, date::parse("2026-08-07")?);
/// assert_eq!(last.last, date::parse("2027-04-05")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn quarterly_updates(year: TaxYear, quarters: Quarters) -> [QuarterlyUpdate; 4] {
    [3, 6, 9, 12].map(|months| {
        let next_quarter = plus_months(year.first_day(), months);
        let due = plus_days(plus_months(next_quarter, 1), 1);
        match quarters {
            Quarters::TaxYear => QuarterlyUpdate {
                first: year.first_day(),
                last: plus_days(next_quarter, -1),
                due,
            },
            Quarters::Calendar => QuarterlyUpdate {
                first: plus_days(year.first_day(), -5),
                last: last_of_month(plus_months(year.first_day(), months.saturating_sub(1))),
                due,
            },
        }
    })
}

/// 31 January after the year.
fn january_after(year: TaxYear) -> Date {
    on(year.end_year().saturating_add(1), Month::January, 31)
}

/// A day of a calendar year; [`Date::MAX`] beyond the calendar.
fn on(year: u16, month: Month, day: u8) -> Date {
    Date::from_calendar_date(i32::from(year), month, day).unwrap_or(Date::MAX)
}
