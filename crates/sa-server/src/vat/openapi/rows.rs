//! THE table of the VAT API's endpoints, as its OpenAPI document tells them.

use sa_model::{Money, VatBox};
use utoipa::Number;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use super::query::Asks;
use crate::openapi::parts::{Schemas, schemas_of};
use crate::sandbox::Scenario;
use crate::sandbox::vat as canned;
use crate::vat::error::VatFault;
use crate::vat::field_fault::ReturnField;
use crate::vat::wire::{self, financial_details::FinancialDetails, penalties::Penalties};

/// What every path begins with.
pub(crate) const ROOT: &str = "/organisations/vat/{vrn}";

/// The rest of each path, as the router has it.
pub(in crate::vat) const OBLIGATIONS: &str = "/obligations";
pub(in crate::vat) const RETURNS: &str = "/returns";
pub(in crate::vat) const RETURN: &str = "/returns/{periodKey}";
pub(in crate::vat) const LIABILITIES: &str = "/liabilities";
pub(in crate::vat) const PAYMENTS: &str = "/payments";
pub(in crate::vat) const PENALTIES: &str = "/penalties";
pub(in crate::vat) const FINANCIAL_DETAILS: &str = "/financial-details/{chargeReference}";
pub(in crate::vat) const INFORMATION: &str = "/information";

/// An endpoint.
pub(super) struct Row {
    /// Below [`ROOT`].
    pub(super) path: &'static str,
    pub(super) kind: Kind,
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    pub(super) status: &'static str,
    /// Name and pattern.
    pub(super) path_parameter: Option<(&'static str, &'static str)>,
    pub(super) query: Asks,
    /// The name of the answer's schema.
    pub(super) answer: fn() -> String,
    pub(super) schemas: fn() -> Schemas,
    /// What it refuses beside what every endpoint refuses.
    pub(super) faults: &'static [VatFault],
    pub(super) scenarios: fn() -> Names,
}

/// What an endpoint does, which tells its method and its scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Read,
    Submit,
}

type Names = Box<dyn Iterator<Item = &'static str>>;

fn name<T: ToSchema>() -> String {
    T::name().into_owned()
}

fn names<T>(scenarios: &'static [Scenario<T>]) -> Names {
    Box::new(scenarios.iter().map(|scenario| scenario.name))
}

const PERIOD_KEY: (&str, &str) = ("periodKey", "^[#0-9A-Z]{4}$");
const CHARGE_REFERENCE: (&str, &str) = ("chargeReference", "^X[a-zA-Z][0-9]{12}$");
const FINANCIAL: &[VatFault] = &[
    VatFault::DateFromInvalid,
    VatFault::DateToInvalid,
    VatFault::DateRangeInvalid,
    VatFault::NotFound,
    VatFault::InsolventTrader,
];

