//! What an admitted entry does to the account: one match, one call an arm.

use sa_model::{
    Charge, Credit, Dated, Direction, DocumentId, Entry, Fact, Money, Payment, PaymentReversal,
    Repayment, RepaymentClaim, RepaymentWithdrawal, Timestamp,
};

use super::Account;
use crate::index::Document;
use crate::place::Place;
use crate::record::{
    Awaiting, ChargeRecord, ClaimRecord, CreditRecord, DirectionRecord, Event, Settled, Source,
    Target, What, insert_in_order,
};

impl Account {
    /// Takes in what was admitted.
    pub(super) fn take_in(&mut self, entry: &Entry) {
        match &entry.fact {
            Fact::AccountOpened(_) => {}
            Fact::ChargeRaised(charge) => self.raise(entry, charge),
            Fact::ChargeAmended(amendment) => {
                self.charged_pence = self.charged_pence.saturating_add(pence(amendment.amount));
                if let Some((place, charge)) = self.charge_mut(amendment.charge) {
                    let last = insert_in_order(
                        &mut charge.changes_mut().amendments,
                        dated(entry, amendment.clone()),
                    );
                    self.change(entry, What::Amended(place), last);
                }
            }
            Fact::CreditRaised(credit) => self.credit(entry, credit),
            Fact::PaymentReceived(payment) => self.receive(entry, payment),
            Fact::PaymentReversed(reversal) => self.reverse(entry, reversal),
            Fact::AllocationDirected(direction) => self.direct(entry, direction),
            Fact::CodedOut(coded_out) => {
                if let Some((place, charge)) = self.charge_mut(coded_out.charge) {
                    let last = insert_in_order(
                        &mut charge.changes_mut().coded_out,
                        dated(entry, coded_out.clone()),
                    );
                    self.change(entry, What::CodedOut(place), last);
                }
            }
            Fact::ChargeStoodOver(standing_over) => {
                if let Some((place, charge)) = self.charge_mut(standing_over.charge) {
                    let last = insert_in_order(
                        &mut charge.changes_mut().stood_over,
                        dated(entry, standing_over.clone()),
                    );
                    self.change(entry, What::StoodOver(place), last);
                }
            }
            Fact::BreathingSpaceGranted(space) => {
                self.work.forget();
                self.breathing_spaces.push(dated(entry, space.clone()));
            }
            Fact::RepaymentClaimed(claim) => self.claim(entry, claim),
            Fact::RepaymentMade(repayment) => self.repay(entry, repayment),
            Fact::RepaymentWithdrawn(withdrawal) => self.withdraw(entry, withdrawal),
            Fact::ObligationCreated(period) => {
                self.index.obligations.insert(period.key);
                self.obligations.push(dated(entry, *period));
            }
            Fact::ReturnSubmitted(submitted) => {
                let key = submitted.vat_return.period_key();
                self.index.returns.insert(key);
                self.returns.push(dated(entry, submitted.clone()));
            }
            Fact::TraderInsolvent => self.insolvent_since = Some(entry.effective),
            Fact::TaxCodeRequested(request) => {
                insert_in_order(&mut self.tax_code.requests, dated(entry, request.clone()));
            }
            Fact::CodingOutChosen(choice) => {
                insert_in_order(&mut self.tax_code.choices, dated(entry, *choice));
            }
            Fact::FilingRequired(filing) => self.require(entry, *filing),
            Fact::FilingReceived(received) => self.file(entry, *received),
        }
    }

