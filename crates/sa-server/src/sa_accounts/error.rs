//! What the Accounts API answers when it does not answer with data: one table of faults for all
//! versions, and how several of them are told at once.
//!
//! Source: github hmrc/self-assessment-accounts-api: the errors of its code at 47708f17 (4.0),
//! aca807ee (2.0) and 13fed3b3 (1.0). Clients receive the code's texts, not those of the OAS pages.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use sa_store::StoreError;

use super::fault_body::FaultBody;
use super::version::Version;
use crate::answer::Answer;
use crate::gateway::{GatewayError, GatewayFault};

macro_rules! faults {
    ($($fault:ident, $status:ident, $code:literal, $message:literal
        $(, $old:ident $text:literal)*;)*) => {
        /// Why a request gets no data.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Fault {
            $(#[doc = $message] $fault,)*
        }

        impl Fault {
            /// The status.
            pub(crate) const fn status(self) -> StatusCode {
                match self {
                    $(Self::$fault => StatusCode::$status,)*
                }
            }

            /// The code.
            pub(crate) const fn code(self) -> &'static str {
                match self {
                    $(Self::$fault => $code,)*
                }
            }

            /// The text that a version sends.
            pub(crate) const fn message(self, version: Version) -> &'static str {
                match (self, version) {
                    $($((Self::$fault, Version::$old) => $text,)*
                    (Self::$fault, _) => $message,)*
                }
            }
        }
    };
}

