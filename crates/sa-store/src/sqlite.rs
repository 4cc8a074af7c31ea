//! `SqliteStore`: the embedded store, one file.

mod batch;
mod connection;
mod copy;
mod fault;
mod grants;
mod held;
mod housekeeper;
mod ids;
mod inspector;
mod just_read;
mod known_numbers;
mod numbers;
#[cfg(test)]
mod plans;
mod prepare;
mod reader;
mod readers;
mod repairer;
mod statements;
mod wal_index;
mod walk;
mod writer;

use core::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use rusqlite::Connection;
use sa_ledger::Account;
use sa_model::{AccountKey, Entry, Identifier};

pub(crate) use self::copy::copy;
use self::housekeeper::Housekeeper;
pub(crate) use self::inspector::Inspector;
use self::prepare::Prepared;
use self::reader::Shared;
use self::readers::{Now, Readers};
pub(crate) use self::repairer::Repairer;
use self::writer::{Job, Writer};
use crate::kept::{Kept, State, WasKept};
use crate::{
    Append, AppendError, Appended, Grant, OpenError, Opened, SignInStore, Storage, Store,
    StoreError, TokenHash,
};

/// Who has the connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apart {
    /// The readers have some, the writer has another.
    Yes,
    /// All have the same one.
    No,
}

/// Accounts in one SQLite file, with its write-ahead log beside it.
///
/// Any number of tasks read and append at once: reads run where they are asked for and never wait
/// for a writer; appends are decided and encoded where they are asked for and go to one writer
/// thread, which sees whether what they were decided on still holds, and makes whatever waits
/// durable in one commit (`synchronous=FULL`). Other processes may use the file at the same time: an append checks the
/// account's version inside its own transaction, and a read sees their commits at once.
///
/// A read blocks its thread for the time SQLite takes, some microseconds while the pages are in
/// memory. Dropping the store waits for what was handed to the writer.
#[derive(Debug)]
pub struct SqliteStore {
    readers: Arc<Readers>,
    kept: Arc<Kept>,
    writer: Writer,
    /// Whether readers have connections of their own.
    apart: Apart,
    /// Where a temporary file lies; last, so that it goes when the connections are closed.
    _scratch: Option<tempfile::TempDir>,
}

impl SqliteStore {
    /// Opens the file, and makes it when it is not there.
    ///
    /// # Errors
    /// [`OpenError::NoDatabase`] and [`OpenError::Foreign`] for a file of something else,
    /// [`OpenError::Newer`] for one that a newer program wrote, [`OpenError::Torn`] for one whose
    /// end is missing, [`OpenError::Store`] where it cannot be opened or written to.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let path = path.as_ref();
        Self::open_beside(connection::create(path)?, path)
    }

    /// Opens the file, which must be there and hold a store.
    ///
    /// # Errors
    /// [`OpenError::Missing`] and [`OpenError::Empty`] where there is none, else as [`Self::open`].
    pub fn open_present(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let path = path.as_ref();
        Self::open_beside(connection::open_to_write(path)?, path)
    }

    fn open_beside(writer: Connection, path: &Path) -> Result<Self, OpenError> {
        let readers = std::thread::available_parallelism()
            .map_or(2, NonZero::get)
            .clamp(2, 64);
        let readers = (0..readers)
            .map(|_| connection::open(path).map(shared))
            .collect::<Result<Vec<Shared>, OpenError>>()?;
        let keeper = connection::open(path)?;
        Self::start(readers, shared(writer), Some(keeper))
    }

    /// Makes an empty store in memory, which is gone when it is dropped. It has one connection:
    /// reads wait for each other and for the writer.
    ///
    /// # Errors
    /// [`OpenError::Store`] where there is no memory.
    pub fn memory() -> Result<Self, OpenError> {
        let only = shared(connection::memory()?);
        Self::start(vec![Arc::clone(&only)], only, None)
    }

    /// An empty store in a temporary file, for what need not outlive the process.
    pub(crate) fn scratch() -> Result<Self, OpenError> {
        let failed = |error| StoreError::Unavailable(Box::new(error));
        let directory = tempfile::tempdir().map_err(failed)?;
        let path = directory.path().join("scratch.db");
        let writer = connection::create(&path)?;
        writer.pragma_update(None, "synchronous", "OFF")?;
        let reader = connection::open(&path)?;
        let keeper = connection::open(&path)?;
        keeper.pragma_update(None, "synchronous", "OFF")?;
        let store = Self::start(vec![shared(reader)], shared(writer), Some(keeper))?;
        Ok(Self {
            _scratch: Some(directory),
            ..store
        })
    }

    /// Where all have one connection there is none for the housekeeper, and no log.
    fn start(
        readers: Vec<Shared>,
        writer: Shared,
        keeper: Option<Connection>,
    ) -> Result<Self, OpenError> {
        let failed = |error| StoreError::Unavailable(Box::new(error));
        let apart = match keeper {
            Some(_) => Apart::Yes,
            None => Apart::No,
        };
        let readers = Arc::new(Readers::new(readers));
        let start = |connection| Housekeeper::start(connection, Arc::clone(&readers));
        let keeper = keeper.map(start).transpose().map_err(failed)?;
        let writer = Writer::start(writer, Arc::clone(&readers), keeper).map_err(failed)?;
        Ok(Self {
            readers,
            kept: Kept::none(),
            writer,
            apart,
            _scratch: None,
        })
    }

    /// What an append comes to, as far as can be seen now. A refusal is left to the writer: what is
    /// in its queue may come before.
    fn prepare(&self, append: &Append, known: Option<State>) -> Option<Prepared> {
        if self.apart == Apart::No {
            return None;
        }
        let known = match self.readers.take_just_read(append.account) {
            Some(read) if known.as_ref().is_none_or(|known| read.state.is(known)) => {
                // Else it would have to be copied to be changed.
                drop(known);
                if let Some(plan) = prepare::prepare_on_read(read, append) {
                    return Some(Prepared::Plan(plan));
                }
                None
            }
            Some(_) | None => known,
        };
        let prepared = self
            .readers
            .with(|view| Ok(prepare::prepare(view, known, append)));
        prepared.ok()?.ok()
    }
}

