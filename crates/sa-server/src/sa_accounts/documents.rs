//! The documents of an account, charges, payments and other credits alike: which of them a query
//! selects, and their figures. Every version asks here and renders for itself.
//!
//! Source: github hmrc/self-assessment-accounts-api, OAS 4.0, and how
//! github hmrc/income-tax-view-change-frontend reads it: credits and payments have negative
//! amounts, `removePOA` hides payments, a range goes by the document's date with both ends in it.

use sa_model::date_range::DateRange;
use sa_model::{
    ChargeIndex, ChargePosition, ChargeReference, ClaimOutcome, CreditIndex, CreditPosition,
    CreditSource, DocumentId, InterestPosition, Money, Payment, PaymentId, Period, Position,
    RepaymentClaim, TaxYear, TransactionKind,
};
use time::Date;

use super::document_text;

/// Which documents a query is about.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Selection<'q> {
    /// Those of these days.
    pub(super) range: Option<DateRange>,
    /// The one of this number.
    pub(super) number: Option<&'q str>,
    /// Those of which something is open.
    pub(super) only_open: bool,
    /// Not the payments.
    pub(super) without_payments: bool,
}

/// A document as it stands in a position.
#[derive(Debug, Clone, Copy)]
pub(super) enum Document<'p, 'a> {
    /// A charge.
    Charge(ChargeIndex, &'p ChargePosition<'a>),
    /// A payment or another credit.
    Credit(CreditIndex, &'p CreditPosition<'a>),
}

/// The last time that something cleared part of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct LastClearing {
    pub(super) on: Date,
    pub(super) reason: Reason,
    pub(super) amount: Money,
}

/// Why something was cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// A payment came in.
    IncomingPayment,
    /// Money went out.
    OutgoingPayment,
    /// A credit that is no payment was set against it.
    Credit,
    /// A payment did not stand.
    Reversal,
}

impl Reason {
    /// As a document's last clearing tells it.
    pub(super) const fn of_document(self) -> &'static str {
        match self {
            Self::IncomingPayment => "Incoming Payment",
            Self::OutgoingPayment => "Outgoing Payment",
            Self::Credit => "Other",
            Self::Reversal => "Reversal",
        }
    }

    /// As an item tells it.
    pub(super) const fn of_item(self) -> &'static str {
        match self {
            Self::IncomingPayment => "Incoming Payment",
            Self::OutgoingPayment => "Outgoing Payment",
            Self::Credit => "Automatic Clearing",
            Self::Reversal => "Reversal",
        }
    }

    /// Why money of this credit clears what it clears.
    pub(super) const fn by(source: CreditSource<'_>) -> Self {
        match source {
            CreditSource::Payment(_) => Self::IncomingPayment,
            CreditSource::Credit(_) => Self::Credit,
        }
    }
}

impl Selection<'_> {
    /// The selected documents: charges first, then payments and credits, each in the order of the
    /// journal.
    pub(super) fn of<'p, 'a>(
        self,
        position: &'p Position<'a>,
    ) -> impl Iterator<Item = Document<'p, 'a>> {
        let charges = position.charges.iter().enumerate();
        let credits = position.credits.iter().enumerate();
        charges
            .map(|(place, charge)| Document::Charge(ChargeIndex(place), charge))
            .chain(credits.map(|(place, credit)| Document::Credit(CreditIndex(place), credit)))
            .filter(move |document| self.selects(document))
    }

    fn selects(&self, document: &Document<'_, '_>) -> bool {
        self.range
            .is_none_or(|range| range.contains(document.date()))
            && self
                .number
                .is_none_or(|number| document.id().as_str() == number)
            && (!self.only_open || document.is_open())
            && !(self.without_payments && document.is_payment())
    }
}

impl<'p, 'a> Document<'p, 'a> {
    /// Its number.
    pub(super) fn id(&self) -> DocumentId {
        match self {
            Self::Charge(_, charge) => charge.charge.id,
            Self::Credit(_, credit) => credit.source.id(),
        }
    }

