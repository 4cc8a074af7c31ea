//! Days from and to: what each API's query takes, as data, and the check of it.
//!
//! ```
//! use sa_validate::date;
//! use sa_validate::date_range::VAT_OBLIGATIONS;
//!
//! let [from, to] = [VAT_OBLIGATIONS.read("2025-01-01")?, VAT_OBLIGATIONS.read("2025-01-01")?];
//! let faults = VAT_OBLIGATIONS.check(from, to, date::parse("2025-06-30")?).unwrap_err();
//! assert_eq!(
//!     faults[0].to_string(),
//!     "the range must end after it begins, found 2025-01-01 to 2025-01-01"
//! );
//! # Ok::<(), sa_validate::DateError>(())
//! ```

mod liability_window;
mod range_fault;
mod range_rule;
mod rules;

use time::Date;

pub use liability_window::{default_from, earliest_from, liability_window};
pub use range_fault::{RangeFault, RangeFaults};
pub use range_rule::{Collects, Limits, Order, RangeRule, Reading, Span};
pub use rules::{
    ALL, SA_ACCOUNTS_V1, SA_ACCOUNTS_V2_EARLY, SA_ACCOUNTS_V2_LATE, SA_ACCOUNTS_V4_BALANCE,
    SA_ACCOUNTS_V4_PAYMENTS, VAT_FINANCIAL, VAT_OBLIGATIONS,
};

/// A range of days, both ends included, the first not after the last.
///
/// ```
/// use sa_validate::{DateRange, date};
///
/// let day = date::parse("2025-01-31")?;
/// assert!(DateRange::new(day, day).is_some()); // one day is a range
/// # Ok::<(), sa_validate::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRange {
    from: Date,
    to: Date,
}

impl DateRange {
    /// The range, or none if `to` is before `from`.
    ///
    /// ```
    /// use sa_validate::{DateRange, date};
    ///
    /// let [from, to] = [date::parse("2025-01-01")?, date::parse("2025-01-31")?];
    /// assert!(DateRange::new(from, to).is_some_and(|range| range.contains(to)));
    /// assert_eq!(DateRange::new(to, from), None);
    /// # Ok::<(), sa_validate::DateError>(())
    /// ```
    pub fn new(from: Date, to: Date) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// The first day.
    ///
    /// ```
    /// use sa_validate::{date, date_range::liability_window};
    ///
    /// let window = liability_window(None, date::parse("2025-04-06")?)?;
    /// assert_eq!(window.from(), date::parse("2024-04-06")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn from(self) -> Date {
        self.from
    }

    /// The last day, still within.
    ///
    /// ```
    /// use sa_validate::{date, date_range::liability_window};
    ///
    /// let window = liability_window(None, date::parse("2025-04-06")?)?;
    /// assert!(window.contains(window.to()));
    /// assert_eq!(window.to(), date::parse("2025-04-06")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn to(self) -> Date {
        self.to
    }

    /// Whether `day` lies within.
    ///
    /// ```
    /// use sa_validate::{date, date_range::liability_window};
    ///
    /// let window = liability_window(None, date::parse("2025-04-06")?)?;
    /// assert!(window.contains(date::parse("2024-04-06")?));
    /// assert!(!window.contains(date::parse("2024-04-05")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn contains(self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }
}
