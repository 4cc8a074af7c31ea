//! What each endpoint answers and refuses, and which parameters it takes.

use utoipa::openapi::schema::{ArrayBuilder, Object, ObjectBuilder, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::openapi::parts::{Schemas, schemas_of};
use crate::sa_accounts::endpoint::EndpointName;
use crate::sa_accounts::error::Fault;
use crate::sa_accounts::{
    allocations, balance, balance_and_transactions, charge_history_wire, charges, coding_out,
    coding_out_wire, payments, payments_and_allocations, penalties_wire, tax_code_body,
    transaction_details, transactions,
};

/// What an endpoint answers.
pub(super) struct Answers {
    /// With 200: one for all versions, or several.
    pub(super) bodies: Vec<NamedSchema>,
    /// Whether it answers with 204.
    pub(super) may_be_empty: bool,
    /// What it refuses beside what every endpoint refuses.
    pub(super) faults: &'static [Fault],
    pub(super) query: &'static [&'static str],
}

/// A body's schema, with those of the types in it.
pub(super) struct NamedSchema {
    pub(super) name: String,
    schemas: Schemas,
}

fn body<T: ToSchema + PartialSchema>() -> NamedSchema {
    NamedSchema {
        name: T::name().into_owned(),
        schemas: schemas_of::<T>(),
    }
}

const RANGE_V1: &[&str] = &["from", "to"];
const LIST_V1: &[Fault] = &[
    Fault::FormatFromDate,
    Fault::FormatToDate,
    Fault::MissingFromDate,
    Fault::MissingToDate,
    Fault::ToDateBeforeFromDate,
    Fault::FromDateNotSupported,
    Fault::DateRangeInvalid,
];
const YEAR: &[Fault] = &[
    Fault::FormatTaxYear,
    Fault::TaxYearRangeInvalid,
    Fault::TaxYearNotSupported,
    Fault::FormatSource,
    Fault::CodingOutNotFound,
];
const WRITE: &[Fault] = &[
    Fault::InvalidBodyType,
    Fault::InvalidRequest,
    Fault::FormatTaxYear,
    Fault::TaxYearRangeInvalid,
    Fault::TaxYearNotSupported,
    Fault::TaxYearNotEnded,
    Fault::IncorrectOrEmptyBody,
    Fault::FormatValue,
    Fault::FormatId,
    Fault::DuplicateId,
    Fault::OutsideAmendmentWindow,
];
const DELETE: &[Fault] = &[
    Fault::FormatTaxYear,
    Fault::TaxYearRangeInvalid,
    Fault::TaxYearNotSupported,
    Fault::OutsideAmendmentWindow,
    Fault::CodingOutNotFound,
];
const CHOICE: &[Fault] = &[
    Fault::FormatTaxYear,
    Fault::TaxYearRangeInvalid,
    Fault::BusinessPartnerNotExist,
    Fault::ContractObjectNotExist,
    Fault::AlreadyOptedIn,
    Fault::AlreadyOptedOut,
];
const BALANCE: &[Fault] = &[
    Fault::FormatDocNumber,
    Fault::FormatFromDate,
    Fault::FormatToDate,
    Fault::MissingFromDate,
    Fault::MissingToDate,
    Fault::ToDateBeforeFromDate,
    Fault::InvalidDateRange,
    Fault::FormatOnlyOpenItems,
    Fault::FormatIncludeLocks,
    Fault::FormatAccruedInterest,
    Fault::FormatRemovePoa,
    Fault::FormatPaymentInformation,
    Fault::FormatEstimatedCharges,
    Fault::InconsistentBalanceQuery,
];
const PAYMENTS: &[Fault] = &[
    Fault::FormatFromDate,
    Fault::FormatToDate,
    Fault::MissingFromDate,
    Fault::MissingToDate,
    Fault::ToDateBeforeFromDate,
    Fault::InvalidDateRange,
    Fault::FormatPaymentLot,
    Fault::FormatPaymentLotItem,
    Fault::MissingPaymentLot,
    Fault::MissingPaymentLotItem,
    Fault::InconsistentPaymentsQuery,
];
const BALANCE_QUERY: &[&str] = &[
    "docNumber",
    "fromDate",
    "toDate",
    "onlyOpenItems",
    "includeLocks",
    "calculateAccruedInterest",
    "removePOA",
    "customerPaymentInformation",
    "includeEstimatedCharges",
];
const PAYMENTS_QUERY: &[&str] = &["fromDate", "toDate", "paymentLot", "paymentLotItem"];

