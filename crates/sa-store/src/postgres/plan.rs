//! What a batch of appends comes to: decided here, written in one go, true if nobody was quicker.

use std::collections::BTreeMap;

use sa_ledger::Account;
use sa_model::{AccountKey, Entry, EntryId, Identifier};

use crate::decide::{self, Decision};
use crate::{Append, AppendError, Appended, StoreError};

/// What the database holds of the accounts that a batch is about.
#[derive(Default)]
pub(super) struct Known {
    /// The accounts that are there, or why they cannot be read, which is told once.
    pub(super) accounts: BTreeMap<AccountKey, Result<Account, Option<StoreError>>>,
    /// Those of the batch's entries that are stored already.
    pub(super) stored: BTreeMap<AccountKey, BTreeMap<EntryId, Entry>>,
    /// The accounts that the identifiers of openings belong to.
    pub(super) owners: BTreeMap<Identifier, AccountKey>,
}

/// What is to be written for one account.
pub(super) struct Plan {
    /// The version that the account must still have; 0 when it must not be there yet.
    pub(super) old: u64,
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
pub(super) struct Planner {
    known: Known,
    pub(super) plans: BTreeMap<AccountKey, Plan>,
    /// The identifiers that plans claim.
    claimed: BTreeMap<Identifier, AccountKey>,
}

impl Planner {
    pub(super) fn new(known: Known) -> Self {
        Self {
            known,
            ..Self::default()
        }
    }

    /// Decides the next append, after those before it.
    pub(super) fn add(&mut self, append: &Append) -> Verdict {
        let key = append.account;
        let planned = self.plans.get(&key);
        let current = match (planned, self.known.accounts.get(&key)) {
            (Some(plan), _) => Some(&plan.write.account),
            (None, Some(Ok(account))) => Some(account),
            (None, Some(Err(_))) => return self.unreadable(key),
            (None, None) => None,
        };
        let nothing = BTreeMap::new();
        let stored = self.known.stored.get(&key).unwrap_or(&nothing);
        let decision = decide::decide(current, stored, append);
        let is_planned = planned.is_some();
        let answer = match decision {
            Ok(Decision::Nothing(appended)) => Ok(appended),
            Err(refusal) => Err(refusal),
            Ok(Decision::Write(write)) => {
                let old = current.map_or(0, Account::version);
                return self.plan(append, old, write);
            }
        };
        if is_planned {
            Verdict::IfWritten(answer)
        } else {
            Verdict::Now(answer)
        }
    }

    /// Of several appends to an account that cannot be read one is told why; the others in turn.
    fn unreadable(&mut self, key: AccountKey) -> Verdict {
        match self.known.accounts.insert(key, Err(None)) {
            Some(Err(Some(error))) => Verdict::Now(Err(error.into())),
            Some(Err(None) | Ok(_)) | None => Verdict::Later,
        }
    }

    fn plan(&mut self, append: &Append, old: u64, write: decide::Write) -> Verdict {
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
        let stored = self.known.stored.entry(key).or_default();
        stored.extend(append.entries.iter().map(|entry| (entry.id, entry.clone())));
        let appended = write.appended;
        match self.plans.get_mut(&key) {
            Some(plan) => plan.write.follow(write),
            None => drop(self.plans.insert(key, Plan { old, write })),
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