faults! {
    // The request itself.
    AcceptHeaderInvalid, NOT_ACCEPTABLE, "ACCEPT_HEADER_INVALID", "The accept header is missing or invalid";
    NotFound, NOT_FOUND, "NOT_FOUND", "The requested resource could not be found";
    MatchingResourceNotFound, NOT_FOUND, "MATCHING_RESOURCE_NOT_FOUND", "Matching resource not found";
    InvalidBodyType, UNSUPPORTED_MEDIA_TYPE, "INVALID_BODY_TYPE", "Expecting text/json or application/json body";
    InvalidRequest, BAD_REQUEST, "INVALID_REQUEST", "Invalid request";
    FormatNino, BAD_REQUEST, "FORMAT_NINO", "The NINO format is invalid";
    NotAuthorised, FORBIDDEN, "CLIENT_OR_AGENT_NOT_AUTHORISED", "The client or agent is not authorised",
        V1 "The client and/or agent is not authorised";
    Internal, INTERNAL_SERVER_ERROR, "INTERNAL_SERVER_ERROR", "An internal server error occurred";
    UnknownScenario, BAD_REQUEST, "RULE_INCORRECT_GOV_TEST_SCENARIO", "The supplied Gov-Test-Scenario is not valid",
        V1 "The Gov-Test-Scenario was not found", V2 "The Gov-Test-Scenario was not found";
    // Dates.
    FormatFromDate, BAD_REQUEST, "FORMAT_FROM_DATE", "The fromDate format is invalid",
        V1 "The provided From date is invalid";
    FormatToDate, BAD_REQUEST, "FORMAT_TO_DATE", "The toDate format is invalid",
        V1 "The provided To date is invalid";
    MissingFromDate, BAD_REQUEST, "MISSING_FROM_DATE", "The toDate has been provided, but fromDate is missing",
        V1 "The From date parameter is missing";
    MissingToDate, BAD_REQUEST, "MISSING_TO_DATE", "The fromDate has been provided, but toDate is missing",
        V1 "The To date parameter is missing";
    ToDateBeforeFromDate, BAD_REQUEST, "RANGE_TO_DATE_BEFORE_FROM_DATE", "The toDate cannot be earlier than the fromDate",
        V1 "The To date must be after the From date";
    FromDateNotSupported, BAD_REQUEST, "RULE_FROM_DATE_NOT_SUPPORTED", "The specified from date is too early";
    DateRangeInvalid, BAD_REQUEST, "RULE_DATE_RANGE_INVALID", "The specified date range is invalid";
    InvalidDateRange, BAD_REQUEST, "RULE_INVALID_DATE_RANGE", "The provided date range is invalid";
    // Identifiers.
    FormatTransactionId, BAD_REQUEST, "FORMAT_TRANSACTION_ID", "The transaction ID format is invalid";
    FormatPaymentId, BAD_REQUEST, "FORMAT_PAYMENT_ID", "The payment ID format is invalid";
    FormatChargeReference, BAD_REQUEST, "FORMAT_CHARGE_REFERENCE", "The provided charge reference is invalid";
    FormatPaymentLot, BAD_REQUEST, "FORMAT_PAYMENT_LOT", "The provided paymentLot value is invalid";
    FormatPaymentLotItem, BAD_REQUEST, "FORMAT_PAYMENT_LOT_ITEM", "The provided paymentLotItem value is invalid";
    MissingPaymentLot, BAD_REQUEST, "MISSING_PAYMENT_LOT", "The paymentLotItem has been provided, but the paymentLot is missing";
    MissingPaymentLotItem, BAD_REQUEST, "MISSING_PAYMENT_LOT_ITEM", "The paymentLot has been provided, but the paymentLotItem is missing";
    FormatDocNumber, BAD_REQUEST, "FORMAT_DOC_NUMBER", "The provided docNumber is invalid";
    // Switches.
    FormatOnlyOpenItems, BAD_REQUEST, "FORMAT_ONLY_OPEN_ITEMS", "The provided onlyOpenItems is invalid";
    FormatIncludeLocks, BAD_REQUEST, "FORMAT_INCLUDE_LOCKS", "The provided includeLocks is invalid";
    FormatAccruedInterest, BAD_REQUEST, "FORMAT_CALCULATE_ACCRUED_INTEREST", "The provided calculateAccruedInterest is invalid";
    FormatRemovePoa, BAD_REQUEST, "FORMAT_REMOVE_PAYMENT_ON_ACCOUNT", "The provided removePOA is invalid";
    FormatPaymentInformation, BAD_REQUEST, "FORMAT_CUSTOMER_PAYMENT_INFORMATION", "The provided customerPaymentInformation is invalid";
    FormatEstimatedCharges, BAD_REQUEST, "FORMAT_INCLUDE_ESTIMATED_CHARGES", "The provided includeEstimatedCharges is invalid";
    InconsistentBalanceQuery, BAD_REQUEST, "RULE_INCONSISTENT_QUERY_PARAMS", "Provide date range or docNumber when onlyOpenItems is false";
    InconsistentPaymentsQuery, BAD_REQUEST, "RULE_INCONSISTENT_QUERY_PARAMS", "Provide either paymentLot & paymentLotItem or fromDate & toDate";
    NoDetailsFound, NOT_FOUND, "NO_DETAILS_FOUND", "No transaction details found";
    // Coding out.
    FormatTaxYear, BAD_REQUEST, "FORMAT_TAX_YEAR", "The taxYear format is invalid";
    TaxYearRangeInvalid, BAD_REQUEST, "RULE_TAX_YEAR_RANGE_INVALID", "A tax year range of one year is required";
    TaxYearNotSupported, BAD_REQUEST, "RULE_TAX_YEAR_NOT_SUPPORTED", "The tax year specified does not lie within the supported range";
    TaxYearNotEnded, BAD_REQUEST, "RULE_TAX_YEAR_NOT_ENDED", "The specified tax year has not yet ended";
    FormatSource, BAD_REQUEST, "FORMAT_SOURCE", "The format of the supplied source is not valid";
    FormatId, BAD_REQUEST, "FORMAT_ID", "The ID format is invalid", V1 "The format of the ID is invalid";
    FormatValue, BAD_REQUEST, "FORMAT_VALUE", "The value must be between 0 and 99999999999.99",
        V1 "The value must be between 0.00 and 99999999999.99";
    IncorrectOrEmptyBody, BAD_REQUEST, "RULE_INCORRECT_OR_EMPTY_BODY_SUBMITTED", "An empty or non-matching body was submitted";
    DuplicateId, BAD_REQUEST, "RULE_DUPLICATE_ID_NOT_ALLOWED", "Duplicate IDs are not allowed";
    OutsideAmendmentWindow, BAD_REQUEST, "RULE_OUTSIDE_AMENDMENT_WINDOW", "You are outside the amendment window";
    BusinessPartnerNotExist, BAD_REQUEST, "RULE_BUSINESS_PARTNER_NOT_EXIST", "Provided NINO is not registered as business partner";
    ContractObjectNotExist, BAD_REQUEST, "RULE_ITSA_CONTRACT_OBJECT_NOT_EXIST", "ITSA contract object does not exist";
    AlreadyOptedIn, BAD_REQUEST, "RULE_ALREADY_OPTED_IN", "Customer is already opted in to coding out";
    AlreadyOptedOut, BAD_REQUEST, "RULE_ALREADY_OPTED_OUT", "Customer is already opted out of coding out";
    CodingOutNotFound, NOT_FOUND, "MATCHING_RESOURCE_NOT_FOUND", "Coded out amounts could not be found for the supplied nino and taxYear";
}

