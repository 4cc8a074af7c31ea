//! A penalty for paying late, as a position tells it.

use rust_decimal::Decimal;
use sa_validate::Money;
use time::Date;

use crate::ChargeIndex;

/// A penalty for paying late, as the rules make it on the day.
///
/// ```
/// use rust_decimal::Decimal;
/// use sa_model::{ChargeIndex, LatePaymentPenalty, LatePaymentPenaltyKind, Money, date};
///
/// // 350.00 of a charge due on 31 January 2026 is unpaid when 30 days have passed.
/// let unpaid = Money::parse("350.00")?;
/// let penalty = LatePaymentPenalty {
///     kind: LatePaymentPenaltyKind::Surcharge { number: 1, unpaid, percent: Decimal::from(5) },
///     from: date::parse("2026-03-03")?,
///     amount: Money::parse("17.50")?,
/// #     charge: ChargeIndex(0),
/// #     running: false,
/// };
/// assert_eq!(penalty.amount.pence(), unpaid.pence() * 5 / 100);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LatePaymentPenalty {
    /// The charge that was paid late. The penalty for a balancing charge is also for the payments
    /// on account of its year.
    pub charge: ChargeIndex,
    /// Which penalty.
    pub kind: LatePaymentPenaltyKind,
    /// The day from which it is due to be charged, or on which it begins to run.
    pub from: Date,
    /// How much it comes to, in pounds.
    pub amount: Money,
    /// Whether it can still grow if nothing is paid.
    pub running: bool,
}

/// Which penalty for paying late, and what it is reckoned from.
///
/// ```
/// use rust_decimal::Decimal;
/// use sa_model::{LatePaymentPenaltyKind, date};
///
/// let (due, paid) = (date::parse("2025-08-07")?, date::parse("2025-09-20")?);
/// // From day 31 to the day of payment, both included: 7 to 20 September.
/// let days = u16::try_from((paid - due).whole_days() - 30)?;
/// assert_eq!(days, 14);
/// let kind = LatePaymentPenaltyKind::Second { days, percent: Decimal::from(10) };
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LatePaymentPenaltyKind {
    /// Finance Act 2009 Sch 56: a share of what is unpaid at a number of days or months.
    Surcharge {
        /// The first, second or third: 1 to 3.
        number: u8,
        /// What was unpaid, in pounds.
        unpaid: Money,
        /// The share, in percent.
        percent: Decimal,
    },
    /// Finance Act 2021 Sch 26, first penalty.
    First {
        /// What was unpaid at the end of day 15, in pounds.
        unpaid_day_15: Money,
        /// What was unpaid at the end of day 30, in pounds; nothing before that day has ended.
        unpaid_day_30: Money,
        /// The share of the first amount, in percent.
        percent_day_15: Decimal,
        /// The share of the second amount, in percent.
        percent_day_30: Decimal,
    },
    /// Finance Act 2021 Sch 26, second penalty: by the day, from day 31.
    Second {
        /// How many days it has run: to the day of payment in full, or so far.
        days: u16,
        /// The rate, in percent a year.
        percent: Decimal,
    },
}
