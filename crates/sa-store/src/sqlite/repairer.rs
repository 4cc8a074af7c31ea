//! Snapshots and identifiers replaced, page by page, while others use the file.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::maintenance::{Made, RawEntry, Repair};
use crate::sqlite::ids::Ids;
use crate::sqlite::inspector::raw_entry;
use crate::sqlite::{connection, numbers, statements};
use crate::{OpenError, StoreError, snapshot};

/// A connection that writes in transactions of its own.
pub(crate) struct Repairer {
    connection: Connection,
}

const JOURNAL: &str = "SELECT a.key, j.number, j.id, j.effective, j.recorded, j.fact \
     FROM account a JOIN journal j ON j.account = a.number \
     WHERE a.key = ?1 ORDER BY j.number";

const PUT_IDENTIFIER: &str = "INSERT INTO identifier (value, kind, account) VALUES (?1, ?2, ?3) \
     ON CONFLICT (value, kind) DO UPDATE SET account = excluded.account";

const REMOVE_SNAPSHOT: &str = "DELETE FROM snapshot WHERE account = ?1";

const REMOVE_KEY: &str = "DELETE FROM account WHERE number = ?1";

const KEEP: &str = "INSERT OR IGNORE INTO kept (value, kind, account) VALUES (?1, ?2, ?3)";

const REBUILT: &str = "INSERT OR IGNORE INTO rebuilt (account) VALUES (?1)";

/// What leads to an account that was rebuilt and has it not, or to one that has no journal.
const ASTRAY: &str = "SELECT value, kind, account FROM identifier i \
     WHERE NOT EXISTS (SELECT 1 FROM kept k \
       WHERE k.value = i.value AND k.kind = i.kind AND k.account = i.account) \
     AND (EXISTS (SELECT 1 FROM rebuilt r WHERE r.account = i.account) \
       OR NOT EXISTS (SELECT 1 FROM account a JOIN journal j ON j.account = a.number \
         WHERE a.key = i.account))";

const REMOVE_IDENTIFIER: &str = "DELETE FROM identifier \
     WHERE value = ?1 AND kind = ?2 AND account = ?3 \
     AND (EXISTS (SELECT 1 FROM rebuilt r WHERE r.account = ?3) \
       OR NOT EXISTS (SELECT 1 FROM account a JOIN journal j ON j.account = a.number \
         WHERE a.key = ?3))";

/// Snapshots that no key leads to.
const REMOVE_LOST: &str = "DELETE FROM snapshot \
     WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.number = snapshot.account)";

impl Repairer {
    /// Opens a file that is there and in the present form.
    pub(crate) fn open(path: &Path) -> Result<Self, OpenError> {
        let connection = connection::open_of_present_form(path)?;
        connection.execute_batch(
            "PRAGMA temp_store = FILE; \
             CREATE TEMP TABLE kept (value TEXT, kind TEXT, account TEXT, \
               PRIMARY KEY (value, kind, account)) WITHOUT ROWID; \
             CREATE TEMP TABLE rebuilt (account TEXT PRIMARY KEY) WITHOUT ROWID;",
        )?;
        numbers::give_lost_keys(&connection)?;
        Ok(Self { connection })
    }
}

fn put(
    transaction: &Transaction<'_>,
    number: i64,
    made: &Made,
    entries: &[RawEntry],
) -> rusqlite::Result<()> {
    let mut ids = Ids::default();
    for entry in entries {
        ids.push(&entry.id);
    }
    let columns = (
        number,
        made.version,
        snapshot::form(),
        ids.column(),
        &made.snapshot,
    );
    transaction
        .prepare_cached(statements::PUT_SNAPSHOT)?
        .execute(columns)?;
    transaction
        .prepare_cached(REBUILT)?
        .execute([&made.account])?;
    for identifier in &made.identifiers {
        let columns = (identifier.value(), identifier.kind(), &made.account);
        transaction
            .prepare_cached(PUT_IDENTIFIER)?
            .execute(columns)?;
        transaction.prepare_cached(KEEP)?.execute(columns)?;
    }
    Ok(())
}

fn added(sum: u64, rows: usize) -> u64 {
    sum.saturating_add(u64::try_from(rows).unwrap_or(u64::MAX))
}

impl Repair for Repairer {
    async fn accounts(&mut self, after: &str, most: usize) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(statements::KEYS)?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = statement.query_map((after, most), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<Vec<String>>>()?)
    }

    async fn replace(
        &mut self,
        accounts: &[String],
        make: &mut (dyn FnMut(&str, &[RawEntry]) -> Option<Made> + Send),
    ) -> Result<u64, StoreError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut removed = 0;
        for account in accounts {
            let Some(number) = numbers::of_key(&transaction, account)? else {
                continue;
            };
            let entries = transaction
                .prepare_cached(JOURNAL)?
                .query_map([account], raw_entry)?
                .collect::<rusqlite::Result<Vec<RawEntry>>>()?;
            match make(account, &entries) {
                Some(made) => put(&transaction, number, &made, &entries)?,
                None if entries.is_empty() => {
                    let rows = transaction
                        .prepare_cached(REMOVE_SNAPSHOT)?
                        .execute([number])?;
                    removed = added(removed, rows);
                    transaction.prepare_cached(REMOVE_KEY)?.execute([number])?;
                }
                None => {}
            }
        }
        transaction.commit()?;
        Ok(removed)
    }

    async fn remove_astray(&mut self) -> Result<u64, StoreError> {
        // Found before anybody has to wait for it; each is looked at again when it is removed.
        let astray = self
            .connection
            .prepare(ASTRAY)?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<Vec<(String, String, String)>>>()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut removed = 0;
        for columns in astray {
            let rows = transaction
                .prepare_cached(REMOVE_IDENTIFIER)?
                .execute(columns)?;
            removed = added(removed, rows);
        }
        let lost = transaction.execute(REMOVE_LOST, [])?;
        transaction.commit()?;
        Ok(added(removed, lost))
    }
}