/// A fault, and where in the body it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) fault: Fault,
    pub(super) paths: Vec<String>,
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            paths: Vec::new(),
        }
    }
}

/// What is wrong with a request, collected check by check.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

/// What the codes of a wrong form begin with.
const OF_FORM: &str = "FORMAT_";

impl Problems {
    /// Adds a fault; one that is there already is not told twice.
    pub(super) fn add(&mut self, fault: Fault) {
        if !self.0.iter().any(|known| known.fault == fault) {
            self.0.push(fault.into());
        }
    }

    /// Adds a fault of a field; the fields of one fault are told together.
    pub(super) fn add_at(&mut self, fault: Fault, path: String) {
        match self.0.iter_mut().find(|known| known.fault == fault) {
            Some(known) => known.paths.push(path),
            None => self.0.push(Problem {
                fault,
                paths: vec![path],
            }),
        }
    }

    /// The value, or the fault that took its place.
    pub(super) fn take<T>(&mut self, result: Result<T, Fault>) -> Option<T> {
        result.map_err(|fault| self.add(fault)).ok()
    }

    /// Nothing, or all that was collected: 1.0 tells what is wrong of form, and only where nothing
    /// is, what breaks a rule, each in the order of the checks; later versions tell all sorted by code.
    pub(super) fn check(mut self, version: Version) -> Result<(), AccountsError> {
        match version {
            Version::V1 => {
                let of_form = |problem: &Problem| problem.fault.code().starts_with(OF_FORM);
                if self.0.iter().any(of_form) {
                    self.0.retain(of_form);
                }
            }
            Version::V2 | Version::V4 => self.0.sort_by_key(|problem| problem.fault.code()),
        }
        if self.0.is_empty() {
            return Ok(());
        }
        Err(AccountsError::Service {
            version: Some(version),
            problems: self.0,
            cause: None,
        })
    }
}

/// A request that gets no data.
#[derive(Debug, thiserror::Error)]
pub(super) enum AccountsError {
    /// The gateway does not let it through.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    /// The API answers with its faults.
    #[error("the accounts API answers {}", .problems.first().map_or("", |problem| problem.fault.code()))]
    Service {
        /// The version asked for, once it is known.
        version: Option<Version>,
        problems: Vec<Problem>,
        #[source]
        cause: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
}

impl AccountsError {
    /// One fault, alone.
    pub(super) fn of(version: Version, fault: Fault) -> Self {
        Self::Service {
            version: Some(version),
            problems: vec![fault.into()],
            cause: None,
        }
    }

    /// A fault before the version is known.
    pub(super) fn before_version(fault: Fault) -> Self {
        Self::Service {
            version: None,
            problems: vec![fault.into()],
            cause: None,
        }
    }

    /// A failure that is the server's own.
    pub(super) fn internal(
        version: Version,
        cause: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        Self::Service {
            version: Some(version),
            problems: vec![Fault::Internal.into()],
            cause: Some(Box::new(cause)),
        }
    }

    /// A failure of the store: what is damaged is the service's to answer, all else the gateway's,
    /// as it answers for a service that is not there.
    pub(super) fn store(version: Version, cause: StoreError) -> Self {
        match cause {
            StoreError::Damaged { .. } => Self::internal(version, cause),
            StoreError::Unavailable(_) | StoreError::Full(_) | _ => Self::Gateway(GatewayError {
                fault: GatewayFault::Failed,
                cause: Some(cause),
            }),
        }
    }
}

impl AccountsError {
    /// What is sent, but for the headers of the version.
    pub(super) fn answer(&self) -> Answer {
        match self {
            Self::Gateway(error) => error.answer(),
            Self::Service {
                version, problems, ..
            } => {
                let body = FaultBody::of(problems, version.unwrap_or(Version::V4));
                Answer::json(self.status_code(), &body)
            }
        }
    }
}

impl ResponseError for AccountsError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Gateway(error) => error.fault.row().0,
            Self::Service { problems, .. } => match problems.as_slice() {
                [only] => only.fault.status(),
                _ => StatusCode::BAD_REQUEST,
            },
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response: HttpResponse = self.answer().logged(self).into();
        if let Self::Service {
            version: Some(version),
            ..
        } = self
        {
            version.announce(response.headers_mut());
        }
        response
    }
}