/// Every endpoint.
pub(super) const ROWS: &[Row] = &[
    Row {
        path: OBLIGATIONS,
        kind: Kind::Read,
        id: "retrieveVatObligations",
        summary: "Retrieve VAT obligations",
        status: "200",
        path_parameter: None,
        query: Asks::Obligations,
        answer: name::<wire::Obligations>,
        schemas: schemas_of::<wire::Obligations>,
        faults: &[
            VatFault::MissingDateRange,
            VatFault::InvalidDateFrom,
            VatFault::InvalidDateTo,
            VatFault::InvalidStatus,
            VatFault::InvalidDateRange,
            VatFault::NotFound,
            VatFault::InsolventTrader,
        ],
        scenarios: || names(canned::OBLIGATIONS),
    },
    Row {
        path: RETURNS,
        kind: Kind::Submit,
        id: "submitVatReturn",
        summary: "Submit VAT return for period",
        status: "201",
        path_parameter: None,
        query: Asks::Nothing,
        answer: name::<wire::Receipt>,
        schemas: schemas_of::<wire::Receipt>,
        faults: &[
            VatFault::NoJsonBody,
            VatFault::BodyTooLarge,
            VatFault::InvalidJson,
            VatFault::NotFound,
            VatFault::InsolventTrader,
            VatFault::UnknownPeriodKey,
            VatFault::PayloadRefused,
            VatFault::DuplicateSubmission,
            VatFault::TaxPeriodNotEnded,
        ],
        scenarios: || names(canned::SUBMIT),
    },
    Row {
        path: RETURN,
        kind: Kind::Read,
        id: "viewVatReturn",
        summary: "View VAT return",
        status: "200",
        path_parameter: Some(PERIOD_KEY),
        query: Asks::Nothing,
        answer: name::<wire::ViewedReturn>,
        schemas: schemas_of::<wire::ViewedReturn>,
        faults: &[
            VatFault::PeriodKeyInvalid,
            VatFault::NotFound,
            VatFault::InsolventTrader,
            VatFault::DateRangeTooLarge,
        ],
        scenarios: || names(canned::VIEW),
    },
    Row {
        path: LIABILITIES,
        kind: Kind::Read,
        id: "retrieveVatLiabilities",
        summary: "Retrieve VAT liabilities",
        status: "200",
        path_parameter: None,
        query: Asks::Financial,
        answer: name::<wire::Liabilities<'static>>,
        schemas: schemas_of::<wire::Liabilities<'static>>,
        faults: FINANCIAL,
        scenarios: || names(canned::LIABILITIES),
    },
    Row {
        path: PAYMENTS,
        kind: Kind::Read,
        id: "retrieveVatPayments",
        summary: "Retrieve VAT payments",
        status: "200",
        path_parameter: None,
        query: Asks::Financial,
        answer: name::<wire::Payments>,
        schemas: schemas_of::<wire::Payments>,
        faults: FINANCIAL,
        scenarios: || names(canned::PAYMENTS),
    },
    Row {
        path: PENALTIES,
        kind: Kind::Read,
        id: "retrieveVatPenalties",
        summary: "Retrieve VAT penalties",
        status: "200",
        path_parameter: None,
        query: Asks::Nothing,
        answer: name::<Penalties>,
        schemas: schemas_of::<Penalties>,
        faults: &[VatFault::NotFound],
        scenarios: || names(canned::PENALTIES),
    },
    Row {
        path: FINANCIAL_DETAILS,
        kind: Kind::Read,
        id: "retrieveVatFinancialDetails",
        summary: "Retrieve VAT financial details of a charge",
        status: "200",
        path_parameter: Some(CHARGE_REFERENCE),
        query: Asks::Nothing,
        answer: name::<FinancialDetails>,
        schemas: schemas_of::<FinancialDetails>,
        faults: &[VatFault::ChargeReferenceInvalid, VatFault::ChargeNotFound],
        scenarios: || names(canned::FINANCIAL_DETAILS),
    },
    Row {
        path: INFORMATION,
        kind: Kind::Read,
        id: "retrieveVatCustomerInformation",
        summary: "Retrieve VAT customer information",
        status: "200",
        path_parameter: None,
        query: Asks::Nothing,
        answer: name::<wire::Information>,
        schemas: schemas_of::<wire::Information>,
        faults: &[VatFault::InformationNotFound],
        scenarios: || names(canned::INFORMATION),
    },
];

/// The body of a submit, from the fields that are read and the bounds of the boxes.
pub(super) fn submitted_return() -> Object {
    let fields = ReturnField::all().fold(ObjectBuilder::new(), |body, field| {
        body.property(field.name(), of_field(field))
            .required(field.name())
    });
    fields.build()
}

fn of_field(field: ReturnField) -> Object {
    let builder = ObjectBuilder::new();
    match field {
        ReturnField::PeriodKey => builder
            .schema_type(Type::String)
            .pattern(Some(PERIOD_KEY.1))
            .build(),
        ReturnField::Finalised => builder.schema_type(Type::Boolean).build(),
        ReturnField::Amount(of) => amount(of),
    }
}

fn amount(of: VatBox) -> Object {
    let meaning = format!(
        "Box {}: between {} and {} pounds, {} decimals.",
        of.number(),
        of.least(),
        of.most(),
        of.decimals()
    );
    ObjectBuilder::new()
        .schema_type(Type::Number)
        .description(Some(meaning))
        .minimum(bound(of.least()))
        .maximum(bound(of.most()))
        // Of pence there is none: what they are a multiple of has no exact form in most readers.
        .multiple_of((of.decimals() == 0).then_some(1_isize))
        .build()
}

/// A bound as a document can hold it. Those of the boxes have 15 digits and are exact.
fn bound(amount: Money) -> Option<Number> {
    let text = amount.to_string();
    match text.parse() {
        Ok(whole) => Some(Number::Int(whole)),
        Err(_pence) => text.parse().ok().map(Number::Float),
    }
}
