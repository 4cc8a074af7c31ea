//! What PostgreSQL's errors mean: what is tried again, and what is told to whom.

use std::sync::Arc;

use tokio_postgres::error::SqlState;

use crate::StoreError;

/// An error of PostgreSQL, which may be the answer to many who wait for one batch.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// PostgreSQL's, or the connection's.
    Postgres(Arc<tokio_postgres::Error>),
    /// No answer within the time that one batch may take.
    Silent,
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
        let Self::Postgres(error) = self else {
            return Remedy::Reconnect;
        };
        match error.code() {
            Some(
                &SqlState::T_R_SERIALIZATION_FAILURE
                | &SqlState::T_R_DEADLOCK_DETECTED
                | &SqlState::T_R_STATEMENT_COMPLETION_UNKNOWN
                | &SqlState::LOCK_NOT_AVAILABLE,
            ) => Remedy::Again,
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
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        let Fault::Postgres(error) = fault else {
            return Self::Unavailable(Box::new(NoAnswer));
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
