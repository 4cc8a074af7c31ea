//! Rows of PostgreSQL as what they stand for.

use sa_ledger::Account;
use sa_model::{AccountKey, Entry};
use tokio_postgres::Row;

use crate::StoreError;
use crate::postgres::fault::Fault;
use crate::row::{self, Columns};
use crate::snapshot::{self, Stamp};

/// Reads columns `account, version, schema, bytes`: whose account, and the account, or `None` when
/// it is of another form and must be folded from its journal.
pub(super) fn snapshot(row: &Row) -> Result<(AccountKey, Option<Account>), StoreError> {
    let key = key(row)?;
    let form: i64 = row.try_get(2).map_err(Fault::from)?;
    if form != snapshot::form() {
        return Ok((key, None));
    }
    let bytes = row.try_get(3).map_err(Fault::from)?;
    Ok((key, Some(snapshot::decode(key, bytes)?)))
}

/// The stamp of the column `bytes` behind `account, version, schema`.
pub(super) fn stamp(row: &Row) -> Result<Stamp, StoreError> {
    Ok(Stamp::of(row.try_get(3).map_err(Fault::from)?))
}

/// Reads columns `number, id, effective, recorded, fact`.
pub(super) fn entry(row: &Row, key: AccountKey) -> Result<Entry, StoreError> {
    let columns = Columns {
        number: row.try_get(0).map_err(Fault::from)?,
        id: text(row, 1)?,
        effective: text(row, 2)?,
        recorded: text(row, 3)?,
        fact: text(row, 4)?,
    };
    columns.entry(key)
}

/// Reads column `account`.
pub(super) fn key(row: &Row) -> Result<AccountKey, StoreError> {
    row::key("snapshot", text(row, 0)?)
}

/// A column of text, where it lies.
pub(super) fn text(row: &Row, column: usize) -> Result<&str, StoreError> {
    Ok(row.try_get(column).map_err(Fault::from)?)
}
