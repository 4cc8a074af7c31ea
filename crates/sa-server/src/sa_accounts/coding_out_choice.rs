//! Whether amounts may be coded out: `GET .../{taxYear}/coding-out/status`, `POST .../opt-in` and
//! `POST .../opt-out` of 4.0.
//!
//! Source: github hmrc/self-assessment-accounts-api at 47708f17; a taxpayer that HMRC does not know
//! is told as its back end tells it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_model::{CodingOut, CodingOutChoice, Fact};

use super::coding_out_wire::Status;
use super::endpoint::{CodingOutOptIn, CodingOutOptOut, CodingOutStatus, Endpoint};
use super::error::{AccountsError, Fault};
use super::request::AccountsRequest;
use super::tax_year;
use crate::answer::Answer;

/// Whether the customer has opted out.
pub(super) async fn status(
    request: AccountsRequest<CodingOutStatus>,
) -> Result<HttpResponse, AccountsError> {
    let year = tax_year::read(request.path("taxYear"), request.version)
        .map_err(|fault| request.fault(fault))?;
    let now = request.app.clock().now();
    if let Some(canned) = request.canned()? {
        return Ok(request.respond(canned));
    }
    let account = request.found.as_deref();
    let account = account.ok_or_else(|| request.fault(Fault::BusinessPartnerNotExist))?;
    let status = Status::of(account, request.nino, year, now);
    Ok(request.respond(Answer::json(StatusCode::OK, &status)))
}

/// Lets amounts be coded out.
pub(super) async fn opt_in(
    request: AccountsRequest<CodingOutOptIn>,
) -> Result<HttpResponse, AccountsError> {
    choose(&request, CodingOut::OptedIn, Fault::AlreadyOptedIn).await
}

/// Lets no amounts be coded out.
pub(super) async fn opt_out(
    request: AccountsRequest<CodingOutOptOut>,
) -> Result<HttpResponse, AccountsError> {
    choose(&request, CodingOut::OptedOut, Fault::AlreadyOptedOut).await
}

async fn choose<E: Endpoint>(
    request: &AccountsRequest<E>,
    choice: CodingOut,
    already: Fault,
) -> Result<HttpResponse, AccountsError> {
    let tax_year = tax_year::read(request.path("taxYear"), request.version)
        .map_err(|fault| request.fault(fault))?;
    if let Some(canned) = request.canned()? {
        return Ok(request.respond(canned));
    }
    if request.found.is_none() && !request.opens_accounts() {
        return Err(request.fault(Fault::BusinessPartnerNotExist));
    }
    let today = request.today;
    let chosen = Fact::CodingOutChosen(CodingOutChoice { tax_year, choice });
    request
        .record(|account| match account.coding_out(tax_year, today) {
            known if known == choice => Err(already),
            _ => Ok(chosen.clone()),
        })
        .await?;
    Ok(request.respond(Answer::empty(StatusCode::NO_CONTENT)))
}