    /// The charge, where it is one.
    pub(super) fn charge(&self) -> Option<&'p ChargePosition<'a>> {
        match self {
            Self::Charge(_, charge) => Some(charge),
            Self::Credit(..) => None,
        }
    }

    /// Its date: the day a charge was raised, a payment was made, a credit arose.
    pub(super) fn date(&self) -> Date {
        match self {
            Self::Charge(_, charge) => charge.raised,
            Self::Credit(_, credit) => credit.effective,
        }
    }

    /// The last day to pay a charge.
    pub(super) fn due(&self) -> Option<Date> {
        match self {
            Self::Charge(_, charge) => Some(charge.charge.due),
            Self::Credit(..) => None,
        }
    }

    /// The tax year that it belongs to; payments belong to none.
    pub(super) fn tax_year(&self) -> Option<TaxYear> {
        self.period().and_then(Period::tax_year)
    }

    /// The tax year that it belongs to; of a document that has none, that of its date, for the
    /// lists that must name one.
    pub(super) fn tax_year_or_of_its_date(&self) -> Option<TaxYear> {
        self.tax_year()
            .or_else(|| TaxYear::containing(self.date()).ok())
    }

    /// The period that it belongs to.
    pub(super) fn period(&self) -> Option<Period> {
        match self {
            Self::Charge(_, charge) => charge.charge.period,
            Self::Credit(_, credit) => match credit.source {
                CreditSource::Payment(_) => None,
                CreditSource::Credit(credit) => credit.period,
            },
        }
    }

    /// What it is; a payment is of a kind of its own.
    pub(super) const fn kind(&self) -> &'a TransactionKind {
        match self {
            Self::Charge(_, charge) => &charge.charge.kind,
            Self::Credit(_, credit) => match credit.source {
                CreditSource::Payment(_) => &TransactionKind::Payment,
                CreditSource::Credit(credit) => &credit.kind,
            },
        }
    }

    /// What it is called in a list; HMRC's table has no name for credits that are no payments.
    pub(super) const fn description(&self) -> Option<&'static str> {
        match self {
            Self::Charge(_, charge) => Some(document_text::charge_description(charge.charge.kind)),
            Self::Credit(..) => self.kind().document_description(),
        }
    }

    /// Whether it is a payment by the taxpayer.
    pub(super) fn is_payment(&self) -> bool {
        match self {
            Self::Charge(..) => false,
            Self::Credit(_, credit) => credit.source.payment().is_some(),
        }
    }

    /// Whether it stands: a payment that bounced does not.
    pub(super) const fn stands(&self) -> bool {
        match self {
            Self::Charge(..) => true,
            Self::Credit(_, credit) => credit.reversed.is_none(),
        }
    }

    /// The lot and item of a payment.
    pub(super) fn payment_id(&self) -> Option<PaymentId> {
        match self {
            Self::Charge(..) => None,
            Self::Credit(_, credit) => credit.source.payment().map(payment_id),
        }
    }

    /// The amount of a charge as it now is; less than nothing for what was paid or credited.
    pub(super) fn original(&self) -> Money {
        match self {
            Self::Charge(_, charge) => charge.amount,
            Self::Credit(_, credit) => minus(credit.source.amount()),
        }
    }

    /// What is still to be paid of a charge; what is left of a credit, less than nothing.
    pub(super) fn outstanding(&self) -> Money {
        match self {
            Self::Charge(_, charge) => charge.outstanding,
            Self::Credit(_, credit) => minus(credit.unallocated),
        }
    }

    /// What payments and credits have cleared of it; less than nothing for what was used of a
    /// credit.
    pub(super) fn cleared(&self) -> Money {
        match self {
            Self::Charge(_, charge) => charge.paid,
            Self::Credit(_, credit) => minus(
                credit
                    .source
                    .amount()
                    .checked_sub(credit.unallocated)
                    .unwrap_or_default(),
            ),
        }
    }

    /// The reference that a payer of it quotes.
    pub(super) fn charge_reference(&self) -> Option<ChargeReference> {
        match self {
            Self::Charge(_, charge) => charge.charge.reference,
            Self::Credit(..) => None,
        }
    }

    /// Whether something of it is open: an amount, or interest that is not paid.
    pub(super) fn is_open(&self) -> bool {
        match self {
            Self::Charge(_, charge) => charge.is_open(),
            Self::Credit(_, credit) => !credit.unallocated.is_zero(),
        }
    }

    /// The interest on a charge.
    pub(super) fn interest(&self) -> Option<&'p InterestPosition> {
        match self {
            Self::Charge(_, charge) => charge.interest.as_ref(),
            Self::Credit(..) => None,
        }
    }

    /// The last time that something cleared part of it; the parts of that day count together.
    pub(super) fn last_clearing(&self, position: &Position<'a>) -> Option<LastClearing> {
        match self {
            Self::Charge(index, _) => {
                last_of(position.allocations_to(*index).filter_map(|slice| {
                    let reason = Reason::by(position.credit(slice.credit)?.source);
                    Some((slice.made, reason, slice.amount))
                }))
            }
            Self::Credit(index, credit) => {
                if let Some(on) = credit.reversed {
                    let amount = credit.source.amount();
                    return Some(LastClearing {
                        on,
                        reason: Reason::Reversal,
                        amount,
                    });
                }
                let reason = Reason::by(credit.source);
                let used = position.allocations_of(*index);
                let refunds = refunds(*index, position)
                    .map(|refund| (refund.on, Reason::OutgoingPayment, refund.amount));
                last_of(
                    used.map(|slice| (slice.made, reason, slice.amount))
                        .chain(refunds),
                )
            }
        }
    }
}

