//! One transaction of the writer: many appends, each all or nothing, made durable together.

use std::collections::BTreeMap;

use rusqlite::{CachedStatement, Connection, Params, Transaction, TransactionBehavior};
use sa_model::{AccountKey, Identifier};

use crate::kept::State;
use crate::row::signed;
use crate::sqlite::fault::Fault;
use crate::sqlite::grants;
use crate::sqlite::prepare::{Plan, Prepared, prepare};
use crate::sqlite::reader::{self, View};
use crate::sqlite::statements;
use crate::{Append, AppendError, Grant, StoreError, TokenHash, snapshot};

/// A transaction that is open for writing: no other process writes meanwhile, so what is read in it
/// holds until it is committed.
pub(super) struct Batch<'connection> {
    transaction: Transaction<'connection>,
    /// What nearly every append runs, looked up once for all of them.
    move_snapshot: CachedStatement<'connection>,
    add_entry: CachedStatement<'connection>,
    /// The accounts that were changed, as they are after the appends so far.
    accounts: BTreeMap<AccountKey, State>,
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
    /// Begins on a connection that has no other transaction.
    pub(super) fn begin(connection: &'connection Connection) -> Result<Self, Fault> {
        Ok(Self {
            transaction: Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?,
            move_snapshot: connection.prepare_cached(statements::MOVE_SNAPSHOT)?,
            add_entry: connection.prepare_cached(statements::ADD_ENTRY)?,
            accounts: BTreeMap::new(),
        })
    }

    /// Carries an append out, or says why not; then nothing of it is in the transaction. The guess
    /// is what it came to when it was handed in; where that no longer holds it is made ready anew.
    /// Gives back what was written.
    pub(super) fn append(
        &mut self,
        append: &Append,
        guess: Option<Box<Plan>>,
    ) -> Result<Prepared, Stop<AppendError>> {
        if let Some(guess) = guess
            && self.write::<AppendError>(append.account, &guess)?
        {
            return Ok(Prepared::Plan(guess));
        }
        let known = self.accounts.remove(&append.account);
        let view = View {
            connection: &self.transaction,
            remembered: None,
        };
        let plan = match prepare(view, known, append).map_err(Stop::Refused)? {
            Prepared::Plan(plan) => plan,
            nothing @ Prepared::Nothing(_) => return Ok(nothing),
        };
        if let Some(identifier) = self.taken(append.account, &plan)? {
            return Err(Stop::Refused(AppendError::IdentifierTaken { identifier }));
        }
        if self.write::<AppendError>(append.account, &plan)? {
            Ok(Prepared::Plan(plan))
        } else {
            Err(no_snapshot(append.account).into())
        }
    }

    /// Stores what a token allows.
    pub(super) fn put_grant(
        &mut self,
        token: TokenHash,
        grant: &Grant,
    ) -> Result<(), Stop<StoreError>> {
        let allows = grant.to_column()?;
        let columns = (grants::number_of(token), token.0.as_slice(), allows);
        match self.run(statements::PUT_GRANT, columns)? {
            0 => Err(Stop::Refused(number_taken())),
            _ => Ok(()),
        }
    }

    /// Makes all of it durable.
    pub(super) fn commit(self) -> Result<(), Fault> {
        Ok(self.transaction.commit()?)
    }

    /// An identifier of an account to be opened that is another's.
    fn taken(&self, account: AccountKey, plan: &Plan) -> Result<Option<Identifier>, StoreError> {
        for identifier in &plan.write.identifiers {
            let owner = reader::owner(&self.transaction, *identifier)?;
            if owner.is_some_and(|owner| owner != account) {
                return Ok(Some(*identifier));
            }
        }
        Ok(None)
    }

    /// Writes all of a plan; nothing, and `false`, where it does not hold.
    fn write<E: From<StoreError>>(
        &mut self,
        key: AccountKey,
        plan: &Plan,
    ) -> Result<bool, Stop<E>> {
        let Some(account) = self.write_snapshot(key, plan)? else {
            return Ok(false);
        };
        let write = &plan.write;
        for row in &write.rows {
            let columns = (
                account,
                row.number,
                row.id.as_str(),
                &row.effective,
                &row.recorded,
                &row.fact,
            );
            execute(&self.transaction, &mut self.add_entry, columns)?;
        }
        self.accounts.insert(key, write.state());
        Ok(true)
    }

    /// Writes what is not the journal, and gives the account's number.
    fn write_snapshot<E: From<StoreError>>(
        &mut self,
        key: AccountKey,
        plan: &Plan,
    ) -> Result<Option<i64>, Stop<E>> {
        let (ids, bytes) = (plan.ids.column(), &plan.write.snapshot);
        let (version, form) = (signed(plan.write.appended.version), snapshot::form());
        if let Some(old) = plan.old {
            let (was, stamp) = (signed(old.version), old.stamp.bytes());
            let columns = (old.number, version, form, ids, bytes, was, stamp);
            let moved = execute(&self.transaction, &mut self.move_snapshot, columns)?;
            return Ok((moved > 0).then_some(old.number));
        }
        if self.taken(key, plan)?.is_some() {
            return Ok(None);
        }
        let key = key.to_string();
        if self.run(statements::ADD_ACCOUNT, [&key])? == 0 {
            return Ok(None);
        }
        let number = self.transaction.last_insert_rowid();
        self.run(
            statements::PUT_SNAPSHOT,
            (number, version, form, ids, bytes),
        )?;
        for identifier in &plan.write.identifiers {
            let columns = (identifier.value(), identifier.kind(), &key);
            self.run(statements::ADD_IDENTIFIER, columns)?;
        }
        Ok(Some(number))
    }

    fn run(&self, statement: &str, parameters: impl Params) -> Result<usize, Fault> {
        let mut statement = self.transaction.prepare_cached(statement)?;
        execute(&self.transaction, &mut statement, parameters)
    }
}

/// Runs a statement that writes. SQLite itself ends a transaction on some errors (disk full, input
/// and output); what came after would be stored alone, so it is refused.
fn execute(
    transaction: &Transaction<'_>,
    statement: &mut CachedStatement<'_>,
    parameters: impl Params,
) -> Result<usize, Fault> {
    if transaction.is_autocommit() {
        return Err(Fault::Ended);
    }
    Ok(statement.execute(parameters)?)
}

/// Another token's hash begins as this one's does; of a million tokens two do so with odds of 1 in 36
/// million.
fn number_taken() -> StoreError {
    StoreError::Damaged {
        what: "another token has the number of this one: make a new token".to_owned(),
    }
}

/// The key has a number, and no snapshot or one that tells two versions.
fn no_snapshot(account: AccountKey) -> StoreError {
    StoreError::Damaged {
        what: format!(
            "account {}: the snapshot is missing, or its version is another than its bytes'",
            account.masked()
        ),
    }
}
