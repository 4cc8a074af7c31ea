//! `PostgresStore`: accounts in PostgreSQL, for any number of servers.

mod carry_out;
mod fault;
mod inspector;
mod link;
mod migration;
mod plan;
mod reads;
mod repairer;
mod rows;
mod settings;
mod statements;
mod tls;
mod worker;
mod writes;

use std::sync::Arc;
use std::thread::JoinHandle;

use async_trait::async_trait;
use futures_util::future::join;
use sa_ledger::Account;
use sa_model::{AccountKey, Entry, Identifier};
use tokio::sync::{mpsc, oneshot};
use tokio::task::LocalSet;
use tokio::time::Instant;

pub(crate) use self::inspector::Inspector;
use self::link::{Connector, Link};
use self::reads::{Answer, Held, Question, Read, SnapshotRow, Wanted};
pub(crate) use self::repairer::Repairer;
use self::settings::Settings;
use self::worker::{PATIENCE, Queue, Shared};
use self::writes::{Change, Write};
use crate::decide::{fold, key_of};
use crate::kept::{Found, Kept};
use crate::{
    Append, AppendError, Appended, Grant, OpenError, Opened, PostgresUrl, SignInStore, Storage,
    Store, StoreError, TokenHash,
};

/// How much may wait of each kind; who comes after that waits to get into the queue.
const QUEUE: usize = 4096;

/// Connections for reads: while one waits for its batch, the other takes the next.
const READERS: usize = 2;

/// Connections for appends.
const WRITERS: usize = 2;

/// Accounts in a PostgreSQL database, which any number of these stores, in any number of processes,
/// may use at once.
///
/// It has few connections, on a thread of its own. Reads, and appends, that come while a batch is on
/// its way form the next batch. While the server is away, reads and appends are tried again for some
/// seconds and then answered with [`StoreError::Unavailable`]; connections are made again by
/// themselves.
///
/// An append that was cut off is tried again too: its entries are recognised by their ids, and
/// those that had been stored count as not new in [`Appended`].
///
/// Accounts and grants that were read are kept decoded; each read asks the server whether they are
/// still what it holds.
pub struct PostgresStore {
    /// `None` only while it is dropped.
    queues: Option<Queues>,
    thread: Option<JoinHandle<()>>,
    /// Who read an account often reads it again, or appends to it next.
    kept: Arc<Kept>,
}

#[derive(Debug)]
struct Queues {
    reads: mpsc::Sender<Read>,
    writes: mpsc::Sender<Write>,
}

impl core::fmt::Debug for PostgresStore {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str("PostgresStore")
    }
}

/// The thread that speaks to the server has ended.
#[derive(Debug, thiserror::Error)]
#[error("the connections have ended")]
struct ConnectionsGone;

fn gone() -> StoreError {
    StoreError::Unavailable(Box::new(ConnectionsGone))
}

impl PostgresStore {
    /// Connects to a database, and makes the tables when they are not there.
    ///
    /// # Errors
    /// [`OpenError::Url`] for a URL that says what is not known, [`OpenError::Newer`] for a
    /// database that a newer program made, [`OpenError::Store`] where it cannot be reached.
    pub async fn open(url: &PostgresUrl) -> Result<Self, OpenError> {
        let settings = Arc::new(Settings::read(url)?);
        let tls = tls::connector(&settings.protection)?;
        let connector = Connector { settings, tls };
        let kept = Kept::none();
        let shared = Shared {
            layout: connector.settings.layout,
            kept: Arc::clone(&kept),
        };
        let (opened, is_open) = oneshot::channel();
        let (reads, read_queue) = mpsc::channel(QUEUE);
        let (writes, write_queue) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("sa-store-postgres".to_owned())
            .spawn(move || {
                serve(
                    &connector,
                    &shared,
                    opened,
                    Queue::new(read_queue),
                    Queue::new(write_queue),
                );
            })
            .map_err(|error| StoreError::Unavailable(Box::new(error)))?;
        let store = Self {
            queues: Some(Queues { reads, writes }),
            thread: Some(thread),
            kept,
        };
        is_open.await.unwrap_or_else(|_ended| Err(gone().into()))?;
        Ok(store)
    }

