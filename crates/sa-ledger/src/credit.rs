//! What goes back when credit is repaid, in which order.
//!
//! Sources: Finance Act 2009 Sch 54 para 13 and CH146100 (a repayment comes from the balancing
//! payment, then equally from the two payments on account; within one, the latest instalment
//! first). Money that no charge ever used counts with the balancing payment, and money that its
//! payer directed to a charge still to come goes back last: this project's reading.

use sa_model::{Period, TransactionKind};

use crate::book::{Book, CreditState, Debt, Repaid};
use crate::place::Place;
use crate::record::Target;

/// Part of what is left of a credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    group: Group,
    turn: u32,
    pub(crate) credit: Place,
    /// Where among the freed money it stands; [`Place::NOWHERE`] for money that no charge has used.
    freed: Place,
    /// The charge that it came back from.
    pub(crate) charge: Option<Place>,
    pub(crate) amount: i64,
}

/// In which order money goes back: the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// Balancing payments and all that is of no other group.
    Balancing,
    /// A payment on account, by its tax year, the latest first.
    OnAccount {
        years_back: u16,
        instalment: Instalment,
    },
    /// Directed to a charge that is still to come.
    Awaiting,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Instalment {
    First,
    Second,
}

impl Book<'_> {
    /// Takes an amount out of what is left of the account's credits. Where later knowledge has
    /// left too little, the newest slices are freed for it; what even they do not cover stays
    /// uncovered.
    pub(crate) fn repay(&mut self, claim: Place, amount: i64) {
        let mut left = amount;
        let mut newer = self.slices.len();
        loop {
            for part in self.parts_to_repay(left) {
                left = left.saturating_sub(part.amount);
                self.take_part(claim, part);
            }
            self.drop_used_up();
            if left <= 0 || newer == 0 {
                break;
            }
            newer = newer.saturating_sub(1);
            let newest = self
                .slices
                .get(newer)
                .filter(|paid| paid.credit != Place::NOWHERE);
            if let Some(debt) = newest.filter(|paid| paid.amount > 0).map(|paid| paid.debt) {
                self.free_slice(Place::behind(newer), left);
                let (Debt::Charge(charge) | Debt::InterestOn(charge)) = debt;
                self.recharge_interest(charge);
                self.reconsider(debt);
            }
        }
        self.uncovered = self.uncovered.saturating_add(left);
    }

    /// What a repayment of up to `amount` pence is made of.
    pub(crate) fn parts_to_repay(&self, amount: i64) -> Vec<Part> {
        if amount <= 0 {
            return Vec::new();
        }
        if let Some(plan) = self.balancing_parts(amount) {
            return plan;
        }
        let mut parts = Vec::new();
        for place in self.pool.credits() {
            if let Some(credit) = self.credits.get(place.index()) {
                self.push_parts(&mut parts, place, credit);
            }
        }
        // The latest instalment first.
        parts.sort_by_key(|part| (part.group, std::cmp::Reverse(part.turn)));
        let mut left = amount;
        let mut plan: Vec<Part> = Vec::new();
        let mut rest = parts.as_slice();
        while let Some(first) = rest.first().filter(|_first| left > 0) {
            let year = first.group.year();
            let end = match year {
                None => 1,
                Some(_) => rest.partition_point(|part| part.group.year() == year),
            };
            let (chunk, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            rest = after;
            let taken = match year {
                None => take_in_order(chunk, left, &mut plan),
                Some(_) => take_equally(chunk, left, &mut plan),
            };
            left = left.saturating_sub(taken);
        }
        plan
    }

    /// The same where what goes back first is enough, without a look at the rest: the credits that
    /// came last are looked at first.
    fn balancing_parts(&self, amount: i64) -> Option<Vec<Part>> {
        let (mut plan, mut parts) = (Vec::new(), Vec::new());
        let mut left = amount;
        for place in self.pool.credits().rev() {
            if left <= 0 {
                break;
            }
            if let Some(credit) = self.credits.get(place.index()) {
                parts.clear();
                self.push_parts(&mut parts, place, credit);
                parts.retain(|part| part.group == Group::Balancing);
                left = left.saturating_sub(take_in_order(&parts, left, &mut plan));
            }
        }
        (left <= 0).then_some(plan)
    }

    /// Takes credits out of the pool's end of which nothing is left.
    fn drop_used_up(&mut self) {
        let pages = &mut *self.pages;
        while let Some(last) = pages.pool.last()
            && let Some(credit) = pages.credits.get_mut(last.index())
            && credit.free <= 0
        {
            credit.pooled = false;
            pages.pool.drop_last();
        }
    }

    fn push_parts(&self, parts: &mut Vec<Part>, place: Place, credit: &CreditState) {
        let mut plain = credit.free;
        let mut node = credit.last_freed;
        while let Some(freed) = self.freed.get(node.index()) {
            parts.push(Part {
                group: self.group_of_charge(freed.charge),
                turn: credit.turn,
                credit: place,
                freed: node,
                charge: Some(freed.charge),
                amount: freed.amount,
            });
            plain = plain.saturating_sub(freed.amount);
            node = freed.before;
        }
        if plain > 0 {
            let group = if self.awaits(credit.target) {
                Group::Awaiting
            } else {
                Group::Balancing
            };
            let (turn, freed, charge) = (credit.turn, Place::NOWHERE, None);
            parts.push(Part {
                group,
                turn,
                credit: place,
                freed,
                charge,
                amount: plain,
            });
        }
    }

    fn group_of_charge(&self, charge: Place) -> Group {
        let Some(charge) = self
            .account
            .charges
            .get(charge.index())
            .map(|record| &record.raised.record)
        else {
            return Group::Balancing;
        };
        let instalment = if charge.kind == TransactionKind::FirstPaymentOnAccount {
            Instalment::First
        } else if charge.kind == TransactionKind::SecondPaymentOnAccount {
            Instalment::Second
        } else {
            return Group::Balancing;
        };
        let year = match charge.period {
            Some(Period::TaxYear(year)) => year.start_year(),
            Some(Period::Vat(_)) | None => 0,
        };
        Group::OnAccount {
            years_back: u16::MAX.saturating_sub(year),
            instalment,
        }
    }

    /// Whether a direction names a charge that is still to come.
    fn awaits(&self, target: Target) -> bool {
        match target {
            Target::Nobody => false,
            Target::Awaited => true,
            Target::Charge(place) => self
                .charges
                .get(place.index())
                .is_some_and(|charge| !charge.raised),
        }
    }

    fn take_part(&mut self, claim: Place, part: Part) {
        if let Some(freed) = self.freed.get_mut(part.freed.index()) {
            freed.amount = freed.amount.saturating_sub(part.amount);
        }
        let pages = &mut *self.pages;
        if let Some(credit) = pages.credits.get_mut(part.credit.index()) {
            credit.free = credit.free.saturating_sub(part.amount);
            pages.left = pages.left.wrapping_sub(part.amount);
        }
        self.count_repaid(claim, part.credit, part.amount);
    }

    fn count_repaid(&mut self, claim: Place, place: Place, amount: i64) {
        let pages = &mut *self.pages;
        if let Some(credit) = pages.credits.get_mut(place.index()) {
            credit.repaid = credit.repaid.saturating_add(amount);
            let before =
                std::mem::replace(&mut credit.last_repaid, Place::behind(pages.repaid.len()));
            pages.repaid.push(Repaid {
                claim,
                credit: place,
                amount,
                before,
            });
        }
    }
}

