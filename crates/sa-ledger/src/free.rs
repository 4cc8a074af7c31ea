//! Re-allocation: money that comes back when a charge shrinks, a payment does not stand or a
//! direction changes. Each slice keeps its effective date of payment.
//!
//! Sources: DMBM210165 (every re-allocation counts interest anew); the order, newest slice first,
//! is by analogy with Finance Act 2009 Sch 54 para 13(3).

use crate::book::{Book, Debt, InterestCharge};
use crate::place::Place;

impl Book<'_> {
    /// Frees `amount` pence of what paid a debt, the newest slice first.
    pub(crate) fn free_newest(&mut self, debt: Debt, amount: i64) {
        let mut left = amount;
        while left > 0 {
            let Some(newest) = self.last_slice(debt).map(|last| *last) else {
                return;
            };
            let Some(before) = self
                .slices
                .get(newest.index())
                .map(|slice| slice.before_on_debt)
            else {
                return;
            };
            left = left.saturating_sub(self.free_slice(newest, left));
            let used_up = self
                .slices
                .get(newest.index())
                .is_some_and(|slice| slice.amount == 0);
            if used_up && let Some(last) = self.last_slice(debt) {
                *last = before;
            }
        }
    }

    /// The newest slice of what paid a debt.
    fn last_slice(&mut self, debt: Debt) -> Option<&mut Place> {
        match debt {
            Debt::Charge(place) => self
                .charges
                .get_mut(place.index())
                .map(|charge| &mut charge.last_slice),
            Debt::InterestOn(place) => self
                .charges
                .get_mut(place.index())
                .map(|charge| &mut charge.last_interest_slice),
        }
    }

    /// Brings the interest charged on a charge in line with what clears it now: none while
    /// something is open, else what its slices come to. What was paid too much of it is freed.
    pub(crate) fn recharge_interest(&mut self, place: Place) {
        let Some(charge) = self.charges.get(place.index()) else {
            return;
        };
        let Some(old) = charge.interest else {
            self.charge_interest(place);
            return;
        };
        let amount = if charge.outstanding() > 0 {
            0
        } else {
            charge.slice_interest
        };
        self.free_newest(Debt::InterestOn(place), old.paid.saturating_sub(amount));
        let Some(charge) = self.charges.get_mut(place.index()) else {
            return;
        };
        let paid = charge.interest.map_or(0, |interest| interest.paid);
        charge.interest = (amount > 0).then_some(InterestCharge {
            charged: old.charged,
            amount,
            paid,
        });
        if amount > paid {
            let priority = charge.priority.of_interest(old.charged.number);
            self.candidates.push((priority, Debt::InterestOn(place)));
        }
    }

    /// Frees all that a credit has paid.
    pub(crate) fn free_credit(&mut self, place: Place) {
        let Some(credit) = self.credits.get_mut(place.index()) else {
            return;
        };
        let mut slice = std::mem::replace(&mut credit.last_slice, Place::NOWHERE);
        while let Some(&paid) = self.slices.get(slice.index()) {
            self.free_slice(slice, i64::MAX);
            slice = paid.before_of_credit;
            let (Debt::Charge(charge) | Debt::InterestOn(charge)) = paid.debt;
            self.recharge_interest(charge);
            self.reconsider(paid.debt);
        }
    }

    /// Lets a debt take part again after some of what paid it was freed.
    pub(crate) fn reconsider(&mut self, debt: Debt) {
        match debt {
            Debt::Charge(place) => self.queue(place),
            Debt::InterestOn(place) => {
                if let Some(charge) = self.charges.get(place.index())
                    && let Some(interest) = charge.interest
                {
                    let priority = charge.priority.of_interest(interest.charged.number);
                    self.candidates.push((priority, Debt::InterestOn(place)));
                }
            }
        }
    }

    /// Changes the amount of a charge, and frees what is paid beyond it.
    pub(crate) fn amend(&mut self, place: Place, amount: i64) {
        let Some(charge) = self.charges.get_mut(place.index()) else {
            return;
        };
        charge.amount = amount;
        let beyond = charge.outstanding().saturating_neg();
        if beyond > 0 {
            self.free_newest(Debt::Charge(place), beyond);
        }
        self.recharge_interest(place);
        self.queue(place);
    }
}
