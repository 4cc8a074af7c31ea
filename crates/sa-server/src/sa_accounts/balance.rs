//! `GET /{nino}/balance` of 1.0.
//!
//! Source: github hmrc/self-assessment-accounts-api at 13fed3b3: the balance with the interest that
//! is running, as the fixed switches of its call to the back end ask for it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_model::Balance as Sums;
use serde::Serialize;
use utoipa::ToSchema;

use super::balance_wire::{AccruingInterest, of};
use super::endpoint::Balance;
use super::error::AccountsError;
use super::links::{Link, Rel};
use super::request::AccountsRequest;
use crate::answer::Answer;
use crate::wire_value::{Day, Pence};

/// What is overdue, payable and pending.
pub(super) async fn get(request: AccountsRequest<Balance>) -> Result<HttpResponse, AccountsError> {
    let today = request.today;
    let links = [request.links().balance(Rel::Itself)];
    request.answer(|account| {
        let sums = of(&account.position(today), AccruingInterest::Counted);
        Ok(Answer::json(StatusCode::OK, &Body::of(&sums, links)))
    })
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Balance)]
pub(super) struct Body {
    overdue_amount: Pence,
    payable_amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payable_due_date: Option<Day>,
    pending_charge_due_amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pending_charge_due_date: Option<Day>,
    total_balance: Pence,
    links: [Link; 1],
}

impl Body {
    fn of(sums: &Sums, links: [Link; 1]) -> Self {
        Self {
            overdue_amount: Pence(sums.overdue),
            payable_amount: Pence(sums.payable),
            payable_due_date: sums.earliest_payable.map(Day),
            pending_charge_due_amount: Pence(sums.pending),
            pending_charge_due_date: sums.earliest_pending.map(Day),
            total_balance: Pence(sums.total),
            links,
        }
    }
}
