//! Submit VAT Return: check, store durably, answer with a receipt.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`SubmitReturnController`, `SubmitReturnService`).

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use sa_ledger::Account;
use sa_ledger::vat_submission::{self, SubmissionNumbers, SubmitError};
use sa_model::{AccountHolder, Entry, Fact, Settlement, SubmittedReturn, Timestamp, VatReturn};
use sa_model::{NetVat, date};
use sa_store::{Append, AppendError, Expected};

use super::submission_numbers;
use crate::gateway::WriteVat;
use crate::sandbox::Source;
use crate::sandbox::vat::SUBMIT;
use crate::vat::error::{VatError, VatFault};
use crate::vat::request::VatRequest;
use crate::vat::return_body::ReturnBody;
use crate::vat::wire::{PaymentIndicator, Receipt};

const RECEIPT_ID: HeaderName = HeaderName::from_static("receipt-id");
const RECEIPT_TIMESTAMP: HeaderName = HeaderName::from_static("receipt-timestamp");
const RECEIPT_SIGNATURE: HeaderName = HeaderName::from_static("receipt-signature");
/// Contains the published page's own example, `DO NOT USE`.
const SIGNATURE: HeaderValue = HeaderValue::from_static("This has been deprecated - DO NOT USE");

/// How often a submit reads and decides anew when another append came between: each time one of
/// those that compete was stored.
const MOST_TRIES: usize = 256;

/// `POST /organisations/vat/{vrn}/returns`.
///
/// Every answer from here on carries the receipt's id and time, refusals too, as HMRC's do.
pub(in crate::vat) async fn post(request: VatRequest<WriteVat, ReturnBody>) -> HttpResponse {
    let received = request.app().clock().now();
    let mut response = match submitted(&request, received).await {
        Ok(receipt) => HttpResponse::Created()
            .insert_header((RECEIPT_SIGNATURE, SIGNATURE))
            .json(receipt),
        Err(error) => error.error_response(),
    };
    let headers = response.headers_mut();
    headers.insert(RECEIPT_ID, request.id());
    if let Ok(time) = HeaderValue::try_from(to_the_second(received)) {
        headers.insert(RECEIPT_TIMESTAMP, time);
    }
    response
}

/// `YYYY-MM-DDThh:mm:ssZ`.
fn to_the_second(moment: Timestamp) -> String {
    let (hour, minute, second) = moment.as_offset_date_time().time().as_hms();
    let day = date::text(moment.date());
    format!("{day}T{hour:02}:{minute:02}:{second:02}Z")
}

async fn submitted(
    request: &VatRequest<WriteVat, ReturnBody>,
    received: Timestamp,
) -> Result<Receipt, VatError> {
    let vat_return = request.body().check()?;
    let decide = match request.source(SUBMIT)? {
        Source::Scenario(fault) => return Err((*fault).into()),
        Source::Ledger => vat_submission::submit,
        Source::HmrcDefault => vat_submission::submit_for_any_period,
    };
    store(request, decide, vat_return, received).await
}

/// What a return makes of an account, or why it is refused.
type Decide =
    fn(&Account, VatReturn, Timestamp, SubmissionNumbers) -> Result<Vec<Entry>, SubmitError>;

/// Decides on the account as it is and appends under its version; decides anew when another append
/// came between, so that of any number of submits of one period one is stored.
async fn store(
    request: &VatRequest<WriteVat, ReturnBody>,
    decide: Decide,
    vat_return: VatReturn,
    received: Timestamp,
) -> Result<Receipt, VatError> {
    for _try in 0..MOST_TRIES {
        let account = request.solvent_account().await?;
        let numbers = submission_numbers::draw().map_err(VatError::internal)?;
        let entries = decide(&account, vat_return, received, numbers)?;
        let receipt = receipt(&account, &entries, received);
        let append = Append {
            account: request.key(),
            expected: Expected::Version(account.version()),
            entries,
        };
        // The store need not copy it then to go on from it.
        drop(account);
        match request.app().store().append(append).await {
            Ok(_appended) => return receipt.ok_or(VatFault::InternalError.into()),
            Err(AppendError::Conflict { .. } | AppendError::IdReused { .. }) => {}
            Err(AppendError::Store(cause)) => return Err(cause.into()),
            Err(cause) => return Err(VatError::internal(cause)),
        }
    }
    Err(VatFault::Unavailable.into())
}

/// What is answered, once the entries are stored.
fn receipt(account: &Account, entries: &[Entry], received: Timestamp) -> Option<Receipt> {
    let submitted = entries.iter().find_map(submitted_by)?;
    Some(Receipt {
        processing_date: received,
        form_bundle_number: submitted.form_bundle_number,
        payment_indicator: indicator(account, submitted),
        charge_ref_number: submitted.charge_reference,
    })
}

fn submitted_by(entry: &Entry) -> Option<&SubmittedReturn> {
    if let Fact::ReturnSubmitted(submitted) = &entry.fact {
        return Some(submitted);
    }
    None
}

/// `DD` for a debit that a Direct Debit collects, `BANK` for a credit that goes to a bank account.
fn indicator(account: &Account, submitted: &SubmittedReturn) -> Option<PaymentIndicator> {
    let AccountHolder::Vat(trader) = account.holder() else {
        return None;
    };
    let (debits, credits) = match trader.settlement {
        Settlement::None => (false, false),
        Settlement::DirectDebit => (true, false),
        Settlement::BankDetails => (false, true),
        Settlement::DirectDebitAndBankDetails => (true, true),
    };
    match submitted.vat_return.net() {
        NetVat::Debit(_) if debits => Some(PaymentIndicator::DirectDebit),
        NetVat::Credit(_) if credits => Some(PaymentIndicator::Bank),
        NetVat::Debit(_) | NetVat::Credit(_) | NetVat::Nil => None,
    }
}

impl From<SubmitError> for VatError {
    fn from(cause: SubmitError) -> Self {
        let fault = match cause {
            SubmitError::Insolvent { .. } => VatFault::InsolventTrader,
            SubmitError::UnknownPeriod { .. } => VatFault::UnknownPeriodKey,
            SubmitError::Duplicate { .. } => VatFault::DuplicateSubmission,
            SubmitError::PeriodNotEnded { .. } => VatFault::TaxPeriodNotEnded,
            _ => VatFault::InternalError,
        };
        Self::Fault {
            fault,
            cause: Some(Box::new(cause)),
        }
    }
}
