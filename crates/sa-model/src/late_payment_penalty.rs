//! A penalty for paying late, as a position tells it.

use rust_decimal::Decimal;
use sa_validate::Money;
use time::Date;

use crate::ChargeIndex;

/// A penalty for paying late, as the rules make it on the day.
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
