//! What an append does to an account: the one decision that both stores carry out.

use std::collections::BTreeMap;
use std::sync::Arc;

use sa_ledger::{Account, Rejection};
use sa_model::{AccountKey, Entry, EntryId, Identifier};

use crate::kept::State;
use crate::row::{JournalRow, signed};
use crate::snapshot::Stamp;
use crate::{Append, AppendError, Appended, Expected, StoreError, snapshot};

/// What is to be written for an append.
#[derive(Debug)]
pub(crate) enum Decision {
    /// Every entry is stored already: nothing.
    Nothing(Appended),
    /// This, together.
    Write(Write),
}

/// What makes an account what it is after an append.
#[derive(Debug)]
pub(crate) struct Write {
    /// The account as it is after.
    pub(crate) account: Arc<Account>,
    /// Its snapshot.
    pub(crate) snapshot: Vec<u8>,
    /// The entries that are new.
    pub(crate) rows: Vec<JournalRow>,
    /// The identifiers of an account that is opened, beside its key's own.
    pub(crate) identifiers: Vec<Identifier>,
    pub(crate) appended: Appended,
}

impl Write {
    /// What the account is once this is written.
    pub(crate) fn state(&self) -> State {
        State {
            stamp: Stamp::of(&self.snapshot),
            account: Arc::clone(&self.account),
        }
    }
}

/// Decides an append, given the account's version (0 when there is none) and those of the append's
/// entries, by id, that are stored already. `take` gives the account itself, `None` when there is
/// none; it is asked only when the account is to change, and may give it away.
///
/// What is stored already counts first: an append sent twice is answered alike twice, whatever
/// version it expects.
pub(crate) fn decide(
    version: u64,
    take: impl FnOnce() -> Option<Account>,
    stored: &BTreeMap<EntryId, Entry>,
    append: &Append,
) -> Result<Decision, AppendError> {
    let new = new_entries(append, stored)?;
    if let (Expected::Version(expected), [_, ..]) = (append.expected, new.as_slice())
        && expected != version
    {
        return Err(AppendError::Conflict {
            expected,
            found: version,
        });
    }
    let folded = match new.as_slice() {
        [] => None,
        [_, ..] => fold(take(), new.iter().copied())?,
    };
    let Some(account) = folded else {
        return Ok(Decision::Nothing(Appended { version, new: 0 }));
    };
    let mut rows = Vec::with_capacity(new.len());
    for (entry, number) in new.iter().zip(version.saturating_add(1)..) {
        rows.push(JournalRow::of(entry, signed(number))?);
    }
    let identifiers = match version {
        0 => further_identifiers(&account),
        1.. => Vec::new(),
    };
    let appended = Appended {
        version: account.version(),
        new: new.len(),
    };
    let snapshot = snapshot::encode(&account);
    Ok(Decision::Write(Write {
        account: Arc::new(account),
        snapshot,
        rows,
        identifiers,
        appended,
    }))
}

/// The identifiers that the look-up table holds for an account: all but the key's own, which needs
/// no looking up.
pub(crate) fn further_identifiers(account: &Account) -> Vec<Identifier> {
    let own = account.key().identifier();
    account
        .holder()
        .identifiers()
        .filter(|identifier| *identifier != own)
        .collect()
}

/// The account whose key an identifier is, where it is one.
pub(crate) const fn key_of(identifier: Identifier) -> Option<AccountKey> {
    match identifier {
        Identifier::Utr(utr) => Some(AccountKey::Itsa(utr)),
        Identifier::Vrn(vrn) => Some(AccountKey::Vat(vrn)),
        Identifier::Nino(_) | Identifier::MtdItId(_) => None,
    }
}

/// Whether an identifier finds an account, as the account itself has it.
pub(crate) fn is_of(identifier: Identifier, account: &Account) -> bool {
    account.holder().identifiers().any(|own| own == identifier)
}

/// An entry that the ledger refuses.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) entry: EntryId,
    pub(crate) rejection: Rejection,
}

impl Refused {
    /// The refusal of an entry that is stored.
    pub(crate) fn in_journal(self, account: AccountKey) -> StoreError {
        StoreError::Damaged {
            what: format!(
                "table journal, account {}, entry {}: the ledger refuses it: {}",
                account.masked(),
                self.entry,
                self.rejection
            ),
        }
    }
}

impl From<Refused> for AppendError {
    fn from(Refused { entry, rejection }: Refused) -> Self {
        Self::Rejected { entry, rejection }
    }
}

/// Folds entries onto an account, or from none; `None` when there is neither.
pub(crate) fn fold<'entry>(
    current: Option<Account>,
    entries: impl IntoIterator<Item = &'entry Entry>,
) -> Result<Option<Account>, Refused> {
    let mut account = current;
    for entry in entries {
        let refused = |rejection| Refused {
            entry: entry.id,
            rejection,
        };
        match account.as_mut() {
            Some(account) => account.apply(entry).map_err(refused)?,
            None => account = Some(Account::open(entry).map_err(refused)?),
        }
    }
    Ok(account)
}

fn new_entries<'append>(
    append: &'append Append,
    stored: &BTreeMap<EntryId, Entry>,
) -> Result<Vec<&'append Entry>, AppendError> {
    let mut seen: BTreeMap<EntryId, &Entry> = BTreeMap::new();
    let mut new = Vec::with_capacity(append.entries.len());
    for entry in &append.entries {
        if entry.account != append.account {
            return Err(AppendError::OtherAccount { entry: entry.id });
        }
        match stored
            .get(&entry.id)
            .or_else(|| seen.get(&entry.id).copied())
        {
            Some(known) if known == entry => {}
            Some(_) => return Err(AppendError::IdReused { entry: entry.id }),
            None => {
                seen.insert(entry.id, entry);
                new.push(entry);
            }
        }
    }
    Ok(new)
}
