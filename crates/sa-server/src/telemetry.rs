//! Logs: one line an event on standard error, every request with its id, no personal identifier.

use std::io::IsTerminal;

use actix_web::Error;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use tracing::field::Empty;
use tracing::{Level, Metadata, Span, Subscriber};
use tracing_subscriber::filter::FilterFn;
use tracing_subscriber::layer::Layered;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

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
        LogFormat::Text => impersonal(lines.finish()).try_init(),
        LogFormat::Json => impersonal(lines.json().flatten_event(true).finish()).try_init(),
    };
    if let Err(error) = started {
        tracing::debug!(%error, "logging was started before");
    }
}

/// Leaves out, whatever `RUST_LOG` says, what PostgreSQL's client tells of each statement: its
/// parameters are taxpayers' identifiers and hashes of tokens.
fn impersonal<S: Subscriber>(lines: S) -> Layered<FilterFn, S> {
    let is_impersonal: fn(&Metadata<'_>) -> bool = |event| {
        let is_of_the_client = event.target().split("::").next() == Some("tokio_postgres");
        !is_of_the_client || *event.level() <= Level::INFO
    };
    FilterFn::new(is_impersonal).with_subscriber(lines)
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

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek};
    use std::sync::Arc;

    use super::*;

    #[test]
    fn the_parameters_of_statements_are_logged_at_no_level_that_anybody_asks_for() {
        for filter in ["trace", "debug,tokio_postgres::query=trace"] {
            let log = Arc::new(tempfile::tempfile().unwrap());
            let lines = tracing_subscriber::fmt()
                .with_env_filter(EnvFilter::new(filter))
                .with_writer(Arc::clone(&log))
                .finish();
            tracing::subscriber::with_default(impersonal(lines), || {
                tracing::debug!(target: "tokio_postgres::query", "statement with parameters");
                tracing::trace!(target: "tokio_postgres", "statement with parameters");
                tracing::info!(target: "tokio_postgres::connection", "a notice");
                tracing::debug!(target: "sa_server", "our own");
            });
            let mut written = String::new();
            (&*log).rewind().unwrap();
            (&*log).read_to_string(&mut written).unwrap();
            assert!(!written.contains("parameters"), "{filter}: {written}");
            assert!(written.contains("a notice"), "{filter}: {written}");
            assert!(written.contains("our own"), "{filter}: {written}");
        }
    }
}
