//! Penalties for sending a tax return late, outside Making Tax Digital.
//!
//! Sources: Finance Act 2009 Sch 55 paras 3 to 6 (the penalty date is the day after the last day
//! for the return; months begin with it), in force for Self Assessment from the returns of 2010-11;
//! GOV.UK, Self Assessment tax returns: penalties. From a taxpayer's first year in Making Tax
//! Digital late returns bring points instead (Finance Act 2021 Sch 24).
//!
//! The tax-geared penalties are a share of the tax that the return shows. A ledger knows that tax as
//! far as it is charged: it is the sum, as of the day, of the year's charges of tax as amended, its
//! payments on account included, less the credits that the year's return and its amendments
//! brought. While nothing is charged the least sum counts, so the figure can change until the
//! return is in. A higher share for withholding information on purpose (para 6(3), (4)) is a
//! finding, not arithmetic, and is not reckoned. That the day on which the return comes costs too
//! is this project's reading of "each day that the failure continues".

use sa_model::due_date::self_assessment::penalty as due_after_notice;
use sa_model::{
    ChargeClass, ItsaFiling, LateFilingPenalty, LateFilingPenaltyKind, Money, ObligationStatus,
    Period, TaxYear, TransactionKind, date,
};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::book::Book;
use crate::late_payment::{months_after, share};
use crate::rates::Percent;
use crate::record::Source;

/// The parameters of the penalties for late tax returns, by tax year.
///
/// ```
/// use sa_ledger::LateFiling;
///
/// let rules = LateFiling::default();
/// let [terms] = &rules.terms[..] else { panic!("one row") };
/// assert_eq!(terms.fixed.to_string(), "100.00");
/// assert_eq!((terms.daily.to_string().as_str(), terms.daily_days), ("10.00", 90));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LateFiling {
    /// The oldest first; of those that hold for a return the last one counts. A return before the
    /// first has no penalty.
    pub terms: Vec<LateFilingTerms>,
}

/// What a late tax return costs, from a year on.
///
/// ```
/// use sa_ledger::LateFiling;
///
/// // A share of the tax after six months and again after twelve, at least 300 pounds each.
/// let terms = &LateFiling::default().terms[0];
/// assert_eq!(terms.tax_geared_after_months, [6, 12]);
/// assert_eq!(terms.tax_geared_least.to_string(), "300.00");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LateFilingTerms {
    /// The returns of this tax year and later.
    pub tax_years_from: TaxYear,
    /// The penalty on the penalty date, in pounds.
    pub fixed: Money,
    /// The daily penalty begins after so many months from the penalty date.
    pub daily_after_months: u8,
    /// The penalty of each day, in pounds.
    pub daily: Money,
    /// For at most so many days.
    pub daily_days: u16,
    /// The tax-geared penalties come after so many months each from the penalty date.
    pub tax_geared_after_months: Vec<u8>,
    /// The share of the year's tax.
    pub tax_geared_percent: Percent,
    /// A tax-geared penalty is at least this, in pounds.
    pub tax_geared_least: Money,
}

impl Default for LateFiling {
    fn default() -> Self {
        let terms = TERMS.iter().filter_map(|terms| {
            let &(ends, fixed, (daily_after_months, daily, daily_days), (months, percent, least)) =
                terms;
            Some(LateFilingTerms {
                tax_years_from: TaxYear::ending(ends).ok()?,
                fixed: Money::from_pence_i64(fixed),
                daily_after_months,
                daily: Money::from_pence_i64(daily),
                daily_days,
                tax_geared_after_months: months.to_vec(),
                tax_geared_percent: Percent::from_hundredths(percent),
                tax_geared_least: Money::from_pence_i64(least),
            })
        });
        Self {
            terms: terms.collect(),
        }
    }
}

