//! Coding out: `PUT`, `GET` and `DELETE /{nino}/{taxYear}/collection/tax-code` of every version.
//!
//! Source: github hmrc/self-assessment-accounts-api (`CreateOrAmendCodingOutValidator`,
//! `RetrieveCodingOutValidator`, `DeleteCodingOutValidator` at 47708f17).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_ledger::Account;
use sa_model::due_date::self_assessment::{last_amendment, online_return};
use sa_model::{Fact, TaxCodeComponent, TaxCodeRequest, TaxYear};
use serde::Serialize;
use serde_json::Value;
use time::Date;
use utoipa::ToSchema;

use super::coding_out_wire::Body;
use super::endpoint::{DeleteCodingOut, ReadCodingOut, WriteCodingOut};
use super::error::{AccountsError, Fault, Problems};
use super::links::Link;
use super::request::AccountsRequest;
use super::version::Version;
use super::{tax_code_body, tax_year};
use crate::answer::Answer;

/// The header by which tests take a year that has not ended, or whose amendment window is over.
const SUSPEND_TEMPORAL_VALIDATIONS: &str = "suspend-temporal-validations";

/// Asks for amounts to be collected in place of those that were asked for before.
pub(super) async fn put(
    request: AccountsRequest<WriteCodingOut>,
) -> Result<HttpResponse, AccountsError> {
    let (tax_year, components) = asked(&request)?;
    if let Some(canned) = request.canned()? {
        return Ok(request.respond(canned));
    }
    in_window(&request, tax_year)?;
    if tax_code_body::has_duplicates(&components) {
        return Err(request.fault(Fault::DuplicateId));
    }
    let asked = TaxCodeRequest {
        tax_year,
        components,
    };
    request
        .record(|_account| Ok(Fact::TaxCodeRequested(asked.clone())))
        .await?;
    Ok(request.respond(match request.version {
        Version::V4 => Answer::empty(StatusCode::NO_CONTENT),
        Version::V1 | Version::V2 => {
            let links = request.links().coding_out(request.path("taxYear"));
            Answer::json(StatusCode::OK, &Written { links })
        }
    }))
}

#[derive(Serialize, ToSchema)]
#[schema(as = CodingOutWritten)]
pub(super) struct Written {
    links: [Link; 3],
}

/// Year and form of the body first, all faults together; then each number.
fn asked(
    request: &AccountsRequest<WriteCodingOut>,
) -> Result<(TaxYear, Vec<TaxCodeComponent>), AccountsError> {
    let mut problems = Problems::default();
    let (text, version) = (request.path("taxYear"), request.version);
    let year = problems.take(if is_suspended(request) {
        tax_year::supported(text, version)
    } else {
        tax_year::ended(text, version, request.today)
    });
    let body = request.body.as_ref().unwrap_or(&Value::Null);
    let components = tax_code_body::read(body, &mut problems);
    problems.check(version)?;
    let mut problems = Problems::default();
    let components = tax_code_body::judge(&components, &mut problems);
    problems.check(version)?;
    let year = year.ok_or_else(|| request.fault(Fault::FormatTaxYear))?;
    Ok((year, components))
}

/// Whether the year may still be changed: in 4.0, while its return may be amended. HMRC's back end
/// tells that the amendment window is over; that it is the window of the return is this project's
/// reading.
fn in_window<E>(request: &AccountsRequest<E>, year: TaxYear) -> Result<(), AccountsError> {
    let today = request.today;
    let last = match (request.version, &request.found) {
        (Version::V1 | Version::V2, _) => return Ok(()),
        (Version::V4, Some(account)) => account.last_day_to_amend(year, today),
        (Version::V4, None) => last_amendment(online_return(year, None)),
    };
    if today <= last || is_suspended(request) {
        return Ok(());
    }
    Err(request.fault(Fault::OutsideAmendmentWindow))
}

/// Whether the year is not looked at beside the calendar: in a sandbox, by a header.
fn is_suspended<E>(request: &AccountsRequest<E>) -> bool {
    request.app.sandbox().is_some()
        && request
            .header(SUSPEND_TEMPORAL_VALIDATIONS)
            .is_some_and(|value| value == "true")
}

/// What is collected through the tax code of a year.
pub(super) async fn get(
    request: AccountsRequest<ReadCodingOut>,
) -> Result<HttpResponse, AccountsError> {
    let mut problems = Problems::default();
    let year = problems.take(tax_year::supported(
        request.path("taxYear"),
        request.version,
    ));
    let sources = problems.take(sources(request.query.given("source")));
    problems.check(request.version)?;
    let today = request.today;
    request.answer(|account| {
        let found = year
            .zip(sources)
            .and_then(|(year, from)| body(account, year, from, today));
        let mut body = found.ok_or_else(|| request.fault(Fault::CodingOutNotFound))?;
        if request.version == Version::V1 {
            body.links = Some(request.links().coding_out(request.path("taxYear")));
        }
        Ok(Answer::json(StatusCode::OK, &body))
    })
}

/// Which amounts are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sources {
    HmrcHeld,
    User,
    Latest,
}

fn sources(text: Option<&str>) -> Result<Sources, Fault> {
    match text {
        Some("hmrcHeld") => Ok(Sources::HmrcHeld),
        Some("user") => Ok(Sources::User),
        Some("latest") | None => Ok(Sources::Latest),
        Some(_) => Err(Fault::FormatSource),
    }
}

/// The amounts of a year: the latest are the customer's, where there are any.
fn body(account: &Account, year: TaxYear, sources: Sources, today: Date) -> Option<Body> {
    let user = || account.tax_code_request(year, today).map(Body::of_request);
    let held = || Body::of_held(&account.position(today), year);
    match sources {
        Sources::HmrcHeld => held(),
        Sources::User => user(),
        Sources::Latest => user().or_else(held),
    }
}

/// Takes back what was asked for.
pub(super) async fn delete(
    request: AccountsRequest<DeleteCodingOut>,
) -> Result<HttpResponse, AccountsError> {
    let tax_year = tax_year::supported(request.path("taxYear"), request.version)
        .map_err(|fault| request.fault(fault))?;
    if let Some(canned) = request.canned()? {
        return Ok(request.respond(canned));
    }
    in_window(&request, tax_year)?;
    let today = request.today;
    request
        .record(|account| match account.tax_code_request(tax_year, today) {
            Some(_) => {
                let components = Vec::new();
                Ok(Fact::TaxCodeRequested(TaxCodeRequest {
                    tax_year,
                    components,
                }))
            }
            None => Err(Fault::CodingOutNotFound),
        })
        .await?;
    Ok(request.respond(Answer::empty(StatusCode::NO_CONTENT)))
}
