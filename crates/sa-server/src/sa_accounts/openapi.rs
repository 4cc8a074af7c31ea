//! The OpenAPI document of the Accounts API, all versions in one: the endpoints from their table,
//! the answers from their types, the refusals from the table of faults.

mod answers;

use utoipa::ToSchema as _;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, ParameterIn, PathItem,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ComponentsBuilder, OneOfBuilder, Ref, Schema};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Required,
};

use super::endpoint::{Method, ROOT, ROWS, Row};
use super::error::{AccountsError, Fault};
use super::fault_body::FaultBody;
use super::version::Version;
use crate::gateway::{ReadSelfAssessment, Scope, WriteSelfAssessment};
use crate::media_type;
use crate::openapi::parts::{
    AnswerHeader, gateway, oauth, refusals, scenario, schemas_of, tell_headers, text, with_headers,
};
use crate::sandbox::sa_accounts::scenarios;
use answers::{Answers, tax_code_body};

/// What every endpoint may refuse.
const COMMON: [Fault; 7] = [
    Fault::AcceptHeaderInvalid,
    Fault::NotFound,
    Fault::MatchingResourceNotFound,
    Fault::FormatNino,
    Fault::NotAuthorised,
    Fault::UnknownScenario,
    Fault::Internal,
];

/// The document.
pub(crate) fn document() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Self Assessment Accounts (MTD) API")
        .version("4.0")
        .description(Some(
            "An API for retrieving accounts data for Self Assessment, in versions 1.0, 2.0 and \
             4.0. In a sandbox a test scenario may answer with further members, as HMRC's examples \
             have them.",
        ))
        .build();
    let scopes = [ReadSelfAssessment::NAME, WriteSelfAssessment::NAME];
    let mut components = ComponentsBuilder::new()
        .security_scheme("user-restricted", oauth(&scopes))
        .schemas_from_iter(schemas_of::<FaultBody<'static>>())
        .schema("TaxCodeRequest", tax_code_body());
    components = tell_headers(components, &OLD);
    let mut paths = PathsBuilder::new();
    for row in ROWS {
        let answers = Answers::of(row.name);
        components = components.schemas_from_iter(answers.schemas());
        let item = PathItem::new(method(row), operation(row, &answers));
        paths = paths.path(format!("{ROOT}{}", row.path), item);
    }
    OpenApiBuilder::new()
        .info(info)
        .paths(paths.build())
        .components(Some(components.build()))
        .build()
}

fn method(row: &Row) -> HttpMethod {
    match row.method {
        Method::Get => HttpMethod::Get,
        Method::Put => HttpMethod::Put,
        Method::Post => HttpMethod::Post,
        Method::Delete => HttpMethod::Delete,
    }
}

fn operation(row: &Row, answers: &Answers) -> Operation {
    let mut operation = OperationBuilder::new()
        .operation_id(Some(format!("{:?}", row.name)))
        .summary(Some(row.summary))
        .parameters(Some(parameters(row, answers)))
        .security(SecurityRequirement::new("user-restricted", [row.scope]));
    if row.takes_json() {
        operation = operation.request_body(Some(body()));
    }
    if !answers.bodies.is_empty() {
        operation = operation.response("200", with_headers(success(answers), &OLD));
    }
    if answers.may_be_empty {
        let done = ResponseBuilder::new().description("Done").build();
        operation = operation.response("204", with_headers(done, &OLD));
    }
    let faults = COMMON.iter().chain(answers.faults);
    let own = faults.flat_map(|fault| {
        row.versions
            .iter()
            .map(|version| AccountsError::of(*version, *fault).answer())
    });
    let schema = FaultBody::<'static>::name();
    for (status, refusal) in refusals(gateway().chain(own), &schema) {
        let refusal = with_headers(refusal, &OLD);
        operation = operation.response(status.as_str(), refusal);
    }
    operation.build()
}

/// What an old version says of itself, asked for whatever endpoint.
const OLD: [AnswerHeader; 3] = [
    of_old("Deprecation", "GMT$", "When the version was deprecated."),
    of_old("Sunset", "GMT$", "When the version was to be withdrawn."),
    of_old("Link", "^https://", "Where a newer version is told of."),
];

const fn of_old(name: &'static str, pattern: &'static str, meaning: &'static str) -> AnswerHeader {
    AnswerHeader {
        name,
        pattern,
        meaning,
        always: false,
    }
}

fn parameters(row: &Row, answers: &Answers) -> Vec<Parameter> {
    let versions = row.versions.iter().map(|version| match version {
        Version::V1 => "1",
        Version::V2 => "2",
        Version::V4 => "4",
    });
    let versions: String = versions.collect();
    let accept = format!("^application/vnd\\.hmrc\\.[{versions}]\\.0\\+json$");
    let nino = "^[A-Z]{2}[0-9]{6}[A-D ]?$";
    let mut all = vec![
        text("nino", ParameterIn::Path, Required::True, Some(nino)),
        text("Accept", ParameterIn::Header, Required::True, Some(&accept)),
    ];
    if let Some(name) = row.path_parameter() {
        all.push(text(name, ParameterIn::Path, Required::True, None));
    }
    for name in answers.query {
        all.push(text(name, ParameterIn::Query, Required::False, None));
    }
    let mut names: Vec<&'static str> = Vec::new();
    for version in row.versions {
        for scenario in scenarios(row.name, *version) {
            if !names.contains(&scenario.name) {
                names.push(scenario.name);
            }
        }
    }
    all.push(scenario(names.into_iter()));
    all
}

fn body() -> RequestBody {
    let schema = Ref::from_schema_name("TaxCodeRequest");
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let body = RequestBodyBuilder::new().required(Some(Required::True));
    media_type::JSON
        .into_iter()
        .fold(body, |body, name| body.content(name, content.clone()))
        .build()
}

/// The answer: one schema, or one of several where the versions differ.
fn success(answers: &Answers) -> Response {
    let content = match answers.bodies.as_slice() {
        [only] => ContentBuilder::new().schema(Some(Ref::from_schema_name(only.name.as_str()))),
        several => {
            let one_of = several.iter().fold(OneOfBuilder::new(), |one_of, body| {
                one_of.item(Ref::from_schema_name(body.name.as_str()))
            });
            ContentBuilder::new().schema(Some(Schema::OneOf(one_of.build())))
        }
    };
    ResponseBuilder::new()
        .description("Success")
        .content("application/json", content.build())
        .build()
}
