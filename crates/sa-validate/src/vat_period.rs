//! VAT periods: staggers, and which period key means which dates, where that is known.
//!
//! Source: github hmrc/vat-service-guide (18AD to 18AF, 18A1 to 18A4, 0418, 0000, 9999), github
//! hmrc/vat-summary-frontend (the codes MM, MA, MB, MC), github hmrc/vat-api #580 (19B1) and #904
//! (22C2). The letters A to C and G to L of monthly keys follow by extension, and that B4 ends in
//! the next year, as A4 does.

mod stagger;

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, Month};

pub use stagger::{Stagger, StaggerError};

use crate::date::{self, last_of_month, serde_date};
use crate::period_key::PeriodKey;

/// The days that a VAT return covers, both ends included.
///
/// ```
/// use sa_validate::{VatPeriod, date};
///
/// let period = VatPeriod::new(date::parse("2018-02-01")?, date::parse("2018-04-30")?)?;
/// assert_eq!(period.to_string(), "2018-02-01 to 2018-04-30");
/// let days = r#"{"first":"2018-04-30","last":"2018-02-01"}"#;
/// assert!(serde_json::from_str::<VatPeriod>(days).is_err()); // as by `new`
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Days")]
pub struct VatPeriod {
    #[serde(with = "serde_date")]
    first: Date,
    #[serde(with = "serde_date")]
    last: Date,
}

/// A [`VatPeriod`] before its ends are compared.
#[derive(Deserialize)]
struct Days {
    #[serde(with = "serde_date")]
    first: Date,
    #[serde(with = "serde_date")]
    last: Date,
}

/// Why two days are not the ends of a [`VatPeriod`].
///
/// ```
/// use sa_validate::{VatPeriod, date};
///
/// let [first, last] = [date::parse("2018-02-01")?, date::parse("2018-01-31")?];
/// assert_eq!(
///     VatPeriod::new(first, last).unwrap_err().to_string(),
///     "a period ends on or after its first day, found 2018-02-01 to 2018-01-31"
/// );
/// # Ok::<(), sa_validate::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VatPeriodError {
    /// The last day is before the first.
    #[error("a period ends on or after its first day, found {first} to {last}")]
    Reversed {
        /// The first day given.
        first: Date,
        /// The last day given.
        last: Date,
    },
}

impl VatPeriod {
    /// The period from `first` to `last`, both included.
    ///
    /// ```
    /// use sa_validate::{VatPeriod, date};
    ///
    /// let day = date::parse("2018-02-01")?;
    /// assert!(VatPeriod::new(day, day).is_ok()); // one day
    /// assert!(VatPeriod::new(day, date::plus_days(day, -1)).is_err());
    /// # Ok::<(), sa_validate::DateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`VatPeriodError::Reversed`] if `last` is before `first`.
    pub fn new(first: Date, last: Date) -> Result<Self, VatPeriodError> {
        if last < first {
            return Err(VatPeriodError::Reversed { first, last });
        }
        Ok(Self { first, last })
    }

    /// The calendar months that end with the month of `end`, `months` of them.
    pub(crate) fn of_months(end: Date, months: u16) -> Self {
        let last = last_of_month(end);
        let mut first = last.replace_day(1).unwrap_or(last);
        for _ in 1..months {
            let day_before = date::plus_days(first, -1);
            first = day_before.replace_day(1).unwrap_or(day_before);
        }
        Self { first, last }
    }

    /// The first day.
    ///
    /// ```
    /// use sa_validate::{Stagger, date};
    ///
    /// let quarter = Stagger::C.period_containing(date::parse("2024-02-29")?);
    /// assert_eq!(quarter.first(), date::parse("2024-01-01")?);
    /// # Ok::<(), sa_validate::DateError>(())
    /// ```
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day, still within the period.
    ///
    /// ```
    /// use sa_validate::{Stagger, date};
    ///
    /// let quarter = Stagger::B.period_containing(date::parse("2024-01-01")?);
    /// assert_eq!(quarter.last(), date::parse("2024-02-29")?);
    /// # Ok::<(), sa_validate::DateError>(())
    /// ```
    pub const fn last(self) -> Date {
        self.last
    }

