//! What is acknowledged is committed, whatever fails beside it on the same connection.

use futures_util::future::{join, join_all};
use sa_store::{AppendError, Appended, PostgresStore, SignInStore, Store, StoreError, TokenHash};

use crate::granted::grant;
use crate::journal::{append, entries, opening_with_nino};
use crate::postgres::{Schema, client, execute, open};

pub(crate) fn token(number: u64) -> TokenHash {
    let mut token = [0; 32];
    token[..8].copy_from_slice(&number.to_be_bytes());
    TokenHash(token)
}

/// Counts rows as somebody else sees them.
async fn committed(url: &str, table: &str) -> u64 {
    let count = format!("SELECT count(*) FROM {table}");
    let row = client(url).await.query_one(&count, &[]).await.unwrap();
    row.get::<_, i64>(0).try_into().unwrap()
}

/// Each opening breaks the key of its NINO, and what was begun for it is rolled back.
#[tokio::test]
async fn grants_beside_openings_that_are_sent_again_are_stored() {
    const PAIRS: u64 = 100;
    let schema = Schema::new().await;
    for (layout, from) in [("distributed=no", 0), ("distributed=yes", PAIRS)] {
        let store = open(&format!("{}&{layout}", schema.url)).await;
        let openings = (from..from + PAIRS).map(opening_with_nino);
        for opened in join_all(openings.map(|opening| store.append(opening))).await {
            assert_eq!(opened.unwrap(), Appended { version: 1, new: 1 });
        }
        // One that has not seen them.
        let store = open(&format!("{}&{layout}", schema.url)).await;
        let pairs = (from..from + PAIRS).map(|number| {
            let again = store.append(opening_with_nino(number));
            join(
                again,
                store.put_grant(token(number), grant(&["read:self-assessment"])),
            )
        });
        for (again, granted) in join_all(pairs).await {
            assert_eq!(again.unwrap(), Appended { version: 1, new: 0 });
            granted.unwrap();
        }
        let stored = committed(&schema.url, "access").await;
        assert_eq!(stored, from + PAIRS, "{layout}");
    }
}

/// The server has no room for openings or grants for a while.
const FULL: &str = "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$; \
     CREATE TRIGGER full_disk BEFORE INSERT ON snapshot EXECUTE FUNCTION full_disk(); \
     CREATE TRIGGER full_disk BEFORE INSERT ON access EXECUTE FUNCTION full_disk();";

const ROOM: &str = "DROP TRIGGER full_disk ON snapshot; DROP TRIGGER full_disk ON access;";

async fn is_full(store: &PostgresStore, number: u64) {
    let (opened, granted) = join(
        store.append(opening_with_nino(number)),
        store.put_grant(token(number), grant(&["read:self-assessment"])),
    )
    .await;
    match (opened, granted) {
        (Err(AppendError::Store(StoreError::Full(_))), Err(StoreError::Full(_))) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_acknowledged_after_a_full_disk_is_committed() {
    for layout in ["distributed=no", "distributed=yes"] {
        let schema = Schema::new().await;
        let store = open(&format!("{}&{layout}", schema.url)).await;
        store.append(append(&entries())).await.unwrap();
        execute(&schema.url, FULL).await;
        join_all((0..50).map(|number| is_full(&store, number))).await;
        execute(&schema.url, ROOM).await;
        for number in 0..50 {
            store.append(opening_with_nino(number)).await.unwrap();
            store
                .put_grant(token(number), grant(&["read:self-assessment"]))
                .await
                .unwrap();
            assert_eq!(committed(&schema.url, "snapshot").await, number + 2);
            assert_eq!(committed(&schema.url, "access").await, number + 1);
        }
    }
}
