//! `PostgresStore`: accounts in PostgreSQL, for any number of servers.

mod carry_out;
mod fault;
mod inspector;
mod link;
mod mark;
mod migration;
mod plan;
mod reads;
mod repairer;
mod rounds;
mod rows;
mod serve;
mod settings;
mod settle;
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
use tokio::time::{Instant, timeout_at};

pub(crate) use self::inspector::Inspector;
use self::link::Connector;
use self::mark::Marks;
use self::reads::{Answer, Question, Read, Wanted};
pub(crate) use self::repairer::Repairer;
use self::rounds::{Asked, Rounds};
use self::serve::{Waiting, serve};
use self::settings::{Settings, Statements};
use self::worker::{LAST_ATTEMPT, PATIENCE, Queue, Shared};
use self::writes::{Change, Write};
use crate::decide::{is_of, key_of};
use crate::kept::{Found, Kept, Moment, State};
use crate::{
    Append, AppendError, Appended, Grant, OpenError, Opened, PostgresUrl, SignInStore, Storage,
    Store, StoreError, TokenHash,
};

/// How much may wait of each kind; who comes after that waits to get into the queue.
const QUEUE: usize = 4096;

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
/// It is used within a runtime of tokio that keeps time: no answer is waited for without end.
///
/// Accounts and grants that were read are kept decoded; each read asks the server whether anything
/// was committed since, or where that is so whether they are still what it holds.
pub struct PostgresStore {
    /// `None` only while it is dropped.
    queues: Option<Queues>,
    thread: Option<JoinHandle<()>>,
    /// Who read an account often reads it again, or appends to it next.
    kept: Arc<Kept>,
    marks: Arc<Marks>,
    rounds: Arc<Rounds>,
}

#[derive(Debug)]
struct Queues {
    rounds: mpsc::Sender<Asked>,
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
        let settings = Arc::new(Settings::read(url, Statements::Brief)?);
        let tls = tls::connector(&settings.protection)?;
        let connector = Connector { settings, tls };
        let kept = Kept::none();
        let marks = Arc::new(Marks::default());
        let shared = Shared {
            layout: connector.settings.layout,
            kept: Arc::clone(&kept),
            marks: Arc::clone(&marks),
        };
        let (opened, is_open) = oneshot::channel();
        let (rounds, round_queue) = mpsc::channel(QUEUE);
        let (reads, read_queue) = mpsc::channel(QUEUE);
        let (writes, write_queue) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("sa-store-postgres".to_owned())
            .spawn(move || {
                let waiting = Waiting {
                    rounds: Queue::new(round_queue),
                    reads: Queue::new(read_queue),
                    writes: Queue::new(write_queue),
                };
                serve(&connector, &shared, opened, waiting);
            })
            .map_err(|error| StoreError::Unavailable(Box::new(error)))?;
        let store = Self {
            queues: Some(Queues {
                rounds,
                reads,
                writes,
            }),
            thread: Some(thread),
            kept,
            marks,
            rounds: Rounds::new(),
        };
        is_open.await.unwrap_or_else(|_ended| Err(gone().into()))?;
        Ok(store)
    }

    async fn ask<T>(
        &self,
        deadline: Instant,
        question: impl FnOnce(Answer<T>) -> Question + Send,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let question = question(answer);
        let read = Read { deadline, question };
        let queue = self.queues.as_ref().ok_or_else(gone)?;
        let answered = async {
            queue.reads.send(read).await.map_err(|_ended| gone())?;
            answered.await.unwrap_or_else(|_ended| Err(gone()))
        };
        within(deadline, answered).await
    }

    /// Whether nothing was committed since a moment, as far as the server is asked: where somebody
    /// was seen to commit since, or does so all the time, it is not.
    async fn is_unchanged_since(&self, moment: Moment, deadline: Instant) -> bool {
        if moment != self.kept.now() || !self.marks.are_quiet() {
            return false;
        }
        let asked = async {
            let round = match (self.rounds.gathering(), &self.queues) {
                (Some(round), _) => Some(round),
                (None, None) => None,
                (None, Some(queues)) => queues
                    .rounds
                    .reserve()
                    .await
                    .ok()
                    .and_then(|queue| self.rounds.gather(deadline, |asked| queue.send(asked))),
            };
            match round {
                Some(round) => round.answer().await == Some(moment),
                None => false,
            }
        };
        timeout_at(deadline, asked).await.unwrap_or(false)
    }

    async fn change<T, E: From<StoreError>>(
        &self,
        change: impl FnOnce(oneshot::Sender<Result<T, E>>) -> Change + Send,
    ) -> Result<T, E> {
        let (answer, answered) = oneshot::channel();
        let deadline = deadline();
        let change = change(answer);
        let queue = self.queues.as_ref().ok_or_else(gone)?;
        let answered = async {
            let write = Write { deadline, change };
            queue.writes.send(write).await.map_err(|_ended| gone())?;
            answered.await.unwrap_or_else(|_ended| Err(gone().into()))
        };
        within(deadline, answered).await
    }

    /// An account to be asked for, and what is known of it.
    fn wanted(&self, key: AccountKey) -> (Wanted, Option<Found<State>>) {
        let found = self.kept.account(key);
        let known = found.as_ref().map(|found| {
            let state = &found.value;
            (state.account.version(), state.stamp)
        });
        (Wanted { key, known }, found)
    }
}

