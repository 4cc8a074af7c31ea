//! The order of checks of the Accounts API, up to each endpoint's own.
//!
//! Source: github hmrc/self-assessment-accounts-api (`VersionRoutingRequestHandler`,
//! `MtdIdLookupService`, `EnrolmentsAuthService`), behind HMRC's gateway, which looks at token and
//! scope before the service sees the request: token, scope, `Accept`, version, endpoint of that
//! version, body, NINO alone, taxpayer; then the endpoint's validation; then its data.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use sa_ledger::Account;
use sa_model::{Identifier, Nino};
use sa_store::{ConfidenceLevel, Grant, Subject};
use serde_json::Value;
use time::Date;

use super::endpoint::Endpoint;
use super::error::{AccountsError, Fault};
use super::links::Links;
use super::version::Version;
use crate::answer::Answer;
use crate::application::App;
use crate::enrolment;
use crate::gateway::{GatewayFault, Scope, authenticate};
use crate::json_body::{self, BodyFault};
use crate::kept_answers::Asked;
use crate::query::Query;
use crate::sandbox::sa_accounts::{self as canned, CannedBody};
use crate::sandbox::{self, Source};

/// A request of an endpoint, by somebody who may make it.
pub(super) struct AccountsRequest<E> {
    pub(super) app: web::Data<App>,
    pub(super) version: Version,
    pub(super) nino: Nino,
    pub(super) query: Query,
    /// The body, of an endpoint that takes one.
    pub(super) body: Option<Value>,
    /// The day on which it came.
    pub(super) today: Date,
    /// Who calls.
    pub(super) grant: Arc<Grant>,
    /// The taxpayer's account, if there is one: the endpoint's own checks come first.
    pub(super) found: Option<Arc<Account>>,
    http: HttpRequest,
    endpoint: PhantomData<E>,
}

impl<E: Endpoint> FromRequest for AccountsRequest<E> {
    type Error = AccountsError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AccountsError>>>>;

    /// Token, scope; `Accept`, version, endpoint; body; NINO; taxpayer.
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let http = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let Some(app) = http.app_data::<web::Data<App>>().cloned() else {
                return Err(AccountsError::Gateway(GatewayFault::Failed.into()));
            };
            let text = http.match_info().query("nino");
            let about = Nino::parse(text).map(|nino| Identifier::Nino(nino.into()));
            let scope = E::Scope::NAME;
            let (grant, found) = authenticate(&app, http.headers(), scope, about.ok()).await?;
            let version = version::<E>(http.headers())?;
            let body = body::<E>(&http, payload, version).await?;
            let nino = nino(version, text)?;
            let found = found.map_err(|cause| AccountsError::store(version, cause))?;
            authorise(&grant.subject, nino, found.as_deref())
                .map_err(|fault| AccountsError::of(version, fault))?;
            let query = Query::parse(http.query_string());
            let endpoint = PhantomData;
            Ok(Self {
                today: app.clock().today(),
                app,
                version,
                nino,
                query,
                body,
                grant,
                found,
                http,
                endpoint,
            })
        })
    }
}

impl<E> AccountsRequest<E> {
    /// A part of the path.
    pub(super) fn path(&self, name: &str) -> &str {
        self.http.match_info().query(name)
    }

    /// A header's text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.http.headers().get(name)?.to_str().ok()
    }

    /// The links of the taxpayer, with the two dates of 1.0.
    pub(super) fn links(&self) -> Links<'_> {
        let date = |name| self.query.given(name).unwrap_or_default();
        Links {
            nino: self.nino,
            from: date("from"),
            to: date("to"),
        }
    }

    /// The account.
    ///
    /// # Errors
    /// [`Fault::MatchingResourceNotFound`] for an unknown taxpayer.
    pub(super) fn account(&self) -> Result<&Account, AccountsError> {
        self.found
            .as_deref()
            .ok_or_else(|| AccountsError::of(self.version, Fault::MatchingResourceNotFound))
    }

    /// A fault, alone.
    pub(super) fn fault(&self, fault: Fault) -> AccountsError {
        AccountsError::of(self.version, fault)
    }
}

impl<E: Endpoint> AccountsRequest<E> {
    /// The answer: the sandbox's, where it has one, else the one that the account gives, which is
    /// 200 with JSON and depends on account, day, version, path and query alone.
    ///
    /// # Errors
    /// A scenario's fault, or a scenario that there is not; [`Fault::MatchingResourceNotFound`]
    /// for an unknown taxpayer; what `render` says.
    pub(super) fn answer(
        &self,
        render: impl FnOnce(&Account) -> Result<Answer, AccountsError>,
    ) -> Result<HttpResponse, AccountsError> {
        if let Some(canned) = self.canned()? {
            return Ok(self.respond(canned));
        }
        let account = self.account()?;
        let asked = Asked {
            request: &self.http,
            grant: &self.grant,
            account,
            today: self.today,
            headers: self.version.announced(),
        };
        self.app.answers().answer(asked, || {
            let answer = render(account)?;
            answer.into_json().ok_or(self.fault(Fault::Internal))
        })
    }

