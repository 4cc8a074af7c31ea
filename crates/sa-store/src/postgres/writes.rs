//! Appends: whatever waits is read, decided and written together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use futures_util::TryFutureExt;
use futures_util::future::try_join3;
use sa_ledger::Account;
use sa_model::{AccountKey, Fact};
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_postgres::Row;

use crate::decide::fold;
use crate::kept::{Kept, State};
use crate::postgres::carry_out::{Written, carry_out, put_grants};
use crate::postgres::fault::Fault;
use crate::postgres::link::Connected;
use crate::postgres::plan::{Known, Planner, Verdict};
use crate::postgres::rows;
use crate::postgres::worker::{Shared, Work};
use crate::{Append, AppendError, Appended, Grant, StoreError, TokenHash, row};

/// A write that waits.
pub(super) struct Write {
    pub(super) deadline: Instant,
    pub(super) change: Change,
}

/// What is to be written, and where to answer.
pub(super) enum Change {
    Append(Append, oneshot::Sender<Result<Appended, AppendError>>),
    Grant(TokenHash, Grant, oneshot::Sender<Result<(), StoreError>>),
}

impl Work for Write {
    async fn attempt(
        connected: &Connected,
        shared: &Shared,
        batch: &mut Vec<Self>,
    ) -> Result<(), Fault> {
        // Most accounts are as they were last, and most appends are new: so, at first, nobody asks.
        pass(connected, shared, batch, Ask::WhereUnknown).await?;
        if batch.is_empty() {
            return Ok(());
        }
        pass(connected, shared, batch, Ask::Always).await
    }

    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn fail(self, error: StoreError) {
        match self.change {
            Change::Append(_, answer) => drop(answer.send(Err(error.into()))),
            Change::Grant(_, _, answer) => drop(answer.send(Err(error))),
        }
    }
}

/// Of which accounts the database is asked what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    WhereUnknown,
    Always,
}

/// Reads, decides and writes a batch; those that could not be written are left in it.
async fn pass(
    connected: &Connected,
    shared: &Shared,
    batch: &mut Vec<Write>,
    ask: Ask,
) -> Result<(), Fault> {
    let mut planner = Planner::new(known(connected, shared, batch, ask).await?);
    let mut verdicts = Vec::with_capacity(batch.len());
    let mut grants = BTreeMap::new();
    for write in batch.iter() {
        verdicts.push(match &write.change {
            Change::Append(append, _) => Some(planner.add(append)),
            Change::Grant(token, grant, _) => {
                grants.insert(*token, grant);
                None
            }
        });
    }
    // Not beside the appends: what one of their transactions took in it would roll back too.
    put_grants(connected, &grants).await?;
    let written = carry_out(connected, shared.layout, &planner).await;
    for (key, plan) in planner.plans {
        if written.won.contains(&key) {
            shared.kept.keep(plan.write.state());
        }
    }
    for (work, verdict) in std::mem::take(batch).into_iter().zip(verdicts) {
        batch.extend(work.settle(verdict, &written));
    }
    written.fault.map_or(Ok(()), Err)
}

impl Write {
    /// Answers, or gives it back to be tried again.
    fn settle(self, verdict: Option<Verdict>, written: &Written) -> Option<Self> {
        let Self { deadline, change } = self;
        match (change, verdict) {
            (Change::Append(append, answer), Some(Verdict::IfWritten(appended)))
                if written.won.contains(&append.account) =>
            {
                drop(answer.send(appended));
            }
            (Change::Append(append, answer), Some(Verdict::IfWritten(_)))
                if let Some(fault) = written.refused.get(&append.account) =>
            {
                drop(answer.send(Err(StoreError::from(fault.clone()).into())));
            }
            (Change::Append(_, answer), Some(Verdict::Now(appended))) => {
                drop(answer.send(appended));
            }
            (Change::Grant(_, _, answer), None) => drop(answer.send(Ok(()))),
            (change @ (Change::Append(..) | Change::Grant(..)), _) => {
                return Some(Self { deadline, change });
            }
        }
        None
    }
}

