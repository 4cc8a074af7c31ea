//! `Stagger`: in which months a business's VAT periods end, and the schedule that follows.
//!
//! Source: github hmrc/vat-summary-frontend (MM, MA, MB, MC); github hmrc/vat-service-guide.

use std::fmt;

use arrayvec::ArrayString;
use time::Date;

use super::VatPeriod;
use crate::date;
use crate::identifier::text_form;
use crate::period_key::PeriodKey;

/// In which months the VAT periods of a business end. Serde and text: HMRC's code, `MM`, `MA`,
/// `MB` or `MC`.
///
/// Annual and non-standard periods have no stagger: their dates are given by their obligations, and
/// their keys are opaque.
///
/// ```
/// use sa_validate::Stagger;
///
/// assert_eq!(Stagger::parse("MA")?, Stagger::A);
/// assert_eq!(Stagger::A.to_string(), "MA"); // not "A"
/// # Ok::<(), sa_validate::StaggerError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stagger {
    /// Every month (`MM`).
    Monthly,
    /// Quarters that end with April, July, October and January (`MA`).
    A,
    /// Quarters that end with May, August, November and February (`MB`).
    B,
    /// Quarters that end with March, June, September and December (`MC`).
    C,
}

/// Why a text is not the code of a [`Stagger`].
///
/// ```
/// use sa_validate::Stagger;
///
/// assert_eq!(
///     Stagger::parse("MA or MB").unwrap_err().to_string(),
///     "a stagger is MM, MA, MB or MC, found \"MA o\"" // four characters of it
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StaggerError {
    /// None of the four codes.
    #[error("a stagger is MM, MA, MB or MC, found {found:?}")]
    Unknown {
        /// The first four characters of the text.
        found: ArrayString<16>,
    },
}

impl Stagger {
    /// All four.
    ///
    /// ```
    /// use sa_validate::{Stagger, date};
    ///
    /// let end_of_may = date::parse("2025-05-31")?;
    /// let ending = Stagger::ALL.into_iter().filter(|stagger| stagger.key_of(end_of_may).is_some());
    /// assert!(ending.eq([Stagger::Monthly, Stagger::B]));
    /// # Ok::<(), sa_validate::DateError>(())
    /// ```
    pub const ALL: [Self; 4] = [Self::Monthly, Self::A, Self::B, Self::C];

    /// Takes HMRC's code: `MM`, `MA`, `MB` or `MC`.
    ///
    /// ```
    /// use sa_validate::Stagger;
    ///
    /// assert!(Stagger::parse("MM").is_ok());
    /// assert!(Stagger::parse("mm").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// [`StaggerError::Unknown`] for any other text.
    pub fn parse(text: &str) -> Result<Self, StaggerError> {
        Self::ALL
            .into_iter()
            .find(|stagger| stagger.code() == text)
            .ok_or_else(|| {
                let mut found = ArrayString::new();
                // Four characters are at most 16 bytes.
                text.chars()
                    .take(4)
                    .all(|character| found.try_push(character).is_ok());
                StaggerError::Unknown { found }
            })
    }

