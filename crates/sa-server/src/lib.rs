//! HMRC-style tax account APIs over a durable ledger.
//!
//! The server is thin: a handler parses, calls the store and the ledger, and renders. It knows
//! HTTP, configuration and logs, and no rule of tax or money. It is a library with a small
//! `main.rs`, so that a Rust team can start a sandbox inside its own tests:
//!
//! ```
//! use sa_server::{Application, Settings};
//! # #[actix_web::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let settings = Settings::sandbox("127.0.0.1:0", "sqlite::memory:")?;
//! let store = sa_store::open(&settings.store).await?;
//! let server = Application::build(&settings, store)?;
//! println!("{}", server.url());
//! let handle = server.handle();
//! let running = actix_web::rt::spawn(server.run());
//! handle.stop(true).await;
//! running.await??;
//! # Ok(())
//! # }
//! ```
//!
//! | module | holds |
//! |---|---|
//! | `cli`, `serve`, `signals`, `transfer`, `token_command`, `value_command`, `store_command`, `output` | the command line |
//! | `config`, `clock`, `telemetry`, `tls` | what a server is told, and what it tells |
//! | `application` | what requests share; the routes; the running server |
//! | `envelope`, `request_id` | what is around every request and every answer |
//! | `gateway`, `token` | who calls, and whether they may |
//! | `answer`, `kept_answers` | errors as answers; answers that are given again |
//! | `vat`, `sa_liability`, `sa_accounts` | the three APIs |
//! | `operations` | health; the answer where there is nothing |
#![forbid(unsafe_code)]

mod answer;
mod application;
pub mod cli;
mod clock;
mod config;
mod enrolment;
mod envelope;
mod gateway;
mod json_body;
mod kept_answers;
mod media_type;
mod openapi;
mod operations;
mod output;
mod query;
mod request_id;
mod sa_accounts;
mod sa_liability;
mod sample_data;
mod sandbox;
mod serve;
mod signals;
mod store_command;
mod telemetry;
mod tls;
mod token;
mod token_command;
mod transfer;
mod value_command;
mod vat;
mod wire_value;

pub use crate::application::{Application, StartError};
pub use crate::clock::Clock;
pub use crate::config::{
    ConfigError, LogFormat, Mode, SandboxProfile, ServeArgs, Settings, TlsFiles,
};
pub use crate::tls::TlsError;
