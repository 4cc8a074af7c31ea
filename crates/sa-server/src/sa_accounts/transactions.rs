//! `GET /{nino}/transactions` of 1.0: charges, payments and credits.
//!
//! Source: github hmrc/self-assessment-accounts-api at 13fed3b3 (`ListTransactionsController`; its
//! call to the back end asks for payments and for the interest that is running).
#![expect(clippy::struct_field_names, reason = "the names are the wire's")]

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_model::{DocumentId, InterestPosition, Money, PaymentId, Position, TaxYear};
use serde::Serialize;

use super::documents::{Document, Selection};
use super::endpoint::Transactions;
use super::error::AccountsError;
use super::links::{Link, Links, Rel};
use super::request::AccountsRequest;
use crate::answer::Answer;
use crate::wire_value::{Day, Pence, Rate};

/// The transactions between two dates.
pub(super) async fn get(
    request: AccountsRequest<Transactions>,
) -> Result<HttpResponse, AccountsError> {
    let today = request.app.clock().today();
    let range = Some(super::dates::first(&request.query, today)?);
    let links = request.links();
    request.answer(|account| {
        let position = account.position(today);
        let documents = Selection {
            range,
            ..Selection::default()
        }
        .of(&position);
        let body = Body {
            transactions: documents
                .map(|each| Transaction::of(&each, &position, links))
                .collect(),
            links: [
                links.transactions(Rel::Itself),
                links.charges(Rel::ListCharges),
                links.payments(Rel::ListPayments),
            ],
        };
        Ok(Answer::json(StatusCode::OK, &body))
    })
}

#[derive(Serialize)]
struct Body {
    transactions: Vec<Transaction>,
    links: [Link; 3],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Transaction {
    #[serde(skip_serializing_if = "Option::is_none")]
    tax_year: Option<TaxYear>,
    transaction_id: DocumentId,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_id: Option<PaymentId>,
    transaction_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'static str>,
    original_amount: Pence,
    outstanding_amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_clearing_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_clearing_reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_cleared_amount: Option<Pence>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    interest: Option<Interest>,
    links: Vec<Link>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Interest {
    #[serde(skip_serializing_if = "Option::is_none")]
    accruing_interest_amount: Option<Pence>,
    interest_rate: Rate,
    interest_from_date: Day,
    interest_end_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    late_payment_interest_amount: Option<Pence>,
    interest_outstanding_amount: Pence,
}

impl Transaction {
    fn of(document: &Document<'_, '_>, position: &Position<'_>, links: Links<'_>) -> Self {
        let last = document.last_clearing(position);
        let payment_id = document.payment_id();
        let detail = links.transaction(Rel::RetrieveTransactionDetails, document.id());
        let allocations = payment_id.map(|id| links.payment(Rel::RetrievePaymentAllocations, id));
        Self {
            tax_year: document.tax_year_or_of_its_date(),
            transaction_id: document.id(),
            payment_id,
            transaction_date: Day(document.date()),
            r#type: document.description(),
            original_amount: Pence(document.original()),
            outstanding_amount: Pence(document.outstanding()),
            last_clearing_date: last.map(|last| Day(last.on)),
            last_clearing_reason: last.map(|last| last.reason.of_document()),
            last_cleared_amount: last.map(|last| Pence(last.amount)),
            interest: document.interest().map(Interest::of),
            links: allocations.into_iter().chain([detail]).collect(),
        }
    }
}

impl Interest {
    fn of(interest: &InterestPosition) -> Self {
        let some = |sum: Money| Some(sum).filter(|sum| !sum.is_zero()).map(Pence);
        let outstanding = interest.accruing.checked_add(interest.outstanding);
        Self {
            accruing_interest_amount: some(interest.accruing),
            interest_rate: Rate(interest.rate_percent),
            interest_from_date: Day(interest.from),
            interest_end_date: Day(interest.to),
            late_payment_interest_amount: some(interest.charged),
            interest_outstanding_amount: Pence(outstanding.unwrap_or_default()),
        }
    }
}
