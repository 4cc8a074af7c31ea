//! What is read on a connection.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use sa_ledger::Account;
use sa_model::{AccountKey, Entry, Identifier};

use crate::decide::{fold, is_of, key_of};
use crate::kept::{Kept, Moment, State};
use crate::row::{self, Columns, signed};
use crate::snapshot::{self, Stamp};
use crate::sqlite::ids::Ids;
use crate::sqlite::just_read::JustRead;
use crate::sqlite::known_numbers::Numbers;
use crate::sqlite::statements;
use crate::{Opened, StoreError, TokenHash};

/// A connection, used by one thread at a time.
pub(super) type Shared = Arc<Mutex<Connection>>;

/// Takes a connection, or what is known of one. A thread that panicked while it had it did no harm to
/// it: a transaction that writes is rolled back when it is dropped.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is read on: a connection, and what is remembered of earlier reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'store> {
    pub(super) connection: &'store Connection,
    /// None where what the connection sees is not committed: another account may get the number.
    pub(super) remembered: Option<&'store Remembered>,
}

impl<'store> View<'store> {
    fn numbers(self) -> Option<&'store Numbers> {
        self.remembered.map(|remembered| &remembered.numbers)
    }
}

/// What is remembered of what was read and is committed.
#[derive(Debug)]
pub(super) struct Remembered {
    pub(super) numbers: Numbers,
    pub(super) just_read: JustRead,
}

impl Remembered {
    pub(super) fn nothing() -> Self {
        Self {
            numbers: Numbers::none(),
            just_read: JustRead::none(),
        }
    }
}

/// A token's grant and an account as they are kept, where both are kept as they were at `since` or
/// later.
pub(super) fn opened_as_kept(
    kept: &Kept,
    since: Moment,
    token: TokenHash,
    of: Identifier,
) -> Option<Opened> {
    let grant = kept.grant(token).filter(|known| known.at >= since)?;
    let key = key_of(of).or_else(|| kept.owner(of))?;
    let account = kept.account(key).filter(|known| known.at >= since)?;
    if !is_of(of, &account.value.account) {
        return None;
    }
    Some(Opened {
        grant: Some(grant.value.grant()),
        account: Ok(Some(account.value.account)),
    })
}

/// One account; what is kept of it counts if it was so at `since` or later.
pub(super) fn account(
    view: View<'_>,
    kept: &Kept,
    since: Moment,
    key: AccountKey,
) -> Result<Option<Arc<Account>>, StoreError> {
    let known = kept.account(key);
    if let Some(known) = &known
        && known.at >= since
    {
        return Ok(Some(Arc::clone(&known.value.account)));
    }
    let was_kept = known.is_some();
    let Some(latest) = latest(view, key, known.map(|known| known.value))? else {
        return Ok(None);
    };
    if was_kept {
        kept.keep_as_of(latest.state.clone(), since);
    } else {
        kept.offer(&latest.state, since);
    }
    let account = Arc::clone(&latest.state.account);
    if let Some(remembered) = view.remembered {
        remembered.just_read.put(latest);
    }
    Ok(Some(account))
}

/// An account as the file has it, with what an append needs beside.
#[derive(Debug)]
pub(super) struct Latest {
    pub(super) state: State,
    /// What its rows are found by.
    pub(super) number: i64,
    /// The ids of its entries, where the row tells them.
    pub(super) ids: Option<Ids>,
}

/// One account as the file has it; `known` is what it was last.
pub(super) fn latest(
    view: View<'_>,
    key: AccountKey,
    known: Option<State>,
) -> Result<Option<Latest>, StoreError> {
    let take = |found, row: &Row<'_>| Ok((found, row.get(2)?, row.get::<_, Option<_>>(3)?));
    let Some((found, number, column)) = snapshot(view, key, known.as_ref(), take)? else {
        return Ok(None);
    };
    let state = match (found, known) {
        (Found::Account(account, stamp), _) => Some(State {
            account: Arc::new(account),
            stamp,
        }),
        (Found::AsKnown, known) => known,
    };
    Ok(state.map(|state| Latest {
        ids: column.and_then(|column| Ids::of_column(column, state.account.version())),
        state,
        number,
    }))
}

/// What the file has of an account, beside what is known.
#[expect(
    clippy::large_enum_variant,
    reason = "one lives for one read, none is kept"
)]
enum Found {
    AsKnown,
    Account(Account, Stamp),
}

