//! The penalties of Finance Act 2009 Sch 56: a share of what is unpaid after 30 days, and again 5
//! and 11 months later.
//!
//! Sources: Sch 56 paras 1 and 3; SAM61390. The penalty date is the day after the 30 days that
//! follow the due date; what was paid with effect from a day before it is not unpaid on it.

use sa_model::{ChargeIndex, LatePaymentPenalty, LatePaymentPenaltyKind, Money};
use serde::{Deserialize, Serialize};
use time::{Date, Month};

use super::{Debt, share};
use crate::book::Book;
use crate::rates::Percent;

/// When a share of what is unpaid is added, and which.
///
/// ```
/// use sa_ledger::Surcharge;
///
/// let rules = Surcharge::default();
/// assert_eq!((rules.days, rules.months), (30, vec![5, 11]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Surcharge {
    /// The first penalty is for what is unpaid after so many days from the due date.
    pub days: u16,
    /// The further ones are for what is unpaid after so many months from the day after those.
    pub months: Vec<u8>,
    /// The share of each, in percent.
    pub percent: Percent,
}

impl Default for Surcharge {
    /// Finance Act 2009 Sch 56 para 3.
    fn default() -> Self {
        Self {
            days: 30,
            months: vec![5, 11],
            percent: Percent::from_hundredths(500),
        }
    }
}

impl Book<'_> {
    /// Adds the penalties of a debt up to today.
    pub(super) fn surcharges(
        &self,
        debt: &Debt<'_>,
        charge: ChargeIndex,
        penalties: &mut Vec<LatePaymentPenalty>,
    ) {
        let rules = &self.rules.surcharge;
        let after = i32::from(rules.days).saturating_add(1);
        let Ok(penalty_date) = Date::from_julian_day(debt.due.saturating_add(after)) else {
            return;
        };
        let later = rules
            .months
            .iter()
            .map(|&months| months_after(penalty_date, months));
        let dates = [Some(penalty_date)].into_iter().chain(later);
        for (number, from) in (1..).zip(dates) {
            let Some(from) = from.filter(|from| *from <= self.today.date) else {
                return;
            };
            let unpaid = self.unpaid(debt, |effective| effective.date >= from);
            if unpaid <= 0 {
                return;
            }
            penalties.push(LatePaymentPenalty {
                charge,
                kind: LatePaymentPenaltyKind::Surcharge {
                    number,
                    unpaid: Money::from_pence_i64(unpaid),
                    percent: rules.percent.decimal(),
                },
                from,
                amount: Money::from_pence_i64(share(unpaid, rules.percent)),
                running: false,
            });
        }
    }
}

/// The same day of the month so many months later, or the first day after a month that lacks it:
/// the day after the months that begin with `day`.
pub(crate) fn months_after(day: Date, months: u8) -> Option<Date> {
    let month0 = u8::from(day.month()).saturating_sub(1);
    let total = i32::from(month0).saturating_add(i32::from(months));
    let year = day.year().saturating_add(total / 12);
    let month = Month::try_from(u8::try_from(total % 12).ok()?.saturating_add(1)).ok()?;
    match Date::from_calendar_date(year, month, day.day()) {
        Ok(same_day) => Some(same_day),
        Err(_short_month) => {
            let last = Date::from_calendar_date(year, month, month.length(year)).ok()?;
            last.next_day()
        }
    }
}
