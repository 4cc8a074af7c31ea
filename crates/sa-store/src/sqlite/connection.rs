//! A connection to the file, as the store wants it: which file it takes, and how it is set.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use crate::OpenError;
use crate::sqlite::held;

/// The forms that the database went through, oldest first: each brings it one further. A database
/// knows how many it has (`PRAGMA user_version`).
const STEPS: [&str; 4] = [
    include_str!("schema.sql"),
    include_str!("bare_nino.sql"),
    include_str!("numbered.sql"),
    include_str!("token_number.sql"),
];

/// Marks the file as this store's (`PRAGMA application_id`), so that no other database is written
/// to by mistake: `sa-1` in ASCII.
const APPLICATION_ID: i64 = 0x7361_2d31;

/// How long one waits while another process, or the writer, holds what it needs.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How long one waits before trying again. Short, for under load another process leaves the file free
/// for some microseconds only between two of its transactions: SQLite's own pauses grow to 100
/// milliseconds, and would miss nearly all of those.
const BUSY_PAUSE: Duration = Duration::from_millis(1);

/// Set on every connection:
/// - `synchronous=FULL`: a commit is on the disk before it is answered (it is not kept in the file).
/// - `cell_size_check`: a damaged page is found when it is read.
/// - `cache_size`: 8 MiB of pages a connection; the operating system keeps the rest.
/// - `temp_store`: nothing of an account goes to a temporary file.
/// - `trusted_schema=OFF`: what somebody else wrote into the file's schema runs nothing.
/// - `fullfsync`, `checkpoint_fullfsync`: on macOS what is synced reaches the disk itself; elsewhere it
///   does so anyway.
const PRAGMAS: &str = "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON; \
     PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; \
     PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;";

/// Set on the writer's connection beside:
/// - `cache_size`: 64 MiB of pages, for it changes pages all over the file;
/// - `wal_autocheckpoint`: at 64 MiB the writer itself takes to the file what the checkpoints beside
///   it have left of the log, so that it begins anew;
/// - `journal_size_limit`: a log that grew beyond 128 MiB while somebody read for long is cut when it
///   begins anew.
const WRITER_PRAGMAS: &str = "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384; \
     PRAGMA journal_size_limit = 134217728;";

/// Opens a file, makes it when it is not there, and brings it to the present form.
pub(super) fn create(path: &Path) -> Result<Connection, OpenError> {
    refuse_unfit(path)?;
    to_write(connect(path, OpenFlags::SQLITE_OPEN_CREATE)?, path)
}

/// Opens a file that must be there already, and brings it to the present form.
pub(super) fn open_to_write(path: &Path) -> Result<Connection, OpenError> {
    to_write(open_present(path)?, path)
}

fn to_write(mut connection: Connection, path: &Path) -> Result<Connection, OpenError> {
    refuse_foreign(&connection, path)?;
    keep_a_log(&connection)?;
    migrate(&mut connection, path)?;
    connection.execute_batch(WRITER_PRAGMAS)?;
    Ok(connection)
}

/// Turns the write-ahead log on, which is kept in the file: readers go on beside the writer.
///
/// Where two turn it on at once SQLite lets neither wait for the other: who does not get it tries
/// again.
fn keep_a_log(connection: &Connection) -> rusqlite::Result<()> {
    let began = Instant::now();
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && began.elapsed() < BUSY_TIMEOUT =>
            {
                std::thread::sleep(BUSY_PAUSE);
            }
            outcome => return outcome,
        }
    }
}

/// Opens a file that is there and in the present form.
pub(super) fn open(path: &Path) -> Result<Connection, OpenError> {
    Ok(connect(path, OpenFlags::empty())?)
}

/// Opens a file that must be there, and in the present form already.
pub(super) fn open_of_present_form(path: &Path) -> Result<Connection, OpenError> {
    let connection = open_present(path)?;
    match refuse_foreign(&connection, path)? {
        found if found < known() => Err(OpenError::Older {
            found,
            known: known(),
        }),
        _ => Ok(connection),
    }
}

/// Opens a file that must be there, whatever its form: nothing is made or changed.
pub(super) fn open_present(path: &Path) -> Result<Connection, OpenError> {
    // Whether it is there may be told to nobody: then SQLite says why.
    if path.try_exists().is_ok_and(|is_there| !is_there) {
        return Err(OpenError::Missing {
            path: path.to_path_buf(),
        });
    }
    refuse_unfit(path)?;
    let connection = connect(path, OpenFlags::empty())?;
    match refuse_foreign(&connection, path)? {
        0 => Err(OpenError::Empty {
            path: path.to_path_buf(),
        }),
        _ => Ok(connection),
    }
}