impl Answers {
    /// What an endpoint answers.
    pub(super) fn of(endpoint: EndpointName) -> Self {
        match endpoint {
            EndpointName::Balance => Self::data(vec![body::<balance::Body>()]),
            EndpointName::Charges => {
                Self::data(vec![body::<charges::Body>()]).asked(LIST_V1, RANGE_V1)
            }
            EndpointName::Transactions => {
                Self::data(vec![body::<transactions::Body>()]).asked(LIST_V1, RANGE_V1)
            }
            EndpointName::Payments => {
                Self::data(vec![body::<payments::Body<'static>>()]).asked(LIST_V1, RANGE_V1)
            }
            EndpointName::TransactionDetails => {
                Self::data(vec![body::<transaction_details::Body<'static>>()])
                    .asked(&[Fault::FormatTransactionId, Fault::NoDetailsFound], &[])
            }
            EndpointName::Allocations => Self::data(vec![body::<allocations::Body<'static>>()])
                .asked(&[Fault::FormatPaymentId], &[]),
            EndpointName::ChargeHistory => Self::data(vec![
                body::<charge_history_wire::FirstBody<'static>>(),
                body::<charge_history_wire::LaterBody<'static>>(),
            ])
            .asked(
                &[Fault::FormatTransactionId, Fault::FormatChargeReference],
                &["chargeReference"],
            ),
            EndpointName::ChargeHistoryByTransaction => {
                Self::data(vec![body::<charge_history_wire::LaterBody<'static>>()])
                    .asked(&[Fault::FormatTransactionId], &[])
            }
            EndpointName::ChargeHistoryByReference => {
                Self::data(vec![body::<charge_history_wire::LaterBody<'static>>()])
                    .asked(&[Fault::FormatChargeReference], &[])
            }
            EndpointName::BalanceAndTransactions => {
                Self::data(vec![body::<balance_and_transactions::Body<'static>>()])
                    .asked(BALANCE, BALANCE_QUERY)
            }
            EndpointName::PaymentsAndAllocations => {
                Self::data(vec![body::<payments_and_allocations::Body<'static>>()])
                    .asked(PAYMENTS, PAYMENTS_QUERY)
            }
            EndpointName::Penalties => Self::data(vec![body::<penalties_wire::Body>()]),
            EndpointName::ReadCodingOut => {
                Self::data(vec![body::<coding_out_wire::Body>()]).asked(YEAR, &["source"])
            }
            EndpointName::WriteCodingOut => Self::data(vec![body::<coding_out::Written>()])
                .asked(WRITE, &[])
                .or_empty(),
            EndpointName::DeleteCodingOut => Self::data(Vec::new()).asked(DELETE, &[]).or_empty(),
            EndpointName::CodingOutStatus => {
                Self::data(vec![body::<coding_out_wire::Status>()]).asked(CHOICE, &[])
            }
            EndpointName::CodingOutOptIn | EndpointName::CodingOutOptOut => {
                Self::data(Vec::new()).asked(CHOICE, &[]).or_empty()
            }
        }
    }

    const fn data(bodies: Vec<NamedSchema>) -> Self {
        Self {
            bodies,
            may_be_empty: false,
            faults: &[],
            query: &[],
        }
    }

    fn asked(self, faults: &'static [Fault], query: &'static [&'static str]) -> Self {
        Self {
            faults,
            query,
            ..self
        }
    }

    fn or_empty(self) -> Self {
        Self {
            may_be_empty: true,
            ..self
        }
    }

    /// The schemas of all bodies.
    pub(super) fn schemas(&self) -> Schemas {
        self.bodies
            .iter()
            .flat_map(|body| body.schemas.clone())
            .collect()
    }
}

/// The body that asks for amounts to be collected through a tax code.
pub(super) fn tax_code_body() -> Object {
    let component = || {
        ObjectBuilder::new()
            .property("id", ObjectBuilder::new().schema_type(Type::Integer))
            .required("id")
            .property("amount", ObjectBuilder::new().schema_type(Type::Number))
            .required("amount")
    };
    let members = tax_code_body::PURPOSES
        .iter()
        .fold(ObjectBuilder::new(), |members, member| match member {
            (sa_model::TaxCodePurpose::InYearAdjustment, name) => {
                members.property(*name, component())
            }
            (_, name) => members.property(*name, ArrayBuilder::new().items(component())),
        });
    ObjectBuilder::new()
        .property(tax_code_body::ROOT, members)
        .required(tax_code_body::ROOT)
        .build()
}
