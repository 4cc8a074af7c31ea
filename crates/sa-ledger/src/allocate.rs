//! Allocation: which money pays which charge. Directed credit first, then the oldest credit against
//! the charge that comes first; interest is charged when its charge is cleared, and the filling
//! goes on.
//!
//! Sources: DMBM210105 (a payer's direction binds), DMBM210155 (charges due within 45 days),
//! DMBM210110 (whole charges in order, no shares), SAM60001 and SAM60080 (interest is charged when
//! the tax is paid, due on that day); Finance Act 2009 Sch 54 para 13(3) by analogy (what came last
//! goes back first).

use std::cmp::Reverse;

use crate::book::{Book, ChargeState, Debt, Freed, InterestCharge, NOWHERE, Slice};
use crate::priority::Priority;
use crate::record::Target;

impl Book<'_> {
    /// Sets what credit there is against what is owed, at the end of a day's entries.
    pub(crate) fn settle(&mut self) {
        if self.pool.first().is_none() {
            self.directed.clear();
            return;
        }
        self.open_windows();
        self.follow_directions();
        while let Some(credit) = self.pool.first() {
            let free = self.credits.get(credit).map_or(0, |credit| credit.free);
            if free <= 0 {
                self.pool.drop_first();
                if let Some(credit) = self.credits.get_mut(credit) {
                    credit.pooled = false;
                }
                continue;
            }
            let Some(&Reverse((priority, debt))) = self.candidates.peek() else {
                return;
            };
            let due = self.due(debt, priority.due);
            if due > 0 {
                self.pay(credit, debt, due);
            }
            if due <= free {
                // Nothing is left of this candidate. What `pay` may have added since comes later
                // in the order: it is interest due today.
                self.drop_candidate(debt);
            }
        }
    }

    /// Drops the candidate on top if it is this one.
    fn drop_candidate(&mut self, debt: Debt) {
        if self
            .candidates
            .peek()
            .is_some_and(|Reverse((_, top))| *top == debt)
        {
            self.candidates.pop();
        }
    }

    /// What can be set against a candidate; nothing for one that was overtaken by events.
    fn due(&self, debt: Debt, priority_due: i32) -> i64 {
        match debt {
            Debt::Charge(place) => self.charges.get(place).map_or(0, ChargeState::payable),
            Debt::InterestOn(place) => self
                .charges
                .get(place)
                .and_then(|charge| charge.interest)
                .filter(|interest| interest.charged == priority_due)
                .map_or(0, |interest| interest.amount.saturating_sub(interest.paid)),
        }
    }

    /// Makes candidates of the charges whose due date has come near enough.
    fn open_windows(&mut self) {
        while let Some(&Reverse((opens, charge))) = self.waiting.peek() {
            if opens > self.today {
                return;
            }
            self.waiting.pop();
            if let Some(state) = self.charges.get(charge) {
                self.candidates
                    .push(Reverse((state.priority, Debt::Charge(charge))));
            }
        }
    }

    /// Lets a charge of which something is to be paid take part.
    pub(crate) fn queue(&mut self, charge: usize) {
        let Some(state) = self.charges.get(charge) else {
            return;
        };
        if state.opens > self.today {
            self.waiting.push(Reverse((state.opens, charge)));
        } else if state.payable() > 0 {
            self.candidates
                .push(Reverse((state.priority, Debt::Charge(charge))));
        }
        if state.directed.first().is_some() {
            self.directed.push(charge);
        }
    }

    /// Pays what was directed: each charge by the credits that name it, the first to come in front.
    fn follow_directions(&mut self) {
        if self.directed.is_empty() {
            return;
        }
        let mut directed = std::mem::take(&mut self.directed);
        directed.sort_unstable_by_key(|&place| {
            self.charges
                .get(place)
                .map_or(Priority::LAST, |charge| charge.priority)
        });
        for place in directed.drain(..) {
            self.follow_directions_to(place);
        }
        self.directed = directed;
    }

    fn follow_directions_to(&mut self, place: usize) {
        while let Some(charge) = self.charges.get_mut(place)
            && let outstanding = charge.outstanding()
            && outstanding > 0
            && let Some(first) = charge.directed.first()
        {
            match self.credits.get(first) {
                Some(credit) if credit.target == Target::Charge(place) && credit.free > 0 => {
                    self.pay(first, Debt::Charge(place), outstanding);
                }
                Some(_) | None => charge.directed.drop_first(),
            }
        }
    }

    /// Sets a credit against a debt, as far as the credit and `due` reach.
    fn pay(&mut self, place: usize, debt: Debt, due: i64) {
        let today = self.today;
        let (Debt::Charge(charge_place) | Debt::InterestOn(charge_place)) = debt;
        let Some(state) = self.charges.get(charge_place) else {
            return;
        };
        let Some(credit) = self.credits.get(place) else {
            return;
        };
        let (amount, effective) = (credit.free.min(due), credit.received);
        if amount <= 0 {
            return;
        }
        let late = matches!(debt, Debt::Charge(_))
            && state.bears_interest
            && effective > state.priority.due;
        let interest = if late {
            self.counting().late(amount, state.priority.due, effective)
        } else {
            0
        };
        let slice = self.slices.len();
        let before_on_debt = self.link(debt, slice, amount, interest);
        let before_of_credit = self.spend(place, amount, slice);
        self.slices.push(Slice {
            credit: place,
            debt,
            amount,
            interest,
            effective,
            made: today,
            before_on_debt,
            before_of_credit,
        });
        if matches!(debt, Debt::Charge(_)) {
            self.charge_interest(charge_place);
        }
    }

    /// Books a new slice with the charge it clears; the slice before it.
    fn link(&mut self, debt: Debt, slice: usize, amount: i64, interest: i64) -> usize {
        match debt {
            Debt::Charge(place) => self.charges.get_mut(place).map_or(NOWHERE, |charge| {
                charge.paid = charge.paid.saturating_add(amount);
                charge.slice_interest = charge.slice_interest.saturating_add(interest);
                std::mem::replace(&mut charge.last_slice, slice)
            }),
            Debt::InterestOn(place) => self.charges.get_mut(place).map_or(NOWHERE, |charge| {
                if let Some(interest) = &mut charge.interest {
                    interest.paid = interest.paid.saturating_add(amount);
                }
                std::mem::replace(&mut charge.last_interest_slice, slice)
            }),
        }
    }

    /// Takes an amount out of what is left of a credit; the slice before the new one.
    fn spend(&mut self, place: usize, amount: i64, slice: usize) -> usize {
        self.use_free(place, amount);
        self.credits.get_mut(place).map_or(NOWHERE, |credit| {
            credit.allocated = credit.allocated.saturating_add(amount);
            std::mem::replace(&mut credit.last_slice, slice)
        })
    }

    /// Takes an amount out of what is left of a credit, first what came back last.
    pub(crate) fn use_free(&mut self, place: usize, amount: i64) {
        let Some(credit) = self.credits.get_mut(place) else {
            return;
        };
        credit.free = credit.free.saturating_sub(amount);
        let mut left = amount;
        while left > 0 {
            let Some(freed) = self.freed.get_mut(credit.last_freed) else {
                return;
            };
            let used = freed.amount.min(left);
            freed.amount = freed.amount.saturating_sub(used);
            left = left.saturating_sub(used);
            if freed.amount == 0 {
                credit.last_freed = freed.before;
            }
        }
    }

    /// Charges the interest on a charge that has just been cleared.
    pub(crate) fn charge_interest(&mut self, place: usize) {
        let today = self.today;
        let Some(charge) = self.charges.get_mut(place) else {
            return;
        };
        if charge.outstanding() > 0 || charge.interest.is_some() || charge.slice_interest <= 0 {
            return;
        }
        charge.interest = Some(InterestCharge {
            charged: today,
            amount: charge.slice_interest,
            paid: 0,
        });
        let priority = charge.priority.of_interest(today);
        self.candidates
            .push(Reverse((priority, Debt::InterestOn(place))));
    }

    /// Clears part of a charge by coding it out: from today on it is collected elsewhere.
    pub(crate) fn code_out(&mut self, place: usize, asked: i64) {
        let today = self.today;
        let Some(state) = self.charges.get(place) else {
            return;
        };
        let amount = asked.min(state.amount.saturating_sub(state.coded)).max(0);
        let beyond = amount.saturating_sub(state.outstanding());
        if beyond > 0 {
            self.free_newest(place, beyond);
        }
        let Some(state) = self.charges.get(place) else {
            return;
        };
        let late = state.bears_interest && today > state.priority.due;
        let interest = if late {
            self.counting().late(amount, state.priority.due, today)
        } else {
            0
        };
        let slice = self.slices.len();
        if let Some(state) = self.charges.get_mut(place) {
            state.coded = state.coded.saturating_add(amount);
            state.slice_interest = state.slice_interest.saturating_add(interest);
            self.slices.push(Slice {
                credit: NOWHERE,
                debt: Debt::Charge(place),
                amount,
                interest,
                effective: today,
                made: today,
                before_on_debt: std::mem::replace(&mut state.last_slice, slice),
                before_of_credit: NOWHERE,
            });
        }
        self.recharge_interest(place);
    }

    /// Puts money back into what is left of its credit.
    fn give_back(&mut self, place: usize, charge: usize, amount: i64) {
        let Some(credit) = self.credits.get_mut(place) else {
            return;
        };
        credit.allocated = credit.allocated.saturating_sub(amount);
        credit.free = credit.free.saturating_add(amount);
        let before = std::mem::replace(&mut credit.last_freed, self.freed.len());
        self.freed.push(Freed {
            charge,
            amount,
            before,
        });
        if let Target::Charge(target) = credit.target
            && let Some(charge) = self.charges.get_mut(target)
        {
            if credit.free == amount {
                // It had nothing left, and may have been dropped from among those directed there.
                charge.directed.add(credit.turn, place);
            }
            self.directed.push(target);
        }
        if !credit.pooled {
            credit.pooled = true;
            self.pool.add(credit.turn, place);
        }
    }

    /// Frees up to `most` pence of a slice, whatever it paid; how much that was.
    pub(crate) fn free_slice(&mut self, slice: usize, most: i64) -> i64 {
        let Some(&old) = self.slices.get(slice) else {
            return 0;
        };
        let freed = old.amount.min(most);
        if freed <= 0 {
            return 0;
        }
        let amount = old.amount.saturating_sub(freed);
        let (Debt::Charge(place) | Debt::InterestOn(place)) = old.debt;
        let Some(due) = self.charges.get(place).map(|charge| charge.priority.due) else {
            return 0;
        };
        let interest = if old.interest > 0 {
            self.counting().late(amount, due, old.effective)
        } else {
            0
        };
        if let Some(slice) = self.slices.get_mut(slice) {
            slice.amount = amount;
            slice.interest = interest;
        }
        if let Some(charge) = self.charges.get_mut(place) {
            let less = old.interest.saturating_sub(interest);
            match old.debt {
                Debt::Charge(_) if old.credit == NOWHERE => {
                    charge.coded = charge.coded.saturating_sub(freed);
                    charge.slice_interest = charge.slice_interest.saturating_sub(less);
                }
                Debt::Charge(_) => {
                    charge.paid = charge.paid.saturating_sub(freed);
                    charge.slice_interest = charge.slice_interest.saturating_sub(less);
                }
                Debt::InterestOn(_) => {
                    if let Some(interest) = &mut charge.interest {
                        interest.paid = interest.paid.saturating_sub(freed);
                    }
                }
            }
        }
        self.give_back(old.credit, place, freed);
        freed
    }
}
