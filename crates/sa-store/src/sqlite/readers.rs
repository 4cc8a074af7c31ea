//! The readers' connections, and what is noticed of changes.
//!
//! A read takes some microseconds, less than a hop to another thread: so it runs where it is asked
//! for, on whichever connection is free. What is kept in memory, and has not changed, is answered
//! without a connection.
//!
//! More than half of that time SQLite takes to begin and to end a transaction. So a connection stays
//! in the one that it reads in, and the next read goes on in it as long as the WAL-index tells that
//! nothing was committed since it began. While it is in one the log cannot begin anew and checkpoints
//! do not pass it: the writer ends those of connections that are idle before it begins its own,
//! which would outdate them, and the housekeeper does before a checkpoint and four times a second.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, TryLockError};

use rusqlite::Connection;
use sa_model::AccountKey;

use crate::StoreError;
use crate::kept::{Kept, Moment};
use crate::sqlite::known_numbers::Numbers;
use crate::sqlite::reader::{Latest, Remembered, Shared, View, lock};
use crate::sqlite::statements;
use crate::sqlite::wal_index::{Mark, WalIndex};

/// The readers' connections.
#[derive(Debug)]
pub(super) struct Readers {
    all: Vec<Reader>,
    /// What tells of every commit without a connection, where there is such; after the connections,
    /// for it is of use only while they are open.
    index: Option<(WalIndex, Mutex<Seen<Mark>>)>,
    remembered: Remembered,
}

/// A connection, and what it noticed.
#[derive(Debug)]
struct Reader {
    connection: Shared,
    /// Other connections' commits, in this and in other processes (`PRAGMA data_version`), and this
    /// connection's own changes: in memory the writer's is the one that reads.
    counts: Mutex<Seen<(i64, u64)>>,
    /// What the WAL-index told before the transaction began that the connection is in.
    held: Mutex<Option<Mark>>,
}

/// Something that is another after every commit, as it was seen last, and a moment since which it
/// has been that.
#[derive(Debug)]
struct Seen<T>(Option<(T, Moment)>);

