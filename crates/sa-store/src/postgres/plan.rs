//! What a batch of appends comes to: decided here, written in one go, true if nobody was quicker.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sa_model::{AccountKey, Entry, EntryId, Identifier};

use crate::decide::{self, Decision};
use crate::kept::State;
use crate::snapshot::Stamp;
use crate::{Append, AppendError, Appended, StoreError};

/// What the database holds of the accounts that a batch is about.
#[derive(Default)]
pub(super) struct Known {
    /// The accounts that are there, or why they cannot be read, which is told once.
    pub(super) accounts: BTreeMap<AccountKey, Result<State, Option<StoreError>>>,
    /// The accounts that nobody asked the database about: `accounts` has them as they were last, or
    /// has them not because they are about to be opened. Of those, a plan alone tells the truth: it
    /// is carried out only if they are so.
    pub(super) guessed: BTreeSet<AccountKey>,
    /// Those of the batch's entries that are stored already.
    pub(super) stored: BTreeMap<AccountKey, BTreeMap<EntryId, Entry>>,
    /// The accounts that the identifiers of openings belong to.
    pub(super) owners: BTreeMap<Identifier, AccountKey>,
}

/// What is to be written for one account.
pub(super) struct Plan {
    /// The version that the account must still have; 0 when it must not be there yet.
    pub(super) old: u64,
    /// The stamp of the snapshot that it must still have.
    pub(super) stamp: Stamp,
    pub(super) write: decide::Write,
}

/// What becomes of an append.
pub(super) enum Verdict {
    /// Answered, whatever is written.
    Now(Result<Appended, AppendError>),
    /// Answered if the plan of its account is carried out; else tried again.
    IfWritten(Result<Appended, AppendError>),
    /// Tried again when this batch is done.
    Later,
}

/// The appends of one batch as plans, one an account.
#[derive(Default)]
pub(super) struct Planner<'batch> {
    known: Known,
    pub(super) plans: BTreeMap<AccountKey, Plan>,
    /// The appends of each plan, until somebody asks for their entries.
    planned: BTreeMap<AccountKey, Vec<&'batch Append>>,
    /// The identifiers that plans claim.
    claimed: BTreeMap<Identifier, AccountKey>,
}

impl<'batch> Planner<'batch> {
    pub(super) fn new(known: Known) -> Self {
        Self {
            known,
            ..Self::default()
        }
    }

    /// Whether the database was not asked about each account that there is a plan for.
    pub(super) fn guesses(&self) -> bool {
        let guessed = &self.known.guessed;
        self.plans.keys().any(|key| guessed.contains(key))
    }

    /// Whether the database was not asked about an account.
    pub(super) fn has_guessed(&self, key: AccountKey) -> bool {
        self.known.guessed.contains(&key)
    }

    /// Whether an identifier that an account is opened with leads to it already.
    pub(super) fn has_its_identifiers(&self, key: AccountKey) -> bool {
        let plan = self.plans.get(&key);
        plan.into_iter()
            .flat_map(|plan| &plan.write.identifiers)
            .any(|identifier| self.known.owners.get(identifier) == Some(&key))
    }

    /// Decides the next append, after those before it.
    pub(super) fn add(&mut self, append: &'batch Append) -> Verdict {
        let key = append.account;
        let planned = self.plans.get(&key);
        let is_planned = planned.is_some();
        let mut current = match self.known.accounts.remove(&key) {
            Some(Ok(state)) => Some(state),
            Some(Err(error)) => return self.unreadable(key, error),
            None => None,
        };
        let version = match (planned, &current) {
            (Some(plan), _) => plan.write.appended.version,
            (None, Some(state)) => state.account.version(),
            (None, None) => 0,
        };
        let stamp = current.as_ref().map_or(Stamp::NONE, |state| state.stamp);
        let before = self.planned.remove(&key).unwrap_or_default();
        let entries = before.iter().flat_map(|append| &append.entries);
        let stored = self.known.stored.entry(key).or_default();
        stored.extend(entries.map(|entry| (entry.id, entry.clone())));
        let take = || match planned {
            Some(plan) => Some((*plan.write.account).clone()),
            None => current
                .take()
                .map(|state| Arc::unwrap_or_clone(state.account)),
        };
        let answer = match decide::decide(version, take, stored, append) {
            Ok(Decision::Write(write)) => return self.plan(append, (version, stamp), write),
            Ok(Decision::Nothing(appended)) => Ok(appended),
            Err(refusal) => Err(refusal),
        };
        if !is_planned && version > 0 {
            // Where the ledger refused an entry, it is gone: the next is decided when it is read.
            self.known.accounts.insert(key, current.ok_or(None));
        }
        if self.known.guessed.contains(&key) {
            Verdict::Later
        } else if is_planned {
            Verdict::IfWritten(answer)
        } else {
            Verdict::Now(answer)
        }
    }

    /// Of several appends to an account that cannot be read one is told why; the others in turn.
    fn unreadable(&mut self, key: AccountKey, error: Option<StoreError>) -> Verdict {
        self.known.accounts.insert(key, Err(None));
        match error {
            Some(error) => Verdict::Now(Err(error.into())),
            None => Verdict::Later,
        }
    }

    fn plan(
        &mut self,
        append: &'batch Append,
        (old, stamp): (u64, Stamp),
        write: decide::Write,
    ) -> Verdict {
        let key = append.account;
        for identifier in &write.identifiers {
            let owner = self.known.owners.get(identifier);
            if owner.is_some_and(|owner| *owner != key) {
                let identifier = *identifier;
                return Verdict::Now(Err(AppendError::IdentifierTaken { identifier }));
            }
            if self
                .claimed
                .get(identifier)
                .is_some_and(|claimant| *claimant != key)
            {
                return Verdict::Later;
            }
        }
        self.claimed.extend(
            write
                .identifiers
                .iter()
                .map(|identifier| (*identifier, key)),
        );
        self.planned.entry(key).or_default().push(append);
        let appended = write.appended;
        match self.plans.get_mut(&key) {
            Some(plan) => plan.write.follow(write),
            None => drop(self.plans.insert(key, Plan { old, stamp, write })),
        }
        Verdict::IfWritten(Ok(appended))
    }
}

impl decide::Write {
    /// What makes the account what it is after this and `next`.
    fn follow(&mut self, next: Self) {
        self.account = next.account;
        self.snapshot = next.snapshot;
        self.rows.extend(next.rows);
        self.identifiers.extend(next.identifiers);
        self.appended = next.appended;
    }
}