/// A connection of one's own to a database that is in the present form, for long statements.
async fn connect(url: &PostgresUrl) -> Result<tokio_postgres::Client, OpenError> {
    let settings = Arc::new(Settings::read(url, Statements::Long)?);
    let tls = tls::connector(&settings.protection)?;
    let mut client = Connector { settings, tls }.connect().await?;
    migration::require(&mut client).await?;
    Ok(client)
}

fn deadline() -> Instant {
    let now = Instant::now();
    now.checked_add(PATIENCE).unwrap_or(now)
}

/// Waits for an answer no longer than the last attempt may take, whatever keeps the connections'
/// thread from giving it.
async fn within<T, E: From<StoreError>>(
    deadline: Instant,
    answered: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let last = deadline.checked_add(LAST_ATTEMPT).unwrap_or(deadline);
    match timeout_at(last, answered).await {
        Ok(answer) => answer,
        Err(elapsed) => Err(StoreError::Unavailable(Box::new(elapsed)).into()),
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
        let deadline = deadline();
        let (wanted, known) = self.wanted(key);
        if let Some(known) = &known
            && self.is_unchanged_since(known.at, deadline).await
        {
            return Ok(Some(Arc::clone(&known.value.account)));
        }
        let held = self
            .ask(deadline, |answer| Question::Account(wanted, answer))
            .await?;
        self.settled(deadline, key, known, held).await
    }

    async fn account_of(&self, identifier: Identifier) -> Result<Option<Arc<Account>>, StoreError> {
        if let Some(key) = key_of(identifier) {
            return self.account(key).await;
        }
        // What an identifier finds changes only where the look-up table is made anew.
        if let Some(key) = self.kept.owner(identifier)
            && let Some(account) = self.account(key).await?
            && is_of(identifier, &account)
        {
            return Ok(Some(account));
        }
        let row = self
            .ask(deadline(), |answer| Question::AccountOf(identifier, answer))
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
        self.ask(deadline(), |answer| Question::Entries {
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
        self.ask(deadline(), |answer| Question::Keys {
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
        let deadline = deadline();
        let known = self.kept.grant(token);
        if let Some(known) = &known
            && self.is_unchanged_since(known.at, deadline).await
        {
            return Ok(Some(known.value.grant()));
        }
        let allows = self
            .ask(deadline, |answer| Question::Grant(token, answer))
            .await?;
        self.decoded_grant(token, known, allows)
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
        let deadline = deadline();
        let known_grant = self.kept.grant(token);
        let (wanted, known) = self.wanted(key);
        if let (Some(grant), Some(account)) = (&known_grant, &known)
            && grant.at == account.at
            && is_of(of, &account.value.account)
            && self.is_unchanged_since(account.at, deadline).await
        {
            return Ok(Opened {
                grant: Some(grant.value.grant()),
                account: Ok(Some(Arc::clone(&account.value.account))),
            });
        }
        let Found { value: rows, at } = self
            .ask(deadline, |answer| Question::Opened(token, wanted, answer))
            .await?;
        let allows = Found {
            value: rows.allows,
            at,
        };
        let grant = self.decoded_grant(token, known_grant, allows)?;
        let held = Found {
            value: rows.account,
            at,
        };
        if grant.is_none() {
            return Ok(Opened {
                grant,
                account: Ok(None),
            });
        }
        let account = match self.settled(deadline, key, known, held).await {
            Ok(Some(account)) if is_of(of, &account) => Ok(Some(account)),
            // It was somebody else's when it was read last.
            Ok(_) if key_of(of).is_none() => self.account_of(of).await,
            account => account,
        };
        Ok(Opened { grant, account })
    }
}
