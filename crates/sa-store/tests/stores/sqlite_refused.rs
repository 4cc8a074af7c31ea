//! Files that the embedded store does not take: none, empty, of something else, torn.

use sa_store::{OpenError, SqliteStore, Store};

use crate::journal::{append, entries, key};
use crate::sqlite_file::{change, file, read};

#[tokio::test]
async fn a_database_of_another_program_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("photos.db");
    change(&path, "CREATE TABLE photo (name TEXT)");
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(
        SqliteStore::open(&path),
        Err(OpenError::Foreign { .. })
    ));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("notes.txt");
    let notes = b"these are notes, not a database\n".repeat(50);
    for bytes in [1, 15, 48, 100, notes.len()] {
        std::fs::write(&path, &notes[..bytes]).unwrap();
        for opened in [SqliteStore::open(&path), SqliteStore::open_present(&path)] {
            match opened {
                Err(error @ OpenError::NoDatabase { .. }) => assert_eq!(
                    error.to_string(),
                    format!("{} is no SQLite database", path.display())
                ),
                other => panic!("{bytes} bytes: {other:?}"),
            }
        }
        assert_eq!(std::fs::read(&path).unwrap(), notes[..bytes]);
    }
}

#[tokio::test]
async fn a_store_that_must_be_there_is_not_made() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sa.db");
    assert!(matches!(
        SqliteStore::open_present(&path),
        Err(OpenError::Missing { .. })
    ));
    assert!(!path.exists());
    std::fs::write(&path, "").unwrap();
    assert!(matches!(
        SqliteStore::open_present(&path),
        Err(OpenError::Empty { .. })
    ));
    assert_eq!(std::fs::read(&path).unwrap(), b"");
    let (_directory, path) = file().await;
    let store = SqliteStore::open_present(&path).unwrap();
    assert_eq!(store.account(key()).await.unwrap().unwrap().version(), 2);
    store.append(append(&entries()[2..])).await.unwrap();
}

#[tokio::test]
async fn a_file_whose_end_is_missing_is_refused() {
    let (_directory, path) = file().await;
    let whole = std::fs::read(&path).unwrap();
    for bytes in [1, 16, 50, 100, 4096, whole.len() - 4096, whole.len() - 1] {
        std::fs::write(&path, &whole[..bytes]).unwrap();
        match SqliteStore::open(&path) {
            Err(OpenError::Torn { found_bytes, .. }) => {
                assert_eq!(found_bytes, u64::try_from(bytes).unwrap());
            }
            other => panic!("{bytes} bytes: {other:?}"),
        }
    }
    std::fs::write(&path, whole).unwrap();
    assert_eq!(read(&path).await.unwrap(), 2);
}
