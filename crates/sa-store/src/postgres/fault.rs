//! What PostgreSQL's errors mean: what is tried again, and what is told to whom.

use std::sync::Arc;

use sa_model::AccountKey;
use tokio_postgres::error::SqlState;

use crate::StoreError;

/// An error of PostgreSQL, which may be the answer to many who wait for one batch.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// PostgreSQL's, or the connection's.
    Postgres(Arc<tokio_postgres::Error>),
    /// No answer within the time that one batch may take.
    Silent,
    /// A table holds rows of an account that its snapshot does not know.
    Stray {
        table: &'static str,
        account: AccountKey,
    },
}

/// The cause of [`Fault::Silent`].
#[derive(Debug, thiserror::Error)]
#[error("the server did not answer in time")]
struct NoAnswer;

/// What to do about a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// The same again, on the same connection: somebody else was quicker.
    Again,
    /// The same again, on the same connection, in a while: somebody holds what it needs.
    Wait,
    /// The same again, on another connection: this one is lost.
    Reconnect,
    /// Each by itself: one of the batch breaks a key.
    Apart,
    /// None: it is told.
    Tell,
}

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Postgres(Arc::new(error))
    }
}

impl Fault {
    pub(super) fn remedy(&self) -> Remedy {
        let error = match self {
            Self::Postgres(error) => error,
            Self::Silent => return Remedy::Reconnect,
            Self::Stray { .. } => return Remedy::Tell,
        };
        match error.code() {
            Some(
                &SqlState::T_R_SERIALIZATION_FAILURE
                | &SqlState::T_R_DEADLOCK_DETECTED
                | &SqlState::T_R_STATEMENT_COMPLETION_UNKNOWN,
            ) => Remedy::Again,
            // The limits of the connection: `lock_timeout`, `statement_timeout`.
            Some(&SqlState::LOCK_NOT_AVAILABLE | &SqlState::QUERY_CANCELED) => Remedy::Wait,
            Some(&SqlState::UNIQUE_VIOLATION) => Remedy::Apart,
            // Not the server's word: the connection broke, or could not be made. Or its word that it
            // restarts, hands over, or has a full house.
            None
            | Some(
                &SqlState::ADMIN_SHUTDOWN
                | &SqlState::CRASH_SHUTDOWN
                | &SqlState::CANNOT_CONNECT_NOW
                | &SqlState::TOO_MANY_CONNECTIONS
                | &SqlState::CONNECTION_EXCEPTION
                | &SqlState::CONNECTION_DOES_NOT_EXIST
                | &SqlState::CONNECTION_FAILURE
                | &SqlState::READ_ONLY_SQL_TRANSACTION
                // What was prepared is gone: a pooler between us gave the connection to another.
                | &SqlState::INVALID_SQL_STATEMENT_NAME
                // The connection is in a transaction, or not in one, against what is known of it.
                | &SqlState::IN_FAILED_SQL_TRANSACTION
                | &SqlState::NO_ACTIVE_SQL_TRANSACTION,
            ) => Remedy::Reconnect,
            Some(_) => Remedy::Tell,
        }
    }

    /// The table that it is about, where the server tells it.
    pub(super) fn table(&self) -> Option<&str> {
        match self {
            Self::Postgres(error) => error.as_db_error()?.table(),
            Self::Silent | Self::Stray { .. } => None,
        }
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        let error = match fault {
            Fault::Postgres(error) => error,
            Fault::Silent => return Self::Unavailable(Box::new(NoAnswer)),
            Fault::Stray { table, account } => {
                return Self::Damaged {
                    what: format!(
                        "table {table}, account {}: there are rows that its snapshot does not know",
                        account.masked()
                    ),
                };
            }
        };
        match error.code() {
            Some(&SqlState::DISK_FULL) => Self::Full(Box::new(error)),
            Some(
                &SqlState::DATA_CORRUPTED
                | &SqlState::INDEX_CORRUPTED
                | &SqlState::UNDEFINED_TABLE
                | &SqlState::UNDEFINED_COLUMN,
            ) => Self::Damaged {
                what: error.to_string(),
            },
            Some(_) | None => Self::Unavailable(Box::new(error)),
        }
    }
}

impl From<Fault> for crate::OpenError {
    fn from(fault: Fault) -> Self {
        Self::Store(fault.into())
    }
}
