//! What the embedded store makes of the file: other processes, other forms, damage.

use std::path::{Path, PathBuf};

use futures_util::future::join;
use rusqlite::Connection;
use sa_store::{
    Append, AppendError, Appended, Expected, SqliteStore, Store, StoreError, generated_journal,
};
use tempfile::TempDir;

use crate::journal::{append, entries, ids, key};

/// A file with the first two entries in it.
pub(crate) async fn file() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sa.db");
    SqliteStore::open(&path)
        .unwrap()
        .append(append(&entries()[..2]))
        .await
        .unwrap();
    (directory, path)
}

/// Changes the file with SQLite itself, as its owner might.
pub(crate) fn change(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

pub(crate) async fn read(path: &Path) -> Result<u64, StoreError> {
    let account = SqliteStore::open(path).unwrap().account(key()).await?;
    Ok(account.map_or(0, |account| account.version()))
}

#[tokio::test]
async fn a_store_that_is_opened_again_holds_what_was_appended() {
    let (_directory, path) = file().await;
    assert_eq!(read(&path).await.unwrap(), 2);
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(store.entries(key(), 0, 10).await.unwrap(), entries()[..2]);
}

#[tokio::test]
async fn an_append_through_one_opening_is_seen_through_another_at_once() {
    let (_directory, path) = file().await;
    let (one, other) = (
        SqliteStore::open(&path).unwrap(),
        SqliteStore::open(&path).unwrap(),
    );
    assert_eq!(other.account(key()).await.unwrap().unwrap().version(), 2);
    one.append(append(&entries()[2..])).await.unwrap();
    assert_eq!(other.account(key()).await.unwrap().unwrap().version(), 3);
    let again = other.append(append(&entries())).await.unwrap();
    assert_eq!(again, Appended { version: 3, new: 0 });
}

#[tokio::test]
async fn two_openings_at_once_make_one_database() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sa.db");
    let openings: Vec<_> = (0..8)
        .map(|_| {
            let path = path.clone();
            std::thread::spawn(move || SqliteStore::open(path).unwrap())
        })
        .collect();
    for opening in openings {
        opening
            .join()
            .unwrap()
            .append(append(&entries()))
            .await
            .unwrap();
    }
    assert_eq!(read(&path).await.unwrap(), 3);
}

/// Whoever closes a descriptor of a file gives up all of its process's locks on it; and a program
/// that finds no lock on a database takes its log away.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn opening_a_file_again_takes_no_lock_from_a_store_that_has_it() {
    use std::os::unix::fs::MetadataExt;

    let (_directory, path) = file().await;
    let [inode, process] = [path.metadata().unwrap().ino(), std::process::id().into()];
    // While others take and give up locks, a reading of the list may leave one out.
    let is_locked = || {
        (0..100).any(|_reading| {
            let all = std::fs::read_to_string("/proc/locks").unwrap();
            let mut ours = all
                .lines()
                .filter(|lock| lock.contains(&format!(" {process} ")));
            ours.any(|lock| lock.contains(&format!(":{inode} ")))
        })
    };
    assert!(!is_locked());
    let _store = SqliteStore::open(&path).unwrap();
    assert!(is_locked());
    let _other = SqliteStore::open(&path).unwrap();
    assert!(is_locked());
}

#[tokio::test]
async fn the_files_of_a_closed_store_are_one_file() {
    let (directory, _path) = file().await;
    let names: Vec<_> = directory
        .path()
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(names, ["sa.db"]);
}

#[tokio::test]
async fn whoever_opens_the_file_with_sqlite_finds_the_entries_by_the_account() {
    let (_directory, path) = file().await;
    let found: Vec<(i64, String, String)> = Connection::open(&path)
        .unwrap()
        .prepare("SELECT number, id, fact FROM entries WHERE account = 'itsa:1000000001'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for ((number, id, fact), (expected, entry)) in found.iter().zip((1..).zip(entries())) {
        assert_eq!((*number, id.as_str()), (expected, entry.id.as_str()));
        let line = serde_json::to_string(&entry).unwrap();
        assert!(line.ends_with(&format!("{fact}}}")), "{fact}");
    }
    assert_eq!(found.len(), 2);
}