/// The lot and item by which a payment is asked for: its own, or, of a payment that came without,
/// its document number and the first item.
pub(super) fn payment_id(payment: &Payment) -> PaymentId {
    payment
        .payment_id
        .unwrap_or_else(|| PaymentId::of_document(payment.id))
}

/// Money of a payment or credit that went back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Refund<'p> {
    pub(super) claim: &'p RepaymentClaim,
    pub(super) on: Date,
    pub(super) amount: Money,
}

/// What went back of a payment or credit, in the order in which it left.
pub(super) fn refunds<'p, 'a: 'p>(
    index: CreditIndex,
    position: &'p Position<'a>,
) -> impl Iterator<Item = Refund<'p>> {
    let parts = position.repayments.iter();
    parts
        .filter(move |part| part.credit == index)
        .filter_map(|part| {
            let claim = position.claims.get(part.claim.0)?;
            let ClaimOutcome::Repaid { on, .. } = claim.outcome else {
                return None;
            };
            Some(Refund {
                claim: claim.claim,
                on,
                amount: part.amount,
            })
        })
}

/// The last day on which something cleared a part, what the last thing was, and what the parts come
/// to that were cleared on it.
fn last_of(parts: impl Iterator<Item = (Date, Reason, Money)>) -> Option<LastClearing> {
    parts.fold(None, |last, (on, reason, amount)| match last {
        Some(LastClearing { on: known, .. }) if known > on => last,
        Some(LastClearing {
            on: known,
            amount: sum,
            ..
        }) if known == on => Some(LastClearing {
            on,
            reason,
            // The parts of a document fit as the document does.
            amount: sum.checked_add(amount).unwrap_or(sum),
        }),
        Some(_) | None => Some(LastClearing { on, reason, amount }),
    })
}

/// The amount with the other sign: what credits look like beside charges.
pub(super) fn minus(amount: Money) -> Money {
    // No amount of an account reaches the one number that has no opposite.
    amount.checked_neg().unwrap_or_default()
}
