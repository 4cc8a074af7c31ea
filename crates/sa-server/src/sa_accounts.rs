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
mod charges;
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
mod request;
mod switch;
mod transaction_details;
mod transactions;
mod version;

use actix_web::{Route, web};

use crate::operations::no_such_endpoint;

/// The routes of the API.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    let get = |path: &str, route: Route| {
        web::resource(path)
            .route(route)
            .default_service(web::to(no_such_endpoint))
    };
    config.service(
        web::scope("/accounts/self-assessment/{nino}")
            .service(get("/balance", web::get().to(balance::get)))
            .service(get("/charges", web::get().to(charges::get)))
            .service(get(
                "/charges/{transactionId}",
                web::get().to(charge_history::get),
            ))
            .service(get(
                "/charges/transactionId/{transactionId}",
                web::get().to(charge_history::get_by_transaction),
            ))
            .service(get(
                "/charges/chargeReference/{chargeReference}",
                web::get().to(charge_history::get_by_reference),
            ))
            .service(get("/transactions", web::get().to(transactions::get)))
            .service(get(
                "/transactions/{transactionId}",
                web::get().to(transaction_details::get),
            ))
            .service(get("/payments", web::get().to(payments::get)))
            .service(get(
                "/payments/{paymentId}",
                web::get().to(allocations::get),
            ))
            .service(get(
                "/balance-and-transactions",
                web::get().to(balance_and_transactions::get),
            ))
            .service(get(
                "/payments-and-allocations",
                web::get().to(payments_and_allocations::get),
            ))
            .default_service(web::to(no_such_endpoint)),
    );
}
