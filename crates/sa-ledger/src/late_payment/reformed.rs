//! The reformed penalties of Finance Act 2021 Sch 26: a first penalty of two shares, of what is
//! unpaid at the end of day 15 and of day 30, and a second that runs by the day from day 31.
//!
//! Sources: Sch 26 paras 4, 5 and 8; SI 2025/589 regs 1 and 2 (3, 3 and 10 percent from
//! 2025-05-31, but not for VAT periods begun before 2025-04-01 nor income tax of 2024-25 and
//! earlier); HMRC's familiarisation year for VAT (no first penalty in 2023 if paid within 30 days).
//! That a year has 366 days in a leap year, and that pence are cut off, is this project's reading.

use sa_model::{ChargeIndex, LatePaymentPenalty, LatePaymentPenaltyKind, Money, Period, TaxYear};
use serde::{Deserialize, Serialize};
use time::Date;
use time::macros::date;

use super::{Debt, share};
use crate::book::Book;
use crate::interest::pence_of;
use crate::rates::Percent;

/// The parameters of the reformed penalties.
///
/// ```
/// use sa_ledger::ReformedPenalties;
///
/// let rules = ReformedPenalties::default();
/// assert_eq!((rules.first_days, rules.second_days), (15, 30));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ReformedPenalties {
    /// They hold for VAT of periods that begin on or after this day.
    #[serde(with = "sa_model::date::serde_date")]
    pub vat_periods_from: Date,
    /// Up to this due date VAT paid within the second number of days has no first penalty.
    #[serde(with = "sa_model::date::serde_date")]
    pub vat_familiarisation_to: Date,
    /// How many days after the due date the first share is reckoned.
    pub first_days: u16,
    /// How many days after the due date the second share is reckoned; from the next day on the
    /// second penalty runs.
    pub second_days: u16,
    /// The percentages, the oldest first; of those that hold for a charge the last one counts.
    pub percents: Vec<ReformedPercents>,
}

/// Percentages, and the charges that they hold for: those of which all three conditions are true.
///
/// ```
/// use sa_ledger::ReformedPenalties;
///
/// let rules = ReformedPenalties::default();
/// let yearly: Vec<u16> = rules.percents.iter().map(|row| row.yearly.hundredths()).collect();
/// assert_eq!(yearly, [400, 1000]); // as enacted, and since 2025
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReformedPercents {
    /// The due date is this day or later.
    #[serde(with = "sa_model::date::serde_date")]
    pub due_from: Date,
    /// The VAT period begins on this day or later.
    #[serde(with = "sa_model::date::serde_date")]
    pub vat_periods_from: Date,
    /// The tax year is this one or later.
    pub tax_years_from: TaxYear,
    /// The share of what is unpaid at the end of the first days.
    pub first: Percent,
    /// The share of what is unpaid at the end of the second days.
    pub second: Percent,
    /// The second penalty, in percent a year.
    pub yearly: Percent,
}

impl Default for ReformedPenalties {
    fn default() -> Self {
        let percents =
            PERCENTS
                .iter()
                .filter_map(|&(due_from, vat_periods_from, ends, percents)| {
                    let [first, second, yearly] = percents.map(Percent::from_hundredths);
                    let tax_years_from = TaxYear::ending(ends).ok()?;
                    Some(ReformedPercents {
                        due_from,
                        vat_periods_from,
                        tax_years_from,
                        first,
                        second,
                        yearly,
                    })
                });
        Self {
            vat_periods_from: VAT_PERIODS_FROM,
            vat_familiarisation_to: VAT_FAMILIARISATION_TO,
            first_days: 15,
            second_days: 30,
            percents: percents.collect(),
        }
    }
}

/// Finance Act 2021 Sch 26 as brought into force for VAT.
const VAT_PERIODS_FROM: Date = date!(2023 - 01 - 01);

/// HMRC's announcement for 1 January to 31 December 2023.
const VAT_FAMILIARISATION_TO: Date = date!(2023 - 12 - 31);

/// Due from; VAT periods from; first tax year, by the year it ends; hundredths of a percent.
const PERCENTS: [(Date, Date, u16, [u16; 3]); 2] = [
    (VAT_PERIODS_FROM, VAT_PERIODS_FROM, 2, [200, 200, 400]), // Sch 26 paras 5, 8 as enacted
    (
        date!(2025 - 05 - 31),
        date!(2025 - 04 - 01),
        2026,
        [300, 300, 1000],
    ), // SI 2025/589
];

