//! Writing a fact down: decided on the account as it is, appended under its version, decided anew
//! when another append came between.

use std::sync::Arc;

use sa_ledger::Account;
use sa_model::{Entry, EntryId, Fact, Identifier};
use sa_store::{Append, AppendError, Expected};

use super::endpoint::Endpoint;
use super::error::{AccountsError, Fault};
use super::request::AccountsRequest;
use crate::config::SandboxProfile;
use crate::gateway::GatewayFault;
use crate::sandbox::sa_accounts::newcomer;

/// How often an append is decided anew.
const MOST_TRIES: usize = 16;

/// Why no entry can be made.
#[derive(Debug, thiserror::Error)]
enum EntryError {
    #[error("the system gives no randomness")]
    NoRandomness(#[from] getrandom::Error),
    #[error("what was drawn makes no entry id")]
    Id(#[from] sa_model::EntryIdError),
}

impl<E: Endpoint> AccountsRequest<E> {
    /// Writes down the fact that `decide` makes of the account; it is durable when this returns.
    ///
    /// # Errors
    /// [`Fault::MatchingResourceNotFound`] for an unknown taxpayer; what `decide` says; a store
    /// that fails.
    pub(super) async fn record(
        &self,
        decide: impl Fn(&Account) -> Result<Fact, Fault>,
    ) -> Result<(), AccountsError> {
        let mut account = self.found.clone();
        for _try in 0..MOST_TRIES {
            let current = match account.take() {
                Some(account) => account,
                None => self.read_again().await?,
            };
            let fact = decide(&current).map_err(|fault| self.fault(fault))?;
            let append = Append {
                account: current.key(),
                expected: Expected::Version(current.version()),
                entries: vec![self.entry(&current, fact)?],
            };
            match self.app.store().append(append).await {
                Ok(_appended) => return Ok(()),
                Err(AppendError::Conflict { .. } | AppendError::IdReused { .. }) => {}
                Err(AppendError::Store(cause)) => {
                    return Err(AccountsError::store(self.version, cause));
                }
                Err(cause) => return Err(AccountsError::internal(self.version, cause)),
            }
        }
        Err(AccountsError::Gateway(GatewayFault::Failed.into()))
    }

    /// Whether an unknown taxpayer comes into being on first use, as in HMRC's sandbox.
    pub(super) fn opens_accounts(&self) -> bool {
        self.app.sandbox() == Some(SandboxProfile::Hmrc)
    }

    /// The account as it is now.
    async fn read_again(&self) -> Result<Arc<Account>, AccountsError> {
        if self.found.is_none() && self.opens_accounts() {
            newcomer::open(
                self.app.store(),
                &self.grant.subject,
                self.nino,
                self.app.clock(),
            )
            .await
            .map_err(|cause| AccountsError::internal(self.version, cause))?;
        }
        let key = match &self.found {
            Some(known) => known.key().identifier(),
            None => Identifier::Nino(self.nino.into()),
        };
        let account = self.app.store().account_of(key).await;
        account
            .map_err(|cause| AccountsError::store(self.version, cause))?
            .ok_or_else(|| self.fault(Fault::MatchingResourceNotFound))
    }

    fn entry(&self, account: &Account, fact: Fact) -> Result<Entry, AccountsError> {
        let clock = self.app.clock();
        let id = entry_id().map_err(|cause| AccountsError::internal(self.version, cause))?;
        let (effective, recorded) = (clock.today(), clock.now());
        Ok(Entry {
            account: account.key(),
            id,
            effective,
            recorded,
            fact,
        })
    }
}

fn entry_id() -> Result<EntryId, EntryError> {
    Ok(EntryId::parse(&format!(
        "coding-out:{:016x}",
        getrandom::u64()?
    ))?)
}
