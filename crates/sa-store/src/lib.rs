//! Durable journals of tax accounts behind one trait: [`Store`]; and what the platform keeps about
//! sign-in behind another: [`SignInStore`].
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

#[cfg(feature = "conformance")]
pub mod conformance;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod decide;
mod generate;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod kept;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod maintenance;
mod open;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod row;
mod sign_in;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod snapshot;
#[cfg(feature = "sqlite")]
mod sqlite;
mod storage;
mod store;
mod transfer;
mod url;

pub use crate::generate::{
    GenerateError, Generated, Invalid, MOST_ACCOUNTS, generate, generated_journal,
};
#[cfg(feature = "sqlite")]
pub use crate::maintenance::{BackedUp, BackupError, backup};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use crate::maintenance::{Checked, Finding, Rebuilt, check, rebuild};
pub use crate::open::{OpenError, open, open_present};
#[cfg(feature = "postgres")]
pub use crate::postgres::PostgresStore;
pub use crate::sign_in::{Affinity, ConfidenceLevel, Grant, SignInStore, Subject, TokenHash};
#[cfg(feature = "sqlite")]
pub use crate::sqlite::SqliteStore;
pub use crate::storage::{Opened, Storage};
pub use crate::store::{Append, AppendError, Appended, Expected, Store, StoreError};
pub use crate::transfer::{BadLine, ExportError, Exported, ImportError, Imported, export, import};
#[cfg(feature = "sqlite")]
pub use crate::transfer::{Trial, TrialError};
pub use crate::url::{PostgresUrl, StoreUrl, StoreUrlError};
