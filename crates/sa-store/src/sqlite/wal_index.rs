//! Whether anything at all has been committed to the file since a moment, told by the first bytes of
//! its WAL-index, the file `-shm` beside it: one read of 96 bytes, without a connection.
//!
//! The WAL-index begins with its header, twice. SQLite itself compares it when a transaction begins
//! to read (`walIndexTryHdr`): while it is the same, a connection goes on with the pages that it
//! keeps in memory, and `PRAGMA data_version` stays as it is. So where two readings of the header
//! are the same, nothing was committed in between, as surely as SQLite ever knows it:
//!
//! - A commit, of whatever process, writes the header before it returns (`walFrames`), with the next
//!   value of a counter, the number of frames and their checksum: who reads the header after a commit
//!   was acknowledged finds another than before it. While it is being written a reading may be half
//!   of each; that is another header too, as is one whose halves differ.
//! - What is rolled back writes no header, though some of its frames may be in the log.
//! - A checkpoint copies frames to the file and leaves the header, and what the database holds, as
//!   they are. When the log is begun anew the header is written with other salts, before any commit.
//! - Recovery, by whatever process, after another has died while it wrote, makes the header anew out
//!   of the log, with the counter at nought: number, checksum and salts of the frames are those of
//!   the log, which has lost nothing that was committed.
//! - The log, and with it this file, goes only when the last connection of all processes is closed;
//!   whoever has this also has a connection. Likewise nobody takes the database out of WAL mode.
//!
//! What a header is compared with must have been read, or the moment noted, after the header was.
//!
//! Source: <https://www.sqlite.org/walformat.html>, section 2.1.

use std::fs::File;
use std::sync::Arc;

use rusqlite::Connection;

use crate::sqlite::held;

/// The version of the form, the first number of the header.
const FORM: u32 = 3_007_000;

/// Both copies of the header.
const BYTES: usize = 96;

/// A copy of the header: another after each commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark([u8; BYTES / 2]);

/// The WAL-index of a database that a connection has open.
#[derive(Debug)]
pub(super) struct WalIndex(Arc<File>);

impl WalIndex {
    /// The WAL-index that a connection uses; none where it has none, and where it is not known that
    /// a file read and a file mapped into memory are one.
    pub(super) fn of(connection: &Connection) -> Option<Self> {
        file::of(connection).map(Self)
    }

    /// What is another after each commit; none where it cannot be told, as while somebody commits.
    pub(super) fn mark(&self) -> Option<Mark> {
        let mut bytes = [0; BYTES];
        held::read_first(&self.0, &mut bytes).ok()?;
        let (header, copy) = bytes.split_first_chunk()?;
        let (form, _) = header.split_first_chunk()?;
        let is_whole = *header == *copy && u32::from_ne_bytes(*form) == FORM;
        is_whole.then_some(Mark(*header))
    }
}

/// Where what is read of a file is what is mapped of it, at once.
#[cfg(target_os = "linux")]
mod file {
    use std::fs::File;
    use std::path::PathBuf;
    use std::sync::Arc;

    use rusqlite::Connection;

    use crate::sqlite::held;

    /// File systems that have both in one cache of pages. On others, those of a network and those
    /// outside of the kernel, what is read may be older.
    ///
    /// Source: statfs(2); linux/magic.h.
    const OF_ONE_CACHE: [(u32, &str); 6] = [
        (0xef53, "ext2, ext3, ext4"),
        (0x5846_5342, "XFS"),
        (0x9123_683e, "Btrfs"),
        (0xf2f5_2010, "F2FS"),
        (0x0102_1994, "tmpfs"),
        (0x794c_7630, "overlayfs"),
    ];

    pub(super) fn of(connection: &Connection) -> Option<Arc<File>> {
        let mode: String = connection
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .ok()?;
        let mut path = PathBuf::from(connection.path()?).into_os_string();
        path.push("-shm");
        let file = held::open(path.as_ref()).ok()?;
        // How wide the number is differs from machine to machine; its value fits 32 bits.
        let system = u32::try_from(rustix::fs::fstatfs(&*file).ok()?.f_type).ok()?;
        let is_of_one_cache = OF_ONE_CACHE.iter().any(|(known, _)| *known == system);
        (mode == "wal" && is_of_one_cache).then_some(file)
    }
}

/// Elsewhere `PRAGMA data_version` tells.
#[cfg(not(target_os = "linux"))]
mod file {
    use std::fs::File;
    use std::sync::Arc;

    use rusqlite::Connection;