    fn raise(&mut self, entry: &Entry, charge: &Charge) {
        let place = Place::behind(self.charges.len());
        self.charged_pence = self.charged_pence.saturating_add(pence(charge.amount));
        self.index.documents.add(charge.id, Document::Charge(place));
        self.charges.push(ChargeRecord {
            raised: dated(entry, charge.clone()),
            changes: None,
        });
        let awaited = if self.awaited.is_empty() {
            None
        } else {
            self.awaited.remove(&charge.id)
        };
        for awaiting in awaited.unwrap_or_default() {
            // What was worked did not know where this money was to go.
            self.work.forget();
            let target = match awaiting {
                Awaiting::Credit(credit) => {
                    self.credits.get_mut(credit.index()).map(|c| &mut c.named)
                }
                Awaiting::Direction(direction) => self
                    .directions
                    .get_mut(direction.index())
                    .map(|d| &mut d.target),
            };
            if let Some(target) = target {
                *target = Target::Charge(place);
            }
        }
        self.happen(entry, What::Raised(place));
    }

    fn receive(&mut self, entry: &Entry, payment: &Payment) {
        let place = Place::behind(self.credits.len());
        let named = match payment.directed_to {
            None => Target::Nobody,
            Some(charge) => self.target(charge, Awaiting::Credit(place)),
        };
        self.take_credit(entry, Source::Payment(payment.clone()), named);
    }

    fn credit(&mut self, entry: &Entry, credit: &Credit) {
        self.take_credit(entry, Source::Credit(credit.clone()), Target::Nobody);
    }

    fn take_credit(&mut self, entry: &Entry, source: Source, named: Target) {
        let place = Place::behind(self.credits.len());
        let record = CreditRecord {
            source,
            effective: entry.effective,
            recorded: entry.recorded,
            named,
            reversed: None,
        };
        let source = record.source();
        self.credited_pence = self.credited_pence.saturating_add(pence(source.amount()));
        self.index
            .documents
            .add(source.id(), Document::Credit(place));
        self.credits.push(record);
        self.happen(entry, What::Received(place));
    }

    fn reverse(&mut self, entry: &Entry, reversal: &PaymentReversal) {
        if let Some(Document::Credit(place)) = self.document(reversal.payment)
            && let Some(credit) = self.credits.get_mut(place.index())
        {
            credit.reversed = Some(Box::new(dated(entry, reversal.clone())));
            self.happen(entry, What::Reversed(place));
        }
    }

    fn direct(&mut self, entry: &Entry, direction: &Direction) {
        let Some(Document::Credit(credit)) = self.document(direction.credit) else {
            return;
        };
        let place = Place::behind(self.directions.len());
        let target = match direction.charge {
            None => Target::Nobody,
            Some(charge) => self.target(charge, Awaiting::Direction(place)),
        };
        self.directions.push(DirectionRecord {
            recorded: entry.recorded,
            credit,
            target,
        });
        self.happen(entry, What::Directed(place));
    }

    fn claim(&mut self, entry: &Entry, claim: &RepaymentClaim) {
        let document = Document::Claim(Place::behind(self.claims.len()));
        self.index.documents.add(claim.id, document);
        self.index.claims.claim(entry.effective, claim.amount);
        self.claims.push(ClaimRecord {
            claimed: dated(entry, claim.clone()),
            settled: None,
        });
    }

    fn repay(&mut self, entry: &Entry, repayment: &Repayment) {
        if let Some(Document::Claim(place)) = self.document(repayment.claim)
            && let Some(claim) = self.claims.get_mut(place.index())
        {
            let amount = claim.claimed.record.amount;
            self.index.claims.settle(entry.effective, amount);
            claim.settled = Some(Settled::Repaid(dated(entry, repayment.clone())));
            self.happen(entry, What::Repaid(place));
        }
    }

    fn withdraw(&mut self, entry: &Entry, withdrawal: &RepaymentWithdrawal) {
        if let Some(Document::Claim(place)) = self.document(withdrawal.claim)
            && let Some(claim) = self.claims.get_mut(place.index())
        {
            let amount = claim.claimed.record.amount;
            self.index.claims.settle(entry.effective, amount);
            claim.settled = Some(Settled::Withdrawn(dated(entry, withdrawal.clone())));
        }
    }

    pub(crate) fn document(&self, id: DocumentId) -> Option<Document> {
        self.index.documents.get(id)
    }

