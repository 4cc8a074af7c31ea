//! Reads that are answered from memory because nothing was committed since: a commit of anybody is
//! seen by the next of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use futures_util::future::join_all;
use sa_store::{PostgresStore, SignInStore, Store};
use tokio_postgres::Client;

use crate::granted::{TOKEN, grant, read};
use crate::journal::{append, entries, key, penny};
use crate::postgres::{Schema, client, execute, open};
use crate::postgres_server::{Disk, PostgresServer};

/// Opens the account and lets the token read it.
async fn begin(store: &PostgresStore) {
    store.append(append(&entries())).await.unwrap();
    store.put_grant(TOKEN, grant(&["s0"])).await.unwrap();
}

/// Reads until what is known was found unchanged.
async fn settle(store: &PostgresStore) {
    for _ in 0..3 {
        read(store).await;
    }
}

/// In turns `one` and `other` change the account or the grant, and the other sees it at once.
async fn alternate(one: &PostgresStore, other: &PostgresStore, rounds: u64) {
    begin(one).await;
    let (mut version, mut scope) = (3, "s0".to_owned());
    for n in 0..rounds {
        let (writer, reader) = if n % 2 == 0 {
            (one, other)
        } else {
            (other, one)
        };
        if n % 3 == 0 {
            version += 1;
            let entry = penny(&format!("n{n}"));
            writer.append(append(&[entry])).await.unwrap();
        } else {
            scope = format!("s{n}");
            writer.put_grant(TOKEN, grant(&[&scope])).await.unwrap();
        }
        for _ in 0..=n % 4 {
            assert_eq!(read(reader).await, (version, scope.clone()), "round {n}");
        }
        let account = writer.account(key()).await.unwrap().unwrap();
        assert_eq!(account.version(), version, "round {n}");
        let found = writer.grant(TOKEN).await.unwrap().unwrap();
        assert!(found.scopes.contains(&scope), "round {n}");
    }
}

#[tokio::test]
async fn what_one_server_commits_the_next_read_of_another_sees() {
    let schema = Schema::new().await;
    alternate(&schema.store().await, &schema.store().await, 2_000).await;
}

#[tokio::test]
async fn on_distributed_engines_too() {
    let schema = Schema::new().await;
    let url = format!("{}&distributed=yes", schema.url);
    alternate(&open(&url).await, &open(&url).await, 200).await;
}

#[tokio::test]
async fn while_somebody_writes_in_another_database_of_the_cluster_reads_are_right() {
    let server = PostgresServer::start(Disk::Unsynced);
    execute(&server.url(), "CREATE DATABASE other").await;
    let others = server.url().replace("/postgres", "/other");
    execute(&others, "CREATE TABLE counted (n bigint)").await;
    let stop = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn({
        let (stop, client) = (Arc::clone(&stop), client(&others).await);
        async move {
            let mut commits = 0;
            while !stop.load(Ordering::Relaxed) {
                let insert = "INSERT INTO counted VALUES (1)";
                client.batch_execute(insert).await.unwrap();
                commits += 1;
            }
            commits
        }
    });
    let (one, other) = (open(&server.url()).await, open(&server.url()).await);
    alternate(&one, &other, 500).await;
    stop.store(true, Ordering::Relaxed);
    assert!(writing.await.unwrap() > 100);
}

