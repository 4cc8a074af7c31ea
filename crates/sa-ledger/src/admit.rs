//! May this entry follow those before it? The checks, in the order of [`Rejection`].

use sa_model::{
    Amendment, BreathingSpace, Charge, CodedOut, Credit, Direction, DocumentId, Entry, Fact, Money,
    ObligationPeriod, Payment, PaymentReversal, Period, Regime, Repayment, RepaymentClaim,
    RepaymentWithdrawal, Side, StandingOver, SubmittedReturn, TaxCodeComponent, TransactionKind,
};
use time::Date;

use crate::account::Account;
use crate::index::Document;
use crate::record::{ChargeRecord, ClaimRecord, CreditRecord, Settled, Source};
use crate::rejection::{KindFound, LIMIT_PENCE, Rejection};

impl Account {
    /// Says whether an entry can follow. Of the account nothing changes but what is kept of its
    /// work.
    pub(crate) fn admit(&mut self, entry: &Entry) -> Result<(), Rejection> {
        if entry.account != self.key() {
            return Err(Rejection::OtherAccount {
                key: self.key(),
                found: entry.account,
            });
        }
        let on = entry.effective;
        match &entry.fact {
            Fact::AccountOpened(_) => Err(Rejection::AlreadyOpened),
            Fact::ChargeRaised(charge) => self.admit_charge(charge),
            Fact::ChargeAmended(amendment) => self.admit_amendment(amendment, on),
            Fact::CreditRaised(credit) => self.admit_credit(credit),
            Fact::PaymentReceived(payment) => self.admit_payment(payment),
            Fact::PaymentReversed(reversal) => self.admit_reversal(reversal, on),
            Fact::AllocationDirected(direction) => self.admit_direction(direction, on),
            Fact::CodedOut(coded_out) => self.admit_coding_out(coded_out, on),
            Fact::ChargeStoodOver(standing_over) => self.admit_standing_over(standing_over, on),
            Fact::BreathingSpaceGranted(space) => admit_breathing_space(space),
            Fact::RepaymentClaimed(claim) => self.admit_claim(claim, on),
            Fact::RepaymentMade(repayment) => self.admit_repayment(repayment, on),
            Fact::RepaymentWithdrawn(withdrawal) => self.admit_withdrawal(withdrawal, on),
            Fact::ObligationCreated(period) => self.admit_obligation(period),
            Fact::ReturnSubmitted(submitted) => self.admit_return(submitted),
            Fact::TraderInsolvent => self.admit_insolvency(),
            Fact::TaxCodeRequested(request) => self.admit_tax_code(&request.components),
            Fact::CodingOutChosen(_) => self.admit_tax_code(&[]),
            Fact::FilingRequired(filing) => self.admit_required(*filing),
            Fact::FilingReceived(received) => self.admit_received(*received),
        }
    }

    fn admit_tax_code(&self, amounts: &[TaxCodeComponent]) -> Result<(), Rejection> {
        self.in_regime(Regime::Itsa, KindFound::TaxCode)?;
        amounts
            .iter()
            .try_for_each(|each| not_below_zero(each.amount))
    }

    fn admit_charge(&self, charge: &Charge) -> Result<(), Rejection> {
        self.of_regime(charge.kind)?;
        on_side(charge.kind, Side::Debit)?;
        above_zero(charge.amount)?;
        within_limit(self.charged_pence, charge.amount)?;
        in_order(charge.period.as_ref())?;
        self.unused(charge.id)
    }

    fn admit_amendment(&self, amendment: &Amendment, on: Date) -> Result<(), Rejection> {
        not_below_zero(amendment.amount)?;
        within_limit(self.charged_pence, amendment.amount)?;
        let charge = self.charge_record(amendment.charge)?;
        not_before(amendment.charge, charge.raised.effective, on)
    }

    fn admit_credit(&self, credit: &Credit) -> Result<(), Rejection> {
        self.of_regime(credit.kind)?;
        on_side(credit.kind, Side::Credit)?;
        above_zero(credit.amount)?;
        within_limit(self.credited_pence, credit.amount)?;
        in_order(credit.period.as_ref())?;
        self.unused(credit.id)
    }

    fn admit_payment(&self, payment: &Payment) -> Result<(), Rejection> {
        above_zero(payment.amount)?;
        within_limit(self.credited_pence, payment.amount)?;
        self.unused(payment.id)
    }

