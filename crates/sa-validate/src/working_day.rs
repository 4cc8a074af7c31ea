//! Working days of England and Wales: bank holidays by rule, proclaimed days as a table.
//!
//! Source: GOV.UK's bank holidays as published in the `govuk-bank-holidays` package 0.19, which
//! rule and table together give back without a difference for every year from 2012 to 2028. A later
//! proclamation is a row more in [`PROCLAIMED`]. Days before 2012 go by the rule alone.
//!
//! ```
//! use sa_validate::{date, working_day};
//!
//! let [monday, friday] = [date::parse("2020-05-04")?, date::parse("2020-05-08")?];
//! assert!(!working_day::is_bank_holiday(monday)); // the first of May, moved to that Friday
//! assert!(working_day::is_bank_holiday(friday));
//! # Ok::<(), sa_validate::DateError>(())
//! ```

use time::macros::date as day;
use time::{Date, Month, Weekday};

use crate::date::{self, plus_days};

/// What was proclaimed of a day, against the rule.
///
/// ```
/// use sa_validate::working_day::{PROCLAIMED, Proclamation, is_working_day};
///
/// let moved = PROCLAIMED.iter().filter(|(_, what)| *what == Proclamation::WorkingDay);
/// assert!(moved.map(|(day, _)| *day).all(is_working_day));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proclamation {
    /// A bank holiday that the rule does not know.
    Holiday,
    /// A working day that by the rule is a bank holiday: the holiday was moved.
    WorkingDay,
}

/// Every day on which a proclamation departs from the rule, in order.
///
/// Source: GOV.UK, bank holidays in England and Wales.
///
/// ```
/// use sa_validate::working_day::{PROCLAIMED, Proclamation};
///
/// let holidays = PROCLAIMED.iter().filter(|(_, what)| *what == Proclamation::Holiday);
/// assert_eq!(holidays.count(), 7);
/// ```
pub const PROCLAIMED: [(Date, Proclamation); 10] = [
    (day!(2012 - 05 - 28), Proclamation::WorkingDay), // moved to 4 June
    (day!(2012 - 06 - 04), Proclamation::Holiday),    // the spring bank holiday
    (day!(2012 - 06 - 05), Proclamation::Holiday),    // the Queen's diamond jubilee
    (day!(2020 - 05 - 04), Proclamation::WorkingDay), // moved to 8 May
    (day!(2020 - 05 - 08), Proclamation::Holiday),    // 75 years after VE day
    (day!(2022 - 05 - 30), Proclamation::WorkingDay), // moved to 2 June
    (day!(2022 - 06 - 02), Proclamation::Holiday),    // the spring bank holiday
    (day!(2022 - 06 - 03), Proclamation::Holiday),    // the Queen's platinum jubilee
    (day!(2022 - 09 - 19), Proclamation::Holiday),    // the Queen's funeral
    (day!(2023 - 05 - 08), Proclamation::Holiday),    // the King's coronation
];

/// Whether `day` is a bank holiday in England and Wales.
///
/// A holiday that falls on a weekend is not itself counted, only its substitute, as GOV.UK does.
///
/// ```
/// use sa_validate::{date, working_day};
///
/// assert!(working_day::is_bank_holiday(date::parse("2018-03-30")?)); // Good Friday
/// assert!(working_day::is_bank_holiday(date::parse("2020-12-28")?)); // for Saturday 26 December
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn is_bank_holiday(day: Date) -> bool {
    match PROCLAIMED.iter().find(|(proclaimed, _)| *proclaimed == day) {
        Some((_, Proclamation::Holiday)) => true,
        Some((_, Proclamation::WorkingDay)) => false,
        None => is_holiday_by_rule(day),
    }
}

