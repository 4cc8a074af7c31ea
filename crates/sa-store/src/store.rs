//! The journal's store: what a place that keeps accounts must be able to do.

use core::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use futures_util::future::join_all;
use sa_ledger::{Account, Rejection};
use sa_model::{AccountKey, Entry, EntryId, Identifier};

/// Keeps the journals of accounts, durably.
///
/// What holds for every implementation (and is tested by the conformance functions): an append is
/// all or nothing and durable before it is answered; the entries of an account are numbered from 1
/// without gaps; the same entry, by its id, is stored once; a read sees every append answered
/// before it began.
#[async_trait]
pub trait Store: fmt::Debug + Send + Sync {
    /// The account, folded, or `None` when there is none.
    async fn account(&self, key: AccountKey) -> Result<Option<Arc<Account>>, StoreError>;

    /// The account that an identifier finds, in one round trip.
    async fn account_of(&self, identifier: Identifier) -> Result<Option<Arc<Account>>, StoreError>;

    /// Appends entries to one account, all of them or none, and answers when they are durable.
    async fn append(&self, append: Append) -> Result<Appended, AppendError>;

    /// Entries of an account in order, those numbered above `after`, at most `most` of them.
    async fn entries(
        &self,
        key: AccountKey,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError>;

    /// Account keys in order, those above `after`, at most `most` of them.
    async fn keys(
        &self,
        after: Option<AccountKey>,
        most: usize,
    ) -> Result<Vec<AccountKey>, StoreError>;

    /// Shows `visit` the accounts of the keys above `after`, up to and with `last`, in the order of
    /// their keys: for whoever goes through all of them once. `visit` asks the store nothing.
    ///
    /// An account that is opened meanwhile may be left out.
    async fn each_account(
        &self,
        after: Option<AccountKey>,
        last: AccountKey,
        visit: &mut (dyn for<'a> FnMut(&'a Account) + Send),
    ) -> Result<(), StoreError> {
        let mut after = after;
        loop {
            let mut keys = self.keys(after, TOGETHER).await?;
            keys.retain(|key| *key <= last);
            for account in join_all(keys.iter().map(|key| self.account(*key))).await {
                if let Some(account) = account? {
                    visit(&account);
                }
            }
            match keys.last() {
                Some(key) if keys.len() >= TOGETHER => after = Some(*key),
                Some(_) | None => return Ok(()),
            }
        }
    }
}

/// So many accounts are asked for at once by [`Store::each_account`].
const TOGETHER: usize = 128;

/// Entries to be appended to one account together.
#[derive(Debug, Clone)]
pub struct Append {
    /// The account, which is every entry's.
    pub account: AccountKey,
    /// The version that the account must have.
    pub expected: Expected,
    /// The entries, in order.
    pub entries: Vec<Entry>,
}

/// The version, which is the number of entries, that an account must have for an append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Any: what is appended does not depend on what is there.
    Any,
    /// Exactly this many entries; 0 when the account must not exist yet.
    Version(u64),
}

/// What an append did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// The version of the account after it.
    pub version: u64,
    /// How many entries were new; the others had been stored before, by their ids.
    pub new: usize,
}

/// Why an append was refused; nothing of it is stored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// The account has another version than expected: read again, decide again.
    #[error("the account has version {found}, expected {expected}")]
    Conflict {
        /// The version expected.
        expected: u64,
        /// The version found.
        found: u64,
    },
    /// An entry names another account than the append.
    #[error("entry {entry} is about another account")]
    OtherAccount {
        /// The entry.
        entry: EntryId,
    },
    /// An entry with this id and other content is stored already.
    #[error("entry {entry} is stored already with other content")]
    IdReused {
        /// The entry.
        entry: EntryId,
    },
    /// An identifier of the account that is opened belongs to another account.
    #[error("the identifier {} belongs to another account", .identifier.kind())]
    IdentifierTaken {
        /// The identifier.
        identifier: Identifier,
    },
    /// The ledger refuses an entry.
    #[error("entry {entry} is refused")]
    Rejected {
        /// The entry.
        entry: EntryId,
        /// Why.
        #[source]
        rejection: Rejection,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a store could not answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// It cannot be reached or is too busy; trying again later may help.
    #[error("the store is unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// There is no room to write; reads still work.
    #[error("the store is full")]
    Full(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What is stored cannot be read: it is damaged or from another version of the program.
    #[error("the store holds what it should not: {what}")]
    Damaged {
        /// What, where.
        what: String,
    },
}
