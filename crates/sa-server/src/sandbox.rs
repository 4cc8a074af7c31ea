//! The sandbox's switch: what the profile and the header `Gov-Test-Scenario` make of a request.
//! Production knows neither.

pub(crate) mod sa_accounts;
pub(crate) mod sa_liability;
pub(crate) mod vat;

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderMap, HeaderName};

use crate::config::SandboxProfile;

/// The header that names a scenario.
pub(crate) const HEADER: &str = "Gov-Test-Scenario";
static NAME: HeaderName = HeaderName::from_static("gov-test-scenario");

/// The value that asks for the ledger whatever the profile.
pub(crate) const STATEFUL: &str = "STATEFUL";

/// A test scenario: the header's value, and what it answers.
#[derive(Debug)]
pub(crate) struct Scenario<T: 'static> {
    pub(crate) name: &'static str,
    pub(crate) answer: T,
}

/// Where the answer to a request comes from.
#[derive(Debug)]
pub(crate) enum Source<T: 'static> {
    /// The accounts, as in production.
    Ledger,
    /// What HMRC's sandbox answers to a request without a scenario.
    HmrcDefault,
    /// A scenario's data.
    Scenario(&'static T),
}

/// The header names no scenario of the endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the endpoint has no such test scenario")]
pub(crate) struct UnknownScenario;

/// Whether a scenario is named, be it one or none.
pub(crate) fn names_scenario(headers: &HeaderMap) -> bool {
    headers.contains_key(&NAME)
}

/// Where the answer comes from, by the profile (none in production), the request's headers, and
/// the endpoint's scenarios. An empty header is none.
///
/// # Errors
/// A value that is in no row of the table.
pub(crate) fn source<T>(
    profile: Option<SandboxProfile>,
    headers: &HeaderMap,
    scenarios: &'static [Scenario<T>],
) -> Result<Source<T>, UnknownScenario> {
    let Some(profile) = profile else {
        return Ok(Source::Ledger);
    };
    let named = match headers.get(&NAME) {
        Some(value) => value.to_str().map_err(|_not_text| UnknownScenario)?,
        None => "",
    };
    match (named.trim(), profile) {
        ("", SandboxProfile::Ledger) | (STATEFUL, _) => Ok(Source::Ledger),
        ("", SandboxProfile::Hmrc) => Ok(Source::HmrcDefault),
        (name, _) => scenarios
            .iter()
            .find(|scenario| scenario.name == name)
            .map(|scenario| Source::Scenario(&scenario.answer))
            .ok_or(UnknownScenario),
    }
}

/// An answer that is written out in the table.
pub(crate) fn canned(json: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(json)
}
