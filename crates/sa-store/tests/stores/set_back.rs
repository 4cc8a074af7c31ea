//! A database that was set back to an earlier day, and went on otherwise, while a store has in memory
//! what was: the same account of the same version with other entries; a number of somebody else.

use std::path::Path;

use rusqlite::Connection;
use sa_model::Identifier;
use sa_store::{Append, SqliteStore, Store, StoreUrl, check};

use crate::journal::{append, entries, key, penny, penny_to};

/// Opens an account that ends with an entry of this id, and reads it until it is kept in memory.
async fn begin(store: &dyn Store, last: &str) {
    store.append(append(&entries())).await.unwrap();
    store.append(append(&[penny(last)])).await.unwrap();
    for _until_it_is_kept in 0..3 {
        let account = store.account(key()).await.unwrap();
        assert_eq!(account.unwrap().version(), 4);
    }
}

/// Nothing is amiss with a store whose account was taken from `other` beneath it.
async fn goes_on_as(store: &dyn Store, other: &dyn Store, url: &str) {
    // First the append, which is worked out on what is kept.
    for store in [store, other] {
        store.append(append(&[penny("next")])).await.unwrap();
    }
    let account = store.account(key()).await.unwrap().unwrap();
    assert_eq!(account, other.account(key()).await.unwrap().unwrap());
    let url: StoreUrl = url.parse().unwrap();
    let mut findings = Vec::new();
    check(&url, &mut |_| {}, &mut |finding| {
        findings.push(finding.to_string());
    })
    .await
    .unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

/// Runs statements on a file that has another beside it.
fn change(path: &Path, other: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    let attach = "ATTACH ?1 AS other";
    connection
        .execute(attach, [other.to_str().unwrap()])
        .unwrap();
    connection.execute_batch(sql).unwrap();
}

#[tokio::test]
async fn in_sqlite_what_was_is_neither_told_nor_written_back() {
    let directory = tempfile::tempdir().unwrap();
    let [path, other_path] = ["sa.db", "other.db"].map(|name| directory.path().join(name));
    let [store, other] = [&path, &other_path].map(|path| SqliteStore::open(path).unwrap());
    begin(&store, "lost").await;
    begin(&other, "kept").await;
    change(
        &path,
        &other_path,
        "BEGIN; DELETE FROM journal; INSERT INTO journal SELECT * FROM other.journal; \
         DELETE FROM snapshot; INSERT INTO snapshot SELECT * FROM other.snapshot; COMMIT",
    );
    goes_on_as(&store, &other, &format!("sqlite:{}", path.display())).await;
}

#[tokio::test]
async fn in_sqlite_what_is_there_is_read_though_another_of_the_same_version_is_kept() {
    let directory = tempfile::tempdir().unwrap();
    let [path, other_path] = ["sa.db", "other.db"].map(|name| directory.path().join(name));
    let [store, other] = [&path, &other_path].map(|path| SqliteStore::open(path).unwrap());
    begin(&store, "lost").await;
    begin(&other, "kept").await;
    let snapshot = "UPDATE snapshot SET bytes = (SELECT bytes FROM other.snapshot)";
    change(&path, &other_path, snapshot);
    let account = store.account(key()).await.unwrap();
    assert_eq!(account, other.account(key()).await.unwrap());
}

/// Opens two accounts, of which the first has a NINO.
async fn begin_two(store: &dyn Store) {
    for (utr, nino) in [("1000000001", r#","nino":"AA123456A""#), ("1000000002", "")] {
        let account = format!("itsa:{utr}").parse().unwrap();
        let mut opened = penny_to(account, "open");
        let fact = format!(r#"{{"accountOpened":{{"itsa":{{"utr":"{utr}"{nino}}}}}}}"#);
        opened.fact = serde_json::from_str(&fact).unwrap();
        let append = Append {
            account,
            ..append(&[opened])
        };
        store.append(append).await.unwrap();
    }
}

/// The look-up table led astray, and made anew.
const ASTRAY: &str = "UPDATE identifier SET account = 'itsa:1000000002' WHERE kind = 'nino'";
const ANEW: &str = "UPDATE identifier SET account = 'itsa:1000000001' WHERE kind = 'nino'";

/// Whose the NINO is, however often it is asked for.
async fn finds(store: &dyn Store, expected: &str) {
    let nino: Identifier = "nino:AA123456A".parse().unwrap();
    for _again in 0..3 {
        let found = store.account_of(nino).await.unwrap();
        assert_eq!(found.unwrap().key().to_string(), expected);
    }
}

#[tokio::test]
async fn in_sqlite_a_look_up_table_that_is_made_anew_is_believed_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sa.db");
    let store = SqliteStore::open(&path).unwrap();
    begin_two(&store).await;
    let owner = Connection::open(&path).unwrap();
    for (change, expected) in [(ASTRAY, "itsa:1000000002"), (ANEW, "itsa:1000000001")] {
        owner.execute_batch(change).unwrap();
        finds(&store, expected).await;
    }
}

#[tokio::test]
async fn in_sqlite_an_account_whose_number_became_anothers_is_found_by_its_key() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sa.db");
    let store = SqliteStore::open(&path).unwrap();
    begin_two(&store).await;
    let accounts = ["itsa:1000000001", "itsa:1000000002"].map(|key| key.parse().unwrap());
    for account in accounts {
        assert!(store.account(account).await.unwrap().is_some());
    }
    let swap = "BEGIN; UPDATE account SET number = 3 - number + 10; \
         UPDATE account SET number = number - 10; \
         UPDATE snapshot SET account = 3 - account + 10; \
         UPDATE snapshot SET account = account - 10; \
         UPDATE journal SET account = 3 - account + 10; \
         UPDATE journal SET account = account - 10; COMMIT";
    Connection::open(&path)
        .unwrap()
        .execute_batch(swap)
        .unwrap();
    for account in accounts {
        let append = Append {
            account,
            ..append(&[penny_to(account, "paid")])
        };
        assert_eq!(store.append(append).await.unwrap().version, 2);
        let found = store.account(account).await.unwrap().unwrap();
        assert_eq!((found.key(), found.version()), (account, 2));
    }
}

#[cfg(feature = "postgres")]
mod in_postgres {
    use sa_store::Store;

    use super::{ANEW, ASTRAY, begin, begin_two, finds, goes_on_as};
    use crate::journal::key;
    use crate::postgres::{Schema, client, execute};

    /// The journal's last row and the snapshot of the account, put in the place of another's.
    async fn replace(from: &Schema, to: &Schema) {
        let (from, to) = (client(&from.url).await, client(&to.url).await);
        let last = "SELECT id, fact FROM journal WHERE number = 4";
        let row = from.query_one(last, &[]).await.unwrap();
        let (id, fact): (String, String) = (row.get(0), row.get(1));
        let bytes: Vec<u8> = from
            .query_one("SELECT bytes FROM snapshot", &[])
            .await
            .unwrap()
            .get(0);
        let change = "WITH journal AS (UPDATE journal SET id = $1, fact = $2 WHERE number = 4) \
             UPDATE snapshot SET bytes = $3";
        to.execute(change, &[&id, &fact, &bytes]).await.unwrap();
    }

    #[tokio::test]
    async fn what_was_is_neither_told_nor_written_back() {
        let [schema, others] = [Schema::new().await, Schema::new().await];
        let [store, other] = [schema.store().await, others.store().await];
        begin(&store, "lost").await;
        begin(&other, "kept").await;
        replace(&others, &schema).await;
        goes_on_as(&store, &other, &schema.url).await;
    }

    #[tokio::test]
    async fn what_is_there_is_read_though_another_of_the_same_version_is_kept() {
        let [schema, others] = [Schema::new().await, Schema::new().await];
        let [store, other] = [schema.store().await, others.store().await];
        begin(&store, "lost").await;
        begin(&other, "kept").await;
        replace(&others, &schema).await;
        let account = store.account(key()).await.unwrap();
        assert_eq!(account, other.account(key()).await.unwrap());
    }

    #[tokio::test]
    async fn a_look_up_table_that_is_made_anew_is_believed_at_once() {
        let schema = Schema::new().await;
        let store = schema.store().await;
        begin_two(&store).await;
        for (change, expected) in [(ASTRAY, "itsa:1000000002"), (ANEW, "itsa:1000000001")] {
            execute(&schema.url, change).await;
            finds(&store, expected).await;
        }
    }
}
