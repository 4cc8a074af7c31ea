//! What the endpoints refuse, from the tables of faults: every body is shown as it is sent.

use std::collections::BTreeMap;

use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::content::{Content, ContentBuilder};
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{OneOf, OneOfBuilder, Ref, Schema};

use super::rows::{Kind, Row, schemas as schemas_of};
use crate::answer::Answer;
use crate::gateway::{GatewayError, GatewayFault};
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
const GATEWAY: [GatewayFault; 4] = [
    GatewayFault::MissingCredentials,
    GatewayFault::InvalidCredentials,
    GatewayFault::InvalidScope,
    GatewayFault::Failed,
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
    let gateway = GATEWAY.map(|fault| GatewayError::from(fault).answer());
    let own = COMMON.iter().chain(row.faults).map(|fault| fault.answer());
    let mut by_status: BTreeMap<u16, Vec<serde_json::Value>> = BTreeMap::new();
    for answer in gateway.into_iter().chain(own).chain(fields(row)) {
        let (status, body) = answer.parts();
        let body = body.and_then(|body| serde_json::from_str(body).ok());
        by_status.entry(status.as_u16()).or_default().extend(body);
    }
    by_status
        .into_iter()
        .map(|(status, bodies)| (status.to_string(), response(bodies)))
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

fn response(bodies: Vec<serde_json::Value>) -> Response {
    let content = content(bodies);
    ResponseBuilder::new()
        .description("Refused")
        .content("application/json", content)
        .build()
}

fn content(bodies: Vec<serde_json::Value>) -> Content {
    let mut examples = BTreeMap::new();
    for body in bodies {
        let told = body
            .pointer("/errors/0/code")
            .or(body.get("code"))
            .or(body.get("message"));
        let told = told.and_then(serde_json::Value::as_str).unwrap_or_default();
        let mut name = told.to_owned();
        while examples.contains_key(&name) {
            name.push('\'');
        }
        examples.insert(name, ExampleBuilder::new().value(Some(body)).build());
    }
    ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Refusal")))
        .examples_from_iter(examples)
        .build()
}
