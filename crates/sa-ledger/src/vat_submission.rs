//! A VAT return becomes the entries that it makes.
//!
//! Sources: github hmrc/vat-api (the refusals and their order: insolvent trader, unknown period,
//! duplicate, period not ended); VAT Act 1994 s.73 (an assessment is
//! made where no return is; that the return replaces it is how HMRC's central assessments work); Notice 700/60 (with the return the balance is paid that the payments
//! on account leave).

use std::cmp::Ordering;

use sa_model::{
    Amendment, BoundedText, Charge, ChargeReference, Credit, DocumentId, Entry, EntryId, Fact,
    FormBundleNumber, Money, NetVat, ObligationPeriod, Period, PeriodKey, SubmittedReturn,
    Timestamp, TransactionKind, VatChargePeriod, VatReturn,
};
use time::Date;

use crate::account::Account;
use crate::record::{ChargeRecord, up_to};

/// The numbers that whoever stores a return draws for it.
///
/// ```
#[doc = include_str!("vat_submission/example.md")]
/// let received = Timestamp::parse("2025-04-20T10:00:00Z")?;
/// let entries = submit(&account, vat_return, received, numbers)?;
/// let Fact::ChargeRaised(charge) = &entries[1].fact else { panic!("to pay") };
/// assert_eq!((charge.id, charge.reference), (numbers.document, Some(numbers.reference)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
#[doc = include_str!("vat_submission/example.md")]
/// let early = Timestamp::parse("2025-03-31T10:00:00Z")?; // the last day of the period
/// let error: SubmitError = submit(&account, vat_return, early, numbers).unwrap_err();
/// assert_eq!(error.to_string(), "period 25C1 runs to 2025-03-31, a return was received on 2025-03-31");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

/// The entries that a return makes, effective on the day it is received: the return itself; the end
/// of a central assessment for the period, which it replaces; and the charge or credit of its net
/// amount less the payments on account charged for the period, a charge being due on the
/// obligation's due date.
///
/// Their ids follow from the period key, so that no store takes a second return for one period.
///
/// ```
#[doc = include_str!("vat_submission/example.md")]
/// let received = Timestamp::parse("2025-04-20T10:00:00Z")?;
/// for entry in submit(&account, vat_return, received, numbers)? {
///     account.apply(&entry)?;
/// }
/// let position = account.position(received.date());
/// assert_eq!(position.charges[0].outstanding, Money::parse("60.00")?);
/// assert_eq!(position.charges[0].charge.due, day("2025-05-07")?);
/// let error = submit(&account, vat_return, received, numbers).unwrap_err();
/// assert_eq!(error, SubmitError::Duplicate { key: vat_return.period_key() });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    let Some(obligation) = account.obligation(key) else {
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
    let raised = raised_by(
        net_to_raise(account, &vat_return, &obligation, day),
        &obligation,
        &numbers,
    );
    let submitted = SubmittedReturn {
        vat_return,
        form_bundle_number: numbers.form_bundle_number,
        raised: raised.as_ref().map(|_raised| numbers.document),
        charge_reference: match raised {
            Some(Fact::ChargeRaised(_)) => Some(numbers.reference),
            _ => None,
        },
    };
    let withdrawn = account
        .charges_of(&obligation, TransactionKind::VatCentralAssessment, day)
        .filter(|charge| !charge.amount(day).is_zero())
        .filter_map(withdrawal);
    Ok([("return".to_owned(), Fact::ReturnSubmitted(submitted))]
        .into_iter()
        .chain(withdrawn)
        .chain(raised.map(|fact| ("raised".to_owned(), fact)))
        .filter_map(|(part, fact)| entry_of(account, key, &part, received, fact))
        .collect())
}

