//! What the URL of a PostgreSQL database says: where it is, how to speak to it, how it is laid out.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use tokio_postgres::Config;

use crate::{OpenError, PostgresUrl};

/// How connections are protected: libpq's `sslmode`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Protection {
    /// `disable`: not at all.
    Disable,
    /// `prefer` and `require`: encrypted, whoever the server is.
    Encrypt,
    /// `verify-full`: encrypted, and the server's certificate is for its host and signed by one in
    /// this file (`sslrootcert`).
    Verify(PathBuf),
}

/// How an append goes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Appends to many accounts in one statement.
    Together,
    /// Each account's append by itself, so that its statement goes to the one node that has it.
    Distributed,
}

/// All that the URL says.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) config: Config,
    pub(super) protection: Protection,
    pub(super) layout: Layout,
}

/// How long to wait for a server to take a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// A statement is planned once a connection, whatever its arrays hold, perhaps while the tables are
/// still empty: it must not then read whole tables, nor be compiled, when they are full.
const PLANNING: &str = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off \
     -c client_min_messages=warning";

/// A commit is on the disk before it is answered, whatever the role or the database have as their
/// default.
const DURABLE: &str = "-c synchronous_commit=on";

/// The server gives a statement up before we do: what was told to be undone, or not to have been
/// tried, does not wait there for a lock and come true later.
const LIMITS: &str = "-c lock_timeout=2s -c statement_timeout=8s";

/// How long the statements of a connection may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Statements {
    /// Not long: somebody waits for each.
    Brief,
    /// As long as they need: they go through whole tables.
    Long,
}

impl Settings {
    /// Reads a URL. Beside what tokio-postgres knows, it takes `sslmode=verify-full`,
    /// `sslrootcert=FILE` and `distributed=yes`.
    pub(super) fn read(url: &PostgresUrl, statements: Statements) -> Result<Self, OpenError> {
        let refused = |reason: String| OpenError::Url {
            url: url.to_string(),
            reason,
        };
        let (base, query) = url.expose().split_once('?').unwrap_or((url.expose(), ""));
        let (mut mode, mut root, mut layout) = (None, None, Layout::Together);
        let mut rest = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value),
                Some(("sslrootcert", path)) => root = Some(PathBuf::from(path)),
                Some(("distributed", "yes")) => layout = Layout::Distributed,
                Some(("distributed", "no")) => layout = Layout::Together,
                Some(("distributed", other)) => {
                    return Err(refused(format!(
                        "`distributed` is yes or no, found `{other}`"
                    )));
                }
                Some(_) | None => rest.push(pair),
            }
        }
        let protection = protection(mode, root).map_err(refused)?;
        let mut config = Config::from_str(&[base, &rest.join("&")].join("?"))
            .map_err(|error| refused(chain(&error)))?;
        config.ssl_mode(match mode {
            Some("disable") => tokio_postgres::config::SslMode::Disable,
            None | Some("prefer") => tokio_postgres::config::SslMode::Prefer,
            Some(_) => tokio_postgres::config::SslMode::Require,
        });
        let mut options = vec![PLANNING, DURABLE];
        if statements == Statements::Brief {
            options.push(LIMITS);
        }
        // Of two that set the same, the last one counts.
        options.extend(config.get_options());
        let options = options.join(" ");
        config.options(options).connect_timeout(CONNECT_TIMEOUT);
        if config.get_application_name().is_none() {
            config.application_name("sa-store");
        }
        Ok(Self {
            config,
            protection,
            layout,
        })
    }
}

fn protection(mode: Option<&str>, root: Option<PathBuf>) -> Result<Protection, String> {
    match (mode, root) {
        (Some("verify-full"), Some(root)) => Ok(Protection::Verify(root)),
        (Some("verify-full"), None) => {
            Err("`sslmode=verify-full` needs `sslrootcert=FILE`, found none".to_owned())
        }
        // Who names a certificate to trust thinks that it is looked at.
        (Some("disable" | "prefer" | "require") | None, Some(_)) => Err(format!(
            "`sslrootcert` is looked at with `sslmode=verify-full` alone, found {}",
            mode.map_or_else(|| "no `sslmode`".to_owned(), |mode| format!("`{mode}`"))
        )),
        (Some("disable"), None) => Ok(Protection::Disable),
        (Some("prefer" | "require") | None, None) => Ok(Protection::Encrypt),
        (Some(other), _) => Err(format!(
            "`sslmode` is disable, prefer, require or verify-full, found `{other}`"
        )),
    }
}

/// An error with its causes, in one line.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StoreUrl;

    fn read(text: &str) -> Result<Settings, String> {
        let Ok(StoreUrl::Postgres(url)) = text.parse() else {
            panic!("{text}")
        };
        Settings::read(&url, Statements::Brief).map_err(|error| error.to_string())
    }

    #[test]
    fn the_url_says_how_connections_are_protected() {
        for (query, protection) in [
            ("", Protection::Encrypt),
            ("?sslmode=disable", Protection::Disable),
            ("?sslmode=require", Protection::Encrypt),
            (
                "?sslmode=verify-full&sslrootcert=/ca.pem",
                Protection::Verify("/ca.pem".into()),
            ),
        ] {
            let settings = read(&format!("postgres://u:p@h:5433/d{query}")).unwrap();
            assert_eq!(settings.protection, protection, "{query}");
            assert_eq!(settings.config.get_ports(), [5433]);
        }
    }

    #[test]
    fn the_owners_options_come_after_ours_and_so_win() {
        let settings = read("postgres://h/d?options=-c%20jit%3Don&distributed=yes").unwrap();
        let all = format!("{PLANNING} {DURABLE} {LIMITS} -c jit=on");
        assert_eq!(settings.config.get_options(), Some(all.as_str()));
        assert_eq!(settings.layout, Layout::Distributed);
    }

    #[test]
    fn what_the_url_may_not_say_is_refused_with_what_was_found() {
        for (query, reason) in [
            (
                "sslmode=verify-full",
                "`sslmode=verify-full` needs `sslrootcert=FILE`, found none",
            ),
            (
                "sslrootcert=/ca.pem",
                "`sslrootcert` is looked at with `sslmode=verify-full` alone, found no `sslmode`",
            ),
            (
                "sslmode=require&sslrootcert=/ca.pem",
                "`sslrootcert` is looked at with `sslmode=verify-full` alone, found `require`",
            ),
            (
                "sslmode=verify-ca&sslrootcert=/ca.pem",
                "`sslmode` is disable, prefer, require or verify-full, found `verify-ca`",
            ),
            (
                "sslmode=verify-ca",
                "`sslmode` is disable, prefer, require or verify-full, found `verify-ca`",
            ),
            (
                "distributed=maybe",
                "`distributed` is yes or no, found `maybe`",
            ),
            (
                "colour=red",
                "invalid connection string: unknown option `colour`",
            ),
        ] {
            let error = read(&format!("postgres://u:secret@h/d?{query}")).unwrap_err();
            assert!(error.ends_with(reason), "{error}");
            assert!(
                error.starts_with("postgres://u:***@h/d cannot be used: "),
                "{error}"
            );
        }
    }
}
