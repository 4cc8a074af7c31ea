//! What is overdue, payable and pending of a position.
//!
//! Sources: the conditions of github hmrc/income-tax-view-change-frontend (a charge is overdue once
//! its due date is before today) and the texts of both Self Assessment APIs for the horizon.

use sa_model::{Balance, Horizon, Maturity, Money, Position};
use time::Date;

/// When an amount due on a day is to be paid, seen from the day `on`.
///
/// ```
/// use sa_ledger::maturity;
/// use sa_model::{Horizon, Maturity, date};
///
/// let today = date::parse("2026-01-31")?;
/// let of = |due| Ok::<_, sa_model::DateError>(maturity(date::parse(due)?, today, Horizon::LIABILITY));
/// assert_eq!(of("2026-01-30")?, Maturity::Overdue);
/// assert_eq!(of("2026-01-31")?, Maturity::Payable);
/// assert_eq!(of("2026-03-01")?, Maturity::Payable);
/// assert_eq!(of("2026-03-02")?, Maturity::Pending);
/// # Ok::<(), sa_model::DateError>(())
/// ```
pub fn maturity(due: Date, on: Date, horizon: Horizon) -> Maturity {
    if due < on {
        return Maturity::Overdue;
    }
    let days = due.to_julian_day().saturating_sub(on.to_julian_day());
    if days <= i32::from(horizon.last_payable_days) {
        Maturity::Payable
    } else {
        Maturity::Pending
    }
}

/// The sums of a position. What is stood over is in none of them: it is not pursued; interest that
/// was charged counts by the day it was charged, which is its due date.
///
/// ```
#[doc = include_str!("account/example.md")]
/// let balance = balance(&account.position(day("2026-03-31")?), Horizon::LIABILITY);
/// // 100.00 of tax and 7.64 of interest that was charged; what still runs stands apart.
/// assert_eq!(balance.overdue, pounds("107.64")?);
/// assert_eq!(balance.accruing_interest, pounds("3.16")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn balance(position: &Position<'_>, horizon: Horizon) -> Balance {
    let mut sums = Sums::default();
    for charge in &position.charges {
        let open = pence(charge.outstanding).saturating_sub(pence(charge.stood_over));
        sums.add(open, charge.charge.due, position.on, horizon);
        sums.coded_out = sums.coded_out.saturating_add(pence(charge.coded));
        if let Some(interest) = &charge.interest {
            sums.accruing
                .add(pence(interest.accruing), charge.charge.due);
            if let Some(charged_on) = interest.charged_on {
                sums.add(
                    pence(interest.outstanding),
                    charged_on,
                    position.on,
                    horizon,
                );
            }
        }
    }
    let credit = position.credits.iter().fold(0_i64, |sum, credit| {
        sum.saturating_add(pence(credit.unallocated))
    });
    let total = [&sums.overdue, &sums.payable, &sums.pending]
        .into_iter()
        .fold(0_i64, |sum, part| sum.saturating_add(part.pence));
    Balance {
        overdue: Money::from_pence_i64(sums.overdue.pence),
        accruing_interest: Money::from_pence_i64(sums.accruing.pence),
        payable: Money::from_pence_i64(sums.payable.pence),
        pending: Money::from_pence_i64(sums.pending.pence),
        total: Money::from_pence_i64(total),
        coded_out: Money::from_pence_i64(sums.coded_out),
        credit: Money::from_pence_i64(credit),
        earliest_overdue: sums.overdue.earliest,
        earliest_accruing: sums.accruing.earliest,
        earliest_payable: sums.payable.earliest,
        earliest_pending: sums.pending.earliest,
    }
}

#[derive(Default)]
struct Sums {
    overdue: Part,
    payable: Part,
    pending: Part,
    accruing: Part,
    coded_out: i64,
}

#[derive(Default)]
struct Part {
    pence: i64,
    earliest: Option<Date>,
}

impl Sums {
    fn add(&mut self, pence: i64, due: Date, on: Date, horizon: Horizon) {
        let part = match maturity(due, on, horizon) {
            Maturity::Overdue => &mut self.overdue,
            Maturity::Payable => &mut self.payable,
            Maturity::Pending => &mut self.pending,
        };
        part.add(pence, due);
    }
}

impl Part {
    fn add(&mut self, pence: i64, due: Date) {
        if pence > 0 {
            self.pence = self.pence.saturating_add(pence);
            self.earliest = Some(self.earliest.map_or(due, |earliest| earliest.min(due)));
        }
    }
}

/// An amount of a position in pence; an account's sums fit by its limit.
fn pence(amount: Money) -> i64 {
    i64::try_from(amount.pence()).unwrap_or(i64::MAX)
}