    /// Whether `day` lies in the period.
    ///
    /// ```
    /// use sa_validate::{Stagger, date};
    ///
    /// let quarter = Stagger::C.period_containing(date::parse("2024-01-01")?);
    /// assert!(quarter.contains(date::parse("2024-03-31")?));
    /// assert!(!quarter.contains(date::parse("2024-04-01")?));
    /// # Ok::<(), sa_validate::DateError>(())
    /// ```
    pub fn contains(self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

impl TryFrom<Days> for VatPeriod {
    type Error = VatPeriodError;

    fn try_from(days: Days) -> Result<Self, VatPeriodError> {
        Self::new(days.first, days.last)
    }
}

impl fmt::Display for VatPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", date::text(self.first), date::text(self.last))
    }
}

/// What a [`PeriodKey`] is known to mean.
///
/// A key that reads like one of a standard period may still stand for other dates: businesses with
/// non-standard four- or five-week periods reuse the monthly letters (19AD was 2019-03-31 to
/// 2019-04-27 for one, github hmrc/vat-api #637). Where an obligation gives dates, they count.
///
/// ```
/// use sa_validate::{PeriodKey, PeriodMeaning};
///
/// let april_2018 = PeriodMeaning::EndsIn { month: time::macros::date!(2018 - 04 - 01) };
/// assert_eq!(PeriodKey::parse("0418")?.meaning(), april_2018);
/// assert_eq!(PeriodKey::parse("9999")?.meaning(), PeriodMeaning::Final);
/// # Ok::<(), sa_validate::PeriodKeyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PeriodMeaning {
    /// A standard period of a stagger: `18A1`, `18AD`.
    Standard {
        /// The stagger.
        stagger: Stagger,
        /// Its usual dates.
        period: VatPeriod,
    },
    /// An older numeric key `MMYY`: the month in which the period ends; its first day is unknown.
    EndsIn {
        /// The first day of that month.
        month: Date,
    },
    /// `0000`: an item that belongs to no period.
    NoPeriod,
    /// `9999`: the final return of a trader who ceases.
    Final,
    /// Anything else: `#001`, annual keys, keys of other times. Only its obligation knows its
    /// dates.
    Opaque,
}

impl PeriodKey {
    /// What the key is known to mean. Two-digit years are 2000 to 2099.
    ///
    /// ```
    /// use sa_validate::{PeriodKey, PeriodMeaning, Stagger, VatPeriod, date};
    ///
    /// let PeriodMeaning::Standard { stagger, period } = PeriodKey::parse("18A4")?.meaning() else {
    ///     return Err("18A4 is a quarter".into());
    /// };
    /// assert_eq!(stagger, Stagger::A);
    /// assert_eq!(period.to_string(), "2018-11-01 to 2019-01-31");
    /// assert_eq!(PeriodKey::parse("#001")?.meaning(), PeriodMeaning::Opaque);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn meaning(&self) -> PeriodMeaning {
        match *self.as_str().as_bytes() {
            [b'0', b'0', b'0', b'0'] => PeriodMeaning::NoPeriod,
            [b'9', b'9', b'9', b'9'] => PeriodMeaning::Final,
            [y1, y2, b'A', letter @ b'A'..=b'L'] => standard([y1, y2], Stagger::Monthly, letter),
            [y1, y2, b'A', quarter @ b'1'..=b'4'] => standard([y1, y2], Stagger::A, quarter),
            [y1, y2, b'B', quarter @ b'1'..=b'4'] => standard([y1, y2], Stagger::B, quarter),
            [y1, y2, b'C', quarter @ b'1'..=b'4'] => standard([y1, y2], Stagger::C, quarter),
            [m1, m2, y1, y2] => date::two(m1, m2)
                .and_then(|month| first_of([y1, y2], month))
                .map_or(PeriodMeaning::Opaque, |month| PeriodMeaning::EndsIn {
                    month,
                }),
            _ => PeriodMeaning::Opaque,
        }
    }
}

fn standard(year: [u8; 2], stagger: Stagger, mark: u8) -> PeriodMeaning {
    let cycle = first_of(year, stagger.first_end_month());
    let Some(first_end) = cycle else {
        return PeriodMeaning::Opaque;
    };
    let number = u16::from(mark.wrapping_sub(stagger.first_mark()));
    let end = date::plus_months(first_end, number.saturating_mul(stagger.months()));
    PeriodMeaning::Standard {
        stagger,
        period: VatPeriod::of_months(end, stagger.months()),
    }
}

/// The first day of a month of a two-digit year.
fn first_of(year: [u8; 2], month: u8) -> Option<Date> {
    let [y1, y2] = year;
    let year = i32::from(date::two(y1, y2)?).saturating_add(2000);
    Date::from_calendar_date(year, Month::try_from(month).ok()?, 1).ok()
}
