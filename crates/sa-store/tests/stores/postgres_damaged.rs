//! Rows that do not fit each other: told to who asks for that account, and to nobody else.

use futures_util::future::join;
use sa_store::{
    Append, AppendError, Expected, PostgresStore, Store, StoreError, generated_journal,
};

use crate::journal::{append, entries, ids, opening_with_nino};
use crate::postgres::{Schema, execute, open};

/// Somebody else's account.
fn another() -> Append {
    let entries = generated_journal(1, 1).unwrap();
    Append {
        account: entries[0].account,
        expected: Expected::Version(0),
        entries,
    }
}

/// The append is told that there is damage in a table; what is beside it is stored.
async fn is_told(store: &PostgresStore, append: Append, table: &str) {
    let (refused, stored) = join(store.append(append.clone()), store.append(another())).await;
    stored.unwrap();
    let told = format!(
        "table {table}, account {}: there are rows that its snapshot does not know",
        append.account.masked()
    );
    match refused {
        Err(AppendError::Store(StoreError::Damaged { what })) => assert_eq!(what, told),
        answer => panic!("{answer:?}"),
    }
}

#[tokio::test]
async fn an_entry_that_the_snapshot_does_not_know_is_told_and_never_overwritten() {
    for layout in ["distributed=no", "distributed=yes"] {
        let schema = Schema::new().await;
        let url = format!("{}&{layout}", schema.url);
        let knows = open(&url).await;
        knows.append(append(&entries()[..2])).await.unwrap();
        execute(
            &schema.url,
            "INSERT INTO journal SELECT account, 3, 'stray', effective, recorded, fact \
             FROM journal WHERE number = 2",
        )
        .await;
        for store in [&open(&url).await, &knows] {
            is_told(store, append(&entries()), "journal").await;
            assert_eq!(ids(store).await, ["open", "c1", "stray"]);
        }
    }
}

#[tokio::test]
async fn of_an_account_without_a_snapshot_what_is_left_is_told_to_who_opens_it() {
    for layout in ["distributed=no", "distributed=yes"] {
        for (left, lost) in [("journal", "identifier"), ("identifier", "journal")] {
            let schema = Schema::new().await;
            let url = format!("{}&{layout}", schema.url);
            let store = open(&url).await;
            store.append(opening_with_nino(1)).await.unwrap();
            let lose = format!("DELETE FROM snapshot; DELETE FROM {lost}");
            execute(&schema.url, &lose).await;
            let again = Append {
                entries: vec![sa_model::Entry {
                    id: "anew".parse().unwrap(),
                    ..opening_with_nino(1).entries[0].clone()
                }],
                ..opening_with_nino(1)
            };
            for store in [&open(&url).await, &store] {
                is_told(store, again.clone(), left).await;
            }
        }
    }
}
