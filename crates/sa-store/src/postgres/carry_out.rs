//! Writing: the plans of a batch in one statement, or each by itself.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::{join, join_all};
use sa_model::AccountKey;
use tokio_postgres::types::ToSql;

use crate::postgres::fault::{Fault, Remedy};
use crate::postgres::link::Connected;
use crate::postgres::plan::{Plan, Planner};
use crate::postgres::rows;
use crate::postgres::settings::Layout;
use crate::row::{JournalRow, signed};
use crate::{Grant, TokenHash, snapshot};

/// Plans in the order of their keys.
type Plans<'a> = Vec<(AccountKey, &'a Plan)>;

/// A parameter of a statement.
type Parameter<'a> = &'a (dyn ToSql + Sync);

/// What became of the plans of a batch; those in neither are to be decided again.
#[derive(Default)]
pub(super) struct Written {
    pub(super) won: BTreeSet<AccountKey>,
    /// Those that the server does not take.
    pub(super) refused: BTreeMap<AccountKey, Fault>,
    /// What kept the others from being tried.
    pub(super) fault: Option<Fault>,
}

/// Writes each plan whose account still has its version. Where some were made on a guess and one
/// breaks a key, it is written with none of its kind: they are to be decided again, on what there
/// is.
pub(super) async fn carry_out(
    connected: &Connected,
    layout: Layout,
    planner: &Planner<'_>,
) -> Written {
    let (mut moves, mut openings) = (Plans::new(), Plans::new());
    for (key, plan) in &planner.plans {
        let kind = if plan.old == 0 {
            &mut openings
        } else {
            &mut moves
        };
        kind.push((*key, plan));
    }
    let mut written = Written::default();
    if layout == Layout::Distributed {
        moves.append(&mut openings);
        each(connected, planner, &moves, &mut written).await;
        return written;
    }
    let (moved, opened) = join(
        together(connected, &moves, Kind::Move),
        together(connected, &openings, Kind::Open),
    )
    .await;
    // One kind after the other: an opening's transaction would take in what is beside it.
    for (outcome, plans) in [(moved, &moves), (opened, &openings)] {
        let fault = match outcome {
            Ok(won) => {
                written.won.extend(won);
                continue;
            }
            Err(fault) => fault,
        };
        match fault.remedy() {
            Remedy::Again => {}
            Remedy::Apart if planner.guesses() => {}
            // Not all shall suffer.
            Remedy::Apart | Remedy::Tell => each(connected, planner, plans, &mut written).await,
            Remedy::Wait | Remedy::Reconnect => written.stop(fault),
        }
    }
    written
}