impl ReformedPenalties {
    /// The percentages for a charge.
    fn percents(&self, debt: &Debt<'_>) -> Option<&ReformedPercents> {
        self.percents.iter().rev().find(|percents| {
            debt.charge.due >= percents.due_from
                && match debt.charge.period {
                    Some(Period::Vat(period)) => period.from >= percents.vat_periods_from,
                    Some(Period::TaxYear(year)) => year >= percents.tax_years_from,
                    None => true,
                }
        })
    }
}

impl Book<'_> {
    /// Adds the penalties of a debt up to today.
    pub(super) fn reformed_penalties(
        &self,
        debt: &Debt<'_>,
        charge: ChargeIndex,
        penalties: &mut Vec<LatePaymentPenalty>,
    ) {
        let rules = &self.rules.reformed_penalties;
        let Some(percents) = rules.percents(debt) else {
            return;
        };
        let day_15 = debt.due.saturating_add(i32::from(rules.first_days));
        let day_30 = debt.due.saturating_add(i32::from(rules.second_days));
        let unpaid_15 = if self.today.number > day_15 {
            self.unpaid(debt, |effective| effective.number > day_15)
        } else {
            0
        };
        if unpaid_15 <= 0 {
            return;
        }
        let over = self.today.number > day_30;
        let unpaid_30 = if over {
            self.unpaid(debt, |effective| effective.number > day_30)
        } else {
            0
        };
        let forgiven = unpaid_30 <= 0
            && matches!(debt.charge.period, Some(Period::Vat(_)))
            && debt.charge.due <= rules.vat_familiarisation_to;
        let amount =
            share(unpaid_15, percents.first).saturating_add(share(unpaid_30, percents.second));
        if !forgiven && let Ok(from) = Date::from_julian_day(day_15.saturating_add(1)) {
            penalties.push(LatePaymentPenalty {
                charge,
                kind: LatePaymentPenaltyKind::First {
                    unpaid_day_15: Money::from_pence_i64(unpaid_15),
                    unpaid_day_30: Money::from_pence_i64(unpaid_30),
                    percent_day_15: percents.first.decimal(),
                    percent_day_30: percents.second.decimal(),
                },
                from,
                amount: Money::from_pence_i64(amount),
                running: !over && self.unpaid(debt, |_effective| false) > 0,
            });
        }
        if unpaid_30 > 0 {
            penalties.extend(self.second_penalty(debt, charge, (day_30, percents.yearly)));
        }
    }

    /// The penalty that runs by the day on what is unpaid after `day_30`.
    fn second_penalty(
        &self,
        debt: &Debt<'_>,
        charge: ChargeIndex,
        (day_30, yearly): (i32, Percent),
    ) -> Option<LatePaymentPenalty> {
        let unpaid = self.unpaid(debt, |_effective| false);
        let mut last = if unpaid > 0 {
            self.today.number
        } else {
            day_30
        };
        let mut amount = by_the_day(unpaid, (day_30, self.today.number), yearly);
        self.each_part(debt, |part| {
            self.each_slice(part, |pence, effective| {
                let effective = effective.number;
                if effective > day_30 {
                    last = last.max(effective);
                    amount = amount.saturating_add(by_the_day(pence, (day_30, effective), yearly));
                }
            });
        });
        let days = last.saturating_sub(day_30);
        Some(LatePaymentPenalty {
            charge,
            kind: LatePaymentPenaltyKind::Second {
                days: u16::try_from(days).unwrap_or(u16::MAX),
                percent: yearly.decimal(),
            },
            from: Date::from_julian_day(day_30.saturating_add(1)).ok()?,
            amount: Money::from_pence_i64(amount),
            running: unpaid > 0,
        })
    }
}

/// A yearly rate on an amount over the days after one Julian day up to another.
fn by_the_day(pence: i64, (after, to): (i32, i32), yearly: Percent) -> i64 {
    let mut amount = 0_i64;
    let mut first = after.saturating_add(1);
    while first <= to
        && let Ok(day) = Date::from_julian_day(first)
    {
        // To the end of the year, for a year's length is its own.
        let rest = i32::from(time::util::days_in_year(day.year()))
            .saturating_sub(i32::from(day.ordinal()));
        let last = first.saturating_add(rest).min(to);
        let days = last.saturating_sub(first).saturating_add(1);
        let leap_year = time::util::is_leap_year(day.year());
        amount = amount.saturating_add(pence_of(pence, days, yearly, leap_year));
        first = last.saturating_add(1);
    }
    amount
}
