//! Reads: whatever waits goes to the server as one statement of each kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::future::{join_all, try_join5};
use sa_model::{AccountKey, Entry, Identifier};
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_postgres::Row;

use crate::kept::{Found, Moment};
use crate::postgres::fault::Fault;
use crate::postgres::link::Connected;
use crate::postgres::rows;
use crate::postgres::worker::{Shared, Work};
use crate::row::signed;
use crate::snapshot::Stamp;
use crate::{StoreError, TokenHash};

/// Where an answer goes.
pub(super) type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

/// A row of the snapshot table, shared by all who asked for it: whoever waits decodes it.
pub(super) type SnapshotRow = Option<Arc<Row>>;

/// An account that is asked for, and the version of it that is known, with its snapshot's stamp.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) key: AccountKey,
    pub(super) known: Option<(u64, Stamp)>,
}

/// What the server holds of an account.
pub(super) enum Held {
    /// Nothing.
    Nothing,
    /// What is known.
    AsKnown,
    /// Another version than is known.
    Changed,
    /// This, where nothing is known.
    Row(Arc<Row>),
}

/// What a token allows, as it is stored, and an account.
pub(super) struct OpenedRows {
    pub(super) allows: Option<String>,
    pub(super) account: Held,
}

/// A read that waits.
pub(super) struct Read {
    pub(super) deadline: Instant,
    pub(super) question: Question,
}

/// What is asked.
pub(super) enum Question {
    Account(Wanted, Answer<Found<Held>>),
    AccountOf(Identifier, Answer<Found<SnapshotRow>>),
    Grant(TokenHash, Answer<Found<Option<String>>>),
    Opened(TokenHash, Wanted, Answer<Found<OpenedRows>>),
    Entries {
        key: AccountKey,
        after: u64,
        most: usize,
        answer: Answer<Vec<Entry>>,
    },
    Keys {
        after: Option<AccountKey>,
        most: usize,
        answer: Answer<Vec<AccountKey>>,
    },
}

impl Work for Read {
    async fn attempt(
        connected: &Connected,
        shared: &Shared,
        batch: &mut Vec<Self>,
    ) -> Result<(), Fault> {
        let found = Gathered::ask(connected, shared, batch).await?;
        let (gathered, single): (Vec<Self>, Vec<Self>) = batch
            .drain(..)
            .partition(|read| read.question.is_gathered());
        for read in gathered {
            read.answer(&found);
        }
        let left = join_all(single.into_iter().map(|read| read.run(connected))).await;
        let mut fault = None;
        for (read, its_fault) in left.into_iter().flatten() {
            batch.push(read);
            fault = Some(its_fault);
        }
        fault.map_or(Ok(()), Err)
    }

    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn fail(self, error: StoreError) {
        match self.question {
            Question::Account(_, answer) => drop(answer.send(Err(error))),
            Question::AccountOf(_, answer) => drop(answer.send(Err(error))),
            Question::Grant(_, answer) => drop(answer.send(Err(error))),
            Question::Opened(_, _, answer) => drop(answer.send(Err(error))),
            Question::Entries { answer, .. } => drop(answer.send(Err(error))),
            Question::Keys { answer, .. } => drop(answer.send(Err(error))),
        }
    }
}

impl Question {
    fn is_gathered(&self) -> bool {
        match self {
            Self::Account(..) | Self::AccountOf(..) | Self::Grant(..) | Self::Opened(..) => true,
            Self::Entries { .. } | Self::Keys { .. } => false,
        }
    }
}

/// What a batch wants to know.
#[derive(Default)]
struct Asked {
    known: Vec<String>,
    unknown: Vec<String>,
    values: Vec<String>,
    tokens: Vec<Vec<u8>>,
}

impl Asked {
    fn of(batch: &[Read]) -> Self {
        let mut asked = Self::default();
        for read in batch {
            match &read.question {
                Question::Account(wanted, _) => asked.want(*wanted),
                Question::AccountOf(identifier, _) => {
                    asked.values.push(identifier.value().to_owned());
                }
                Question::Grant(token, _) => asked.tokens.push(token.0.to_vec()),
                Question::Opened(token, wanted, _) => {
                    asked.tokens.push(token.0.to_vec());
                    asked.want(*wanted);
                }
                Question::Entries { .. } | Question::Keys { .. } => {}
            }
        }
        asked
    }

    fn want(&mut self, wanted: Wanted) {
        let keys = match wanted.known {
            Some(_) => &mut self.known,
            None => &mut self.unknown,
        };
        keys.push(wanted.key.to_string());
    }
}

/// What the gathered statements found.
struct Gathered {
    at: Moment,
    /// Version and stamp of each account of which some are known.
    versions: BTreeMap<String, (i64, Stamp)>,
    accounts: BTreeMap<String, Arc<Row>>,
    identified: BTreeMap<(String, String), Arc<Row>>,
    grants: BTreeMap<Vec<u8>, String>,
}

