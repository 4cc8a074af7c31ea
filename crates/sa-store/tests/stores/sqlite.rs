//! The embedded store does what any store must, in a file and in memory.

use std::future::{Ready, ready};
use std::ops::Deref;

use sa_store::SqliteStore;
use tempfile::TempDir;

/// A store in a file, which goes when the test ends.
pub(crate) struct InFile {
    store: SqliteStore,
    _directory: TempDir,
}

impl Deref for InFile {
    type Target = SqliteStore;

    fn deref(&self) -> &SqliteStore {
        &self.store
    }
}

fn in_file(_test: &str) -> Ready<InFile> {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(directory.path().join("sa.db")).unwrap();
    ready(InFile {
        store,
        _directory: directory,
    })
}

fn in_memory(_test: &str) -> Ready<Box<SqliteStore>> {
    ready(Box::new(SqliteStore::memory().unwrap()))
}

mod file {
    sa_store::conformance_tests!(tokio::test, super::in_file);
}

mod memory {
    sa_store::conformance_tests!(tokio::test, super::in_memory);
}
