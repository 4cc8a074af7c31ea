//! Files that SQLite may have open too, opened beside it: none is closed while it may be in use.
//!
//! A process that closes any descriptor of a file gives up all locks that it has on that file by
//! fcntl(2), whichever descriptor they were taken through. SQLite's locks are such; without them
//! another process takes itself for the only one, and takes the log away when it ends. So what is
//! opened here is shared by all who want the same file, and is closed when the file is gone from its
//! directory and nobody here uses it: the files of a database that is in use are never gone.
//!
//! Source: <https://www.sqlite.org/howtocorrupt.html>, section 2.2.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// The file, to be read.
///
/// # Errors
/// What the system says.
pub(super) fn open(path: &Path) -> io::Result<Arc<File>> {
    system::open(path)
}

/// Reads the file's first bytes.
///
/// # Errors
/// What the system says; a file that has fewer.
pub(super) fn read_first(file: &File, bytes: &mut [u8]) -> io::Result<()> {
    system::read_first(file, bytes)
}

#[cfg(unix)]
mod system {
    use std::fs::{File, Metadata};
    use std::io;
    use std::os::unix::fs::{FileExt, MetadataExt};
    use std::path::Path;
    use std::sync::{Arc, Mutex, PoisonError};

    static HELD: Mutex<Vec<Arc<File>>> = Mutex::new(Vec::new());

    pub(super) fn open(path: &Path) -> io::Result<Arc<File>> {
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|file| Arc::strong_count(file) > 1 || !is_gone(file));
        // Looked at without opening it, for what is opened must not be closed.
        let there = identity(&std::fs::metadata(path)?);
        let is_it = |file: &File| file.metadata().is_ok_and(|known| identity(&known) == there);
        if let Some(file) = held.iter().find(|file| is_it(file)) {
            return Ok(Arc::clone(file));
        }
        let file = Arc::new(File::open(path)?);
        held.push(Arc::clone(&file));
        Ok(file)
    }

    pub(super) fn read_first(file: &File, bytes: &mut [u8]) -> io::Result<()> {
        file.read_exact_at(bytes, 0)
    }

    /// Whether the file is in no directory any more.
    fn is_gone(file: &File) -> bool {
        file.metadata().is_ok_and(|found| found.nlink() == 0)
    }

    fn identity(file: &Metadata) -> (u64, u64) {
        (file.dev(), file.ino())
    }
}

/// Elsewhere a lock is its descriptor's own.
#[cfg(not(unix))]
mod system {
    use std::fs::File;
    use std::io::{self, Read, Seek};
    use std::path::Path;
    use std::sync::Arc;

    pub(super) fn open(path: &Path) -> io::Result<Arc<File>> {
        File::open(path).map(Arc::new)
    }

    pub(super) fn read_first(mut file: &File, bytes: &mut [u8]) -> io::Result<()> {
        file.rewind()?;
        file.read_exact(bytes)
    }
}
