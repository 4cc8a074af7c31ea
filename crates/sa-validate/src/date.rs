//! Strict `YYYY-MM-DD` out of text, and back; serde for fields that hold a `time::Date`.
//!
//! Source: github hmrc/vat-api (`uuuu-MM-dd`, strict: four-digit year, zero padded, a real day)
//! and github hmrc/self-assessment-liability-api (`LocalDate.parse`).

use arrayvec::ArrayString;
use time::{Date, Month};

/// Why a text is not a date.
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
pub fn parse(text: &str) -> Result<Date, DateError> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return Err(find_fault(text));
    };
    let (Some(century), Some(years), Some(month), Some(day)) =
        (two(y1, y2), two(y3, y4), two(m1, m2), two(d1, d2))
    else {
        return Err(find_fault(text));
    };
    let year = u16::from(century)
        .saturating_mul(100)
        .saturating_add(u16::from(years));
    let no_such_day = DateError::NoSuchDay { year, month, day };
    if year == 0 {
        return Err(no_such_day);
    }
    let month = Month::try_from(month).map_err(|_no_month| no_such_day)?;
    Date::from_calendar_date(i32::from(year), month, day).map_err(|_no_day| no_such_day)
}

/// Writes `day` as `YYYY-MM-DD`.
///
/// A year outside 1 to 9999, which [`parse`] never gives, is written `0000`, which it refuses.
///
/// ```
/// let day = time::macros::date!(2025 - 01 - 31);
/// assert_eq!(sa_validate::date::text(day).as_str(), "2025-01-31");
/// ```
pub fn text(day: Date) -> ArrayString<10> {
    let (year, month, day) = day.to_calendar_date();
    let year = u16::try_from(year)
        .ok()
        .filter(|year| *year <= 9999)
        .unwrap_or_default();
    let [century, years] = [year / 100, year % 100].map(|part| u8::try_from(part).unwrap_or(0));
    let mut text = ArrayString::new();
    for part in [digits(century), digits(years)] {
        push(&mut text, part);
    }
    for part in [u8::from(month), day] {
        push(&mut text, ['-', ' ']);
        push(&mut text, digits(part));
    }
    text
}

/// Two ASCII digits as their number.
pub(crate) fn two(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens <= 9 && ones <= 9).then(|| tens.saturating_mul(10).saturating_add(ones))
}

/// A number below 100 as two digits.
fn digits(number: u8) -> [char; 2] {
    [number / 10, number % 10].map(|digit| char::from(b'0'.saturating_add(digit)))
}

/// Appends what is not a blank; ten characters always fit.
fn push(text: &mut ArrayString<10>, part: [char; 2]) {
    for character in part.into_iter().filter(|character| *character != ' ') {
        if text.try_push(character).is_err() {
            return;
        }
    }
}

/// Says what is wrong with a text that is not of the form. A wrong length is told first.
#[cold]
fn find_fault(text: &str) -> DateError {
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

/// Serde for a `time::Date` field: `#[serde(with = "sa_validate::date::serde_date")]`.
///
/// In formats for people the text `YYYY-MM-DD`; in compact formats the Julian day as an `i32`.
///
/// ```
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Due {
///     #[serde(with = "sa_validate::date::serde_date")]
///     on: time::Date,
/// }
///
/// let due: Due = serde_json::from_str(r#"{"on":"2025-01-31"}"#)?;
/// assert_eq!(serde_json::to_string(&due)?, r#"{"on":"2025-01-31"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub mod serde_date {
    use serde::de::{self, Deserialize, Deserializer, Visitor};
    use serde::ser::{self, Serialize, Serializer};
    use time::Date;

    /// Writes the day.
    ///
    /// # Errors
    ///
    /// As `sink`'s own; in formats for people also for a year outside 1 to 9999.
    pub fn serialize<S: Serializer>(day: &Date, sink: S) -> Result<S::Ok, S::Error> {
        if !sink.is_human_readable() {
            return day.to_julian_day().serialize(sink);
        }
        if !(1..=9999).contains(&day.year()) {
            return Err(ser::Error::custom("a date has a year from 0001 to 9999"));
        }
        sink.serialize_str(super::text(*day).as_str())
    }

    /// Reads the day.
    ///
    /// # Errors
    ///
    /// The text of [`DateError`](super::DateError), or a Julian day outside the years 1 to 9999.
    pub fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<Date, D::Error> {
        if source.is_human_readable() {
            return source.deserialize_str(DateText);
        }
        let number = i32::deserialize(source)?;
        Date::from_julian_day(number)
            .ok()
            .filter(|day| (1..=9999).contains(&day.year()))
            .ok_or_else(|| de::Error::custom("a date has a year from 0001 to 9999"))
    }

    struct DateText;

    impl Visitor<'_> for DateText {
        type Value = Date;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("text: a date, written YYYY-MM-DD")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
            super::parse(text).map_err(E::custom)
        }
    }

    /// The same for an `Option<time::Date>` field; add `#[serde(default)]` where it may be absent.
    ///
    /// ```
    /// #[derive(serde::Serialize, serde::Deserialize)]
    /// struct Paid {
    ///     #[serde(with = "sa_validate::date::serde_date::option", default)]
    ///     on: Option<time::Date>,
    /// }
    ///
    /// let paid: Paid = serde_json::from_str("{}")?;
    /// assert_eq!(serde_json::to_string(&paid)?, r#"{"on":null}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub mod option {
        use serde::{Deserialize, Deserializer, Serialize, Serializer};
        use time::Date;

        /// Carries the outer module's serde into `Option`'s.
        #[derive(Serialize, Deserialize)]
        #[serde(transparent)]
        struct Day(#[serde(with = "super")] Date);

        /// Writes the day, or nothing.
        ///
        /// # Errors
        ///
        /// As [`serde_date::serialize`](super::serialize).
        pub fn serialize<S: Serializer>(day: &Option<Date>, sink: S) -> Result<S::Ok, S::Error> {
            day.map(Day).serialize(sink)
        }

        /// Reads the day, or nothing.
        ///
        /// # Errors
        ///
        /// As [`serde_date::deserialize`](super::deserialize).
        pub fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Date>, D::Error> {
            Ok(Option::<Day>::deserialize(source)?.map(|day| day.0))
        }
    }
}
