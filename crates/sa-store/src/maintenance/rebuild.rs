//! Rebuild: snapshots and identifiers made anew from the journal.

use sa_model::Identifier;

use super::of_url::of_url;
use crate::decide::further_identifiers;
use crate::maintenance::{Finding, RawEntry, folded};
use crate::row::{self, signed};
use crate::{OpenError, StoreError, StoreUrl, snapshot};

/// Accounts that are rebuilt in one transaction.
const PAGE: usize = 200;

/// How far a rebuild has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Accounts made anew.
    pub accounts: u64,
    /// Snapshots and identifiers taken away, because the journal gives no reason for them.
    pub removed: u64,
    /// Accounts whose journal cannot be folded; what was made from it before is left as it was.
    pub findings: u64,
}

/// What the journal of an account comes to, to be put in the place of what is there.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) account: String,
    pub(crate) version: i64,
    pub(crate) snapshot: Vec<u8>,
    pub(crate) identifiers: Vec<Identifier>,
}

/// A store whose snapshots and identifiers can be replaced while others write to it.
pub(crate) trait Repair {
    /// The next account keys in order, at most `most`, that journal or snapshots have.
    async fn accounts(&mut self, after: &str, most: usize) -> Result<Vec<String>, StoreError>;

    /// In one transaction, in which nobody else changes these accounts: reads the journal of each,
    /// and puts what `make` makes of it in the place of its snapshot and identifiers; where it makes
    /// nothing, of no entries, the snapshot is taken away. Gives how many were.
    async fn replace(
        &mut self,
        accounts: &[String],
        make: &mut (dyn FnMut(&str, &[RawEntry]) -> Option<Made> + Send),
    ) -> Result<u64, StoreError>;

    /// Takes away the identifiers whose account has no journal, and tells how many.
    async fn remove_astray(&mut self) -> Result<u64, StoreError>;
}

/// Makes the snapshots and identifiers of every account anew from its journal, and takes away those
/// that the journal gives no reason for.
///
/// A server may go on using the store. `progress` is called after each page of accounts, `found`
/// for each journal that cannot be folded. For PostgreSQL it runs in a tokio runtime.
///
/// # Errors
/// [`OpenError`] where the store cannot be opened, read or written.
pub async fn rebuild(
    url: &StoreUrl,
    progress: &mut (dyn FnMut(Rebuilt) + Send),
    found: &mut (dyn FnMut(&Finding) + Send),
) -> Result<Rebuilt, OpenError> {
    of_url!(url, Repairer, |store| repair(store, progress, found))
}

async fn repair(
    mut store: impl Repair,
    progress: &mut (dyn FnMut(Rebuilt) + Send),
    found: &mut (dyn FnMut(&Finding) + Send),
) -> Result<Rebuilt, StoreError> {
    let mut rebuilt = Rebuilt::default();
    let mut after = String::new();
    loop {
        let accounts = store.accounts(&after, PAGE).await?;
        let Some(last) = accounts.last().cloned() else {
            break;
        };
        let mut done = rebuilt;
        let mut make = |account: &str, entries: &[RawEntry]| {
            if entries.is_empty() {
                return None;
            }
            match made(account, entries) {
                Ok(made) => {
                    done.accounts = done.accounts.saturating_add(1);
                    Some(made)
                }
                Err(error) => {
                    done.findings = done.findings.saturating_add(1);
                    found(&Finding::Row {
                        what: error.to_string(),
                    });
                    None
                }
            }
        };
        let removed = store.replace(&accounts, &mut make).await?;
        rebuilt = done;
        rebuilt.removed = rebuilt.removed.saturating_add(removed);
        progress(rebuilt);
        after = last;
    }
    let astray = store.remove_astray().await?;
    rebuilt.removed = rebuilt.removed.saturating_add(astray);
    progress(rebuilt);
    Ok(rebuilt)
}

fn made(account: &str, entries: &[RawEntry]) -> Result<Made, Finding> {
    let key = row::key("journal", account).map_err(Finding::of)?;
    let folded = folded(key, entries)?;
    Ok(Made {
        account: account.to_owned(),
        version: signed(folded.version()),
        snapshot: snapshot::encode(&folded),
        identifiers: further_identifiers(&folded),
    })
}
