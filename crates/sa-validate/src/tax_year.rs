//! `TaxYear`: 6 April to 5 April; `2024-25`, `2024-2025` and `2024`.
//!
//! Source: github hmrc/self-assessment-accounts-api (`ResolveTaxYear`: the two years are
//! consecutive) and github hmrc/self-assessment-liability-api (which prints `2024-2025`).

use std::fmt;

use arrayvec::ArrayString;
use serde::ser::{Serialize, Serializer};
use time::{Date, Duration, Month};

use crate::digits::{four_digits, pairs};
use crate::identifier::text_form;

/// A tax year: from 6 April to 5 April of the next year, both included.
///
/// Years from `0001-02` to `9998-99`, so that every day of it is a date with a four-digit year.
/// Prints and serialises as `2024-25`.
///
/// ```
/// use sa_validate::{TaxYear, date};
///
/// let year = TaxYear::parse("2024-25")?;
/// assert_eq!(TaxYear::parse("2024-2025")?, year);
/// assert_eq!(TaxYear::parse("2024")?, year);
/// assert_eq!(TaxYear::ending(2025)?, year);
/// assert_eq!(TaxYear::containing(date::parse("2025-04-05")?)?, year);
/// assert_eq!(year.last_day(), date::parse("2025-04-05")?);
/// assert_eq!(year.to_string(), "2024-25");
/// assert_eq!(year.long().as_str(), "2024-2025");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxYear {
    /// 1 to 9998.
    start: u16,
}

/// Why a text, a number or a day is not (in) a [`TaxYear`].
///
/// ```
/// use sa_validate::{TaxYear, TaxYearError};
///
/// let refusal = TaxYearError::NotConsecutive { start: 2024, end: 2026 };
/// assert_eq!(TaxYear::parse("2024-2026"), Err(refusal));
/// assert_eq!(TaxYear::ending(1), Err(TaxYearError::OutOfRange { start: 0 }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TaxYearError {
    /// The text has none of the three lengths.
    #[error("a tax year is written 2024-25, 2024-2025 or 2024, found {found} characters")]
    Length {
        /// How many characters it has.
        found: usize,
    },
    /// A character that is neither a digit nor the `-` in its place.
    #[error("a tax year is written 2024-25, 2024-2025 or 2024, found {found:?} at character {at}")]
    Character {
        /// The character.
        found: char,
        /// Its place, counted from 1.
        at: usize,
    },
    /// The second year does not follow the first.
    #[error("a tax year ends in the year after {start:04}, found {end:02}")]
    NotConsecutive {
        /// The first year as written.
        start: u16,
        /// The second as written: two digits of it or four.
        end: u16,
    },
    /// The year lies outside `0001-02` to `9998-99`.
    #[error("tax years run from 0001-02 to 9998-99, found one that starts in {start}")]
    OutOfRange {
        /// The year in which it would start.
        start: i32,
    },
}

impl TaxYear {
    /// The tax year that ends on 5 April of `year`: 2025 means `2024-25`.
    ///
    /// ```
    /// use sa_validate::TaxYear;
    ///
    /// assert_eq!(TaxYear::ending(2025)?.to_string(), "2024-25");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TaxYearError::OutOfRange`] unless `year` is 2 to 9999.
    pub const fn ending(year: u16) -> Result<Self, TaxYearError> {
        if matches!(year, 2..=9999) {
            return Ok(Self {
                start: year.saturating_sub(1),
            });
        }
        // `as` is not used here, and `From` is not const: the number is put together.
        let [low, high] = year.to_le_bytes();
        let start = i32::from_le_bytes([low, high, 0, 0]).saturating_sub(1);
        Err(TaxYearError::OutOfRange { start })
    }

    /// The tax year in which `day` lies.
    ///
    /// ```
    /// use sa_validate::{TaxYear, date};
    ///
    /// assert_eq!(TaxYear::containing(date::parse("2025-04-05")?)?, TaxYear::parse("2024-25")?);
    /// assert_eq!(TaxYear::containing(date::parse("2025-04-06")?)?, TaxYear::parse("2025-26")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TaxYearError::OutOfRange`] before 6 April 0001 and after 5 April 9999.
    pub fn containing(day: Date) -> Result<Self, TaxYearError> {
        let started = (u8::from(day.month()), day.day()) >= (4, 6);
        let start = if started {
            day.year()
        } else {
            day.year().saturating_sub(1)
        };
        match u16::try_from(start) {
            Ok(year @ 1..=9998) => Ok(Self { start: year }),
            Ok(_) | Err(_) => Err(TaxYearError::OutOfRange { start }),
        }
    }

