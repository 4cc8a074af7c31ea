//! `RangeRule`: what one API takes as `from` and `to`, as data, and the check of it.

use time::Date;

use super::{DateRange, RangeFault, RangeFaults};
use crate::date::{self, DateError, plus_days, plus_months};

/// How an API reads a date in its query.
///
/// ```
/// use sa_validate::date_range::{Reading, SA_ACCOUNTS_V1, SA_ACCOUNTS_V2_LATE};
///
/// assert_eq!(SA_ACCOUNTS_V1.reading, Reading::Clamped); // 30 February is its last day
/// assert_eq!(SA_ACCOUNTS_V2_LATE.reading, Reading::Strict);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// [`date::parse`].
    Strict,
    /// [`date::parse_clamped`].
    Clamped,
}

/// The earliest and the latest day that one end may have, inclusive.
///
/// ```
/// use sa_validate::date_range::VAT_FINANCIAL;
///
/// assert_eq!(VAT_FINANCIAL.from.earliest, time::macros::date!(2016 - 04 - 06));
/// assert_eq!(VAT_FINANCIAL.from.latest, time::Date::MAX); // no limit
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The earliest day.
    pub earliest: Date,
    /// The latest day.
    pub latest: Date,
}

/// How the two ends must stand to each other.
///
/// ```
/// use sa_validate::{date, date_range::{SA_ACCOUNTS_V4_BALANCE, VAT_FINANCIAL}};
///
/// let day = date::parse("2025-01-31")?;
/// assert!(SA_ACCOUNTS_V4_BALANCE.check(day, day, day).is_ok()); // same day allowed
/// assert!(VAT_FINANCIAL.check(day, day, day).is_err()); // increasing
/// # Ok::<(), sa_validate::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// One day is a range.
    SameDayAllowed,
    /// `to` must be later than `from`.
    Increasing,
}

/// How long a range may be.
///
/// ```
/// use sa_validate::{date, date_range::VAT_OBLIGATIONS};
///
/// let [from, to] = [date::parse("2020-02-29")?, date::parse("2021-02-28")?];
/// assert!(VAT_OBLIGATIONS.check(from, to, to).is_ok()); // one year from a leap day
/// assert!(VAT_OBLIGATIONS.check(from, date::plus_days(to, 1), to).is_err());
/// # Ok::<(), sa_validate::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// As long as one likes.
    Unlimited,
    /// At most so many days from `from` to `to`, the difference (one less than the days counted).
    Days(u16),
    /// `to` is at most one year after `from`: 2017-01-01 to 2018-01-01.
    OneYear,
    /// `to` is at most one year less a day after `from`: 2017-01-01 to 2017-12-31.
    OneYearLessADay,
}

/// How many faults an API tells at once.
///
/// ```
/// use sa_validate::{date, date_range::SA_ACCOUNTS_V4_PAYMENTS};
///
/// let [old, late] = [date::parse("1899-12-31")?, date::parse("2100-01-01")?];
/// let rule = SA_ACCOUNTS_V4_PAYMENTS; // all, unless reversed
/// assert_eq!(rule.check(old, late, late).unwrap_err().len(), 2);
/// assert_eq!(rule.check(late, old, late).unwrap_err().len(), 1);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collects {
    /// The first.
    First,
    /// All.
    All,
    /// All, except that a reversed range is told alone.
    AllUnlessReversed,
}

/// What an API takes as `from` and `to`. The constants of this module are the rules in use.
///
/// ```
/// use sa_validate::date_range::{Collects, Span, VAT_OBLIGATIONS};
///
/// assert_eq!(VAT_OBLIGATIONS.span, Span::OneYear);
/// assert_eq!(VAT_OBLIGATIONS.collects, Collects::First);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RangeRule {
    /// Which query it is of.
    pub name: &'static str,
    /// How each date is read.
    pub reading: Reading,
    /// Between which days `from` must lie.
    pub from: Limits,
    /// Between which days `to` must lie.
    pub to: Limits,
    /// Whether `to` may not be after today.
    pub until_today: bool,
    /// How the ends must stand to each other.
    pub order: Order,
    /// How long it may be.
    pub span: Span,
    /// How many faults are told.
    pub collects: Collects,
    /// Where the rule is from.
    pub source: &'static str,
}