/// Whether `day` is neither a Saturday, a Sunday nor a bank holiday in England and Wales.
///
/// ```
/// use sa_validate::{date, working_day};
///
/// assert!(working_day::is_working_day(date::parse("2018-03-29")?));
/// assert!(!working_day::is_working_day(date::parse("2018-03-31")?)); // a Saturday
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn is_working_day(day: Date) -> bool {
    !is_weekend(day) && !is_bank_holiday(day)
}

/// `day` itself if it is a working day, else the last one before it: by when a payment that is not
/// instant must have cleared.
///
/// ```
/// use sa_validate::{date, working_day};
///
/// let sunday = date::parse("2024-04-07")?;
/// assert_eq!(working_day::on_or_before(sunday), date::parse("2024-04-05")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn on_or_before(day: Date) -> Date {
    // Never more than five days in a row are free.
    (0..=7)
        .map(|back: i32| plus_days(day, back.saturating_neg()))
        .find(|day| is_working_day(*day))
        .unwrap_or(day)
}

/// The last working day of the month in which `day` lies.
///
/// ```
/// use sa_validate::{date, working_day};
///
/// let march = date::parse("2018-03-01")?;
/// assert_eq!(working_day::last_of_month(march), date::parse("2018-03-29")?); // before Easter
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn last_of_month(day: Date) -> Date {
    on_or_before(date::last_of_month(day))
}

/// The `count`th working day after `day`; `day` itself for 0.
///
/// ```
/// use sa_validate::{date, working_day};
///
/// let due = date::parse("2025-08-22")?; // the Friday before a bank holiday
/// assert_eq!(working_day::plus(due, 3), date::parse("2025-08-28")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn plus(day: Date, count: u16) -> Date {
    let mut reached = day;
    let mut left = count;
    while left > 0 && reached < Date::MAX {
        reached = plus_days(reached, 1);
        if is_working_day(reached) {
            left = left.saturating_sub(1);
        }
    }
    reached
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The eight holidays of every year, each with its substitute.
fn is_holiday_by_rule(day: Date) -> bool {
    let monday = day.weekday() == Weekday::Monday;
    match (day.month(), day.day()) {
        // New Year's Day, Christmas Day and Boxing Day, unless on a weekend.
        (Month::January, 1) | (Month::December, 25 | 26) => !is_weekend(day),
        // For New Year's Day on a weekend; the first and the last Monday of May, the last of
        // August.
        (Month::January, 2 | 3) | (Month::May, 1..=7 | 25..=31) | (Month::August, 25..=31) => {
            monday
        }
        // For Christmas Day and Boxing Day on a weekend.
        (Month::December, 27 | 28) => monday || day.weekday() == Weekday::Tuesday,
        // Good Friday and Easter Monday.
        (Month::March | Month::April, _) => match day.weekday() {
            Weekday::Friday => easter(day.year()) == Some(plus_days(day, 2)),
            Weekday::Monday => easter(day.year()) == Some(plus_days(day, -1)),
            Weekday::Tuesday
            | Weekday::Wednesday
            | Weekday::Thursday
            | Weekday::Saturday
            | Weekday::Sunday => false,
        },
        _ => false,
    }
}

/// Easter Sunday of a Gregorian year, by the anonymous algorithm of 1876 (Nature, 20 April 1876).
#[expect(
    clippy::arithmetic_side_effects,
    reason = "a year has at most six digits, so that no step leaves an i32"
)]
fn easter(year: i32) -> Option<Date> {
    let golden = year % 19;
    let (century, within) = (year / 100, year % 100);
    let (leap_centuries, rest) = (century / 4, century % 4);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - leap_centuries - correction + 15) % 30;
    let (leap_years, after_leap) = (within / 4, within % 4);
    let weekday = (32 + 2 * rest + 2 * leap_years - moon - after_leap) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * late + 114;
    let month = u8::try_from(days / 31)
        .ok()
        .and_then(|month| Month::try_from(month).ok())?;
    Date::from_calendar_date(year, month, u8::try_from(days % 31 + 1).ok()?).ok()
}
