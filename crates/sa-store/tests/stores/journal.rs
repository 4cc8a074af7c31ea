//! A small journal that the tests append.

use sa_model::{AccountKey, Entry};
use sa_store::{Append, Expected, Store};

pub(crate) fn key() -> AccountKey {
    "itsa:1000000001".parse().unwrap()
}

/// An account that is opened, charged and paid.
pub(crate) fn entries() -> Vec<Entry> {
    [
        r#"{"account":"itsa:1000000001","id":"open","effective":"2020-04-06","recorded":"2020-04-06T00:00:00.000Z","fact":{"accountOpened":{"itsa":{"utr":"1000000001"}}}}"#,
        r#"{"account":"itsa:1000000001","id":"c1","effective":"2021-01-01","recorded":"2021-01-01T00:00:00.000Z","fact":{"chargeRaised":{"id":"c1","kind":"4910","amount":10.50,"due":"2021-01-31"}}}"#,
        r#"{"account":"itsa:1000000001","id":"p1","effective":"2021-01-02","recorded":"2021-01-02T00:00:00.000Z","fact":{"paymentReceived":{"id":"p1","amount":10.00}}}"#,
    ]
    .iter()
    .map(|line| serde_json::from_str(line).unwrap())
    .collect()
}

pub(crate) fn append(entries: &[Entry]) -> Append {
    Append {
        account: key(),
        expected: Expected::Any,
        entries: entries.to_vec(),
    }
}

/// The payment of a penny.
pub(crate) fn penny(id: &str) -> Entry {
    penny_to(key(), id)
}

/// The same to an account.
pub(crate) fn penny_to(account: AccountKey, id: &str) -> Entry {
    serde_json::from_str(&format!(
        r#"{{"account":"{account}","id":"{id}","effective":"2021-02-01","recorded":"2021-02-01T00:00:00.000Z","fact":{{"paymentReceived":{{"id":"{id}","amount":0.01}}}}}}"#
    ))
    .unwrap()
}

/// The opening of an account that a NINO finds too; `number` has four digits at most.
pub(crate) fn opening_with_nino(number: u64) -> Append {
    let utr = format!("200000{number:04}");
    let entry: Entry = serde_json::from_str(&format!(
        r#"{{"account":"itsa:{utr}","id":"open","effective":"2020-04-06","recorded":"2020-04-06T00:00:00.000Z","fact":{{"accountOpened":{{"itsa":{{"utr":"{utr}","nino":"AB00{number:04}A"}}}}}}}}"#
    ))
    .unwrap();
    Append {
        account: entry.account,
        expected: Expected::Any,
        entries: vec![entry],
    }
}

/// The ids of the account's entries, in order.
pub(crate) async fn ids(store: &dyn Store) -> Vec<String> {
    let entries = store.entries(key(), 0, 10).await.unwrap();
    entries.iter().map(|entry| entry.id.to_string()).collect()
}
