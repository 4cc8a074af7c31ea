//! The VAT (MTD) API 1.0: its routes.

mod error;
mod field_fault;
mod financial_details;
mod financial_range;
mod information;
mod liabilities;
mod obligations;
mod openapi;
mod payments;
mod penalties;
mod request;
mod return_body;
mod returns;
pub(crate) mod wire;

use actix_web::web::{self, get, post};

pub(crate) use error::{VatError, VatFault};
pub(crate) use openapi::document;
use openapi::rows;
pub(crate) use openapi::rows::ROOT;

use crate::operations::no_such_endpoint;

/// The routes of the API: one pattern for all of them, so that few need be tried.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    let endpoints = web::scope(ROOT)
        .route(rows::OBLIGATIONS, get().to(obligations::get))
        .route(rows::RETURNS, post().to(returns::post))
        .route(rows::RETURN, get().to(returns::get))
        .route(rows::LIABILITIES, get().to(liabilities::get))
        .route(rows::PAYMENTS, get().to(payments::get))
        .route(rows::PENALTIES, get().to(penalties::get))
        .route(rows::FINANCIAL_DETAILS, get().to(financial_details::get))
        .route(rows::INFORMATION, get().to(information::get))
        .default_service(web::to(no_such_endpoint));
    config.service(endpoints);
}