    async fn ask<T>(
        &self,
        question: impl FnOnce(Answer<T>) -> Question + Send,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let read = Read {
            deadline: deadline(),
            question: question(answer),
        };
        let queue = self.queues.as_ref().ok_or_else(gone)?;
        queue.reads.send(read).await.map_err(|_ended| gone())?;
        answered.await.unwrap_or_else(|_ended| Err(gone()))
    }

    async fn change<T, E: From<StoreError>>(
        &self,
        change: impl FnOnce(oneshot::Sender<Result<T, E>>) -> Change + Send,
    ) -> Result<T, E> {
        let (answer, answered) = oneshot::channel();
        let write = Write {
            deadline: deadline(),
            change: change(answer),
        };
        let queue = self.queues.as_ref().ok_or_else(gone)?;
        queue.writes.send(write).await.map_err(|_ended| gone())?;
        answered.await.unwrap_or_else(|_ended| Err(gone().into()))
    }

    async fn decoded(&self, row: SnapshotRow) -> Result<Option<Arc<Account>>, StoreError> {
        let account = match row.as_deref().map(rows::snapshot).transpose()? {
            None => None,
            Some((_, Some(account))) => Some(account),
            Some((key, None)) => {
                let journal = self.entries(key, 0, usize::MAX).await?;
                fold(None, &journal).map_err(|refused| refused.in_journal(key))?
            }
        };
        let account = account.map(Arc::new);
        if let Some(account) = &account {
            self.kept.keep(Arc::clone(account));
        }
        Ok(account)
    }

    /// An account, of which this is known and this is held.
    async fn settled(
        &self,
        key: AccountKey,
        known: Option<Found<Arc<Account>>>,
        held: Held,
    ) -> Result<Option<Arc<Account>>, StoreError> {
        match (held, known) {
            (Held::Nothing, _) => Ok(None),
            (Held::Row(row), _) => self.decoded(Some(row)).await,
            (Held::AsKnown, Some(known)) => Ok(Some(known.value)),
            (Held::AsKnown, None) | (Held::Changed, _) => {
                let wanted = Wanted { key, known: None };
                match self.ask(|answer| Question::Account(wanted, answer)).await? {
                    Held::Row(row) => self.decoded(Some(row)).await,
                    Held::Nothing | Held::AsKnown | Held::Changed => Ok(None),
                }
            }
        }
    }

    /// An account to be asked for, and what is known of it.
    fn wanted(&self, key: AccountKey) -> (Wanted, Option<Found<Arc<Account>>>) {
        let found = self.kept.account(key);
        let known = found.as_ref().map(|found| found.value.version());
        (Wanted { key, known }, found)
    }

    /// The grant of what the server holds for a token.
    fn decoded_grant(
        &self,
        token: TokenHash,
        allows: Option<String>,
    ) -> Result<Option<Arc<Grant>>, StoreError> {
        let Some(allows) = allows else {
            return Ok(None);
        };
        let known = self.kept.grant(token);
        let now = self.kept.now();
        self.kept.keep_grant(token, &allows, known, now).map(Some)
    }
}

/// A connection of one's own to a database that is in the present form.
async fn connect(url: &PostgresUrl) -> Result<tokio_postgres::Client, OpenError> {
    let settings = Arc::new(Settings::read(url)?);
    let tls = tls::connector(&settings.protection)?;
    let mut client = Connector { settings, tls }.connect().await?;
    migration::migrate(&mut client).await?;
    Ok(client)
}

fn deadline() -> Instant {
    let now = Instant::now();
    now.checked_add(PATIENCE).unwrap_or(now)
}