/// Many threads' reads share their questions; none of them is answered with one that was on its way
/// before it came.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_reads_at_once_none_misses_what_was_acknowledged_before_it_began() {
    let schema = Schema::new().await;
    let (one, other) = (schema.store().await, Arc::new(schema.store().await));
    begin(&one).await;
    let (acknowledged, stop) = (
        Arc::new(AtomicU64::new(3)),
        Arc::new(AtomicBool::new(false)),
    );
    let readers: Vec<_> = (0..32)
        .map(|_| {
            let (store, stop) = (Arc::clone(&other), Arc::clone(&stop));
            let acknowledged = Arc::clone(&acknowledged);
            tokio::spawn(async move {
                while !stop.load(Ordering::SeqCst) {
                    let least = acknowledged.load(Ordering::SeqCst);
                    let (version, _scope) = read(&*store).await;
                    assert!(version >= least, "{version}, acknowledged {least}");
                }
            })
        })
        .collect();
    for n in 0..500 {
        let appended = one
            .append(append(&[penny(&format!("n{n}"))]))
            .await
            .unwrap();
        acknowledged.store(appended.version, Ordering::SeqCst);
        for _ in 0..n % 8 {
            read(&*other).await;
        }
    }
    stop.store(true, Ordering::SeqCst);
    join_all(readers).await.into_iter().for_each(Result::unwrap);
}

/// Changes the grant to one of this scope, as the transaction of `client`.
async fn change(client: &Client, scope: &str) {
    let allows = serde_json::to_string(&grant(&[scope])).unwrap();
    let update = format!("UPDATE access SET allows = '{allows}'");
    client.batch_execute(&update).await.unwrap();
}

#[tokio::test]
async fn what_a_transaction_does_is_seen_when_it_is_committed_and_never_before() {
    let settings = "-c autovacuum=off -c max_prepared_transactions=2";
    let server = PostgresServer::start_with(Disk::Unsynced, settings);
    let store = open(&server.url()).await;
    begin(&store).await;
    let other = client(&server.url()).await;
    let idle = client(&server.url()).await;
    // It has a number from the beginning to the end, and commits nothing.
    let idling = "BEGIN; SELECT pg_current_xact_id()";
    idle.batch_execute(idling).await.unwrap();
    let mut scope = "s0".to_owned();
    for (begin, next, ends) in [
        ("BEGIN", "a", &["ROLLBACK"][..]),
        ("BEGIN", "b", &["COMMIT"]),
        ("BEGIN; SAVEPOINT one", "c", &["RELEASE one", "COMMIT"]),
        ("BEGIN; SAVEPOINT one", "d", &["ROLLBACK TO one", "COMMIT"]),
        (
            "BEGIN",
            "e",
            &["PREPARE TRANSACTION 'two'", "COMMIT PREPARED 'two'"],
        ),
        (
            "BEGIN",
            "f",
            &["PREPARE TRANSACTION 'two'", "ROLLBACK PREPARED 'two'"],
        ),
    ] {
        other.batch_execute(begin).await.unwrap();
        change(&other, next).await;
        for end in ends {
            settle(&store).await;
            assert_eq!(
                read(&store).await,
                (3, scope.clone()),
                "{begin}, before {end}"
            );
            other.batch_execute(end).await.unwrap();
            if end.starts_with("COMMIT") && next != "d" {
                next.clone_into(&mut scope);
            }
            assert_eq!(
                read(&store).await,
                (3, scope.clone()),
                "{begin}, after {end}"
            );
        }
    }
    assert_eq!(scope, "e");
}

/// The tables are locked against all: who asked one would wait.
#[tokio::test]
async fn where_nothing_was_committed_what_is_known_is_answered_without_a_look_at_the_tables() {
    let server = PostgresServer::start_with(Disk::Unsynced, "-c autovacuum=off");
    let store = open(&server.url()).await;
    begin(&store).await;
    settle(&store).await;
    let locking = client(&server.url()).await;
    let lock = "BEGIN; LOCK TABLE snapshot, access IN ACCESS EXCLUSIVE MODE";
    locking.batch_execute(lock).await.unwrap();
    for _ in 0..100 {
        assert_eq!(read(&store).await, (3, "s0".to_owned()));
        assert_eq!(store.account(key()).await.unwrap().unwrap().version(), 3);
        assert!(store.grant(TOKEN).await.unwrap().is_some());
    }
    locking.batch_execute("COMMIT").await.unwrap();
}
