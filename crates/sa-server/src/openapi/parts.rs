//! What the documents of the APIs are made of.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use utoipa::openapi::content::{Content, ContentBuilder};
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{
    AdditionalProperties, ComponentsBuilder, Object, ObjectBuilder, Ref, Schema, Type,
};
use utoipa::openapi::security::{AuthorizationCode, Flow, OAuth2, Scopes, SecurityScheme};
use utoipa::openapi::{RefOr, Required};
use utoipa::{PartialSchema, ToSchema};

use crate::answer::Answer;
use crate::gateway::{GatewayError, GatewayFault, SCOPES};
use crate::sandbox;

/// Schemas by their names.
pub(crate) type Schemas = Vec<(String, RefOr<Schema>)>;

/// What the gateway refuses, whatever the endpoint.
const GATEWAY: [GatewayFault; 4] = [
    GatewayFault::MissingCredentials,
    GatewayFault::InvalidCredentials,
    GatewayFault::InvalidScope,
    GatewayFault::Failed,
];

/// A type's schema and those of the types in it.
pub(crate) fn schemas_of<T: ToSchema + PartialSchema>() -> Schemas {
    let mut all = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut all);
    all
}

/// The same schemas, of objects that have the members told and no others: so that a body keeps one
/// of several shapes alone.
pub(crate) fn closed(mut schemas: Schemas) -> Schemas {
    for (_name, schema) in &mut schemas {
        if let RefOr::T(Schema::Object(object)) = schema {
            object.additional_properties = Some(NO_OTHERS.into());
        }
    }
    schemas
}

const NO_OTHERS: AdditionalProperties<Schema> = AdditionalProperties::FreeForm(false);

/// A header of answers, as a document tells it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnswerHeader {
    pub(crate) name: &'static str,
    pub(crate) pattern: &'static str,
    pub(crate) meaning: &'static str,
    /// Whether every answer of which it is told has it.
    pub(crate) always: bool,
}

/// What every answer has.
const CORRELATION_ID: AnswerHeader = AnswerHeader {
    name: "X-CorrelationId",
    pattern: UUID,
    meaning: "The request's own id.",
    always: true,
};
/// What every 401 has.
const CHALLENGE: AnswerHeader = AnswerHeader {
    name: "WWW-Authenticate",
    pattern: "^Bearer ",
    meaning: "What the caller is to sign in with.",
    always: true,
};

/// The form of an id: hexadecimal digits in five groups.
pub(crate) const UUID: &str = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

/// Tells of the headers, of those of every answer beside these: where answers have them they refer
/// to this.
pub(crate) fn tell_headers(
    components: ComponentsBuilder,
    own: &[AnswerHeader],
) -> ComponentsBuilder {
    let all = [&CORRELATION_ID, &CHALLENGE].into_iter().chain(own);
    all.fold(components, |components, told| {
        components.header(told.name, header(told))
    })
}

/// Tells of an answer that it has these headers beside that of every answer.
pub(crate) fn with_headers<'h>(
    mut response: Response,
    headers: impl IntoIterator<Item = &'h AnswerHeader>,
) -> Response {
    for told in [&CORRELATION_ID].into_iter().chain(headers) {
        let of_all = Ref::new(format!("#/components/headers/{}", told.name));
        response
            .headers
            .insert(told.name.to_owned(), RefOr::Ref(of_all));
    }
    response
}

fn header(told: &AnswerHeader) -> Header {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(told.pattern));
    // OpenAPI's headers know `required`; the builder does not.
    let required = [("required", told.always)].into_iter().collect();
    HeaderBuilder::new()
        .schema(Some(schema))
        .description(Some(told.meaning))
        .extensions(Some(required))
        .build()
}

/// The sign-in by which a token with one of these scopes is had.
pub(crate) fn oauth(names: &[&str]) -> SecurityScheme {
    let scopes = SCOPES.iter().filter(|(name, _)| names.contains(name));
    let flow = AuthorizationCode::new(
        "/oauth/authorize",
        "/oauth/token",
        scopes.copied().collect::<Scopes>(),
    );
    SecurityScheme::OAuth2(OAuth2::new([Flow::AuthorizationCode(flow)]))
}

/// A parameter that is text.
pub(crate) fn text(
    name: &str,
    place: ParameterIn,
    required: Required,
    pattern: Option<&str>,
) -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(pattern);
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .schema(Some(schema))
        .build()
}

/// The header that names a test scenario.
pub(crate) fn scenario(names: impl Iterator<Item = &'static str>) -> Parameter {
    let names = ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(names.chain([sandbox::STATEFUL])));
    ParameterBuilder::new()
        .name(sandbox::HEADER)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("In the sandbox alone: the scenario to simulate."))
        .schema(Some(names))
        .build()
}

/// What the gateway refuses, as it sends it.
pub(crate) fn gateway() -> impl Iterator<Item = Answer> {
    GATEWAY
        .into_iter()
        .map(|fault| GatewayError::from(fault).answer())
}

/// The shape of the gateway's refusals: `{"code","message"}`.
pub(crate) fn gateway_refusal() -> Object {
    ["code", "message"]
        .into_iter()
        .fold(ObjectBuilder::new(), |body, name| {
            let text = ObjectBuilder::new().schema_type(Type::String);
            body.property(name, text).required(name)
        })
        .additional_properties(Some(NO_OTHERS))
        .build()
}

/// Refusals by their status, every body shown as it is sent; `schema` is the one that all of them
/// keep.
pub(crate) fn refusals(
    answers: impl Iterator<Item = Answer>,
    schema: &str,
) -> Vec<(String, Response)> {
    let mut by_status: BTreeMap<u16, Vec<serde_json::Value>> = BTreeMap::new();
    for answer in answers {
        let (status, body) = answer.parts();
        let bodies = by_status.entry(status.as_u16()).or_default();
        let body = body.and_then(|body| serde_json::from_str(body).ok());
        bodies.extend(body.filter(|body| !bodies.contains(body)));
    }
    by_status
        .into_iter()
        .map(|(status, bodies)| {
            let challenge = (status == StatusCode::UNAUTHORIZED.as_u16()).then_some(&CHALLENGE);
            let refused = with_headers(refused(bodies, schema), challenge);
            (status.to_string(), refused)
        })
        .collect()
}

fn refused(bodies: Vec<serde_json::Value>, schema: &str) -> Response {
    ResponseBuilder::new()
        .description("Refused")
        .content("application/json", examples(bodies, schema))
        .build()
}

fn examples(bodies: Vec<serde_json::Value>, schema: &str) -> Content {
    const NAMES: [&str; 4] = ["/errors/0/code", "/code", "/failure/type", "/message"];
    let mut examples = BTreeMap::new();
    for body in bodies {
        let told = NAMES
            .iter()
            .find_map(|pointer| body.pointer(pointer)?.as_str());
        let mut name = told.unwrap_or_default().to_owned();
        while examples.contains_key(&name) {
            name.push('\'');
        }
        examples.insert(name, ExampleBuilder::new().value(Some(body)).build());
    }
    ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(schema)))
        .examples_from_iter(examples)
        .build()
}