/// Opens a database in memory.
pub(super) fn memory() -> Result<Connection, OpenError> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch(PRAGMAS)?;
    migrate(&mut connection, Path::new(":memory:"))?;
    Ok(connection)
}

fn connect(path: &Path, further: OpenFlags) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | further;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_handler(Some(wait))?;
    connection.execute_batch(PRAGMAS)?;
    Ok(connection)
}

/// Waits while another has what is wanted, as often as makes up `BUSY_TIMEOUT`.
fn wait(tries: i32) -> bool {
    let waited = BUSY_PAUSE.saturating_mul(u32::try_from(tries).unwrap_or(u32::MAX));
    std::thread::sleep(BUSY_PAUSE);
    waited < BUSY_TIMEOUT
}

fn form(connection: &Connection) -> rusqlite::Result<(i64, i64, bool)> {
    connection.query_row(
        "SELECT (SELECT application_id FROM pragma_application_id), \
                (SELECT user_version FROM pragma_user_version), \
                (SELECT count(*) = 0 FROM sqlite_schema)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

fn refuse_foreign(connection: &Connection, path: &Path) -> Result<i64, OpenError> {
    let (application, version, empty) = form(connection)?;
    match (application, empty) {
        (APPLICATION_ID, _) => {}
        (0, true) => return Ok(0),
        _ => {
            return Err(OpenError::Foreign {
                path: path.to_path_buf(),
            });
        }
    }
    if version > known() {
        return Err(OpenError::Newer {
            found: version,
            known: known(),
        });
    }
    Ok(version)
}

fn known() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<(), OpenError> {
    // Immediate: of two processes that start at once, one waits and then finds the work done.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let has = refuse_foreign(&transaction, path)?;
    for (step, sql) in (1_i64..).zip(STEPS) {
        if step > has {
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "user_version", step)?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        }
    }
    Ok(transaction.commit()?)
}

/// What a file of SQLite begins with.
///
/// Source: <https://www.sqlite.org/fileformat.html>, section 1.3, as all that is read of a header.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// The length of a file's header.
const HEADER_BYTES: u8 = 100;

/// Refuses a file that begins with something else than a database does, and one that is shorter
/// than its own header says: its end was lost in copying.
///
/// While there is a write-ahead log the header may run ahead of the file, which the log completes.
fn refuse_unfit(path: &Path) -> Result<(), OpenError> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let has_log = std::fs::metadata(PathBuf::from(log)).is_ok_and(|log| log.len() > 0);
    let Ok(file) = held::open(path) else {
        return Ok(());
    };
    let found_bytes = file.metadata().map_or(0, |file| file.len());
    if found_bytes == 0 || has_log {
        return Ok(());
    }
    let header_bytes = u8::try_from(found_bytes).map_or(HEADER_BYTES, |few| few.min(HEADER_BYTES));
    let mut header = vec![0; usize::from(header_bytes)];
    if held::read_first(&file, &mut header).is_err() {
        // What keeps it from being read keeps SQLite from it too, which tells it.
        return Ok(());
    }
    if !header.iter().zip(MAGIC).all(|(found, due)| found == due) {
        return Err(OpenError::NoDatabase {
            path: path.to_path_buf(),
        });
    }
    let expected_bytes = told_bytes(&header).unwrap_or(u64::from(HEADER_BYTES));
    if found_bytes < expected_bytes {
        return Err(OpenError::Torn {
            path: path.to_path_buf(),
            found_bytes,
            expected_bytes,
        });
    }
    Ok(())
}

/// The length of the file as its header tells it; `None` where the header itself is torn.
///
/// The page size stands at 16 (1 is 65536), the size of the file in pages at 28.
fn told_bytes(header: &[u8]) -> Option<u64> {
    if header.len() < usize::from(HEADER_BYTES) {
        return None;
    }
    let [.., p1, p2, _, _, _, _, _, _, _, _, _, _, n1, n2, n3, n4] =
        header.first_chunk::<32>().copied()?;
    let page_bytes = match u16::from_be_bytes([p1, p2]) {
        1 => 65_536,
        bytes => u64::from(bytes),
    };
    let pages = u64::from(u32::from_be_bytes([n1, n2, n3, n4]));
    Some(pages.saturating_mul(page_bytes))
}
