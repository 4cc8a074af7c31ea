//! What the endpoints refuse, from the tables of faults: every body is shown as it is sent.

use std::collections::BTreeSet;

use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::response::Response;
use utoipa::openapi::schema::{OneOf, OneOfBuilder, Ref, Schema};

use super::RECEIPT;
use super::rows::{Kind, Row};
use crate::answer::Answer;
use crate::openapi::parts::{closed, gateway, refusals, schemas_of, with_headers};
use crate::vat::error::{Item, VatFault, WithStatus, Wrapper};
use crate::vat::field_fault::{FieldError, FieldFault, ReturnField};

/// What every endpoint may refuse.
const COMMON: [VatFault; 6] = [
    VatFault::VrnInvalid,
    VatFault::AcceptHeaderInvalid,
    VatFault::NotAuthorised,
    VatFault::UnknownScenario,
    VatFault::InternalError,
    VatFault::Unavailable,
];
/// The schemas of all refusals.
pub(super) fn schemas() -> Vec<(String, RefOr<Schema>)> {
    let shapes = [
        schemas_of::<Item<'static>>(),
        schemas_of::<Wrapper<'static>>(),
        schemas_of::<WithStatus>(),
    ];
    closed(shapes.concat())
}

/// Any refusal: one of the shapes.
pub(super) fn refusal() -> OneOf {
    [
        Item::<'static>::name(),
        Wrapper::<'static>::name(),
        WithStatus::name(),
    ]
    .into_iter()
    .fold(OneOfBuilder::new(), |one_of, name| {
        one_of.item(Ref::from_schema_name(name))
    })
    .build()
}

/// The refusals of an endpoint, by status.
pub(super) fn responses(row: &Row) -> Vec<(String, Response)> {
    let own = own(row).map(|fault| fault.answer());
    let refusals = refusals(gateway().chain(own).chain(fields(row)), "Refusal");
    let with_receipt = with_receipt(row);
    let responses = refusals.into_iter().map(|(status, refused)| {
        let receipt = with_receipt.contains(&status).then_some(&RECEIPT);
        let refused = with_headers(refused, receipt.into_iter().flatten());
        (status, refused)
    });
    responses.collect()
}

fn own(row: &Row) -> impl Iterator<Item = &'static VatFault> {
    COMMON.iter().chain(row.faults)
}

/// The statuses of a submit's refusals that may have the receipt's headers: of what is told once
/// the caller is known to be one who may see the trader.
fn with_receipt(row: &Row) -> BTreeSet<String> {
    let told = own(row).filter(|fault| **fault > VatFault::NotAuthorised);
    let answers = told.map(|fault| fault.answer()).chain(fields(row));
    answers
        .filter(|_answer| row.kind == Kind::Submit)
        .map(|answer| answer.parts().0.as_u16().to_string())
        .collect()
}

/// Every fault of a submitted return's fields, each alone.
fn fields(row: &Row) -> Vec<Answer> {
    let alone = |fault: &FieldFault| {
        let field = ReturnField::all().find(|field| fault.is_of(*field));
        let faults = field.map(|field| vec![(*fault, field)]).unwrap_or_default();
        FieldError { faults }.answer()
    };
    match row.kind {
        Kind::Submit => FieldFault::ALL.iter().map(alone).collect(),
        Kind::Read => Vec::new(),
    }
}
