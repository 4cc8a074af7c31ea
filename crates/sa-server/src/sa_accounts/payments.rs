//! `GET /{nino}/payments` of 1.0.
//!
//! Source: github hmrc/self-assessment-accounts-api at 13fed3b3 (`ListPaymentsController`).
#![expect(clippy::struct_field_names, reason = "the names are the wire's")]

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_model::{BoundedText, PaymentId};
use serde::Serialize;
use utoipa::ToSchema;

use super::allocation_rows::{PaymentRow, PaymentSelection};
use super::documents::payment_id;
use super::endpoint::Payments;
use super::error::AccountsError;
use super::links::{Link, Links, Rel};
use super::request::AccountsRequest;
use crate::answer::Answer;
use crate::wire_value::{Day, Pence};

/// The payments between two dates.
pub(super) async fn get(request: AccountsRequest<Payments>) -> Result<HttpResponse, AccountsError> {
    let today = request.today;
    let range = Some(super::dates::first(&request.query, today)?);
    let links = request.links();
    request.answer(|account| {
        let position = account.position(today);
        let rows = PaymentSelection { range, id: None }.of(&position);
        let body = Body {
            payments: rows.map(|row| payment(&row, links)).collect(),
            links: [
                links.payments(Rel::Itself),
                links.transactions(Rel::ListTransactions),
            ],
        };
        Ok(Answer::json(StatusCode::OK, &body))
    })
}

#[derive(Serialize, ToSchema)]
#[schema(as = Payments)]
pub(super) struct Body<'p> {
    payments: Vec<Payment<'p>>,
    links: [Link; 2],
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ListedPayment)]
struct Payment<'p> {
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}-[0-9A-Za-z]{1,6}$")]
    payment_id: PaymentId,
    amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    method: Option<&'p str>,
    transaction_date: Day,
    links: [Link; 1],
}

fn payment<'p>(row: &PaymentRow<'p, '_>, links: Links<'_>) -> Payment<'p> {
    let id = payment_id(row.payment);
    Payment {
        payment_id: id,
        amount: Pence(row.payment.amount),
        method: row.payment.method.as_ref().map(BoundedText::as_str),
        transaction_date: Day(row.on),
        links: [links.payment(Rel::RetrievePaymentAllocations, id)],
    }
}