/// First tax year, by the year it ends; the fixed penalty in pence; the daily one: after so many
/// months, pence, days; the tax-geared ones: after so many months, hundredths of a percent, least
/// pence.
type Row = (u16, i64, (u8, i64, u16), (&'static [u8], u16, i64));

const TERMS: [Row; 1] = [
    (2011, 10_000, (3, 1_000, 90), (&[6, 12], 500, 30_000)), // Finance Act 2009 Sch 55 paras 3-6
];

/// A return that was not in on the day after its last day.
#[derive(Debug, Clone, Copy)]
struct LateReturn<'r> {
    tax_year: TaxYear,
    terms: &'r LateFilingTerms,
    /// The day after the last day for the return.
    penalty_date: Date,
    /// The day it came, if it did.
    received: Option<Date>,
    today: Date,
}

impl Book<'_> {
    /// The penalties for the tax returns that were late, the earliest last day first.
    pub(crate) fn late_filing_penalties(&self) -> Vec<LateFilingPenalty> {
        let mut penalties = Vec::new();
        if self.account.filings.is_none() {
            return penalties;
        }
        let today = self.today.date;
        for obligation in self.account.itsa_obligations(today) {
            let ItsaFiling::TaxReturn { tax_year } = obligation.filing else {
                continue;
            };
            if self.mtd_from().is_some_and(|first| tax_year >= first) {
                continue;
            }
            let received = match obligation.status {
                ObligationStatus::Open => None,
                ObligationStatus::Fulfilled { received } => Some(received),
            };
            if let Some(terms) = self.rules.late_filing.terms(tax_year)
                && let Some(penalty_date) = obligation.due.next_day()
            {
                let late = LateReturn {
                    tax_year,
                    terms,
                    penalty_date,
                    received,
                    today,
                };
                penalties.extend(late.fixed());
                penalties.extend(late.daily());
                let months = (1..).zip(&terms.tax_geared_after_months);
                penalties.extend(
                    months.filter_map(|number| late.tax_geared(number, || self.tax_of(tax_year))),
                );
            }
        }
        penalties
    }

    /// The tax of a year as it is charged today, in pence: at least nothing.
    fn tax_of(&self, year: TaxYear) -> i64 {
        let of_year = |period: Option<Period>| period == Some(Period::TaxYear(year));
        let records = self.account.charges.iter().zip(&self.charges);
        let charged = records.filter(|(record, state)| {
            let charge = &record.raised.record;
            state.raised
                && of_year(charge.period)
                && charge.kind.class() == ChargeClass::Tax
                && charge.kind != TransactionKind::VatInSelfAssessment
        });
        let charged = charged.fold(0_i64, |sum, (_, state)| sum.saturating_add(state.amount));
        let records = self.account.credits.iter().zip(&self.credits);
        let credited = records.filter(|(_, state)| state.here);
        let credited = credited.fold(0_i64, |sum, (record, _)| match &record.source {
            Source::Credit(credit) if of_year(credit.period) && is_of_return(credit.kind) => {
                let pence = i64::try_from(credit.amount.pence()).unwrap_or(i64::MAX);
                sum.saturating_add(pence)
            }
            Source::Credit(_) | Source::Payment(_) => sum,
        });
        charged.saturating_sub(credited).max(0)
    }
}

/// Whether a credit comes from a year's return or its amendment.
const fn is_of_return(kind: TransactionKind) -> bool {
    use TransactionKind as Kind;
    matches!(
        kind,
        Kind::BalancingCredit
            | Kind::FirstReconciliationCredit
            | Kind::SecondReconciliationCredit
            | Kind::ReturnAmendmentCredit
    )
}

impl LateFiling {
    fn terms(&self, year: TaxYear) -> Option<&LateFilingTerms> {
        self.terms
            .iter()
            .rev()
            .find(|terms| year >= terms.tax_years_from)
    }
}

impl LateReturn<'_> {
    /// Whether a day has come before whose beginning the return was not in.
    fn was_late_on(&self, day: Date) -> bool {
        day <= self.today && self.received.is_none_or(|received| received >= day)
    }

    fn penalty(&self, kind: LateFilingPenaltyKind, from: Date, amount: Money) -> LateFilingPenalty {
        LateFilingPenalty {
            tax_year: self.tax_year,
            kind,
            from,
            amount,
            earliest_due: due_after_notice(from),
            running: false,
        }
    }

    fn fixed(&self) -> Option<LateFilingPenalty> {
        let from = self.penalty_date;
        self.was_late_on(from)
            .then(|| self.penalty(LateFilingPenaltyKind::Fixed, from, self.terms.fixed))
    }

    fn daily(&self) -> Option<LateFilingPenalty> {
        let terms = self.terms;
        let from = months_after(self.penalty_date, terms.daily_after_months)?;
        if terms.daily_days == 0 || !self.was_late_on(from) {
            return None;
        }
        let end = date::plus_days(from, i32::from(terms.daily_days).saturating_sub(1));
        let last = self.received.unwrap_or(self.today).min(self.today).min(end);
        let days = last
            .to_julian_day()
            .saturating_sub(from.to_julian_day())
            .saturating_add(1);
        let days = u16::try_from(days).ok()?;
        let pence = terms.daily.pence().checked_mul(i128::from(days))?;
        let kind = LateFilingPenaltyKind::Daily {
            days,
            each: terms.daily,
        };
        Some(LateFilingPenalty {
            earliest_due: due_after_notice(last),
            running: self.received.is_none() && self.today < end,
            ..self.penalty(kind, from, Money::from_pence(pence).ok()?)
        })
    }

    fn tax_geared(
        &self,
        (number, months): (u8, &u8),
        tax: impl FnOnce() -> i64,
    ) -> Option<LateFilingPenalty> {
        let terms = self.terms;
        let from = months_after(self.penalty_date, *months)?;
        if !self.was_late_on(from) {
            return None;
        }
        let tax = tax();
        let part = Money::from_pence_i64(share(tax, terms.tax_geared_percent));
        let kind = LateFilingPenaltyKind::TaxGeared {
            number,
            tax: Money::from_pence_i64(tax),
            percent: terms.tax_geared_percent.decimal(),
        };
        Some(LateFilingPenalty {
            running: self.received.is_none(),
            ..self.penalty(kind, from, part.max(terms.tax_geared_least))
        })
    }
}
