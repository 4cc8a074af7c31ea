//! Accounts are found by what names them, and listed in order.

use futures_util::future::join_all;
use sa_ledger::Account;
use sa_model::{AccountKey, Identifier};

use super::entries::{itsa, opening, opening_with_nino, vat};
use super::{append, panic_of, try_append};
use crate::{AppendError, Appended, Expected, Store};

/// UTR, NINO, MTDITID and VRN all lead to the account.
pub async fn an_account_is_found_by_each_of_its_identifiers(store: &dyn Store) {
    for key in [itsa(1), itsa(2), vat(1)] {
        append(store, Expected::Any, &[opening(key)]).await;
    }
    for (identifier, key) in [
        (itsa(1).identifier().to_string(), itsa(1)),
        ("nino:AA000001A".to_owned(), itsa(1)),
        ("nino:AA000001".to_owned(), itsa(1)),
        ("nino:AA000001D".to_owned(), itsa(1)),
        ("mtditid:XAIT00000000001".to_owned(), itsa(1)),
        ("nino:AA000002A".to_owned(), itsa(2)),
        (vat(1).identifier().to_string(), vat(1)),
    ] {
        let identifier: Identifier = identifier.parse().unwrap();
        let found = store.account_of(identifier).await.unwrap().unwrap();
        assert_eq!(found.key(), key, "{identifier}");
    }
    for other in ["nino:AA000003A", "mtditid:XAIT00000000003", "vrn:000000002"] {
        assert!(
            store
                .account_of(other.parse().unwrap())
                .await
                .unwrap()
                .is_none(),
            "{other}"
        );
    }
}

/// The second account that claims a NINO is not opened, whatever the suffix.
pub async fn an_identifier_belongs_to_one_account(store: &dyn Store) {
    append(store, Expected::Any, &[opening(itsa(1))]).await;
    for nino in ["AA000001A", "AA000001B", "AA000001"] {
        let thief = opening_with_nino(itsa(2), nino);
        match try_append(store, Expected::Any, &[thief]).await {
            Err(AppendError::IdentifierTaken { identifier }) => {
                assert_eq!(identifier.to_string(), "nino:AA000001");
            }
            answer => panic_of(&answer),
        }
    }
    assert!(store.account(itsa(2)).await.unwrap().is_none());
    // The others that the second wanted are free still.
    append(store, Expected::Any, &[opening(itsa(2))]).await;
}

/// Also when they come at the same moment.
pub async fn of_openings_at_once_with_one_identifier_one_is_stored(store: &dyn Store) {
    let openings = (1..=16).map(|n| [opening_with_nino(itsa(n), "AA000001A")]);
    let openings: Vec<_> = openings.collect();
    let answers = join_all(
        openings
            .iter()
            .map(|opening| try_append(store, Expected::Version(0), opening)),
    );
    let mut stored = 0;
    for answer in answers.await {
        match answer {
            Ok(appended) => {
                assert_eq!(appended, Appended { version: 1, new: 1 });
                stored += 1;
            }
            Err(AppendError::IdentifierTaken { .. }) => {}
            answer => panic_of(&answer),
        }
    }
    assert_eq!(stored, 1);
    assert_eq!(store.keys(None, 100).await.unwrap().len(), 1);
}

/// `keys` goes on where a page ended.
pub async fn keys_come_in_order_and_in_pages(store: &dyn Store) {
    let mut keys: Vec<AccountKey> = (1..=9).flat_map(|n| [vat(n), itsa(10 - n)]).collect();
    for key in &keys {
        append(store, Expected::Any, &[opening(*key)]).await;
    }
    keys.sort_unstable();
    let mut paged: Vec<AccountKey> = Vec::new();
    for most in [0, 1, 10, 6, 100] {
        let page = store.keys(paged.last().copied(), most).await.unwrap();
        assert!(page.len() <= most);
        paged.extend(page);
    }
    assert_eq!(paged, keys);
}

/// `each_account` shows what lies between two keys, the later one included, as `account` reads it.
pub async fn a_walk_shows_each_account_once_in_order(store: &dyn Store) {
    let mut keys: Vec<AccountKey> = (1..=150).flat_map(|n| [vat(n), itsa(n)]).collect();
    for key in &keys {
        append(store, Expected::Any, &[opening(*key)]).await;
    }
    keys.sort_unstable();
    let bounds = [None, Some(0), Some(140), Some(299)];
    for (after, last) in bounds
        .into_iter()
        .flat_map(|a| [(a, 0), (a, 141), (a, 299)])
    {
        let mut shown = Vec::new();
        let mut visit = |account: &Account| shown.push(account.clone());
        let after_key = after.map(|place: usize| keys[place]);
        store
            .each_account(after_key, keys[last], &mut visit)
            .await
            .unwrap();
        let first = after.map_or(0, |place| place + 1);
        let between = keys.get(first..=last).unwrap_or_default();
        assert_eq!(shown.iter().map(Account::key).collect::<Vec<_>>(), between);
        for account in shown {
            let read = store.account(account.key()).await.unwrap().unwrap();
            assert_eq!(account, *read);
        }
    }
}
