//! All that a server keeps, behind one trait.

use std::sync::Arc;

use async_trait::async_trait;
use sa_ledger::Account;
use sa_model::Identifier;

use crate::{Grant, SignInStore, Store, StoreError, TokenHash};

/// All that a server keeps: accounts, and what the platform keeps about sign-in.
#[async_trait]
pub trait Storage: Store + SignInStore {
    /// What a request begins with, its token's grant and the account that it asks for, in one read.
    ///
    /// # Errors
    /// The store cannot tell what the token allows.
    async fn opened(&self, token: TokenHash, of: Identifier) -> Result<Opened, StoreError> {
        let grant = self.grant(token).await?;
        let account = match grant {
            Some(_) => self.account_of(of).await,
            None => Ok(None),
        };
        Ok(Opened { grant, account })
    }

    /// A mark of all that is stored, where one is had without waiting: while it stays the same
    /// nothing was committed, by anyone, so that what was read after it was taken is so still.
    fn mark(&self) -> Option<u64> {
        None
    }
}

/// What a token allows, and an account. Whether it allows this account is for the caller to find.
#[derive(Debug)]
pub struct Opened {
    /// The grant that the token stands for, expired or not.
    pub grant: Option<Arc<Grant>>,
    /// The account that the identifier finds, or why it cannot be read; none where there is no
    /// grant.
    pub account: Result<Option<Arc<Account>>, StoreError>,
}
