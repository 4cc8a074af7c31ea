//! The dated interest rates of HMRC, late-payment and repayment, in percent a year.
//!
//! Sources: late column: github hmrc/self-service-time-to-pay-frontend `conf/interestRates.csv`
//! (its 2022-01-04 is 2022-01-07 on GOV.UK, which is followed); repayment column: GOV.UK "HMRC
//! interest rates for late and early payments", and Bank Rate less 1 point (at least 0.5) where no
//! page of the time was at hand. VAT has these rates for periods that begin on or after 2023-01-01
//! (Finance Act 2009 ss.101, 102).

use sa_model::Money;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::Date;
use time::macros::date;

/// A rate in percent a year, in steps of a hundredth: 7.75.
///
/// ```
/// use sa_ledger::Percent;
///
/// let percent: Percent = serde_json::from_str("7.75")?;
/// assert_eq!(percent, Percent::from_hundredths(775));
/// assert!(serde_json::from_str::<Percent>("7.755").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u16);

/// Why a number is no rate.
///
/// ```
/// use sa_ledger::Percent;
///
/// let error = serde_json::from_str::<Percent>("100.01").unwrap_err();
/// assert!(error.to_string().starts_with("a rate lies between 0 and 100 percent, found 100.01"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a rate lies between 0 and 100 percent, found {found}")]
pub struct PercentError {
    /// The number.
    pub found: Money,
}

impl Percent {
    /// So many hundredths of a percent: 775 is 7.75 %.
    ///
    /// ```
    /// use sa_ledger::Percent;
    ///
    /// assert_eq!(Percent::from_hundredths(500).decimal().to_string(), "5.00");
    /// ```
    pub const fn from_hundredths(hundredths: u16) -> Self {
        Self(hundredths)
    }

    /// The rate in hundredths of a percent.
    ///
    /// ```
    /// use sa_ledger::Rules;
    ///
    /// assert_eq!(Rules::built_in().surcharge.percent.hundredths(), 500); // 5 %
    /// ```
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// The rate as a number: 7.75.
    ///
    /// ```
    /// use sa_ledger::Percent;
    ///
    /// assert_eq!(Percent::from_hundredths(260).decimal().to_string(), "2.60");
    /// ```
    pub fn decimal(self) -> rust_decimal::Decimal {
        rust_decimal::Decimal::new(i64::from(self.0), 2)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        Money::from_pence_i64(i64::from(self.0)).serialize(sink)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        // A rate is written as an amount is: a plain number with at most two decimals.
        let found = Money::deserialize(source)?;
        match u16::try_from(found.pence()) {
            Ok(hundredths) if hundredths <= 10_000 => Ok(Self(hundredths)),
            Ok(_) | Err(_) => Err(de::Error::custom(PercentError { found })),
        }
    }
}

/// The rates from a day on.
///
/// ```
/// use sa_ledger::{RateChange, RateTable};
///
/// let change: RateChange =
///     serde_json::from_str(r#"{"from":"2026-01-09","latePercent":7.75,"repaymentPercent":2.75}"#)?;
/// assert_eq!(RateTable::built_in().changes().last(), Some(&change));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RateChange {
    /// The first day.
    #[serde(with = "sa_model::date::serde_date")]
    pub from: Date,
    /// On what is paid late.
    pub late_percent: Percent,
    /// On what is repaid.
    pub repayment_percent: Percent,
}

/// Days of one rate and one length of year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    /// First and last day, as Julian days.
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) late: Percent,
    pub(crate) repayment: Percent,
    pub(crate) leap_year: bool,
}

/// Rates over time. Before the first row no interest runs; the last row holds for ever.
///
/// ```
/// use sa_ledger::RateTable;
///
/// let rates: RateTable =
///     serde_json::from_str(r#"[{"from":"2020-01-01","latePercent":10,"repaymentPercent":1}]"#)?;
/// assert_eq!(rates.changes().len(), 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<RateChange>", into = "Vec<RateChange>")]
pub struct RateTable {
    changes: Vec<RateChange>,
    windows: Vec<Window>,
    /// The window in which each stretch of days begins.
    starts: Vec<u32>,
}

/// Why rows are no rate table.
///
/// ```
/// use sa_ledger::{RateTable, RateTableError};
///
/// let mut rows = RateTable::built_in().changes().to_vec();
/// rows.swap(0, 1);
/// let error: RateTableError = RateTable::new(rows).unwrap_err();
/// assert_eq!(error.found.to_string(), "2008-01-06");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("rates stand in the order of their days, found {found} after {before}")]
pub struct RateTableError {
    /// The row before.
    pub before: Date,
    /// The row that should come earlier.
    pub found: Date,
}

