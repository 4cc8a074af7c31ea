//! Strict `YYYY-MM-DD` out of text, and back; steps by days and months; serde for fields that
//! hold a `time::Date`.
//!
//! Source: github hmrc/vat-api (`uuuu-MM-dd`, strict: four-digit year, zero padded, a real day)
//! and github hmrc/self-assessment-liability-api (`LocalDate.parse`).
//!
//! ```
//! use sa_validate::date;
//!
//! let notice = date::parse("2024-01-30")?;
//! assert_eq!(date::text(date::plus_months(notice, 1)).as_str(), "2024-02-29");
//! # Ok::<(), sa_validate::DateError>(())
//! ```

mod steps;

pub mod serde_date;

pub use steps::{last_of_month, plus_days, plus_months};

use arrayvec::ArrayString;
use time::{Date, Month};

use crate::digits::{Form, four_digits, two_digits};

/// Why a text is not a date.
///
/// ```
/// use sa_validate::{DateError, date};
///
/// assert_eq!(date::parse("2025/04/30"), Err(DateError::Character { found: '/', at: 5 }));
/// assert_eq!(date::parse("30 April"), Err(DateError::Length { found: 8 }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// The text is too short or too long.
    #[error("a date is written YYYY-MM-DD, 10 characters, found {found}")]
    Length {
        /// How many characters it has.
        found: usize,
    },
    /// A character that is neither a digit nor a `-` in its place.
    #[error("a date is written YYYY-MM-DD, found {found:?} at character {at}")]
    Character {
        /// The character.
        found: char,
        /// Its place, counted from 1.
        at: usize,
    },
    /// The calendar has no such day, or the year is 0000.
    #[error("the calendar has no day {year:04}-{month:02}-{day:02}")]
    NoSuchDay {
        /// The year as written.
        year: u16,
        /// The month as written.
        month: u8,
        /// The day as written.
        day: u8,
    },
}

/// Takes `text` as a day: exactly `YYYY-MM-DD`, in ASCII digits, a day that the (proleptic
/// Gregorian) calendar has, of the years 0001 to 9999.
///
/// ```
/// use sa_validate::date;
///
/// assert_eq!(date::text(date::parse("2024-02-29")?).as_str(), "2024-02-29");
/// assert_eq!(
///     date::parse("2025-04-31").unwrap_err().to_string(),
///     "the calendar has no day 2025-04-31"
/// );
/// assert!(date::parse("2025-4-30").is_err());
/// assert!(date::parse("+2025-04-30").is_err());
/// # Ok::<(), sa_validate::DateError>(())
/// ```
///
/// # Errors
///
/// [`DateError::Length`] for `2025-4-30`, [`DateError::Character`] for `2025/04/30`,
/// [`DateError::NoSuchDay`] for `2025-04-31` and `0000-01-01`.
#[inline]
pub fn parse(text: &str) -> Result<Date, DateError> {
    match read(text.as_bytes()) {
        Some(day) => Ok(day),
        None => Err(find_fault(text)),
    }
}

/// As [`parse`], but a day that the month lacks, up to the 31st, means the month's last: 30
/// February is the 28th or the 29th. The oldest Self Assessment Accounts versions read so.
///
/// Source: github hmrc/self-assessment-accounts-api at 13fed3b3 (`yyyy-MM-dd` with Java's SMART
/// resolver).
///
/// ```
/// use sa_validate::date;
///
/// assert_eq!(date::parse_clamped("2023-02-30")?, date::parse("2023-02-28")?);
/// assert!(date::parse_clamped("2023-01-32").is_err());
/// # Ok::<(), sa_validate::DateError>(())
/// ```
///
/// # Errors
///
/// As [`parse`], with [`DateError::NoSuchDay`] for the days 0 and 32 and above.
pub fn parse_clamped(text: &str) -> Result<Date, DateError> {
    let strict = parse(text);
    if let Err(DateError::NoSuchDay {
        year: year @ 1..,
        month,
        day: 29..=31,
    }) = strict
        && let Ok(month) = Month::try_from(month)
    {
        let last = month.length(i32::from(year));
        return Date::from_calendar_date(i32::from(year), month, last).or(strict);
    }
    strict
}

