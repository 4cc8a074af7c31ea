//! `GET /{nino}/charges` of 1.0: documents that are no payments.
//!
//! Source: github hmrc/self-assessment-accounts-api at 13fed3b3 (`ListChargesController`; its call
//! to the back end has `removePOA` on).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_model::{DocumentId, TaxYear};
use serde::Serialize;
use utoipa::ToSchema;

use super::documents::{Document, Selection};
use super::endpoint::Charges;
use super::error::AccountsError;
use super::links::{Link, Links, Rel};
use super::request::AccountsRequest;
use crate::answer::Answer;
use crate::wire_value::{Day, Pence};

/// The charges between two dates.
pub(super) async fn get(request: AccountsRequest<Charges>) -> Result<HttpResponse, AccountsError> {
    let today = request.today;
    let range = Some(super::dates::first(&request.query, today)?);
    let links = request.links();
    request.answer(|account| {
        let position = account.position(today);
        let selection = Selection {
            range,
            without_payments: true,
            ..Selection::default()
        };
        let charges = selection
            .of(&position)
            .map(|document| Charge::of(&document, links));
        let body = Body {
            charges: charges.collect(),
            links: [
                links.charges(Rel::Itself),
                links.transactions(Rel::ListTransactions),
            ],
        };
        Ok(Answer::json(StatusCode::OK, &body))
    })
}

#[derive(Serialize, ToSchema)]
#[schema(as = Charges)]
pub(super) struct Body {
    charges: Vec<Charge>,
    links: [Link; 2],
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Charge {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$", nullable = false)]
    tax_year: Option<TaxYear>,
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    transaction_id: DocumentId,
    transaction_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    r#type: Option<&'static str>,
    total_amount: Pence,
    outstanding_amount: Pence,
    links: [Link; 1],
}

impl Charge {
    fn of(document: &Document<'_, '_>, links: Links<'_>) -> Self {
        Self {
            tax_year: document.tax_year_or_of_its_date(),
            transaction_id: document.id(),
            transaction_date: Day(document.date()),
            r#type: document.description(),
            total_amount: Pence(document.original()),
            outstanding_amount: Pence(document.outstanding()),
            links: [links.transaction(Rel::RetrieveTransactionDetails, document.id())],
        }
    }
}
