//! What the PostgreSQL store makes of its database: other servers, other forms, restarts, TLS.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use sa_model::{AccountKey, Entry};
use sa_store::{
    Append, AppendError, Appended, Expected, OpenError, PostgresStore, Store, StoreError, StoreUrl,
    check, generated_journal, rebuild,
};

use crate::journal::{append, entries, key, penny_to};
use crate::postgres::{Schema, client, execute, open};
use crate::postgres_server::{Disk, PostgresServer};

async fn try_open(url: &str) -> Result<PostgresStore, OpenError> {
    let Ok(StoreUrl::Postgres(url)) = url.parse() else {
        panic!("{url}")
    };
    PostgresStore::open(&url).await
}

async fn version(store: &dyn Store) -> u64 {
    store
        .account(key())
        .await
        .unwrap()
        .map_or(0, |account| account.version())
}

#[tokio::test]
async fn servers_that_start_at_once_make_one_database() {
    let schema = Schema::new().await;
    let stores = join_all((0..8).map(|_| schema.store())).await;
    for store in &stores {
        store.append(append(&entries())).await.unwrap();
    }
    assert_eq!(version(&stores[0]).await, 3);
    let forms = client(&schema.url)
        .await
        .query("SELECT form FROM store_form", &[])
        .await
        .unwrap();
    assert_eq!(forms.len(), 2);
}

#[tokio::test]
async fn an_append_through_one_server_is_seen_through_another_at_once() {
    let schema = Schema::new().await;
    let (one, other) = (schema.store().await, schema.store().await);
    for n in 1..=3 {
        one.append(append(&entries()[..n])).await.unwrap();
        assert_eq!(version(&other).await, u64::try_from(n).unwrap());
    }
    let again = other.append(append(&entries())).await.unwrap();
    assert_eq!(again, Appended { version: 3, new: 0 });
}

/// Each writes many accounts in one statement: both take them in the same order.
#[tokio::test]
async fn servers_that_append_to_the_same_accounts_at_once_do_not_lock_each_other_out() {
    let server = PostgresServer::start(Disk::Unsynced);
    let stores = [open(&server.url()).await, open(&server.url()).await];
    let mut keys = Vec::new();
    for number in 0..40 {
        let entries = generated_journal(1, number).unwrap();
        let account = entries[0].account;
        let expected = Expected::Any;
        keys.push(account);
        let append = Append {
            account,
            expected,
            entries,
        };
        stores[0].append(append).await.unwrap();
    }
    for round in 0..20 {
        let appends = (0..4).flat_map(|turn| keys.iter().cycle().skip(turn * 10).take(40));
        let appends = appends.enumerate().map(|(n, account)| {
            let entry = penny_to(*account, &format!("n{round}x{n}"));
            stores[n % 2].append(Append {
                account: *account,
                expected: Expected::Any,
                entries: vec![entry],
            })
        });
        for appended in join_all(appends).await {
            assert_eq!(appended.unwrap().new, 1);
        }
    }
    drop(stores);
    // What a connection counted is told when it has ended.
    let client = client(&server.url()).await;
    let left = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sa-store'";
    while client.query_one(left, &[]).await.unwrap().get::<_, i64>(0) > 0 {}
    let told = "SELECT sum(deadlocks)::bigint, sum(xact_commit)::bigint FROM pg_stat_database";
    let told = client.query_one(told, &[]).await.unwrap();
    assert_eq!(told.get::<_, i64>(0), 0);
    assert!(told.get::<_, i64>(1) > 40, "{told:?}");
}

/// Two accounts of one number, as the first form took them: the second is found by its UTR alone.
#[tokio::test]
async fn a_database_of_the_first_form_is_opened_and_finds_a_nino_whatever_its_suffix() {
    let schema = Schema::new().await;
    schema
        .store()
        .await
        .append(append(&entries()))
        .await
        .unwrap();
    execute(
        &schema.url,
        "INSERT INTO identifier VALUES ('AA000001A', 'nino', 'itsa:1000000001'), \
         ('AA000001B', 'nino', 'itsa:1000000002'), ('XAIT00000000001', 'mtditid', 'itsa:1000000001'); \
         DELETE FROM store_form WHERE form = 2",
    )
    .await;
    let store = schema.store().await;
    for identifier in [
        "nino:AA000001A",
        "nino:AA000001B",
        "nino:AA000001",
        "mtditid:XAIT00000000001",
    ] {
        let found = store.account_of(identifier.parse().unwrap()).await.unwrap();
        assert_eq!(
            found.map(|account| account.key()),
            Some(key()),
            "{identifier}"
        );
    }
}

