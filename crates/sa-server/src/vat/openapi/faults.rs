//! What the endpoints refuse, from the tables of faults: every body is shown as it is sent.

use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::response::Response;
use utoipa::openapi::schema::{OneOf, OneOfBuilder, Ref, Schema};

use super::rows::{Kind, Row};
use crate::answer::Answer;
use crate::openapi::parts::{gateway, refusals, schemas_of};
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
    [
        schemas_of::<Item<'static>>(),
        schemas_of::<Wrapper<'static>>(),
        schemas_of::<WithStatus>(),
    ]
    .concat()
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
    let own = COMMON.iter().chain(row.faults).map(|fault| fault.answer());
    refusals(gateway().chain(own).chain(fields(row)), "Refusal")
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