#[tokio::test]
async fn damaged_pages_are_told_and_never_read_as_an_account() {
    let (_directory, path) = file().await;
    let whole = std::fs::read(&path).unwrap();
    let pages = whole.len() / 4096;
    let mut refused = 0;
    for page in 1..pages {
        let mut torn = whole.clone();
        torn[page * 4096..(page + 1) * 4096].fill(0xa5);
        std::fs::write(&path, torn).unwrap();
        let Ok(store) = SqliteStore::open(&path) else {
            continue;
        };
        match store.account(key()).await {
            Ok(account) => assert_eq!(account.unwrap().version(), 2, "page {page}"),
            Err(StoreError::Damaged { .. }) => refused += 1,
            Err(other) => panic!("page {page}: {other:?}"),
        }
    }
    assert!(refused > 0);
}

#[tokio::test]
async fn a_snapshot_of_another_form_is_folded_anew_and_replaced_by_the_next_append() {
    let (_directory, path) = file().await;
    change(&path, "UPDATE snapshot SET schema = 0, bytes = x'00'");
    assert_eq!(read(&path).await.unwrap(), 2);
    SqliteStore::open(&path)
        .unwrap()
        .append(append(&entries()))
        .await
        .unwrap();
    let schema: i64 = Connection::open(&path)
        .unwrap()
        .query_row("SELECT schema FROM snapshot WHERE version = 3", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(schema > 0);
    assert_eq!(read(&path).await.unwrap(), 3);
}

#[tokio::test]
async fn damage_in_a_row_is_told_with_table_account_and_column() {
    for (sql, told) in [
        (
            "UPDATE snapshot SET bytes = x'0102030405'",
            "table snapshot, account itsa:*******001, column bytes: the checksum is wrong",
        ),
        (
            "UPDATE snapshot SET bytes = x'01'",
            "table snapshot, account itsa:*******001, column bytes: shorter than its checksum",
        ),
        (
            "UPDATE snapshot SET schema = 0; UPDATE journal SET fact = '{}' WHERE number = 2",
            "table journal, account itsa:*******001, number 2, column fact: expected value",
        ),
        (
            "UPDATE snapshot SET schema = 0; DELETE FROM journal WHERE number = 1",
            "table journal, account itsa:*******001, entry c1: the ledger refuses it",
        ),
    ] {
        let (_directory, path) = file().await;
        change(&path, sql);
        match read(&path).await {
            Err(StoreError::Damaged { what }) => assert!(what.starts_with(told), "{what}"),
            other => panic!("{sql}: {other:?}"),
        }
    }
}

/// Whoever appends beside it, in the same commit, is not disturbed.
#[tokio::test]
async fn an_entry_that_the_snapshot_does_not_know_is_told_and_never_overwritten() {
    let (_directory, path) = file().await;
    change(
        &path,
        "INSERT INTO journal SELECT account, 3, 'stray', effective, recorded, fact FROM journal WHERE number = 2",
    );
    let store = SqliteStore::open(&path).unwrap();
    let other = generated_journal(1, 1).unwrap();
    let beside = Append {
        account: other[0].account,
        expected: Expected::Version(0),
        entries: other,
    };
    let (refused, stored) = join(store.append(append(&entries())), store.append(beside)).await;
    match refused {
        Err(AppendError::Store(StoreError::Damaged { .. })) => {}
        answer => panic!("{answer:?}"),
    }
    assert!(stored.unwrap().new > 0);
    assert_eq!(ids(&store).await, ["open", "c1", "stray"]);
}

#[tokio::test]
async fn while_another_process_writes_reads_go_on() {
    let (_directory, path) = file().await;
    let store = SqliteStore::open(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("BEGIN IMMEDIATE; UPDATE snapshot SET version = 7")
        .unwrap();
    assert_eq!(store.account(key()).await.unwrap().unwrap().version(), 2);
    other.execute_batch("ROLLBACK").unwrap();
    store.append(append(&entries())).await.unwrap();
    assert_eq!(store.account(key()).await.unwrap().unwrap().version(), 3);
}