impl RateTable {
    /// Takes rows in the order of their days.
    ///
    /// ```
    /// use sa_ledger::RateTable;
    ///
    /// let mut rows = RateTable::built_in().changes().to_vec();
    /// assert!(RateTable::new(rows.clone()).is_ok());
    /// rows.push(rows[0]);
    /// assert!(RateTable::new(rows).is_err());
    /// ```
    ///
    /// # Errors
    /// A row whose day is not after the day of the row before it.
    pub fn new(changes: Vec<RateChange>) -> Result<Self, RateTableError> {
        let mut pairs = changes.iter().zip(changes.iter().skip(1));
        match pairs.find(|(before, after)| before.from >= after.from) {
            Some((before, after)) => Err(RateTableError {
                before: before.from,
                found: after.from,
            }),
            None => Ok(Self::cut(changes)),
        }
    }

    /// HMRC's rates from 2008-01-06 to the change of 2026-01-09.
    ///
    /// ```
    /// use sa_ledger::RateTable;
    ///
    /// let rates = RateTable::built_in();
    /// assert_eq!(rates.changes()[0].from.to_string(), "2008-01-06");
    /// ```
    pub fn built_in() -> Self {
        let changes = BUILT_IN
            .iter()
            .map(|&(from, late, repayment)| RateChange {
                from,
                late_percent: Percent(late),
                repayment_percent: Percent(repayment),
            })
            .collect::<Vec<_>>();
        Self::cut(changes)
    }

    /// The table of rows that are in order.
    fn cut(changes: Vec<RateChange>) -> Self {
        let windows = windows(&changes);
        let starts = starts(&windows);
        Self {
            changes,
            windows,
            starts,
        }
    }

    /// The rows.
    ///
    /// ```
    /// use sa_ledger::RateTable;
    ///
    /// let days: Vec<_> = RateTable::built_in().changes().iter().map(|row| row.from).collect();
    /// assert!(days.is_sorted());
    /// ```
    pub fn changes(&self) -> &[RateChange] {
        &self.changes
    }

    /// The rates on a day, if any were in force.
    ///
    /// ```
    /// use sa_ledger::RateTable;
    /// use sa_model::date;
    ///
    /// let rates = RateTable::built_in();
    /// let late = |day| rates.on(day).map(|rate| rate.late_percent.hundredths());
    /// assert_eq!(late(date::parse("2025-04-06")?), Some(850));
    /// assert_eq!(late(date::parse("2025-04-05")?), Some(700));
    /// assert_eq!(late(date::parse("2007-12-31")?), None);
    /// # Ok::<(), sa_model::DateError>(())
    /// ```
    pub fn on(&self, day: Date) -> Option<&RateChange> {
        let after = self.changes.partition_point(|change| change.from <= day);
        self.changes.get(after.checked_sub(1)?)
    }

    /// The windows from the one that holds `day` on; all of them for a day before the first.
    pub(crate) fn windows_from(&self, day: i32) -> &[Window] {
        let start = self
            .windows
            .first()
            .map(|first| day.saturating_sub(first.from));
        let stretch = start.and_then(|days| usize::try_from(days / STRETCH_DAYS).ok());
        let mut place = match stretch.and_then(|stretch| self.starts.get(stretch)) {
            Some(&place) => usize::try_from(place).unwrap_or(usize::MAX),
            None => self
                .windows
                .partition_point(|window| window.from <= day)
                .saturating_sub(1),
        };
        while self
            .windows
            .get(place.saturating_add(1))
            .is_some_and(|next| next.from <= day)
        {
            place = place.saturating_add(1);
        }
        self.windows.get(place..).unwrap_or_default()
    }
}

impl TryFrom<Vec<RateChange>> for RateTable {
    type Error = RateTableError;

    fn try_from(changes: Vec<RateChange>) -> Result<Self, RateTableError> {
        Self::new(changes)
    }
}

impl From<RateTable> for Vec<RateChange> {
    fn from(table: RateTable) -> Self {
        table.changes
    }
}

/// So many days share an entry of [`RateTable::starts`].
const STRETCH_DAYS: i32 = 64;

