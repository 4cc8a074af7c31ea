//! Logs: one line an event on standard error, every request with its id, no personal identifier.

use std::io::IsTerminal;

use actix_web::Error;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use tracing::Span;
use tracing::field::Empty;
use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;
use crate::request_id::RequestId;

/// What is logged unless `RUST_LOG` says otherwise: what the server does, not how its library
/// starts.
const DEFAULT_FILTER: &str = "info,actix_server=warn";

/// Starts logging to standard error. `RUST_LOG` chooses what is logged.
///
/// A second call in one process changes nothing, so that tests may start many servers.
pub(crate) fn start(format: LogFormat) {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_unset| EnvFilter::new(DEFAULT_FILTER));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        // A line that cannot be written is lost: to tell so on the same stream ends the process.
        .log_internal_errors(false);
    let started = match format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    if let Err(error) = started {
        tracing::debug!(%error, "logging was started before");
    }
}

/// The span of a request: its method, its route as a pattern (never the path, which holds the
/// taxpayer's identifiers), its status and its id. Where no span is wanted it costs nothing.
pub(crate) fn span(request: &ServiceRequest) -> Span {
    let span = tracing::info_span!(
        "request",
        id = Empty,
        method = %request.method(),
        route = Empty,
        status = Empty,
    );
    if !span.is_disabled() {
        span.record("id", RequestId::of(request).as_str());
    }
    span
}

/// Tells in a request's span how it was answered.
pub(crate) fn served<B>(span: &Span, outcome: &Result<ServiceResponse<B>, Error>) {
    if !span.is_disabled() {
        match outcome {
            Ok(response) => {
                if let Some(route) = response.request().match_pattern() {
                    span.record("route", route);
                }
                span.record("status", response.status().as_u16());
            }
            Err(error) => {
                span.record("status", error.as_response_error().status_code().as_u16());
            }
        }
    }
    tracing::info!("served");
}
