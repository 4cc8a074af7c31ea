//! `TimestampError`: why a text or a moment is not a `Timestamp`.

use crate::date::DateError;

/// Why a text or a moment is not a [`Timestamp`](crate::Timestamp).
///
/// ```
/// use sa_validate::{Timestamp, TimestampError};
///
/// let no_offset = Timestamp::parse("2026-01-31T10:00:00");
/// assert_eq!(no_offset, Err(TimestampError::Form { at: 20 }));
/// let leap_second = Timestamp::parse("2016-12-31T23:59:60Z");
/// assert!(matches!(leap_second, Err(TimestampError::NoSuchTime { second: 60, .. })));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimestampError {
    /// Something else stands where a part of the form should.
    #[error("a moment is written YYYY-MM-DDThh:mm:ss.SSSZ, found something else at character {at}")]
    Form {
        /// The place, counted from 1.
        at: usize,
    },
    /// The day.
    #[error("{0}")]
    Date(DateError),
    /// An hour above 23, a minute or a second above 59; leap seconds are refused.
    #[error("the day has no time {hour:02}:{minute:02}:{second:02}")]
    NoSuchTime {
        /// The hour as written.
        hour: u8,
        /// The minute as written.
        minute: u8,
        /// The second as written.
        second: u8,
    },
    /// An offset above 23:59.
    #[error("an offset from UTC is at most 23:59, found {hours:02}:{minutes:02}")]
    NoSuchOffset {
        /// The hours as written.
        hours: u8,
        /// The minutes as written.
        minutes: u8,
    },
    /// In UTC the moment lies outside the years 1 to 9999.
    #[error("a moment lies in the years 0001 to 9999 of UTC")]
    OutOfRange,
}
