//! What was read last, kept decoded in memory.
//!
//! What is kept may be out of date: another process writes too. So nothing of it is answered before
//! the store has found out that it still holds. Whose an identifier is holds while the account that it
//! leads to says so too.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sa_ledger::Account;
use sa_model::{AccountKey, Identifier};

use crate::snapshot::Stamp;
use crate::{Grant, StoreError, TokenHash};

/// How much memory accounts may take, in bytes, as [`Weight`] counts it.
const ACCOUNT_BYTES: u64 = 512 * 1024 * 1024;

/// What a cache takes for an account: its key, where it is, and a share of the table that finds it.
const CACHE_BYTES: u64 = 96;

/// Grants, and identifiers, that are kept: below half a kilobyte each.
const MOST_GRANTS: usize = 131_072;

/// For how many accounts there is room at once; it grows with what is kept.
const FIRST_ROOM: usize = 8_192;

/// How many accounts that were read lately are remembered by their numbers, and how many that were
/// written.
#[cfg(feature = "sqlite")]
const LATELY: usize = 262_144;

/// A moment in the life of a store: the number of changes that had been noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(u64);

impl Moment {
    /// Before anything was noticed: what was so then is always asked for again.
    const FIRST: Self = Self(0);

    /// Its number; the later one has the higher.
    #[cfg(feature = "sqlite")]
    pub(crate) const fn number(self) -> u64 {
        self.0
    }
}

/// Something that was read, and a moment at which it was so.
#[derive(Debug, Clone)]
pub(crate) struct Found<T> {
    pub(crate) value: T,
    pub(crate) at: Moment,
}

/// An account, and the stamp of the snapshot that it was read from or written to.
#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) account: Arc<Account>,
    pub(crate) stamp: Stamp,
}

#[cfg(feature = "sqlite")]
impl State {
    /// Whether it is the same account in the same state.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.account, &other.account)
    }
}

/// Whether an account was in memory before it was written.
#[cfg(feature = "sqlite")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WasKept {
    Yes,
    No,
}

/// A grant as it is stored and as it is meant.
#[derive(Debug)]
pub(crate) struct KeptGrant {
    column: Box<str>,
    grant: Arc<Grant>,
}

/// Accounts, grants, and whose an identifier is; those most asked for are kept.
#[derive(Debug)]
pub(crate) struct Kept {
    accounts: Cache<AccountKey, Found<State>, Weight>,
    grants: Cache<TokenHash, Found<Arc<KeptGrant>>>,
    owners: Cache<Identifier, AccountKey>,
    changes: AtomicU64,
    #[cfg(feature = "sqlite")]
    read: Lately,
    #[cfg(feature = "sqlite")]
    written: Lately,
}

/// Which accounts something was done with lately, by their numbers. Several accounts share a place:
/// the last of them has it.
#[cfg(feature = "sqlite")]
#[derive(Debug)]
struct Lately(Box<[AtomicU64]>);

/// What an account says it takes, an eighth for what it does not count and for what the allocator
/// rounds up, and what the cache itself takes for one.
///
/// By a counting allocator an account of the generator, of 22 entries, took 3,723 bytes as it was
/// read (it says 3,653), 6,137 after an append (6,037), 7,905 after ten (7,805), and 10,279 after a
/// payment and a claim, which keeps its work (10,178).
#[derive(Debug, Clone, Copy)]
struct Weight;

impl Weighter<AccountKey, Found<State>> for Weight {
    fn weight(&self, _key: &AccountKey, found: &Found<State>) -> u64 {
        let memory = u64::try_from(found.value.account.memory()).unwrap_or(u64::MAX);
        memory
            .saturating_add(memory / 8)
            .saturating_add(CACHE_BYTES)
    }
}

impl Kept {
    /// Nothing yet.
    pub(crate) fn none() -> Arc<Self> {
        Arc::new(Self {
            accounts: Cache::with_weighter(FIRST_ROOM, ACCOUNT_BYTES, Weight),
            grants: Cache::new(MOST_GRANTS),
            owners: Cache::new(MOST_GRANTS),
            changes: AtomicU64::new(0),
            #[cfg(feature = "sqlite")]
            read: Lately::none(),
            #[cfg(feature = "sqlite")]
            written: Lately::none(),
        })
    }

