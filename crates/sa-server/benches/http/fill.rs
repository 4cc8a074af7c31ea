//! The accounts that are read: those of the generator, and a token for each.

use std::sync::Arc;

use sa_model::{AccountHolder, Entry, Fact};
use sa_store::{Append, Expected, Grant, Storage, Subject, TokenHash};
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;

/// The generator's seed.
const SEED: u64 = 1;

/// How many appends are under way at once while a store is filled.
pub(crate) const AT_ONCE: u64 = 256;

/// The store of a URL.
pub(crate) async fn open(url: &str) -> Arc<dyn Storage> {
    sa_store::open(&url.parse().unwrap()).await.unwrap()
}

/// Puts accounts 0 up to `accounts` and their tokens into a store that has them not.
pub(crate) async fn fill(url: &str, accounts: u64) {
    let store = open(url).await;
    // The tokens are put in after all accounts, each in its turn.
    let last = hash(accounts - 1);
    if store.grant(last).await.unwrap().is_some() {
        return;
    }
    each(0..accounts, AT_ONCE, &store, |store, number| async move {
        let entries = journal(number);
        let append = Append {
            account: entries.first().unwrap().account,
            expected: Expected::Any,
            entries,
        };
        store.append(append).await.unwrap();
    })
    .await;
    each(0..accounts, AT_ONCE, &store, |store, number| async move {
        put_token(&*store, number, subject(&journal(number))).await;
    })
    .await;
}

/// Does a thing for each number, so many at once.
pub(crate) async fn each<F: Future<Output = ()> + Send + 'static>(
    numbers: impl IntoIterator<Item = u64>,
    at_once: u64,
    store: &Arc<dyn Storage>,
    what: impl Fn(Arc<dyn Storage>, u64) -> F,
) {
    let mut running = JoinSet::new();
    for number in numbers {
        running.spawn(what(Arc::clone(store), number));
        if running.len() as u64 >= at_once {
            running.join_next().await.unwrap().unwrap();
        }
    }
    while let Some(done) = running.join_next().await {
        done.unwrap();
    }
}

/// The journal of an account of the generator.
pub(crate) fn journal(number: u64) -> Vec<Entry> {
    sa_store::generated_journal(SEED, number).unwrap()
}

/// Who may see the account of a journal.
pub(crate) fn subject(journal: &[Entry]) -> Subject {
    let Some(Fact::AccountOpened(holder)) = journal.first().map(|entry| &entry.fact) else {
        panic!("a journal begins with its opening");
    };
    match holder {
        AccountHolder::Itsa(taxpayer) => Subject {
            utr: Some(taxpayer.utr),
            nino: taxpayer.nino,
            ..Subject::default()
        },
        AccountHolder::Vat(trader) => Subject {
            vrn: Some(trader.vrn),
            ..Subject::default()
        },
    }
}

/// The text of a token: its number in 32 digits.
pub(crate) fn token_text(number: u64) -> String {
    format!("{number:032}")
}

fn hash(number: u64) -> TokenHash {
    TokenHash(Sha256::digest(token_text(number)).into())
}

/// Stores a token that opens all that its subject has.
pub(crate) async fn put_token(store: &dyn Storage, number: u64, subject: Subject) {
    let scopes = ["read:vat", "write:vat", "read:self-assessment"];
    let grant = Grant {
        scopes: scopes.map(str::to_owned).into(),
        subject,
        issued: "2026-01-01T00:00:00Z".parse().unwrap(),
        expires: "9999-01-01T00:00:00Z".parse().unwrap(),
        sandbox: true,
    };
    store.put_grant(hash(number), grant).await.unwrap();
}
