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
use sa_ledger::Account;
use sa_model::{AccountKey, Entry, Identifier};
use tokio::sync::{mpsc, oneshot};
use tokio::task::LocalSet;
use tokio::time::Instant;

pub(crate) use self::inspector::Inspector;
use self::link::{Connector, Link};
use self::reads::{Answer, Question, Read, SnapshotRow};
pub(crate) use self::repairer::Repairer;
use self::settings::Settings;
use self::worker::{PATIENCE, Queue, Shared};
use self::writes::{Change, Write};
use crate::decide::{fold, key_of};
use crate::kept::Kept;
use crate::{
    Append, AppendError, Appended, Grant, OpenError, PostgresUrl, SignInStore, Store, StoreError,
    TokenHash,
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
pub struct PostgresStore {
    /// `None` only while it is dropped.
    queues: Option<Queues>,
    thread: Option<JoinHandle<()>>,
    /// Who read an account often appends to it next.
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
        Ok(account.map(|account| {
            let account = Arc::new(account);
            self.kept.keep(Arc::clone(&account));
            account
        }))
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
        let row = self.ask(|answer| Question::Account(key, answer)).await?;
        self.decoded(row).await
    }

    async fn account_of(&self, identifier: Identifier) -> Result<Option<Arc<Account>>, StoreError> {
        if let Some(key) = key_of(identifier) {
            return self.account(key).await;
        }
        let row = self
            .ask(|answer| Question::AccountOf(identifier, answer))
            .await?;
        self.decoded(row).await
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

    async fn grant(&self, token: TokenHash) -> Result<Option<Grant>, StoreError> {
        self.ask(|answer| Question::Grant(token, answer)).await
    }
}
