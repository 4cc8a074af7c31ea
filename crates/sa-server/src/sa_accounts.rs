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
mod late_submission_wire;
mod links;
mod openapi;
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

use actix_web::{Resource, Route, web};

use self::endpoint::{
    Allocations, Balance, BalanceAndTransactions, ChargeHistory, ChargeHistoryByReference,
    ChargeHistoryByTransaction, Charges, CodingOutOptIn, CodingOutOptOut, CodingOutStatus,
    Endpoint, Payments, PaymentsAndAllocations, Penalties, Row, TransactionDetails, Transactions,
    WriteCodingOut,
};
pub(crate) use self::endpoint::{EndpointName, ROOT};
pub(crate) use self::error::Fault;
pub(crate) use self::openapi::document;
pub(crate) use self::version::Version;
use crate::operations::no_such_endpoint;

/// The routes of the API.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    let only = |row: &Row, route: Route| resource(row).route(route);
    config.service(
        web::scope(ROOT)
            .service(only(Balance::ROW, web::get().to(balance::get)))
            .service(only(Charges::ROW, web::get().to(charges::get)))
            .service(only(ChargeHistory::ROW, web::get().to(charge_history::get)))
            .service(only(
                ChargeHistoryByTransaction::ROW,
                web::get().to(charge_history::get_by_transaction),
            ))
            .service(only(
                ChargeHistoryByReference::ROW,
                web::get().to(charge_history::get_by_reference),
            ))
            .service(only(Transactions::ROW, web::get().to(transactions::get)))
            .service(only(
                TransactionDetails::ROW,
                web::get().to(transaction_details::get),
            ))
            .service(only(Payments::ROW, web::get().to(payments::get)))
            .service(only(Allocations::ROW, web::get().to(allocations::get)))
            .service(only(
                BalanceAndTransactions::ROW,
                web::get().to(balance_and_transactions::get),
            ))
            .service(only(
                PaymentsAndAllocations::ROW,
                web::get().to(payments_and_allocations::get),
            ))
            .service(only(Penalties::ROW, web::get().to(penalties::get)))
            .service(
                resource(WriteCodingOut::ROW)
                    .route(web::put().to(coding_out::put))
                    .route(web::get().to(coding_out::get))
                    .route(web::delete().to(coding_out::delete)),
            )
            .service(only(
                CodingOutStatus::ROW,
                web::get().to(coding_out_choice::status),
            ))
            .service(only(
                CodingOutOptIn::ROW,
                web::post().to(coding_out_choice::opt_in),
            ))
            .service(only(
                CodingOutOptOut::ROW,
                web::post().to(coding_out_choice::opt_out),
            ))
            .default_service(web::to(no_such_endpoint)),
    );
}

/// A path of which only the routes that it is given are there.
fn resource(row: &Row) -> Resource {
    web::resource(row.path).default_service(web::to(no_such_endpoint))
}