impl RangeRule {
    /// Reads one of the two dates as this API does.
    ///
    /// ```
    /// use sa_validate::date_range::{SA_ACCOUNTS_V1, VAT_OBLIGATIONS};
    ///
    /// assert!(SA_ACCOUNTS_V1.read("2023-02-30").is_ok());
    /// assert!(VAT_OBLIGATIONS.read("2023-02-30").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// As [`date::parse`] or [`date::parse_clamped`].
    pub fn read(&self, text: &str) -> Result<Date, DateError> {
        match self.reading {
            Reading::Strict => date::parse(text),
            Reading::Clamped => date::parse_clamped(text),
        }
    }

    /// The range, if it is allowed on the day `today`.
    ///
    /// ```
    /// use sa_validate::date;
    /// use sa_validate::date_range::{RangeFault, VAT_FINANCIAL};
    ///
    /// let [from, to] = [date::parse("2017-01-01")?, date::parse("2018-01-01")?];
    /// let today = date::parse("2026-01-31")?;
    /// let faults = VAT_FINANCIAL.check(from, to, today).unwrap_err();
    /// assert_eq!(
    ///     faults.first().map(ToString::to_string).as_deref(),
    ///     Some("a range from 2017-01-01 may not end after 2017-12-31, found 2018-01-01")
    /// );
    /// # Ok::<(), sa_validate::DateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What is wrong, at least one fault: the first or all, as [`RangeRule::collects`] says.
    pub fn check(&self, from: Date, to: Date, today: Date) -> Result<DateRange, RangeFaults> {
        let [reversed, too_long] = [self.reversed(from, to), self.too_long(from, to)];
        let limits = self.limits(from, to, today).into_iter();
        // Self Assessment Accounts look at the order of the two first, VAT at each day by itself.
        let in_order = match self.collects {
            Collects::First => limits
                .chain([reversed, too_long])
                .flatten()
                .take(1)
                .collect(),
            Collects::AllUnlessReversed if reversed.is_some() => reversed.into_iter().collect(),
            Collects::All | Collects::AllUnlessReversed => [reversed]
                .into_iter()
                .chain(limits)
                .chain([too_long])
                .flatten()
                .collect(),
        };
        let faults: RangeFaults = in_order;
        if faults.is_empty() {
            Ok(DateRange { from, to })
        } else {
            Err(faults)
        }
    }

    /// What is wrong with each day by itself.
    fn limits(&self, from: Date, to: Date, today: Date) -> [Option<RangeFault>; 4] {
        let latest_to = if self.until_today {
            self.to.latest.min(today)
        } else {
            self.to.latest
        };
        let (first, last) = (self.from, self.to);
        [
            (from < first.earliest).then_some(RangeFault::FromTooEarly {
                from,
                earliest: first.earliest,
            }),
            (from > first.latest).then_some(RangeFault::FromTooLate {
                from,
                latest: first.latest,
            }),
            (to < last.earliest).then_some(RangeFault::ToTooEarly {
                to,
                earliest: last.earliest,
            }),
            (to > latest_to).then_some(RangeFault::ToTooLate {
                to,
                latest: latest_to,
            }),
        ]
    }

    fn reversed(&self, from: Date, to: Date) -> Option<RangeFault> {
        let allowed = match self.order {
            Order::SameDayAllowed => from <= to,
            Order::Increasing => from < to,
        };
        (!allowed).then_some(RangeFault::Reversed { from, to })
    }

    fn too_long(&self, from: Date, to: Date) -> Option<RangeFault> {
        let latest = match self.span {
            Span::Unlimited => return None,
            Span::Days(days) => plus_days(from, i32::from(days)),
            Span::OneYear => plus_months(from, 12),
            Span::OneYearLessADay => plus_days(plus_months(from, 12), -1),
        };
        (to > latest).then_some(RangeFault::TooLong { from, to, latest })
    }
}