/// What the WAL-index told at some time, and a moment since which nothing had been committed then.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    mark: Mark,
    pub(super) since: Moment,
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
        let index = connections
            .first()
            .and_then(|first| WalIndex::of(&lock(first)))
            .map(|index| (index, Mutex::new(Seen::nothing())));
        let readers = connections.into_iter().map(|connection| Reader {
            connection,
            counts: Mutex::new(Seen::nothing()),
            held: Mutex::new(None),
        });
        Self {
            all: readers.collect(),
            index,
            remembered: Remembered::nothing(),
        }
    }

    /// The numbers of accounts.
    pub(super) const fn numbers(&self) -> &Numbers {
        &self.remembered.numbers
    }

    /// An account as it was read last, if that was just now; nobody else gets it from here then.
    pub(super) fn take_just_read(&self, key: AccountKey) -> Option<Latest> {
        self.remembered.just_read.take(key)
    }

    /// Ends the transactions of the connections that nobody uses just now.
    pub(super) fn let_go(&self) {
        for reader in &self.all {
            if let Ok(connection) = reader.connection.try_lock() {
                // Where it fails the next read tells of it.
                let _ended = Reader::end(&connection, &mut lock(&reader.held));
            }
        }
    }

    /// What the WAL-index tells now, where it tells anything.
    pub(super) fn now(&self, kept: &Kept) -> Option<Now> {
        let (index, seen) = self.index.as_ref()?;
        let mut seen = lock(seen);
        let mark = index.mark()?;
        let since = seen.unchanged_since(mark, kept);
        Some(Now { mark, since })
    }

    fn mark(&self) -> Option<Mark> {
        self.index.as_ref()?.0.mark()
    }

    /// Runs `read` on a free connection, or on one that is soon free.
    pub(super) fn with<T>(
        &self,
        read: impl FnOnce(View<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.on_one(self.mark(), |_reader, view| read(view))
    }

    /// The same, with a moment since which nothing was committed: what is read is so then.
    pub(super) fn with_kept<T>(
        &self,
        kept: &Kept,
        read: impl FnOnce(View<'_>, Moment) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.with_kept_as_of(self.now(kept), kept, read)
    }

    /// The same, for one who has asked what is told now since it began to read.
    pub(super) fn with_kept_as_of<T>(
        &self,
        now: Option<Now>,
        kept: &Kept,
        read: impl FnOnce(View<'_>, Moment) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.on_one(now.map(|now| now.mark), |reader, view| {
            let since = match now {
                Some(now) => now.since,
                None => reader.unchanged_since(view.connection, kept)?,
            };
            read(view, since)
        })
    }

    fn on_one<T>(
        &self,
        mark: Option<Mark>,
        read: impl FnOnce(&Reader, View<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let run = |reader: &Reader, connection: &Connection| {
            reader.begin(connection, mark)?;
            let view = View {
                connection,
                remembered: Some(&self.remembered),
            };
            read(reader, view)
        };
        let start = PLACE.with(|place| place.checked_rem(self.all.len()).unwrap_or(0));
        let (before, after) = self.all.split_at_checked(start).unwrap_or_default();
        let mut in_turn = after.iter().chain(before);
        let free = in_turn
            .clone()
            .find_map(|reader| match reader.connection.try_lock() {
                Ok(free) => Some((reader, free)),
                Err(TryLockError::Poisoned(free)) => Some((reader, free.into_inner())),
                Err(TryLockError::WouldBlock) => None,
            });
        match (free, in_turn.next()) {
            (Some((reader, connection)), _) => run(reader, &connection),
            (None, Some(own)) => run(own, &lock(&own.connection)),
            (None, None) => Err(StoreError::Damaged {
                what: "no connection".to_owned(),
            }),
        }
    }
}

impl Reader {
    /// Has the connection, which the caller has, read what was committed by the time of `mark` or
    /// later: in the transaction that it is in, if nothing was since that began.
    fn begin(&self, connection: &Connection, mark: Option<Mark>) -> Result<(), StoreError> {
        let mut held = lock(&self.held);
        if held.is_some() && *held == mark {
            return Ok(());
        }
        Self::end(connection, &mut held)?;
        if mark.is_some() {
            // What is committed is seen as of the first read in it, which comes after the mark.
            connection.prepare_cached("BEGIN")?.execute([])?;
            *held = mark;
        }
        Ok(())
    }

    /// Ends the transaction that the connection is in.
    fn end(connection: &Connection, held: &mut Option<Mark>) -> rusqlite::Result<()> {
        if held.is_some() {
            if !connection.is_autocommit() {
                connection.prepare_cached("COMMIT")?.execute([])?;
            }
            *held = None;
        }
        Ok(())
    }

    /// A moment since which nothing was committed, as far as the connection tells now.
    fn unchanged_since(&self, connection: &Connection, kept: &Kept) -> Result<Moment, StoreError> {
        let mut seen = lock(&self.counts);
        let version: i64 = connection
            .prepare_cached(statements::DATA_VERSION)?
            .query_row([], |row| row.get(0))?;
        let counts = (version, connection.total_changes());
        Ok(seen.unchanged_since(counts, kept))
    }
}

impl<T: PartialEq> Seen<T> {
    const fn nothing() -> Self {
        Self(None)
    }

    /// A moment since which nothing was committed, as of when `now` was seen: whatever was read then
    /// or later, by anyone, is so still. `now` was looked at while the caller had this.
    ///
    /// For the moment is taken after the same was first seen, and what was read since was read after
    /// that; a commit in between would have changed it. Were it looked at before, two might come here
    /// in the other order, and the one who saw the older would get the later moment: what it then
    /// read in a transaction that was open, from before the commit, would be taken for newer than
    /// what the other noticed.
    fn unchanged_since(&mut self, now: T, kept: &Kept) -> Moment {
        if let Some((last, since)) = &self.0
            && *last == now
        {
            return *since;
        }
        let since = kept.changed();
        self.0 = Some((now, since));
        since
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;
    use std::time::Duration;

    use super::*;
    use crate::sqlite::connection;

    /// Whether the log can begin anew, as far as those who read are concerned.
    fn can_begin_anew(path: &Path) -> bool {
        let other = connection::open(path).unwrap();
        other.busy_timeout(Duration::ZERO).unwrap();
        let checkpoint = "PRAGMA wal_checkpoint(RESTART)";
        let is_busy: bool = other.query_row(checkpoint, [], |row| row.get(0)).unwrap();
        !is_busy
    }

    #[test]
    fn a_read_holds_the_log_until_the_reader_lets_go() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("sa.db");
        let writer = connection::create(&path).unwrap();
        let grant = "INSERT INTO access (token, allows) VALUES (?1, '')";
        writer.execute(grant, [[1_u8].as_slice()]).unwrap();
        let reader = Arc::new(Mutex::new(connection::open(&path).unwrap()));
        let readers = Readers::new(vec![reader]);
        let count = || {
            readers.with(|view| {
                let count = "SELECT count(*) FROM access";
                Ok(view
                    .connection
                    .query_row(count, [], |row| row.get::<_, i64>(0))?)
            })
        };
        assert_eq!(count().unwrap(), 1);
        assert_eq!(count().unwrap(), 1);
        // Where there is no WAL-index to be read nothing is held.
        assert_eq!(can_begin_anew(&path), readers.index.is_none());
        writer.execute(grant, [[2_u8].as_slice()]).unwrap();
        assert_eq!(count().unwrap(), 2);
        readers.let_go();
        assert!(can_begin_anew(&path));
        assert_eq!(count().unwrap(), 2);
    }
}
