//! Simple interest by the day: which days count, at which rate, and where pence are cut off.
//!
//! Sources: CH140190 (the days after the due date, up to and including the day of payment),
//! CH140220 (how many days), CH140260 (never on interest); the acceptance tests of HMRC's interest
//! forecasting service (github hmrc/debt-transformation-acceptance-tests): a year's length is 365
//! or 366 by the calendar year, each window of one rate and one length is cut to whole pence, and
//! the days of a breathing space bear nothing.

use sa_model::Money;
use serde::{Deserialize, Serialize};
use time::Date;

use crate::rates::{Percent, RateTable, Window};

/// Which days bear interest, where a charge is due on one day and paid on a later one.
///
/// Their number is the same; which rate a day has can differ where a rate changes.
///
/// ```
/// use sa_ledger::{DayCount, InterestSide, RateTable, interest};
/// use sa_model::{Money, date};
///
/// // The rate fell from 2.75 % to 2.60 % on 7 April 2020, the day of payment.
/// let span = (date::parse("2020-03-30")?, date::parse("2020-04-07")?);
/// let rates = RateTable::built_in();
/// let windows = |count| interest(Money::ZERO, span, InterestSide::LatePayment, (count, &rates));
/// let days = |count| windows(count).iter().map(|window| window.days).collect::<Vec<_>>();
/// assert_eq!((days(DayCount::AfterDue), days(DayCount::FromDue)), (vec![7, 1], vec![8]));
/// # Ok::<(), sa_model::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DayCount {
    /// The days after the due date up to and including the day of payment (CH140190).
    #[default]
    AfterDue,
    /// The due date and the days after it up to the day before payment (DMBM401030).
    FromDue,
}

/// Days that bear no interest, in order and apart from each other; Julian days, both included.
#[derive(Debug, Clone, Default)]
pub(crate) struct FreeDays(Vec<(i32, i32)>);

/// How interest is counted: the days, the rates, and the days that are free of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counting<'a> {
    pub(crate) day_count: DayCount,
    pub(crate) rates: &'a RateTable,
    pub(crate) free: &'a FreeDays,
}

/// The days of one rate within a stretch of interest, and what they come to.
///
/// ```
/// use sa_ledger::{DayCount, InterestSide, RateTable, interest};
/// use sa_model::{Money, date};
///
/// let span = (date::parse("2023-12-21")?, date::parse("2024-01-10")?);
/// let rules = (DayCount::AfterDue, &RateTable::built_in());
/// let windows = interest(Money::parse("1000.00")?, span, InterestSide::LatePayment, rules);
/// let years: Vec<(i32, u16)> = windows.iter().map(|one| (one.days, one.year_days)).collect();
/// assert_eq!(years, [(10, 365), (10, 366)]); // one rate, and a leap year
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InterestWindow {
    /// How many days.
    pub days: i32,
    /// The rate, in percent a year.
    pub rate: Percent,
    /// The length of the year: 365 or 366 days.
    pub year_days: u16,
    /// The interest, in whole pence, the rest cut off.
    pub amount: Money,
}

/// Which of the two rates.
///
/// ```
/// use sa_ledger::{DayCount, InterestSide, RateTable, interest};
/// use sa_model::{Money, date};
///
/// let span = (date::parse("2026-01-31")?, date::parse("2026-02-28")?);
/// let rules = (DayCount::AfterDue, &RateTable::built_in());
/// let rate = |side| interest(Money::ZERO, span, side, rules)[0].rate.decimal().to_string();
/// assert_eq!(rate(InterestSide::LatePayment), "7.75");
/// assert_eq!(rate(InterestSide::Repayment), "2.75");
/// # Ok::<(), sa_model::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InterestSide {
    /// On what the taxpayer pays late.
    LatePayment,
    /// On what HMRC repays.
    Repayment,
}

/// The interest on `principal` from one day to another, window by window.
///
/// ```
/// use sa_ledger::{DayCount, InterestSide, RateTable, interest};
/// use sa_model::{Money, date};
///
/// let windows = interest(
///     Money::parse("900.00")?,
///     (date::parse("2025-07-31")?, date::parse("2025-09-30")?),
///     InterestSide::LatePayment,
///     (DayCount::AfterDue, &RateTable::built_in()),
/// );
/// let amounts: Vec<String> = windows.iter().map(|window| window.amount.to_string()).collect();
/// assert_eq!(amounts, ["5.28", "6.90"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn interest(
    principal: Money,
    (from, to): (Date, Date),
    side: InterestSide,
    (day_count, rates): (DayCount, &RateTable),
) -> Vec<InterestWindow> {
    let pence = i64::try_from(principal.pence()).unwrap_or(i64::MAX);
    let counting = Counting {
        day_count,
        rates,
        free: &FreeDays(Vec::new()),
    };
    let mut windows = Vec::new();
    counting.each_window(
        (from.to_julian_day(), to.to_julian_day()),
        |days, window| {
            let rate = window.rate(side);
            windows.push(InterestWindow {
                days,
                rate,
                year_days: if window.leap_year { 366 } else { 365 },
                amount: Money::from_pence_i64(pence_of(pence, days, rate, window.leap_year)),
            });
        },
    );
    windows
}