    fn admit_reversal(&self, reversal: &PaymentReversal, on: Date) -> Result<(), Rejection> {
        let id = reversal.payment;
        let payment = self.credit_record(id)?;
        match (&payment.source, &payment.reversed) {
            (Source::Credit(_), _) => return Err(Rejection::UnknownCredit { id }),
            (Source::Payment(_), Some(reversed)) => {
                return Err(Rejection::AlreadyReversed {
                    id,
                    on: reversed.effective,
                });
            }
            (Source::Payment(_), None) => {}
        }
        not_before(id, payment.effective, on)
    }

    fn admit_direction(&self, direction: &Direction, on: Date) -> Result<(), Rejection> {
        let credit = self.credit_record(direction.credit)?;
        not_before(direction.credit, credit.effective, on)
    }

    fn admit_coding_out(&mut self, coded_out: &CodedOut, on: Date) -> Result<(), Rejection> {
        above_zero(coded_out.amount)?;
        self.of_outstanding(coded_out.charge, coded_out.amount, on)
    }

    fn admit_standing_over(
        &mut self,
        stood_over: &StandingOver,
        on: Date,
    ) -> Result<(), Rejection> {
        not_below_zero(stood_over.amount)?;
        if stood_over.amount.is_zero() {
            let charge = self.charge_record(stood_over.charge)?;
            return not_before(stood_over.charge, charge.raised.effective, on);
        }
        self.of_outstanding(stood_over.charge, stood_over.amount, on)
    }

    /// At most what is outstanding of a charge can be set aside.
    fn of_outstanding(&mut self, id: DocumentId, found: Money, on: Date) -> Result<(), Rejection> {
        let charge = self.charge_record(id)?;
        not_before(id, charge.raised.effective, on)?;
        let Some(Document::Charge(place)) = self.document(id) else {
            return Err(Rejection::UnknownCharge { id });
        };
        let outstanding = self.ask(on, |book| book.outstanding(place));
        if found > outstanding {
            return Err(Rejection::AboveOutstanding {
                id,
                outstanding,
                found,
            });
        }
        Ok(())
    }

    fn admit_claim(&mut self, claim: &RepaymentClaim, on: Date) -> Result<(), Rejection> {
        above_zero(claim.amount)?;
        self.unused(claim.id)?;
        let pending = self.pending(on);
        self.of_credit(claim.amount, pending, on)
    }

    fn admit_repayment(&mut self, repayment: &Repayment, on: Date) -> Result<(), Rejection> {
        not_below_zero(repayment.interest)?;
        let claim = self.open_claim(repayment.claim, on)?;
        let amount = claim.claimed.record.amount;
        self.of_credit(amount, 0, on)
    }

    /// What the claims that are in progress at the end of a day come to, in pence.
    fn pending(&self, on: Date) -> i128 {
        let totals = &self.index.claims;
        if totals.last.is_none_or(|last| last <= on) {
            return totals.open;
        }
        let pending = self.claims.iter().filter(|claim| claim.is_pending(on));
        pending.fold(0_i128, |sum, claim| {
            sum.saturating_add(claim.claimed.record.amount.pence())
        })
    }

    /// At most the credit that no charge has used, and no other claim asks for, can be repaid.
    fn of_credit(&mut self, found: Money, claimed: i128, on: Date) -> Result<(), Rejection> {
        let left = self.ask(on, |book| book.left);
        let credit = i128::from(left).saturating_sub(claimed).max(0);
        let credit = Money::from_pence(credit).unwrap_or_default();
        if found > credit {
            return Err(Rejection::AboveCredit { credit, found });
        }
        Ok(())
    }

    fn admit_withdrawal(
        &self,
        withdrawal: &RepaymentWithdrawal,
        on: Date,
    ) -> Result<(), Rejection> {
        self.open_claim(withdrawal.claim, on).map(|_claim| ())
    }

    fn admit_insolvency(&self) -> Result<(), Rejection> {
        self.in_regime(Regime::Vat, KindFound::Insolvency)?;
        match self.insolvent_since() {
            Some(since) => Err(Rejection::AlreadyInsolvent { since }),
            None => Ok(()),
        }
    }

    fn admit_obligation(&self, period: &ObligationPeriod) -> Result<(), Rejection> {
        self.in_regime(Regime::Vat, KindFound::Obligation)?;
        begins_before_it_ends(period.start, period.end)?;
        match self.index.obligations.get(&period.key) {
            Some(_) => Err(Rejection::PeriodExists { key: period.key }),
            None => Ok(()),
        }
    }

