//! The configuration: flags before environment before file before defaults, in one typed struct.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use figment::Figment;
use figment::providers::{Format, Serialized, Toml};
use sa_store::StoreUrl;
use serde::{Deserialize, Serialize};
use time::Date;

/// What `serve` is told by flags and environment; what is not told is `None`.
#[derive(Debug, Clone, Default, Args, Serialize)]
pub struct ServeArgs {
    /// Address and port to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, env = "SA_LISTEN", value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<String>,
    /// Where the accounts are: `sqlite:PATH`, `sqlite::memory:` or `postgres://…` [default: sqlite:sa.db]
    #[arg(long, env = "SA_STORE", value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
    /// Sandbox: test scenarios, ready-made data. Production: neither [default: sandbox]
    #[arg(long, env = "SA_MODE", value_name = "MODE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// Whose manners the sandbox has: `ledger` answers from the accounts, as production does;
    /// `hmrc` answers as HMRC's sandbox does [default: ledger]
    #[arg(long, env = "SA_SANDBOX", value_name = "PROFILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sandbox: Option<SandboxProfile>,
    /// Fix the day to this one, e.g. 2026-01-31; the time of day still moves [default: today, UTC]
    #[arg(long, env = "SA_TODAY", value_name = "YYYY-MM-DD")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub today: Option<String>,
    /// Configuration file in TOML, with the names of these flags as keys (`listen = "…"`)
    #[arg(long, env = "SA_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Certificate chain in PEM: serve HTTPS
    #[arg(long, env = "SA_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    #[serde(rename = "tls-cert", skip_serializing_if = "Option::is_none")]
    pub tls_cert: Option<PathBuf>,
    /// The certificate's private key in PEM
    #[arg(long, env = "SA_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    #[serde(rename = "tls-key", skip_serializing_if = "Option::is_none")]
    pub tls_key: Option<PathBuf>,
    /// Log lines as text for people or JSON for machines [default: text]
    #[arg(long, env = "SA_LOG_FORMAT", value_name = "FORMAT")]
    #[serde(rename = "log-format", skip_serializing_if = "Option::is_none")]
    pub log_format: Option<LogFormat>,
    /// Mebibytes of memory for answers that may be asked for again; 0 keeps none [default: 256]
    #[arg(long, env = "SA_ANSWER_MEMORY", value_name = "MEBIBYTES")]
    #[serde(rename = "answer-memory", skip_serializing_if = "Option::is_none")]
    pub answer_memory: Option<u32>,
}

/// Whether test scenarios and ready-made data exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// For tests: scenarios are answered, `token` issues tokens, an empty store gets sample data.
    Sandbox,
    /// For real accounts: none of that exists.
    Production,
}

/// Whose manners the sandbox has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SandboxProfile {
    /// As production behaves: every answer comes from the ledger.
    Ledger,
    /// As HMRC's sandbox behaves: default data, period keys checked only for their form.
    Hmrc,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One readable line an event.
    Text,
    /// One JSON object an event.
    Json,
}

/// The whole configuration of a server.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where the accounts are.
    pub store: StoreUrl,
    /// Sandbox or production.
    pub mode: Mode,
    /// The sandbox's manners; without meaning in production.
    pub sandbox: SandboxProfile,
    /// The fixed day, if any.
    pub today: Option<Date>,
    /// Certificate and key, for HTTPS.
    pub tls: Option<TlsFiles>,
    /// How log lines are written.
    pub log_format: LogFormat,
    /// How much memory answers may take that may be asked for again, in mebibytes; 0 keeps none.
    pub answer_memory: u32,
}

/// The two files that HTTPS needs.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// Certificate chain, PEM.
    pub cert: PathBuf,
    /// Private key, PEM.
    pub key: PathBuf,
}

/// The layers merged, still text.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Merged {
    listen: String,
    store: String,
    mode: Mode,
    sandbox: SandboxProfile,
    log_format: LogFormat,
    answer_memory: u32,
    today: Option<String>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Defaults {
    listen: &'static str,
    store: &'static str,
    mode: Mode,
    sandbox: SandboxProfile,
    log_format: LogFormat,
    answer_memory: u32,
}