impl Group {
    /// The year of payments on account, which are repaid together.
    const fn year(self) -> Option<u16> {
        match self {
            Self::OnAccount { years_back, .. } => Some(years_back),
            Self::Balancing | Self::Awaiting => None,
        }
    }

    const fn is_second(self) -> bool {
        matches!(
            self,
            Self::OnAccount {
                instalment: Instalment::Second,
                ..
            }
        )
    }
}

/// Takes up to `most` from parts one after the other; how much that was.
fn take_in_order(parts: &[Part], most: i64, plan: &mut Vec<Part>) -> i64 {
    let mut left = most;
    for part in parts.iter().filter(|part| part.amount > 0) {
        if left <= 0 {
            break;
        }
        let amount = part.amount.min(left);
        plan.push(Part { amount, ..*part });
        left = left.saturating_sub(amount);
    }
    most.saturating_sub(left)
}

/// Takes up to `most` from the two payments on account of a year, half from each as far as both
/// reach; the odd penny comes from the second.
fn take_equally(parts: &[Part], most: i64, plan: &mut Vec<Part>) -> i64 {
    let split = parts.partition_point(|part| !part.group.is_second());
    let (first, second) = parts.split_at_checked(split).unwrap_or((parts, &[]));
    let total = |parts: &[Part]| {
        parts
            .iter()
            .fold(0, |sum: i64, part| sum.saturating_add(part.amount))
    };
    let (in_first, in_second) = (total(first), total(second));
    let half = (most / 2).min(in_first);
    let from_second = most.saturating_sub(half).min(in_second);
    let from_first = most.saturating_sub(from_second).min(in_first);
    let taken = take_in_order(second, from_second, plan);
    taken.saturating_add(take_in_order(first, from_first, plan))
}