impl Window {
    fn rate(&self, side: InterestSide) -> Percent {
        match side {
            InterestSide::LatePayment => self.late,
            InterestSide::Repayment => self.repayment,
        }
    }
}

impl Counting<'_> {
    /// Late-payment interest in pence on `pence` due on one Julian day and paid on another.
    pub(crate) fn late(&self, pence: i64, due: i32, paid: i32) -> i64 {
        self.total(pence, (due, paid), |window| window.late)
    }

    /// Repayment interest in pence on `pence` from one Julian day to another.
    pub(crate) fn repayment(&self, pence: i64, from: i32, repaid: i32) -> i64 {
        self.total(pence, (from, repaid), |window| window.repayment)
    }

    fn total(&self, pence: i64, span: (i32, i32), rate: impl Fn(&Window) -> Percent) -> i64 {
        let mut sum = 0_i64;
        self.each_window(span, |days, window| {
            sum = sum.saturating_add(pence_of(pence, days, rate(window), window.leap_year));
        });
        sum
    }

    /// The late-payment rate of the last day that counts when something is paid on a Julian day.
    pub(crate) fn late_rate(&self, paid: i32) -> Option<Percent> {
        let last = match self.day_count {
            DayCount::AfterDue => paid,
            DayCount::FromDue => paid.saturating_sub(1),
        };
        self.rates
            .windows_from(last)
            .first()
            .filter(|window| window.from <= last)
            .map(|w| w.late)
    }

    /// Calls `visit` with the number of days of each window between the due day and the paid day.
    fn each_window(&self, (due, paid): (i32, i32), mut visit: impl FnMut(i32, &Window)) {
        if paid <= due {
            return;
        }
        let (mut first, last) = match self.day_count {
            DayCount::AfterDue => (due.saturating_add(1), paid),
            DayCount::FromDue => (due, paid.saturating_sub(1)),
        };
        let mut free = self.free.from(first).iter();
        loop {
            // The days up to the next that are free, and where they go on.
            let (end, goes_on) = match free.next() {
                Some(&(from, to)) if from <= last => {
                    (from.saturating_sub(1), Some(to.saturating_add(1)))
                }
                Some(_) | None => (last, None),
            };
            for window in self.rates.windows_from(first) {
                let (from, to) = (window.from.max(first), window.to.min(end));
                if to < from {
                    break;
                }
                // Days of the calendar are far fewer than would wrap.
                visit(to.wrapping_sub(from).wrapping_add(1), window);
            }
            match goes_on {
                Some(day) => first = day,
                None => return,
            }
        }
    }
}

/// `pence * rate * days / year`, cut to whole pence.
#[inline]
pub(crate) fn pence_of(pence: i64, days: i32, rate: Percent, leap_year: bool) -> i64 {
    // An i32 times a u16 fits.
    let rate_days = i64::from(days).wrapping_mul(i64::from(rate.hundredths()));
    if let Some(product) = pence.checked_mul(rate_days) {
        // Two constant divisors: each becomes a multiplication.
        return if leap_year {
            product / 3_660_000
        } else {
            product / 3_650_000
        };
    }
    let product = i128::from(pence).saturating_mul(i128::from(rate_days));
    let amount = if leap_year {
        product / 3_660_000
    } else {
        product / 3_650_000
    };
    i64::try_from(amount).unwrap_or(i64::MAX)
}

impl FreeDays {
    /// Those that end on or after a day.
    fn from(&self, day: i32) -> &[(i32, i32)] {
        let after = self.0.partition_point(|&(_, to)| to < day);
        self.0.get(after..).unwrap_or_default()
    }

    /// Takes all out.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds days, joined with those that they touch.
    pub(crate) fn add(&mut self, from: i32, to: i32) {
        if to < from {
            return;
        }
        let first = self
            .0
            .partition_point(|&(_, end)| end.saturating_add(1) < from);
        let after = self
            .0
            .partition_point(|&(start, _)| start <= to.saturating_add(1));
        let joined = self.0.get(first..after).unwrap_or_default();
        let from = joined.first().map_or(from, |&(start, _)| start.min(from));
        let to = joined.last().map_or(to, |&(_, end)| end.max(to));
        self.0.splice(first..after.max(first), [(from, to)]);
    }
}
