//! The disk full: appends are refused clearly, reads go on, and appends again when there is room.

use sa_store::{AppendError, StoreError, StoreUrl};

use crate::faults::acknowledged::{Acknowledged, numbered, open_accounts, verify};
use crate::faults::rounds;
use crate::faults::small_disk::SmallDisk;

#[tokio::test]
async fn a_full_disk_is_told_and_appends_go_on_when_there_is_room() {
    for _ in 0..rounds(1) {
        fill_and_go_on().await;
    }
}

async fn fill_and_go_on() {
    let Some(disk) = SmallDisk::mount(2) else {
        return;
    };
    let url = StoreUrl::sqlite(disk.path().join("sa.db"));
    let store = sa_store::open(&url).await.unwrap();
    open_accounts(&store).await.unwrap();
    let mut acknowledged = Acknowledged::new();
    let account = numbered("r0", 0).account;
    // A small append may still find room where a large one did not: on until ten were refused.
    let mut refused = 0;
    for n in 0.. {
        assert!(n < 100_000, "the disk is never full");
        match store.append(numbered("r0", n)).await {
            Ok(_) => drop(acknowledged.insert(("r0".to_owned(), n))),
            Err(refusal @ AppendError::Store(StoreError::Full(_))) => {
                assert_eq!(refusal.to_string(), "the store is full");
                refused += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
        assert!(
            store.account(account).await.unwrap().is_some(),
            "reads go on"
        );
        if refused == 10 {
            break;
        }
    }
    disk.grow(16);
    for n in 0..50 {
        store.append(numbered("r2", n)).await.unwrap();
        acknowledged.insert(("r2".to_owned(), n));
    }
    verify(&url, &acknowledged).await;
    drop(store);
    verify(&url, &acknowledged).await;
}