/// What is done to accounts.
#[derive(Clone, Copy)]
enum Kind {
    Move,
    Open,
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

/// Writes plans of one kind in one statement, and tells which accounts still had their version.
async fn together(
    connected: &Connected,
    plans: &Plans<'_>,
    kind: Kind,
) -> Result<BTreeSet<AccountKey>, Fault> {
    if plans.is_empty() {
        return Ok(BTreeSet::new());
    }
    let keys: Vec<String> = plans.iter().map(|(key, _)| key.to_string()).collect();
    let (mut accounts, mut old, mut new, mut bytes) = (vec![], vec![], vec![], vec![]);
    let (mut stamps, mut journal) = (vec![], Journal::default());
    let mut journal_accounts = vec![];
    let (mut values, mut kinds, mut named) = (vec![], vec![], vec![]);
    for (key, (_, plan)) in keys.iter().zip(plans) {
        accounts.push(key.as_str());
        old.push(signed(plan.old));
        stamps.push(plan.stamp.bytes());
        new.push(signed(plan.write.appended.version));
        bytes.push(plan.write.snapshot.as_slice());
        journal.extend(&plan.write.rows);
        journal_accounts.resize(journal.numbers.len(), key.as_str());
        for identifier in &plan.write.identifiers {
            values.push(identifier.value());
            kinds.push(identifier.kind());
            named.push(key.as_str());
        }
    }
    let form = snapshot::form();
    let rows: [Parameter<'_>; 6] = [
        &journal_accounts,
        &journal.numbers,
        &journal.ids,
        &journal.effective,
        &journal.recorded,
        &journal.facts,
    ];
    let (client, prepared) = (&connected.client, &connected.prepared);
    let won = match kind {
        Kind::Move => {
            let what: [Parameter<'_>; 5] = [&accounts, &old, &new, &bytes, &form];
            let parameters = [what.as_slice(), &rows, &[&stamps]].concat();
            client.query(&prepared.move_together, &parameters).await?
        }
        Kind::Open => {
            let what: [Parameter<'_>; 4] = [&accounts, &new, &bytes, &form];
            let names: [Parameter<'_>; 3] = [&values, &kinds, &named];
            let parameters = [what.as_slice(), &rows, &names].concat();
            client.query(&prepared.open_together, &parameters).await?
        }
    };
    Ok(won.iter().filter_map(|row| rows::key(row).ok()).collect())
}

/// Each by itself: those that name no further identifier in a row on the wire, the others in
/// transactions, one after the other.
async fn each(
    connected: &Connected,
    planner: &Planner<'_>,
    plans: &Plans<'_>,
    written: &mut Written,
) {
    let (plain, naming): (Vec<_>, Vec<_>) = plans
        .iter()
        .partition(|(_, plan)| plan.write.identifiers.is_empty());
    let outcomes = join_all(plain.iter().map(|(key, plan)| one(connected, *key, plan))).await;
    for ((key, _), outcome) in plain.iter().zip(outcomes) {
        written.take(planner, *key, outcome);
    }
    for (key, plan) in naming {
        // What is sent behind a transaction that did not end would be part of it.
        if written.fault.is_some() || connected.is_in_transaction() {
            break;
        }
        let outcome = connected.transaction(named(connected, key, plan)).await;
        written.take(planner, key, outcome);
    }
}

impl Written {
    /// That the connection is lost counts more than that somebody holds something.
    fn stop(&mut self, fault: Fault) {
        if self.fault.is_none() || fault.remedy() == Remedy::Reconnect {
            self.fault = Some(fault);
        }
    }

    fn take(&mut self, planner: &Planner<'_>, key: AccountKey, outcome: Result<bool, Fault>) {
        let fault = match outcome {
            Ok(holds) => {
                self.won.extend(holds.then_some(key));
                return;
            }
            Err(fault) => fault,
        };
        match fault.remedy() {
            Remedy::Apart if let Some(table) = stray(planner, key, &fault) => {
                let account = key;
                self.refused.insert(key, Fault::Stray { table, account });
            }
            // Somebody was quicker with the same identifier or entry.
            Remedy::Apart | Remedy::Again => {}
            Remedy::Tell => drop(self.refused.insert(key, fault)),
            Remedy::Wait | Remedy::Reconnect => self.stop(fault),
        }
    }
}

/// The table that holds rows of an account which its snapshot does not know, where it is for those
/// that a plan breaks a key: the snapshot had the version that the plan was made on, and then nobody
/// else has added any.
fn stray(planner: &Planner<'_>, key: AccountKey, fault: &Fault) -> Option<&'static str> {
    // What was guessed may have been stored before.
    if planner.has_guessed(key) {
        return None;
    }
    let table = fault.table()?;
    // A part of a table that is spread over nodes begins with its name.
    if table.starts_with("journal") {
        Some("journal")
    } else if table.starts_with("identifier") && planner.has_its_identifiers(key) {
        Some("identifier")
    } else {
        None
    }
}

/// Opens an account and adds the identifiers that find it.
async fn named(connected: &Connected, key: AccountKey, plan: &Plan) -> Result<bool, Fault> {
    if !one(connected, key, plan).await? {
        return Ok(false);
    }
    for identifier in &plan.write.identifiers {
        let (value, kind) = (identifier.value(), identifier.kind());
        connected
            .client
            .execute(
                &connected.prepared.add_identifier,
                &[&value, &kind, &key.to_string()],
            )
            .await?;
    }
    Ok(true)
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
                        &plan.stamp.bytes(),
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
