//! What an admitted entry does to the account: one match, one call an arm.

use sa_model::{
    Charge, Credit, Dated, Direction, DocumentId, Entry, Fact, Money, Payment, PaymentReversal,
    Repayment, RepaymentClaim, RepaymentWithdrawal, Timestamp,
};

use super::{Account, Day};
use crate::index::Document;
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
                    insert_in_order(&mut charge.amendments, dated(entry, amendment.clone()));
                    self.happen(entry, What::Amended(place));
                }
            }
            Fact::CreditRaised(credit) => self.credit(entry, credit),
            Fact::PaymentReceived(payment) => self.receive(entry, payment),
            Fact::PaymentReversed(reversal) => self.reverse(entry, reversal),
            Fact::AllocationDirected(direction) => self.direct(entry, direction),
            Fact::CodedOut(coded_out) => {
                if let Some((place, charge)) = self.charge_mut(coded_out.charge) {
                    insert_in_order(&mut charge.coded_out, dated(entry, coded_out.clone()));
                    self.happen(entry, What::CodedOut(place));
                }
            }
            Fact::ChargeStoodOver(standing_over) => {
                if let Some((place, charge)) = self.charge_mut(standing_over.charge) {
                    insert_in_order(&mut charge.stood_over, dated(entry, standing_over.clone()));
                    self.happen(entry, What::StoodOver(place));
                }
            }
            Fact::BreathingSpaceGranted(space) => {
                self.breathing_spaces.push(dated(entry, space.clone()));
            }
            Fact::RepaymentClaimed(claim) => self.claim(entry, claim),
            Fact::RepaymentMade(repayment) => self.repay(entry, repayment),
            Fact::RepaymentWithdrawn(withdrawal) => self.withdraw(entry, withdrawal),
            Fact::ObligationCreated(period) => {
                self.index
                    .obligations
                    .insert(period.key, self.obligations.len());
                self.obligations.push(dated(entry, *period));
            }
            Fact::ReturnSubmitted(submitted) => {
                let key = submitted.vat_return.period_key();
                self.index.returns.insert(key, self.returns.len());
                self.returns.push(dated(entry, submitted.clone()));
            }
            Fact::TraderInsolvent => self.insolvent_since = Some(Day(entry.effective)),
            Fact::TaxCodeRequested(request) => {
                insert_in_order(&mut self.tax_code.requests, dated(entry, request.clone()));
            }
            Fact::CodingOutChosen(choice) => {
                insert_in_order(&mut self.tax_code.choices, dated(entry, *choice));
            }
        }
    }

    fn raise(&mut self, entry: &Entry, charge: &Charge) {
        let place = self.charges.len();
        self.charged_pence = self.charged_pence.saturating_add(pence(charge.amount));
        self.index
            .documents
            .insert(charge.id, Document::Charge(place));
        self.charges.push(ChargeRecord {
            raised: dated(entry, charge.clone()),
            amendments: Vec::new(),
            coded_out: Vec::new(),
            stood_over: Vec::new(),
        });
        for awaiting in self.awaited.remove(&charge.id).unwrap_or_default() {
            let target = match awaiting {
                Awaiting::Credit(credit) => self.credits.get_mut(credit).map(|c| &mut c.named),
                Awaiting::Direction(direction) => {
                    self.directions.get_mut(direction).map(|d| &mut d.target)
                }
            };
            if let Some(target) = target {
                *target = Target::Charge(place);
            }
        }
        self.happen(entry, What::Raised(place));
    }

    fn receive(&mut self, entry: &Entry, payment: &Payment) {
        let place = self.credits.len();
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
        let place = self.credits.len();
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
            .insert(source.id(), Document::Credit(place));
        self.credits.push(record);
        self.happen(entry, What::Received(place));
    }

    fn reverse(&mut self, entry: &Entry, reversal: &PaymentReversal) {
        if let Some(Document::Credit(place)) = self.document(reversal.payment)
            && let Some(credit) = self.credits.get_mut(place)
        {
            credit.reversed = Some(dated(entry, reversal.clone()));
            self.happen(entry, What::Reversed(place));
        }
    }

    fn direct(&mut self, entry: &Entry, direction: &Direction) {
        let Some(Document::Credit(credit)) = self.document(direction.credit) else {
            return;
        };
        let place = self.directions.len();
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
        let document = Document::Claim(self.claims.len());
        self.index.documents.insert(claim.id, document);
        self.claims.push(ClaimRecord {
            claimed: dated(entry, claim.clone()),
            settled: None,
        });
    }

    fn repay(&mut self, entry: &Entry, repayment: &Repayment) {
        if let Some(Document::Claim(place)) = self.document(repayment.claim)
            && let Some(claim) = self.claims.get_mut(place)
        {
            claim.settled = Some(Settled::Repaid(dated(entry, repayment.clone())));
            self.happen(entry, What::Repaid(place));
        }
    }

    fn withdraw(&mut self, entry: &Entry, withdrawal: &RepaymentWithdrawal) {
        if let Some(Document::Claim(place)) = self.document(withdrawal.claim)
            && let Some(claim) = self.claims.get_mut(place)
        {
            claim.settled = Some(Settled::Withdrawn(dated(entry, withdrawal.clone())));
        }
    }

    pub(crate) fn document(&self, id: DocumentId) -> Option<Document> {
        self.index.documents.get(&id).copied()
    }

    /// The charge that a direction names, remembered if it is still to come.
    fn target(&mut self, charge: DocumentId, awaiting: Awaiting) -> Target {
        if let Some(Document::Charge(place)) = self.document(charge) {
            return Target::Charge(place);
        }
        self.awaited.entry(charge).or_default().push(awaiting);
        Target::Awaited
    }

    fn charge_mut(&mut self, id: DocumentId) -> Option<(usize, &mut ChargeRecord)> {
        match self.document(id) {
            Some(Document::Charge(place)) => Some((place, self.charges.get_mut(place)?)),
            Some(Document::Credit(_) | Document::Claim(_)) | None => None,
        }
    }

    /// Puts an event where the order of work has it.
    fn happen(&mut self, entry: &Entry, what: What) {
        let event = Event {
            day: entry.effective.to_julian_day(),
            what,
        };
        let place = match self.timeline.last() {
            Some(last) if self.rank(last) > self.rank(&event) => self
                .timeline
                .partition_point(|other| self.rank(other) <= self.rank(&event)),
            Some(_) | None => self.timeline.len(),
        };
        self.timeline.insert(place, event);
    }

    /// The order of work: the day, the step of the day, the time of recording where it counts, and
    /// the document number: nothing that depends on the order in which entries came. Changes of
    /// one charge on one day keep the order of their list.
    fn rank(&self, event: &Event) -> (i32, u8, Option<Timestamp>, Option<DocumentId>) {
        let charge = |place: usize| {
            self.charges
                .get(place)
                .map(|charge| charge.raised.record.id)
        };
        let credit = |place: usize| self.credits.get(place).map(CreditRecord::id);
        let (recorded, id) = match event.what {
            What::Raised(place)
            | What::Amended(place)
            | What::CodedOut(place)
            | What::StoodOver(place) => (None, charge(place)),
            What::Received(place) => (
                self.credits.get(place).map(|credit| credit.recorded),
                credit(place),
            ),
            What::Directed(place) => match self.directions.get(place) {
                Some(direction) => (Some(direction.recorded), credit(direction.credit)),
                None => (None, None),
            },
            What::Reversed(place) => (None, credit(place)),
            What::Repaid(place) => match self.claims.get(place) {
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
