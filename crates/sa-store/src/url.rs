//! `StoreUrl`: which store, and where: `sqlite:PATH`, `sqlite::memory:`, `postgres://...`.

use core::fmt;
use core::str::FromStr;
use std::path::{Path, PathBuf};

/// Which store, and where it is.
///
/// ```
/// use sa_store::StoreUrl;
///
/// let url: StoreUrl = "sqlite:sa.db".parse()?;
/// assert_eq!(url, StoreUrl::Sqlite("sa.db".into()));
///
/// // A password is never shown.
/// let url: StoreUrl = "postgres://sa:secret@db.example/sa".parse()?;
/// assert_eq!(url.to_string(), "postgres://sa:***@db.example/sa");
/// # Ok::<(), sa_store::StoreUrlError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// A SQLite file, made when it is not there.
    Sqlite(PathBuf),
    /// A SQLite database in memory, gone when the store is dropped.
    SqliteMemory,
    /// A PostgreSQL database.
    Postgres(PostgresUrl),
}

/// The URL of a PostgreSQL database. It may hold a password: only the masked form is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(String);

/// Why a text names no store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreUrlError {
    /// It begins with no scheme that is known.
    #[error(
        "a store is written `sqlite:PATH`, `sqlite::memory:` or `postgres://...`, found {}",
        .scheme.as_deref().map_or_else(|| "no scheme".to_owned(), |scheme| format!("the scheme `{scheme}`"))
    )]
    UnknownScheme {
        /// What stands before the first colon; `None` when there is no colon.
        scheme: Option<String>,
    },
    /// `sqlite:` and nothing after it.
    #[error("`sqlite:` is followed by the path of a file, found nothing")]
    NoPath,
}

impl PostgresUrl {
    /// The URL with its password: not to be printed.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl StoreUrl {
    /// A SQLite file at `path`.
    pub fn sqlite(path: impl AsRef<Path>) -> Self {
        Self::Sqlite(path.as_ref().to_path_buf())
    }
}

impl FromStr for StoreUrl {
    type Err = StoreUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("sqlite", ":memory:")) => Ok(Self::SqliteMemory),
            Some(("sqlite", "")) => Err(StoreUrlError::NoPath),
            Some(("sqlite", path)) => Ok(Self::Sqlite(path.into())),
            Some(("postgres" | "postgresql", _)) => {
                Ok(Self::Postgres(PostgresUrl(text.to_owned())))
            }
            Some((scheme, _)) => Err(StoreUrlError::UnknownScheme {
                scheme: Some(scheme.to_owned()),
            }),
            None => Err(StoreUrlError::UnknownScheme { scheme: None }),
        }
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "sqlite:{}", path.display()),
            Self::SqliteMemory => formatter.write_str("sqlite::memory:"),
            Self::Postgres(url) => url.fmt(formatter),
        }
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "StoreUrl({self})")
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What follows `?` may hold a password too (`?password=`): it is left out.
        let shown = self.0.split('?').next().unwrap_or_default();
        let masked = shown.rsplit_once('@').and_then(|(before, after)| {
            let (scheme, user) = before.split_once("://")?;
            let (user, _password) = user.split_once(':')?;
            Some(format!("{scheme}://{user}:***@{after}"))
        });
        formatter.write_str(masked.as_deref().unwrap_or(shown))
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PostgresUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_url_names_its_store() {
        for (text, url) in [
            ("sqlite:sa.db", StoreUrl::sqlite("sa.db")),
            ("sqlite:/var/lib/sa.db", StoreUrl::sqlite("/var/lib/sa.db")),
            ("sqlite:a:b", StoreUrl::sqlite("a:b")),
            ("sqlite::memory:", StoreUrl::SqliteMemory),
        ] {
            assert_eq!(text.parse(), Ok(url.clone()));
            assert_eq!(url.to_string(), text);
        }
        for text in [
            "postgres://localhost/sa",
            "postgresql://u@h:1/d?sslmode=disable",
        ] {
            let Ok(StoreUrl::Postgres(url)) = text.parse() else {
                panic!("{text}")
            };
            assert_eq!(url.expose(), text);
        }
    }

    #[test]
    fn a_text_that_names_no_store_is_refused_with_what_was_found() {
        for (text, error) in [
            (
                "sqlite:",
                "`sqlite:` is followed by the path of a file, found nothing",
            ),
            (
                "sa.db",
                "a store is written `sqlite:PATH`, `sqlite::memory:` or `postgres://...`, \
                 found no scheme",
            ),
            (
                "mysql://x",
                "a store is written `sqlite:PATH`, `sqlite::memory:` or `postgres://...`, \
                 found the scheme `mysql`",
            ),
        ] {
            assert_eq!(text.parse::<StoreUrl>().unwrap_err().to_string(), error);
        }
    }

    #[test]
    fn a_password_is_never_printed() {
        for text in [
            "postgres://sa:secret@h/sa",
            "postgresql://sa:sec@ret@h:5432/sa?sslmode=require",
            "postgres://h/sa?user=u&password=secret",
        ] {
            let url: StoreUrl = text.parse().unwrap();
            assert!(!format!("{url} {url:?}").contains("ret"), "{url}");
        }
    }
}
