//! Backup: a copy of the embedded store, taken while it is in use.

use std::io;
use std::path::{Path, PathBuf};

use crate::{OpenError, StoreUrl};

/// How far a backup has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BackedUp {
    /// Bytes copied.
    pub bytes: u64,
    /// Bytes to be copied in all.
    pub of_bytes: u64,
}

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// Something is there already: a backup overwrites nothing.
    #[error("{} is there already", .path.display())]
    Exists {
        /// Where the backup should go.
        path: PathBuf,
    },
    /// The store is no file.
    #[error("only a store in a SQLite file is copied; for PostgreSQL use pg_dump or its archives")]
    NotAFile,
    /// The copy cannot be written.
    #[error("the copy cannot be written")]
    Write(#[from] io::Error),
    /// The store cannot be read, or the copy cannot be made.
    #[error(transparent)]
    Store(#[from] OpenError),
}

/// Copies the store, as it is at one moment, to a file of its own that any of these programs opens;
/// a server may go on using the store meanwhile.
///
/// The copy gets its name when it is whole and on the disk; what was there before is never
/// overwritten. `progress` is called now and then.
///
/// # Errors
/// [`BackupError::Exists`] where the file is there already, [`BackupError::NotAFile`] for PostgreSQL
/// and for a store in memory, the others where reading or writing fails.
pub async fn backup(
    url: &StoreUrl,
    to: &Path,
    progress: &mut (dyn FnMut(BackedUp) + Send),
) -> Result<BackedUp, BackupError> {
    if to.try_exists()? {
        return Err(BackupError::Exists {
            path: to.to_path_buf(),
        });
    }
    match url {
        StoreUrl::Sqlite(path) => {
            let mut part = to.as_os_str().to_owned();
            part.push(".part");
            let part = PathBuf::from(part);
            let copied = crate::sqlite::copy(path, &part, progress)?;
            std::fs::File::open(&part)?.sync_all()?;
            std::fs::rename(&part, to)?;
            Ok(copied)
        }
        StoreUrl::SqliteMemory | StoreUrl::Postgres(_) => Err(BackupError::NotAFile),
    }
}
