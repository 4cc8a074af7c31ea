//! The order of checks of the liability API, in both forms.
//!
//! Source: github hmrc/self-assessment-liability-api (`SelfAssessmentHistoryController`: UTR, then
//! `fromDate`, then the caller; `AuthenticateRequestAction`: who may see what). The path published
//! today stands behind HMRC's gateway, which looks at the token before the service sees anything.

use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use sa_ledger::Account;
use sa_model::date_range::{DateRange, earliest_from, liability_window};
use sa_model::{Identifier, Utr, date};
use sa_store::{Affinity, ConfidenceLevel, Grant, Subject};
use time::Date;

use super::error::{Fault, Form, LiabilityError};
use super::statement::Statement;
use crate::application::App;
use crate::enrolment;
use crate::gateway::{Found, ReadSelfAssessment, Scope, authenticate};
use crate::kept_answers::{Asked, json};
use crate::query::Query;
use crate::sandbox::sa_liability::{Canned, Sample, canned};

/// A request that may be answered: for whose account, from which day to which.
pub(super) struct LiabilityRequest {
    app: web::Data<App>,
    http: HttpRequest,
    grant: Arc<Grant>,
    account: Arc<Account>,
    /// Whether it is the store's account, and none that a sandbox made up.
    is_stored: bool,
    window: DateRange,
}

impl LiabilityRequest {
    fn of(
        (app, http): (web::Data<App>, HttpRequest),
        form: Form,
        (grant, utr): (Arc<Grant>, Utr),
        window: DateRange,
        found: Result<Arc<Account>, LiabilityError>,
    ) -> Result<Self, LiabilityError> {
        let canned = canned(app.sandbox(), http.headers(), utr);
        let account = match canned {
            Some(canned) => in_sandbox(&app, canned, form, (&grant, utr), found)?,
            None => found?,
        };
        Ok(Self {
            app,
            http,
            grant,
            account,
            is_stored: canned.is_none(),
            window,
        })
    }

    /// The answer that `render` makes of the account.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub(super) fn answer(
        &self,
        form: Form,
        render: impl FnOnce(&Statement<'_>) -> serde_json::Result<Vec<u8>>,
    ) -> Result<HttpResponse, LiabilityError> {
        let render = || {
            render(&Statement::of(&self.account, self.window))
                .map_err(|cause| LiabilityError::unwritten(form, cause))
        };
        if !self.is_stored {
            return render().map(json);
        }
        let asked = Asked {
            request: &self.http,
            grant: &self.grant,
            account: &self.account,
            today: self.window.to(),
            headers: &[],
        };
        self.app.answers().answer(asked, render)
    }
}

/// A request in the seed's form.
pub(super) struct SeedRequest(pub(super) LiabilityRequest);

/// A request in the form published today.
pub(super) struct CurrentRequest(pub(super) LiabilityRequest);

impl FromRequest for SeedRequest {
    type Error = LiabilityError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, LiabilityError>>>>;

    /// UTR, `fromDate`, token, scope, taxpayer.
    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = app(&request, Form::Seed)?;
            let (utr, window) = asked(&request, Form::Seed, app.clock().today())?;
            let about = Some(Identifier::Utr(utr));
            let scope = ReadSelfAssessment::NAME;
            let (grant, found) = authenticate(&app, request.headers(), scope, about)
                .await
                .map_err(LiabilityError::seed_gateway)?;
            let account = open(Form::Seed, &grant, utr, found);
            LiabilityRequest::of((app, request), Form::Seed, (grant, utr), window, account)
                .map(Self)
        })
    }
}

impl FromRequest for CurrentRequest {
    type Error = LiabilityError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, LiabilityError>>>>;

    /// Token and scope (the gateway), UTR, `fromDate`, taxpayer.
    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = app(&request, Form::Current)?;
            let asked = asked(&request, Form::Current, app.clock().today());
            let about = asked.as_ref().ok().map(|(utr, _)| Identifier::Utr(*utr));
            let scope = ReadSelfAssessment::NAME;
            let (grant, found) = authenticate(&app, request.headers(), scope, about).await?;
            let (utr, window) = asked?;
            let account = open(Form::Current, &grant, utr, found);
            LiabilityRequest::of((app, request), Form::Current, (grant, utr), window, account)
                .map(Self)
        })
    }
}

