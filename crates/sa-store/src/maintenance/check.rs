//! Check: journal, snapshots and identifiers compared with each other.

use std::collections::{BTreeSet, VecDeque};

use sa_ledger::Account;
use sa_model::{AccountKey, Entry};

use super::of_url::of_url;
use crate::decide::{fold, further_identifiers};
use crate::row::{self, Columns, signed};
use crate::{OpenError, StoreError, StoreUrl, snapshot};

/// How far a check has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Checked {
    /// Accounts compared.
    pub accounts: u64,
    /// Entries read and folded.
    pub entries: u64,
    /// What was found; 0 when all is well.
    pub findings: u64,
}

/// Something in a store that should not be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Finding {
    /// SQLite itself finds the file damaged.
    #[error("the file is damaged: {what}")]
    File {
        /// In SQLite's words.
        what: String,
    },
    /// A row that cannot be read.
    #[error("{what}")]
    Row {
        /// Which, and why.
        what: String,
    },
    /// An entry is missing.
    #[error("account {account}: entry {expected} is missing, entry {found} follows")]
    Gap {
        /// The account, masked.
        account: String,
        /// The number that should come.
        expected: i64,
        /// The number that comes.
        found: i64,
    },
    /// A snapshot that is not what the journal comes to.
    #[error("account {account}: the snapshot is not what the journal comes to")]
    Snapshot {
        /// The account, masked.
        account: String,
    },
    /// There is no snapshot.
    #[error("account {account}: the snapshot is missing")]
    NoSnapshot {
        /// The account, masked.
        account: String,
    },
    /// There is nothing in the journal.
    #[error("account {account}: there is a snapshot or an identifier, and no journal")]
    NoJournal {
        /// The account, masked.
        account: String,
    },
    /// The look-up table has other identifiers than the journal gives the account.
    #[error("account {account}: the look-up table has {found} of its identifiers, not {expected}")]
    Identifiers {
        /// The account, masked.
        account: String,
        /// How many lead to the account, rightly or not.
        found: usize,
        /// How many should.
        expected: usize,
    },
}

impl Finding {
    /// What an error says of the rows that were read.
    pub(crate) fn of(error: StoreError) -> Self {
        match error {
            StoreError::Damaged { what } => Self::Row { what },
            StoreError::Unavailable(_) | StoreError::Full(_) => Self::Row {
                what: error.to_string(),
            },
        }
    }
}

/// A row of the journal as it lies there.
#[derive(Debug)]
pub(crate) struct RawEntry {
    pub(crate) account: String,
    pub(crate) number: i64,
    pub(crate) id: String,
    pub(crate) effective: String,
    pub(crate) recorded: String,
    pub(crate) fact: String,
}

/// A snapshot as it lies there.
#[derive(Debug)]
pub(crate) struct RawSnapshot {
    pub(crate) account: String,
    pub(crate) version: i64,
    pub(crate) schema: i64,
    pub(crate) bytes: Vec<u8>,
}

/// A row of the look-up table as it lies there.
#[derive(Debug)]
pub(crate) struct RawIdentifier {
    pub(crate) account: String,
    pub(crate) kind: String,
    pub(crate) value: String,
}

/// A store that is read through, as of one moment: each table in the order of accounts, in pages,
/// the last of which is empty.
pub(crate) trait Inspect {
    /// What the database itself finds.
    async fn faults(&mut self) -> Result<Vec<String>, StoreError>;

    /// The next entries, in the order of account and number.
    async fn journal(&mut self) -> Result<Vec<RawEntry>, StoreError>;

    /// The next snapshots.
    async fn snapshots(&mut self) -> Result<Vec<RawSnapshot>, StoreError>;

    /// The next identifiers.
    async fn identifiers(&mut self) -> Result<Vec<RawIdentifier>, StoreError>;

    /// Lets go of the moment.
    async fn end(&mut self) -> Result<(), StoreError>;
}

/// Reads a store through and tells what is not as it should be: entries that cannot be read, are
/// missing or that the ledger refuses; snapshots that are not what the journal comes to; identifiers
/// that lead elsewhere.
///
/// It looks at the store as of one moment; a server may go on using it. `progress` is called after
/// each account, `found` for each finding. Damaged pages of a file end it: what lies behind them is
/// not reached. For PostgreSQL it runs in a tokio runtime.
///
/// # Errors
/// [`OpenError`] where the store cannot be opened or read at all; what is wrong inside is a finding.
pub async fn check(
    url: &StoreUrl,
    progress: &mut (dyn FnMut(Checked) + Send),
    found: &mut (dyn FnMut(&Finding) + Send),
) -> Result<Checked, OpenError> {
    of_url!(url, Inspector, |source| inspect(source, progress, found))
}

/// All that lies in a store about one account.
#[derive(Debug, Default)]
struct Lot {
    entries: Vec<RawEntry>,
    snapshot: Option<RawSnapshot>,
    identifiers: Vec<RawIdentifier>,
}

