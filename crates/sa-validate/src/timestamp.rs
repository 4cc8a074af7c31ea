//! `Timestamp`: a moment in UTC, to the millisecond.
//!
//! Source: RFC 3339; printed as HMRC's APIs print `processingDate` and `requestTimestamp`.

mod error;
mod serde_moment;
mod text;

use std::fmt;

use arrayvec::ArrayString;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

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
pub struct Timestamp {
    /// Since 1970-01-01T00:00:00Z, negative before it; from [`FIRST`] to [`LAST`].
    milliseconds: i64,
}

/// 0001-01-01T00:00:00.000Z.
const FIRST: i64 = -62_135_596_800_000;

/// 9999-12-31T23:59:59.999Z.
const LAST: i64 = 253_402_300_799_999;

/// The Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;

const MILLISECONDS_A_DAY: i64 = 24 * 60 * 60 * 1000;

impl Timestamp {
    /// 1970-01-01T00:00:00.000Z.
    ///
    /// ```
    /// use sa_validate::Timestamp;
    ///
    /// assert_eq!(Timestamp::UNIX_EPOCH, Timestamp::parse("1970-01-01T01:00:00+01:00")?);
    /// # Ok::<(), sa_validate::TimestampError>(())
    /// ```
    pub const UNIX_EPOCH: Self = Self { milliseconds: 0 };

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
        // A second that has begun counts as a whole one, also before 1970.
        let seconds = moment.unix_timestamp();
        let milliseconds = seconds.saturating_mul(1000);
        Self::from_unix_milliseconds(milliseconds.saturating_add(i64::from(moment.millisecond())))
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
            Some(moment) => Ok(Self::of(moment)),
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
    pub const fn unix_milliseconds(self) -> i64 {
        self.milliseconds
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
    #[inline]
    pub const fn from_unix_milliseconds(milliseconds: i64) -> Result<Self, TimestampError> {
        if milliseconds < FIRST || milliseconds > LAST {
            return Err(TimestampError::OutOfRange);
        }
        Ok(Self { milliseconds })
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
        let days = self.milliseconds.div_euclid(MILLISECONDS_A_DAY);
        // Never the alternative: the years are those of dates.
        i32::try_from(days)
            .ok()
            .and_then(|days| Date::from_julian_day(days.saturating_add(EPOCH)).ok())
            .unwrap_or(Date::MIN)
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
        self.in_utc().assume_utc()
    }

    /// The day and the time in UTC.
    fn in_utc(self) -> PrimitiveDateTime {
        // All are smaller than their types hold.
        let of_day = u32::try_from(self.milliseconds.rem_euclid(MILLISECONDS_A_DAY));
        let of_day = of_day.unwrap_or_default();
        let (seconds, milliseconds) = (of_day / 1000, of_day % 1000);
        let (minutes, second) = (seconds / 60, seconds % 60);
        let [hour, minute, second] =
            [minutes / 60, minutes % 60, second].map(|part| u8::try_from(part).unwrap_or_default());
        let milliseconds = u16::try_from(milliseconds).unwrap_or_default();
        let time = Time::from_hms_milli(hour, minute, second, milliseconds);
        PrimitiveDateTime::new(self.date(), time.unwrap_or(Time::MIDNIGHT))
    }

    /// The moment of a day and a time in UTC, in the years 1 to 9999.
    fn of(utc: PrimitiveDateTime) -> Self {
        let (hour, minute, second, millisecond) = utc.as_hms_milli();
        let [hour, minute, second] = [hour, minute, second].map(i64::from);
        let days = i64::from(utc.to_julian_day().saturating_sub(EPOCH));
        let parts = [(hour, 60), (minute, 60), (second, 1000)];
        // Fifteen digits at most.
        let of_day = parts.into_iter().fold(0_i64, |sum, (part, times)| {
            sum.wrapping_add(part).wrapping_mul(times)
        });
        let milliseconds = days
            .wrapping_mul(MILLISECONDS_A_DAY)
            .wrapping_add(of_day)
            .wrapping_add(i64::from(millisecond));
        Self { milliseconds }
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
        text::print(self.in_utc())
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
