//! Penalties for paying late: which of the two regimes a charge falls under, and what was unpaid on
//! which day.
//!
//! Sources: Finance Act 2009 Sch 56 (Self Assessment); Finance Act 2021 Sch 26 (VAT of periods from
//! 2023-01-01, and Self Assessment from a taxpayer's first year in Making Tax Digital); SAM61390 (a
//! penalty is for the balancing payment and the unpaid payments on account of its year; payments on
//! account alone bring none).

mod reformed;
mod surcharge;

use std::collections::BTreeMap;

use sa_model::{
    AccountHolder, Charge, ChargeClass, ChargeIndex, LatePaymentPenalty, Period, TaxYear,
    TransactionKind,
};

use crate::book::{Book, ChargeState};

pub use reformed::{ReformedPenalties, ReformedPercents};
pub use surcharge::Surcharge;

/// Under which statute a charge is penalised when it is paid late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Regime {
    /// Finance Act 2009 Sch 56.
    Surcharge,
    /// Finance Act 2021 Sch 26.
    Reformed,
}

/// What a penalty is reckoned from: a charge, and with a balancing charge the payments on account
/// of its year.
struct Debt<'b> {
    charge: &'b Charge,
    /// The due date, as a Julian day.
    due: i32,
    parts: Vec<&'b ChargeState>,
}

impl Book<'_> {
    /// The penalties of every charge; `places` tells where a charge stands in the position.
    pub(crate) fn late_payment_penalties(&self, places: &[usize]) -> Vec<LatePaymentPenalty> {
        let mut penalties = Vec::new();
        let mut on_account: Option<BTreeMap<TaxYear, Vec<usize>>> = None;
        let charges = self.account.charges.iter().zip(&self.charges).zip(places);
        for ((record, state), &place) in charges {
            let charge = &record.raised.record;
            let Some(regime) = self.penalised(charge, state) else {
                continue;
            };
            let mut parts = vec![state];
            if let (TransactionKind::BalancingCharge, Some(Period::TaxYear(year))) =
                (charge.kind, charge.period)
            {
                let by_year = on_account.get_or_insert_with(|| self.payments_on_account());
                let others = by_year.get(&year).into_iter().flatten();
                parts.extend(others.filter_map(|&other| self.charges.get(other)));
            }
            let debt = Debt {
                charge,
                due: state.priority.due,
                parts,
            };
            let index = ChargeIndex(place);
            match regime {
                Regime::Surcharge => self.surcharges(&debt, index, &mut penalties),
                Regime::Reformed => self.reformed_penalties(&debt, index, &mut penalties),
            }
        }
        penalties
    }

    /// The regime of a charge that may be penalised; none for one that was not late.
    fn penalised(&self, charge: &Charge, state: &ChargeState) -> Option<Regime> {
        let kind = charge.kind;
        if !state.raised
            || self.today <= state.priority.due
            || kind.class() != ChargeClass::Tax
            || is_payment_on_account(kind)
        {
            return None;
        }
        match (&self.account.holder, charge.period) {
            (AccountHolder::Vat(_), Some(Period::Vat(period)))
                if period.from < self.rules.reformed_penalties.vat_periods_from =>
            {
                None
            }
            (AccountHolder::Vat(_), _) => Some(Regime::Reformed),
            (AccountHolder::Itsa(_), _) if kind == TransactionKind::VatInSelfAssessment => None,
            (AccountHolder::Itsa(taxpayer), Some(Period::TaxYear(year)))
                if taxpayer.mtd_from.is_some_and(|first| year >= first) =>
            {
                Some(Regime::Reformed)
            }
            (AccountHolder::Itsa(_), _) => Some(Regime::Surcharge),
        }
    }

    /// The payments on account of each year.
    fn payments_on_account(&self) -> BTreeMap<TaxYear, Vec<usize>> {
        let mut by_year: BTreeMap<TaxYear, Vec<usize>> = BTreeMap::new();
        for (place, record) in self.account.charges.iter().enumerate() {
            if let Some(Period::TaxYear(year)) = record.raised.record.period
                && is_payment_on_account(record.raised.record.kind)
            {
                by_year.entry(year).or_default().push(place);
            }
        }
        by_year
    }

    /// What of a debt was unpaid at the end of a Julian day, by the effective dates of payment.
    fn unpaid(&self, debt: &Debt<'_>, day: i32) -> i64 {
        debt.parts.iter().fold(0, |sum: i64, part| {
            let mut unpaid = part.outstanding();
            self.each_slice(part, |amount, effective| {
                if effective > day {
                    unpaid = unpaid.saturating_add(amount);
                }
            });
            sum.saturating_add(unpaid)
        })
    }

    /// Calls `visit` with the amount and the effective day of each slice that cleared a charge.
    fn each_slice(&self, state: &ChargeState, mut visit: impl FnMut(i64, i32)) {
        let mut place = state.last_slice;
        while let Some(slice) = self.slices.get(place) {
            if slice.amount > 0 {
                visit(slice.amount, slice.effective);
            }
            place = slice.before_on_debt;
        }
    }
}

const fn is_payment_on_account(kind: TransactionKind) -> bool {
    matches!(
        kind,
        TransactionKind::FirstPaymentOnAccount
            | TransactionKind::SecondPaymentOnAccount
            | TransactionKind::FirstReconciliationDebit
            | TransactionKind::SecondReconciliationDebit
    )
}

/// A share of an amount, cut to whole pence (VCP10541).
fn share(pence: i64, percent: crate::rates::Percent) -> i64 {
    let product = i128::from(pence).saturating_mul(i128::from(percent.hundredths()));
    i64::try_from(product / 10_000).unwrap_or(i64::MAX)
}
