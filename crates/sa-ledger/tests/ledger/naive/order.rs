//! The order of the slow ledger: of entries within a day, and of what is to be paid.

use sa_model::{ChargeClass, DocumentId, Entry, Fact, Period, TransactionKind};
use time::Date;

use super::{Ledger, Owed};

/// Of one period and due date, the kinds that are paid first; the rest come behind.
const SORTS: [&[TransactionKind]; 5] = [
    &[TransactionKind::BalancingCharge],
    &[TransactionKind::FirstPaymentOnAccount],
    &[TransactionKind::SecondPaymentOnAccount],
    &[
        TransactionKind::FirstReconciliationDebit,
        TransactionKind::SecondReconciliationDebit,
    ],
    &[TransactionKind::ReturnAmendmentDebit],
];

/// Where an entry stands within a step of the day. Of one charge the first recorded comes first;
/// directions go by the time of recording alone.
pub(super) fn turn(entry: &Entry, step: u8) -> impl Ord + use<> {
    let id = match &entry.fact {
        Fact::ChargeRaised(charge) => Some(charge.id),
        Fact::ChargeAmended(amendment) => Some(amendment.charge),
        Fact::CodedOut(coded_out) => Some(coded_out.charge),
        Fact::ChargeStoodOver(stood_over) => Some(stood_over.charge),
        Fact::AllocationDirected(direction) => Some(direction.credit),
        Fact::PaymentReversed(reversal) => Some(reversal.payment),
        Fact::AccountOpened(_)
        | Fact::CreditRaised(_)
        | Fact::PaymentReceived(_)
        | Fact::BreathingSpaceGranted(_)
        | Fact::RepaymentClaimed(_)
        | Fact::RepaymentMade(_)
        | Fact::RepaymentWithdrawn(_)
        | Fact::ObligationCreated(_)
        | Fact::ReturnSubmitted(_)
        | Fact::TraderInsolvent
        | Fact::TaxCodeRequested(_)
        | Fact::CodingOutChosen(_)
        | Fact::FilingRequired(_)
        | Fact::FilingReceived(_) => None,
    };
    ((step == 5).then_some(entry.recorded), id, entry.recorded)
}

impl Ledger {
    pub(super) fn window(&self, owed: &Owed) -> i64 {
        if !self.vat && self.mtd_from.is_some() && !self.is_legacy(owed) {
            30
        } else {
            45
        }
    }

    fn is_legacy(&self, owed: &Owed) -> bool {
        match (self.mtd_from, owed.charge.period) {
            (Some(first), Some(Period::TaxYear(year))) => year < first,
            _ => false,
        }
    }

    /// Rule 5: legacy; due date; class; period; sort of charge; created; number.
    pub(super) fn priority(&self, id: DocumentId, on_interest: bool) -> impl Ord + use<> {
        let owed = self.owed(id);
        let (due, class) = if on_interest {
            (owed.interest.map_or(Date::MAX, |(charged, _)| charged), 2)
        } else {
            (
                owed.charge.due,
                u8::from(owed.charge.kind.class() == ChargeClass::Penalty),
            )
        };
        let sort = SORTS
            .iter()
            .position(|kinds| kinds.contains(&owed.charge.kind))
            .unwrap_or(SORTS.len());
        let period = owed
            .charge
            .period
            .map_or(Some(Date::MAX), |period| Some(period.first_day()));
        (
            !self.is_legacy(owed),
            due,
            class,
            period,
            sort,
            owed.raised,
            id,
        )
    }
}
