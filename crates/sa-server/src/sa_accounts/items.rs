//! The items of a document: what is open of it, and each part that was cleared.
//!
//! Item 0 heads the document: it has the due date (of a payment: the day it was made) and what is
//! open; each later item is a part that money cleared, or that is collected through PAYE. So the
//! items of a document come to its amount. Source: how github hmrc/self-assessment-accounts-api
//! at 13fed3b3 (`TransactionItem`) reads them: the lowest-numbered one gives the due date.

use sa_model::{
    Allocation, BoundedText, ChargeIndex, ChargePosition, CodedOut, CreditIndex, CreditPosition,
    DocumentId, Money, Payment, Position,
};
use time::Date;

use super::document_text::outgoing_method;
use super::documents::{Document, Reason, minus, refunds};

/// One item of a document.
#[derive(Debug, Clone)]
pub(super) struct Item<'p> {
    /// From 0, without gaps.
    pub(super) number: usize,
    pub(super) due: Option<Date>,
    pub(super) amount: Money,
    pub(super) cleared: Option<Cleared>,
    /// The payment that cleared it, or that it is of.
    pub(super) payment: Option<&'p Payment>,
    pub(super) coded_out: Option<CodedOutStatus>,
}

/// How an item was cleared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cleared {
    /// The day.
    pub(super) on: Date,
    pub(super) reason: Reason,
    /// The document on the other side.
    pub(super) by: Option<DocumentId>,
    /// How money went back, in HMRC's words.
    pub(super) outgoing: Option<&'static str>,
}

/// How far the collection through PAYE is. Source: OAS 4.0, `codedOutStatus`; which of its values
/// holds when is this project's reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodedOutStatus {
    /// The tax year that collects it is still to come.
    AwaitingCollection,
    /// It is being collected.
    Initiated,
    /// The tax year that collected it is over.
    FullyCollected,
}

impl CodedOutStatus {
    /// On the wire.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::AwaitingCollection => "awaiting-collection",
            Self::Initiated => "initiated",
            Self::FullyCollected => "fully-collected",
        }
    }

    fn of(coded: &CodedOut, on: Date) -> Self {
        if on < coded.collected_in.first_day() {
            Self::AwaitingCollection
        } else if on <= coded.collected_in.last_day() {
            Self::Initiated
        } else {
            Self::FullyCollected
        }
    }
}

/// The items of a document, the heading one first.
pub(super) fn of<'p>(document: Document<'p, '_>, position: &'p Position<'_>) -> Vec<Item<'p>> {
    let mut items = match document {
        Document::Charge(index, charge) => of_charge(index, charge, position),
        Document::Credit(index, credit) => of_credit(index, credit, position),
    };
    for (number, item) in items.iter_mut().enumerate() {
        item.number = number;
    }
    items
}

fn of_charge<'p>(
    index: ChargeIndex,
    charge: &ChargePosition<'p>,
    position: &'p Position<'_>,
) -> Vec<Item<'p>> {
    let due = Some(charge.charge.due);
    let head = Item {
        due,
        ..Item::open(charge.outstanding)
    };
    let paid = position.allocations_to(index).filter_map(|slice| {
        let credit = position.credit(slice.credit)?;
        let cleared = Cleared {
            by: Some(credit.source.id()),
            ..Cleared::on(slice.made, Reason::by(credit.source))
        };
        let payment = credit.source.payment();
        Some(Item {
            due,
            cleared: Some(cleared),
            payment,
            ..Item::open(slice.amount)
        })
    });
    let coded = charge.coded_out_parts().map(|(coded, amount)| Item {
        due,
        cleared: Some(Cleared::on(coded.effective, Reason::Credit)),
        coded_out: Some(CodedOutStatus::of(&coded.record, position.on)),
        ..Item::open(amount)
    });
    std::iter::once(head).chain(paid).chain(coded).collect()
}

fn of_credit<'p>(
    index: CreditIndex,
    credit: &CreditPosition<'p>,
    position: &'p Position<'_>,
) -> Vec<Item<'p>> {
    let payment = credit.source.payment();
    let due = payment.map(|_made| credit.effective);
    let open = |amount| Item {
        due,
        payment,
        ..Item::open(minus(amount))
    };
    let cleared = |amount, cleared| Item {
        cleared: Some(cleared),
        ..open(amount)
    };
    let used = position.allocations_of(index).map(|slice: &Allocation| {
        let by = position.charge(slice.to.charge());
        let by = by.map(|charge| charge.charge.id);
        let reason = Reason::by(credit.source);
        cleared(
            slice.amount,
            Cleared {
                by,
                ..Cleared::on(slice.made, reason)
            },
        )
    });
    let repaid = refunds(index, position).map(|refund| {
        let outgoing = refund.claim.method.as_ref().map(BoundedText::as_str);
        let outgoing = outgoing.and_then(outgoing_method);
        let reason = Reason::OutgoingPayment;
        cleared(
            refund.amount,
            Cleared {
                outgoing,
                ..Cleared::on(refund.on, reason)
            },
        )
    });
    let reversed = credit.reversed.map(|on| {
        let amount = credit.source.amount();
        let left = amount.checked_sub(credit.repaid).unwrap_or_default();
        cleared(left, Cleared::on(on, Reason::Reversal))
    });
    let head = open(credit.unallocated);
    std::iter::once(head)
        .chain(used)
        .chain(repaid)
        .chain(reversed)
        .collect()
}

impl Cleared {
    const fn on(on: Date, reason: Reason) -> Self {
        Self {
            on,
            reason,
            by: None,
            outgoing: None,
        }
    }
}

impl Item<'_> {
    /// Its number as the wire has it: three digits, more if they are needed.
    pub(super) fn id(&self) -> String {
        format!("{:03}", self.number)
    }

    const fn open(amount: Money) -> Self {
        Self {
            number: 0,
            due: None,
            amount,
            cleared: None,
            payment: None,
            coded_out: None,
        }
    }
}
