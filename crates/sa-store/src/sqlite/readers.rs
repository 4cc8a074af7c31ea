//! The readers' connections, and what is noticed of changes.
//!
//! A read takes some microseconds, less than a hop to another thread: so it runs where it is asked
//! for, on whichever connection is free. What is kept in memory, and has not changed, is answered
//! without a connection.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, TryLockError};

use rusqlite::Connection;

use crate::StoreError;
use crate::kept::{Kept, Moment};
use crate::sqlite::reader::{Shared, lock};
use crate::sqlite::statements;
use crate::sqlite::wal_index::{Mark, WalIndex};

/// The readers' connections.
#[derive(Debug)]
pub(super) struct Readers {
    readers: Vec<Reader>,
    /// What tells of every commit without a connection, where there is such; after the connections,
    /// for it is of use only while they are open.
    index: Option<(WalIndex, Watch<Mark>)>,
}

/// A connection, and what it noticed.
#[derive(Debug)]
struct Reader {
    connection: Shared,
    /// Other connections' commits, in this and in other processes (`PRAGMA data_version`), and this
    /// connection's own changes: in memory the writer's is the one that reads.
    counts: Watch<(i64, u64)>,
}

/// Something that is another after every commit, as it was seen last, and a moment since which it
/// has been that.
#[derive(Debug)]
struct Watch<T>(Mutex<Option<(T, Moment)>>);

thread_local! {
    /// Where a thread begins to look for a free connection: each at another place.
    static PLACE: usize = {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        NEXT.fetch_add(1, Ordering::Relaxed)
    };
}

impl Readers {
    pub(super) fn new(connections: Vec<Shared>) -> Self {
        let index = connections
            .first()
            .and_then(|first| WalIndex::of(&lock(first)))
            .map(|index| (index, Watch::new()));
        let readers = connections.into_iter().map(|connection| Reader {
            connection,
            counts: Watch::new(),
        });
        Self {
            readers: readers.collect(),
            index,
        }
    }

    /// A moment since which nothing was committed, where that is told without a connection.
    pub(super) fn unchanged_since(&self, kept: &Kept) -> Option<Moment> {
        let (index, watch) = self.index.as_ref()?;
        Some(watch.unchanged_since(index.mark()?, kept))
    }

    /// Runs `read` on a free connection, or on one that is soon free.
    pub(super) fn with<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.on_one(|_reader, connection| read(connection))
    }

    /// The same, with a moment since which nothing was committed.
    pub(super) fn with_kept<T>(
        &self,
        kept: &Kept,
        read: impl FnOnce(&Connection, Moment) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.on_one(|reader, connection| {
            let since = match self.unchanged_since(kept) {
                Some(since) => since,
                None => reader.unchanged_since(connection, kept)?,
            };
            read(connection, since)
        })
    }

    fn on_one<T>(
        &self,
        read: impl FnOnce(&Reader, &Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let start = PLACE.with(|place| place.checked_rem(self.readers.len()).unwrap_or(0));
        let (before, after) = self.readers.split_at_checked(start).unwrap_or_default();
        let mut in_turn = after.iter().chain(before);
        let free = in_turn
            .clone()
            .find_map(|reader| match reader.connection.try_lock() {
                Ok(free) => Some((reader, free)),
                Err(TryLockError::Poisoned(free)) => Some((reader, free.into_inner())),
                Err(TryLockError::WouldBlock) => None,
            });
        match (free, in_turn.next()) {
            (Some((reader, connection)), _) => read(reader, &connection),
            (None, Some(own)) => read(own, &lock(&own.connection)),
            (None, None) => Err(StoreError::Damaged {
                what: "no connection".to_owned(),
            }),
        }
    }
}

impl Reader {
    /// A moment since which nothing was committed, as far as the connection tells now.
    fn unchanged_since(&self, connection: &Connection, kept: &Kept) -> Result<Moment, StoreError> {
        let version: i64 = connection
            .prepare_cached(statements::DATA_VERSION)?
            .query_row([], |row| row.get(0))?;
        let counts = (version, connection.total_changes());
        Ok(self.counts.unchanged_since(counts, kept))
    }
}

impl<T: PartialEq> Watch<T> {
    const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// A moment since which nothing was committed, as of when `now` was seen: whatever was read then
    /// or later, by anyone, is so still.
    ///
    /// For the moment is taken after the same was first seen, and what was read since was read after
    /// that; a commit in between would have changed it. Where two see another each and come here in
    /// the other order, both get a moment after either, and what is read from then on is read after
    /// both.
    fn unchanged_since(&self, now: T, kept: &Kept) -> Moment {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((last, since)) = &*seen
            && *last == now
        {
            return *since;
        }
        let since = kept.changed();
        *seen = Some((now, since));
        since
    }
}
