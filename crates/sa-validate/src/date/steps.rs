//! Steps from day to day and month to month that cannot fail: they end at the calendar's last day.

use time::{Date, Duration};

/// The day `days` after `day`, or before it if negative; [`Date::MAX`] or [`Date::MIN`] beyond
/// the calendar.
///
/// ```
/// use sa_validate::date;
///
/// let notice = date::parse("2025-01-31")?;
/// assert_eq!(date::plus_days(notice, 30), date::parse("2025-03-02")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn plus_days(day: Date, days: i32) -> Date {
    day.saturating_add(Duration::days(i64::from(days)))
}

/// The same day of the month `months` later, or that month's last day if it is shorter;
/// [`Date::MAX`] beyond the calendar.
///
/// ```
/// use sa_validate::date;
///
/// let end = date::parse("2025-01-31")?;
/// assert_eq!(date::plus_months(end, 1), date::parse("2025-02-28")?);
/// assert_eq!(date::plus_months(end, 12), date::parse("2026-01-31")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn plus_months(day: Date, months: u16) -> Date {
    let since_january = u16::from(u8::from(day.month()))
        .saturating_sub(1)
        .saturating_add(months);
    let year = day.year().saturating_add(i32::from(since_january / 12));
    let within_year = u8::try_from(since_january % 12).unwrap_or_default();
    let month = time::Month::January.nth_next(within_year);
    let last = month.length(year);
    Date::from_calendar_date(year, month, day.day().min(last)).unwrap_or(Date::MAX)
}

/// The last day of the month in which `day` lies.
///
/// ```
/// use sa_validate::date;
///
/// assert_eq!(date::last_of_month(date::parse("2024-02-03")?), date::parse("2024-02-29")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn last_of_month(day: Date) -> Date {
    let last = day.month().length(day.year());
    day.replace_day(last).unwrap_or(day)
}