    /// Takes `text` as `2024-25`, `2024-2025` or, alone, the year in which it starts: `2024`.
    ///
    /// ```
    /// use sa_validate::TaxYear;
    ///
    /// assert_eq!(TaxYear::parse("2024-2025")?, TaxYear::parse("2024-25")?);
    /// assert_eq!(
    ///     TaxYear::parse("2024-26").unwrap_err().to_string(),
    ///     "a tax year ends in the year after 2024, found 26"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TaxYearError::Length`] for `24-25`, [`TaxYearError::Character`] for `2024/25`,
    /// [`TaxYearError::NotConsecutive`] for `2024-26`, [`TaxYearError::OutOfRange`] for `0000-01`.
    #[inline]
    pub fn parse(text: &str) -> Result<Self, TaxYearError> {
        let (start, end) = match *text.as_bytes() {
            [y1, y2, y3, y4] => ([y1, y2, y3, y4], None),
            [y1, y2, y3, y4, b'-', e3, e4] => ([y1, y2, y3, y4], Some([b'0', b'0', e3, e4])),
            [y1, y2, y3, y4, b'-', e1, e2, e3, e4] => ([y1, y2, y3, y4], Some([e1, e2, e3, e4])),
            _ => return Err(find_fault(text)),
        };
        let [y1, y2, y3, y4] = start;
        let [e1, e2, e3, e4] = end.unwrap_or(*b"0000");
        let Some([century, year, end_century, end_year]) = pairs([y1, y2, y3, y4, e1, e2, e3, e4])
        else {
            return Err(find_fault(text));
        };
        let start = hundreds(century, year);
        let found = hundreds(end_century, end_year);
        let expected = start.saturating_add(1);
        let follows = match text.len() {
            4 => true,
            7 => found == expected % 100,
            _ => found == expected,
        };
        if !follows {
            return Err(TaxYearError::NotConsecutive { start, end: found });
        }
        Self::ending(expected)
    }

    /// The calendar year in which it starts: 2024 of `2024-25`.
    ///
    /// ```
    /// use sa_validate::TaxYear;
    ///
    /// assert_eq!(TaxYear::parse("2024-25")?.start_year(), 2024);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn start_year(self) -> u16 {
        self.start
    }

    /// The calendar year in which it ends: 2025 of `2024-25`.
    ///
    /// ```
    /// use sa_validate::TaxYear;
    ///
    /// assert_eq!(TaxYear::parse("2024-25")?.end_year(), 2025);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn end_year(self) -> u16 {
        self.start.saturating_add(1)
    }

    /// 6 April of the year in which it starts.
    ///
    /// ```
    /// use sa_validate::{TaxYear, date};
    ///
    /// assert_eq!(TaxYear::parse("2024-25")?.first_day(), date::parse("2024-04-06")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn first_day(self) -> Date {
        // Never the alternative: every year from 1 to 9998 has a 6 April.
        Date::from_calendar_date(i32::from(self.start), Month::April, 6).unwrap_or(Date::MIN)
    }

    /// 5 April of the year in which it ends.
    ///
    /// ```
    /// use sa_validate::{TaxYear, date};
    ///
    /// assert_eq!(TaxYear::parse("2024-25")?.last_day(), date::parse("2025-04-05")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn last_day(self) -> Date {
        let leap = time::util::is_leap_year(i32::from(self.end_year()));
        self.first_day()
            .saturating_add(Duration::days(if leap { 365 } else { 364 }))
    }

    /// The year after this one; none after `9998-99`.
    ///
    /// ```
    /// use sa_validate::TaxYear;
    ///
    /// assert_eq!(TaxYear::parse("2024-25")?.next(), Some(TaxYear::parse("2025-26")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ending(self.end_year().saturating_add(1)).ok()
    }

    /// The year before this one; none before `0001-02`.
    ///
    /// ```
    /// use sa_validate::TaxYear;
    ///
    /// assert_eq!(TaxYear::parse("2024-25")?.previous(), Some(TaxYear::parse("2023-24")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::ending(self.start).ok()
    }

    /// The short text: `2024-25`.
    ///
    /// ```
    /// use sa_validate::TaxYear;
    ///
    /// assert_eq!(TaxYear::parse("1999")?.short().as_str(), "1999-00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn short(self) -> ArrayString<7> {
        let [y1, y2, y3, y4] = four_digits(self.start);
        let [_, _, e3, e4] = four_digits(self.end_year());
        // All ASCII: the alternative is never taken.
        ArrayString::from_byte_string(&[y1, y2, y3, y4, b'-', e3, e4]).unwrap_or_default()
    }

    /// The long text: `2024-2025`.
    ///
    /// ```
    /// use sa_validate::TaxYear;
    ///
    /// assert_eq!(TaxYear::parse("1999")?.long().as_str(), "1999-2000");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn long(self) -> ArrayString<9> {
        let [y1, y2, y3, y4] = four_digits(self.start);
        let [e1, e2, e3, e4] = four_digits(self.end_year());
        // All ASCII: the alternative is never taken.
        ArrayString::from_byte_string(&[y1, y2, y3, y4, b'-', e1, e2, e3, e4]).unwrap_or_default()
    }
}

fn hundreds(century: u8, year: u8) -> u16 {
    u16::from(century)
        .saturating_mul(100)
        .saturating_add(u16::from(year))
}

/// Says what is wrong with a text that is of none of the forms. A wrong length is told first.
#[cold]
fn find_fault(text: &str) -> TaxYearError {
    let length = text.chars().count();
    if !matches!(length, 4 | 7 | 9) {
        return TaxYearError::Length { found: length };
    }
    text.chars()
        .enumerate()
        .find(|(place, character)| match place {
            4 => *character != '-',
            _ => !character.is_ascii_digit(),
        })
        .map_or(TaxYearError::Length { found: length }, |(place, found)| {
            TaxYearError::Character {
                found,
                at: place.saturating_add(1),
            }
        })
}

impl fmt::Display for TaxYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.short().as_str())
    }
}

impl fmt::Debug for TaxYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TaxYear({self})")
    }
}

impl Serialize for TaxYear {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        sink.serialize_str(self.short().as_str())
    }
}

text_form!(
    TaxYear,
    TaxYearError,
    "a tax year is written 2024-25, 2024-2025 or 2024"
);
