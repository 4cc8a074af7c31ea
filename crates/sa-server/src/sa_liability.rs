//! The Self Assessment liability API: its routes.

use actix_web::web;

/// The routes of the API.
pub(crate) fn routes(_config: &mut web::ServiceConfig) {}
