//! A request to the VAT API that has passed every check before the endpoint's own.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`VersionRoutingRequestHandler`, `SubmitReturnController`,
//! `AuthorisedController`), behind HMRC's gateway, which looks at token and scope before the
//! service sees anything.

use std::cell::Cell;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use sa_ledger::Account;
use sa_model::{AccountKey, Identifier, Vrn};
use sa_store::Grant;
use serde::Serialize;
use time::Date;

use super::error::{VatError, VatFault};
use super::return_body::ReturnBody;
use crate::application::App;
use crate::config::SandboxProfile;
use crate::gateway::{Found, Scope, authenticate};
use crate::json_body::{self, BodyFault};
use crate::kept_answers::Asked;
use crate::media_type;
use crate::query::Query;
use crate::request_id::RequestId;
use crate::sandbox::vat::newcomer;
use crate::sandbox::{self, Scenario, Source};

/// A request of a caller who holds the scope and may see the trader's account.
pub(super) struct VatRequest<S, B = NoBody> {
    app: web::Data<App>,
    request: HttpRequest,
    vrn: Vrn,
    /// What the caller may see.
    grant: Arc<Grant>,
    /// The day on which it came.
    today: Date,
    body: B,
    /// The trader's account as it was read with the grant, until it is looked at.
    found: Cell<Option<Found>>,
    scope: PhantomData<S>,
}

/// What an endpoint takes as its body.
pub(super) trait Body: Sized + 'static {
    /// Reads it: media type, size, form.
    async fn read(request: &HttpRequest, payload: Payload) -> Result<Self, VatFault>;
}

/// Nothing: whatever is sent is not looked at.
pub(super) struct NoBody;

impl Body for NoBody {
    async fn read(_request: &HttpRequest, _payload: Payload) -> Result<Self, VatFault> {
        Ok(Self)
    }
}

impl Body for ReturnBody {
    async fn read(request: &HttpRequest, payload: Payload) -> Result<Self, VatFault> {
        let json = json_body::read(request, payload)
            .await
            .map_err(|fault| match fault {
                BodyFault::NotJson => VatFault::NoJsonBody,
                BodyFault::TooLarge => VatFault::BodyTooLarge,
                BodyFault::CutOff => VatFault::InvalidJson,
            })?;
        Self::parse(&json).map_err(|_no_json| VatFault::InvalidJson)
    }
}

impl<S: Scope + 'static, B: Body> FromRequest for VatRequest<S, B> {
    type Error = VatError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, VatError>>>>;

    /// Token, scope; VRN, `Accept`, body; taxpayer.
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let app = request.app_data::<web::Data<App>>().cloned();
            let app = app.ok_or(VatFault::InternalError)?;
            let vrn = Vrn::parse(request.match_info().query("vrn"));
            let about = vrn.as_ref().ok().copied().map(Identifier::Vrn);
            let (grant, found) = authenticate(&app, request.headers(), S::NAME, about).await?;
            let vrn = vrn.map_err(|_no_vrn| VatFault::VrnInvalid)?;
            if !accepts_version_1(request.headers()) {
                return Err(VatFault::AcceptHeaderInvalid.into());
            }
            let body = B::read(&request, payload).await?;
            if grant.subject.vrn != Some(vrn) {
                return Err(VatFault::NotAuthorised.into());
            }
            Ok(Self {
                today: app.clock().today(),
                app,
                request,
                vrn,
                grant,
                body,
                found: Cell::new(Some(found)),
                scope: PhantomData,
            })
        })
    }
}

impl<S, B> VatRequest<S, B> {
    /// What requests share.
    pub(super) fn app(&self) -> &App {
        &self.app
    }

    /// The trader's account's key.
    pub(super) fn key(&self) -> AccountKey {
        AccountKey::Vat(self.vrn)
    }

    /// The body.
    pub(super) fn body(&self) -> &B {
        &self.body
    }

    /// The day on which it came.
    pub(super) const fn today(&self) -> Date {
        self.today
    }

    /// The query.
    pub(super) fn query(&self) -> Query {
        Query::parse(self.request.query_string())
    }

    /// A part of the path.
    pub(super) fn path(&self, name: &str) -> &str {
        self.request.match_info().query(name)
    }

    /// The request's own id, which its `X-CorrelationId` and its log lines carry.
    pub(super) fn id(&self) -> HeaderValue {
        RequestId::of(&self.request).into_header()
    }

    /// Where the answer comes from, by the sandbox's profile and the endpoint's scenarios.
    ///
    /// # Errors
    /// A scenario that the endpoint does not have.
    pub(super) fn source<T>(
        &self,
        scenarios: &'static [Scenario<T>],
    ) -> Result<Source<T>, VatFault> {
        sandbox::source(self.app.sandbox(), self.request.headers(), scenarios)
            .map_err(|_unknown| VatFault::UnknownScenario)
    }

    /// The trader's account, if there is one; in HMRC's sandbox it comes into being on first use.
    ///
    /// # Errors
    /// The store fails.
    pub(super) async fn account(&self) -> Result<Option<Arc<Account>>, VatError> {
        let found = match self.found.take() {
            Some(found) => found?,
            None => self.app.store().account(self.key()).await?,
        };
        if found.is_none() && self.app.sandbox() == Some(SandboxProfile::Hmrc) {
            newcomer::open(self.app.store(), self.vrn, self.app.clock()).await?;
            return Ok(self.app.store().account(self.key()).await?);
        }
        Ok(found)
    }

    /// The account of a trader who is not insolvent.
    ///
    /// # Errors
    /// There is none; the trader is insolvent; the store fails.
    pub(super) async fn solvent_account(&self) -> Result<Arc<Account>, VatError> {
        let account = self.account().await?.ok_or(VatFault::NotFound)?;
        match account.insolvent_since() {
            Some(since) if since <= self.today() => Err(VatFault::InsolventTrader.into()),
            Some(_) | None => Ok(account),
        }
    }

    /// The answer out of the account of a trader who is not insolvent.
    ///
    /// # Errors
    /// Those of [`Self::solvent_account`]; what `render` says.
    pub(super) async fn answer<T: Serialize>(
        &self,
        render: impl FnOnce(&Account) -> Result<T, VatError>,
    ) -> Result<HttpResponse, VatError> {
        let account = self.solvent_account().await?;
        let asked = Asked {
            request: &self.request,
            grant: &self.grant,
            account: &account,
            today: self.today(),
            headers: &[],
        };
        self.app.answers().answer(asked, || {
            serde_json::to_vec(&render(&account)?).map_err(VatError::internal)
        })
    }
}

/// Whether `Accept` asks for version 1.0.
fn accepts_version_1(headers: &HeaderMap) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    accept.and_then(media_type::version) == Some("1.0")
}
