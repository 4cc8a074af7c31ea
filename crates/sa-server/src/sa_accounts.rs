//! The Self Assessment Accounts API, versions 1.0, 2.0 and 4.0: its routes.
//!
//! Source: github hmrc/self-assessment-accounts-api.

mod allocation_rows;
mod allocations;
mod balance;
mod balance_and_transactions;
mod balance_wire;
mod charge_history;
mod charge_history_wire;
mod charge_reference;
mod charges;
mod coding_out;
mod coding_out_choice;
mod coding_out_wire;
mod dates;
mod document_text;
mod document_wire;
mod documents;
mod endpoint;
mod error;
mod fault_body;
mod financial_wire;
mod items;
mod links;
mod payments;
mod payments_and_allocations;
mod penalties;
mod penalties_wire;
mod record;
mod request;
mod switch;
mod tax_code_body;
mod tax_year;
mod transaction_details;
mod transactions;
mod version;

use actix_web::{Route, web};

pub(crate) use self::endpoint::EndpointName;
pub(crate) use self::error::Fault;
pub(crate) use self::version::Version;
use crate::operations::no_such_endpoint;

/// The routes of the API.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    let only = |path: &str, route: Route| {
        web::resource(path)
            .route(route)
            .default_service(web::to(no_such_endpoint))
    };
    config.service(
        web::scope("/accounts/self-assessment/{nino}")
            .service(only("/balance", web::get().to(balance::get)))
            .service(only("/charges", web::get().to(charges::get)))
            .service(only(
                "/charges/{transactionId}",
                web::get().to(charge_history::get),
            ))
            .service(only(
                "/charges/transactionId/{transactionId}",
                web::get().to(charge_history::get_by_transaction),
            ))
            .service(only(
                "/charges/chargeReference/{chargeReference}",
                web::get().to(charge_history::get_by_reference),
            ))
            .service(only("/transactions", web::get().to(transactions::get)))
            .service(only(
                "/transactions/{transactionId}",
                web::get().to(transaction_details::get),
            ))
            .service(only("/payments", web::get().to(payments::get)))
            .service(only(
                "/payments/{paymentId}",
                web::get().to(allocations::get),
            ))
            .service(only(
                "/balance-and-transactions",
                web::get().to(balance_and_transactions::get),
            ))
            .service(only(
                "/payments-and-allocations",
                web::get().to(payments_and_allocations::get),
            ))
            .service(only("/penalties", web::get().to(penalties::get)))
            .service(
                web::resource("/{taxYear}/collection/tax-code")
                    .route(web::put().to(coding_out::put))
                    .route(web::get().to(coding_out::get))
                    .route(web::delete().to(coding_out::delete))
                    .default_service(web::to(no_such_endpoint)),
            )
            .service(only(
                "/{taxYear}/coding-out/status",
                web::get().to(coding_out_choice::status),
            ))
            .service(only(
                "/{taxYear}/coding-out/opt-in",
                web::post().to(coding_out_choice::opt_in),
            ))
            .service(only(
                "/{taxYear}/coding-out/opt-out",
                web::post().to(coding_out_choice::opt_out),
            ))
            .default_service(web::to(no_such_endpoint)),
    );
}
