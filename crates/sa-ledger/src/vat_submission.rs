//! A VAT return becomes the entries that it makes.
//!
//! Sources: github hmrc/vat-api (the refusals and their order: insolvent trader, unknown period,
//! duplicate, period not ended); VAT Notice 700 (a return raises a charge or a credit).

use sa_model::{
    Charge, ChargeReference, Credit, DocumentId, Entry, EntryId, Fact, FormBundleNumber, NetVat,
    ObligationPeriod, Period, PeriodKey, SubmittedReturn, Timestamp, TransactionKind,
    VatChargePeriod, VatReturn,
};
use time::Date;

use crate::account::Account;

/// The numbers that whoever stores a return draws for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubmissionNumbers {
    /// Of the form bundle.
    pub form_bundle_number: FormBundleNumber,
    /// Of the charge or credit that the return raises.
    pub document: DocumentId,
    /// Of the charge, for its payer to quote.
    pub reference: ChargeReference,
}

/// Why a return is refused, the earliest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum SubmitError {
    /// The trader is insolvent on the day of receipt.
    #[error("the trader is insolvent since {since}")]
    Insolvent {
        /// The day.
        since: Date,
    },
    /// No return is to be made for the period.
    #[error("no return is to be made for period {key}")]
    UnknownPeriod {
        /// The key.
        key: PeriodKey,
    },
    /// A return for the period is in.
    #[error("a return for period {key} is in already")]
    Duplicate {
        /// The key.
        key: PeriodKey,
    },
    /// The period ends on the day of receipt or later.
    #[error("period {key} runs to {end}, a return was received on {received}")]
    PeriodNotEnded {
        /// The key.
        key: PeriodKey,
        /// Last day of the period.
        end: Date,
        /// The day of receipt.
        received: Date,
    },
}

/// The entries that a return makes, effective on the day it is received: the return itself, and
/// the charge or credit of its net amount, a charge being due on the obligation's due date.
///
/// Their ids follow from the period key, so that no store takes a second return for one period.
///
/// # Errors
/// The first that holds of [`SubmitError`], in its order.
pub fn submit(
    account: &Account,
    vat_return: VatReturn,
    received: Timestamp,
    numbers: SubmissionNumbers,
) -> Result<Vec<Entry>, SubmitError> {
    let day = received.date();
    let key = vat_return.period_key();
    if let Some(since) = account.insolvent_since().filter(|since| *since <= day) {
        return Err(SubmitError::Insolvent { since });
    }
    let Some(obligation) = account.obligation(key).map(|created| created.record) else {
        return Err(SubmitError::UnknownPeriod { key });
    };
    if account.submitted_return(key).is_some() {
        return Err(SubmitError::Duplicate { key });
    }
    if obligation.end >= day {
        return Err(SubmitError::PeriodNotEnded {
            key,
            end: obligation.end,
            received: day,
        });
    }
    let raised = raised_by(&vat_return, &obligation, &numbers);
    let submitted = SubmittedReturn {
        vat_return,
        form_bundle_number: numbers.form_bundle_number,
        raised: raised.as_ref().map(|_raised| numbers.document),
        charge_reference: match raised {
            Some(Fact::ChargeRaised(_)) => Some(numbers.reference),
            _ => None,
        },
    };
    let entry = |part: &str, fact| entry_of(account, key, part, received, fact);
    Ok([entry("return", Fact::ReturnSubmitted(submitted))]
        .into_iter()
        .chain(raised.map(|fact| entry("raised", fact)))
        .flatten()
        .collect())
}

/// The charge or credit of a return's net amount; none for a nil return.
fn raised_by(
    vat_return: &VatReturn,
    obligation: &ObligationPeriod,
    numbers: &SubmissionNumbers,
) -> Option<Fact> {
    let period = Some(Period::Vat(VatChargePeriod {
        key: Some(obligation.key),
        from: obligation.start,
        to: obligation.end,
    }));
    let id = numbers.document;
    match vat_return.net() {
        NetVat::Debit(amount) => Some(Fact::ChargeRaised(Charge {
            id,
            reference: Some(numbers.reference),
            kind: TransactionKind::VatReturnDebit,
            amount,
            due: obligation.due,
            period,
        })),
        NetVat::Credit(amount) => {
            let kind = TransactionKind::VatReturnCredit;
            Some(Fact::CreditRaised(Credit {
                id,
                kind,
                amount,
                period,
            }))
        }
        NetVat::Nil => None,
    }
}

/// An entry whose id is made of the period key; `None` never happens, for the id has the shape.
fn entry_of(
    account: &Account,
    key: PeriodKey,
    part: &str,
    received: Timestamp,
    fact: Fact,
) -> Option<Entry> {
    // A `#` may stand in a period key, but not in an entry's id.
    let text = format!("vat-{part}:{}", key.as_str().replace('#', "."));
    Some(Entry {
        account: account.key(),
        id: EntryId::parse(&text).ok()?,
        effective: received.date(),
        recorded: received,
        fact,
    })
}
