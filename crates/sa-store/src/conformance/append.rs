//! What an append stores, and what it refuses.

use super::entries::{charge, direction, itsa, opening, opening_again, payment, vat};
use super::{append, journal, panic_of, try_append, version};
use crate::{Append, AppendError, Appended, Expected, Store};

/// Every character of a text and every decimal of an amount is kept.
pub async fn what_is_appended_is_read_back_to_the_letter(store: &dyn Store) {
    let entries = [
        opening(itsa(1)),
        charge(itsa(1), "c1", "100"),
        charge(itsa(1), "c2", "100.0"),
        charge(itsa(1), "c3", "9999999999.99"),
        payment(
            itsa(1),
            "p1",
            "0.10",
            "it's \"£\" \\ 100% 👍 --; DROP TABLE journal",
        ),
    ];
    assert_eq!(
        append(store, Expected::Version(0), &entries).await,
        Appended { version: 5, new: 5 }
    );
    let read = journal(store, itsa(1)).await;
    assert_eq!(read, entries);
    assert_eq!(
        serde_json::to_string(&read).unwrap(),
        serde_json::to_string(&entries).unwrap(),
        "amounts keep their decimals"
    );
    let account = store.account(itsa(1)).await.unwrap().unwrap();
    assert_eq!((account.key(), account.version()), (itsa(1), 5));
    assert_eq!(
        Some(&*account),
        sa_ledger::Account::fold(&entries).unwrap().as_ref()
    );
}

/// `entries` goes on where a page ended.
pub async fn entries_come_in_order_and_in_pages(store: &dyn Store) {
    let mut entries = vec![opening(vat(1))];
    entries.extend((1..=11).map(|id| payment(vat(1), &format!("p{id}"), "1.00", "x")));
    append(store, Expected::Any, &entries).await;
    let mut paged = Vec::new();
    for most in [0, 1, 4, 5, 100] {
        let after = u64::try_from(paged.len()).unwrap();
        let page = store.entries(vat(1), after, most).await.unwrap();
        assert!(page.len() <= most);
        paged.extend(page);
    }
    assert_eq!(paged, entries);
    assert!(store.entries(vat(1), 12, 5).await.unwrap().is_empty());
    assert!(store.entries(vat(1), u64::MAX, 5).await.unwrap().is_empty());
}

/// No entries: nothing happens, and the version is told, whatever was expected.
pub async fn an_append_of_nothing_tells_the_version(store: &dyn Store) {
    let nothing = Append {
        account: itsa(1),
        expected: Expected::Any,
        entries: Vec::new(),
    };
    assert_eq!(
        store.append(nothing.clone()).await.unwrap(),
        Appended { version: 0, new: 0 }
    );
    append(store, Expected::Any, &[opening(itsa(1))]).await;
    assert_eq!(
        store.append(nothing).await.unwrap(),
        Appended { version: 1, new: 0 }
    );
}

/// Whoever sends again gets the same answer and adds nothing: also at the version that was expected
/// then, in part, and within one append.
pub async fn the_same_entry_twice_is_stored_once(store: &dyn Store) {
    let entries = [opening(itsa(1)), charge(itsa(1), "c1", "10.00")];
    for new in [2, 0, 0] {
        let appended = append(store, Expected::Version(0), &entries).await;
        assert_eq!(appended, Appended { version: 2, new });
    }
    let more = [
        entries[1].clone(),
        charge(itsa(1), "c2", "5.00"),
        charge(itsa(1), "c2", "5.00"),
    ];
    assert_eq!(
        append(store, Expected::Version(2), &more).await,
        Appended { version: 3, new: 1 }
    );
    assert_eq!(
        journal(store, itsa(1)).await,
        [&entries[..], &more[1..2]].concat()
    );
    // Also where the ledger would take it twice.
    let direction = direction(itsa(1), "d1", "p1", "c1");
    let paid = [payment(itsa(1), "p1", "5.00", "x"), direction.clone()];
    append(store, Expected::Any, &paid).await;
    let again = [payment(itsa(1), "p2", "5.00", "x"), direction];
    assert_eq!(
        append(store, Expected::Any, &again).await,
        Appended { version: 6, new: 1 }
    );
    let numbered = journal(store, itsa(1)).await;
    assert_eq!(numbered.len(), 6);
    assert_eq!(numbered.last(), Some(&again[0]));
}

