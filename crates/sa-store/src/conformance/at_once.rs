//! Appends that come at the same moment.

use futures_util::future::join_all;
use sa_model::Entry;

use super::entries::{charge, itsa, opening, opening_again};
use super::{append, journal, panic_of, try_append, version};
use crate::{AppendError, Appended, Expected, Store};

/// Optimistic concurrency: 64 submits that all saw the same version.
pub async fn of_appends_at_once_at_one_version_one_is_stored(store: &dyn Store) {
    append(store, Expected::Any, &[opening(itsa(1))]).await;
    let charges = (1..=64).map(|n| [charge(itsa(1), &format!("c{n}"), "1.00")]);
    let charges: Vec<_> = charges.collect();
    let answers = join_all(
        charges
            .iter()
            .map(|charge| try_append(store, Expected::Version(1), charge)),
    );
    let mut stored = 0;
    for answer in answers.await {
        match answer {
            Ok(appended) => {
                assert_eq!(appended, Appended { version: 2, new: 1 });
                stored += 1;
            }
            Err(AppendError::Conflict {
                expected: 1,
                found: 2,
            }) => {}
            answer => panic_of(&answer),
        }
    }
    assert_eq!(stored, 1);
    assert_eq!(version(store, itsa(1)).await, 2);
    assert_eq!(journal(store, itsa(1)).await.len(), 2);
}

/// Nothing is lost and nothing is numbered twice.
pub async fn appends_at_once_at_any_version_are_all_stored(store: &dyn Store) {
    append(store, Expected::Any, &[opening(itsa(1))]).await;
    let charges = (1..=64).map(|n| [charge(itsa(1), &format!("c{n}"), "1.00")]);
    let charges: Vec<_> = charges.collect();
    let answers = join_all(
        charges
            .iter()
            .map(|charge| append(store, Expected::Any, charge)),
    )
    .await;
    let mut versions: Vec<u64> = answers.iter().map(|appended| appended.version).collect();
    versions.sort_unstable();
    assert_eq!(versions, (2..=65).collect::<Vec<u64>>());
    assert_eq!(journal(store, itsa(1)).await.len(), 65);
    assert_eq!(version(store, itsa(1)).await, 65);
}

/// What goes into one commit with others is still all or nothing by itself.
pub async fn accounts_do_not_disturb_each_other(store: &dyn Store) {
    let appends: Vec<Vec<Entry>> = (1..=40)
        .map(|n| match n % 2 {
            0 => vec![opening(itsa(n)), charge(itsa(n), "c1", "1.00")],
            _ => vec![opening(itsa(n)), opening_again(itsa(n))],
        })
        .collect();
    let answers = join_all(
        appends
            .iter()
            .map(|entries| try_append(store, Expected::Any, entries)),
    )
    .await;
    for (n, answer) in (1..).zip(answers) {
        assert_eq!(answer.is_ok(), n % 2 == 0, "account {n}: {answer:?}");
        assert_eq!(
            version(store, itsa(n)).await,
            if n % 2 == 0 { 2 } else { 0 }
        );
    }
}