async fn inspect(
    source: impl Inspect,
    progress: &mut (dyn FnMut(Checked) + Send),
    found: &mut (dyn FnMut(&Finding) + Send),
) -> Result<Checked, StoreError> {
    let mut checked = Checked::default();
    let mut tables = Tables::new(source);
    for what in tables.source.faults().await? {
        checked.findings = checked.findings.saturating_add(1);
        found(&Finding::File { what });
    }
    loop {
        let (account, lot) = match tables.next().await {
            Ok(Some(next)) => next,
            Ok(None) => break,
            Err(error @ StoreError::Damaged { .. }) => {
                checked.findings = checked.findings.saturating_add(1);
                found(&Finding::of(error));
                break;
            }
            Err(error) => return Err(error),
        };
        for finding in findings(&account, &lot) {
            checked.findings = checked.findings.saturating_add(1);
            found(&finding);
        }
        checked.accounts = checked.accounts.saturating_add(1);
        let entries = u64::try_from(lot.entries.len()).unwrap_or(u64::MAX);
        checked.entries = checked.entries.saturating_add(entries);
        progress(checked);
    }
    tables.source.end().await?;
    Ok(checked)
}

/// Three tables side by side, each in the order of accounts.
struct Tables<I> {
    source: I,
    entries: VecDeque<RawEntry>,
    snapshots: VecDeque<RawSnapshot>,
    identifiers: VecDeque<RawIdentifier>,
}

impl<I: Inspect> Tables<I> {
    const fn new(source: I) -> Self {
        Self {
            source,
            entries: VecDeque::new(),
            snapshots: VecDeque::new(),
            identifiers: VecDeque::new(),
        }
    }

    /// All about the next account that any table knows.
    async fn next(&mut self) -> Result<Option<(String, Lot)>, StoreError> {
        self.fill().await?;
        let fronts = [
            self.entries.front().map(|row| &row.account),
            self.snapshots.front().map(|row| &row.account),
            self.identifiers.front().map(|row| &row.account),
        ];
        let Some(account) = fronts.into_iter().flatten().min().cloned() else {
            return Ok(None);
        };
        let mut lot = Lot::default();
        while let Some(row) = self.entries.pop_front_if(|row| row.account == account) {
            lot.entries.push(row);
            self.fill().await?;
        }
        lot.snapshot = self.snapshots.pop_front_if(|row| row.account == account);
        while let Some(row) = self.identifiers.pop_front_if(|row| row.account == account) {
            lot.identifiers.push(row);
            self.fill().await?;
        }
        Ok(Some((account, lot)))
    }

    /// Reads the next page of each table that is used up.
    async fn fill(&mut self) -> Result<(), StoreError> {
        if self.entries.is_empty() {
            self.entries.extend(self.source.journal().await?);
        }
        if self.snapshots.is_empty() {
            self.snapshots.extend(self.source.snapshots().await?);
        }
        if self.identifiers.is_empty() {
            self.identifiers.extend(self.source.identifiers().await?);
        }
        Ok(())
    }
}

/// What is not as it should be about one account.
fn findings(account: &str, lot: &Lot) -> Vec<Finding> {
    let key = match row::key("journal", account) {
        Ok(key) => key,
        Err(error) => return vec![Finding::of(error)],
    };
    let masked = key.masked();
    if lot.entries.is_empty() {
        return vec![Finding::NoJournal { account: masked }];
    }
    let folded = match folded(key, &lot.entries) {
        Ok(folded) => folded,
        Err(finding) => return vec![finding],
    };
    let mut findings = Vec::new();
    match &lot.snapshot {
        None => findings.push(Finding::NoSnapshot {
            account: masked.clone(),
        }),
        Some(snapshot) => match is_fold(key, snapshot, &folded) {
            Ok(true) => {}
            Ok(false) => findings.push(Finding::Snapshot {
                account: masked.clone(),
            }),
            Err(error) => findings.push(Finding::of(error)),
        },
    }
    let expected: BTreeSet<(String, String)> = further_identifiers(&folded)
        .iter()
        .map(|identifier| (identifier.kind().to_owned(), identifier.value().to_owned()))
        .collect();
    let found: BTreeSet<(String, String)> = lot
        .identifiers
        .iter()
        .map(|row| (row.kind.clone(), row.value.clone()))
        .collect();
    if found != expected {
        let (found, expected) = (found.len(), expected.len());
        findings.push(Finding::Identifiers {
            account: masked,
            found,
            expected,
        });
    }
    findings
}

/// The account that rows of the journal come to, or why they come to none.
pub(crate) fn folded(key: AccountKey, rows: &[RawEntry]) -> Result<Account, Finding> {
    let account = key.masked();
    for (expected, found) in (1..).zip(rows.iter().map(|row| row.number)) {
        if found != expected {
            return Err(Finding::Gap {
                account,
                expected,
                found,
            });
        }
    }
    let entries = rows.iter().map(|row| {
        let columns = Columns {
            number: row.number,
            id: &row.id,
            effective: &row.effective,
            recorded: &row.recorded,
            fact: &row.fact,
        };
        columns.entry(key).map_err(Finding::of)
    });
    let entries = entries.collect::<Result<Vec<Entry>, Finding>>()?;
    fold(None, &entries)
        .map_err(|refused| Finding::of(refused.in_journal(key)))?
        .ok_or(Finding::NoJournal { account })
}

/// Whether a snapshot is the account that the journal comes to. One of another form need only have
/// the version: it will not be read.
fn is_fold(key: AccountKey, row: &RawSnapshot, folded: &Account) -> Result<bool, StoreError> {
    if row.version != signed(folded.version()) {
        return Ok(false);
    }
    if row.schema != snapshot::form() {
        return Ok(true);
    }
    Ok(snapshot::decode(key, &row.bytes)? == *folded)
}