/// An id stands for one content.
pub async fn an_id_with_other_content_is_refused(store: &dyn Store) {
    let entries = [opening(itsa(1)), charge(itsa(1), "c1", "10.00")];
    append(store, Expected::Any, &entries).await;
    let mut other = charge(itsa(1), "c2", "10.00");
    other.id = entries[1].id;
    let twice = [charge(itsa(1), "c3", "1.00"), charge(itsa(1), "c3", "2.00")];
    for refused in [&[other][..], &twice[..]] {
        match try_append(store, Expected::Any, refused).await {
            Err(AppendError::IdReused { entry }) => assert_eq!(entry, refused[0].id),
            answer => panic_of(&answer),
        }
    }
    assert_eq!(journal(store, itsa(1)).await, entries);
    // Another account may use the same ids.
    append(
        store,
        Expected::Any,
        &[opening(itsa(2)), charge(itsa(2), "c1", "7.00")],
    )
    .await;
}

/// The version expected is checked, told, and nothing is stored when it is another.
pub async fn an_append_at_another_version_conflicts(store: &dyn Store) {
    append(store, Expected::Version(0), &[opening(itsa(1))]).await;
    for wrong in [0, 2, u64::MAX] {
        let more = [charge(itsa(1), "c1", "1.00")];
        match try_append(store, Expected::Version(wrong), &more).await {
            Err(AppendError::Conflict { expected, found: 1 }) => assert_eq!(expected, wrong),
            answer => panic_of(&answer),
        }
    }
    match try_append(store, Expected::Version(1), &[opening(itsa(2))]).await {
        Err(AppendError::Conflict {
            expected: 1,
            found: 0,
        }) => {}
        answer => panic_of(&answer),
    }
    assert_eq!(version(store, itsa(1)).await, 1);
    assert_eq!(version(store, itsa(2)).await, 0);
    append(
        store,
        Expected::Version(1),
        &[charge(itsa(1), "c1", "1.00")],
    )
    .await;
}

/// One entry that the ledger refuses keeps the others out.
pub async fn an_append_is_all_or_nothing(store: &dyn Store) {
    append(store, Expected::Any, &[opening(itsa(1))]).await;
    let entries = [
        charge(itsa(1), "c1", "1.00"),
        opening_again(itsa(1)),
        charge(itsa(1), "c2", "1.00"),
    ];
    match try_append(store, Expected::Any, &entries).await {
        Err(AppendError::Rejected { entry, .. }) => assert_eq!(entry, entries[1].id),
        answer => panic_of(&answer),
    }
    // An account that was never opened has nothing to append to.
    match try_append(store, Expected::Any, &[charge(itsa(2), "c1", "1.00")]).await {
        Err(AppendError::Rejected { .. }) => {}
        answer => panic_of(&answer),
    }
    assert_eq!(journal(store, itsa(1)).await, [opening(itsa(1))]);
    assert_eq!(version(store, itsa(1)).await, 1);
    assert!(store.account(itsa(2)).await.unwrap().is_none());
}

/// An append is about one account.
pub async fn an_entry_of_another_account_is_refused(store: &dyn Store) {
    let entries = [opening(itsa(1)), charge(itsa(2), "c1", "1.00")];
    match try_append(store, Expected::Any, &entries).await {
        Err(AppendError::OtherAccount { entry }) => assert_eq!(entry, entries[1].id),
        answer => panic_of(&answer),
    }
    assert!(store.account(itsa(1)).await.unwrap().is_none());
}

/// Nothing is found before anything is stored.
pub async fn an_account_that_was_never_opened_is_not_there(store: &dyn Store) {
    assert!(store.account(itsa(1)).await.unwrap().is_none());
    assert!(
        store
            .account_of(itsa(1).identifier())
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        store
            .account_of("nino:AA000001A".parse().unwrap())
            .await
            .unwrap()
            .is_none()
    );
    assert!(journal(store, itsa(1)).await.is_empty());
    assert!(store.keys(None, 10).await.unwrap().is_empty());
}
