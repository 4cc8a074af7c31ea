//! A trial: what an import would do, without doing it.

use std::io::BufRead;
use std::sync::Arc;

use async_trait::async_trait;
use sa_ledger::Account;
use sa_model::{AccountKey, Entry, Fact, Identifier};

use crate::{
    Append, AppendError, Appended, BadLine, Expected, ImportError, Imported, OpenError,
    SqliteStore, Store, StoreError, import,
};

/// Why an import cannot be tried.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckImportError {
    /// There is no room for the trial's own file in the directory for temporary files.
    #[error("the trial needs a temporary file")]
    Scratch(#[source] OpenError),
    /// The import would end early.
    #[error(transparent)]
    Import(#[from] ImportError),
}

/// Tells what [`import`] would do with `input`, and stores nothing.
///
/// It is the import itself, into a temporary file that begins with what `store` holds of each
/// account that comes up: the same counts, the same bad lines. The file grows with the input.
///
/// # Errors
/// [`CheckImportError`] where there is no room for the file, the input cannot be read, or a store
/// fails.
pub async fn check_import(
    store: &dyn Store,
    input: impl BufRead + Send,
    progress: &mut (dyn FnMut(Imported) + Send),
    bad: &mut (dyn FnMut(BadLine<'_>) + Send),
) -> Result<Imported, CheckImportError> {
    let scratch = SqliteStore::scratch().map_err(CheckImportError::Scratch)?;
    let trial = Trial { store, scratch };
    Ok(import(&trial, input, progress, bad).await?)
}

/// A store that reads from another one and writes to its own.
#[derive(Debug)]
struct Trial<'store> {
    store: &'store dyn Store,
    scratch: SqliteStore,
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