/// As [`submit`], but of the period only the form of its key counts, as in HMRC's sandbox: a return
/// for a period that is not known, or has not ended, is taken as well, and raises nothing.
///
/// ```
#[doc = include_str!("vat_submission/example.md")]
/// let early = Timestamp::parse("2025-03-31T10:00:00Z")?; // the period has not ended
/// let entries = submit_for_any_period(&account, vat_return, early, numbers)?;
/// assert_eq!(entries.len(), 1); // the return alone: it raises nothing
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// An insolvent trader; a second return for a period.
pub fn submit_for_any_period(
    account: &Account,
    vat_return: VatReturn,
    received: Timestamp,
    numbers: SubmissionNumbers,
) -> Result<Vec<Entry>, SubmitError> {
    let key = vat_return.period_key();
    let submitted = SubmittedReturn {
        vat_return,
        form_bundle_number: numbers.form_bundle_number,
        raised: None,
        charge_reference: match vat_return.net() {
            NetVat::Debit(_) => Some(numbers.reference),
            NetVat::Credit(_) | NetVat::Nil => None,
        },
    };
    match submit(account, vat_return, received, numbers) {
        Err(SubmitError::UnknownPeriod { .. } | SubmitError::PeriodNotEnded { .. })
            if account.submitted_return(key).is_some() =>
        {
            Err(SubmitError::Duplicate { key })
        }
        Err(SubmitError::UnknownPeriod { .. } | SubmitError::PeriodNotEnded { .. }) => {
            let fact = Fact::ReturnSubmitted(submitted);
            Ok(entry_of(account, key, "return", received, fact)
                .into_iter()
                .collect())
        }
        decided => decided,
    }
}

/// What a return leaves to be charged or credited, in pence: its net amount less the payments on
/// account that were charged for the period by the day of receipt.
fn net_to_raise(
    account: &Account,
    vat_return: &VatReturn,
    obligation: &ObligationPeriod,
    day: Date,
) -> i128 {
    let net = match vat_return.net() {
        NetVat::Debit(amount) => amount.pence(),
        NetVat::Credit(amount) => amount.pence().saturating_neg(),
        NetVat::Nil => 0,
    };
    account
        .charges_of(obligation, TransactionKind::VatPaymentOnAccount, day)
        .fold(net, |net, charge| {
            net.saturating_sub(charge.amount(day).pence())
        })
}

/// The charge or credit of what a return leaves; none if it leaves nothing.
fn raised_by(
    net_pence: i128,
    obligation: &ObligationPeriod,
    numbers: &SubmissionNumbers,
) -> Option<Fact> {
    let period = Some(Period::Vat(VatChargePeriod {
        key: Some(obligation.key),
        from: obligation.start,
        to: obligation.end,
    }));
    let id = numbers.document;
    let amount = Money::from_pence(net_pence.checked_abs()?).ok()?;
    match net_pence.cmp(&0) {
        Ordering::Greater => Some(Fact::ChargeRaised(Charge {
            id,
            reference: Some(numbers.reference),
            kind: TransactionKind::VatReturnDebit,
            amount,
            due: obligation.due,
            period,
        })),
        Ordering::Less => {
            let kind = TransactionKind::VatReturnCredit;
            Some(Fact::CreditRaised(Credit {
                id,
                kind,
                amount,
                period,
            }))
        }
        Ordering::Equal => None,
    }
}

/// The end of an assessment that a return replaces: it was made because there was none.
fn withdrawal(assessment: &ChargeRecord) -> Option<(String, Fact)> {
    let charge = assessment.raised.record.id;
    let amendment = Amendment {
        charge,
        amount: Money::ZERO,
        reason: BoundedText::parse("Return submitted").ok()?,
        poa_adjustment_reason: None,
    };
    Some((format!("replaced:{charge}"), Fact::ChargeAmended(amendment)))
}

impl Account {
    /// The charges of a kind for the period of an obligation, raised by a day: what is raised later
    /// is not there to be withdrawn or taken off.
    fn charges_of(
        &self,
        obligation: &ObligationPeriod,
        kind: TransactionKind,
        day: Date,
    ) -> impl Iterator<Item = &ChargeRecord> {
        self.charges.iter().filter(move |charge| {
            charge.raised.record.kind == kind
                && charge.raised.effective <= day
                && match &charge.raised.record.period {
                    Some(Period::Vat(period)) => obligation.is_that_of(period),
                    Some(Period::TaxYear(_)) | None => false,
                }
        })
    }
}

impl ChargeRecord {
    /// The amount after the amendments up to a day.
    fn amount(&self, day: Date) -> Money {
        up_to(self.amendments(), day)
            .last()
            .map_or(self.raised.record.amount, |last| last.record.amount)
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
