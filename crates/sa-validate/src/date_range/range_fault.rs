//! `RangeFault`: what is wrong with a range of days.

use arrayvec::ArrayVec;
use time::Date;

/// What is wrong with a range.
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
pub type RangeFaults = ArrayVec<RangeFault, 6>;
