//! Backup: a copy of the embedded store, taken while it is in use.

use std::fs::{self, File};
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
    let exists = || BackupError::Exists {
        path: to.to_path_buf(),
    };
    // Told before the work; whoever comes meanwhile is found when the copy gets its name.
    if to.try_exists()? {
        return Err(exists());
    }
    match url {
        StoreUrl::Sqlite(path) => {
            let part = Part::beside(to)?;
            let copied = crate::sqlite::copy(path, &part.0, progress)?;
            File::open(&part.0)?.sync_all()?;
            match part.name(to) {
                Ok(()) => Ok(copied),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(exists()),
                Err(error) => Err(error.into()),
            }
        }
        StoreUrl::SqliteMemory | StoreUrl::Postgres(_) => Err(BackupError::NotAFile),
    }
}

/// A copy that is not whole yet, under a name that nobody else has; it goes when it is dropped.
struct Part(PathBuf);

impl Part {
    /// An empty one beside the file that it is to be.
    fn beside(to: &Path) -> io::Result<Self> {
        let mut number = 0_u64;
        loop {
            let mut part = to.as_os_str().to_owned();
            part.push(format!(".{number}.part"));
            match File::create_new(&part) {
                Ok(_empty) => return Ok(Self(part.into())),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    number = number.saturating_add(1);
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Gives it its name, unless there is something of that name.
    fn name(&self, to: &Path) -> io::Result<()> {
        match fs::hard_link(&self.0, to) {
            // A file system that knows no second names, as on a memory stick: there the name is
            // taken first.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                File::create_new(to)?;
                fs::rename(&self.0, to).inspect_err(|_| drop(fs::remove_file(to)))?;
            }
            named => named?,
        }
        keep_names(to)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // What cannot be removed is left: it has a name of its own.
        drop(fs::remove_file(&self.0));
    }
}

/// Makes a file's name durable: it is in the directory, which has a cache of its own.
#[cfg(unix)]
fn keep_names(file: &Path) -> io::Result<()> {
    let directory = match file.parent() {
        Some(directory) if !directory.as_os_str().is_empty() => directory,
        Some(_) | None => Path::new("."),
    };
    File::open(directory)?.sync_all()
}

/// Elsewhere a directory is not opened as a file is.
#[cfg(not(unix))]
fn keep_names(_file: &Path) -> io::Result<()> {
    Ok(())
}
