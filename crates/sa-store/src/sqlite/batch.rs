//! One transaction of the writer: many appends, each all or nothing, made durable together.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, Params, Transaction, TransactionBehavior};
use sa_ledger::Account;
use sa_model::{AccountKey, Entry, EntryId};

use crate::decide::{Decision, Write, decide};
use crate::kept::Kept;
use crate::row::signed;
use crate::sqlite::fault::Fault;
use crate::sqlite::{reader, statements};
use crate::{Append, AppendError, Appended, Grant, StoreError, TokenHash, snapshot};

/// A transaction that is open for writing: no other process writes meanwhile, so what is read in it
/// holds until it is committed.
pub(super) struct Batch<'connection> {
    transaction: Transaction<'connection>,
    /// The accounts that were read, as they are after the appends so far.
    accounts: BTreeMap<AccountKey, Arc<Account>>,
    kept: &'connection Kept,
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
        })
    }

    /// Carries an append out, or says why not; then nothing of it is in the transaction.
    pub(super) fn append(&mut self, append: &Append) -> Result<Appended, Stop<AppendError>> {
        let key = append.account;
        let known = match self.accounts.remove(&key) {
            Some(known) => Some(known),
            None => self.kept.take(key),
        };
        let known = match known {
            Some(known) => Some(known),
            None => reader::stored(&self.transaction, key)?.map(Arc::new),
        };
        if let Some(known) = known
            && let Some(appended) = self.carry_out_on(known, append)?
        {
            return Ok(appended);
        }
        let mut current = reader::stored(&self.transaction, key)?.map(Arc::new);
        let outcome = self.carry_out(&mut current, append);
        if let Some(account) = current {
            self.accounts.insert(key, account);
        }
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
        for account in self.accounts.into_values() {
            self.kept.keep(account);
        }
        Ok(())
    }

    /// Carries an append out on the account as it is thought to be, as if all of it were new. Where
    /// anything is in the way, nothing is done and it gives `None`: an entry may be stored already,
    /// and another process may have written since; then an entry has the number already.
    fn carry_out_on(
        &mut self,
        known: Arc<Account>,
        append: &Append,
    ) -> Result<Option<Appended>, Fault> {
        let version = known.version();
        let take = || Some(Arc::unwrap_or_clone(known));
        let Ok(Decision::Write(write)) = decide(version, take, &BTreeMap::new(), append) else {
            return Ok(None);
        };
        if !self.write(append.account, &write, statements::TRY_ENTRY)? {
            return Ok(None);
        }
        self.accounts
            .insert(append.account, Arc::new(write.account));
        Ok(Some(write.appended))
    }

    /// Carries an append out on the account as it is stored; `current` is it before, then after.
    /// Where the ledger refuses an entry it is gone.
    fn carry_out(
        &self,
        current: &mut Option<Arc<Account>>,
        append: &Append,
    ) -> Result<Appended, Stop<AppendError>> {
        let version = current.as_ref().map_or(0, |account| account.version());
        let stored = match version {
            0 => BTreeMap::new(),
            1.. => self.already(append)?,
        };
        let take = || current.take().map(Arc::unwrap_or_clone);
        let decision = decide(version, take, &stored, append).map_err(Stop::Refused)?;
        let write = match decision {
            Decision::Nothing(appended) => return Ok(appended),
            Decision::Write(write) => write,
        };
        self.refuse_taken(append.account, &write)
            .map_err(Stop::Refused)?;
        if !self.write(append.account, &write, statements::ADD_ENTRY)? {
            return Err(Fault::Ended.into());
        }
        *current = Some(Arc::new(write.account));
        Ok(write.appended)
    }

    /// Refuses the opening of an account whose identifier is another's.
    fn refuse_taken(&self, account: AccountKey, write: &Write) -> Result<(), AppendError> {
        for identifier in &write.identifiers {
            let owner = reader::owner(&self.transaction, *identifier)?;
            if owner.is_some_and(|owner| owner != account) {
                return Err(AppendError::IdentifierTaken {
                    identifier: *identifier,
                });
            }
        }
        Ok(())
    }

    /// Those of an append's entries that are stored already.
    fn already(&self, append: &Append) -> Result<BTreeMap<EntryId, Entry>, StoreError> {
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

    /// Writes all of it, or nothing and `false` where an entry is not added.
    fn write(&self, key: AccountKey, write: &Write, add_entry: &str) -> Result<bool, Fault> {
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
            if self.run(add_entry, columns)? == 0 {
                // Those from this number on may be somebody else's.
                let first = write.rows.first().map_or(row.number, |row| row.number);
                self.run(statements::REMOVE_ENTRIES, (&account, first, row.number))?;
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
        let is_there = write.appended.version > u64::try_from(write.rows.len()).unwrap_or(0);
        if !is_there || self.run(statements::MOVE_SNAPSHOT, columns)? == 0 {
            self.run(statements::PUT_SNAPSHOT, columns)?;
        }
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
