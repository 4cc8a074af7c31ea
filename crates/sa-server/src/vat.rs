//! The VAT (MTD) API 1.0: its routes.

mod error;
mod field_fault;
mod financial_details;
mod financial_range;
mod information;
mod liabilities;
mod obligations;
mod payments;
mod penalties;
mod request;
mod return_body;
mod returns;
pub(crate) mod wire;

use actix_web::web::{self, get, post};

pub(crate) use error::{VatError, VatFault};

/// The routes of the API.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .route(
            "/organisations/vat/{vrn}/obligations",
            get().to(obligations::get),
        )
        .route("/organisations/vat/{vrn}/returns", post().to(returns::post))
        .route(
            "/organisations/vat/{vrn}/returns/{periodKey}",
            get().to(returns::get),
        )
        .route(
            "/organisations/vat/{vrn}/liabilities",
            get().to(liabilities::get),
        )
        .route("/organisations/vat/{vrn}/payments", get().to(payments::get))
        .route(
            "/organisations/vat/{vrn}/penalties",
            get().to(penalties::get),
        )
        .route(
            "/organisations/vat/{vrn}/financial-details/{chargeReference}",
            get().to(financial_details::get),
        )
        .route(
            "/organisations/vat/{vrn}/information",
            get().to(information::get),
        );
}
