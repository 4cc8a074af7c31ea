//! Batched inserts by bare SQLite of the same rows as the store's appends.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use sa_model::{AccountKey, Entry};

use crate::{bare, next_entry};

/// The same rows, written by bare statements that know what to write: an entry each, and the
/// snapshot, which is longer by as much as an append of the store makes it.
pub(crate) struct BareWriter {
    connection: Connection,
    /// Reads what is to be written, outside the clock: the writer's own connection has in memory
    /// what it wrote, as the store's has.
    reader: Connection,
    run: u64,
    /// By how many bytes a snapshot grows.
    growth: usize,
    written: Vec<BareRow>,
}

/// The bytes of an id in the column that tells them.
const ID: usize = 4;

/// What is written for one account.
pub(crate) struct BareRow {
    account: i64,
    number: i64,
    ids: Vec<u8>,
    bytes: Vec<u8>,
    entry: Entry,
    fact: String,
}

const SET: &str = "UPDATE snapshot SET ids = ?2, bytes = ?3 WHERE account = ?1";

/// How long the snapshot of an account is.
pub(crate) fn snapshot_bytes(path: &Path, key: AccountKey) -> usize {
    let length = "SELECT length(s.bytes) \
         FROM account a JOIN snapshot s ON s.account = a.number WHERE a.key = ?1";
    let bytes = bare(path).query_row(length, [key.to_string()], |row| row.get::<_, u32>(0));
    bytes.unwrap() as usize
}

impl BareWriter {
    /// With the memory and the length of log that the store's writer gives itself.
    pub(crate) fn open(path: &Path, run: u64, growth: usize) -> Self {
        let connection = bare(path);
        connection
            .execute_batch("PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384")
            .unwrap();
        Self {
            connection,
            reader: bare(path),
            run,
            growth,
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
                let (mut ids, mut bytes): (Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(3)?);
                ids.resize(ids.len() + ID, 0);
                bytes.resize(bytes.len() + self.growth, 0);
                Ok(BareRow {
                    account: row.get(0)?,
                    // Far above the journal's own numbers: the accounts stay as the store knows them.
                    number: version + 1_000_000 + number as i64,
                    ids,
                    bytes,
                    entry,
                    fact,
                })
            })
            .unwrap()
    }

    /// What is to be written for accounts, on nobody's time.
    pub(crate) fn rows(&self, keys: &[AccountKey], from: usize) -> Vec<BareRow> {
        let numbered = (from..).zip(keys);
        numbered
            .map(|(number, key)| self.row(*key, number))
            .collect()
    }

    /// Writes rows in one commit; how long it took.
    pub(crate) fn write(&mut self, rows: Vec<BareRow>) -> Duration {
        let began = Instant::now();
        let transaction = self.connection.transaction().unwrap();
        for row in &rows {
            transaction
                .prepare_cached(SET)
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
        self.written.extend(rows);
        took
    }

    /// Takes away again what was written, on nobody's time: the store is to find its accounts as it
    /// knows them.
    pub(crate) fn undo(&mut self) {
        let transaction = self.connection.transaction().unwrap();
        for row in self.written.drain(..) {
            transaction
                .prepare_cached("DELETE FROM journal WHERE account = ?1 AND number = ?2")
                .unwrap()
                .execute((row.account, row.number))
                .unwrap();
            let ids = &row.ids[..row.ids.len() - ID];
            let bytes = &row.bytes[..row.bytes.len() - self.growth];
            transaction
                .prepare_cached(SET)
                .unwrap()
                .execute((row.account, ids, bytes))
                .unwrap();
        }
        transaction.commit().unwrap();
    }
}
