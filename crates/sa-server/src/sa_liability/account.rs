//! The API's one resource, the account of a taxpayer, in both forms.

use actix_web::HttpResponse;

use super::error::{Form, LiabilityError};
use super::request::{CurrentRequest, SeedRequest};
use super::statement::Statement;
use super::wire::Body;
use super::wire_seed::SeedBody;

/// `GET /{utr}`: the account in the seed's form.
pub(super) async fn get_seed(request: SeedRequest) -> Result<HttpResponse, LiabilityError> {
    let render = |statement: &Statement<'_>| serde_json::to_vec(&SeedBody::from(statement));
    request.0.answer(Form::Seed, render)
}

/// `GET /individuals/self-assessment/breakdown/{utr}`: the account in the form published today.
pub(super) async fn get_current(request: CurrentRequest) -> Result<HttpResponse, LiabilityError> {
    let render = |statement: &Statement<'_>| serde_json::to_vec(&Body::from(statement));
    request.0.answer(Form::Current, render)
}
