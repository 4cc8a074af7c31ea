//! One transaction of the writer: many appends, each all or nothing, made durable together.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Params, Transaction, TransactionBehavior};
use sa_ledger::Account;
use sa_model::{AccountKey, Entry, EntryId, Identifier};

use crate::decide::{Decision, Write, decide};
use crate::row::{key, signed};
use crate::sqlite::fault::Fault;
use crate::sqlite::{reader, statements};
use crate::{Append, AppendError, Appended, Grant, StoreError, TokenHash, snapshot};

/// A transaction that is open for writing: no other process writes meanwhile, so what is read in it
/// holds until it is committed.
pub(super) struct Batch<'connection> {
    transaction: Transaction<'connection>,
    /// The accounts that were read, as they are after the appends so far.
    accounts: BTreeMap<AccountKey, Option<Account>>,
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
    pub(super) fn begin(connection: &'connection mut Connection) -> Result<Self, Fault> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Self {
            transaction,
            accounts: BTreeMap::new(),
        })
    }

    /// Carries an append out, or says why not; then nothing of it is in the transaction.
    pub(super) fn append(&mut self, append: &Append) -> Result<Appended, Stop<AppendError>> {
        let key = append.account;
        let current = match self.accounts.remove(&key) {
            Some(current) => current,
            None => reader::account(&self.transaction, key)?,
        };
        let (after, outcome) = match self.decide(current.as_ref(), append) {
            Ok(Decision::Nothing(appended)) => (current, Ok(appended)),
            Ok(Decision::Write(write)) => {
                self.write(key, &write)?;
                (Some(write.account), Ok(write.appended))
            }
            Err(refusal) => (current, Err(Stop::Refused(refusal))),
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
        Ok(self.transaction.commit()?)
    }

    fn decide(&self, current: Option<&Account>, append: &Append) -> Result<Decision, AppendError> {
        let stored = match current {
            Some(_) => self.stored(append)?,
            None => BTreeMap::new(),
        };
        let decision = decide(current, &stored, append)?;
        if let Decision::Write(write) = &decision {
            for identifier in &write.identifiers {
                if self
                    .owner(*identifier)?
                    .is_some_and(|owner| owner != append.account)
                {
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

    /// The account that an identifier belongs to.
    fn owner(&self, identifier: Identifier) -> Result<Option<AccountKey>, StoreError> {
        let mut statement = self.transaction.prepare_cached(statements::OWNER)?;
        let owner: Option<String> = statement
            .query_row([identifier.value(), identifier.kind()], |row| row.get(0))
            .optional()?;
        owner.map(|owner| key("identifier", &owner)).transpose()
    }

    fn write(&self, key: AccountKey, write: &Write) -> Result<(), Fault> {
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
            self.run(statements::ADD_ENTRY, columns)?;
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
        self.run(statements::PUT_SNAPSHOT, columns)
    }

    /// Runs a statement that writes. SQLite itself ends a transaction on some errors (disk full,
    /// input and output); what came after would be stored alone, so it is refused.
    fn run(&self, statement: &str, parameters: impl Params) -> Result<(), Fault> {
        if self.transaction.is_autocommit() {
            return Err(Fault::Ended);
        }
        self.transaction
            .prepare_cached(statement)?
            .execute(parameters)?;
        Ok(())
    }
}
