//! The gateway in front of every API: who calls, and may they call this at all.
//!
//! Source: HMRC Developer Hub, reference guide (codes and statuses); the texts are those that
//! HMRC's platform is known to send.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, HeaderMap};
use sa_ledger::Account;
use sa_model::Identifier;
use sa_store::{Grant, Opened, StoreError, TokenHash};

use crate::answer::Answer;
use crate::application::App;
use crate::clock::Clock;
use crate::token;

/// An OAuth scope, as a type: an endpoint's request names the one it needs.
pub(crate) trait Scope {
    /// The scope's name on the wire.
    const NAME: &'static str;
}

macro_rules! scopes {
    ($($scope:ident, $name:literal, $meaning:literal;)*) => {
        $(#[doc = $meaning]
        #[derive(Debug)]
        pub(crate) struct $scope;

        impl Scope for $scope {
            const NAME: &'static str = $name;
        })*

        /// Every scope there is, with what it allows.
        pub(crate) const SCOPES: &[(&str, &str)] =
            &[$((<$scope as Scope>::NAME, $meaning)),*];
    };
}

scopes! {
    ReadVat, "read:vat", "View VAT obligations, returns, liabilities and payments.";
    WriteVat, "write:vat", "Submit VAT returns.";
    ReadSelfAssessment, "read:self-assessment", "View Self Assessment accounts.";
    WriteSelfAssessment, "write:self-assessment", "Change Self Assessment accounts.";
}

macro_rules! gateway_codes {
    ($($fault:ident, $status:ident, $code:literal, $message:literal;)*) => {
        /// Why the gateway does not let a request through.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum GatewayFault {
            $(#[doc = $message] $fault,)*
        }

        impl GatewayFault {
            /// Status, code and message, as every API but the Self Assessment liability API of
            /// the published page sends them.
            pub(crate) const fn row(self) -> (StatusCode, &'static str, &'static str) {
                match self {
                    $(Self::$fault => (StatusCode::$status, $code, $message),)*
                }
            }
        }
    };
}

gateway_codes! {
    NoSuchApi, NOT_FOUND, "NOT_FOUND", "The requested resource could not be found.";
    NoSuchEndpoint, NOT_FOUND, "MATCHING_RESOURCE_NOT_FOUND",
        "A resource with the name in the request can not be found in the API";
    MethodNotAllowed, METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED",
        "The request method is not supported";
    MissingCredentials, UNAUTHORIZED, "MISSING_CREDENTIALS",
        "Authentication information is not provided";
    InvalidCredentials, UNAUTHORIZED, "INVALID_CREDENTIALS",
        "Invalid Authentication information provided";
    InvalidScope, FORBIDDEN, "INVALID_SCOPE",
        "Can not access the required resource. Ensure this token has all the required scopes.";
    Failed, SERVICE_UNAVAILABLE, "SERVER_ERROR", "Service unavailable";
}

/// A request that the gateway does not let through.
#[derive(Debug, thiserror::Error)]
#[error("the gateway answers {}", .fault.row().1)]
pub(crate) struct GatewayError {
    pub(crate) fault: GatewayFault,
    #[source]
    pub(crate) cause: Option<StoreError>,
}

impl From<GatewayFault> for GatewayError {
    fn from(fault: GatewayFault) -> Self {
        Self { fault, cause: None }
    }
}

impl From<StoreError> for GatewayError {
    fn from(cause: StoreError) -> Self {
        Self {
            fault: GatewayFault::Failed,
            cause: Some(cause),
        }
    }
}

impl GatewayError {
    /// The answer in the gateway's own shape, `{"code","message"}`.
    pub(crate) fn answer(&self) -> Answer {
        let (status, code, message) = self.fault.row();
        Answer::coded(status, code, message)
    }
}

/// The account that a request is about, if there is one, or why it cannot be read.
pub(crate) type Found = Result<Option<Arc<Account>>, StoreError>;

/// The grant of whoever calls, who has a token that is known, not expired, and has the scope; and
/// the account that the request is about, in the same read. Whether the grant opens this account is
/// still to be checked.
///
/// # Errors
/// In the gateway's order: what [`admit`] says; a token without the scope.
pub(crate) async fn authenticate(
    app: &App,
    headers: &HeaderMap,
    scope: &str,
    about: Option<Identifier>,
) -> Result<(Arc<Grant>, Found), GatewayError> {
    let (grant, account) = admit(app, headers, about).await?;
    if !grant.scopes.contains(scope) {
        return Err(GatewayFault::InvalidScope.into());
    }
    Ok((grant, account))
}

/// The grant of whoever calls with a token that is known, not expired, and honoured here, whatever
/// its scopes; and the account that the request is about, in the same read.
///
/// # Errors
/// In the gateway's order: no token; an unknown or expired one.
pub(crate) async fn admit(
    app: &App,
    headers: &HeaderMap,
    about: Option<Identifier>,
) -> Result<(Arc<Grant>, Found), GatewayError> {
    let token = token(headers)?;
    let Opened { grant, account } = match about {
        Some(identifier) => app.store().opened(token, identifier).await?,
        None => Opened {
            grant: app.store().grant(token).await?,
            account: Ok(None),
        },
    };
    let grant = grant.ok_or(GatewayFault::InvalidCredentials)?;
    judge(app, &grant)?;
    Ok((grant, account))
}

/// Whether a token's grant counts now, and here.
///
/// # Errors
/// It has expired, or is one that only a sandbox honours.
pub(crate) fn judge(app: &App, grant: &Grant) -> Result<(), GatewayFault> {
    if grant.expires <= Clock::system().now() || !app.honours(grant) {
        return Err(GatewayFault::InvalidCredentials);
    }
    Ok(())
}

/// What the store knows the caller's token by.
///
/// # Errors
/// There is none, or something else in its place.
pub(crate) fn token(headers: &HeaderMap) -> Result<TokenHash, GatewayFault> {
    bearer(headers).map(token::hash)
}

fn bearer(headers: &HeaderMap) -> Result<&str, GatewayFault> {
    let header = headers
        .get(AUTHORIZATION)
        .ok_or(GatewayFault::MissingCredentials)?;
    let text = header
        .to_str()
        .map_err(|_not_text| GatewayFault::InvalidCredentials)?;
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        Some(_) | None => Err(GatewayFault::InvalidCredentials),
    }
}
