//! One transaction of the writer: many appends, each all or nothing, made durable together.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, Params, Transaction, TransactionBehavior};
use sa_ledger::Account;
use sa_model::{AccountKey, Entry, EntryId};

use crate::decide::{Decision, Write, decide};
use crate::kept::{Kept, Moment};
use crate::row::signed;
use crate::sqlite::fault::Fault;
use crate::sqlite::{reader, statements};
use crate::{Append, AppendError, Appended, Grant, StoreError, TokenHash, snapshot};

/// A transaction that is open for writing: no other process writes meanwhile, so what is read in it
/// holds until it is committed.
pub(super) struct Batch<'connection> {
    transaction: Transaction<'connection>,
    /// The accounts that were read, as they are after the appends so far.
    accounts: BTreeMap<AccountKey, Option<Arc<Account>>>,
    kept: &'connection Kept,
    /// Before anything of it is committed.
    began: Moment,
}

/// Why something is not in the transaction.
pub(super) enum Stop<E> {
    /// It alone is refused; the transaction goes on without it.
    Refused(E),
    /// The transaction cannot go on.
    Fault(Fault),
}

impl<E: From<StoreError>> From<StoreError> for Stop<E> {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

impl<E> From<Fault> for Stop<E> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<'connection> Batch<'connection> {
    pub(super) fn begin(
        connection: &'connection mut Connection,
        kept: &'connection Kept,
    ) -> Result<Self, Fault> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Self {
            transaction,
            accounts: BTreeMap::new(),
            kept,
            began: kept.now(),
        })
    }

    /// Carries an append out, or says why not; then nothing of it is in the transaction.
    pub(super) fn append(&mut self, append: &Append) -> Result<Appended, Stop<AppendError>> {
        let key = append.account;
        let current = match self.accounts.remove(&key) {
            Some(current) => current,
            None => reader::account(&self.transaction, self.kept, Moment::NEVER, key)?,
        };
        let (after, outcome) = match self.carry_out(current.as_deref(), append) {
            Ok((Some(account), appended)) => (Some(Arc::new(account)), Ok(appended)),
            Ok((None, appended)) => (current, Ok(appended)),
            Err(Stop::Refused(refusal)) => (current, Err(Stop::Refused(refusal))),
            Err(fault @ Stop::Fault(_)) => return Err(fault),
        };
        self.accounts.insert(key, after);
        outcome
    }

    /// Stores what a token allows.
    pub(super) fn put_grant(
        &mut self,
        token: TokenHash,
        grant: &Grant,
    ) -> Result<(), Stop<StoreError>> {
        let allows = grant.to_column()?;
        self.run(statements::PUT_GRANT, (token.0.as_slice(), allows))?;
        Ok(())
    }

    /// Makes all of it durable.
    pub(super) fn commit(self) -> Result<(), Fault> {
        self.transaction.commit()?;
        for account in self.accounts.into_values().flatten() {
            self.kept.keep_account(&account, self.began);
        }
        Ok(())
    }

    /// Decides and writes; gives the account as it is after, where it changed.
    fn carry_out(
        &self,
        current: Option<&Account>,
        append: &Append,
    ) -> Result<(Option<Account>, Appended), Stop<AppendError>> {
        // Most appends are new: so they are decided as new, and whether an id was there is found
        // out in writing. Where that fails for any reason, what is stored is looked up.
        if let Ok(Decision::Write(write)) = self.decide(current, &BTreeMap::new(), append)
            && self.write(append.account, &write)?
        {
            return Ok((Some(write.account), write.appended));
        }
        let stored = self.stored(append)?;
        match self
            .decide(current, &stored, append)
            .map_err(Stop::Refused)?
        {
            Decision::Nothing(appended) => Ok((None, appended)),
            Decision::Write(write) if self.write(append.account, &write)? => {
                Ok((Some(write.account), write.appended))
            }
            Decision::Write(_) => Err(Fault::Ended.into()),
        }
    }

    fn decide(
        &self,
        current: Option<&Account>,
        stored: &BTreeMap<EntryId, Entry>,
        append: &Append,
    ) -> Result<Decision, AppendError> {
        let decision = decide(current, stored, append)?;
        if let Decision::Write(write) = &decision {
            for identifier in &write.identifiers {
                let owner = reader::owner(&self.transaction, *identifier)?;
                if owner.is_some_and(|owner| owner != append.account) {
                    return Err(AppendError::IdentifierTaken {
                        identifier: *identifier,
                    });
                }
            }
        }
        Ok(decision)
    }

    /// Those of an append's entries that are stored already.
    fn stored(&self, append: &Append) -> Result<BTreeMap<EntryId, Entry>, StoreError> {
        let mut statement = self.transaction.prepare_cached(statements::ENTRY)?;
        let account = append.account.to_string();
        let mut stored = BTreeMap::new();
        for entry in &append.entries {
            let mut rows = statement.query((account.as_str(), entry.id.as_str()))?;
            if let Some(row) = rows.next()? {
                stored.insert(entry.id, reader::entry(row, append.account)?);
            }
        }
        Ok(stored)
    }

    /// Writes all of it, or nothing and `false` when one of the ids is there already.
    fn write(&self, key: AccountKey, write: &Write) -> Result<bool, Fault> {
        let account = key.to_string();
        for row in &write.rows {
            let columns = (
                &account,
                row.number,
                row.id.as_str(),
                &row.effective,
                &row.recorded,
                &row.fact,
            );
            if self.run(statements::ADD_ENTRY, columns)? == 0 {
                let first = write.rows.first().map_or(row.number, |row| row.number);
                self.run(statements::REMOVE_ENTRIES, (&account, first))?;
                return Ok(false);
            }
        }
        for identifier in &write.identifiers {
            let columns = (identifier.value(), identifier.kind(), &account);
            self.run(statements::ADD_IDENTIFIER, columns)?;
        }
        let columns = (
            &account,
            signed(write.appended.version),
            snapshot::form(),
            &write.snapshot,
        );
        self.run(statements::PUT_SNAPSHOT, columns)?;
        Ok(true)
    }

    /// Runs a statement that writes. SQLite itself ends a transaction on some errors (disk full,
    /// input and output); what came after would be stored alone, so it is refused.
    fn run(&self, statement: &str, parameters: impl Params) -> Result<usize, Fault> {
        if self.transaction.is_autocommit() {
            return Err(Fault::Ended);
        }
        Ok(self
            .transaction
            .prepare_cached(statement)?
            .execute(parameters)?)
    }
}
