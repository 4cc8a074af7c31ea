//! Appends: whatever waits is read, decided and written together.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::TryFutureExt;
use futures_util::future::{try_join, try_join3};
use sa_ledger::Account;
use sa_model::{AccountKey, Fact};
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_postgres::Row;

use crate::decide::fold;
use crate::postgres::carry_out::{Written, carry_out, put_grants};
use crate::postgres::fault::Fault;
use crate::postgres::link::Connected;
use crate::postgres::plan::{Known, Planner, Verdict};
use crate::postgres::rows;
use crate::postgres::settings::Layout;
use crate::postgres::worker::Work;
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
        layout: Layout,
        batch: &mut Vec<Self>,
    ) -> Result<(), Fault> {
        let mut planner = Planner::new(known(connected, batch).await?);
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
        let (written, ()) = try_join(
            carry_out(connected, layout, &planner.plans),
            put_grants(connected, &grants),
        )
        .await?;
        for (work, verdict) in std::mem::take(batch).into_iter().zip(verdicts) {
            batch.extend(work.settle(verdict, &written));
        }
        Ok(())
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

/// Reads all that the appends of a batch are decided on, in one round trip.
async fn known(connected: &Connected, batch: &[Write]) -> Result<Known, Fault> {
    let (mut accounts, mut ids, mut values) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for write in batch {
        let Change::Append(append, _) = &write.change else {
            continue;
        };
        accounts.insert(append.account.to_string());
        for entry in &append.entries {
            ids.insert(entry.id.as_str());
            if let Fact::AccountOpened(holder) = &entry.fact {
                values.extend(holder.identifiers().map(|named| named.value().to_owned()));
            }
        }
    }
    if accounts.is_empty() {
        return Ok(Known::default());
    }
    let (accounts, ids) = (Vec::from_iter(accounts), Vec::from_iter(ids));
    let values = Vec::from_iter(values);
    let (client, prepared) = (&connected.client, &connected.prepared);
    let (snapshots, stored, owners) = try_join3(
        client
            .query(&prepared.snapshots, &[&accounts])
            .map_err(Fault::from),
        client
            .query(&prepared.stored, &[&accounts, &ids])
            .map_err(Fault::from),
        connected.gathered(&prepared.owners, values),
    )
    .await?;
    let mut known = Known::default();
    for row in &snapshots {
        known.take_snapshot(connected, row).await?;
    }
    for row in &stored {
        known.take_entry(row);
    }
    for row in &owners {
        known.take_owner(row);
    }
    Ok(known)
}

impl Known {
    async fn take_snapshot(&mut self, connected: &Connected, row: &Row) -> Result<(), Fault> {
        // A key that cannot be read is not one that was asked for.
        let Ok(key) = rows::key(row) else {
            return Ok(());
        };
        let account = match rows::snapshot(row) {
            Ok((_, Some(account))) => Ok(account),
            Ok((key, None)) => folded(connected, key).await?.map_err(Some),
            Err(error) => Err(Some(error)),
        };
        self.accounts.insert(key, account);
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
