//! `Timestamp`: a moment in UTC, to the millisecond.
//!
//! Source: RFC 3339; printed as HMRC's APIs print `processingDate` and `requestTimestamp`.

mod error;
mod serde_moment;
mod text;

use std::fmt;

use arrayvec::ArrayString;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

pub use error::TimestampError;

/// A moment in UTC, to the millisecond, in the years 1 to 9999.
///
/// Serde: in formats for people the text `YYYY-MM-DDThh:mm:ss.SSSZ`; in compact formats the
/// milliseconds since 1970 as an `i64`.
///
/// ```
/// use sa_validate::Timestamp;
///
/// let moment = Timestamp::parse("2026-01-31T00:30:05+01:00")?;
/// assert_eq!(moment.to_string(), "2026-01-30T23:30:05.000Z");
/// assert_eq!(moment.date().to_string(), "2026-01-30");
/// # Ok::<(), sa_validate::TimestampError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(PrimitiveDateTime);

impl Timestamp {
    /// 1970-01-01T00:00:00.000Z.
    ///
    /// ```
    /// use sa_validate::Timestamp;
    ///
    /// assert_eq!(Timestamp::UNIX_EPOCH, Timestamp::parse("1970-01-01T01:00:00+01:00")?);
    /// # Ok::<(), sa_validate::TimestampError>(())
    /// ```
    pub const UNIX_EPOCH: Self = Self(PrimitiveDateTime::new(
        OffsetDateTime::UNIX_EPOCH.date(),
        Time::MIDNIGHT,
    ));

    /// The moment, brought to UTC and cut (never rounded up) to the millisecond.
    ///
    /// ```
    /// use sa_validate::Timestamp;
    ///
    /// let moment = time::macros::datetime!(2026-01-31 00:30:05.9999 +1);
    /// assert_eq!(Timestamp::new(moment)?.to_string(), "2026-01-30T23:30:05.999Z");
    /// # Ok::<(), sa_validate::TimestampError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TimestampError::OutOfRange`] outside the years 1 to 9999 of UTC.
    pub fn new(moment: OffsetDateTime) -> Result<Self, TimestampError> {
        let utc = moment
            .checked_to_offset(UtcOffset::UTC)
            .ok_or(TimestampError::OutOfRange)?;
        Self::in_utc(PrimitiveDateTime::new(utc.date(), utc.time()))
    }

    /// The moment of a day and a time that are those of UTC, cut (never rounded up) to the
    /// millisecond.
    ///
    /// ```
    /// use sa_validate::Timestamp;
    ///
    /// let moment = time::macros::datetime!(2026-01-31 00:30:05.9999);
    /// assert_eq!(Timestamp::in_utc(moment)?.to_string(), "2026-01-31T00:30:05.999Z");
    /// # Ok::<(), sa_validate::TimestampError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TimestampError::OutOfRange`] outside the years 1 to 9999.
    #[inline]
    pub fn in_utc(utc: PrimitiveDateTime) -> Result<Self, TimestampError> {
        if !(1..=9999).contains(&utc.year()) {
            return Err(TimestampError::OutOfRange);
        }
        // A millisecond is at most 999.
        Ok(Self(
            utc.replace_millisecond(utc.millisecond()).unwrap_or(utc),
        ))
    }

    /// Takes `text` as RFC 3339 with capitals: `T` between day and time, `Z` or an offset
    /// `+hh:mm` at the end, seconds with any number of decimals, of which three are kept.
    ///
    /// ```
    /// use sa_validate::Timestamp;
    ///
    /// assert!(Timestamp::parse("2026-01-31T10:00:00.5Z").is_ok());
    /// assert_eq!(
    ///     Timestamp::parse("2026-01-31T24:00:00Z").unwrap_err().to_string(),
    ///     "the day has no time 24:00:00"
    /// );
    /// # Ok::<(), sa_validate::TimestampError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TimestampError`] says what was wrong: no offset, `2026-01-31 10:00:00Z` (no `T`),
    /// `2026-02-30T10:00:00Z` (no such day), `2026-01-31T24:00:00Z` (no such time).
    #[inline]
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        match text::as_printed(text.as_bytes()) {
            Some(moment) => Ok(Self(moment)),
            None => text::any(text),
        }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, negative before it.
    ///
    /// ```
    /// use sa_validate::Timestamp;
    ///
    /// assert_eq!(Timestamp::parse("1970-01-01T00:00:01Z")?.unix_milliseconds(), 1000);
    /// # Ok::<(), sa_validate::TimestampError>(())
    /// ```
    pub fn unix_milliseconds(self) -> i64 {
        let seconds = self.0.assume_utc().unix_timestamp();
        // The years 1 to 9999 are 15 digits of milliseconds.
        seconds
            .saturating_mul(1000)
            .saturating_add(i64::from(self.0.millisecond()))
    }

    /// The moment so many milliseconds after 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use sa_validate::Timestamp;
    ///
    /// assert_eq!(Timestamp::from_unix_milliseconds(-1)?.to_string(), "1969-12-31T23:59:59.999Z");
    /// # Ok::<(), sa_validate::TimestampError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TimestampError::OutOfRange`] outside the years 1 to 9999.
    pub fn from_unix_milliseconds(milliseconds: i64) -> Result<Self, TimestampError> {
        let second = OffsetDateTime::from_unix_timestamp(milliseconds.div_euclid(1000))
            .map_err(|_out_of_range| TimestampError::OutOfRange)?;
        // At most 999.
        let within = u16::try_from(milliseconds.rem_euclid(1000)).unwrap_or_default();
        Self::new(second.replace_millisecond(within).unwrap_or(second))
    }

    /// The day in UTC.
    ///
    /// ```
    /// use sa_validate::Timestamp;
    ///
    /// let moment = Timestamp::parse("2026-02-01T00:30:00+01:00")?;
    /// assert_eq!(moment.date(), time::macros::date!(2026 - 01 - 31));
    /// # Ok::<(), sa_validate::TimestampError>(())
    /// ```
    pub fn date(self) -> Date {
        self.0.date()
    }

    /// The moment as the `time` crate's type, in UTC.
    ///
    /// ```
    /// use sa_validate::Timestamp;
    ///
    /// assert_eq!(Timestamp::parse("2026-01-31T10:00:00Z")?.as_offset_date_time().hour(), 10);
    /// # Ok::<(), sa_validate::TimestampError>(())
    /// ```
    pub fn as_offset_date_time(self) -> OffsetDateTime {
        self.0.assume_utc()
    }

    /// The moment as `YYYY-MM-DDThh:mm:ss.SSSZ`.
    ///
    /// ```
    /// use sa_validate::Timestamp;
    ///
    /// assert_eq!(Timestamp::parse("2026-01-31T10:00:00Z")?.text().as_str(), "2026-01-31T10:00:00.000Z");
    /// # Ok::<(), sa_validate::TimestampError>(())
    /// ```
    pub fn text(self) -> ArrayString<24> {
        text::print(self.0)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text().as_str())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

impl std::str::FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for Timestamp {
    type Error = TimestampError;

    fn try_from(text: &str) -> Result<Self, TimestampError> {
        Self::parse(text)
    }
}