    pub(super) fn of(_connection: &Connection) -> Option<Arc<File>> {
        None
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::collections::BTreeSet;
    use std::fs::File;
    use std::os::unix::fs::MetadataExt;
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use rusqlite::Connection;
    use tempfile::TempDir;

    use super::WalIndex;

    /// A database in WAL mode, and two connections to it.
    struct Database {
        directory: TempDir,
        one: Connection,
        other: Connection,
    }

    impl Database {
        fn new() -> Self {
            let directory = tempfile::tempdir().unwrap();
            let path = directory.path().join("a.db");
            let [one, other] = [(); 2].map(|()| Connection::open(&path).unwrap());
            one.pragma_update(None, "journal_mode", "WAL").unwrap();
            for connection in [&one, &other] {
                connection
                    .pragma_update(None, "synchronous", "OFF")
                    .unwrap();
            }
            one.execute_batch("CREATE TABLE t (x)").unwrap();
            other
                .query_row("SELECT count(*) FROM t", [], |_row| Ok(()))
                .unwrap();
            Self {
                directory,
                one,
                other,
            }
        }

        fn file(&self, ending: &str) -> PathBuf {
            self.directory.path().join(format!("a.db{ending}"))
        }
    }

    /// The locks of this process on a file, as the system lists them. While others take and give up
    /// locks a reading of the list may leave one out, or tell one twice: all of many readings are taken.
    fn locks(file: &Path) -> BTreeSet<String> {
        let of = format!(":{} ", file.metadata().unwrap().ino());
        let own = format!(" {} ", std::process::id());
        let readings = (0..100).map(|_| std::fs::read_to_string("/proc/locks").unwrap());
        let mut locks = BTreeSet::new();
        for all in readings {
            let ours = all
                .lines()
                .filter(|line| line.contains(&of) && line.contains(&own));
            let said = ours.filter_map(|line| line.split_once(": "));
            locks.extend(said.map(|(_, lock)| lock.to_owned()));
        }
        locks
    }

    /// The files that this process has open, of those in a directory.
    fn open_files(directory: &Path) -> usize {
        let all = std::fs::read_dir("/proc/self/fd").unwrap();
        let targets = all.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());
        targets
            .filter(|target| target.starts_with(directory))
            .count()
    }

    #[test]
    fn a_mark_is_another_after_each_commit_never_comes_again_and_stays_in_between() {
        let database = Database::new();
        let index = WalIndex::of(&database.other).unwrap();
        let mut seen = BTreeSet::from([index.mark().unwrap().0]);
        for n in 0..3_000_usize {
            let writer = [&database.one, &database.other][n % 2];
            writer.execute("INSERT INTO t VALUES (1)", []).unwrap();
            let mark = index.mark().unwrap();
            assert!(seen.insert(mark.0), "commit {n}");
            let count = "SELECT count(*) FROM t";
            database.one.query_row(count, [], |_row| Ok(())).unwrap();
            assert_eq!(index.mark(), Some(mark));
            if n % 7 == 0 {
                let how = ["PASSIVE", "FULL", "RESTART", "TRUNCATE"][n / 7 % 4];
                let checkpoint = format!("PRAGMA wal_checkpoint({how})");
                database
                    .other
                    .query_row(&checkpoint, [], |_row| Ok(()))
                    .unwrap();
                // Where the log is begun anew there is a new mark, which need not be.
                seen.insert(index.mark().unwrap().0);
            }
        }
    }

    #[test]
    fn what_is_rolled_back_leaves_the_mark_though_it_is_in_the_log() {
        let database = Database::new();
        let index = WalIndex::of(&database.one).unwrap();
        let before = (
            index.mark(),
            database.file("-wal").metadata().unwrap().len(),
        );
        assert!(before.0.is_some());
        database.other.pragma_update(None, "cache_size", 5).unwrap();
        let many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 9999) \
                    INSERT INTO t SELECT randomblob(100) FROM n";
        let rolled_back = format!("BEGIN; {many}; ROLLBACK");
        database.other.execute_batch(&rolled_back).unwrap();
        assert!(database.file("-wal").metadata().unwrap().len() > before.1);
        assert_eq!(index.mark(), before.0);
    }

    #[test]
    fn a_database_without_a_log_has_none() {
        assert!(WalIndex::of(&Connection::open_in_memory().unwrap()).is_none());
        let directory = tempfile::tempdir().unwrap();
        let connection = Connection::open(directory.path().join("a.db")).unwrap();
        connection.execute_batch("CREATE TABLE t (x)").unwrap();
        std::fs::write(directory.path().join("a.db-shm"), [0; 96]).unwrap();
        assert!(WalIndex::of(&connection).is_none());
    }

    #[test]
    fn a_header_that_is_short_of_another_form_or_half_written_is_no_mark() {
        let database = Database::new();
        let index = WalIndex::of(&database.one).unwrap();
        let whole = std::fs::read(database.file("-shm")).unwrap();
        let path = database.directory.path().join("other");
        let mark_of = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            WalIndex(Arc::new(File::open(&path).unwrap())).mark()
        };
        assert_eq!(mark_of(&whole[..96]), index.mark());
        assert_eq!(mark_of(&whole[..95]), None);
        assert_eq!(mark_of(&[0; 96]), None);
        for place in 0..96 {
            let mut torn = whole.clone();
            torn[place] ^= 1;
            assert_eq!(mark_of(&torn), None, "byte {place}");
        }
    }

    #[test]
    fn whoever_is_done_with_it_gives_up_no_lock_on_the_file() {
        let database = Database::new();
        let before = locks(&database.file("-shm"));
        assert!(!before.is_empty());
        let indexes = [&database.one, &database.other].map(|one| WalIndex::of(one).unwrap());
        assert!(Arc::ptr_eq(&indexes[0].0, &indexes[1].0));
        drop(indexes);
        drop(WalIndex::of(&database.one));
        assert_eq!(locks(&database.file("-shm")), before);
    }

    #[test]
    fn a_descriptor_goes_with_its_file() {
        let Database {
            directory,
            one,
            other,
        } = Database::new();
        let index = WalIndex::of(&one).unwrap();
        drop((one, other));
        drop(WalIndex::of(&Database::new().one).unwrap());
        assert_eq!(open_files(directory.path()), 1, "it is in use");
        drop(index);
        drop(WalIndex::of(&Database::new().one).unwrap());
        assert_eq!(open_files(directory.path()), 0);
    }
}
