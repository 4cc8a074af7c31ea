//! A journal in the making: facts on their days, then entries in the order of the days.

use sa_ledger::Account;
use sa_ledger::vat_submission::{SubmissionNumbers, submit};
use sa_model::{
    AccountHolder, ChargeReference, DocumentId, Entry, EntryId, Fact, PaymentId, Timestamp,
    VatReturn, date,
};
use time::{Date, Month};

use crate::generate::Invalid;
use crate::generate::draw::Draw;

/// The day on which all that is generated has happened.
pub(super) fn today() -> Result<Date, Invalid> {
    Ok(Date::from_calendar_date(2026, Month::January, 31)?)
}

/// What happens on a day.
pub(super) enum Step {
    /// A fact that follows from those before it.
    Fact(Fact),
    /// A fact that is left out where the account does not allow it then: only if there is credit can
    /// it be claimed.
    IfAllowed(Fact),
    /// A VAT return is received, and makes its own entries.
    Return(VatReturn),
}

/// Steps of one account, in any order.
pub(super) struct Journal {
    /// The account's place among its like: part of its document numbers.
    place: u64,
    documents: u64,
    steps: Vec<(Date, Step)>,
}

impl Journal {
    pub(super) const fn new(place: u64) -> Self {
        Self {
            place,
            documents: 0,
            steps: Vec::new(),
        }
    }

    /// Something happens on a day; what would happen after today does not.
    pub(super) fn add(&mut self, on: Date, step: Step) -> Result<(), Invalid> {
        if on <= today()? {
            self.steps.push((on, step));
        }
        Ok(())
    }

    /// The next document number of the account: twelve digits.
    pub(super) fn document(&mut self) -> Result<DocumentId, Invalid> {
        self.documents = self.documents.saturating_add(1);
        Ok(DocumentId::parse(&format!(
            "{:08}{:04}",
            self.place, self.documents
        ))?)
    }

    /// The charge reference that goes with a document.
    pub(super) fn reference(document: DocumentId) -> Result<ChargeReference, Invalid> {
        Ok(ChargeReference::parse(&format!("XD{document}"))?)
    }

    /// The lot and item of a payment that goes with a document.
    pub(super) fn payment_id(document: DocumentId) -> Result<PaymentId, Invalid> {
        Ok(PaymentId::parse(&format!("{document}-000001"))?)
    }

    /// The entries, in the order of their days.
    pub(super) fn entries(
        mut self,
        holder: AccountHolder,
        mut draw: Draw,
    ) -> Result<Vec<Entry>, Invalid> {
        let key = holder.key();
        let opened = self
            .steps
            .iter()
            .map(|(on, _)| *on)
            .min()
            .map_or_else(today, Ok)?;
        let entry = |number: usize, on: Date, fact: Fact| -> Result<Entry, Invalid> {
            let recorded = moment(on, number)?;
            let id = EntryId::parse(&format!("{number}"))?;
            Ok(Entry {
                account: key,
                id,
                effective: on,
                recorded,
                fact,
            })
        };
        let mut entries = vec![entry(1, opened, Fact::AccountOpened(holder))?];
        let mut account = Account::fold(&entries)?.ok_or("the account is not opened")?;
        self.steps.sort_by_key(|(on, _)| *on);
        for (on, step) in std::mem::take(&mut self.steps) {
            let number = entries.len().saturating_add(1);
            match step {
                Step::Fact(fact) => {
                    let entry = entry(number, on, fact)?;
                    account.apply(&entry)?;
                    entries.push(entry);
                }
                Step::IfAllowed(fact) => {
                    let entry = entry(number, on, fact)?;
                    if account.apply(&entry).is_ok() {
                        entries.push(entry);
                    }
                }
                Step::Return(vat_return) => {
                    let numbers = self.submission_numbers(&mut draw)?;
                    for made in submit(&account, vat_return, moment(on, number)?, numbers)? {
                        account.apply(&made)?;
                        entries.push(made);
                    }
                }
            }
        }
        Ok(entries)
    }

    fn submission_numbers(&mut self, draw: &mut Draw) -> Result<SubmissionNumbers, Invalid> {
        let document = self.document()?;
        let bundle = format!(
            "{:06}{:06}",
            draw.between(0, 999_999),
            draw.between(0, 999_999)
        );
        Ok(SubmissionNumbers {
            form_bundle_number: bundle.parse()?,
            document,
            reference: Self::reference(document)?,
        })
    }
}

/// When an entry of a day was written down: the later its number, the later.
fn moment(on: Date, number: usize) -> Result<Timestamp, Invalid> {
    let seconds = number % 3_600;
    let (minute, second) = (seconds / 60, seconds % 60);
    Ok(Timestamp::parse(&format!(
        "{}T09:{minute:02}:{second:02}.000Z",
        date::text(on)
    ))?)
}
