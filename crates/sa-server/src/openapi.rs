//! The OpenAPI documents: one for each API, made from the types that it answers with and from its
//! own table of faults; printed by the command `openapi`, served under `/api/conf`.

use std::io::Write;

use actix_web::{HttpResponse, web};
use clap::ValueEnum;
use utoipa::openapi::OpenApi;

use crate::cli::CommandError;
use crate::vat;

/// An API that has a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Api {
    /// VAT (MTD) 1.0
    Vat,
}

impl Api {
    fn document(self) -> OpenApi {
        match self {
            Self::Vat => vat::document(),
        }
    }
}

/// `/api/conf/1.0/application.yaml`, where HMRC's services have it, and the same as `.json`. JSON is
/// YAML: both are one text.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    for (path, media_type) in [
        ("/api/conf/1.0/application.yaml", "application/yaml"),
        ("/api/conf/1.0/application.json", "application/json"),
    ] {
        config.route(path, web::get().to(async move || served(media_type)));
    }
}

fn served(media_type: &'static str) -> HttpResponse {
    match Api::Vat.document().to_json() {
        Ok(json) => HttpResponse::Ok().content_type(media_type).body(json),
        Err(error) => {
            tracing::error!(%error, "the OpenAPI document cannot be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// Prints the document of an API as JSON.
pub(crate) fn print(api: Api) -> Result<(), CommandError> {
    let document = api.document().to_pretty_json()?;
    writeln!(std::io::stdout().lock(), "{document}")?;
    Ok(())
}
