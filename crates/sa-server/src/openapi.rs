//! The OpenAPI documents: one for each API, made from the types that it answers with and from its
//! own table of faults; printed by the command `openapi`, served under `/api/conf`.

pub(crate) mod parts;

use std::future::ready;

use actix_web::{HttpResponse, web};
use clap::ValueEnum;
use utoipa::openapi::OpenApi;

use crate::cli::CommandError;
use crate::{output, sa_accounts, sa_liability, vat};

/// An API that has a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Api {
    /// VAT (MTD) 1.0
    Vat,
    /// Self Assessment Accounts (MTD) 1.0, 2.0 and 4.0
    SaAccounts,
    /// View Self Assessment Account 1.0, both forms
    SaLiability,
}

impl Api {
    fn document(self) -> OpenApi {
        match self {
            Self::Vat => vat::document(),
            Self::SaAccounts => sa_accounts::document(),
            Self::SaLiability => sa_liability::document(),
        }
    }
}

/// Where each document is served, with `.yaml` and `.json` after it: where HMRC's service has it, as
/// far as no other has the same place, and by the API's name.
const PLACES: [(&str, Api); 5] = [
    ("/api/conf/1.0/application", Api::Vat),
    ("/api/conf/4.0/application", Api::SaAccounts),
    ("/api/conf/vat/application", Api::Vat),
    ("/api/conf/sa-accounts/application", Api::SaAccounts),
    ("/api/conf/sa-liability/application", Api::SaLiability),
];

/// The documents. JSON is YAML: both are one text.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    for (place, api) in PLACES {
        for (ending, media_type) in [("yaml", "application/yaml"), ("json", "application/json")] {
            let path = format!("{place}.{ending}");
            config.route(&path, web::get().to(move || ready(served(api, media_type))));
        }
    }
}

fn served(api: Api, media_type: &'static str) -> HttpResponse {
    match api.document().to_json() {
        Ok(json) => HttpResponse::Ok().content_type(media_type).body(json),
        Err(error) => {
            tracing::error!(%error, "the OpenAPI document cannot be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// Prints the document of an API as JSON.
pub(crate) fn print(api: Api) -> Result<(), CommandError> {
    Ok(output::print(&api.document().to_pretty_json()?)?)
}
