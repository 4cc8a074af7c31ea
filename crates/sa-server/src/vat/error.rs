//! What the VAT API answers when it does not answer with data: one table of faults, in the order
//! in which the checks are made, and the five shapes they are written in.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`mtdErrors`, `ErrorWrapper`, `LegacyErrorHandler`, the
//! error maps of the services) and the published page of the VAT (MTD) API 1.0. Where the page
//! names a code that the code hides in `message`, the body has both.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use sa_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

use super::field_fault::FieldError;
use crate::answer::Answer;
use crate::gateway::GatewayError;

/// How a fault is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `{"code","message"}`.
    Flat,
    /// `{"statusCode","message"}`: what the framework says of a body that is no JSON.
    Framework,
    /// `{"statusCode","code","message"}` with the code in both: HMRC's code sends it as the
    /// message, the page promises it as the code.
    Query,
    /// The fault as the one item of an `INVALID_REQUEST`.
    Request,
    /// The fault as the one item of a `BUSINESS_ERROR`.
    Business,
}

macro_rules! vat_faults {
    ($($fault:ident, $status:ident, $shape:ident, $code:literal, $message:literal;)*) => {
        /// Why a request gets no data.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum VatFault {
            $(#[doc = concat!("`", $code, "`.")] $fault,)*
        }

        impl VatFault {
            /// Its row of the table.
            pub(crate) const fn row(self) -> VatFaultRow {
                match self {
                    $(Self::$fault => VatFaultRow {
                        status: StatusCode::$status,
                        shape: Shape::$shape,
                        code: $code,
                        message: $message,
                    },)*
                }
            }
        }
    };
}

/// What is sent for a fault.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VatFaultRow {
    pub(crate) status: StatusCode,
    pub(crate) shape: Shape,
    pub(crate) code: &'static str,
    pub(crate) message: &'static str,
}

vat_faults! {
    // fault, status, shape, code, message
    // The request itself, whatever the endpoint.
    VrnInvalid, BAD_REQUEST, Flat, "VRN_INVALID", "The provided VRN is invalid";
    AcceptHeaderInvalid, NOT_ACCEPTABLE, Flat, "ACCEPT_HEADER_INVALID", "The accept header is missing or invalid";
    NoJsonBody, UNSUPPORTED_MEDIA_TYPE, Flat, "INVALID_BODY_TYPE", "Expecting text/json or application/json body";
    BodyTooLarge, PAYLOAD_TOO_LARGE, Framework, "REQUEST_ENTITY_TOO_LARGE", "Request Entity Too Large";
    InvalidJson, BAD_REQUEST, Framework, "INVALID_REQUEST", "Invalid Json";
    NotAuthorised, FORBIDDEN, Flat, "CLIENT_OR_AGENT_NOT_AUTHORISED", "The client and/or agent is not authorised.";
    // The query of obligations.
    MissingDateRange, BAD_REQUEST, Query, "MISSING_DATE_RANGE", "MISSING_DATE_RANGE";
    InvalidDateFrom, BAD_REQUEST, Query, "INVALID_DATE_FROM", "INVALID_DATE_FROM";
    InvalidDateTo, BAD_REQUEST, Query, "INVALID_DATE_TO", "INVALID_DATE_TO";
    InvalidStatus, BAD_REQUEST, Query, "INVALID_STATUS", "INVALID_STATUS";
    InvalidDateRange, BAD_REQUEST, Query, "INVALID_DATE_RANGE", "INVALID_DATE_RANGE";
    // The query of liabilities and payments.
    DateFromInvalid, BAD_REQUEST, Query, "DATE_FROM_INVALID", "DATE_FROM_INVALID";
    DateToInvalid, BAD_REQUEST, Query, "DATE_TO_INVALID", "DATE_TO_INVALID";
    DateRangeInvalid, BAD_REQUEST, Query, "DATE_RANGE_INVALID", "DATE_RANGE_INVALID";
    // The paths of a return and of a charge.
    PeriodKeyInvalid, BAD_REQUEST, Request, "PERIOD_KEY_INVALID", "Invalid period key";
    ChargeReferenceInvalid, BAD_REQUEST, Flat, "CHARGE_REFERENCE_INVALID", "The provided chargeReference is invalid";
    // Past the checks of the request: what the account, or a test scenario, says.
    UnknownScenario, BAD_REQUEST, Flat, "RULE_INCORRECT_GOV_TEST_SCENARIO", "The Gov-Test-Scenario was not found";
    NotFound, NOT_FOUND, Flat, "NOT_FOUND", "The remote endpoint has indicated that no data can be found";
    InsolventTrader, FORBIDDEN, Flat, "RULE_INSOLVENT_TRADER", "The remote endpoint has indicated that the Trader is insolvent";
    UnknownPeriodKey, BAD_REQUEST, Flat, "PERIOD_KEY_INVALID", "Invalid period key";
    PayloadRefused, BAD_REQUEST, Flat, "INVALID_REQUEST", "Invalid request";
    DuplicateSubmission, FORBIDDEN, Business, "DUPLICATE_SUBMISSION", "The VAT return was already submitted for the given period.";
    TaxPeriodNotEnded, FORBIDDEN, Flat, "TAX_PERIOD_NOT_ENDED", "The remote endpoint has indicated that the submission is for a tax period that has not ended";
    DateRangeTooLarge, FORBIDDEN, Business, "DATE_RANGE_TOO_LARGE", "The date of the requested return cannot be further than four years from the current date.";
    ChargeNotFound, NOT_FOUND, Flat, "MATCHING_RESOURCE_NOT_FOUND", "The supplied income source could not be found";
    InformationNotFound, NOT_FOUND, Flat, "NOT_FOUND", "The requested resource could not be found";
    // Ours to mend.
    InternalError, INTERNAL_SERVER_ERROR, Flat, "INTERNAL_SERVER_ERROR", "An internal server error occurred";
    Unavailable, SERVICE_UNAVAILABLE, Flat, "SERVICE_UNAVAILABLE", "Internal server error";
}

