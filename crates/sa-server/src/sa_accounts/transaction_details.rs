//! `GET /{nino}/transactions/{transactionId}` of 1.0: the items of one document.
//!
//! Source: github hmrc/self-assessment-accounts-api at 13fed3b3 (`TransactionItem`, `SubItem`): the
//! lowest-numbered item of a document gives it its due date, method and payment, and is not listed.
#![expect(clippy::struct_field_names, reason = "the names are the wire's")]

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_model::{BoundedText, DocumentId, PaymentId, Position};
use serde::Serialize;
use utoipa::ToSchema;

use super::document_text;
use super::documents::{Document, Selection, payment_id};
use super::endpoint::TransactionDetails;
use super::error::{AccountsError, Fault};
use super::financial_wire::ChargeDetail;
use super::items::{self, Item};
use super::links::{Link, Links, Rel};
use super::request::AccountsRequest;
use crate::answer::Answer;
use crate::wire_value::{Day, Pence};

/// The items of a transaction.
pub(super) async fn get(
    request: AccountsRequest<TransactionDetails>,
) -> Result<HttpResponse, AccountsError> {
    let today = request.today;
    let id = DocumentId::parse(request.path("transactionId"))
        .map_err(|_no_id| request.fault(Fault::FormatTransactionId))?;
    request.answer(|account| {
        let position = account.position(today);
        let selection = Selection {
            number: Some(id.as_str()),
            ..Selection::default()
        };
        let document = selection.of(&position).next();
        let document = document.ok_or_else(|| request.fault(Fault::MatchingResourceNotFound))?;
        let body = Body::of(document, &position, request.links());
        Ok(Answer::json(StatusCode::OK, &body))
    })
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TransactionDetails)]
pub(super) struct Body<'p> {
    transaction_items: [TransactionItem<'p>; 1],
    links: Vec<Link>,
}

impl<'p> Body<'p> {
    fn of(document: Document<'p, '_>, position: &'p Position<'_>, links: Links<'_>) -> Self {
        let item = TransactionItem::of(document, position);
        let itself = links.transaction(Rel::Itself, document.id());
        let allocations = item
            .payment_id
            .filter(|_id| document.stands())
            .map(|id| links.payment(Rel::RetrievePaymentAllocations, id));
        let links = [itself].into_iter().chain(allocations).collect();
        Self {
            transaction_items: [item],
            links,
        }
    }
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TransactionItem<'p> {
    transaction_item_id: &'static str,
    r#type: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    tax_period_from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    tax_period_to: Option<Day>,
    original_amount: Pence,
    outstanding_amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    due_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_method: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}-[0-9A-Za-z]{1,6}$", nullable = false)]
    payment_id: Option<PaymentId>,
    sub_items: Vec<SubItem<'p>>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SubItem<'p> {
    sub_item_id: String,
    amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    clearing_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    clearing_reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    outgoing_payment_method: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_amount: Option<Pence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_method: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}-[0-9A-Za-z]{1,6}$", nullable = false)]
    payment_id: Option<PaymentId>,
}

impl<'p> TransactionItem<'p> {
    fn of(document: Document<'p, '_>, position: &'p Position<'_>) -> Self {
        let period = document.period();
        let mut items = items::of(document, position).into_iter();
        let head = items.next();
        let payment = head.as_ref().and_then(|head| head.payment);
        Self {
            transaction_item_id: document_text::DOCUMENT_ITEM,
            r#type: ChargeDetail::of(&document).document_type_description,
            tax_period_from: period.map(|period| Day(period.first_day())),
            tax_period_to: period.map(|period| Day(period.last_day())),
            original_amount: Pence(document.original()),
            outstanding_amount: Pence(document.outstanding()),
            due_date: head.as_ref().and_then(|head| head.due).map(Day),
            payment_method: payment
                .and_then(|p| p.method.as_ref())
                .map(BoundedText::as_str),
            payment_id: payment.map(payment_id),
            sub_items: items.map(|item| sub_item(&item)).collect(),
        }
    }
}

fn sub_item<'p>(item: &Item<'p>) -> SubItem<'p> {
    SubItem {
        sub_item_id: item.id(),
        amount: Pence(item.amount),
        clearing_date: item.cleared.map(|cleared| Day(cleared.on)),
        clearing_reason: item.cleared.map(|cleared| cleared.reason.of_item()),
        outgoing_payment_method: item.cleared.and_then(|cleared| cleared.outgoing),
        payment_amount: item.payment.map(|payment| Pence(payment.amount)),
        payment_method: item
            .payment
            .and_then(|p| p.method.as_ref())
            .map(BoundedText::as_str),
        payment_id: item.payment.map(payment_id),
    }
}
