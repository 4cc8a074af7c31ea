//! Backup: what is copied, what it is called, and what it never overwrites.

use futures_util::FutureExt;
use rusqlite::Connection;
use sa_store::{BackupError, SqliteStore, Store, StoreUrl, backup};

use crate::journal::{append, entries, key};
use crate::maintenance::{File, file, fill, findings};

#[tokio::test]
async fn a_backup_is_the_store_as_it_was_and_overwrites_nothing() {
    let file = file();
    let store = SqliteStore::open(&file.path).unwrap();
    let count = fill(&store, 300).await;
    let to = file.path.with_extension("backup");
    let mut told = Vec::new();
    // Somebody appends while it is copied.
    let mut meanwhile = |done| {
        told.push(done);
        let other = Connection::open(&file.path).unwrap();
        other
            .execute_batch("INSERT INTO access (token, allows) VALUES (randomblob(32), '')")
            .unwrap();
    };
    let done = backup(&file.url, &to, &mut meanwhile).await.unwrap();
    assert_eq!(done.bytes, std::fs::metadata(&to).unwrap().len());
    assert_eq!(told.last(), Some(&done));
    let (checked, found) = findings(&StoreUrl::sqlite(&to)).await;
    assert_eq!(
        (checked.accounts, checked.entries, found),
        (300, count, vec![])
    );
    let grants: i64 = Connection::open(&to)
        .unwrap()
        .query_row("SELECT count(*) FROM access", [], |row| row.get(0))
        .unwrap();
    assert_eq!(grants, 0);
    match backup(&file.url, &to, &mut |_| {}).await {
        Err(error @ BackupError::Exists { .. }) => {
            assert_eq!(
                error.to_string(),
                format!("{} is there already", to.display())
            );
        }
        other => panic!("{other:?}"),
    }
    let copy = SqliteStore::open(&to).unwrap();
    copy.append(append(&entries())).await.unwrap();
    assert!(copy.account(key()).await.unwrap().is_some());
}

/// The names of the files beside the store.
fn names(file: &File) -> Vec<String> {
    let directory = std::fs::read_dir(file.path.parent().unwrap()).unwrap();
    let names = directory.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.contains("-wal")).collect();
    names.retain(|name| !name.contains("-shm"));
    names.sort();
    names
}

#[tokio::test]
async fn of_two_backups_at_once_to_one_name_the_first_that_is_whole_has_it() {
    let file = file();
    fill(&SqliteStore::open(&file.path).unwrap(), 300).await;
    let to = file.path.with_extension("backup");
    let mut second = None;
    let mut meanwhile = |_| {
        second.get_or_insert_with(|| {
            let mut progress = |_| {};
            let whole = backup(&file.url, &to, &mut progress).now_or_never();
            whole.expect("it waits for nothing")
        });
    };
    let first = backup(&file.url, &to, &mut meanwhile).await;
    assert!(
        matches!(first, Err(BackupError::Exists { .. })),
        "{first:?}"
    );
    second.unwrap().unwrap();
    let (checked, found) = findings(&StoreUrl::sqlite(&to)).await;
    assert_eq!((checked.accounts, found), (300, vec![]));
    assert_eq!(names(&file), ["sa.backup", "sa.db"]);
}

#[tokio::test]
async fn what_somebody_puts_there_while_a_backup_is_made_stays() {
    let file = file();
    fill(&SqliteStore::open(&file.path).unwrap(), 10).await;
    let to = file.path.with_extension("backup");
    // Of a backup that was cut off.
    let left = file.path.with_extension("backup.0.part");
    std::fs::write(&left, "left").unwrap();
    let mut meanwhile = |_| std::fs::write(&to, "notes").unwrap();
    match backup(&file.url, &to, &mut meanwhile).await {
        Err(BackupError::Exists { path }) => assert_eq!(path, to),
        other => panic!("{other:?}"),
    }
    assert_eq!(std::fs::read(&to).unwrap(), b"notes");
    assert_eq!(std::fs::read(&left).unwrap(), b"left");
    assert_eq!(names(&file), ["sa.backup", "sa.backup.0.part", "sa.db"]);
}