impl Gathered {
    /// Asks for all that the batch wants, in one round trip.
    async fn ask(connected: &Connected, shared: &Shared, batch: &[Read]) -> Result<Self, Fault> {
        let asked = Asked::of(batch);
        let prepared = &connected.prepared;
        // They are sent in this order: what is found is as the mark says, or newer.
        let (mark, versions, accounts, identified, grants) = try_join5(
            connected.mark(),
            connected.gathered(&prepared.versions, asked.known),
            connected.gathered(&prepared.snapshots, asked.unknown),
            connected.gathered(&prepared.snapshots_of, asked.values),
            connected.gathered(&prepared.grants, asked.tokens),
        )
        .await?;
        let mut found = Self {
            at: shared.marks.notice(mark, &shared.kept),
            versions: BTreeMap::new(),
            accounts: BTreeMap::new(),
            identified: BTreeMap::new(),
            grants: BTreeMap::new(),
        };
        for row in versions {
            let stamp = Stamp::of(row.try_get(2)?);
            found
                .versions
                .insert(row.try_get(0)?, (row.try_get(1)?, stamp));
        }
        for row in accounts {
            found.accounts.insert(row.try_get(0)?, Arc::new(row));
        }
        for row in identified {
            found
                .identified
                .insert((row.try_get(4)?, row.try_get(5)?), Arc::new(row));
        }
        for row in grants {
            found.grants.insert(row.try_get(0)?, row.try_get(1)?);
        }
        Ok(found)
    }

    fn account(&self, wanted: Wanted) -> Held {
        let key = wanted.key.to_string();
        let Some((version, stamp)) = wanted.known else {
            let row = self.accounts.get(&key).cloned();
            return row.map_or(Held::Nothing, Held::Row);
        };
        match self.versions.get(&key) {
            None => Held::Nothing,
            Some(found) if *found == (signed(version), stamp) => Held::AsKnown,
            Some(_) => Held::Changed,
        }
    }

    /// What was read at this moment.
    fn as_found<T>(&self, value: T) -> Found<T> {
        Found { value, at: self.at }
    }

    fn allows(&self, token: TokenHash) -> Option<String> {
        self.grants.get(token.0.as_slice()).cloned()
    }
}

impl Read {
    /// Answers out of what was found.
    fn answer(self, found: &Gathered) {
        match self.question {
            Question::Account(wanted, answer) => {
                drop(answer.send(Ok(found.as_found(found.account(wanted)))));
            }
            Question::AccountOf(identifier, answer) => {
                let named = (identifier.value().to_owned(), identifier.kind().to_owned());
                let row = found.identified.get(&named).cloned();
                drop(answer.send(Ok(found.as_found(row))));
            }
            Question::Grant(token, answer) => {
                drop(answer.send(Ok(found.as_found(found.allows(token)))));
            }
            Question::Opened(token, wanted, answer) => {
                let rows = OpenedRows {
                    allows: found.allows(token),
                    account: found.account(wanted),
                };
                drop(answer.send(Ok(found.as_found(rows))));
            }
            Question::Entries { .. } | Question::Keys { .. } => {}
        }
    }

    /// Runs a statement of its own; gives it back with the fault when it could not be answered.
    async fn run(self, connected: &Connected) -> Option<(Self, Fault)> {
        let Self { deadline, question } = self;
        let (client, prepared) = (&connected.client, &connected.prepared);
        let limit = |most: usize| i64::try_from(most).unwrap_or(i64::MAX);
        match question {
            Question::Entries {
                key,
                after,
                most,
                answer,
            } => {
                let account = key.to_string();
                match client
                    .query(&prepared.entries, &[&account, &signed(after), &limit(most)])
                    .await
                {
                    Ok(found) => {
                        let entries = found.iter().map(|row| rows::entry(row, key)).collect();
                        drop(answer.send(entries));
                        None
                    }
                    Err(error) => {
                        let question = Question::Entries {
                            key,
                            after,
                            most,
                            answer,
                        };
                        Some((Self { deadline, question }, error.into()))
                    }
                }
            }
            Question::Keys {
                after,
                most,
                answer,
            } => {
                let above = after.map_or_else(String::new, |key| key.to_string());
                match client.query(&prepared.keys, &[&above, &limit(most)]).await {
                    Ok(found) => {
                        drop(answer.send(found.iter().map(rows::key).collect()));
                        None
                    }
                    Err(error) => {
                        let question = Question::Keys {
                            after,
                            most,
                            answer,
                        };
                        Some((Self { deadline, question }, error.into()))
                    }
                }
            }
            Question::Account(..)
            | Question::AccountOf(..)
            | Question::Grant(..)
            | Question::Opened(..) => None,
        }
    }
}
