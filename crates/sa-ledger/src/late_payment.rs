//! Penalties for paying late: which of the two regimes a charge falls under, and what was unpaid on
//! which day.
//!
//! Sources: Finance Act 2009 Sch 56 (Self Assessment); Finance Act 2021 Sch 26 (VAT of periods from
//! 2023-01-01, and Self Assessment from a taxpayer's first year in Making Tax Digital); SAM61390 (a
//! penalty is for the balancing payment and the unpaid payments on account of its year; payments on
//! account alone bring none).

mod reformed;
mod surcharge;

use sa_model::{
    AccountHolder, Charge, ChargeClass, ChargeIndex, LatePaymentPenalty, Period, TaxYear,
    TransactionKind,
};

use crate::book::{Book, ChargeState};
use crate::day::Day;
use crate::place::Place;
use crate::priority::Sort;
use crate::rates::Percent;

pub use reformed::{ReformedPenalties, ReformedPercents};
pub use surcharge::Surcharge;
pub(crate) use surcharge::months_after;

/// Under which statute a charge is penalised when it is paid late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Regime {
    /// Finance Act 2009 Sch 56.
    Surcharge,
    /// Finance Act 2021 Sch 26.
    Reformed,
}

/// What a penalty is reckoned from: a charge, and with a balancing charge the payments on account
/// of its year that are due no later.
struct Debt<'b> {
    charge: &'b Charge,
    state: &'b ChargeState,
    /// The due date, as a Julian day.
    due: i32,
    on_account: &'b [(TaxYear, Place)],
}

impl Book<'_> {
    /// The penalties of every charge; `places` tells where a charge stands in the position.
    pub(crate) fn late_payment_penalties(
        &self,
        place_of: impl Fn(Place) -> ChargeIndex,
    ) -> Vec<LatePaymentPenalty> {
        let mut penalties = Vec::new();
        let mut on_account: Option<Vec<(TaxYear, Place)>> = None;
        let rules = self.rules;
        let days = rules
            .surcharge
            .days
            .min(rules.reformed_penalties.first_days);
        for (place, state) in self.charges.iter().enumerate() {
            let place = Place::behind(place);
            let due = state.priority.due;
            if self.today.number <= due || !state.raised {
                continue;
            }
            let is_late = self.is_unpaid_after(state, due.saturating_add(i32::from(days)));
            let is_balancing = state.priority.sort == Sort::Balancing;
            if !is_late && !is_balancing {
                continue;
            }
            let Some(charge) = self
                .account
                .charges
                .get(place.index())
                .map(|one| &one.raised.record)
            else {
                continue;
            };
            let of_year = match charge.period {
                Some(Period::TaxYear(year)) if is_balancing => {
                    let late = on_account.get_or_insert_with(|| self.late_payments_on_account());
                    of_year(late, year)
                }
                Some(Period::TaxYear(_) | Period::Vat(_)) | None => &[],
            };
            if !is_late && of_year.is_empty() {
                continue;
            }
            let debt = Debt {
                charge,
                state,
                due,
                on_account: of_year,
            };
            match self.regime(&debt) {
                Some(Regime::Surcharge) => self.surcharges(&debt, place_of(place), &mut penalties),
                Some(Regime::Reformed) => {
                    self.reformed_penalties(&debt, place_of(place), &mut penalties);
                }
                None => {}
            }
        }
        penalties
    }

    /// Whether anything of a charge was unpaid at the end of a Julian day.
    fn is_unpaid_after(&self, state: &ChargeState, day: i32) -> bool {
        state.outstanding() > 0
            || self
                .cleared(state)
                .is_some_and(|cleared| cleared.effective.number > day)
    }

    /// The regime of a charge that may be penalised.
    fn regime(&self, debt: &Debt<'_>) -> Option<Regime> {
        let (charge, priority) = (debt.charge, &debt.state.priority);
        if priority.class != ChargeClass::Tax || is_payment_on_account(priority.sort) {
            return None;
        }
        match (&self.account.holder, charge.period) {
            (AccountHolder::Vat(_), Some(Period::Vat(period)))
                if period.from < self.rules.reformed_penalties.vat_periods_from =>
            {
                None
            }
            (AccountHolder::Vat(_), _) => Some(Regime::Reformed),
            (AccountHolder::Itsa(_), _) if charge.kind == TransactionKind::VatInSelfAssessment => {
                None
            }
            (AccountHolder::Itsa(taxpayer), Some(Period::TaxYear(year)))
                if taxpayer.mtd_from.is_some_and(|first| year >= first) =>
            {
                Some(Regime::Reformed)
            }
            (AccountHolder::Itsa(_), _) => Some(Regime::Surcharge),
        }
    }

    /// The payments on account that were not paid in time, by their years.
    fn late_payments_on_account(&self) -> Vec<(TaxYear, Place)> {
        let mut late = Vec::new();
        for (place, state) in self.charges.iter().enumerate() {
            let place = Place::behind(place);
            let due = state.priority.due;
            if state.raised
                && is_payment_on_account(state.priority.sort)
                && due < self.today.number
                && self.is_unpaid_after(state, due)
                && let Some(record) = self.account.charges.get(place.index())
                && let Some(Period::TaxYear(year)) = record.raised.record.period
            {
                late.push((year, place));
            }
        }
        late.sort_unstable();
        late
    }

    /// Calls `visit` with each part of a debt.
    fn each_part(&self, debt: &Debt<'_>, mut visit: impl FnMut(&ChargeState)) {
        visit(debt.state);
        for &(_, place) in debt.on_account {
            if let Some(part) = self.charges.get(place.index())
                && part.priority.due <= debt.due
            {
                visit(part);
            }
        }
    }

    /// What of a debt was unpaid at a time, by the effective dates of payment: `later` tells those
    /// that are later.
    fn unpaid(&self, debt: &Debt<'_>, later: impl Fn(Day) -> bool) -> i64 {
        let mut unpaid = 0_i64;
        self.each_part(debt, |part| {
            unpaid = unpaid.saturating_add(part.outstanding());
            self.each_slice(part, |amount, effective| {
                if later(effective) {
                    unpaid = unpaid.saturating_add(amount);
                }
            });
        });
        unpaid
    }

    /// Calls `visit` with the amount and the effective day of each slice that cleared a charge.
    fn each_slice(&self, state: &ChargeState, mut visit: impl FnMut(i64, Day)) {
        let mut place = state.last_slice;
        while let Some(slice) = self.slices.get(place.index()) {
            if slice.amount > 0 {
                visit(slice.amount, slice.effective);
            }
            place = slice.before_on_debt;
        }
    }
}

const fn is_payment_on_account(sort: Sort) -> bool {
    match sort {
        Sort::FirstPaymentOnAccount | Sort::SecondPaymentOnAccount | Sort::Reconciliation => true,
        Sort::Balancing | Sort::Amendment | Sort::Assessment => false,
    }
}

/// Those of a list in order that are of a year.
fn of_year(late: &[(TaxYear, Place)], year: TaxYear) -> &[(TaxYear, Place)] {
    let from = late.partition_point(|(other, _)| *other < year);
    let to = late.partition_point(|(other, _)| *other <= year);
    late.get(from..to).unwrap_or_default()
}

/// A share of an amount, cut to whole pence (VCP10541).
pub(crate) fn share(pence: i64, percent: Percent) -> i64 {
    let hundredths = percent.hundredths();
    if let Some(product) = pence.checked_mul(i64::from(hundredths)) {
        return product / 10_000;
    }
    let product = i128::from(pence).saturating_mul(i128::from(hundredths));
    i64::try_from(product / 10_000).unwrap_or(i64::MAX)
}
