//! The OpenAPI document of the VAT API: one row an endpoint, the rest from the types of its answers
//! and from its tables of faults and scenarios.

mod faults;
pub(super) mod rows;

use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, ParameterIn, PathItem,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ComponentsBuilder, ObjectBuilder, Ref, Schema, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Required,
};

use crate::gateway::{ReadVat, Scope, WriteVat};
use crate::openapi::parts::{oauth, scenario, text};
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
    for (name, required) in row.query {
        all.push(text(name, ParameterIn::Query, required.clone(), None));
    }
    all.push(scenario((row.scenarios)()));
    all
}

fn body() -> RequestBody {
    let schema = Ref::from_schema_name("SubmittedReturn");
    RequestBodyBuilder::new()
        .required(Some(Required::True))
        .content(
            "application/json",
            ContentBuilder::new().schema(Some(schema)).build(),
        )
        .build()
}

fn success(row: &Row) -> Response {
    let schema = Ref::from_schema_name((row.answer)());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let mut response = ResponseBuilder::new()
        .description("Success")
        .content("application/json", content);
    let mut headers = vec![CORRELATION_ID];
    if row.kind == Kind::Submit {
        headers.extend(RECEIPT);
    }
    for (name, meaning) in headers {
        let schema = ObjectBuilder::new().schema_type(Type::String);
        let header = HeaderBuilder::new()
            .schema(Some(schema))
            .description(Some(meaning));
        response = response.header(name, header.build());
    }
    response.build()
}

const CORRELATION_ID: (&str, &str) = ("X-CorrelationId", "The request's own id: 36 characters.");
const RECEIPT: [(&str, &str); 3] = [
    ("Receipt-ID", "The submission's own id: 36 characters."),
    (
        "Receipt-Timestamp",
        "When it was received, to the second, in UTC.",
    ),
    ("Receipt-Signature", "Deprecated; do not use."),
];