    /// The charge that a direction names, remembered if it is still to come.
    fn target(&mut self, charge: DocumentId, awaiting: Awaiting) -> Target {
        if let Some(Document::Charge(place)) = self.document(charge) {
            return Target::Charge(place);
        }
        self.awaited.entry(charge).or_default().push(awaiting);
        Target::Awaited
    }

    fn charge_mut(&mut self, id: DocumentId) -> Option<(Place, &mut ChargeRecord)> {
        match self.document(id) {
            Some(Document::Charge(place)) => Some((place, self.charges.get_mut(place.index())?)),
            Some(Document::Credit(_) | Document::Claim(_)) | None => None,
        }
    }

    /// The same for a change of a charge, which came as the `last` of its list or between others.
    fn change(&mut self, entry: &Entry, what: What, last: bool) {
        if !last {
            self.work.forget();
        }
        self.happen(entry, what);
    }

    /// Puts an event where the order of work has it.
    fn happen(&mut self, entry: &Entry, what: What) {
        let event = Event {
            day: entry.effective.to_julian_day(),
            what,
        };
        let place = self.place_in_order(&event);
        self.timeline.insert(place, event);
        self.work.happened(place, event.day);
    }

    /// Where an event belongs: behind all that come no later. Most belong at the end or near it, so
    /// that is where the search begins, in steps that double.
    fn place_in_order(&self, event: &Event) -> usize {
        let rank = self.rank(event);
        let count = self.timeline.len();
        let (mut after, mut step) = (count, 1_usize);
        loop {
            let before = count.saturating_sub(step);
            match self.timeline.get(before) {
                Some(other) if before < after && self.rank(other) > rank => {
                    after = before;
                    step = step.saturating_mul(2);
                }
                Some(_) | None => {
                    let between = self.timeline.get(before..after).unwrap_or_default();
                    let earlier = between.partition_point(|other| self.rank(other) <= rank);
                    return before.saturating_add(earlier).min(after);
                }
            }
        }
    }

    /// The order of work: the day, the step of the day, the time of recording where it counts, and
    /// the document number: nothing that depends on the order in which entries came. Changes of
    /// one charge on one day keep the order of their list.
    fn rank(&self, event: &Event) -> (i32, u8, Option<Timestamp>, Option<DocumentId>) {
        let charge = |place: Place| {
            self.charges
                .get(place.index())
                .map(|charge| charge.raised.record.id)
        };
        let credit = |place: Place| self.credits.get(place.index()).map(CreditRecord::id);
        let (recorded, id) = match event.what {
            What::Raised(place)
            | What::Amended(place)
            | What::CodedOut(place)
            | What::StoodOver(place) => (None, charge(place)),
            What::Received(place) => (
                self.credits
                    .get(place.index())
                    .map(|credit| credit.recorded),
                credit(place),
            ),
            What::Directed(place) => match self.directions.get(place.index()) {
                Some(direction) => (Some(direction.recorded), credit(direction.credit)),
                None => (None, None),
            },
            What::Reversed(place) => (None, credit(place)),
            What::Repaid(place) => match self.claims.get(place.index()) {
                Some(claim) => (claim.repaid(), Some(claim.claimed.record.id)),
                None => (None, None),
            },
        };
        (event.day, event.what.step(), recorded, id)
    }
}

impl ClaimRecord {
    /// When the repayment was recorded, if there was one.
    fn repaid(&self) -> Option<Timestamp> {
        match &self.settled {
            Some(Settled::Repaid(repaid)) => Some(repaid.recorded),
            Some(Settled::Withdrawn(_)) | None => None,
        }
    }
}

fn dated<T>(entry: &Entry, record: T) -> Dated<T> {
    Dated {
        effective: entry.effective,
        recorded: entry.recorded,
        record,
    }
}

/// An amount in pence. Amounts are admitted only while they fit.
fn pence(amount: Money) -> i64 {
    i64::try_from(amount.pence()).unwrap_or(i64::MAX)
}
