//! A database whose owner has transactions serializable: what the server does not let through is
//! tried again.

use std::time::{Duration, Instant};

use futures_util::future::{join, join_all};
use sa_store::{Append, Appended, Expected, PostgresStore, SignInStore, Store};

use crate::granted::grant;
use crate::journal::{append, entries, key, opening_with_nino, penny, penny_to};
use crate::postgres::{Schema, client, open};
use crate::postgres_committed::token;
use crate::postgres_server::{Disk, PostgresServer};

const STRICT: &str = "-c%20default_transaction_isolation%3D";

#[tokio::test]
async fn servers_that_start_at_once_make_one_database_at_every_isolation_level() {
    for level in [
        "read%5C%20committed",
        "repeatable%5C%20read",
        "serializable",
    ] {
        let schema = Schema::new().await;
        let url = format!("{}%20{STRICT}{level}", schema.url);
        for store in join_all((0..8).map(|_| open(&url))).await {
            store.append(append(&entries())).await.unwrap();
            assert_eq!(store.account(key()).await.unwrap().unwrap().version(), 3);
        }
    }
}

/// Both servers append to the same accounts and to their neighbours.
async fn append_at_once(stores: &[PostgresStore; 2], layout: u64) {
    const ACCOUNTS: u64 = 8;
    let numbers = layout * ACCOUNTS..(layout + 1) * ACCOUNTS;
    // Both open the same ones.
    let openings = numbers.clone().chain(numbers.clone()).zip(0_usize..);
    let openings = openings.map(|(number, n)| stores[n % 2].append(opening_with_nino(number)));
    for opened in join_all(openings).await {
        assert_eq!(opened.unwrap().version, 1);
    }
    for round in 0..20_usize {
        let appends = numbers.clone().cycle().take(64).zip(0_usize..);
        let appends = appends.map(|(number, n)| {
            let account = opening_with_nino(number).account;
            stores[n % 2].append(Append {
                account,
                expected: Expected::Any,
                entries: vec![penny_to(account, &format!("n{round}x{n}"))],
            })
        });
        for appended in join_all(appends).await {
            assert_eq!(appended.unwrap().new, 1);
        }
        let grants = stores
            .iter()
            .map(|store| store.put_grant(token(7), grant(&["read:self-assessment"])));
        for granted in join_all(grants).await {
            granted.unwrap();
        }
    }
    for number in numbers {
        let account = opening_with_nino(number).account;
        let found = stores[0].account(account).await.unwrap().unwrap();
        assert_eq!(found.version(), 1 + 20 * 64 / ACCOUNTS);
    }
}

#[tokio::test]
async fn servers_whose_transactions_are_serializable_append_at_once() {
    let server = PostgresServer::start(Disk::Unsynced);
    for (number, layout) in (0..).zip(["distributed=no", "distributed=yes"]) {
        let url = format!("{}?options={STRICT}serializable&{layout}", server.url());
        append_at_once(&[open(&url).await, open(&url).await], number).await;
    }
}

/// Somebody else writes the same row in between, and is waited for.
#[tokio::test]
async fn what_cannot_be_serialized_is_tried_again_until_it_is_stored() {
    let server = PostgresServer::start(Disk::Unsynced);
    for (times, layout) in (1..).zip(["distributed=no", "distributed=yes"]) {
        let url = format!("{}?options={STRICT}serializable&{layout}", server.url());
        let store = open(&url).await;
        store.append(append(&entries())).await.unwrap();
        let other = client(&server.url()).await;
        let write = "BEGIN; UPDATE snapshot SET version = version";
        other.batch_execute(write).await.unwrap();
        let commit = async {
            let waiting = "SELECT count(*) FROM pg_stat_activity \
                 WHERE application_name = 'sa-store' AND wait_event_type = 'Lock'";
            let watching = client(&server.url()).await;
            let began = Instant::now();
            while watching
                .query_one(waiting, &[])
                .await
                .unwrap()
                .get::<_, i64>(0)
                == 0
            {
                assert!(began.elapsed() < Duration::from_secs(30));
            }
            other.batch_execute("COMMIT").await.unwrap();
        };
        let penny = append(&[penny(layout.trim_start_matches("distributed="))]);
        let (appended, ()) = join(store.append(penny), commit).await;
        assert_eq!(
            appended.unwrap(),
            Appended {
                version: 3 + times,
                new: 1
            }
        );
        let log = std::fs::read_to_string(server.directory.join("log")).unwrap();
        let refused = log.matches("could not serialize access").count();
        assert_eq!(u64::try_from(refused).unwrap(), times, "{log}");
    }
}
