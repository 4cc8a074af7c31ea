//! `RangeFault`: what is wrong with a range of days.

use arrayvec::ArrayVec;
use time::Date;

/// What is wrong with a range.
///
/// ```
/// use sa_validate::{RangeFault, date, date_range::VAT_FINANCIAL};
///
/// let [from, earliest] = [date::parse("2016-04-05")?, date::parse("2016-04-06")?];
/// let faults = VAT_FINANCIAL.check(from, earliest, earliest).unwrap_err();
/// assert_eq!(faults.as_slice(), [RangeFault::FromTooEarly { from, earliest }]);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RangeFault {
    /// `from` is too early.
    #[error("the range may not begin before {earliest}, found {from}")]
    FromTooEarly {
        /// The day given.
        from: Date,
        /// The earliest allowed.
        earliest: Date,
    },
    /// `from` is too late.
    #[error("the range may not begin after {latest}, found {from}")]
    FromTooLate {
        /// The day given.
        from: Date,
        /// The latest allowed.
        latest: Date,
    },
    /// `to` is too early.
    #[error("the range may not end before {earliest}, found {to}")]
    ToTooEarly {
        /// The day given.
        to: Date,
        /// The earliest allowed.
        earliest: Date,
    },
    /// `to` is too late: after the rule's last day, or after today.
    #[error("the range may not end after {latest}, found {to}")]
    ToTooLate {
        /// The day given.
        to: Date,
        /// The latest allowed.
        latest: Date,
    },
    /// `to` is before `from`, or on it where that is not allowed.
    #[error("the range must end after it begins, found {from} to {to}")]
    Reversed {
        /// The first day given.
        from: Date,
        /// The last day given.
        to: Date,
    },
    /// The range is too long.
    #[error("a range from {from} may not end after {latest}, found {to}")]
    TooLong {
        /// The first day given.
        from: Date,
        /// The last day given.
        to: Date,
        /// The latest allowed with this `from`.
        latest: Date,
    },
}

/// All that is wrong with one range, in the order of the API's checks.
///
/// ```
/// use sa_validate::{RangeFault, date, date_range::SA_ACCOUNTS_V1};
///
/// let [from, to] = [date::parse("2018-04-05")?, date::parse("2018-04-01")?];
/// let faults = SA_ACCOUNTS_V1.check(from, to, to).unwrap_err();
/// assert!(matches!(faults[..], [RangeFault::Reversed { .. }, RangeFault::FromTooEarly { .. }]));
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub type RangeFaults = ArrayVec<RangeFault, 6>;
