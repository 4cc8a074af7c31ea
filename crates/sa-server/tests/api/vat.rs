//! Tests of the VAT (MTD) API, endpoint by endpoint.

mod access;
mod canned_penalties;
mod failing_store;
mod financial;
mod further_scenarios;
mod head;
mod late;
mod laws;
mod openapi;
mod openapi_requests;
mod order_of_checks;
mod queries;
mod return_body;
mod returns;
mod scenarios;
mod table;
pub(crate) mod trader;
mod year;