    /// Now: taken before something is read, it is a moment at which that was so.
    #[cfg(feature = "postgres")]
    pub(crate) fn now(&self) -> Moment {
        Moment(self.changes.load(Ordering::SeqCst))
    }

    /// Somebody noticed that the store has changed: a moment after all that came before.
    pub(crate) fn changed(&self) -> Moment {
        let before = self.changes.fetch_add(1, Ordering::SeqCst);
        Moment(before.saturating_add(1))
    }

    /// An account as it was.
    pub(crate) fn account(&self, key: AccountKey) -> Option<Found<State>> {
        self.accounts.get(&key)
    }

    /// Takes an account out, so that nobody else has it and it need not be copied to be changed.
    pub(crate) fn take(&self, key: AccountKey) -> Option<State> {
        self.accounts.remove(&key).map(|(_, found)| found.value)
    }

    /// Keeps an account as it was written, a guess for whoever is next: it is asked for again.
    #[cfg(feature = "postgres")]
    pub(crate) fn keep(&self, state: State) {
        self.keep_as_of(state, Moment::FIRST);
    }

    /// Keeps an account as it was at a moment.
    pub(crate) fn keep_as_of(&self, value: State, at: Moment) {
        self.accounts
            .insert(value.account.key(), Found { value, at });
    }

    /// Keeps an account as it was at a moment, if it was read lately before: one that is read but
    /// once would take the place of another for nothing.
    #[cfg(feature = "sqlite")]
    pub(crate) fn offer(&self, state: &State, at: Moment) {
        if self.read.had(state.account.key()) {
            self.keep_as_of(state.clone(), at);
        }
    }

    /// The same of an account as it was written, if it was kept before or written lately.
    #[cfg(feature = "sqlite")]
    pub(crate) fn offer_written(&self, state: State, was_kept: WasKept) {
        if was_kept == WasKept::Yes || self.written.had(state.account.key()) {
            self.keep_as_of(state, Moment::FIRST);
        }
    }

    /// A token's grant as it was.
    pub(crate) fn grant(&self, token: TokenHash) -> Option<Found<Arc<KeptGrant>>> {
        self.grants.get(&token)
    }

    /// The grant of a column's text, decoded unless it is `known`; it is kept.
    ///
    /// # Errors
    /// The text is none of a grant.
    pub(crate) fn keep_grant(
        &self,
        token: TokenHash,
        column: &str,
        known: Option<Found<Arc<KeptGrant>>>,
        at: Moment,
    ) -> Result<Arc<Grant>, StoreError> {
        let value = match known {
            Some(known) if *known.value.column == *column => known.value,
            Some(_) | None => Arc::new(KeptGrant {
                column: column.into(),
                grant: Arc::new(Grant::from_column(column)?),
            }),
        };
        let grant = value.grant();
        self.grants.insert(token, Found { value, at });
        Ok(grant)
    }

    /// The account that an identifier was found to belong to.
    pub(crate) fn owner(&self, identifier: Identifier) -> Option<AccountKey> {
        self.owners.get(&identifier)
    }

    /// Keeps whose an identifier is.
    pub(crate) fn keep_owner(&self, identifier: Identifier, owner: AccountKey) {
        self.owners.insert(identifier, owner);
    }
}

impl KeptGrant {
    /// The grant.
    pub(crate) fn grant(&self) -> Arc<Grant> {
        Arc::clone(&self.grant)
    }
}

#[cfg(feature = "sqlite")]
impl Lately {
    fn none() -> Self {
        Self((0..LATELY).map(|_| AtomicU64::new(0)).collect())
    }

    /// Whether it was an account's turn before; it is now.
    fn had(&self, key: AccountKey) -> bool {
        let number = number_of(key);
        let place = place_of(key, &self.0);
        place.is_some_and(|place| place.swap(number, Ordering::Relaxed) == number)
    }
}

/// An account's place among some, which it shares with others.
#[cfg(feature = "sqlite")]
pub(crate) fn place_of<T>(key: AccountKey, places: &[T]) -> Option<&T> {
    let spread = number_of(key).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    let spread = usize::try_from(spread).ok()?;
    places.get(spread.checked_rem(places.len())?)
}

/// A number of 35 bits that tells accounts apart: their identifiers have ten digits or nine.
#[cfg(feature = "sqlite")]
pub(crate) fn number_of(key: AccountKey) -> u64 {
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
