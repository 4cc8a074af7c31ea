//! Two openings of one store: each decides on what is stored, not on what it saw last.

use sa_ledger::Account;
use sa_store::{Append, AppendError, Appended, Expected, SqliteStore, Store};

use crate::journal::{append, entries, key, penny};
#[cfg(feature = "postgres")]
use crate::postgres::Schema;

/// `one` has the account in memory as it wrote it, and `other` writes behind its back.
async fn each_decides_on_what_the_other_stored(one: &dyn Store, other: &dyn Store) {
    one.append(append(&entries())).await.unwrap();
    other.append(append(&[penny("b1")])).await.unwrap();
    let appended = one
        .append(append(&[penny("a1"), penny("a2")]))
        .await
        .unwrap();
    assert_eq!(appended, Appended { version: 6, new: 2 });

    // What is sent again is known, whoever stored it, beside what is new.
    let appended = other
        .append(append(&[penny("a2"), penny("b1"), penny("b2")]))
        .await
        .unwrap();
    assert_eq!(appended, Appended { version: 7, new: 1 });

    // A version that was overtaken conflicts; what the ledger refuses it refuses.
    let overtaken = Append {
        expected: Expected::Version(6),
        ..append(&[penny("a3")])
    };
    match one.append(overtaken).await {
        Err(AppendError::Conflict {
            expected: 6,
            found: 7,
        }) => {}
        answer => panic!("{answer:?}"),
    }
    let mut twice = penny("b3");
    twice.fact = penny("b1").fact;
    match one.append(append(&[penny("a3"), twice])).await {
        Err(AppendError::Rejected { entry, .. }) => assert_eq!(entry.as_str(), "b3"),
        answer => panic!("{answer:?}"),
    }
    let appended = one.append(append(&[penny("a3")])).await.unwrap();
    assert_eq!(appended, Appended { version: 8, new: 1 });

    let ids = ["open", "c1", "p1", "b1", "a1", "a2", "b2", "a3"];
    for store in [one, other] {
        let journal = store.entries(key(), 0, 100).await.unwrap();
        let found: Vec<&str> = journal.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(found, ids);
        let account = store.account(key()).await.unwrap().unwrap();
        assert_eq!(Some(&*account), Account::fold(&journal).unwrap().as_ref());
    }
}

#[tokio::test]
async fn of_two_openings_of_a_file_each_decides_on_what_the_other_stored() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sa.db");
    let open = || SqliteStore::open(&path).unwrap();
    each_decides_on_what_the_other_stored(&open(), &open()).await;
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn of_two_servers_of_a_database_each_decides_on_what_the_other_stored() {
    let schema = Schema::new().await;
    let (one, other) = (schema.store().await, schema.store().await);
    each_decides_on_what_the_other_stored(&one, &other).await;
}