const DEFAULTS: Defaults = Defaults {
    listen: "127.0.0.1:8080",
    store: "sqlite:sa.db",
    mode: Mode::Sandbox,
    sandbox: SandboxProfile::Ledger,
    log_format: LogFormat::Text,
    answer_memory: 256,
};

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file is not there, is no TOML, or has a key that does not exist.
    #[error("the configuration cannot be read")]
    Unreadable(#[source] Box<figment::Error>),
    /// The configuration file named does not exist.
    #[error("there is no configuration file {}", .0.display())]
    NoFile(PathBuf),
    /// The address to listen on is not one.
    #[error("`{0}` is no address to listen on: write an IP address and a port, as 127.0.0.1:8080")]
    Listen(String),
    /// The store's address is not one.
    #[error("`{url}` names no store")]
    Store {
        /// What was given.
        url: String,
        /// Why not.
        #[source]
        cause: sa_store::StoreUrlError,
    },
    /// The fixed day is not one.
    #[error("`{day}` is no day to fix")]
    Today {
        /// What was given.
        day: String,
        /// Why not.
        #[source]
        cause: sa_model::date::DateError,
    },
    /// Only one of certificate and key is given.
    #[error("HTTPS needs both a certificate and a key")]
    HalfOfTls,
}

impl Settings {
    /// Merges flags and environment over the file over the defaults.
    ///
    /// # Errors
    /// A file that is not there, an unknown key in it, an address, a store or a day that is none.
    pub fn load(args: &ServeArgs) -> Result<Self, ConfigError> {
        let mut layers = Figment::from(Serialized::defaults(DEFAULTS));
        if let Some(file) = &args.config {
            if !file.is_file() {
                return Err(ConfigError::NoFile(file.clone()));
            }
            layers = layers.merge(Toml::file_exact(file));
        }
        let merged: Merged = layers
            .merge(Serialized::defaults(args))
            .extract()
            .map_err(|error| ConfigError::Unreadable(Box::new(error)))?;
        Self::try_from(merged)
    }
}

impl TryFrom<Merged> for Settings {
    type Error = ConfigError;

    fn try_from(merged: Merged) -> Result<Self, Self::Error> {
        let listen = match merged.listen.parse() {
            Ok(address) => address,
            Err(_not_an_address) => return Err(ConfigError::Listen(merged.listen)),
        };
        let store = parse_store(&merged.store)?;
        let today = merged
            .today
            .map(|day| {
                sa_model::date::parse(&day).map_err(|cause| ConfigError::Today { day, cause })
            })
            .transpose()?;
        let tls = match (merged.tls_cert, merged.tls_key) {
            (Some(cert), Some(key)) => Some(TlsFiles { cert, key }),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(ConfigError::HalfOfTls),
        };
        Ok(Self {
            listen,
            store,
            mode: merged.mode,
            sandbox: merged.sandbox,
            today,
            tls,
            log_format: merged.log_format,
            answer_memory: merged.answer_memory,
        })
    }
}

/// Parses a store's address, as `--store` of every command takes it.
///
/// # Errors
/// An address that names no store, with the forms that do.
pub(crate) fn parse_store(url: &str) -> Result<StoreUrl, ConfigError> {
    url.parse().map_err(|cause| ConfigError::Store {
        url: url.to_owned(),
        cause,
    })
}

impl Settings {
    /// A sandbox that answers from the ledger, over this store, at this address; no file and no
    /// environment is looked at.
    ///
    /// # Errors
    /// An address or a store that is none.
    pub fn sandbox(listen: &str, store: &str) -> Result<Self, ConfigError> {
        Self::load(&ServeArgs {
            listen: Some(listen.to_owned()),
            store: Some(store.to_owned()),
            ..ServeArgs::default()
        })
    }
}
