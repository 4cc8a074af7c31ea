//! A second ledger, slow and plain, written from the rules alone: it walks through every day,
//! looks at everything anew on each, and counts interest day by day.
//!
//! It shares nothing with the crate but the records, the rates and `Position`'s words.

mod interest;
mod order;
mod repay;

use std::collections::BTreeMap;

use sa_model::{AccountHolder, BreathingSpace, Charge, DocumentId, Entry, Fact, TaxYear};
use time::Date;

/// What the slow ledger says of an account at the end of a day, in pence.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// By charge: amount, paid, coded, outstanding, interest charged, paid of it, accruing.
    pub(crate) charges: BTreeMap<DocumentId, [i64; 7]>,
    /// By credit: allocated, repaid, left.
    pub(crate) credits: BTreeMap<DocumentId, [i64; 3]>,
    /// By credit, charge, whether it paid interest, and the day.
    pub(crate) allocations: BTreeMap<(DocumentId, DocumentId, bool, Date), i64>,
    /// By claim and credit.
    pub(crate) repaid: BTreeMap<(DocumentId, DocumentId), i64>,
    pub(crate) uncovered: i64,
}

#[derive(Clone)]
struct Owed {
    charge: Charge,
    raised: Date,
    amount: i64,
    stood_over: i64,
    /// The day it was charged, and how much.
    interest: Option<(Date, i64)>,
}

#[derive(Clone)]
struct Money {
    id: DocumentId,
    order: (Date, sa_model::Timestamp, DocumentId),
    directed: Option<DocumentId>,
    reversed: bool,
    /// What is left, with the charge it came back from; what came back last stands last.
    left: Vec<(Option<DocumentId>, i64)>,
}

#[derive(Clone, Copy)]
struct Slice {
    /// None for what was coded out.
    credit: Option<DocumentId>,
    charge: DocumentId,
    on_interest: bool,
    amount: i64,
    effective: Date,
    made: Date,
}

struct Ledger {
    mtd_from: Option<TaxYear>,
    vat: bool,
    today: Date,
    spaces: Vec<BreathingSpace>,
    owed: Vec<Owed>,
    money: Vec<Money>,
    slices: Vec<Slice>,
    claims: BTreeMap<DocumentId, i64>,
    repaid: Vec<(DocumentId, DocumentId, i64)>,
    uncovered: i64,
}

fn pence(amount: sa_model::Money) -> i64 {
    i64::try_from(amount.pence()).unwrap()
}

/// Works through a journal up to the end of a day.
pub(crate) fn position(entries: &[Entry], on: Date) -> Answer {
    let Fact::AccountOpened(holder) = &entries[0].fact else {
        panic!("not opened")
    };
    let mut known: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.effective <= on)
        .collect();
    known.sort_by_key(|entry| (entry.effective, entry.recorded));
    let mut ledger = Ledger {
        mtd_from: match holder {
            AccountHolder::Itsa(taxpayer) => taxpayer.mtd_from,
            AccountHolder::Vat(_) => None,
        },
        vat: matches!(holder, AccountHolder::Vat(_)),
        today: on,
        spaces: Vec::new(),
        owed: Vec::new(),
        money: Vec::new(),
        slices: Vec::new(),
        claims: BTreeMap::new(),
        repaid: Vec::new(),
        uncovered: 0,
    };
    for entry in &known {
        if let Fact::BreathingSpaceGranted(space) = &entry.fact {
            ledger.spaces.push(space.clone());
        }
        if let Fact::RepaymentClaimed(claim) = &entry.fact {
            ledger.claims.insert(claim.id, pence(claim.amount));
        }
    }
    let Some(first) = known.iter().skip(1).map(|entry| entry.effective).min() else {
        return ledger.answer();
    };
    let mut day = first;
    while day <= on {
        ledger.today = day;
        let today: Vec<&Entry> = known
            .iter()
            .filter(|entry| entry.effective == day)
            .copied()
            .collect();
        for step in 0..7 {
            let mut entries = today.clone();
            entries.sort_by_key(|entry| order::turn(entry, step));
            for entry in entries {
                ledger.take(entry, step);
            }
        }
        ledger.settle();
        let mut repayments = Vec::new();
        for entry in &today {
            if let Fact::RepaymentMade(repayment) = &entry.fact {
                repayments.push((entry.recorded, repayment.claim));
            }
        }
        repayments.sort();
        for (_, claim) in repayments {
            ledger.repay(claim, ledger.claims[&claim]);
        }
        ledger.settle();
        day = day.next_day().unwrap();
    }
    ledger.today = on;
    ledger.answer()
}