    fn admit_return(&self, submitted: &SubmittedReturn) -> Result<(), Rejection> {
        self.in_regime(Regime::Vat, KindFound::VatReturn)?;
        let key = submitted.vat_return.period_key();
        match self.index.returns.get(&key) {
            Some(_) => Err(Rejection::AlreadySubmitted { key }),
            None => Ok(()),
        }
    }

    fn of_regime(&self, kind: TransactionKind) -> Result<(), Rejection> {
        let regime = kind.regime().unwrap_or(self.key().regime());
        self.in_regime(regime, KindFound::Kind(kind))
    }

    /// What is of one regime stands in its accounts alone.
    pub(crate) fn in_regime(&self, regime: Regime, found: KindFound) -> Result<(), Rejection> {
        if regime == self.key().regime() {
            Ok(())
        } else {
            Err(Rejection::OtherRegime { found })
        }
    }

    fn unused(&self, id: DocumentId) -> Result<(), Rejection> {
        match self.document(id) {
            Some(_) => Err(Rejection::DocumentExists { id }),
            None => Ok(()),
        }
    }

    fn charge_record(&self, id: DocumentId) -> Result<&ChargeRecord, Rejection> {
        match self.document(id) {
            Some(Document::Charge(place)) => self.charges.get(place.index()),
            Some(Document::Credit(_) | Document::Claim(_)) | None => None,
        }
        .ok_or(Rejection::UnknownCharge { id })
    }

    fn credit_record(&self, id: DocumentId) -> Result<&CreditRecord, Rejection> {
        match self.document(id) {
            Some(Document::Credit(place)) => self.credits.get(place.index()),
            Some(Document::Charge(_) | Document::Claim(_)) | None => None,
        }
        .ok_or(Rejection::UnknownCredit { id })
    }

    fn open_claim(&self, id: DocumentId, on: Date) -> Result<&ClaimRecord, Rejection> {
        let claim = match self.document(id) {
            Some(Document::Claim(place)) => self.claims.get(place.index()),
            Some(Document::Charge(_) | Document::Credit(_)) | None => None,
        }
        .ok_or(Rejection::UnknownClaim { id })?;
        match &claim.settled {
            None => not_before(id, claim.claimed.effective, on).map(|()| claim),
            Some(settled) => Err(Rejection::AlreadySettled {
                id,
                on: settled.effective(),
            }),
        }
    }
}

impl ClaimRecord {
    /// Whether it is in progress at the end of a day.
    fn is_pending(&self, on: Date) -> bool {
        self.claimed.effective <= on
            && self
                .settled
                .as_ref()
                .is_none_or(|settled| settled.effective() > on)
    }
}

impl Settled {
    pub(crate) const fn effective(&self) -> Date {
        match self {
            Self::Repaid(repaid) => repaid.effective,
            Self::Withdrawn(withdrawn) => withdrawn.effective,
        }
    }
}

fn on_side(kind: TransactionKind, side: Side) -> Result<(), Rejection> {
    match kind.side() {
        Some(found) if found != side => Err(Rejection::OtherSide { found: kind }),
        Some(_) | None => Ok(()),
    }
}

fn above_zero(found: Money) -> Result<(), Rejection> {
    if found.is_positive() {
        Ok(())
    } else {
        Err(Rejection::NotPositive { found })
    }
}

fn not_below_zero(found: Money) -> Result<(), Rejection> {
    if found.is_negative() {
        Err(Rejection::Negative { found })
    } else {
        Ok(())
    }
}

fn within_limit(so_far_pence: i64, found: Money) -> Result<(), Rejection> {
    match found.pence().checked_add(i128::from(so_far_pence)) {
        Some(total) if total <= i128::from(LIMIT_PENCE) => Ok(()),
        Some(_) | None => Err(Rejection::AboveLimit { found }),
    }
}

fn in_order(period: Option<&Period>) -> Result<(), Rejection> {
    match period {
        Some(Period::Vat(period)) => begins_before_it_ends(period.from, period.to),
        Some(Period::TaxYear(_)) | None => Ok(()),
    }
}

fn admit_breathing_space(space: &BreathingSpace) -> Result<(), Rejection> {
    begins_before_it_ends(space.from, space.to)
}

fn begins_before_it_ends(from: Date, to: Date) -> Result<(), Rejection> {
    if to < from {
        Err(Rejection::EndsBeforeItBegins { from, to })
    } else {
        Ok(())
    }
}

fn not_before(id: DocumentId, begins: Date, found: Date) -> Result<(), Rejection> {
    if found < begins {
        Err(Rejection::DateOutOfOrder { id, begins, found })
    } else {
        Ok(())
    }
}
