//! Accounts that are kept decoded, the most asked for of those that were read or written last.
//!
//! What is kept may be out of date, for others write too: so it counts only where the store still has
//! its version, which whoever uses it finds out in the same statement.

use std::sync::Arc;
#[cfg(feature = "sqlite")]
use std::sync::atomic::{AtomicU64, Ordering};

use sa_ledger::Account;
use sa_model::AccountKey;

/// How many are kept: some 10 kilobytes each.
const MOST: usize = 8_192;

/// Accounts as they were read or written last.
#[derive(Debug)]
pub(crate) struct Kept {
    accounts: quick_cache::sync::Cache<AccountKey, Arc<Account>>,
    /// The accounts that were read lately, by their numbers. Places are few and several accounts
    /// share one: the last of them has it.
    #[cfg(feature = "sqlite")]
    read: Box<[AtomicU64]>,
}

impl Kept {
    /// None yet.
    pub(crate) fn none() -> Arc<Self> {
        Arc::new(Self {
            accounts: quick_cache::sync::Cache::new(MOST),
            #[cfg(feature = "sqlite")]
            read: (0..2 * MOST).map(|_| AtomicU64::new(0)).collect(),
        })
    }

    /// An account, where it is kept.
    #[cfg(feature = "sqlite")]
    pub(crate) fn get(&self, key: AccountKey) -> Option<Arc<Account>> {
        self.accounts.get(&key)
    }

    /// Takes an account out, so that nobody else has it and it need not be copied to be changed.
    pub(crate) fn take(&self, key: AccountKey) -> Option<Arc<Account>> {
        self.accounts.remove(&key).map(|(_, account)| account)
    }

    /// Keeps an account.
    pub(crate) fn keep(&self, account: Arc<Account>) {
        self.accounts.insert(account.key(), account);
    }

    /// Keeps an account that was read, if it was read lately before: one that is read but once would
    /// take the place of another for nothing.
    #[cfg(feature = "sqlite")]
    pub(crate) fn offer(&self, account: &Arc<Account>) {
        let number = number_of(account.key());
        let spread = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        let place = usize::try_from(spread)
            .ok()
            .and_then(|spread| self.read.get(spread.checked_rem(self.read.len())?));
        if place.is_some_and(|place| place.swap(number, Ordering::Relaxed) == number) {
            self.keep(Arc::clone(account));
        }
    }
}

/// A number that tells accounts apart: their identifiers have ten digits or nine.
#[cfg(feature = "sqlite")]
fn number_of(key: AccountKey) -> u64 {
    let (regime, digits) = match &key {
        AccountKey::Itsa(utr) => (1, utr.as_str()),
        AccountKey::Vat(vrn) => (2, vrn.as_str()),
    };
    digits.bytes().fold(regime, |number: u64, digit| {
        number
            .wrapping_mul(10)
            .wrapping_add(u64::from(digit.wrapping_sub(b'0')))
    })
}
