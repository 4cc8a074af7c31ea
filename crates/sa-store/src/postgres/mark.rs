//! Whether anything at all has been committed since a moment, told by the server's snapshots.
//!
//! A snapshot is written `xmin:xmax:xip`: of the transactions that have a number, every one below
//! `xmax` has ended but those in `xip`, and none from `xmax` on has. What a statement sees, here at
//! the level READ COMMITTED, is what those that had ended by then have committed. So where two
//! statements have the same snapshot nothing was committed in between, and what one read the other
//! would read too: a transaction that commits was in `xip`, or not below `xmax`, and after it is
//! neither. The numbers have 64 bits and never come again.
//!
//! - Subtransactions and savepoints count with the transaction that they are part of: it is the one
//!   whose number a snapshot has. A prepared transaction stays in `xip` until it is committed.
//! - Vacuuming, freezing and hint bits change pages, not what is seen.
//! - Who rolls back, or writes in another database of the cluster, changes the snapshot as well:
//!   then it is asked once more for nothing. Who idles in a transaction does not.
//! - On a standby `xip` is left empty, whoever still runs (`GetSnapshotData` keeps them apart there):
//!   such a snapshot is known by an `xmin` below the first of `xip`, or below `xmax`, and says nothing.
//! - Another server, a standby that was promoted or the same one after a restart, counts for itself:
//!   a mark has the moment at which its server started beside the snapshot.
//! - What a coordinator of several nodes tells of its own transactions says nothing of what the
//!   nodes hold: there no mark is asked for.
//!
//! Source: PostgreSQL 15, "System Information Functions", `pg_snapshot`; `procarray.c`,
//! `GetSnapshotData` and `ProcArrayEndTransaction`; `xid8funcs.c`, `pg_current_snapshot`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use tokio_postgres::Row;

use crate::kept::{Kept, Moment};
use crate::postgres::fault::Fault;

/// Whether the server keeps all that it holds by itself, by transactions of its own, so that
/// [`MARK`] tells whether any of it has changed.
pub(super) const IS_ONE_SERVER: &str = "SELECT version() !~ '-YB-|Greenplum' \
     AND to_regproc('pg_catalog.pg_current_snapshot') IS NOT NULL \
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'citus')";

/// What a statement sees: the transactions that have ended, on the server that began then.
pub(super) const MARK: &str = "SELECT pg_postmaster_start_time(), pg_current_snapshot()::text";

/// All that was committed on one server, as of one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// When the server started.
    server: SystemTime,
    snapshot: String,
}

/// The mark that was seen last.
#[derive(Debug, Default)]
pub(super) struct Marks {
    last: Mutex<Option<(Mark, Moment)>>,
    /// Whether the last mark was the same as that before.
    quiet: AtomicBool,
}

impl Mark {
    /// Reads columns `server, snapshot`; `None` where the snapshot leaves out who still runs.
    pub(super) fn read(row: &Row) -> Result<Option<Self>, Fault> {
        let (server, snapshot) = (row.try_get(0)?, row.try_get::<_, String>(1)?);
        Ok(is_whole(&snapshot).then_some(Self { server, snapshot }))
    }
}

/// Whether a snapshot names all who still run: of those, and of what is to come, `xmin` is the
/// first.
fn is_whole(snapshot: &str) -> bool {
    let mut parts = snapshot.split(':');
    let (Some(xmin), Some(xmax), Some(xip)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let first = match xip {
        "" => Some(xmax),
        _ => xip.split(',').next(),
    };
    first == Some(xmin)
}

impl Marks {
    /// The moment of a mark that came from the server: what was read on its server after a mark of
    /// the same moment, by anyone, was so when this one was given.
    ///
    /// Each moment has one mark; a mark that comes again after another has a new moment.
    pub(super) fn notice(&self, mark: Option<Mark>, kept: &Kept) -> Moment {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some((seen, moment)), Some(mark)) = (&*last, &mark)
            && seen == mark
        {
            self.quiet.store(true, Ordering::Relaxed);
            return *moment;
        }
        let moment = kept.changed();
        self.quiet.store(false, Ordering::Relaxed);
        *last = mark.map(|mark| (mark, moment));
        moment
    }

    /// Whether it is worth while to ask if all is still as it was: not while somebody commits all the
    /// time.
    pub(super) fn are_quiet(&self) -> bool {
        self.quiet.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_to_scaling_shows_the_statement() {
        let guide = include_str!("../../../../docs/scaling.md");
        assert!(guide.contains(&format!("```sql\n{MARK}\n```")));
    }

    #[test]
    fn a_snapshot_counts_only_where_it_names_all_who_still_run() {
        for (snapshot, whole) in [
            ("10:10:", true),
            ("10:14:10,12", true),
            ("10:14:10", true),
            // A standby, with 10 still running.
            ("10:14:", false),
            ("10:14:12", false),
            ("10", false),
        ] {
            assert_eq!(is_whole(snapshot), whole, "{snapshot}");
        }
    }

    #[test]
    fn a_moment_lasts_as_long_as_the_mark_and_does_not_come_again() {
        let (marks, kept) = (Marks::default(), Kept::none());
        let mark = |server: u64, snapshot: &str| {
            let server = SystemTime::UNIX_EPOCH + std::time::Duration::from_micros(server);
            let snapshot = snapshot.to_owned();
            Some(Mark { server, snapshot })
        };
        let first = marks.notice(mark(1, "10:10:"), &kept);
        assert!(!marks.are_quiet());
        assert_eq!(marks.notice(mark(1, "10:10:"), &kept), first);
        assert!(marks.are_quiet());
        let others = [mark(1, "11:11:"), mark(2, "11:11:"), None, None];
        let mut moments = vec![first];
        for other in others.into_iter().chain([mark(1, "10:10:")]) {
            moments.push(marks.notice(other, &kept));
            assert!(!marks.are_quiet());
        }
        assert!(moments.is_sorted_by(|one, next| one < next), "{moments:?}");
    }
}
