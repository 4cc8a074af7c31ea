//! The API's one resource, the account of a taxpayer, in both forms.

use actix_web::HttpResponse;

use super::error::LiabilityError;
use super::request::{CurrentRequest, LiabilityRequest, SeedRequest};
use super::statement::Statement;
use super::wire::Body;
use super::wire_seed::SeedBody;

/// `GET /{utr}`: the account in the seed's form.
pub(super) async fn get_seed(request: SeedRequest) -> Result<HttpResponse, LiabilityError> {
    let statement = statement(&request.0);
    Ok(HttpResponse::Ok().json(SeedBody::from(&statement)))
}

/// `GET /individuals/self-assessment/breakdown/{utr}`: the account in the form published today.
pub(super) async fn get_current(request: CurrentRequest) -> Result<HttpResponse, LiabilityError> {
    let statement = statement(&request.0);
    Ok(HttpResponse::Ok().json(Body::from(&statement)))
}

fn statement(request: &LiabilityRequest) -> Statement<'_> {
    Statement::of(&request.account, request.window)
}
