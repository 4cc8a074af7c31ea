//! A copy of the file, taken while it is in use.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::sqlite::connection;
use crate::{BackedUp, OpenError};

/// Pages that are copied between two reports of progress: 4 MiB.
const PAGES: i32 = 1_024;

/// Copies the file as it is at one moment.
pub(crate) fn copy(
    from: &Path,
    to: &Path,
    progress: &mut (dyn FnMut(BackedUp) + Send),
) -> Result<BackedUp, OpenError> {
    let source = connection::open_present(from)?;
    // The copy is of the moment at which this begins, however long it takes; without it, each
    // commit of somebody else would begin the copy anew.
    source.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema")?;
    let page_bytes: u32 = source.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let mut target = Connection::open(to)?;
    let backup = Backup::new(&source, &mut target)?;
    loop {
        let step = backup.step(PAGES)?;
        let pages = backup.progress();
        let bytes = |pages: i32| {
            u64::try_from(pages)
                .unwrap_or(0)
                .saturating_mul(u64::from(page_bytes))
        };
        let of_bytes = bytes(pages.pagecount);
        let done = BackedUp {
            bytes: of_bytes.saturating_sub(bytes(pages.remaining)),
            of_bytes,
        };
        progress(done);
        match step {
            StepResult::Done => return Ok(done),
            StepResult::More => {}
            // Nobody else has the copy, and the source is read without locks that others hold.
            StepResult::Busy | StepResult::Locked | _ => {
                return Err(rusqlite::Error::InvalidQuery.into());
            }
        }
    }
}