fn shared(connection: Connection) -> Shared {
    Arc::new(Mutex::new(connection))
}

#[async_trait]
impl Store for SqliteStore {
    async fn account(&self, key: AccountKey) -> Result<Option<Arc<Account>>, StoreError> {
        let kept = &*self.kept;
        self.readers
            .with_kept(kept, |view, since| reader::account(view, kept, since, key))
    }

    async fn account_of(&self, identifier: Identifier) -> Result<Option<Arc<Account>>, StoreError> {
        let kept = &*self.kept;
        self.readers.with_kept(kept, |view, since| {
            reader::account_of(view, kept, since, identifier)
        })
    }

    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        let known = self.kept.take(append.account);
        let was_kept = match known {
            Some(_) => WasKept::Yes,
            None => WasKept::No,
        };
        let guess = match self.prepare(&append, known) {
            Some(Prepared::Nothing(appended)) => return Ok(appended),
            Some(Prepared::Plan(plan)) => Some(plan),
            None => None,
        };
        let written = self
            .writer
            .write(|answer| Job::Append(append, guess, answer))
            .await?;
        Ok(match written.prepared {
            Prepared::Nothing(appended) => appended,
            Prepared::Plan(plan) => {
                let appended = plan.write.appended;
                self.kept.offer_written(plan.write.state(), was_kept);
                appended
            }
        })
    }

    async fn entries(
        &self,
        key: AccountKey,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        self.readers
            .with(|view| reader::entries(view.connection, key, after, most))
    }

    async fn keys(
        &self,
        after: Option<AccountKey>,
        most: usize,
    ) -> Result<Vec<AccountKey>, StoreError> {
        self.readers
            .with(|view| reader::keys(view.connection, after, most))
    }

    async fn each_account(
        &self,
        after: Option<AccountKey>,
        last: AccountKey,
        visit: &mut (dyn for<'a> FnMut(&'a Account) + Send),
    ) -> Result<(), StoreError> {
        self.readers
            .with(|view| walk::each_account(view.connection, (after, last), visit))
    }
}

#[async_trait]
impl SignInStore for SqliteStore {
    async fn put_grant(&self, token: TokenHash, grant: Grant) -> Result<(), StoreError> {
        self.writer
            .write(|answer| Job::Grant(token, grant, answer))
            .await
    }

    async fn grant(&self, token: TokenHash) -> Result<Option<Arc<Grant>>, StoreError> {
        let kept = &*self.kept;
        self.readers.with_kept(kept, |view, since| {
            grants::read(view.connection, kept, since, token)
        })
    }
}

#[async_trait]
impl Storage for SqliteStore {
    fn mark(&self) -> Option<u64> {
        let now = self.readers.now(&self.kept)?;
        Some(now.since.number())
    }

    async fn opened(&self, token: TokenHash, of: Identifier) -> Result<Opened, StoreError> {
        let kept = &*self.kept;
        let now = self.readers.now(kept);
        let known = |now: Now| reader::opened_as_kept(kept, now.since, token, of);
        if let Some(known) = now.and_then(known) {
            return Ok(known);
        }
        self.readers.with_kept_as_of(now, kept, |view, since| {
            let grant = grants::read(view.connection, kept, since, token)?;
            let account = match grant {
                Some(_) => reader::account_of(view, kept, since, of),
                None => Ok(None),
            };
            Ok(Opened { grant, account })
        })
    }
}
