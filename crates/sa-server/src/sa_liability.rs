//! The Self Assessment liability API: its routes, in both forms.
//!
//! Source: github hmrc/self-assessment-liability-api: the README of 2025-07-29 (`/{utr}`) and the
//! API as published today (`/individuals/self-assessment/breakdown/{utr}`).

mod account;
mod error;
mod openapi;
mod request;
mod statement;
mod wire;
mod wire_seed;

use actix_web::web;

pub(crate) use self::error::Fault;
pub(crate) use self::openapi::document;
use crate::operations::no_such_endpoint;

/// The seed's form.
const SEED_PATH: &str = "/{utr}";
/// The form published today.
pub(crate) const CURRENT_PATH: &str = "/individuals/self-assessment/breakdown/{utr}";

/// The routes of the API. `/{utr}` takes any single segment, so it is to be the last route of all.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .service(
            web::resource(CURRENT_PATH)
                .route(web::get().to(account::get_current))
                .default_service(web::to(no_such_endpoint)),
        )
        .service(
            web::resource(SEED_PATH)
                .route(web::get().to(account::get_seed))
                .default_service(web::to(no_such_endpoint)),
        );
}
