//! The snapshot of an account: its fold at a version, as bytes, so that a read need not fold.
//!
//! A snapshot is never the truth: the journal is. It can be thrown away and made again.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sa_ledger::Account;
use sa_model::{AccountKey, Entry, TransactionKind};

use crate::StoreError;
use crate::decide::fold;

/// The number of the form that this program's snapshots have.
///
/// It is the checksum of the snapshots of a sample, which has every fact there is, and of the table of
/// kinds, which snapshots refer to by its rows: so it is another whenever the bytes of an account mean
/// something else, or the ledger folds the same entries to something else, and nobody need think of
/// it. A snapshot of another form is folded anew.
pub(crate) fn form() -> i64 {
    static FORM: LazyLock<i64> = LazyLock::new(|| {
        let mut hash = crc32fast::Hasher::new();
        for account in sample() {
            hash.update(&encode(&account));
        }
        for kind in TransactionKind::ALL {
            hash.update(kind.code().as_bytes());
        }
        i64::from(hash.finalize())
    });
    *FORM
}

/// The accounts of the sample.
fn sample() -> Vec<Account> {
    let mut journals: BTreeMap<AccountKey, Vec<Entry>> = BTreeMap::new();
    // All of it can be read and folded, which a test sees to.
    for entry in SAMPLE
        .lines()
        .filter_map(|line| serde_json::from_str::<Entry>(line).ok())
    {
        journals.entry(entry.account).or_default().push(entry);
    }
    journals
        .values()
        .filter_map(|entries| fold(None, entries).ok().flatten())
        .collect()
}

const SAMPLE: &str = include_str!("snapshot/sample.ndjson");

/// The bytes of a snapshot: four of checksum (CRC-32, little-endian) over those that follow, which
/// are the account.
pub(crate) fn encode(account: &Account) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(TYPICAL_BYTES);
    bytes.extend([0; CHECKSUM_BYTES]);
    account.write_bytes(&mut bytes);
    if let Some((checksum, body)) = bytes.split_first_chunk_mut::<CHECKSUM_BYTES>() {
        *checksum = crc32fast::hash(body).to_le_bytes();
    }
    bytes
}

/// The account of a snapshot's bytes in the form of this program.
pub(crate) fn decode(key: AccountKey, bytes: &[u8]) -> Result<Account, StoreError> {
    let damaged = |why: &str| StoreError::Damaged {
        what: format!(
            "table snapshot, account {}, column bytes: {why}",
            key.masked()
        ),
    };
    let Some((checksum, body)) = bytes.split_first_chunk::<CHECKSUM_BYTES>() else {
        return Err(damaged("shorter than its checksum"));
    };
    if crc32fast::hash(body).to_le_bytes() != *checksum {
        return Err(damaged("the checksum is wrong"));
    }
    match Account::from_bytes(body) {
        Ok(account) if account.key() == key => Ok(account),
        Ok(_) => Err(damaged("another account's")),
        Err(error) => Err(damaged(&error.to_string())),
    }
}

const CHECKSUM_BYTES: usize = 4;

/// The checksum that a snapshot begins with: with the version it tells the state of an account apart
/// from any other that it may have had or be given, though a database was set back to an earlier day
/// and went on otherwise, or a snapshot was made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp(Option<[u8; CHECKSUM_BYTES]>);

impl Stamp {
    /// That of no snapshot.
    pub(crate) const NONE: Self = Self(None);

    /// The stamp of a snapshot's bytes, whatever their form; that of none where they are too few.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(bytes.first_chunk().copied())
    }

    /// Its bytes; none where there is none.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        self.0.as_ref().map(<[u8; CHECKSUM_BYTES]>::as_slice)
    }
}

/// Most snapshots are no longer.
const TYPICAL_BYTES: usize = 2048;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sa_model::Fact;

    use super::*;

    /// The facts there are; a new one does not compile until it is here, and fails until the sample
    /// has it.
    const FACTS: usize = 20;

    fn number(fact: &Fact) -> usize {
        match fact {
            Fact::AccountOpened(_) => 1,
            Fact::ChargeRaised(_) => 2,
            Fact::ChargeAmended(_) => 3,
            Fact::CreditRaised(_) => 4,
            Fact::PaymentReceived(_) => 5,
            Fact::PaymentReversed(_) => 6,
            Fact::AllocationDirected(_) => 7,
            Fact::CodedOut(_) => 8,
            Fact::ChargeStoodOver(_) => 9,
            Fact::BreathingSpaceGranted(_) => 10,
            Fact::RepaymentClaimed(_) => 11,
            Fact::RepaymentMade(_) => 12,
            Fact::RepaymentWithdrawn(_) => 13,
            Fact::ObligationCreated(_) => 14,
            Fact::ReturnSubmitted(_) => 15,
            Fact::TraderInsolvent => 16,
            Fact::TaxCodeRequested(_) => 17,
            Fact::CodingOutChosen(_) => 18,
            Fact::FilingRequired(_) => 19,
            Fact::FilingReceived(_) => 20,
        }
    }

    #[test]
    fn the_sample_has_every_fact_and_the_ledger_takes_all_of_it() {
        let mut facts = BTreeSet::new();
        for line in SAMPLE.lines() {
            let entry: Entry = serde_json::from_str(line).unwrap();
            facts.insert(number(&entry.fact));
        }
        assert_eq!(facts, (1..=FACTS).collect());
        let versions: u64 = sample().iter().map(Account::version).sum();
        assert_eq!(usize::try_from(versions).unwrap(), SAMPLE.lines().count());
    }

    #[test]
    fn a_snapshot_is_read_as_the_account_that_it_was_made_of() {
        for account in sample() {
            assert_eq!(decode(account.key(), &encode(&account)).unwrap(), account);
        }
        assert_ne!(form(), 0);
    }

    #[test]
    fn no_flipped_bit_is_read_as_an_account() {
        let account = sample().remove(0);
        let bytes = encode(&account);
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(decode(account.key(), &flipped).is_err(), "bit {bit}");
        }
        for length in 0..bytes.len() {
            assert!(
                decode(account.key(), &bytes[..length]).is_err(),
                "{length} bytes"
            );
        }
    }
}
