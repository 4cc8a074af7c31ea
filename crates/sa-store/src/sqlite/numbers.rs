//! Whether what this file alone has is sound: the numbers of its accounts, and their ids.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};
use sa_model::{AccountKey, Fact};

use crate::StoreError;
use crate::sqlite::ids::Ids;
use crate::sqlite::reader::text;

/// Every id, in the order of accounts.
const IDS: &str = "SELECT account, id FROM journal ORDER BY account, number";

/// What an account's number leads to.
const ACCOUNT: &str = "SELECT (SELECT key FROM account WHERE number = ?1), version, ids \
     FROM (SELECT 1) LEFT JOIN snapshot ON account = ?1";

/// Snapshots that no key leads to.
const LOST_SNAPSHOTS: &str = "SELECT account FROM snapshot s \
     WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.number = s.account)";

/// Keys that lead to nothing.
const EMPTY: &str = "SELECT key FROM account a \
     WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.account = a.number) \
     AND NOT EXISTS (SELECT 1 FROM snapshot s WHERE s.account = a.number)";

/// The first entries that no key leads to. A skip through the numbers, not a read of the journal.
const LOST_ENTRIES: &str = "WITH RECURSIVE numbers (account) AS (\
       SELECT min(account) FROM journal \
       UNION ALL SELECT (SELECT min(j.account) FROM journal j WHERE j.account > numbers.account) \
         FROM numbers WHERE numbers.account IS NOT NULL) \
     SELECT n.account, (SELECT j.fact FROM journal j WHERE j.account = n.account AND j.number = 1) \
     FROM numbers n WHERE n.account IS NOT NULL \
     AND NOT EXISTS (SELECT 1 FROM account a WHERE a.number = n.account)";

const GIVE_KEY: &str = "INSERT OR IGNORE INTO account (number, key) VALUES (?1, ?2)";

/// An account whose ids are looked at.
struct Looked {
    number: i64,
    key: Option<String>,
    /// The version of its snapshot, and what that has of them, where it has them.
    version: Option<i64>,
    column: Option<Vec<u8>>,
    ids: Ids,
    count: i64,
    seen: BTreeSet<String>,
}

impl Looked {
    fn begin(connection: &Connection, number: i64) -> Result<Self, StoreError> {
        let mut statement = connection.prepare_cached(ACCOUNT)?;
        let (key, version, column) =
            statement.query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(Self {
            number,
            key,
            version,
            column,
            ids: Ids::default(),
            count: 0,
            seen: BTreeSet::new(),
        })
    }

    fn take(&mut self, id: &str, faults: &mut Vec<String>) {
        self.ids.push(id);
        self.count = self.count.saturating_add(1);
        if !self.seen.insert(id.to_owned()) {
            faults.push(format!("{}: entry {id} is there twice", self.name()));
        }
    }

    fn end(&self, faults: &mut Vec<String>) {
        if self.key.is_none() {
            faults.push(format!("{}: no key leads to its entries", self.name()));
        }
        // Of a snapshot of another version there is more to tell, which is told elsewhere.
        if let Some(column) = &self.column
            && self.version == Some(self.count)
            && column != self.ids.column()
        {
            faults.push(format!(
                "{}: the snapshot has other ids than the journal",
                self.name()
            ));
        }
    }

    fn name(&self) -> String {
        match &self.key {
            Some(key) => name(key),
            None => format!("account number {}", self.number),
        }
    }
}

/// How a key is told: masked, or not at all where it is none.
fn name(key: &str) -> String {
    let key: Result<AccountKey, _> = key.parse();
    key.map_or_else(
        |_| "an account whose key cannot be read".to_owned(),
        |key| format!("account {}", key.masked()),
    )
}

/// What is wrong with the numbers and the ids.
pub(super) fn faults(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut faults = Vec::new();
    let mut statement = connection.prepare(IDS)?;
    let mut rows = statement.query([])?;
    let mut looked: Option<Looked> = None;
    while let Some(row) = rows.next()? {
        let number = row.get(0)?;
        if looked.as_ref().is_none_or(|looked| looked.number != number)
            && let Some(done) = looked.replace(Looked::begin(connection, number)?)
        {
            done.end(&mut faults);
        }
        if let Some(looked) = &mut looked {
            looked.take(text(row, 1)?, &mut faults);
        }
    }
    if let Some(done) = looked {
        done.end(&mut faults);
    }
    for number in lost_snapshots(connection)? {
        faults.push(format!(
            "account number {number}: no key leads to its snapshot"
        ));
    }
    let mut statement = connection.prepare(EMPTY)?;
    for key in statement.query_map([], |row| row.get::<_, String>(0))? {
        faults.push(format!("{}: the key leads to nothing", name(&key?)));
    }
    Ok(faults)
}

/// The numbers of snapshots that no key leads to.
fn lost_snapshots(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare(LOST_SNAPSHOTS)?;
    let numbers = statement.query_map([], |row| row.get(0))?;
    numbers.collect()
}

/// Gives accounts that no key leads to the keys that their first entries tell.
pub(super) fn give_lost_keys(connection: &Connection) -> Result<(), StoreError> {
    let lost: Vec<(i64, Option<String>)> = connection
        .prepare(LOST_ENTRIES)?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (number, fact) in lost {
        let fact = fact.as_deref().map(serde_json::from_str);
        if let Some(Ok(Fact::AccountOpened(holder))) = fact {
            let key = holder.key().to_string();
            connection
                .prepare_cached(GIVE_KEY)?
                .execute((number, key))?;
        }
    }
    Ok(())
}

/// The number that a key has.
pub(super) fn of_key(connection: &Connection, key: &str) -> Result<Option<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT number FROM account WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}