impl Ledger {
    /// Takes an entry in, if its kind is of the step of the day.
    fn take(&mut self, entry: &Entry, step: u8) {
        match (step, &entry.fact) {
            (0, Fact::ChargeRaised(charge)) => self.owed.push(Owed {
                charge: charge.clone(),
                raised: entry.effective,
                amount: pence(charge.amount),
                stood_over: 0,
                interest: None,
            }),
            (1, Fact::ChargeAmended(amendment)) => {
                self.owed_mut(amendment.charge).amount = pence(amendment.amount);
                let beyond = -self.outstanding(amendment.charge);
                self.free_newest(amendment.charge, false, beyond);
                self.refresh_interest(amendment.charge);
            }
            (2, Fact::CodedOut(coded)) => self.code_out(coded.charge, pence(coded.amount)),
            (3, Fact::ChargeStoodOver(stood_over)) => {
                self.owed_mut(stood_over.charge).stood_over = pence(stood_over.amount);
            }
            (4, Fact::PaymentReceived(payment)) => {
                self.receive(entry, payment.id, payment.amount, payment.directed_to);
            }
            (4, Fact::CreditRaised(credit)) => self.receive(entry, credit.id, credit.amount, None),
            (5, Fact::AllocationDirected(direction)) if !self.money(direction.credit).reversed => {
                self.free_credit(direction.credit);
                self.money_mut(direction.credit).directed = direction.charge;
            }
            (6, Fact::PaymentReversed(reversal)) => self.reverse(reversal.payment),
            _ => {}
        }
    }

    fn receive(
        &mut self,
        entry: &Entry,
        id: DocumentId,
        amount: sa_model::Money,
        directed: Option<DocumentId>,
    ) {
        self.money.push(Money {
            id,
            order: (entry.effective, entry.recorded, id),
            directed,
            reversed: false,
            left: vec![(None, pence(amount))],
        });
        self.money.sort_by_key(|money| money.order);
    }

    fn code_out(&mut self, charge: DocumentId, asked: i64) {
        let coded: i64 = self
            .slices_of(charge, false)
            .filter(|s| s.credit.is_none())
            .map(|s| s.amount)
            .sum();
        let amount = asked.min(self.owed(charge).amount - coded).max(0);
        self.free_newest(charge, false, amount - self.outstanding(charge));
        let (effective, made) = (self.today, self.today);
        self.slices.push(Slice {
            credit: None,
            charge,
            on_interest: false,
            amount,
            effective,
            made,
        });
        self.refresh_interest(charge);
    }

    fn reverse(&mut self, payment: DocumentId) {
        self.free_credit(payment);
        let money = self.money_mut(payment);
        money.reversed = true;
        money.left.clear();
        let again: Vec<_> = self
            .repaid
            .iter()
            .filter(|(_, credit, _)| *credit == payment)
            .copied()
            .collect();
        self.repaid.retain(|(_, credit, _)| *credit != payment);
        for (claim, _, amount) in again.into_iter().rev() {
            self.repay(claim, amount);
        }
    }

    /// Rule 3 to 8: directed credit first, then the first credit against the first candidate.
    fn settle(&mut self) {
        let mut owed: Vec<DocumentId> = self.owed.iter().map(|owed| owed.charge.id).collect();
        owed.sort_by_key(|id| self.priority(*id, false));
        for charge in owed {
            let credits: Vec<DocumentId> = self
                .money
                .iter()
                .filter(|money| money.directed == Some(charge))
                .map(|money| money.id)
                .collect();
            for credit in credits {
                self.pay(credit, charge, false, self.outstanding(charge));
            }
        }
        loop {
            let credit = self
                .money
                .iter()
                .find(|money| money.free() > 0)
                .map(|money| money.id);
            let (Some(credit), Some((charge, on_interest))) = (credit, self.first_candidate())
            else {
                return;
            };
            let due = self.due(charge, on_interest);
            self.pay(credit, charge, on_interest, due);
        }
    }

