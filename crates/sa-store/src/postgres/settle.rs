//! What the server's answers come to: decoded, and kept as of the moment that they tell.

use std::sync::Arc;

use sa_ledger::Account;
use sa_model::AccountKey;
use tokio::time::Instant;

use crate::decide::fold;
use crate::kept::{Found, KeptGrant, State};
use crate::postgres::reads::{Held, Question, SnapshotRow, Wanted};
use crate::postgres::{PostgresStore, rows};
use crate::{Grant, Store, StoreError, TokenHash};

impl PostgresStore {
    /// The account of a row.
    pub(super) async fn decoded(
        &self,
        row: Found<SnapshotRow>,
    ) -> Result<Option<Arc<Account>>, StoreError> {
        let Found { value: row, at } = row;
        let account = match row.as_deref().map(rows::snapshot).transpose()? {
            None => None,
            Some((_, Some(account))) => Some(account),
            Some((key, None)) => {
                let journal = self.entries(key, 0, usize::MAX).await?;
                fold(None, &journal).map_err(|refused| refused.in_journal(key))?
            }
        };
        let account = account.map(Arc::new);
        if let (Some(account), Some(row)) = (&account, &row) {
            let state = State {
                account: Arc::clone(account),
                stamp: rows::stamp(row)?,
            };
            self.kept.keep_as_of(state, at);
        }
        Ok(account)
    }

    /// An account, of which this is known and this is held.
    pub(super) async fn settled(
        &self,
        deadline: Instant,
        key: AccountKey,
        known: Option<Found<State>>,
        held: Found<Held>,
    ) -> Result<Option<Arc<Account>>, StoreError> {
        let Found { value: held, at } = held;
        match (held, known) {
            (Held::Nothing, _) => Ok(None),
            (Held::Row(row), _) => {
                let value = Some(row);
                self.decoded(Found { value, at }).await
            }
            (Held::AsKnown, Some(known)) => {
                let account = Arc::clone(&known.value.account);
                self.kept.keep_as_of(known.value, at);
                Ok(Some(account))
            }
            (Held::AsKnown, None) | (Held::Changed, _) => {
                let wanted = Wanted { key, known: None };
                let held = self
                    .ask(deadline, |answer| Question::Account(wanted, answer))
                    .await?;
                let Held::Row(row) = held.value else {
                    return Ok(None);
                };
                let (value, at) = (Some(row), held.at);
                self.decoded(Found { value, at }).await
            }
        }
    }

    /// The grant of what the server holds for a token.
    pub(super) fn decoded_grant(
        &self,
        token: TokenHash,
        known: Option<Found<Arc<KeptGrant>>>,
        allows: Found<Option<String>>,
    ) -> Result<Option<Arc<Grant>>, StoreError> {
        let Some(column) = allows.value else {
            return Ok(None);
        };
        let grant = self.kept.keep_grant(token, &column, known, allows.at)?;
        Ok(Some(grant))
    }
}
