//! Serde for a `time::Date` field: `#[serde(with = "sa_validate::date::serde_date")]`.
//!
//! In formats for people the text `YYYY-MM-DD`; in compact formats an `i32`: 512 for each year since
//! 2020, and the day of the year from 1. That is small for most days that matter, and read without a
//! division.
//!
//! ```
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Due {
//!     #[serde(with = "sa_validate::date::serde_date")]
//!     on: time::Date,
//! }
//!
//! let due: Due = serde_json::from_str(r#"{"on":"2025-01-31"}"#)?;
//! assert_eq!(serde_json::to_string(&due)?, r#"{"on":"2025-01-31"}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};
use time::Date;

use crate::date;

/// The year from which compact formats count.
const YEAR: i32 = 2020;

/// How many numbers a year has in compact formats: a power of two, more than its days.
const DAYS: i32 = 512;

/// Writes the day.
///
/// ```
/// use sa_validate::date::serde_date;
/// use serde_json::value::Serializer;
///
/// assert_eq!(serde_date::serialize(&time::macros::date!(2025 - 01 - 31), Serializer)?, "2025-01-31");
/// assert!(serde_date::serialize(&time::Date::MIN, Serializer).is_err()); // a year before 0001
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// As `sink`'s own; in formats for people also for a year outside 1 to 9999.
pub fn serialize<S: Serializer>(day: &Date, sink: S) -> Result<S::Ok, S::Error> {
    if !sink.is_human_readable() {
        let years = day.year().saturating_sub(YEAR).saturating_mul(DAYS);
        return years
            .saturating_add(i32::from(day.ordinal()))
            .serialize(sink);
    }
    if !(1..=9999).contains(&day.year()) {
        return Err(ser::Error::custom("a date has a year from 0001 to 9999"));
    }
    sink.serialize_str(date::text(*day).as_str())
}

/// Reads the day.
///
/// ```
/// use sa_validate::date::serde_date;
///
/// let refusal = serde_date::deserialize(serde_json::json!("2025-02-30")).unwrap_err();
/// assert_eq!(refusal.to_string(), "the calendar has no day 2025-02-30");
/// ```
///
/// # Errors
///
/// The text of [`DateError`](crate::DateError), or a day outside the years 1 to 9999.
pub fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<Date, D::Error> {
    if source.is_human_readable() {
        return source.deserialize_str(DateText);
    }
    let number = i32::deserialize(source)?;
    let year = number.div_euclid(DAYS).saturating_add(YEAR);
    u16::try_from(number.rem_euclid(DAYS))
        .ok()
        .filter(|_| (1..=9999).contains(&year))
        .and_then(|ordinal| Date::from_ordinal_date(year, ordinal).ok())
        .ok_or_else(|| de::Error::custom("a date has a year from 0001 to 9999"))
}

struct DateText;

impl Visitor<'_> for DateText {
    type Value = Date;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("text: a date, written YYYY-MM-DD")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
        date::parse(text).map_err(E::custom)
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
    /// ```
    /// use sa_validate::date::serde_date;
    /// use serde_json::value::Serializer;
    ///
    /// assert!(serde_date::option::serialize(&None, Serializer)?.is_null());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`serde_date::serialize`](super::serialize).
    pub fn serialize<S: Serializer>(day: &Option<Date>, sink: S) -> Result<S::Ok, S::Error> {
        day.map(Day).serialize(sink)
    }

    /// Reads the day, or nothing.
    ///
    /// ```
    /// use sa_validate::date::serde_date;
    ///
    /// assert_eq!(serde_date::option::deserialize(serde_json::Value::Null)?, None);
    /// assert!(serde_date::option::deserialize(serde_json::json!("")).is_err()); // not nothing
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`serde_date::deserialize`](super::deserialize).
    pub fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Date>, D::Error> {
        Ok(Option::<Day>::deserialize(source)?.map(|day| day.0))
    }
}