    /// HMRC's code.
    ///
    /// ```
    /// use sa_validate::Stagger;
    ///
    /// assert_eq!(Stagger::ALL.map(Stagger::code), ["MM", "MA", "MB", "MC"]);
    /// ```
    pub const fn code(self) -> &'static str {
        match self {
            Self::Monthly => "MM",
            Self::A => "MA",
            Self::B => "MB",
            Self::C => "MC",
        }
    }

    /// How many months a period has: 1 or 3.
    ///
    /// ```
    /// use sa_validate::Stagger;
    ///
    /// assert_eq!(Stagger::ALL.map(Stagger::months), [1, 3, 3, 3]);
    /// ```
    pub const fn months(self) -> u16 {
        match self {
            Self::Monthly => 1,
            Self::A | Self::B | Self::C => 3,
        }
    }

    /// The period in which `day` lies, whole months.
    ///
    /// ```
    /// use sa_validate::{Stagger, date};
    ///
    /// let period = Stagger::B.period_containing(date::parse("2025-01-15")?);
    /// assert_eq!(period.to_string(), "2024-12-01 to 2025-02-28");
    /// # Ok::<(), sa_validate::DateError>(())
    /// ```
    pub fn period_containing(self, day: Date) -> VatPeriod {
        VatPeriod::of_months(
            date::plus_months(day, self.months_to_end(day)),
            self.months(),
        )
    }

    /// The key of the period that ends on `last`; none where no period of this stagger ends then,
    /// or outside the years that two digits name.
    ///
    /// ```
    /// use sa_validate::{PeriodKey, Stagger, date};
    ///
    /// let key = Stagger::A.key_of(date::parse("2019-01-31")?);
    /// assert_eq!(key, Some(PeriodKey::parse("18A4")?));
    /// assert_eq!(Stagger::A.key_of(date::parse("2019-02-28")?), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn key_of(self, last: Date) -> Option<PeriodKey> {
        if last != date::last_of_month(last) || self.months_to_end(last) != 0 {
            return None;
        }
        // Months since the first period of this calendar year's cycle ended; before that, the
        // period is the last of the cycle of the year before.
        let month = u8::from(last.month());
        let (year, since) = match month.checked_sub(self.first_end_month()) {
            Some(since) => (last.year(), since),
            None => (
                last.year().checked_sub(1)?,
                month.checked_add(12)?.checked_sub(self.first_end_month())?,
            ),
        };
        let year = u8::try_from(year.checked_sub(2000)?)
            .ok()
            .filter(|year| *year <= 99)?;
        let number = u16::from(since).checked_div(self.months())?;
        let mark = self.first_mark().checked_add(u8::try_from(number).ok()?)?;
        let text = [
            b'0'.checked_add(year / 10)?,
            b'0'.checked_add(year % 10)?,
            self.letter(),
            mark,
        ];
        PeriodKey::parse(std::str::from_utf8(&text).ok()?).ok()
    }

    /// The periods of a business that registered on `registered`: the first begins on that day and
    /// ends with the stagger's period, the rest are whole, without end (up to the calendar's).
    ///
    /// ```
    /// use sa_validate::{Stagger, date};
    ///
    /// let mut periods = Stagger::C.periods_from(date::parse("2025-02-10")?);
    /// assert_eq!(periods.next().map(|period| period.to_string()).as_deref(), Some("2025-02-10 to 2025-03-31"));
    /// assert_eq!(periods.next().map(|period| period.to_string()).as_deref(), Some("2025-04-01 to 2025-06-30"));
    /// # Ok::<(), sa_validate::DateError>(())
    /// ```
    pub fn periods_from(self, registered: Date) -> impl Iterator<Item = VatPeriod> {
        let first = VatPeriod {
            first: registered,
            ..self.period_containing(registered)
        };
        std::iter::successors(Some(first), move |period| {
            let next_day = period.last.next_day()?;
            Some(self.period_containing(next_day))
        })
    }

    /// The month in which the first period of a key's year ends.
    pub(super) const fn first_end_month(self) -> u8 {
        match self {
            Self::Monthly => 1,
            Self::A => 4,
            Self::B => 5,
            Self::C => 3,
        }
    }

    /// The last character of the first key of a year.
    pub(super) const fn first_mark(self) -> u8 {
        match self {
            Self::Monthly => b'A',
            Self::A | Self::B | Self::C => b'1',
        }
    }

    /// The third character of its keys.
    const fn letter(self) -> u8 {
        match self {
            Self::Monthly | Self::A => b'A',
            Self::B => b'B',
            Self::C => b'C',
        }
    }

    /// Whole months from that of `day` to that in which its period ends: 0, 1 or 2.
    fn months_to_end(self, day: Date) -> u16 {
        match self {
            Self::Monthly => 0,
            Self::A | Self::B | Self::C => {
                let from_end = u16::from(u8::from(day.month())).saturating_add(12);
                let past = from_end.saturating_sub(u16::from(self.first_end_month())) % 3;
                3_u16.saturating_sub(past) % 3
            }
        }
    }
}

impl fmt::Display for Stagger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl serde::Serialize for Stagger {
    fn serialize<S: serde::Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        sink.serialize_str(self.code())
    }
}

text_form!(Stagger, StaggerError, "a stagger is MM, MA, MB or MC");
