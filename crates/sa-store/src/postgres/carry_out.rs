//! Writing: the plans of a batch in one statement, or each by itself.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use sa_model::AccountKey;

use crate::postgres::fault::{Fault, Remedy};
use crate::postgres::link::Connected;
use crate::postgres::plan::{Plan, Planner};
use crate::postgres::rows;
use crate::postgres::settings::Layout;
use crate::row::{JournalRow, signed};
use crate::{Grant, TokenHash, snapshot};

type Plans = BTreeMap<AccountKey, Plan>;

/// What became of the plans of a batch; those in neither are to be decided again.
#[derive(Default)]
pub(super) struct Written {
    pub(super) won: BTreeSet<AccountKey>,
    /// Those that the server does not take.
    pub(super) refused: BTreeMap<AccountKey, Fault>,
}

/// Writes each plan whose account still has its version. Where some were made on a guess and one
/// breaks a key, none is written: they are to be decided again, on what there is.
pub(super) async fn carry_out(
    connected: &Connected,
    layout: Layout,
    planner: &Planner<'_>,
) -> Result<Written, Fault> {
    let plans = &planner.plans;
    if plans.is_empty() {
        return Ok(Written::default());
    }
    if layout == Layout::Distributed {
        return each(connected, plans).await;
    }
    match together(connected, plans).await {
        Ok(won) => Ok(Written {
            won,
            ..Written::default()
        }),
        Err(fault) if fault.remedy() == Remedy::Apart && planner.guesses() => {
            Ok(Written::default())
        }
        // One of them breaks a key, or has what the server will not take: not all shall suffer.
        Err(fault) if matches!(fault.remedy(), Remedy::Apart | Remedy::Tell) => {
            each(connected, plans).await
        }
        Err(fault) => Err(fault),
    }
}

/// Stores what tokens allow.
pub(super) async fn put_grants(
    connected: &Connected,
    grants: &BTreeMap<TokenHash, &Grant>,
) -> Result<(), Fault> {
    if grants.is_empty() {
        return Ok(());
    }
    let tokens: Vec<&[u8]> = grants.keys().map(|token| token.0.as_slice()).collect();
    // A grant always has a text: it is made of texts and moments.
    let allows: Vec<String> = grants
        .values()
        .map(|grant| grant.to_column().unwrap_or_default())
        .collect();
    let statement = &connected.prepared.put_grants;
    connected
        .client
        .execute(statement, &[&tokens, &allows])
        .await?;
    Ok(())
}

async fn together(connected: &Connected, plans: &Plans) -> Result<BTreeSet<AccountKey>, Fault> {
    let mut accounts = Vec::with_capacity(plans.len());
    let (mut old, mut new, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    let mut journal = Journal::default();
    let mut journal_accounts = Vec::new();
    let (mut values, mut kinds, mut named) = (Vec::new(), Vec::new(), Vec::new());
    for (key, plan) in plans {
        let account = key.to_string();
        old.push(signed(plan.old));
        new.push(signed(plan.write.appended.version));
        bytes.push(plan.write.snapshot.as_slice());
        journal.extend(&plan.write.rows);
        journal_accounts.resize(journal.numbers.len(), account.clone());
        for identifier in &plan.write.identifiers {
            values.push(identifier.value());
            kinds.push(identifier.kind());
            named.push(account.clone());
        }
        accounts.push(account);
    }
    let won = connected
        .client
        .query(
            &connected.prepared.write_together,
            &[
                &accounts,
                &old,
                &new,
                &bytes,
                &snapshot::form(),
                &journal_accounts,
                &journal.numbers,
                &journal.ids,
                &journal.effective,
                &journal.recorded,
                &journal.facts,
                &values,
                &kinds,
                &named,
            ],
        )
        .await?;
    Ok(won.iter().filter_map(|row| rows::key(row).ok()).collect())
}

/// Each by itself: those that name no further identifier in a row on the wire, the others in
/// transactions, one after the other.
async fn each(connected: &Connected, plans: &Plans) -> Result<Written, Fault> {
    let (plain, naming): (Vec<_>, Vec<_>) = plans
        .iter()
        .partition(|(_, plan)| plan.write.identifiers.is_empty());
    let mut written = Written::default();
    let outcomes = join_all(plain.iter().map(|(key, plan)| one(connected, **key, plan))).await;
    for ((key, _), outcome) in plain.iter().zip(outcomes) {
        written.take(**key, outcome)?;
    }
    for (key, plan) in naming {
        let outcome = in_transaction(connected, *key, plan).await;
        if outcome.is_err() {
            connected.client.batch_execute("ROLLBACK").await?;
        }
        written.take(*key, outcome)?;
    }
    Ok(written)
}

impl Written {
    fn take(&mut self, key: AccountKey, outcome: Result<bool, Fault>) -> Result<(), Fault> {
        match outcome {
            Ok(true) => drop(self.won.insert(key)),
            Ok(false) => {}
            Err(fault) => match fault.remedy() {
                // Somebody was quicker with the same identifier or entry.
                Remedy::Apart | Remedy::Again => {}
                Remedy::Tell => drop(self.refused.insert(key, fault)),
                Remedy::Reconnect => return Err(fault),
            },
        }
        Ok(())
    }
}

async fn in_transaction(
    connected: &Connected,
    key: AccountKey,
    plan: &Plan,
) -> Result<bool, Fault> {
    let client = &connected.client;
    client.batch_execute("BEGIN").await?;
    for identifier in &plan.write.identifiers {
        let named = (identifier.value(), identifier.kind(), key.to_string());
        client
            .execute(
                &connected.prepared.add_identifier,
                &[&named.0, &named.1, &named.2],
            )
            .await?;
    }
    let won = one(connected, key, plan).await?;
    client
        .batch_execute(if won { "COMMIT" } else { "ROLLBACK" })
        .await?;
    Ok(won)
}

async fn one(connected: &Connected, key: AccountKey, plan: &Plan) -> Result<bool, Fault> {
    let account = key.to_string();
    let (old, new) = (signed(plan.old), signed(plan.write.appended.version));
    let bytes = plan.write.snapshot.as_slice();
    let mut journal = Journal::default();
    journal.extend(&plan.write.rows);
    let Journal {
        numbers,
        ids,
        effective,
        recorded,
        facts,
    } = &journal;
    let (client, prepared) = (&connected.client, &connected.prepared);
    let added = match plan.old {
        0 => {
            client
                .execute(
                    &prepared.open_one,
                    &[
                        &account,
                        &new,
                        &snapshot::form(),
                        &bytes,
                        numbers,
                        ids,
                        effective,
                        recorded,
                        facts,
                    ],
                )
                .await?
        }
        _ => {
            client
                .execute(
                    &prepared.move_one,
                    &[
                        &account,
                        &old,
                        &new,
                        &snapshot::form(),
                        &bytes,
                        numbers,
                        ids,
                        effective,
                        recorded,
                        facts,
                    ],
                )
                .await?
        }
    };
    Ok(added > 0)
}

/// Rows of the journal, column by column.
#[derive(Default)]
struct Journal<'rows> {
    numbers: Vec<i64>,
    ids: Vec<&'rows str>,
    effective: Vec<&'rows str>,
    recorded: Vec<&'rows str>,
    facts: Vec<&'rows str>,
}

impl<'rows> Journal<'rows> {
    fn extend(&mut self, rows: &'rows [JournalRow]) {
        for row in rows {
            self.numbers.push(row.number);
            self.ids.push(row.id.as_str());
            self.effective.push(&row.effective);
            self.recorded.push(&row.recorded);
            self.facts.push(&row.fact);
        }
    }
}
