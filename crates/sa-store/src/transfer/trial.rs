//! A trial: what an import would do, without doing it.

use std::sync::Arc;

use async_trait::async_trait;
use sa_ledger::Account;
use sa_model::{AccountKey, Entry, Fact, Identifier};

use crate::{Append, AppendError, Appended, Expected, OpenError, SqliteStore, Store, StoreError};

/// A store to import into that tells what the import would do with another store, and stores
/// nothing there.
///
/// It is the import itself, into a temporary file that begins with what the other store holds of each
/// account that comes up: the same counts, the same bad lines. Several inputs are tried one after
/// the other, each on what came of those before it. The file grows with them.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use sa_store::{SqliteStore, Trial, import};
///
/// let store = SqliteStore::memory()?;
/// let trial = Trial::of(&store)?;
/// let done = import(&trial, &b"nonsense"[..], &mut |_| {}, &mut |_| {}).await?;
/// assert_eq!(done.bad, 1);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Trial<'store> {
    store: &'store dyn Store,
    scratch: SqliteStore,
}

/// Why an import cannot be tried.
#[derive(Debug, thiserror::Error)]
#[error("the trial needs a temporary file")]
pub struct TrialError(#[source] OpenError);

impl<'store> Trial<'store> {
    /// A trial that begins with what is in `store`.
    ///
    /// # Errors
    /// [`TrialError`] where there is no room for the trial's own file in the directory for temporary
    /// files.
    pub fn of(store: &'store dyn Store) -> Result<Self, TrialError> {
        let scratch = SqliteStore::scratch().map_err(TrialError)?;
        Ok(Self { store, scratch })
    }
}

impl Trial<'_> {
    /// Brings what the store holds of an account, when it comes up for the first time.
    async fn bring(&self, key: AccountKey) -> Result<(), AppendError> {
        if self.scratch.account(key).await?.is_some() || self.store.account(key).await?.is_none() {
            return Ok(());
        }
        let entries = self.store.entries(key, 0, usize::MAX).await?;
        self.scratch
            .append(Append {
                account: key,
                expected: Expected::Any,
                entries,
            })
            .await?;
        Ok(())
    }

    /// Refuses an opening whose identifier is another account's in the store.
    async fn look_up(&self, append: &Append) -> Result<(), AppendError> {
        for entry in &append.entries {
            let Fact::AccountOpened(holder) = &entry.fact else {
                continue;
            };
            for identifier in holder.identifiers() {
                let owner = self.store.account_of(identifier).await?;
                if owner.is_some_and(|owner| owner.key() != append.account) {
                    return Err(AppendError::IdentifierTaken { identifier });
                }
            }
        }
        Ok(())
    }
}

#[async_trait]
impl Store for Trial<'_> {
    async fn account(&self, key: AccountKey) -> Result<Option<Arc<Account>>, StoreError> {
        match self.scratch.account(key).await? {
            Some(account) => Ok(Some(account)),
            None => self.store.account(key).await,
        }
    }

    async fn account_of(&self, identifier: Identifier) -> Result<Option<Arc<Account>>, StoreError> {
        match self.scratch.account_of(identifier).await? {
            Some(account) => Ok(Some(account)),
            None => self.store.account_of(identifier).await,
        }
    }

    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        self.bring(append.account).await?;
        self.look_up(&append).await?;
        self.scratch.append(append).await
    }

    async fn entries(
        &self,
        key: AccountKey,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        self.scratch.entries(key, after, most).await
    }

    async fn keys(
        &self,
        after: Option<AccountKey>,
        most: usize,
    ) -> Result<Vec<AccountKey>, StoreError> {
        self.scratch.keys(after, most).await
    }
}