/// A request that gets no data.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VatError {
    /// The gateway does not let it through.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    /// One of the table's faults.
    #[error("the VAT API answers {}", .fault.row().code)]
    Fault {
        /// Which.
        fault: VatFault,
        /// What lies behind it, for the log.
        #[source]
        cause: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// Fields of a return are wrong.
    #[error(transparent)]
    Fields(#[from] FieldError),
}

impl VatError {
    /// A failure that the caller can do nothing about.
    pub(crate) fn internal(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Fault {
            fault: VatFault::InternalError,
            cause: Some(Box::new(cause)),
        }
    }

    fn answer(&self) -> Answer {
        match self {
            Self::Gateway(error) => error.answer(),
            Self::Fault { fault, .. } => fault.answer(),
            Self::Fields(error) => error.answer(),
        }
    }
}

impl From<VatFault> for VatError {
    fn from(fault: VatFault) -> Self {
        Self::Fault { fault, cause: None }
    }
}

impl From<StoreError> for VatError {
    /// What is damaged is ours to mend; all else may pass.
    fn from(cause: StoreError) -> Self {
        let fault = if matches!(cause, StoreError::Damaged { .. }) {
            VatFault::InternalError
        } else {
            VatFault::Unavailable
        };
        Self::Fault {
            fault,
            cause: Some(Box::new(cause)),
        }
    }
}

impl ResponseError for VatError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Gateway(error) => error.fault.row().0,
            Self::Fault { fault, .. } => fault.row().status,
            Self::Fields(error) => error.status(),
        }
    }

    fn error_response(&self) -> HttpResponse {
        self.answer().logged(self).into()
    }
}

/// One fault in a list of them, or alone.
#[derive(Serialize, ToSchema)]
#[schema(as = Fault)]
pub(super) struct Item<'a> {
    pub(super) code: &'a str,
    pub(super) message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) path: Option<&'a str>,
}

/// A list of faults under one heading.
#[derive(Serialize, ToSchema)]
#[schema(as = Faults)]
pub(super) struct Wrapper<'a> {
    pub(super) code: &'a str,
    pub(super) message: &'a str,
    pub(super) errors: Vec<Item<'a>>,
}

impl<'a> Wrapper<'a> {
    /// Faults of the request.
    pub(super) const fn request(errors: Vec<Item<'a>>) -> Self {
        Self {
            code: "INVALID_REQUEST",
            message: "Invalid request",
            errors,
        }
    }

    /// Faults of what is asked for, in a request that is well formed.
    pub(super) const fn business(errors: Vec<Item<'a>>) -> Self {
        Self {
            code: "BUSINESS_ERROR",
            message: "Business validation error",
            errors,
        }
    }
}

/// A fault with the status in its body.
#[derive(Serialize, ToSchema)]
#[schema(as = FaultWithStatus)]
#[serde(rename_all = "camelCase")]
pub(super) struct WithStatus {
    status_code: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    code: Option<&'static str>,
    message: &'static str,
}

impl VatFault {
    /// The answer, in the fault's shape.
    pub(super) fn answer(self) -> Answer {
        let row = self.row();
        let item = || {
            vec![Item {
                code: row.code,
                message: row.message,
                path: None,
            }]
        };
        let with_status = |code| WithStatus {
            status_code: row.status.as_u16(),
            code,
            message: row.message,
        };
        match row.shape {
            Shape::Flat => Answer::coded(row.status, row.code, row.message),
            Shape::Framework => Answer::json(row.status, &with_status(None)),
            Shape::Query => Answer::json(row.status, &with_status(Some(row.code))),
            Shape::Request => Answer::json(row.status, &Wrapper::request(item())),
            Shape::Business => Answer::json(row.status, &Wrapper::business(item())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::VatError;
    use actix_web::ResponseError as _;
    use sa_store::StoreError;

    /// Source: github hmrc/vat-api at 8ddd80d3 (`StandardDesHttpParser`).
    #[test]
    fn what_is_damaged_is_an_internal_error_and_what_cannot_be_reached_may_be_tried_again() {
        let cause = || Box::new(std::io::Error::other("away"));
        let damaged = StoreError::Damaged {
            what: "a row".to_owned(),
        };
        let internal =
            r#"{"code":"INTERNAL_SERVER_ERROR","message":"An internal server error occurred"}"#;
        let unavailable = r#"{"code":"SERVICE_UNAVAILABLE","message":"Internal server error"}"#;
        for (cause, status, body) in [
            (damaged, 500, internal),
            (StoreError::Unavailable(cause()), 503, unavailable),
            (StoreError::Full(cause()), 503, unavailable),
        ] {
            let error = VatError::from(cause);
            assert_eq!(error.status_code().as_u16(), status);
            assert_eq!(error.answer().parts().1, Some(body));
        }
    }
}
