//! `GET /{nino}/transactions` of 1.0: charges, payments and credits.
//!
//! Source: github hmrc/self-assessment-accounts-api at 13fed3b3 (`ListTransactionsController`; its
//! call to the back end asks for payments and for the interest that is running).
#![expect(clippy::struct_field_names, reason = "the names are the wire's")]

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_model::{DocumentId, InterestPosition, Money, PaymentId, Position, TaxYear};
use serde::Serialize;
use utoipa::ToSchema;

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
    let today = request.today;
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

#[derive(Serialize, ToSchema)]
#[schema(as = Transactions)]
pub(super) struct Body {
    transactions: Vec<Transaction>,
    links: [Link; 3],
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Transaction {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$", nullable = false)]
    tax_year: Option<TaxYear>,
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    transaction_id: DocumentId,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}-[0-9A-Za-z]{1,6}$", nullable = false)]
    payment_id: Option<PaymentId>,
    transaction_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    r#type: Option<&'static str>,
    original_amount: Pence,
    outstanding_amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    last_clearing_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    last_clearing_reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    last_cleared_amount: Option<Pence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    accruing_interest_amount: Option<Pence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    interest_rate: Option<Rate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    interest_from_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    interest_end_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    late_payment_interest_amount: Option<Pence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    interest_outstanding_amount: Option<Pence>,
    links: Vec<Link>,
}

impl Transaction {
    fn of(document: &Document<'_, '_>, position: &Position<'_>, links: Links<'_>) -> Self {
        let last = document.last_clearing(position);
        let payment_id = document.payment_id();
        let interest = document.interest();
        let detail = links.transaction(Rel::RetrieveTransactionDetails, document.id());
        let allocations = payment_id
            .filter(|_id| document.stands())
            .map(|id| links.payment(Rel::RetrievePaymentAllocations, id));
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
            accruing_interest_amount: interest.and_then(|interest| some(interest.accruing)),
            interest_rate: interest.map(|interest| Rate(interest.rate_percent)),
            interest_from_date: interest.map(|interest| Day(interest.from)),
            interest_end_date: interest.map(|interest| Day(interest.to)),
            late_payment_interest_amount: interest.and_then(|interest| some(interest.charged)),
            interest_outstanding_amount: interest.map(|interest| Pence(unpaid(interest))),
            links: allocations.into_iter().chain([detail]).collect(),
        }
    }
}

/// An amount, where there is any.
fn some(amount: Money) -> Option<Pence> {
    Some(amount).filter(|amount| !amount.is_zero()).map(Pence)
}

/// What is unpaid of the interest on a charge, running or charged.
fn unpaid(interest: &InterestPosition) -> Money {
    // Both fit together by the ledger's limit.
    interest
        .accruing
        .checked_add(interest.outstanding)
        .unwrap_or_default()
}