#[tokio::test]
async fn a_database_of_an_older_form_is_neither_checked_nor_rebuilt_until_a_server_was_started() {
    let schema = Schema::new().await;
    drop(schema.store().await);
    execute(&schema.url, "DELETE FROM store_form WHERE form = 2").await;
    let url: StoreUrl = schema.url.parse().unwrap();
    let told = "the database has form 1, this is for form 2: a server of this program that is \
                started on it brings it there";
    let checked = check(&url, &mut |_| {}, &mut |_| {}).await;
    assert_eq!(checked.unwrap_err().to_string(), told);
    let rebuilt = rebuild(&url, &mut |_| {}, &mut |_| {}).await;
    assert_eq!(rebuilt.unwrap_err().to_string(), told);
    drop(schema.store().await);
    check(&url, &mut |_| {}, &mut |_| {}).await.unwrap();
    rebuild(&url, &mut |_| {}, &mut |_| {}).await.unwrap();
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    let schema = Schema::new().await;
    drop(schema.store().await);
    execute(&schema.url, "INSERT INTO store_form (form) VALUES (99)").await;
    match try_open(&schema.url).await {
        Err(error @ OpenError::Newer { found: 99, .. }) => assert_eq!(
            error.to_string(),
            "the database has form 99, this program knows forms up to 2: use a newer one"
        ),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told() {
    match try_open("postgres://sa@127.0.0.1:1/none").await {
        Err(OpenError::Store(StoreError::Unavailable(_))) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_snapshot_of_another_form_is_folded_anew_and_replaced_by_the_next_append() {
    let schema = Schema::new().await;
    let store = schema.store().await;
    store.append(append(&entries()[..2])).await.unwrap();
    execute(
        &schema.url,
        "UPDATE snapshot SET schema = 0, bytes = '\\x00'",
    )
    .await;
    assert_eq!(version(&store).await, 2);
    store.append(append(&entries())).await.unwrap();
    let row = client(&schema.url)
        .await
        .query_one("SELECT schema FROM snapshot", &[])
        .await;
    assert!(row.unwrap().get::<_, i64>(0) > 0);
    assert_eq!(version(&store).await, 3);
}

#[tokio::test]
async fn damage_in_a_row_is_told_to_who_asks_for_that_account_alone() {
    let schema = Schema::new().await;
    let store = schema.store().await;
    let other: AccountKey = "itsa:1000000002".parse().unwrap();
    let others: Vec<Entry> = entries()
        .into_iter()
        .map(|entry| {
            let line = serde_json::to_string(&entry)
                .unwrap()
                .replace("000001", "000002");
            serde_json::from_str(&line).unwrap()
        })
        .collect();
    let append_other = |entries: &[Entry]| Append {
        account: other,
        expected: Expected::Any,
        entries: entries.to_vec(),
    };
    store.append(append(&entries()[..2])).await.unwrap();
    store.append(append_other(&others[..2])).await.unwrap();
    execute(
        &schema.url,
        "UPDATE snapshot SET bytes = '\\x0102030405' WHERE account = 'itsa:1000000001'",
    )
    .await;
    let appends = [
        append(&entries()),
        append_other(&others),
        append(&entries()),
    ];
    let answers = join_all(appends.map(|append| store.append(append))).await;
    for damaged in [&answers[0], &answers[2]] {
        match damaged {
            Err(AppendError::Store(StoreError::Damaged { what })) => assert_eq!(
                what,
                "table snapshot, account itsa:*******001, column bytes: the checksum is wrong"
            ),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(
        answers[1].as_ref().unwrap(),
        &Appended { version: 3, new: 1 }
    );
    assert!(matches!(
        store.account(key()).await,
        Err(StoreError::Damaged { .. })
    ));
}

#[tokio::test]
async fn after_a_restart_the_store_goes_on_by_itself() {
    let server = PostgresServer::start(Disk::Synced);
    let store = open(&server.url()).await;
    store.append(append(&entries()[..2])).await.unwrap();
    server.stop();
    let asked = Instant::now();
    let answers = (
        store.account(key()).await,
        store.append(append(&entries())).await,
    );
    assert!(
        matches!(answers.0, Err(StoreError::Unavailable(_))),
        "{answers:?}"
    );
    assert!(matches!(
        answers.1,
        Err(AppendError::Store(StoreError::Unavailable(_)))
    ));
    assert!(
        asked.elapsed() < Duration::from_secs(20),
        "{:?}",
        asked.elapsed()
    );
    // Who asks while it starts waits and is answered.
    let store = Arc::new(store);
    let waiting = tokio::spawn({
        let store = Arc::clone(&store);
        async move { store.account(key()).await }
    });
    server.resume();
    assert_eq!(waiting.await.unwrap().unwrap().unwrap().version(), 2);
    store.append(append(&entries())).await.unwrap();
    assert_eq!(version(&*store).await, 3);
}