fn app(request: &HttpRequest, form: Form) -> Result<web::Data<App>, LiabilityError> {
    let app = request.app_data::<web::Data<App>>().cloned();
    app.ok_or(LiabilityError::of(form, Fault::Internal))
}

/// The UTR of the path and the days of the query; the path's fault is told first, though both are
/// told alike.
fn asked(
    request: &HttpRequest,
    form: Form,
    today: Date,
) -> Result<(Utr, DateRange), LiabilityError> {
    let bad = || LiabilityError::of(form, Fault::BadRequest);
    let utr = Utr::parse(request.match_info().query("utr")).map_err(|_no_utr| bad())?;
    let from = match Query::parse(request.query_string()).first("fromDate") {
        Some(text) => Some(date::parse(text).map_err(|_no_date| bad())?),
        None => default_from(form, today),
    };
    let window = liability_window(from, today).map_err(|_outside| bad())?;
    Ok((utr, window))
}

/// Where the window begins when the request does not say: the seed's form shows all that may be
/// asked for (its own example answers without a date with payments of three tax years), the form of
/// today the current and the previous tax year.
fn default_from(form: Form, today: Date) -> Option<Date> {
    match form {
        Form::Seed => Some(earliest_from(today)),
        Form::Current => None,
    }
}

/// The account, if the caller may see it and there is one.
fn open(form: Form, grant: &Grant, utr: Utr, found: Found) -> Result<Arc<Account>, LiabilityError> {
    let account = found.map_err(|cause| LiabilityError::store(form, cause))?;
    if let Some(fault) = refusal(&grant.subject, utr, account.as_deref()) {
        return Err(LiabilityError::of(
            form,
            match form {
                Form::Seed => fault,
                // The API of today knows one refusal.
                Form::Current => Fault::Unauthorised,
            },
        ));
    }
    account.ok_or(LiabilityError::of(form, Fault::NotFound))
}

/// What HMRC's sandbox makes of what was found: of certain UTRs a failure or an account of their own,
/// of others an account where there is none. Whoever may not see the UTR may not see these either.
fn in_sandbox(
    app: &App,
    canned: Canned,
    form: Form,
    (grant, utr): (&Grant, Utr),
    found: Result<Arc<Account>, LiabilityError>,
) -> Result<Arc<Account>, LiabilityError> {
    let refused = |error: &LiabilityError| !error.is(Fault::NotFound);
    let sample = |sample: Sample| {
        let account = sample.account(app.clock().today()).map(Arc::new);
        account.ok_or(LiabilityError::of(form, Fault::Internal))
    };
    match (canned, found) {
        (Canned::LookUpFails(fault), _) if grant.subject.utr != Some(utr) => {
            Err(LiabilityError::of(form, fault))
        }
        (_, Err(error)) if refused(&error) => Err(error),
        (Canned::Fails(fault), _) => Err(LiabilityError::of(form, fault)),
        (Canned::Shows(own), _) => sample(own),
        (Canned::Otherwise(_) | Canned::LookUpFails(_), Ok(account)) => Ok(account),
        (Canned::Otherwise(own), Err(_not_found)) => sample(own),
        (Canned::LookUpFails(_), Err(_not_found)) => sample(Sample::Published),
    }
}

/// Why this caller may not see this account, in the statuses of the seed: an individual below the
/// confidence level and an agent without the client's delegation are not authorised; whoever else
/// has no enrolment for the UTR is forbidden.
fn refusal(subject: &Subject, utr: Utr, account: Option<&Account>) -> Option<Fault> {
    let individual = subject.agent.is_none() && subject.affinity == Affinity::Individual;
    if individual && subject.confidence_level < ConfidenceLevel::HIGH {
        return Some(Fault::Unauthorised);
    }
    let enrolled = subject.utr == Some(utr)
        || account.is_some_and(|account| enrolment::is_for(subject, account));
    match (enrolled, subject.agent) {
        (true, _) => None,
        (false, Some(_)) => Some(Fault::Unauthorised),
        (false, None) => Some(Fault::Forbidden),
    }
}