/// Year, month and day as written: digits, but perhaps of no real day.
#[derive(Clone, Copy)]
struct Written {
    year: u16,
    month: u8,
    day: u8,
}

impl Written {
    #[inline]
    fn read(text: &[u8]) -> Option<Self> {
        const FIRST: Form = Form::of(*b"0000-00-");
        const LAST: Form = Form::of(*b"00-00-00");
        let text = <&[u8; 10]>::try_from(text).ok()?;
        // The two overlap.
        let ([century, ..], faults) = FIRST.read(*text.first_chunk()?);
        let ([years, _, _, month, _, _, day, _], more_faults) = LAST.read(*text.last_chunk()?);
        (faults | more_faults == 0).then(|| Self::new([century, years], month, day))
    }

    #[inline]
    const fn new([century, years]: [u8; 2], month: u8, day: u8) -> Self {
        let year = u16::from_le_bytes([century, 0])
            .wrapping_mul(100)
            .wrapping_add(u16::from_le_bytes([years, 0]));
        Self { year, month, day }
    }

    #[inline]
    fn day(self) -> Option<Date> {
        if self.year == 0 {
            return None;
        }
        let month = Month::try_from(self.month).ok()?;
        Date::from_calendar_date(i32::from(self.year), month, self.day).ok()
    }
}

/// The day that is written, if it is one: [`parse`] without the reason.
#[inline]
pub(crate) fn read(text: &[u8]) -> Option<Date> {
    Written::read(text)?.day()
}

/// The day of a year in two pairs of digits, a month and a day, if there is one.
#[inline]
pub(crate) fn of_numbers(year: [u8; 2], month: u8, day: u8) -> Option<Date> {
    Written::new(year, month, day).day()
}

/// Writes `day` as `YYYY-MM-DD`.
///
/// A year outside 1 to 9999, which [`parse`] never gives, is written `0000`, which it refuses.
///
/// ```
/// let day = time::macros::date!(2025 - 01 - 31);
/// assert_eq!(sa_validate::date::text(day).as_str(), "2025-01-31");
/// ```
#[inline]
pub fn text(day: Date) -> ArrayString<10> {
    // All ASCII: the alternative is never taken.
    ArrayString::from_byte_string(&characters(day)).unwrap_or_default()
}

/// The characters of [`text`].
#[inline]
pub(crate) fn characters(day: Date) -> [u8; 10] {
    let (year, month, day) = day.to_calendar_date();
    let year = u16::try_from(year)
        .ok()
        .filter(|year| *year <= 9999)
        .unwrap_or_default();
    let [y1, y2, y3, y4] = four_digits(year);
    let [[m1, m2], [d1, d2]] = [two_digits(u8::from(month)), two_digits(day)];
    [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]
}

/// Two ASCII digits as their number.
pub(crate) fn two(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens <= 9 && ones <= 9).then(|| tens.saturating_mul(10).saturating_add(ones))
}

/// Says what is wrong with a text that is no day. A wrong length is told first.
#[cold]
fn find_fault(text: &str) -> DateError {
    if let Some(Written { year, month, day }) = Written::read(text.as_bytes()) {
        return DateError::NoSuchDay { year, month, day };
    }
    let length = text.chars().count();
    if length != 10 {
        return DateError::Length { found: length };
    }
    text.chars()
        .enumerate()
        .find(|(place, character)| match place {
            4 | 7 => *character != '-',
            _ => !character.is_ascii_digit(),
        })
        .map_or(DateError::Length { found: length }, |(place, found)| {
            DateError::Character {
                found,
                at: place.saturating_add(1),
            }
        })
}