    /// An answer with the headers of its version.
    pub(super) fn respond(&self, answer: Answer) -> HttpResponse {
        let mut response = HttpResponse::from(answer);
        self.version.announce(response.headers_mut());
        response
    }

    /// What the sandbox answers in place of the ledger, where it does.
    ///
    /// # Errors
    /// A scenario's fault, or a scenario that there is not.
    pub(super) fn canned(&self) -> Result<Option<Answer>, AccountsError> {
        let scenarios = canned::scenarios(E::ROW.name, self.version);
        let source = sandbox::source(self.app.sandbox(), self.http.headers(), scenarios)
            .map_err(|_unknown| self.fault(Fault::UnknownScenario))?;
        let body = match source {
            Source::Ledger => return Ok(None),
            Source::HmrcDefault => scenarios.first().map(|default| &default.answer),
            Source::Scenario(answer) => Some(answer),
        };
        match body {
            None => Ok(None),
            Some(Ok(body)) => Ok(Some(self.fill(*body))),
            Some(Err(fault)) => Err(self.fault(*fault)),
        }
    }

    /// A canned body with the request's own values in it.
    fn fill(&self, body: CannedBody) -> Answer {
        let text = match body {
            CannedBody::Nothing => return Answer::empty(StatusCode::NO_CONTENT),
            CannedBody::Json(text) => text,
            CannedBody::BySource([held, user, latest]) => match self.query.given("source") {
                Some("hmrcHeld") => held,
                Some("user") => user,
                Some(_) | None => latest,
            },
        };
        let id = E::ROW.path_parameter().map_or("", |name| self.path(name));
        let values = [
            ("{nino}", self.nino.as_str()),
            ("{from}", self.query.given("from").unwrap_or_default()),
            ("{to}", self.query.given("to").unwrap_or_default()),
            ("{id}", id),
        ];
        let filled = values.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(name, value)
        });
        Answer::text(StatusCode::OK, filled)
    }
}

/// The version, if it has the endpoint.
fn version<E: Endpoint>(headers: &HeaderMap) -> Result<Version, AccountsError> {
    let version = Version::asked(headers).map_err(AccountsError::before_version)?;
    if E::ROW.versions.contains(&version) {
        return Ok(version);
    }
    Err(AccountsError::of(version, Fault::MatchingResourceNotFound))
}

/// The body, of an endpoint that takes one.
async fn body<E: Endpoint>(
    request: &HttpRequest,
    payload: Payload,
    version: Version,
) -> Result<Option<Value>, AccountsError> {
    if !E::ROW.takes_json() {
        return Ok(None);
    }
    let wrong = |fault| AccountsError::of(version, fault);
    let json = json_body::read(request, payload)
        .await
        .map_err(|fault| match fault {
            BodyFault::NotJson => wrong(Fault::InvalidBodyType),
            BodyFault::TooLarge | BodyFault::CutOff => wrong(Fault::InvalidRequest),
        })?;
    serde_json::from_slice(&json)
        .map(Some)
        .map_err(|_no_json| wrong(Fault::InvalidRequest))
}

/// The NINO of the path: 1.0 and 2.0 want its suffix, 4.0 takes it without.
fn nino(version: Version, text: &str) -> Result<Nino, AccountsError> {
    let wrong = || AccountsError::of(version, Fault::FormatNino);
    let nino = Nino::parse(text).map_err(|_no_nino| wrong())?;
    match (version, nino.suffix()) {
        (Version::V4, _) | (_, Some(_)) => Ok(nino),
        (Version::V1 | Version::V2, None) => Err(wrong()),
    }
}

/// Whether the caller may see and change this taxpayer's account. Source:
/// `EnrolmentsAuthService`: individuals and organisations need the enrolment and confidence level
/// 250, agents the client's delegation.
fn authorise(subject: &Subject, nino: Nino, account: Option<&Account>) -> Result<(), Fault> {
    let enrolled = enrolment::is_for_nino(subject, nino)
        || account.is_some_and(|account| enrolment::is_for(subject, account));
    let confident = subject.agent.is_some() || subject.confidence_level >= ConfidenceLevel::HIGH;
    if enrolled && confident {
        Ok(())
    } else {
        Err(Fault::NotAuthorised)
    }
}
