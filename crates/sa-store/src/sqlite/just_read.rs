//! Accounts as they were read just now, for whoever appends to them next.
//!
//! Who submits reads an account, decides on it and appends within a millisecond: what was read and
//! decoded then need not be read and decoded again to make the append ready. Whether it still holds
//! the writer sees when it writes.

use std::sync::Mutex;

use sa_model::AccountKey;

use crate::kept::place_of;
use crate::sqlite::reader::{Latest, lock};

/// For how many accounts there is a place; several share one, and the last of them has it.
///
/// A thread has few on their way from the read to the append. What the places hold should lie in the
/// processor's cache still when it is freed: with 1024 places a cold read took 5.5 µs, with these 4.9
/// and 5.3 (`cargo bench -p sa-store --bench sqlite -- 10000`).
const PLACES: usize = 128;

/// How much memory an account may take to be put there, in bytes: all take at most 4 MiB.
const MOST_BYTES: usize = 32 * 1024;

/// Accounts as they were read just now.
#[derive(Debug)]
pub(super) struct JustRead(Box<[Mutex<Option<Latest>>]>);

impl JustRead {
    /// None yet.
    pub(super) fn none() -> Self {
        Self((0..PLACES).map(|_| Mutex::new(None)).collect())
    }

    /// Puts an account in its place, unless it is a large one.
    pub(super) fn put(&self, latest: Latest) {
        let account = &latest.state.account;
        if account.memory() > MOST_BYTES {
            return;
        }
        if let Some(place) = place_of(account.key(), &self.0) {
            // What was there is freed when nobody waits for the place.
            let _before = lock(place).replace(latest);
        }
    }

    /// Takes an account out of its place, if it is there.
    pub(super) fn take(&self, key: AccountKey) -> Option<Latest> {
        lock(place_of(key, &self.0)?).take_if(|latest| latest.state.account.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use sa_model::{AccountKey, Entry};

    use crate::{Append, Expected, SqliteStore, Store};

    /// A store in a file with an account that has so many payments, not read yet.
    async fn with_payments(payments: usize) -> (SqliteStore, AccountKey) {
        let key = "itsa:1000000001";
        let line = |id: String, fact: String| -> Entry {
            let head = format!(r#""account":"{key}","id":"{id}","effective":"2021-01-02""#);
            let recorded = r#""recorded":"2021-01-02T00:00:00.000Z""#;
            serde_json::from_str(&format!(r#"{{{head},{recorded},"fact":{fact}}}"#)).unwrap()
        };
        let opened = r#"{"accountOpened":{"itsa":{"utr":"1000000001"}}}"#;
        let mut entries = vec![line("open".to_owned(), opened.to_owned())];
        for n in 0..payments {
            let fact = format!(r#"{{"paymentReceived":{{"id":"p{n}","amount":0.01}}}}"#);
            entries.push(line(format!("p{n}"), fact));
        }
        let store = SqliteStore::scratch().unwrap();
        let account = key.parse().unwrap();
        let append = Append {
            account,
            expected: Expected::Any,
            entries,
        };
        store.append(append).await.unwrap();
        (store, account)
    }

    #[tokio::test]
    async fn an_account_that_was_read_is_there_for_one_who_appends() {
        let (store, key) = with_payments(1).await;
        assert!(store.readers.take_just_read(key).is_none());
        store.account(key).await.unwrap();
        assert_eq!(
            store
                .readers
                .take_just_read(key)
                .unwrap()
                .state
                .account
                .key(),
            key
        );
        assert!(store.readers.take_just_read(key).is_none());
    }

    #[tokio::test]
    async fn a_large_account_is_not_held() {
        let (store, key) = with_payments(1_000).await;
        store.account(key).await.unwrap();
        assert!(store.readers.take_just_read(key).is_none());
    }
}