/// Reads all that the appends of a batch are decided on, in one round trip; none where all of it is
/// guessed.
async fn known(
    connected: &Connected,
    shared: &Shared,
    batch: &[Write],
    ask: Ask,
) -> Result<Known, Fault> {
    let (mut accounts, mut values) = (BTreeSet::new(), BTreeSet::new());
    let (mut owners, mut ids) = (Vec::new(), Vec::new());
    let mut known = Known::default();
    for write in batch {
        let Change::Append(append, _) = &write.change else {
            continue;
        };
        if ask == Ask::WhereUnknown && known.guess(&shared.kept, append) {
            continue;
        }
        let account = append.account.to_string();
        for entry in &append.entries {
            owners.push(account.clone());
            ids.push(entry.id.as_str());
            if let Fact::AccountOpened(holder) = &entry.fact {
                values.extend(holder.identifiers().map(|named| named.value().to_owned()));
            }
        }
        accounts.insert(account);
    }
    if accounts.is_empty() {
        return Ok(known);
    }
    let (accounts, values) = (Vec::from_iter(accounts), Vec::from_iter(values));
    let (client, prepared) = (&connected.client, &connected.prepared);
    let (snapshots, stored, named) = try_join3(
        client
            .query(&prepared.snapshots, &[&accounts])
            .map_err(Fault::from),
        client
            .query(&prepared.stored, &[&owners, &ids])
            .map_err(Fault::from),
        connected.gathered(&prepared.owners, values),
    )
    .await?;
    for row in &snapshots {
        known.take_snapshot(connected, row).await?;
    }
    for row in &stored {
        known.take_entry(row);
    }
    for row in &named {
        known.take_owner(row);
    }
    Ok(known)
}

impl Known {
    /// Takes an account to be as it was last, or one that is opened not to be there; `false` where
    /// nothing is known of it.
    fn guess(&mut self, kept: &Kept, append: &Append) -> bool {
        let key = append.account;
        if self.guessed.contains(&key) {
            return true;
        }
        let opens = append
            .entries
            .first()
            .is_some_and(|entry| matches!(entry.fact, Fact::AccountOpened(_)));
        match kept.take(key) {
            Some(state) => drop(self.accounts.insert(key, Ok(state))),
            None if opens => {}
            None => return false,
        }
        self.guessed.insert(key)
    }

    async fn take_snapshot(&mut self, connected: &Connected, row: &Row) -> Result<(), Fault> {
        // A key that cannot be read is not one that was asked for.
        let Ok(key) = rows::key(row) else {
            return Ok(());
        };
        let account = match rows::snapshot(row) {
            Ok((_, Some(account))) => Ok(Arc::new(account)),
            Ok((key, None)) => folded(connected, key).await?.map(Arc::new).map_err(Some),
            Err(error) => Err(Some(error)),
        };
        let state = account.and_then(|account| {
            let stamp = rows::stamp(row)?;
            Ok(State { account, stamp })
        });
        self.accounts.insert(key, state);
        Ok(())
    }

    fn take_entry(&mut self, row: &Row) {
        let key = rows::text(row, 5).and_then(|text| row::key("journal", text));
        let Ok(key) = key else { return };
        match rows::entry(row, key) {
            Ok(entry) => drop(self.stored.entry(key).or_default().insert(entry.id, entry)),
            Err(error) => drop(self.accounts.insert(key, Err(Some(error)))),
        }
    }

    fn take_owner(&mut self, row: &Row) {
        let columns = (rows::text(row, 0), rows::text(row, 1), rows::text(row, 2));
        let (Ok(value), Ok(kind), Ok(account)) = columns else {
            return;
        };
        if let (Ok(identifier), Ok(owner)) = (format!("{kind}:{value}").parse(), account.parse()) {
            self.owners.insert(identifier, owner);
        }
    }
}

/// An account whose snapshot is of an older form.
async fn folded(
    connected: &Connected,
    key: AccountKey,
) -> Result<Result<Account, StoreError>, Fault> {
    let all = i64::MAX;
    let rows = connected
        .client
        .query(
            &connected.prepared.entries,
            &[&key.to_string(), &0_i64, &all],
        )
        .await?;
    let journal: Result<Vec<_>, _> = rows.iter().map(|row| rows::entry(row, key)).collect();
    Ok(journal.and_then(|journal| {
        let account = fold(None, &journal).map_err(|refused| refused.in_journal(key))?;
        account.ok_or_else(|| StoreError::Damaged {
            what: format!("account {} has a snapshot and no journal", key.masked()),
        })
    }))
}
