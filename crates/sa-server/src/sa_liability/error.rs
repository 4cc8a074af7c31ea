//! What the liability API answers when it does not answer with an account: one table of faults for
//! both forms.
//!
//! Source: github hmrc/self-assessment-liability-api, OAS 0.2.0 (`failure` with type and reason)
//! and today's code (`message`): the texts are the same.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use sa_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::answer::Answer;
use crate::gateway::{GatewayError, GatewayFault};

macro_rules! faults {
    ($($fault:ident, $status:ident, $kind:literal, $text:literal;)*) => {
        /// Why there is no account in the answer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Fault {
            $(#[doc = $text] $fault,)*
        }

        impl Fault {
            /// Every fault, in the order in which the checks are made.
            pub(crate) const ALL: &[Self] = &[$(Self::$fault),*];

            /// The status, the seed's `type`, and the text that both forms send.
            pub(crate) const fn row(self) -> (StatusCode, &'static str, &'static str) {
                match self {
                    $(Self::$fault => (StatusCode::$status, $kind, $text),)*
                }
            }
        }
    };
}

faults! {
    BadRequest, BAD_REQUEST, "BAD_REQUEST", "Invalid request format or parameters.";
    Unauthorised, UNAUTHORIZED, "UNAUTHORISED", "Authorisation failed.";
    Forbidden, FORBIDDEN, "FORBIDDEN", "Access not permitted.";
    NotFound, NOT_FOUND, "NOT_FOUND", "No data found for the UTR provided.";
    Internal, INTERNAL_SERVER_ERROR, "INTERNAL_SERVER_ERROR",
        "Unexpected internal error. Please contact service desk.";
    Unavailable, SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE",
        "Service unavailable. Please try again later.";
}

/// The two forms of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The README of 2025-07-29: `{"failure":{"type","reason"}}`.
    Seed,
    /// As published today: `{"message"}`, behind the gateway.
    Current,
}

/// A request that gets no account.
#[derive(Debug, thiserror::Error)]
pub(super) enum LiabilityError {
    /// The gateway does not let it through.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    /// The API answers with one of its faults.
    #[error("the liability API answers {}", .fault.row().1)]
    Service {
        form: Form,
        fault: Fault,
        #[source]
        cause: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
}

/// A fault in the seed's form.
#[derive(Serialize, ToSchema)]
pub(super) struct Failure {
    failure: Reason,
}

/// Its type and its text.
#[derive(Serialize, ToSchema)]
struct Reason {
    r#type: &'static str,
    reason: &'static str,
}

/// A fault in the form of today.
#[derive(Serialize, ToSchema)]
pub(super) struct Message {
    message: &'static str,
}

impl LiabilityError {
    /// A fault of the caller's.
    pub(super) const fn of(form: Form, fault: Fault) -> Self {
        Self::Service {
            form,
            fault,
            cause: None,
        }
    }

    /// Whether the API answers with this fault.
    pub(super) fn is(&self, wanted: Fault) -> bool {
        match self {
            Self::Gateway(_) => false,
            Self::Service { fault, .. } => *fault == wanted,
        }
    }

    /// A failure of the store: what is damaged is ours to explain, all else may pass.
    pub(super) fn store(form: Form, cause: StoreError) -> Self {
        let fault = match cause {
            StoreError::Damaged { .. } => Fault::Internal,
            StoreError::Unavailable(_) | StoreError::Full(_) | _ => Fault::Unavailable,
        };
        Self::Service {
            form,
            fault,
            cause: Some(Box::new(cause)),
        }
    }

    /// An account that cannot be written as JSON.
    pub(super) fn unwritten(form: Form, cause: serde_json::Error) -> Self {
        Self::Service {
            form,
            fault: Fault::Internal,
            cause: Some(Box::new(cause)),
        }
    }

    /// The gateway's refusals in the seed's own statuses: a token that is missing, unknown or
    /// expired is a bad request; one without the scope is forbidden.
    pub(super) fn seed_gateway(error: GatewayError) -> Self {
        let fault = match error.fault {
            GatewayFault::InvalidScope => Fault::Forbidden,
            GatewayFault::Failed => Fault::Unavailable,
            GatewayFault::NoSuchApi
            | GatewayFault::NoSuchEndpoint
            | GatewayFault::MethodNotAllowed
            | GatewayFault::MissingCredentials
            | GatewayFault::InvalidCredentials => Fault::BadRequest,
        };
        Self::Service {
            form: Form::Seed,
            fault,
            cause: Some(Box::new(error)),
        }
    }

    /// What is sent.
    pub(super) fn answer(&self) -> Answer {
        match self {
            Self::Gateway(error) => error.answer(),
            Self::Service { form, fault, .. } => {
                let (status, r#type, reason) = fault.row();
                match form {
                    Form::Seed => Answer::json(
                        status,
                        &Failure {
                            failure: Reason { r#type, reason },
                        },
                    ),
                    Form::Current => Answer::json(status, &Message { message: reason }),
                }
            }
        }
    }
}

impl ResponseError for LiabilityError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Gateway(error) => error.fault.row().0,
            Self::Service { fault, .. } => fault.row().0,
        }
    }

    fn error_response(&self) -> HttpResponse {
        self.answer().logged(self).into()
    }
}
