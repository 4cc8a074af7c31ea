//! The sample accounts that a new sandbox begins with, and the calls that try them.

use std::collections::BTreeSet;

use sa_model::{AccountHolder, Entry};
use sa_store::{Append, AppendError, Expected, Storage, StoreError, Subject};
use time::Date;

use crate::gateway::SCOPES;
use crate::token::BearerToken;
use crate::token_command::{TokenError, issue};

/// The account behind the example of the Self Assessment liability API.
pub(crate) const PUBLISHED: &str = include_str!("../../../examples/data/seed.ndjson");

/// That account, and a VAT trader.
const FILES: [&str; 2] = [PUBLISHED, include_str!("../../../examples/data/vat.ndjson")];

/// Why the sample accounts could not be loaded or opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SampleError {
    #[error("a sample entry is no entry")]
    NoEntry(#[from] serde_json::Error),
    #[error("a sample entry is refused")]
    Refused(#[from] AppendError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("no token could be issued for the sample accounts")]
    Token(#[from] TokenError),
}

/// Loads the sample accounts into a store that has none; says how many entries, if it did.
pub(crate) async fn fill_if_empty(store: &dyn Storage) -> Result<Option<usize>, SampleError> {
    if !store.keys(None, 1).await?.is_empty() {
        return Ok(None);
    }
    let mut count: usize = 0;
    for account in accounts()? {
        let Some(first) = account.first() else {
            continue;
        };
        count = count.saturating_add(account.len());
        let append = Append {
            account: first.account,
            expected: Expected::Any,
            entries: account,
        };
        store.append(append).await?;
    }
    Ok(Some(count))
}

/// The entries of each sample account: one file holds one account.
fn accounts() -> Result<Vec<Vec<Entry>>, serde_json::Error> {
    FILES
        .iter()
        .map(|file| file.lines().map(serde_json::from_str).collect())
        .collect()
}

/// The latest day from which a fact of the sample accounts holds.
pub(crate) fn last_day() -> Result<Option<Date>, SampleError> {
    let entries = accounts()?.into_iter().flatten();
    Ok(entries.map(|entry| entry.effective).max())
}

/// A token that opens the sample accounts.
pub(crate) struct Key {
    token: BearerToken,
    subject: Subject,
}

/// Issues a token for the sample accounts, where they are in the store.
pub(crate) async fn key(store: &dyn Storage) -> Result<Option<Key>, SampleError> {
    let mut subject = Subject::default();
    for account in accounts()? {
        let Some(first) = account.first() else {
            continue;
        };
        let Some(stored) = store.account(first.account).await? else {
            return Ok(None);
        };
        match stored.holder() {
            AccountHolder::Itsa(taxpayer) => {
                subject.utr = Some(taxpayer.utr);
                subject.nino = taxpayer.nino;
            }
            AccountHolder::Vat(trader) => subject.vrn = Some(trader.vrn),
        }
    }
    let scopes: BTreeSet<String> = SCOPES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let token = issue(store, scopes, subject.clone()).await?;
    Ok(Some(Key { token, subject }))
}

impl Key {
    /// One `curl` for each of the three systems, to paste as they are.
    pub(crate) fn calls(&self, url: &str) -> String {
        let bearer = format!("-H 'Authorization: Bearer {}'", self.token.expose());
        let mut calls = Vec::new();
        if let Some(utr) = self.subject.utr {
            calls.push(format!("curl {bearer} {url}/{utr}"));
        }
        if let Some(nino) = self.subject.nino {
            calls.push(format!(
                "curl {bearer} -H 'Accept: application/vnd.hmrc.4.0+json' \
                 '{url}/accounts/self-assessment/{nino}/balance-and-transactions?onlyOpenItems=true'"
            ));
        }
        if let Some(vrn) = self.subject.vrn {
            calls.push(format!(
                "curl {bearer} -H 'Accept: application/vnd.hmrc.1.0+json' \
                 '{url}/organisations/vat/{vrn}/obligations?from=2025-01-01&to=2025-12-31'"
            ));
        }
        calls.join("\n\n")
    }
}