/// The thread: brings the database to its form, then works until the store is dropped.
fn serve(
    connector: &Connector,
    shared: &Shared,
    opened: oneshot::Sender<Result<(), OpenError>>,
    reads: Queue<Read>,
    writes: Queue<Write>,
) {
    let runtime = match tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            let error = StoreError::Unavailable(Box::new(error));
            return drop(opened.send(Err(error.into())));
        }
    };
    let workers = LocalSet::new();
    for _ in 0..READERS {
        workers.spawn_local(worker::run(
            reads.clone(),
            Link::new(connector.clone()),
            shared.clone(),
        ));
    }
    for _ in 0..WRITERS {
        workers.spawn_local(worker::run(
            writes.clone(),
            Link::new(connector.clone()),
            shared.clone(),
        ));
    }
    let ready = runtime.block_on(async {
        let mut client = connector.connect().await?;
        migration::migrate(&mut client).await
    });
    let is_ready = ready.is_ok();
    if opened.send(ready).is_ok() && is_ready {
        drop((reads, writes));
        runtime.block_on(workers);
    }
}

impl Drop for PostgresStore {
    /// Waits until all that was handed over is answered.
    fn drop(&mut self) {
        drop(self.queues.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

#[async_trait]
impl Store for PostgresStore {
    async fn account(&self, key: AccountKey) -> Result<Option<Arc<Account>>, StoreError> {
        let (wanted, known) = self.wanted(key);
        let held = self.ask(|answer| Question::Account(wanted, answer)).await?;
        self.settled(key, known, held).await
    }

    async fn account_of(&self, identifier: Identifier) -> Result<Option<Arc<Account>>, StoreError> {
        if let Some(key) = key_of(identifier).or_else(|| self.kept.owner(identifier)) {
            return self.account(key).await;
        }
        let row = self
            .ask(|answer| Question::AccountOf(identifier, answer))
            .await?;
        let account = self.decoded(row).await?;
        if let Some(account) = &account {
            self.kept.keep_owner(identifier, account.key());
        }
        Ok(account)
    }

    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        self.change(|answer| Change::Append(append, answer)).await
    }

    async fn entries(
        &self,
        key: AccountKey,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        self.ask(|answer| Question::Entries {
            key,
            after,
            most,
            answer,
        })
        .await
    }

    async fn keys(
        &self,
        after: Option<AccountKey>,
        most: usize,
    ) -> Result<Vec<AccountKey>, StoreError> {
        self.ask(|answer| Question::Keys {
            after,
            most,
            answer,
        })
        .await
    }
}

#[async_trait]
impl SignInStore for PostgresStore {
    async fn put_grant(&self, token: TokenHash, grant: Grant) -> Result<(), StoreError> {
        self.change(|answer| Change::Grant(token, grant, answer))
            .await
    }

    async fn grant(&self, token: TokenHash) -> Result<Option<Arc<Grant>>, StoreError> {
        let allows = self.ask(|answer| Question::Grant(token, answer)).await?;
        self.decoded_grant(token, allows)
    }
}

#[async_trait]
impl Storage for PostgresStore {
    async fn opened(&self, token: TokenHash, of: Identifier) -> Result<Opened, StoreError> {
        let Some(key) = key_of(of).or_else(|| self.kept.owner(of)) else {
            let (grant, account) = join(self.grant(token), self.account_of(of)).await;
            let grant = grant?;
            let account = if grant.is_some() { account } else { Ok(None) };
            return Ok(Opened { grant, account });
        };
        let (wanted, known) = self.wanted(key);
        let rows = self
            .ask(|answer| Question::Opened(token, wanted, answer))
            .await?;
        let grant = self.decoded_grant(token, rows.allows)?;
        let account = match grant {
            Some(_) => self.settled(key, known, rows.account).await,
            None => Ok(None),
        };
        Ok(Opened { grant, account })
    }
}
