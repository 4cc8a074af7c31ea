//! Appends whose acknowledgement can be checked afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sa_model::{AccountKey, Entry};
use sa_store::{Append, AppendError, Expected, Storage, StoreUrl, check};

/// Accounts that are appended to.
const ACCOUNTS: u64 = 20;

/// Append number `n` of a run: one to three entries to one of the accounts.
pub(crate) fn numbered(run: &str, n: u64) -> Append {
    let account: AccountKey = format!("itsa:{}", 1_000_000_000 + n % ACCOUNTS)
        .parse()
        .unwrap();
    let parts = n % 3 + 1;
    let entries = (1..=parts)
        .map(|part| {
            let id = format!("{run}.{n}.{part}.{parts}");
            let number = format!("{run}x{n}x{part}");
            entry(
                account,
                &id,
                &format!(r#"{{"paymentReceived":{{"id":"{number}","amount":1.00}}}}"#),
            )
        })
        .collect();
    Append {
        account,
        expected: Expected::Any,
        entries,
    }
}

fn entry(account: AccountKey, id: &str, fact: &str) -> Entry {
    serde_json::from_str(&format!(
        r#"{{"account":"{account}","id":"{id}","effective":"2025-01-31","recorded":"2025-01-31T09:00:00.000Z","fact":{fact}}}"#
    ))
    .unwrap()
}

/// Opens the accounts, if they are not open.
pub(crate) async fn open_accounts(store: &Arc<dyn Storage>) -> Result<(), AppendError> {
    for n in 0..ACCOUNTS {
        let account = numbered("x", n).account;
        let utr = account.identifier();
        let nino = format!("AA{n:06}A");
        let holder = format!(
            r#"{{"accountOpened":{{"itsa":{{"utr":"{}","nino":"{nino}"}}}}}}"#,
            utr.value()
        );
        let entries = vec![entry(account, "open", &holder)];
        store
            .append(Append {
                account,
                expected: Expected::Any,
                entries,
            })
            .await?;
    }
    Ok(())
}

/// What was acknowledged: the number of the append, in its run.
pub(crate) type Acknowledged = BTreeSet<(String, u64)>;

/// Everything acknowledged is there, nothing is there in part, and a check finds nothing.
pub(crate) async fn verify(url: &StoreUrl, acknowledged: &Acknowledged) {
    let store = sa_store::open(url).await.unwrap();
    let mut parts: BTreeMap<(String, u64), BTreeSet<u64>> = BTreeMap::new();
    let mut sizes = BTreeMap::new();
    for key in store.keys(None, usize::MAX).await.unwrap() {
        for entry in store.entries(key, 1, usize::MAX).await.unwrap() {
            let id = entry.id.to_string();
            let [run, n, part, of] = id.split('.').collect::<Vec<_>>()[..] else {
                panic!("{id}")
            };
            let append = (run.to_owned(), n.parse().unwrap());
            assert!(
                parts
                    .entry(append.clone())
                    .or_default()
                    .insert(part.parse().unwrap())
            );
            sizes.insert(append, of.parse::<usize>().unwrap());
        }
    }
    for (append, of) in sizes {
        assert_eq!(parts[&append].len(), of, "{append:?} is stored in part");
    }
    for append in acknowledged {
        assert!(
            parts.contains_key(append),
            "{append:?} was acknowledged and is not there"
        );
    }
    let mut found = Vec::new();
    check(url, &mut |_| {}, &mut |finding| {
        found.push(finding.to_string());
    })
    .await
    .unwrap();
    assert_eq!(found, Vec::<String>::new());
}