    fn first_candidate(&self) -> Option<(DocumentId, bool)> {
        let charges = self
            .owed
            .iter()
            .filter(|owed| owed.charge.due < self.today + time::Duration::days(self.window(owed)))
            .map(|owed| (owed.charge.id, false));
        let interest = self.owed.iter().map(|owed| (owed.charge.id, true));
        charges
            .chain(interest)
            .filter(|&(charge, on_interest)| self.due(charge, on_interest) > 0)
            .min_by_key(|&(charge, on_interest)| self.priority(charge, on_interest))
    }

    /// What may be set against a debt undirected.
    fn due(&self, charge: DocumentId, on_interest: bool) -> i64 {
        if on_interest {
            let paid: i64 = self.slices_of(charge, true).map(|slice| slice.amount).sum();
            self.owed(charge)
                .interest
                .map_or(0, |(_, amount)| amount - paid)
        } else {
            self.outstanding(charge) - self.owed(charge).stood_over
        }
    }

    fn pay(&mut self, credit: DocumentId, charge: DocumentId, on_interest: bool, due: i64) {
        let (made, effective) = (self.today, self.money(credit).order.0);
        let amount = self.money(credit).free().min(due);
        if amount <= 0 {
            return;
        }
        self.money_mut(credit).take(amount);
        let credit = Some(credit);
        self.slices.push(Slice {
            credit,
            charge,
            on_interest,
            amount,
            effective,
            made,
        });
        if !on_interest {
            self.refresh_interest(charge);
        }
    }

    /// Rule 7 and 9: a cleared charge has interest charged, by its slices; an open one has none.
    fn refresh_interest(&mut self, charge: DocumentId) {
        let amount = if self.outstanding(charge) > 0 {
            0
        } else {
            self.interest_on_slices(charge)
        };
        let charged = self
            .owed(charge)
            .interest
            .map_or(self.today, |(charged, _)| charged);
        let paid: i64 = self.slices_of(charge, true).map(|slice| slice.amount).sum();
        self.free_newest(charge, true, paid - amount);
        self.owed_mut(charge).interest = (amount > 0).then_some((charged, amount));
    }

    /// Frees what pays a charge, or its interest, the newest slice first.
    fn free_newest(&mut self, charge: DocumentId, on_interest: bool, amount: i64) {
        let mut left = amount;
        while left > 0 {
            let newest = self.slices.iter().rposition(|slice| {
                slice.charge == charge && slice.on_interest == on_interest && slice.amount > 0
            });
            left -= self.free_slice(newest.unwrap(), left);
        }
    }

    fn free_slice(&mut self, place: usize, most: i64) -> i64 {
        let slice = &mut self.slices[place];
        let freed = slice.amount.min(most);
        slice.amount -= freed;
        let (credit, charge) = (slice.credit, slice.charge);
        if let Some(credit) = credit.filter(|_credit| freed > 0) {
            self.money_mut(credit).left.push((Some(charge), freed));
        }
        freed
    }

    /// Frees all that a credit has paid, the newest slice first.
    fn free_credit(&mut self, credit: DocumentId) {
        for place in (0..self.slices.len()).rev() {
            if self.slices[place].credit == Some(credit) {
                self.free_slice(place, i64::MAX);
                self.refresh_interest(self.slices[place].charge);
            }
        }
    }

    fn slices_of(&self, charge: DocumentId, on_interest: bool) -> impl Iterator<Item = &Slice> {
        self.slices
            .iter()
            .filter(move |s| s.charge == charge && s.on_interest == on_interest)
    }

    fn outstanding(&self, charge: DocumentId) -> i64 {
        let cleared: i64 = self
            .slices_of(charge, false)
            .map(|slice| slice.amount)
            .sum();
        self.owed(charge).amount - cleared
    }

    fn owed(&self, id: DocumentId) -> &Owed {
        self.owed.iter().find(|owed| owed.charge.id == id).unwrap()
    }

    fn owed_mut(&mut self, id: DocumentId) -> &mut Owed {
        self.owed
            .iter_mut()
            .find(|owed| owed.charge.id == id)
            .unwrap()
    }

    fn money(&self, id: DocumentId) -> &Money {
        self.money.iter().find(|money| money.id == id).unwrap()
    }

    fn money_mut(&mut self, id: DocumentId) -> &mut Money {
        self.money.iter_mut().find(|money| money.id == id).unwrap()
    }
}