/// The window in which each stretch of days begins, up to the last window.
fn starts(windows: &[Window]) -> Vec<u32> {
    let Some(first) = windows.first() else {
        return Vec::new();
    };
    let mut starts = Vec::new();
    let mut begins = first.from;
    for (place, next) in (0_u32..).zip(windows.iter().skip(1)) {
        while begins < next.from {
            starts.push(place);
            begins = begins.saturating_add(STRETCH_DAYS);
        }
    }
    starts
}

/// Cuts the time from the first change on where the rate or the length of the year changes.
fn windows(changes: &[RateChange]) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    for (place, change) in changes.iter().enumerate() {
        let end = changes
            .get(place.saturating_add(1))
            .map_or(Date::MAX, |next| next.from);
        let mut push = |from: Date| {
            let first = from.to_julian_day();
            if let Some(before) = windows.last_mut() {
                before.to = first.saturating_sub(1);
            }
            windows.push(Window {
                from: first,
                to: i32::MAX,
                late: change.late_percent,
                repayment: change.repayment_percent,
                leap_year: time::util::is_leap_year(from.year()),
            });
        };
        push(change.from);
        let leap = time::util::is_leap_year;
        for year in change.from.year().saturating_add(1)..=end.year() {
            match Date::from_ordinal_date(year, 1) {
                Ok(first) if first < end && leap(year) != leap(year.saturating_sub(1)) => {
                    push(first);
                }
                Ok(_) | Err(_) => {}
            }
        }
    }
    windows
}

/// The built-in rows: day, late and repayment rate in hundredths of a percent. Late = Bank Rate +
/// 2.5 points, + 4 points from 2025-04-06; repayment = Bank Rate - 1 point, at least 0.5. Nothing
/// after 2026-01-09 is known to this table.
const BUILT_IN: [(Date, u16, u16); 33] = [
    // source of each row: interestRates.csv (late); GOV.UK rate pages, or C: computed (repayment)
    (date!(2008 - 01 - 06), 750, 300), // GOV.UK
    (date!(2008 - 11 - 06), 650, 225), // GOV.UK
    (date!(2008 - 12 - 06), 550, 150), // GOV.UK
    (date!(2009 - 01 - 06), 450, 75),  // GOV.UK
    (date!(2009 - 01 - 27), 350, 0),   // GOV.UK
    (date!(2009 - 03 - 24), 250, 0),   // GOV.UK
    (date!(2009 - 09 - 29), 300, 50),  // GOV.UK
    (date!(2016 - 08 - 23), 275, 50),  // GOV.UK
    (date!(2017 - 11 - 21), 300, 50),  // GOV.UK
    (date!(2018 - 08 - 21), 325, 50),  // GOV.UK
    (date!(2020 - 03 - 30), 275, 50),  // GOV.UK
    (date!(2020 - 04 - 07), 260, 50),  // GOV.UK
    (date!(2022 - 01 - 07), 275, 50),  // GOV.UK, where the CSV says 2022-01-04
    (date!(2022 - 02 - 21), 300, 50),  // GOV.UK
    (date!(2022 - 04 - 05), 325, 50),  // GOV.UK
    (date!(2022 - 05 - 24), 350, 50),  // GOV.UK
    (date!(2022 - 07 - 05), 375, 50),  // GOV.UK
    (date!(2022 - 08 - 23), 425, 75),  // C
    (date!(2022 - 10 - 11), 475, 125), // C
    (date!(2022 - 11 - 22), 550, 200), // GOV.UK
    (date!(2023 - 01 - 06), 600, 250), // GOV.UK
    (date!(2023 - 02 - 21), 650, 300), // GOV.UK
    (date!(2023 - 04 - 13), 675, 325), // GOV.UK
    (date!(2023 - 05 - 31), 700, 350), // GOV.UK
    (date!(2023 - 07 - 11), 750, 400), // GOV.UK
    (date!(2023 - 08 - 22), 775, 425), // GOV.UK
    (date!(2024 - 08 - 20), 750, 400), // GOV.UK
    (date!(2024 - 11 - 26), 725, 375), // C
    (date!(2025 - 02 - 25), 700, 350), // GOV.UK
    (date!(2025 - 04 - 06), 850, 350), // C
    (date!(2025 - 05 - 28), 825, 325), // GOV.UK
    (date!(2025 - 08 - 27), 800, 300), // GOV.UK
    (date!(2026 - 01 - 09), 775, 275), // GOV.UK
];
