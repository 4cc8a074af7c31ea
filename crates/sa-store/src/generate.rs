//! The generator: realistic accounts, as many as wanted, the same for everyone.

mod draw;
mod identity;
mod journal;
mod payment;
mod self_assessment;
mod vat;

use std::io::{self, Write};

use sa_model::Entry;

use self::draw::Draw;
use self::identity::Kind;
use self::journal::Journal;

/// How many accounts a seed has: from there on their identifiers would come again.
pub const MOST_ACCOUNTS: u64 = 20_000_000;

/// How far a generation has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Generated {
    /// Accounts written.
    pub accounts: u64,
    /// Entries written.
    pub entries: u64,
    /// Bytes written.
    pub bytes: u64,
}

/// Why accounts cannot be generated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GenerateError {
    /// More accounts than a seed has.
    #[error("a seed has {MOST_ACCOUNTS} accounts, found {wanted} wanted")]
    TooMany {
        /// How many were wanted.
        wanted: u64,
    },
    /// The output cannot be written.
    #[error("the output cannot be written")]
    Write(#[from] io::Error),
    /// A value that was made is none: a fault of the generator.
    #[error("generated account {number} holds a value that is none")]
    Value {
        /// Which account.
        number: u64,
        /// Why it is none.
        #[source]
        cause: Invalid,
    },
}

/// Why a value that was made is none.
pub type Invalid = Box<dyn std::error::Error + Send + Sync>;

/// Writes accounts numbered from 0 as NDJSON, for [`import`](crate::import).
///
/// Seven of ten are Self Assessment accounts, three VAT. They hold some one to five years up to January
/// 2026: charges with their payments, in full and in part, on time, late and missing; amendments,
/// coding out, standing over, repayments; VAT obligations with their returns. The ledger accepts
/// every entry. Names are not generated: accounts have none.
///
/// The same seed gives the same bytes, on every machine; account `n` is the same in a generation of
/// any size.
///
/// # Errors
/// [`GenerateError::TooMany`] for more than [`MOST_ACCOUNTS`], [`GenerateError::Write`] where the
/// output cannot be written.
///
/// ```
/// let mut lines = Vec::new();
/// let done = sa_store::generate(100, 1, &mut lines, &mut |_| {})?;
/// assert_eq!(done.accounts, 100);
/// assert_eq!(lines.iter().filter(|byte| **byte == b'\n').count() as u64, done.entries);
/// # Ok::<(), sa_store::GenerateError>(())
/// ```
pub fn generate(
    accounts: u64,
    seed: u64,
    output: &mut (dyn Write + Send),
    progress: &mut (dyn FnMut(Generated) + Send),
) -> Result<Generated, GenerateError> {
    let mut done = Generated::default();
    let mut lines = Vec::new();
    if accounts > MOST_ACCOUNTS {
        return Err(GenerateError::TooMany { wanted: accounts });
    }
    for number in 0..accounts {
        lines.clear();
        for entry in generated_journal(seed, number)? {
            serde_json::to_writer(&mut lines, &entry).map_err(io::Error::from)?;
            lines.push(b'\n');
            done.entries = done.entries.saturating_add(1);
        }
        output.write_all(&lines)?;
        done.accounts = done.accounts.saturating_add(1);
        done.bytes = done
            .bytes
            .saturating_add(u64::try_from(lines.len()).unwrap_or(0));
        progress(done);
    }
    output.flush()?;
    Ok(done)
}

/// The journal of account `number` of a seed, as [`generate`] writes it.
///
/// # Errors
/// [`GenerateError::TooMany`] for a number that is not below [`MOST_ACCOUNTS`].
pub fn generated_journal(seed: u64, number: u64) -> Result<Vec<Entry>, GenerateError> {
    if number >= MOST_ACCOUNTS {
        return Err(GenerateError::TooMany {
            wanted: number.saturating_add(1),
        });
    }
    journal_of(seed, number).map_err(|cause| GenerateError::Value { number, cause })
}

fn journal_of(seed: u64, number: u64) -> Result<Vec<Entry>, Invalid> {
    let mut draw = Draw::new(seed, number);
    match identity::kind(number) {
        Kind::SelfAssessment(place) => {
            let taxpayer = identity::taxpayer(seed, place, &mut draw)?;
            let mut journal = Journal::new(place);
            self_assessment::fill(&mut journal, &taxpayer, &mut draw)?;
            journal.entries(sa_model::AccountHolder::Itsa(taxpayer), draw)
        }
        Kind::Vat(place) => {
            let trader = identity::trader(seed, place, &mut draw)?;
            let mut journal = Journal::new(place);
            vat::fill(&mut journal, &trader, &mut draw)?;
            journal.entries(sa_model::AccountHolder::Vat(trader), draw)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_accounts_and_another_others() {
        let lines = |accounts, seed| {
            let mut lines = Vec::new();
            generate(accounts, seed, &mut lines, &mut |_| {}).unwrap();
            lines
        };
        let (some, more) = (lines(50, 7), lines(80, 7));
        assert!(more.starts_with(&some));
        assert_ne!(some, lines(50, 8));
    }

    #[test]
    fn the_ledger_accepts_every_account_and_no_two_share_an_identifier() {
        let mut identifiers = BTreeSet::new();
        let mut facts = BTreeSet::new();
        for number in 0..3_000 {
            let journal = generated_journal(3, number).unwrap();
            let account = sa_ledger::Account::fold(&journal).unwrap().unwrap();
            assert!(
                journal.is_sorted_by_key(|entry| entry.recorded),
                "account {number}"
            );
            for identifier in account.holder().identifiers() {
                assert!(identifiers.insert(identifier), "{identifier}");
            }
            for entry in journal {
                let fact = serde_json::to_string(&entry.fact).unwrap();
                facts.insert(fact.split('"').nth(1).unwrap().to_owned());
            }
        }
        for fact in [
            "accountOpened",
            "chargeRaised",
            "chargeAmended",
            "creditRaised",
            "paymentReceived",
            "paymentReversed",
            "allocationDirected",
            "codedOut",
            "chargeStoodOver",
            "repaymentClaimed",
            "repaymentMade",
            "obligationCreated",
            "returnSubmitted",
        ] {
            assert!(facts.contains(fact), "{fact} in {facts:?}");
        }
    }

    #[test]
    fn no_identifier_comes_twice_within_a_seed() {
        let mut utrs = BTreeSet::new();
        let mut vrns = BTreeSet::new();
        for place in (0..200_000).chain(13_990_000..14_000_000) {
            let mut draw = Draw::new(1, place);
            assert!(utrs.insert(identity::taxpayer(1, place, &mut draw).unwrap().utr));
        }
        for place in (0..50_000).chain(5_990_000..6_000_000) {
            let mut draw = Draw::new(1, place);
            assert!(vrns.insert(identity::trader(1, place, &mut draw).unwrap().vrn));
        }
    }

    #[test]
    fn more_accounts_than_a_seed_has_are_refused() {
        let error = generate(MOST_ACCOUNTS + 1, 1, &mut io::sink(), &mut |_| {}).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a seed has 20000000 accounts, found 20000001 wanted"
        );
    }
}
