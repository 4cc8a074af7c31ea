//! Batched inserts by bare SQLite of the same rows as the store's appends.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use sa_model::{AccountKey, Entry};

use crate::{bare, next_entry};

/// The same rows, written by bare statements that know what to write: an entry each, and the
/// snapshot of the same length.
pub(crate) struct BareWriter {
    connection: Connection,
    /// Reads what is to be written, outside the clock: the writer's own connection has in memory
    /// what it wrote, as the store's has.
    reader: Connection,
    run: u64,
    written: Vec<(i64, i64)>,
}

/// What is written for one account.
struct BareRow {
    account: i64,
    number: i64,
    ids: Vec<u8>,
    bytes: Vec<u8>,
    entry: Entry,
    fact: String,
}

impl BareWriter {
    /// With the memory and the length of log that the store's writer gives itself.
    pub(crate) fn open(path: &Path, run: u64) -> Self {
        let connection = bare(path);
        connection
            .execute_batch("PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384")
            .unwrap();
        Self {
            connection,
            reader: bare(path),
            run,
            written: Vec::new(),
        }
    }

    /// Takes the log into the file, at the end of each side's turn and on its time: neither pays for
    /// what the other wrote.
    pub(crate) fn checkpoint(&self) {
        self.pragma("wal_checkpoint(PASSIVE)");
    }

    /// Has the log begin anew, on nobody's time: it waits until the store's idle readers let go.
    pub(crate) fn begin_anew(&self) {
        self.pragma("wal_checkpoint(RESTART)");
    }

    fn pragma(&self, pragma: &str) {
        self.connection
            .query_row(&format!("PRAGMA {pragma}"), [], |_row| Ok(()))
            .unwrap();
    }

    /// Has the system keep in memory the pages that accounts lie on, on nobody's time: neither side is
    /// to pay for the disk's reads, of which one spares the other.
    pub(crate) fn touch<'key>(&self, keys: impl IntoIterator<Item = &'key AccountKey>) {
        let mut last = self
            .reader
            .prepare_cached(
                "SELECT s.bytes, (SELECT j.fact FROM journal j WHERE j.account = a.number \
                 ORDER BY j.number DESC LIMIT 1) \
                 FROM account a JOIN snapshot s ON s.account = a.number WHERE a.key = ?1",
            )
            .unwrap();
        for key in keys {
            last.query_row([key.to_string()], |_row| Ok(())).unwrap();
        }
    }

    fn row(&self, key: AccountKey, number: usize) -> BareRow {
        let entry = next_entry(key, self.run, number);
        let fact = serde_json::to_string(&entry.fact).unwrap();
        self.reader
            .prepare_cached(
                "SELECT a.number, s.version, s.ids, s.bytes \
                 FROM account a JOIN snapshot s ON s.account = a.number WHERE a.key = ?1",
            )
            .unwrap()
            .query_row([key.to_string()], |row| {
                let version: i64 = row.get(1)?;
                Ok(BareRow {
                    account: row.get(0)?,
                    // Far above the journal's own numbers: the accounts stay as the store knows them.
                    number: version + 1_000_000 + number as i64,
                    ids: row.get(2)?,
                    bytes: row.get(3)?,
                    entry,
                    fact,
                })
            })
            .unwrap()
    }

    pub(crate) fn write(&mut self, keys: &[AccountKey], from: usize) -> Duration {
        let rows: Vec<BareRow> = (from..)
            .zip(keys)
            .map(|(number, key)| self.row(*key, number))
            .collect();
        let began = Instant::now();
        let transaction = self.connection.transaction().unwrap();
        for row in &rows {
            transaction
                .prepare_cached("UPDATE snapshot SET ids = ?2, bytes = ?3 WHERE account = ?1")
                .unwrap()
                .execute((row.account, &row.ids, &row.bytes))
                .unwrap();
            transaction
                .prepare_cached("INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                .unwrap()
                .execute((
                    row.account,
                    row.number,
                    row.entry.id.as_str(),
                    "2026-01-31",
                    "2026-01-31T10:00:00.000Z",
                    &row.fact,
                ))
                .unwrap();
        }
        transaction.commit().unwrap();
        let took = began.elapsed();
        self.written
            .extend(rows.into_iter().map(|row| (row.account, row.number)));
        took
    }

    /// Takes the rows away again.
    pub(crate) fn undo(mut self) {
        let transaction = self.connection.transaction().unwrap();
        for row in self.written {
            transaction
                .prepare_cached("DELETE FROM journal WHERE account = ?1 AND number = ?2")
                .unwrap()
                .execute(row)
                .unwrap();
        }
        transaction.commit().unwrap();
    }
}
