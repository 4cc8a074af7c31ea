//! Allocation: which money pays which charge. Directed credit first, then the oldest credit against
//! the charge that comes first; interest is charged when its charge is cleared, and the filling
//! goes on.
//!
//! Sources: DMBM210105 (a payer's direction binds), DMBM210155 (charges due within 45 days),
//! DMBM210110 (whole charges in order, no shares), SAM60001 and SAM60080 (interest is charged when
//! the tax is paid, due on that day); Finance Act 2009 Sch 54 para 13(3) by analogy (what came last
//! goes back first).

use crate::book::{
    Book, ChargeState, Cleared, CreditState, Debt, Freed, InterestCharge, Slice, counting,
};
use crate::day::Day;
use crate::place::Place;
use crate::pool::Pool;
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
        while let Some(credit) = self.pool.first()
            && let Some((priority, debt)) = self.candidates.first()
        {
            let left = self.pay(credit, debt, Some(priority.due));
            if !left.of_credit {
                self.pool.drop_first();
            }
            if !left.of_debt {
                // It is still in front: what was added since comes later, for it is interest due
                // today.
                self.candidates.drop_first();
            }
        }
    }

    /// Makes candidates of the charges whose due date has come near enough.
    fn open_windows(&mut self) {
        while let Some((opens, charge)) = self.waiting.first() {
            if opens > self.today.number {
                return;
            }
            self.waiting.drop_first();
            let pages = &mut *self.pages;
            if let Some(state) = pages.charges.get(charge.index()) {
                let candidate = (state.priority, Debt::Charge(charge));
                pages.candidates.push(candidate);
            }
        }
    }

    /// Lets a charge of which something is to be paid take part.
    #[inline]
    pub(crate) fn queue(&mut self, charge: Place) {
        let pages = &mut *self.pages;
        let Some(state) = pages.charges.get(charge.index()) else {
            return;
        };
        if state.opens > pages.today.number {
            pages.waiting.push((state.opens, charge));
        } else if state.payable() > 0 {
            let candidate = (state.priority, Debt::Charge(charge));
            pages.candidates.push(candidate);
        }
        if state.directed != Place::NOWHERE {
            pages.directed.push(charge);
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
                .get(place.index())
                .map_or(Priority::LAST, |charge| charge.priority)
        });
        for place in directed.drain(..) {
            self.follow_directions_to(place);
        }
        self.directed = directed;
    }

    fn follow_directions_to(&mut self, place: Place) {
        loop {
            let pages = &mut *self.pages;
            let Some(charge) = pages.charges.get(place.index()) else {
                return;
            };
            let Some(pool) = pages.pools_of_directed.get_mut(charge.directed.index()) else {
                return;
            };
            let Some(first) = pool.first().filter(|_first| charge.outstanding() > 0) else {
                return;
            };
            match pages.credits.get(first.index()) {
                Some(credit) if credit.target == Target::Charge(place) && credit.free > 0 => {
                    self.pay(first, Debt::Charge(place), None);
                }
                Some(_) | None => pool.drop_first(),
            }
        }
    }

    /// Sets a credit against a debt, as far as both reach; of a charge that stands in the order by
    /// its `queued` day only what is not in dispute, of one that was named the whole.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called from two loops, it is most of their work: a call costs a tenth of it"
    )]
    fn pay(&mut self, place: Place, debt: Debt, queued: Option<i32>) -> Left {
        let (Debt::Charge(charge_place) | Debt::InterestOn(charge_place)) = debt;
        let pages = &mut *self.pages;
        let charge = pages.charges.get_mut(charge_place.index());
        let Some((charge, credit)) = charge.zip(pages.credits.get_mut(place.index())) else {
            return Left {
                of_credit: false,
                of_debt: false,
            };
        };
        let due = match (debt, queued) {
            (Debt::Charge(_), Some(_)) => charge.payable(),
            (Debt::Charge(_), None) => charge.outstanding(),
            (Debt::InterestOn(_), queued) => charge.interest_due(queued),
        };
        let amount = credit.free.min(due);
        let left = Left {
            of_credit: amount < credit.free,
            of_debt: amount < due,
        };
        credit.pooled = left.of_credit || queued.is_none();
        if amount <= 0 {
            return left;
        }
        let (slice, effective) = (Place::behind(pages.slices.len()), credit.received);
        pages.left = pages.left.wrapping_sub(amount);
        let before_of_credit = credit.spend(&mut pages.freed, amount, slice);
        let mut interest = 0;
        let mut cleared = false;
        let before_on_debt = match debt {
            Debt::Charge(_) => {
                let due = charge.priority.due;
                if effective.number > due && charge.bears_interest {
                    let counting = counting(self.rules, &pages.free_days);
                    interest = counting.late(amount, due, effective.number);
                    charge.slice_interest = charge.slice_interest.saturating_add(interest);
                }
                charge.paid = charge.paid.wrapping_add(amount);
                charge.clear(pages.today, effective);
                cleared = charge.slice_interest > 0 && charge.outstanding() <= 0;
                std::mem::replace(&mut charge.last_slice, slice)
            }
            Debt::InterestOn(_) => {
                if let Some(interest) = &mut charge.interest {
                    interest.paid = interest.paid.wrapping_add(amount);
                }
                std::mem::replace(&mut charge.last_interest_slice, slice)
            }
        };
        pages.slices.push(Slice {
            credit: place,
            debt,
            amount,
            interest,
            effective,
            made: pages.today,
            before_on_debt,
            before_of_credit,
        });
        if cleared {
            self.charge_interest(charge_place);
        }
        left
    }

    /// Charges the interest on a charge that has just been cleared.
    pub(crate) fn charge_interest(&mut self, place: Place) {
        let today = self.today;
        let Some(charge) = self.charges.get_mut(place.index()) else {
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
        let priority = charge.priority.of_interest(today.number);
        self.candidates.push((priority, Debt::InterestOn(place)));
    }

    /// Clears part of a charge by coding it out: from today on it is collected elsewhere.
    pub(crate) fn code_out(&mut self, place: Place, asked: i64) {
        let today = self.today;
        let Some(state) = self.charges.get(place.index()) else {
            return;
        };
        let amount = asked.min(state.amount.saturating_sub(state.coded)).max(0);
        let beyond = amount.saturating_sub(state.outstanding());
        if beyond > 0 {
            self.free_newest(Debt::Charge(place), beyond);
        }
        let Some(state) = self.charges.get(place.index()) else {
            return;
        };
        let late = state.bears_interest && today.number > state.priority.due;
        let interest = if late {
            self.counting()
                .late(amount, state.priority.due, today.number)
        } else {
            0
        };
        let pages = &mut *self.pages;
        let slice = Place::behind(pages.slices.len());
        if let Some(state) = pages.charges.get_mut(place.index()) {
            state.coded = state.coded.saturating_add(amount);
            state.clear(today, today);
            pages.codes_out = true;
            state.slice_interest = state.slice_interest.saturating_add(interest);
            pages.slices.push(Slice {
                credit: Place::NOWHERE,
                debt: Debt::Charge(place),
                amount,
                interest,
                effective: today,
                made: today,
                before_on_debt: std::mem::replace(&mut state.last_slice, slice),
                before_of_credit: Place::NOWHERE,
            });
        }
        self.recharge_interest(place);
    }

    /// Puts money back into what is left of its credit.
    fn give_back(&mut self, place: Place, charge: Place, amount: i64) {
        let pages = &mut *self.pages;
        let Some(credit) = pages.credits.get_mut(place.index()) else {
            return;
        };
        credit.allocated = credit.allocated.saturating_sub(amount);
        credit.free = credit.free.saturating_add(amount);
        pages.left = pages.left.wrapping_add(amount);
        let before = std::mem::replace(&mut credit.last_freed, Place::behind(pages.freed.len()));
        pages.freed.push(Freed {
            charge,
            amount,
            before,
        });
        if let Target::Charge(target) = credit.target
            && let Some(charge) = pages.charges.get_mut(target.index())
        {
            if credit.free == amount {
                // It had nothing left, and may have been dropped from among those directed there.
                charge.add_directed(&mut pages.pools_of_directed, credit.turn, place);
            }
            pages.directed.push(target);
        }
        if !credit.pooled {
            credit.pooled = true;
            pages.pool.add(credit.turn, place);
        }
    }

    /// Frees up to `most` pence of a slice, whatever it paid; how much that was.
    pub(crate) fn free_slice(&mut self, slice: Place, most: i64) -> i64 {
        let Some(&old) = self.slices.get(slice.index()) else {
            return 0;
        };
        let freed = old.amount.min(most);
        if freed <= 0 {
            return 0;
        }
        let amount = old.amount.saturating_sub(freed);
        let (Debt::Charge(place) | Debt::InterestOn(place)) = old.debt;
        let Some(due) = self
            .charges
            .get(place.index())
            .map(|charge| charge.priority.due)
        else {
            return 0;
        };
        let interest = if old.interest > 0 {
            self.counting().late(amount, due, old.effective.number)
        } else {
            0
        };
        if let Some(slice) = self.slices.get_mut(slice.index()) {
            slice.amount = amount;
            slice.interest = interest;
        }
        if let Some(charge) = self.charges.get_mut(place.index()) {
            charge.freed = true;
            let less = old.interest.saturating_sub(interest);
            match old.debt {
                Debt::Charge(_) if old.credit == Place::NOWHERE => {
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

/// Whether anything is left after a payment.
#[derive(Debug, Clone, Copy)]
struct Left {
    of_credit: bool,
    of_debt: bool,
}

impl CreditState {
    /// Takes an amount out of what is left, first what came back last; the slice before `slice`.
    fn spend(&mut self, all_freed: &mut [Freed], amount: i64, slice: Place) -> Place {
        self.free = self.free.wrapping_sub(amount);
        self.allocated = self.allocated.wrapping_add(amount);
        let mut left = amount;
        while left > 0
            && let Some(freed) = all_freed.get_mut(self.last_freed.index())
        {
            let used = freed.amount.min(left);
            freed.amount = freed.amount.saturating_sub(used);
            left = left.saturating_sub(used);
            if freed.amount == 0 {
                self.last_freed = freed.before;
            }
        }
        std::mem::replace(&mut self.last_slice, slice)
    }
}

impl ChargeState {
    /// What is to be paid of the interest charged; nothing if it was charged on another day than
    /// the one that stands in the order, which events have then overtaken.
    fn interest_due(&self, queued: Option<i32>) -> i64 {
        match self.interest {
            Some(interest) if Some(interest.charged.number) == queued => {
                interest.amount.saturating_sub(interest.paid)
            }
            Some(_) | None => 0,
        }
    }

    /// Notes that something cleared part of it.
    fn clear(&mut self, made: Day, effective: Day) {
        let effective = self
            .latest
            .map_or(effective, |latest| latest.effective.max(effective));
        self.latest = Some(Cleared { made, effective });
    }

    /// Notes that a credit is directed to it.
    pub(crate) fn add_directed(&mut self, pools: &mut Vec<Pool>, turn: u32, credit: Place) {
        if self.directed == Place::NOWHERE {
            self.directed = Place::behind(pools.len());
            pools.push(Pool::EMPTY);
        }
        if let Some(pool) = pools.get_mut(self.directed.index()) {
            pool.add(turn, credit);
        }
    }
}