/// Finds an account's snapshot, by its number where that is known, and takes from the row what is
/// wanted beside; `None` where there is no account.
fn snapshot<T>(
    view: View<'_>,
    key: AccountKey,
    known: Option<&State>,
    take: impl FnOnce(Found, &Row<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let version = known.map_or(-1, |known| signed(known.account.version()));
    let stamp = known.map_or(Stamp::NONE, |known| known.stamp);
    let form = snapshot::form();
    if let Some(number) = view.numbers().and_then(|numbers| numbers.of(key)) {
        let mut statement = view
            .connection
            .prepare_cached(statements::SNAPSHOT_OF_NUMBER)?;
        let mut rows = statement.query((number, version, form, stamp.bytes()))?;
        // What is amiss with it is told where the key leads there too.
        if let Some(row) = rows.next()?
            && let Ok(Some(found)) = found(view.connection, row, key, known)
        {
            return take(found, row).map(Some);
        }
    }
    let mut statement = view.connection.prepare_cached(statements::SNAPSHOT)?;
    let mut rows = statement.query((key.to_string(), version, form, stamp.bytes()))?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    if let Some(numbers) = view.numbers() {
        numbers.learn(key, row.get(2)?);
    }
    let found = found(view.connection, row, key, known)?;
    found.map(|found| take(found, row)).transpose()
}

/// What the first columns of a snapshot's row come to; `None` where they are of another form and
/// there is no journal.
fn found(
    connection: &Connection,
    row: &Row<'_>,
    key: AccountKey,
    known: Option<&State>,
) -> Result<Option<Found>, StoreError> {
    let bytes = row.get_ref(1)?;
    if bytes == ValueRef::Null && known.is_some() {
        return Ok(Some(Found::AsKnown));
    }
    let bytes = bytes.as_blob().map_err(rusqlite::Error::from)?;
    let account = if row.get_ref(0)? == ValueRef::Integer(snapshot::form()) {
        Some(snapshot::decode(key, bytes)?)
    } else {
        folded(connection, key)?
    };
    Ok(account.map(|account| Found::Account(account, Stamp::of(bytes))))
}

/// The account that an identifier finds.
pub(super) fn account_of(
    view: View<'_>,
    kept: &Kept,
    since: Moment,
    identifier: Identifier,
) -> Result<Option<Arc<Account>>, StoreError> {
    if let Some(key) = key_of(identifier) {
        return account(view, kept, since, key);
    }
    // What an identifier finds changes only where the look-up table is made anew.
    if let Some(key) = kept.owner(identifier)
        && let Some(account) = account(view, kept, since, key)?
        && is_of(identifier, &account)
    {
        return Ok(Some(account));
    }
    let Some(key) = owner(view.connection, identifier)? else {
        return Ok(None);
    };
    kept.keep_owner(identifier, key);
    account(view, kept, since, key)
}

/// The account that an identifier belongs to.
pub(super) fn owner(
    connection: &Connection,
    identifier: Identifier,
) -> Result<Option<AccountKey>, StoreError> {
    let mut statement = connection.prepare_cached(statements::OWNER)?;
    let mut rows = statement.query((identifier.value(), identifier.kind()))?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    row::key("identifier", text(row, 0)?).map(Some)
}

/// An account folded from its journal.
pub(super) fn folded(
    connection: &Connection,
    key: AccountKey,
) -> Result<Option<Account>, StoreError> {
    let journal = entries(connection, key, 0, usize::MAX)?;
    fold(None, &journal).map_err(|refused| refused.in_journal(key))
}

/// Entries of an account in order, those numbered above `after`, at most `most`.
pub(super) fn entries(
    connection: &Connection,
    key: AccountKey,
    after: u64,
    most: usize,
) -> Result<Vec<Entry>, StoreError> {
    let mut statement = connection.prepare_cached(statements::ENTRIES)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut rows = statement.query((key.to_string(), signed(after), most))?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(entry(row, key)?);
    }
    Ok(entries)
}

/// An entry of the columns that `ENTRIES` and `JOURNAL` give.
pub(super) fn entry(row: &Row<'_>, key: AccountKey) -> Result<Entry, StoreError> {
    let columns = Columns {
        number: row.get(0)?,
        id: text(row, 1)?,
        effective: text(row, 2)?,
        recorded: text(row, 3)?,
        fact: text(row, 4)?,
    };
    columns.entry(key)
}

/// Account keys in order, those above `after`, at most `most`.
pub(super) fn keys(
    connection: &Connection,
    after: Option<AccountKey>,
    most: usize,
) -> Result<Vec<AccountKey>, StoreError> {
    let mut statement = connection.prepare_cached(statements::KEYS)?;
    let after = after.map_or_else(String::new, |key| key.to_string());
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut rows = statement.query((after, most))?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        keys.push(row::key("account", text(row, 0)?)?);
    }
    Ok(keys)
}

/// A column of text, where it lies.
pub(super) fn text<'row>(row: &'row Row<'_>, column: usize) -> Result<&'row str, StoreError> {
    Ok(row
        .get_ref(column)?
        .as_str()
        .map_err(rusqlite::Error::from)?)
}
