//! The readers' connections, and what each of them has noticed.
//!
//! A read takes some microseconds, less than a hop to another thread: so it runs where it is asked
//! for, on whichever connection is free.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, TryLockError};

use rusqlite::Connection;

use crate::StoreError;
use crate::kept::{Kept, Moment};
use crate::sqlite::reader::{Shared, lock};
use crate::sqlite::statements;

/// The readers' connections.
#[derive(Debug)]
pub(super) struct Readers {
    readers: Vec<Reader>,
}

/// A connection, and the file as it saw it last.
#[derive(Debug)]
struct Reader {
    connection: Shared,
    seen: Mutex<Option<Seen>>,
}

/// The file as a connection saw it, by what changes with every commit.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// Other connections' commits, in this and in other processes (`PRAGMA data_version`), and this
    /// connection's own changes: in memory the writer's is the one that reads.
    counts: (i64, u64),
    /// A moment since which they have been these.
    since: Moment,
}

thread_local! {
    /// Where a thread begins to look for a free connection: each at another place.
    static PLACE: usize = {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        NEXT.fetch_add(1, Ordering::Relaxed)
    };
}

impl Readers {
    pub(super) fn new(connections: Vec<Shared>) -> Self {
        let readers = connections.into_iter().map(|connection| Reader {
            connection,
            seen: Mutex::new(None),
        });
        Self {
            readers: readers.collect(),
        }
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
            let since = reader.unchanged_since(connection, kept)?;
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
    /// A moment since which nothing was committed, as far as the file tells now: whatever was read
    /// then or later, by anyone, is so still.
    ///
    /// For the moment is taken after the counts were first seen as they are, and what was read since
    /// was read after that; a commit in between would have changed the counts.
    fn unchanged_since(&self, connection: &Connection, kept: &Kept) -> Result<Moment, StoreError> {
        let version: i64 = connection
            .prepare_cached(statements::DATA_VERSION)?
            .query_row([], |row| row.get(0))?;
        let counts = (version, connection.total_changes());
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seen) = *seen
            && seen.counts == counts
        {
            return Ok(seen.since);
        }
        let since = kept.changed();
        *seen = Some(Seen { counts, since });
        Ok(since)
    }
}
