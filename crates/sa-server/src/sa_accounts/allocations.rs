//! `GET /{nino}/payments/{paymentId}` of 1.0: what one payment paid.
//!
//! Source: github hmrc/self-assessment-accounts-api at 13fed3b3
//! (`RetrieveAllocationsController`, `PaymentIdValidation`).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_model::{BoundedText, DocumentId, PaymentId};
use serde::Serialize;
use utoipa::ToSchema;

use super::allocation_rows::{AllocationRow, PaymentRow, PaymentSelection};
use super::endpoint::Allocations;
use super::error::{AccountsError, Fault};
use super::links::{Link, Links, Rel};
use super::request::AccountsRequest;
use crate::answer::Answer;
use crate::wire_value::{Day, Pence};

/// The allocations of a payment.
pub(super) async fn get(
    request: AccountsRequest<Allocations>,
) -> Result<HttpResponse, AccountsError> {
    let today = request.today;
    let id = PaymentId::parse(request.path("paymentId"))
        .map_err(|_no_id| request.fault(Fault::FormatPaymentId))?;
    request.answer(|account| {
        let position = account.position(today);
        let selection = PaymentSelection {
            id: Some((id.lot(), id.item())),
            range: None,
        };
        let row = selection.of(&position).next();
        let row = row.ok_or_else(|| request.fault(Fault::MatchingResourceNotFound))?;
        Ok(Answer::json(
            StatusCode::OK,
            &Body::of(&row, id, request.links()),
        ))
    })
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Allocations)]
pub(super) struct Body<'p> {
    amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    method: Option<&'p str>,
    transaction_date: Day,
    allocations: Vec<Allocation<'p>>,
    links: [Link; 1],
}

impl<'p> Body<'p> {
    fn of(row: &PaymentRow<'p, '_>, id: PaymentId, links: Links<'_>) -> Self {
        Self {
            amount: Pence(row.payment.amount),
            method: row.payment.method.as_ref().map(BoundedText::as_str),
            transaction_date: Day(row.on),
            allocations: row
                .allocations()
                .iter()
                .map(|each| allocation(each, links))
                .collect(),
            links: [links.payment(Rel::Itself, id)],
        }
    }
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ListedAllocation)]
struct Allocation<'p> {
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    transaction_id: DocumentId,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    to: Option<Day>,
    r#type: &'p str,
    amount: Pence,
    cleared_amount: Pence,
    links: [Link; 2],
}

fn allocation<'p>(row: &AllocationRow<'p, '_>, links: Links<'_>) -> Allocation<'p> {
    let charge = row.charge.charge;
    Allocation {
        transaction_id: charge.id,
        from: charge.period.map(|period| Day(period.first_day())),
        to: charge.period.map(|period| Day(period.last_day())),
        r#type: row.description(),
        amount: Pence(row.amount()),
        cleared_amount: Pence(row.cleared),
        links: [
            links.charge(Rel::RetrieveChargeHistory, charge.id),
            links.transaction(Rel::RetrieveTransactionDetails, charge.id),
        ],
    }
}
