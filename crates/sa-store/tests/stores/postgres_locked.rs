//! Rows and tables that somebody else has locked: who waits for them is told in time, and nothing is
//! left behind that would be done later.

use std::time::Duration;

use futures_util::future::join;
use sa_store::{AppendError, Appended, Store, StoreError};
use tokio::time::timeout;
use tokio_postgres::Client;

use crate::journal::{append, entries, key};
use crate::postgres::{client, execute, open};
use crate::postgres_server::{Disk, PostgresServer};

/// Longer than anybody waits for an answer.
const TOO_LONG: Duration = Duration::from_secs(20);

async fn lock(url: &str, what: &str) -> Client {
    let locking = client(url).await;
    let lock = format!("BEGIN; {what}");
    locking.batch_execute(&lock).await.unwrap();
    locking
}

/// Two writers wait for it in the same moment, together and each by itself.
#[tokio::test]
async fn an_append_that_waits_for_a_lock_in_vain_is_told_and_not_stored_later() {
    for layout in ["distributed=no", "distributed=yes"] {
        let server = PostgresServer::start(Disk::Unsynced);
        let store = open(&format!("{}?{layout}", server.url())).await;
        store.append(append(&entries()[..2])).await.unwrap();
        let locking = lock(&server.url(), "SELECT FROM snapshot FOR UPDATE").await;
        let appends = [append(&entries()), append(&entries())];
        let [one, other] = appends.map(|append| store.append(append));
        let (one, other) = timeout(TOO_LONG, join(one, other)).await.unwrap();
        for answer in [one, other] {
            match answer {
                Err(AppendError::Store(StoreError::Unavailable(_))) => {}
                answer => panic!("{answer:?}"),
            }
        }
        let waiting = "SELECT count(*) FROM pg_stat_activity \
             WHERE application_name = 'sa-store' AND state <> 'idle'";
        let watching = client(&server.url()).await;
        let row = watching.query_one(waiting, &[]).await.unwrap();
        assert_eq!(row.get::<_, i64>(0), 0);
        locking.batch_execute("COMMIT").await.unwrap();
        let stored = store.append(append(&entries())).await.unwrap();
        assert_eq!(stored, Appended { version: 3, new: 1 });
    }
}

/// Also where the owner lets the server wait as long as it takes: then we do not.
#[tokio::test]
async fn while_the_tables_are_locked_all_who_ask_are_told_and_later_answered() {
    let server = PostgresServer::start(Disk::Unsynced);
    let endless = "options=-c%20lock_timeout%3D0%20-c%20statement_timeout%3D0";
    for options in ["", endless] {
        let store = open(&format!("{}?{options}", server.url())).await;
        store.append(append(&entries())).await.unwrap();
        let tables = "LOCK TABLE snapshot, journal, identifier, access IN ACCESS EXCLUSIVE MODE";
        let locking = lock(&server.url(), tables).await;
        // Their connections are to be made anew, behind the lock.
        execute(
            &server.url(),
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE application_name = 'sa-store'",
        )
        .await;
        let asked = join(store.account(key()), store.append(append(&entries())));
        let (read, written) = timeout(TOO_LONG, asked).await.unwrap();
        assert!(matches!(read, Err(StoreError::Unavailable(_))), "{read:?}");
        assert!(
            matches!(written, Err(AppendError::Store(StoreError::Unavailable(_)))),
            "{written:?}"
        );
        locking.batch_execute("COMMIT").await.unwrap();
        assert_eq!(store.account(key()).await.unwrap().unwrap().version(), 3);
        let again = store.append(append(&entries())).await.unwrap();
        assert_eq!(again, Appended { version: 3, new: 0 });
    }
}

/// The store is dropped while it waits for a connection.
#[tokio::test]
async fn a_store_that_waits_for_locked_tables_can_be_dropped() {
    let server = PostgresServer::start(Disk::Unsynced);
    let store = open(&server.url()).await;
    let tables = "LOCK TABLE snapshot, journal, identifier, access IN ACCESS EXCLUSIVE MODE";
    let _locking = lock(&server.url(), tables).await;
    let unanswered = timeout(Duration::ZERO, store.account(key())).await;
    assert!(unanswered.is_err(), "{unanswered:?}");
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        drop(store);
        tell.send(()).unwrap();
    });
    told.recv_timeout(TOO_LONG).unwrap();
}
