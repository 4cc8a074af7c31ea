//! The OpenAPI document of the VAT API: one row an endpoint, the rest from the types of its answers
//! and from its tables of faults and scenarios.

mod faults;
mod query;
pub(super) mod rows;

use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, ParameterIn, PathItem,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ComponentsBuilder, Ref, Schema};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Required,
};

use crate::gateway::{ReadVat, Scope, WriteVat};
use crate::media_type;
use crate::openapi::parts::{
    AnswerHeader, UUID, oauth, scenario, tell_headers, text, with_headers,
};
use rows::{Kind, Row};

/// The document.
pub(crate) fn document() -> OpenApi {
    let info = InfoBuilder::new()
        .title("VAT (MTD) API")
        .version("1.0")
        .description(Some(
            "Obligations, returns, liabilities, payments, penalties, financial details and \
             customer information of traders registered for VAT.",
        ))
        .build();
    let mut paths = PathsBuilder::new();
    let mut components = ComponentsBuilder::new()
        .security_scheme("user-restricted", oauth(&[ReadVat::NAME, WriteVat::NAME]))
        .schemas_from_iter(faults::schemas())
        .schema("Refusal", Schema::OneOf(faults::refusal()))
        .schema("SubmittedReturn", rows::submitted_return());
    for row in rows::ROWS {
        let method = match row.kind {
            Kind::Read => HttpMethod::Get,
            Kind::Submit => HttpMethod::Post,
        };
        paths = paths.path(
            format!("{}{}", rows::ROOT, row.path),
            PathItem::new(method, operation(row)),
        );
        components = components.schemas_from_iter((row.schemas)());
    }
    let components = tell_headers(components, &[&RECEIPT[..], &[SIGNATURE]].concat());
    OpenApiBuilder::new()
        .info(info)
        .paths(paths.build())
        .components(Some(components.build()))
        .build()
}

fn operation(row: &Row) -> Operation {
    let scope = match row.kind {
        Kind::Read => ReadVat::NAME,
        Kind::Submit => WriteVat::NAME,
    };
    let mut operation = OperationBuilder::new()
        .operation_id(Some(row.id))
        .summary(Some(row.summary))
        .parameters(Some(parameters(row)))
        .security(SecurityRequirement::new("user-restricted", [scope]))
        .response(row.status, success(row));
    if row.kind == Kind::Submit {
        operation = operation.request_body(Some(body()));
    }
    for (status, refusal) in faults::responses(row) {
        operation = operation.response(status.as_str(), refusal);
    }
    operation.build()
}

fn parameters(row: &Row) -> Vec<Parameter> {
    let needed = |name: &str, place, pattern| text(name, place, Required::True, Some(pattern));
    let mut all = vec![
        needed("vrn", ParameterIn::Path, "^[0-9]{9}$"),
        needed(
            "Accept",
            ParameterIn::Header,
            "^application/vnd\\.hmrc\\.1\\.0\\+json$",
        ),
    ];
    if let Some((name, pattern)) = row.path_parameter {
        all.push(needed(name, ParameterIn::Path, pattern));
    }
    all.extend(query::parameters(row.query));
    all.push(scenario((row.scenarios)()));
    all
}

fn body() -> RequestBody {
    let content = || {
        ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("SubmittedReturn")))
            .build()
    };
    let body = RequestBodyBuilder::new().required(Some(Required::True));
    media_type::JSON
        .into_iter()
        .fold(body, |body, name| body.content(name, content()))
        .build()
}

fn success(row: &Row) -> Response {
    let schema = Ref::from_schema_name((row.answer)());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let response = ResponseBuilder::new()
        .description("Success")
        .content("application/json", content)
        .build();
    match row.kind {
        Kind::Read => with_headers(response, []),
        Kind::Submit => with_headers(response, RECEIPT.iter().chain([&SIGNATURE])),
    }
}

/// What a return is answered with, and its refusal once the caller is known to be one who may see
/// the trader.
const RECEIPT: [AnswerHeader; 2] = [
    receipt("Receipt-ID", UUID, "The submission's own id."),
    receipt(
        "Receipt-Timestamp",
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
        "When it was received, to the second, in UTC.",
    ),
];
/// What a return that is taken is answered with beside.
const SIGNATURE: AnswerHeader =
    receipt("Receipt-Signature", "DO NOT USE", "Deprecated; do not use.");

const fn receipt(name: &'static str, pattern: &'static str, meaning: &'static str) -> AnswerHeader {
    AnswerHeader {
        name,
        pattern,
        meaning,
        always: false,
    }
}
