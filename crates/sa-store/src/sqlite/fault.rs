//! What SQLite's errors mean to whoever uses the store.

use std::sync::Arc;

use rusqlite::ErrorCode;

use crate::StoreError;

/// What ends a transaction, and so may be the answer to many appends.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// An error of SQLite.
    Sqlite(Arc<rusqlite::Error>),
    /// An earlier error, told to whom it concerned, has ended the transaction.
    Ended,
}

/// The cause of [`Fault::Ended`].
#[derive(Debug, thiserror::Error)]
#[error("an earlier error ended the transaction")]
struct TransactionEnded;

impl Fault {
    /// Whether it comes from damaged pages or rows, which other accounts need not share.
    pub(super) fn is_damage(&self) -> bool {
        match self {
            Self::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::ConstraintViolation)
            ),
            Self::Ended => true,
        }
    }

    /// Whether another holds what was wanted, and did so for longer than one waits.
    pub(super) fn is_busy(&self) -> bool {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy),
            Self::Ended => false,
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(Arc::new(error))
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        let Fault::Sqlite(error) = fault else {
            return Self::Unavailable(Box::new(TransactionEnded));
        };
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full(Box::new(error)),
            // No error of SQLite's own: a column holds what its table does not allow. A constraint:
            // there are rows that the account's snapshot does not know.
            None
            | Some(
                ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::ConstraintViolation,
            ) => Self::Damaged {
                what: error.to_string(),
            },
            Some(_) => Self::Unavailable(Box::new(error)),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Fault::from(error).into()
    }
}
