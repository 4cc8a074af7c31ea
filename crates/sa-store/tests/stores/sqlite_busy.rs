//! The embedded store while others write to its file.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use rusqlite::Connection;
use sa_model::AccountKey;
use sa_store::{Append, AppendError, Expected, SqliteStore, Store, StoreError};
use tokio::time::timeout;

use crate::journal::{append, entries, key, penny, penny_to};

/// Far longer than it should take.
const LONG: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_who_wait_for_one_that_writes_too_long_are_told_when_the_first_is() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sa.db");
    let store = SqliteStore::open(&path).unwrap();
    store.append(append(&entries())).await.unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let waiting = (0..16).map(|n| store.append(append(&[penny(&format!("n{n}"))])));
    // One after the other they would take five seconds each.
    for answer in timeout(LONG, join_all(waiting)).await.unwrap() {
        let is_told = matches!(answer, Err(AppendError::Store(StoreError::Unavailable(_))));
        assert!(is_told, "{answer:?}");
    }
    other.execute_batch("ROLLBACK").unwrap();
    let answer = store.append(append(&[penny("after")])).await.unwrap();
    assert_eq!(answer.version, 4);
    assert_eq!(store.account(key()).await.unwrap().unwrap().version(), 4);
}

/// An account that one of two writers opens and pays into.
fn paid(writer: usize, account: usize, payment: usize) -> Append {
    let digits = 1_000_000_000 + writer * 1_000_000 + account;
    let key: AccountKey = format!("itsa:{digits}").parse().unwrap();
    let entry = match payment {
        0 => serde_json::from_str(&format!(
            r#"{{"account":"{key}","id":"open","effective":"2020-04-06","recorded":"2020-04-06T00:00:00.000Z","fact":{{"accountOpened":{{"itsa":{{"utr":"{digits}"}}}}}}}}"#
        ))
        .unwrap(),
        1.. => penny_to(key, &format!("p{payment}")),
    };
    Append {
        account: key,
        expected: Expected::Any,
        entries: vec![entry],
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_write_without_a_pause_neither_is_left_waiting() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sa.db");
    let stores = [(); 2].map(|()| Arc::new(SqliteStore::open(&path).unwrap()));
    let tasks = (0..64).map(|task| {
        let (writer, account) = (task % 2, task / 2);
        let store = Arc::clone(&stores[writer]);
        tokio::spawn(async move {
            for payment in 0..60 {
                store.append(paid(writer, account, payment)).await.unwrap();
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    for store in &stores {
        assert_eq!(store.keys(None, 100).await.unwrap().len(), 64);
    }
}
