//! A database that was set back to an earlier day, and went on otherwise, while a store has in memory
//! what was: the same account of the same version with other entries.

use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use sa_ledger::Account;
use sa_store::{SqliteStore, Store, StoreUrl, check};

use crate::journal::{append, entries, key, penny};

/// A store whose account ends with an entry of this id, and is kept in memory.
async fn store_with(path: &Path, last: &str) -> SqliteStore {
    let store = SqliteStore::open(path).unwrap();
    store.append(append(&entries())).await.unwrap();
    store.append(append(&[penny(last)])).await.unwrap();
    for _until_it_is_kept in 0..3 {
        assert_eq!(read(&store).await.version(), 4);
    }
    store
}

async fn read(store: &SqliteStore) -> Arc<Account> {
    store.account(key()).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_was_is_neither_told_nor_written_back() {
    let directory = tempfile::tempdir().unwrap();
    let [path, other_path] = ["sa.db", "other.db"].map(|name| directory.path().join(name));
    let store = store_with(&path, "lost").await;
    let other = store_with(&other_path, "kept").await;
    assert_ne!(read(&store).await, read(&other).await);
    let connection = Connection::open(&path).unwrap();
    connection
        .execute("ATTACH ?1 AS other", [other_path.to_str().unwrap()])
        .unwrap();
    connection
        .execute_batch(
            "BEGIN; DELETE FROM journal; INSERT INTO journal SELECT * FROM other.journal; \
             DELETE FROM snapshot; INSERT INTO snapshot SELECT * FROM other.snapshot; COMMIT",
        )
        .unwrap();
    drop(connection);
    // First the append, which is worked out on what is kept.
    for store in [&store, &other] {
        store.append(append(&[penny("next")])).await.unwrap();
    }
    assert_eq!(read(&store).await, read(&other).await);
    drop(store);
    let url: StoreUrl = format!("sqlite:{}", path.display()).parse().unwrap();
    let mut findings = Vec::new();
    let mut note = |finding: &sa_store::Finding| findings.push(finding.to_string());
    check(&url, &mut |_| {}, &mut note).await.unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

#[tokio::test]
async fn what_is_there_is_read_though_another_of_the_same_version_is_kept() {
    let directory = tempfile::tempdir().unwrap();
    let [path, other_path] = ["sa.db", "other.db"].map(|name| directory.path().join(name));
    let store = store_with(&path, "lost").await;
    let other = store_with(&other_path, "kept").await;
    let connection = Connection::open(&path).unwrap();
    connection
        .execute("ATTACH ?1 AS other", [other_path.to_str().unwrap()])
        .unwrap();
    let snapshot = "UPDATE snapshot SET bytes = (SELECT bytes FROM other.snapshot)";
    connection.execute(snapshot, []).unwrap();
    assert_eq!(read(&store).await, read(&other).await);
}
