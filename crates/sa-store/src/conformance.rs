//! What any store must do, as functions: call each with an empty store of your own.
//!
//! A function panics where the store breaks the rule that its name states. [`conformance_tests!`]
//! makes a test of each.
//!
//! [`conformance_tests!`]: crate::conformance_tests

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::arithmetic_side_effects,
    reason = "these functions are tests: they panic where a rule is broken"
)]

mod append;
mod at_once;
mod entries;
mod look_up;
mod sign_in;

use sa_model::{AccountKey, Entry};

pub use self::append::*;
pub use self::at_once::*;
pub use self::look_up::*;
pub use self::sign_in::*;
use crate::{Append, AppendError, Appended, Expected, Store};

/// Makes an asynchronous test of every function in [`conformance`](crate::conformance).
///
/// The first argument is the attribute of a test, such as `tokio::test`; the second a function that
/// takes the test's name and gives, asynchronously, an empty store (or a guard that dereferences to
/// one).
#[macro_export]
macro_rules! conformance_tests {
    ($test:meta, $fresh:path) => {
        $crate::conformance_tests! { @each $test, $fresh;
            an_account_that_was_never_opened_is_not_there
            what_is_appended_is_read_back_to_the_letter
            entries_come_in_order_and_in_pages
            an_append_of_nothing_tells_the_version
            the_same_entry_twice_is_stored_once
            an_id_with_other_content_is_refused
            an_append_at_another_version_conflicts
            an_append_is_all_or_nothing
            an_entry_of_another_account_is_refused
            an_account_is_found_by_each_of_its_identifiers
            an_identifier_belongs_to_one_account
            of_openings_at_once_with_one_identifier_one_is_stored
            keys_come_in_order_and_in_pages
            a_walk_shows_each_account_once_in_order
            of_appends_at_once_at_one_version_one_is_stored
            appends_at_once_at_any_version_are_all_stored
            accounts_do_not_disturb_each_other
            an_unknown_token_has_no_grant
            a_grant_is_read_by_its_token
            a_grant_put_again_replaces_the_first
            a_grant_and_an_account_are_read_at_once
            what_was_read_is_read_anew_when_it_changed
        }
    };
    (@each $test:meta, $fresh:path; $($name:ident)*) => {$(
        #[$test]
        async fn $name() {
            let store = $fresh(stringify!($name)).await;
            $crate::conformance::$name(&*store).await;
        }
    )*};
}

async fn append(store: &dyn Store, expected: Expected, entries: &[Entry]) -> Appended {
    try_append(store, expected, entries).await.unwrap()
}

async fn try_append(
    store: &dyn Store,
    expected: Expected,
    entries: &[Entry],
) -> Result<Appended, AppendError> {
    let account = entries[0].account;
    store
        .append(Append {
            account,
            expected,
            entries: entries.to_vec(),
        })
        .await
}

async fn version(store: &dyn Store, key: AccountKey) -> u64 {
    store
        .account(key)
        .await
        .unwrap()
        .map_or(0, |account| account.version())
}

async fn journal(store: &dyn Store, key: AccountKey) -> Vec<Entry> {
    store.entries(key, 0, usize::MAX).await.unwrap()
}

#[track_caller]
fn panic_of(answer: &Result<Appended, AppendError>) {
    assert!(
        matches!(answer, Err(AppendError::Store(_)) if false),
        "unexpected: {answer:?}"
    );
}
