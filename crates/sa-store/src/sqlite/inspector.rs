//! The file read through, as of one moment.

use std::path::Path;

use rusqlite::{Connection, Row};

use crate::maintenance::{Inspect, RawEntry, RawIdentifier, RawSnapshot};
use crate::sqlite::{connection, numbers};
use crate::{OpenError, StoreError};

/// Rows of a page.
const PAGE: i64 = 5_000;

/// A connection whose one transaction sees the file as it was when it began.
///
/// While it reads, the write-ahead log grows with what others write.
pub(crate) struct Inspector {
    connection: Connection,
    after_entry: (String, i64),
    after_snapshot: String,
    /// `None` before they are sorted.
    after_identifier: Option<(String, String, String)>,
}

/// The look-up table in the order of accounts, which has no index for it.
const BEGIN: &str = "PRAGMA temp_store = FILE; \
     CREATE TEMP TABLE by_account (account TEXT, kind TEXT, value TEXT, \
       PRIMARY KEY (account, kind, value)) WITHOUT ROWID; \
     BEGIN;";

const SORT_IDENTIFIERS: &str = "INSERT INTO by_account SELECT account, kind, value FROM identifier";

const ENTRIES: &str = "SELECT a.key, j.number, j.id, j.effective, j.recorded, j.fact \
     FROM account a CROSS JOIN journal j ON j.account = a.number \
     WHERE a.key >= ?1 AND (a.key > ?1 OR j.number > ?2) ORDER BY a.key, j.number LIMIT ?3";

const SNAPSHOTS: &str = "SELECT a.key, s.version, s.schema, s.bytes \
     FROM account a CROSS JOIN snapshot s ON s.account = a.number \
     WHERE a.key > ?1 ORDER BY a.key LIMIT ?2";

const IDENTIFIERS: &str = "SELECT account, kind, value FROM by_account \
     WHERE (account, kind, value) > (?1, ?2, ?3) ORDER BY account, kind, value LIMIT ?4";

impl Inspector {
    /// Opens a file that is there and in the present form.
    pub(crate) fn open(path: &Path) -> Result<Self, OpenError> {
        let connection = connection::open_of_present_form(path)?;
        connection.execute_batch(BEGIN)?;
        Ok(Self {
            connection,
            after_entry: (String::new(), 0),
            after_snapshot: String::new(),
            after_identifier: None,
        })
    }

    fn page<T>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        take: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(parameters, take)?;
        Ok(rows.collect::<rusqlite::Result<Vec<T>>>()?)
    }
}

/// The columns `key, number, id, effective, recorded, fact`.
pub(super) fn raw_entry(row: &Row<'_>) -> rusqlite::Result<RawEntry> {
    Ok(RawEntry {
        account: row.get(0)?,
        number: row.get(1)?,
        id: row.get(2)?,
        effective: row.get(3)?,
        recorded: row.get(4)?,
        fact: row.get(5)?,
    })
}

impl Inspect for Inspector {
    async fn faults(&mut self) -> Result<Vec<String>, StoreError> {
        match self.page("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)) {
            Ok(told) => {
                let mut faults: Vec<String> =
                    told.into_iter().filter(|line| line != "ok").collect();
                if faults.is_empty() {
                    faults = numbers::faults(&self.connection)?;
                }
                Ok(faults)
            }
            Err(StoreError::Damaged { what }) => Ok(vec![what]),
            Err(error) => Err(error),
        }
    }

    async fn journal(&mut self) -> Result<Vec<RawEntry>, StoreError> {
        let (account, number) = &self.after_entry;
        let page = self.page(ENTRIES, (account, number, PAGE), raw_entry)?;
        if let Some(last) = page.last() {
            self.after_entry = (last.account.clone(), last.number);
        }
        Ok(page)
    }

    async fn snapshots(&mut self) -> Result<Vec<RawSnapshot>, StoreError> {
        let page = self.page(SNAPSHOTS, (&self.after_snapshot, PAGE), |row| {
            Ok(RawSnapshot {
                account: row.get(0)?,
                version: row.get(1)?,
                schema: row.get(2)?,
                bytes: row.get(3)?,
            })
        })?;
        if let Some(last) = page.last() {
            self.after_snapshot.clone_from(&last.account);
        }
        Ok(page)
    }

    async fn identifiers(&mut self) -> Result<Vec<RawIdentifier>, StoreError> {
        if self.after_identifier.is_none() {
            self.connection.execute_batch(SORT_IDENTIFIERS)?;
        }
        let (account, kind, value) = self.after_identifier.get_or_insert_default().clone();
        let page = self.page(IDENTIFIERS, (account, kind, value, PAGE), |row| {
            Ok(RawIdentifier {
                account: row.get(0)?,
                kind: row.get(1)?,
                value: row.get(2)?,
            })
        })?;
        if let Some(last) = page.last() {
            self.after_identifier =
                Some((last.account.clone(), last.kind.clone(), last.value.clone()));
        }
        Ok(page)
    }

    async fn end(&mut self) -> Result<(), StoreError> {
        // It ends with the connection.
        Ok(())
    }
}
