//! The OpenAPI document of the liability API, both forms: the answers from their types, the
//! refusals from the table of faults.

use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, ParameterIn, PathItem};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ComponentsBuilder, OneOfBuilder, Ref, Schema};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Required,
};

use super::error::{Failure, Fault, Form, LiabilityError, Message};
use super::wire::Body;
use super::wire_seed::SeedBody;
use super::{CURRENT_PATH, SEED_PATH};
use crate::gateway::{ReadSelfAssessment, Scope};
use crate::openapi::parts::{
    closed, gateway, gateway_refusal, oauth, refusals, schemas_of, tell_headers, text, with_headers,
};

const GATEWAY: &str = "GatewayRefusal";
const REFUSAL: &str = "Refusal";

/// The document.
pub(crate) fn document() -> OpenApi {
    let info = InfoBuilder::new()
        .title("View Self Assessment Account API")
        .version("1.0")
        .description(Some(
            "A breakdown of Self Assessment liability: overdue, payable and pending amounts, \
             charges, refunds and payments. `/{utr}` has the form of the README of 2025-07-29, the \
             other path the form published today.",
        ))
        .build();
    let refusal = [
        Ref::from_schema_name(Message::name()),
        Ref::from_schema_name(GATEWAY),
    ];
    let refusal = refusal
        .into_iter()
        .fold(OneOfBuilder::new(), OneOfBuilder::item);
    let components = ComponentsBuilder::new()
        .security_scheme("user-restricted", oauth(&[ReadSelfAssessment::NAME]))
        .schemas_from_iter(schemas_of::<SeedBody<'static>>())
        .schemas_from_iter(schemas_of::<Body<'static>>())
        .schemas_from_iter(schemas_of::<Failure>())
        .schemas_from_iter(closed(schemas_of::<Message>()))
        .schema(GATEWAY, gateway_refusal())
        .schema(REFUSAL, Schema::OneOf(refusal.build()));
    let components = tell_headers(components, &[]);
    let paths = PathsBuilder::new()
        .path(
            SEED_PATH,
            PathItem::new(HttpMethod::Get, operation(Form::Seed)),
        )
        .path(
            CURRENT_PATH,
            PathItem::new(HttpMethod::Get, operation(Form::Current)),
        );
    OpenApiBuilder::new()
        .info(info)
        .paths(paths.build())
        .components(Some(components.build()))
        .build()
}

fn operation(form: Form) -> Operation {
    let (id, schema) = match form {
        Form::Seed => ("viewAccountInTheSeedsForm", SeedBody::<'static>::name()),
        Form::Current => ("viewAccount", Body::<'static>::name()),
    };
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(schema)))
        .build();
    let success = ResponseBuilder::new()
        .description("Success")
        .content("application/json", content)
        .build();
    let mut operation = OperationBuilder::new()
        .operation_id(Some(id))
        .summary(Some("View a Self Assessment account"))
        .parameters(Some([
            text(
                "utr",
                ParameterIn::Path,
                Required::True,
                Some("^[0-9]{10}$"),
            ),
            text("fromDate", ParameterIn::Query, Required::False, None),
        ]))
        .security(SecurityRequirement::new(
            "user-restricted",
            [ReadSelfAssessment::NAME],
        ))
        .response("200", with_headers(success, []));
    let own = Fault::ALL
        .iter()
        .map(|fault| LiabilityError::of(form, *fault).answer());
    let refusals = match form {
        Form::Seed => refusals(own, &Failure::name()),
        Form::Current => refusals(gateway().chain(own), REFUSAL),
    };
    for (status, refusal) in refusals {
        operation = operation.response(status.as_str(), refusal);
    }
    operation.build()
}
