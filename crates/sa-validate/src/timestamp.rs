//! `Timestamp`: a moment in UTC, to the millisecond.
//!
//! Source: RFC 3339; printed as HMRC's APIs print `processingDate` and `requestTimestamp`.

use std::fmt;

use arrayvec::ArrayString;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use time::{Date, OffsetDateTime, Time, UtcOffset};

use crate::date::{self, DateError};
use crate::digits::pairs;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(OffsetDateTime);

/// Why a text or a moment is not a [`Timestamp`].
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

impl Timestamp {
    /// 1970-01-01T00:00:00.000Z.
    pub const UNIX_EPOCH: Self = Self(OffsetDateTime::UNIX_EPOCH);

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
        match as_printed(text.as_bytes()) {
            Some(moment) => Ok(Self(moment)),
            None => Self::parse_any(text),
        }
    }

    /// [`Timestamp::parse`] of every form.
    #[cold]
    fn parse_any(text: &str) -> Result<Self, TimestampError> {
        let Some((day, rest)) = text.split_at_checked(10) else {
            return Err(TimestampError::Form { at: 1 });
        };
        let day = date::parse(day).map_err(TimestampError::Date)?;
        let &[b'T', h1, h2, b':', m1, m2, b':', s1, s2, ref rest @ ..] = rest.as_bytes() else {
            return Err(TimestampError::Form { at: 11 });
        };
        let Some([hour, minute, second, _]) = pairs([h1, h2, m1, m2, s1, s2, b'0', b'0']) else {
            return Err(TimestampError::Form { at: 12 });
        };
        let (milliseconds, rest) = fraction(rest)?;
        let at = text.len().saturating_sub(rest.len()).saturating_add(1);
        let time =
            Time::from_hms_milli(hour, minute, second, milliseconds).map_err(|_no_time| {
                TimestampError::NoSuchTime {
                    hour,
                    minute,
                    second,
                }
            })?;
        let local = day.with_time(time);
        let offset = offset(rest, at)?;
        if offset.is_utc() {
            Ok(Self(local.assume_utc()))
        } else {
            Self::new(local.assume_offset(offset))
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
        let milliseconds = self.0.unix_timestamp_nanos() / 1_000_000;
        // The years 1 to 9999 are 15 digits of milliseconds.
        i64::try_from(milliseconds).unwrap_or_default()
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
        let nanoseconds = i128::from(milliseconds).saturating_mul(1_000_000);
        OffsetDateTime::from_unix_timestamp_nanos(nanoseconds)
            .map_err(|_out_of_range| TimestampError::OutOfRange)
            .and_then(Self::new)
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
        self.0
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
        use fmt::Write as _;

        let (hour, minute, second, milliseconds) = self.0.time().as_hms_milli();
        let mut text = ArrayString::new();
        let day = date::text(self.0.date());
        // 24 characters always fit.
        let written = write!(
            text,
            "{day}T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z"
        );
        if written.is_err() {
            text.clear();
        }
        text
    }
}

/// The moment in the form in which [`Timestamp::text`] prints it: each part in its fixed place.
#[inline]
fn as_printed(text: &[u8]) -> Option<OffsetDateTime> {
    let (day, rest) = text.split_at_checked(10)?;
    let &[
        b'T',
        h1,
        h2,
        b':',
        m1,
        m2,
        b':',
        s1,
        s2,
        b'.',
        f1,
        f2,
        f3,
        b'Z',
    ] = rest
    else {
        return None;
    };
    let [hour, minute, second, hundredths] = pairs([h1, h2, m1, m2, s1, s2, f1, f2])?;
    let thousandth @ 0..=9 = f3.wrapping_sub(b'0') else {
        return None;
    };
    let milliseconds = u16::from(hundredths)
        .saturating_mul(10)
        .saturating_add(u16::from(thousandth));
    let time = Time::from_hms_milli(hour, minute, second, milliseconds).ok()?;
    Some(date::read(day)?.with_time(time).assume_utc())
}

/// The milliseconds of `.` and one or more digits, and what follows; 0 where there is no `.`.
fn fraction(bytes: &[u8]) -> Result<(u16, &[u8]), TimestampError> {
    let Some((b'.', rest)) = bytes.split_first() else {
        return Ok((0, bytes));
    };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if length == 0 {
        return Err(TimestampError::Form { at: 21 });
    }
    let (digits, rest) = rest.split_at_checked(length).unwrap_or((rest, &[]));
    let milliseconds = digits
        .iter()
        .chain(b"00")
        .take(3)
        .fold(0_u16, |sum, digit| {
            sum.saturating_mul(10)
                .saturating_add(u16::from(digit.wrapping_sub(b'0')))
        });
    Ok((milliseconds, rest))
}

/// The offset that ends the text; `at` is where it begins.
fn offset(bytes: &[u8], at: usize) -> Result<UtcOffset, TimestampError> {
    let (west, rest) = match bytes {
        b"Z" => return Ok(UtcOffset::UTC),
        [b'+', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        _ => return Err(TimestampError::Form { at }),
    };
    let &[h1, h2, b':', m1, m2] = rest else {
        return Err(TimestampError::Form { at });
    };
    let (Some(hours), Some(minutes)) = (date::two(h1, h2), date::two(m1, m2)) else {
        return Err(TimestampError::Form { at });
    };
    if hours > 23 || minutes > 59 {
        return Err(TimestampError::NoSuchOffset { hours, minutes });
    }
    let seconds = i32::from(hours)
        .saturating_mul(3600)
        .saturating_add(i32::from(minutes).saturating_mul(60));
    UtcOffset::from_whole_seconds(if west {
        seconds.saturating_neg()
    } else {
        seconds
    })
    .map_err(|_too_far| TimestampError::NoSuchOffset { hours, minutes })
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text().as_str())
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

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        if sink.is_human_readable() {
            sink.serialize_str(self.text().as_str())
        } else {
            sink.serialize_i64(self.unix_milliseconds())
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        if source.is_human_readable() {
            return source.deserialize_str(TimestampText);
        }
        Self::from_unix_milliseconds(i64::deserialize(source)?).map_err(de::Error::custom)
    }
}

struct TimestampText;

impl Visitor<'_> for TimestampText {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text: a moment, written YYYY-MM-DDThh:mm:ss.SSSZ")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
        Timestamp::parse(text).map_err(E::custom)
    }
}
