//! An append made ready to be written: read, decided and encoded, on whichever connection.
//!
//! What comes of it holds for the version that the account had then. The writer writes it if the
//! account still has that version, else it makes it ready anew, inside its transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;
use sa_model::{AccountKey, Entry, EntryId};

use crate::decide::{Decision, Write, decide};
use crate::kept::State;
use crate::row::signed;
use crate::snapshot::Stamp;
use crate::sqlite::ids::Ids;
use crate::sqlite::reader::{self, Latest, View};
use crate::sqlite::statements;
use crate::{Append, AppendError, Appended, StoreError};

/// What an append comes to.
#[derive(Debug)]
pub(super) enum Prepared {
    /// Every entry is stored already: nothing.
    Nothing(Appended),
    /// This is to be written.
    Plan(Box<Plan>),
}

/// What is to be written for an account.
#[derive(Debug)]
pub(super) struct Plan {
    /// The account as it must still be; `None` when there must be none.
    pub(super) old: Option<Old>,
    pub(super) write: Write,
    /// The ids of all its entries after it.
    pub(super) ids: Ids,
}

/// An account that is there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Old {
    /// What its rows are found by; it never changes.
    pub(super) number: i64,
    pub(super) version: u64,
    pub(super) stamp: Stamp,
}

impl Old {
    fn of(latest: &Latest) -> Self {
        Self {
            number: latest.number,
            version: latest.state.account.version(),
            stamp: latest.state.stamp,
        }
    }
}

/// Makes an append ready. `known` is the account as it was last, which spares decoding it if it is
/// so still.
///
/// All of it holds for one version, however many statements it takes: what is stored up to a version
/// never changes.
pub(super) fn prepare(
    view: View<'_>,
    known: Option<State>,
    append: &Append,
) -> Result<Prepared, AppendError> {
    let Some(mut latest) = reader::latest(view, append.account, known)? else {
        return decided(None, &BTreeMap::new(), Ids::default(), append);
    };
    let (stored, ids) = match latest.ids.take() {
        Some(ids) if !ids.may_have_any(append) => (BTreeMap::new(), ids),
        Some(_) | None => scan(view.connection, Old::of(&latest), append)?,
    };
    decided(Some(latest), &stored, ids, append)
}

/// What is to be written to an account as it was read before, with no look at the file; `None` where
/// that does not suffice.
///
/// It holds for the version and the snapshot that were read, as what is made ready with a look does.
/// That nothing is to be written is not told: the account may be another by now.
pub(super) fn prepare_on_read(mut latest: Latest, append: &Append) -> Option<Box<Plan>> {
    let ids = latest.ids.take()?;
    if ids.may_have_any(append) {
        return None;
    }
    match decided(Some(latest), &BTreeMap::new(), ids, append) {
        Ok(Prepared::Plan(plan)) => Some(plan),
        Ok(Prepared::Nothing(_)) | Err(_) => None,
    }
}

/// What an append comes to on an account, those of its entries that are stored already, and the ids
/// of all that are.
fn decided(
    latest: Option<Latest>,
    stored: &BTreeMap<EntryId, Entry>,
    mut ids: Ids,
    append: &Append,
) -> Result<Prepared, AppendError> {
    let old = latest.as_ref().map(Old::of);
    let version = old.map_or(0, |old| old.version);
    let take = || latest.map(|latest| Arc::unwrap_or_clone(latest.state.account));
    let write = match decide(version, take, stored, append)? {
        Decision::Nothing(appended) => return Ok(Prepared::Nothing(appended)),
        Decision::Write(write) => write,
    };
    for row in &write.rows {
        ids.push(row.id.as_str());
    }
    Ok(Prepared::Plan(Box::new(Plan { old, write, ids })))
}

/// Looks through all rows of an account, once.
fn scan(
    connection: &Connection,
    old: Old,
    append: &Append,
) -> Result<(BTreeMap<EntryId, Entry>, Ids), StoreError> {
    let key: AccountKey = append.account;
    let sought: BTreeMap<&str, EntryId> = append
        .entries
        .iter()
        .map(|entry| (entry.id.as_str(), entry.id))
        .collect();
    let mut statement = connection.prepare_cached(statements::JOURNAL)?;
    let mut rows = statement.query((old.number, signed(old.version)))?;
    let (mut stored, mut ids) = (BTreeMap::new(), Ids::default());
    while let Some(row) = rows.next()? {
        let id = reader::text(row, 1)?;
        ids.push(id);
        if let Some(id) = sought.get(id) {
            stored.insert(*id, reader::entry(row, key)?);
        }
    }
    Ok((stored, ids))
}
