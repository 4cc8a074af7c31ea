//! Opening a store by its URL.

use std::path::PathBuf;
use std::sync::Arc;

use crate::{Storage, StoreError, StoreUrl};

/// Opens the store that a URL names, and makes what is not there yet.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let store = sa_store::open(&"sqlite::memory:".parse()?).await?;
/// assert!(store.account("itsa:1097172564".parse()?).await?.is_none());
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Each of [`OpenError`], by what is found there.
pub async fn open(url: &StoreUrl) -> Result<Arc<dyn Storage>, OpenError> {
    match url {
        #[cfg(feature = "sqlite")]
        StoreUrl::Sqlite(path) => Ok(Arc::new(crate::SqliteStore::open(path)?)),
        #[cfg(feature = "sqlite")]
        StoreUrl::SqliteMemory => Ok(Arc::new(crate::SqliteStore::memory()?)),
        #[cfg(not(feature = "sqlite"))]
        StoreUrl::Sqlite(_) | StoreUrl::SqliteMemory => {
            Err(OpenError::NotBuiltIn { feature: "sqlite" })
        }
        #[cfg(feature = "postgres")]
        StoreUrl::Postgres(url) => Ok(Arc::new(crate::PostgresStore::open(url).await?)),
        #[cfg(not(feature = "postgres"))]
        StoreUrl::Postgres(_) => Err(OpenError::NotBuiltIn {
            feature: "postgres",
        }),
    }
}

/// Opens the store that a URL names, where it is there already: for who only reads. Of a file none
/// is made; in a database of PostgreSQL the tables are, as [`open`] makes them.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let refused = sa_store::open_present(&"sqlite:no-such.db".parse()?).await;
/// assert_eq!(refused.unwrap_err().to_string(), "there is no file no-such.db");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Each of [`OpenError`], by what is found there.
pub async fn open_present(url: &StoreUrl) -> Result<Arc<dyn Storage>, OpenError> {
    match url {
        #[cfg(feature = "sqlite")]
        StoreUrl::Sqlite(path) => Ok(Arc::new(crate::SqliteStore::open_present(path)?)),
        #[cfg(not(feature = "sqlite"))]
        StoreUrl::Sqlite(_) => open(url).await,
        StoreUrl::SqliteMemory | StoreUrl::Postgres(_) => open(url).await,
    }
}

/// Why a store cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The program was built without this kind of store.
    #[error("this program was built without the feature `{feature}`")]
    NotBuiltIn {
        /// The feature of this crate.
        feature: &'static str,
    },
    /// The URL says what is not known.
    #[error("{url} cannot be used: {reason}")]
    Url {
        /// The URL, without its password.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The file must be there and is not.
    #[error("there is no file {}", .path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// There must be a store in the file and there is nothing.
    #[error("{} is empty: it holds no store", .path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file begins with something else than SQLite's files do.
    #[error("{} is no SQLite database", .path.display())]
    NoDatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is a SQLite database of something else.
    #[error("{} is a database of another program", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The database is in a form of a newer program: this one must not touch it.
    #[error(
        "the database has form {found}, this program knows forms up to {known}: use a newer one"
    )]
    Newer {
        /// The form found.
        found: i64,
        /// The newest form known.
        known: i64,
    },
    /// The database is in a form of an older program, and what is to be done with it changes no
    /// forms.
    #[error(
        "the database has form {found}, this is for form {known}: a server of this program that is \
         started on it brings it there"
    )]
    Older {
        /// The form found.
        found: i64,
        /// The form that is needed.
        known: i64,
    },
    /// The end of the file is missing.
    #[error(
        "{} is torn: it has {found_bytes} bytes, its header speaks of {expected_bytes}; \
         put a backup in its place",
        .path.display()
    )]
    Torn {
        /// The file.
        path: PathBuf,
        /// Its length.
        found_bytes: u64,
        /// The length that its header gives.
        expected_bytes: u64,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[cfg(feature = "sqlite")]
impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
