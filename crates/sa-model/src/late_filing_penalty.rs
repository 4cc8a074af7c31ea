//! A penalty for sending a tax return late, as a position tells it.

use rust_decimal::Decimal;
use sa_validate::{Money, TaxYear};
use time::Date;

/// A penalty for sending a tax return late, outside Making Tax Digital, as the rules make it on
/// the day (Finance Act 2009 Sch 55).
///
/// ```
/// use sa_model::due_date::self_assessment::{online_return, penalty};
/// use sa_model::{LateFilingPenalty, LateFilingPenaltyKind, Money, TaxYear};
///
/// let tax_year = TaxYear::parse("2024-25")?;
/// let from = online_return(tax_year, None).next_day().ok_or("a day")?;
/// let fixed = LateFilingPenalty {
///     tax_year,
///     kind: LateFilingPenaltyKind::Fixed,
///     from,
///     amount: Money::parse("100.00")?,
///     earliest_due: penalty(from),
///     running: false,
/// };
/// assert_eq!(fixed.from.to_string(), "2026-02-01");
/// assert_eq!(fixed.earliest_due.to_string(), "2026-03-03");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateFilingPenalty {
    /// The year of the return.
    pub tax_year: TaxYear,
    /// Which penalty.
    pub kind: LateFilingPenaltyKind,
    /// The first day on which it can be charged, or the first day of those that cost.
    pub from: Date,
    /// How much it comes to, in pounds.
    pub amount: Money,
    /// The last day to pay if the notice is given as soon as it can be: on `from`, of the daily
    /// penalty on the last day counted so far. A penalty is due 30 days after its notice:
    /// [`due_date::self_assessment::penalty`](sa_validate::due_date::self_assessment::penalty).
    pub earliest_due: Date,
    /// Whether it can still change while the return is not in.
    pub running: bool,
}

/// Which penalty for sending a tax return late, and what it is reckoned from.
///
/// ```
/// use sa_model::{LateFilingPenaltyKind, Money};
///
/// // The 90th day of ten pounds, when the daily penalty is full.
/// let each = Money::parse("10.00")?;
/// let full = LateFilingPenaltyKind::Daily { days: 90, each };
/// assert_eq!(each.pence() * 90, 900_00);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LateFilingPenaltyKind {
    /// A fixed sum, one day after the last day for the return.
    Fixed,
    /// So much a day.
    Daily {
        /// How many days so far.
        days: u16,
        /// Each day's penalty, in pounds.
        each: Money,
    },
    /// A share of the year's tax, or a fixed sum if that is more.
    TaxGeared {
        /// The first or the second: 1 or 2.
        number: u8,
        /// The tax of the year that it is a share of, in pounds.
        tax: Money,
        /// The share, in percent.
        percent: Decimal,
    },
}
