//! The application: what every request shares, the API families, and the server that runs them.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::{HttpServer, web};
use sa_store::{Grant, Storage};

use crate::clock::Clock;
use crate::config::{Mode, SandboxProfile, Settings};
use crate::envelope::Envelope;
use crate::kept_answers::KeptAnswers;
use crate::{openapi, operations, sa_accounts, sa_liability, tls, vat};

/// How long requests in flight may take to finish once the server is told to stop, in seconds.
const SHUTDOWN_SECONDS: u64 = 30;
/// How long a client may take to send a request's head, in seconds.
const REQUEST_HEAD_SECONDS: u64 = 10;
/// How long an idle connection is kept, in seconds.
const KEEP_ALIVE_SECONDS: u64 = 75;

/// What every request shares.
#[derive(Debug)]
pub(crate) struct App {
    store: Arc<dyn Storage>,
    clock: Clock,
    sandbox: Option<SandboxProfile>,
    answers: KeptAnswers,
}

impl App {
    /// The store of accounts and grants.
    pub(crate) fn store(&self) -> &dyn Storage {
        &*self.store
    }

    /// The clock.
    pub(crate) const fn clock(&self) -> Clock {
        self.clock
    }

    /// The sandbox's manners; `None` in production.
    pub(crate) const fn sandbox(&self) -> Option<SandboxProfile> {
        self.sandbox
    }

    /// The answers that may be given again.
    pub(crate) const fn answers(&self) -> &KeptAnswers {
        &self.answers
    }

    /// Whether a grant counts here: what a sandbox's command line gave opens nothing in production.
    pub(crate) const fn honours(&self, grant: &Grant) -> bool {
        self.sandbox.is_some() || !grant.sandbox
    }
}

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// Certificate or key cannot be used.
    #[error("HTTPS cannot be served")]
    Tls(#[source] tls::TlsError),
}

/// A server that listens and is ready to run.
#[derive(Debug)]
pub struct Application {
    url: String,
    handle: ServerHandle,
    server: Running,
}

/// The server's future, without a `Debug` of its own.
struct Running(Server);

impl std::fmt::Debug for Running {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Server")
    }
}

impl Application {
    /// Listens at the configured address; connections wait until [`Self::run`] serves them.
    ///
    /// # Errors
    /// An address that is taken or not this machine's; a certificate or key that is none.
    pub fn build(settings: &Settings, store: Arc<dyn Storage>) -> Result<Self, StartError> {
        let app = web::Data::new(App {
            store,
            clock: settings.today.map_or_else(Clock::system, Clock::fixed),
            sandbox: match settings.mode {
                Mode::Sandbox => Some(settings.sandbox),
                Mode::Production => None,
            },
            answers: KeptAnswers::within(settings.answer_memory),
        });
        let server = HttpServer::new(move || {
            actix_web::App::new()
                .app_data(app.clone())
                .configure(routes)
                .wrap(Envelope::of(&app))
        })
        .client_request_timeout(Duration::from_secs(REQUEST_HEAD_SECONDS))
        .keep_alive(Duration::from_secs(KEEP_ALIVE_SECONDS))
        .shutdown_timeout(SHUTDOWN_SECONDS)
        .disable_signals();

        let failed = |cause| StartError::Listen {
            address: settings.listen,
            cause,
        };
        let listener = TcpListener::bind(settings.listen).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (scheme, server) = match &settings.tls {
            None => ("http", server.listen(listener).map_err(failed)?),
            Some(files) => {
                let tls = tls::server_config(files).map_err(StartError::Tls)?;
                (
                    "https",
                    server.listen_rustls_0_23(listener, tls).map_err(failed)?,
                )
            }
        };
        let server = server.run();
        Ok(Self {
            url: format!("{scheme}://{address}"),
            handle: server.handle(),
            server: Running(server),
        })
    }

    /// The address clients reach it at, such as `http://127.0.0.1:8080`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A handle that stops it from elsewhere: `stop(true)` lets requests in flight finish.
    pub fn handle(&self) -> ServerHandle {
        self.handle.clone()
    }

    /// Serves until it is stopped by its handle.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn run(self) -> std::io::Result<()> {
        self.server.0.await
    }
}

/// Every route there is. The liability API's `/{utr}` takes any single segment, so it comes last.
fn routes(config: &mut web::ServiceConfig) {
    config
        .configure(operations::routes)
        .configure(openapi::routes)
        .configure(vat::routes)
        .configure(sa_accounts::routes)
        .configure(sa_liability::routes)
        .configure(below_the_apis)
        .default_service(web::to(operations::no_such_api));
}

/// What lies below an API's name and is none of its endpoints.
fn below_the_apis(config: &mut web::ServiceConfig) {
    for root in [vat::ROOT, sa_accounts::ROOT, sa_liability::CURRENT_PATH] {
        let name = root.split("/{").next().unwrap_or(root);
        let all = web::scope(name).default_service(web::to(operations::no_such_endpoint));
        config.service(all);
    }
}
