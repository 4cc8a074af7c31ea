//! The numbers of accounts, kept in memory: they spare a read the way from the key to the number,
//! which in a large file leads to a page that lies nowhere near.
//!
//! What is read by a number is looked at before it is believed (its bytes name their account), for
//! `store rebuild` takes away the number of an account that has no journal, and the next that is
//! opened may get it.

use std::sync::OnceLock;

use quick_cache::sync::Cache;
use rusqlite::Connection;
use sa_model::AccountKey;

use crate::kept::number_of;
use crate::sqlite::reader::text;
use crate::sqlite::statements;
use crate::{StoreError, row};

/// How many accounts' numbers are kept from the start, in at most 64 MiB.
const MOST: usize = 6_000_000;

/// How many are read at a time.
const TOGETHER: usize = 8_192;

/// The numbers of accounts that were opened since, as far as somebody asked for them.
const MOST_LATER: usize = 65_536;

/// The numbers of accounts.
#[derive(Debug)]
pub(super) struct Numbers {
    /// Those of the accounts that were there when the store was opened, once they are read.
    first: OnceLock<Table>,
    later: Cache<AccountKey, i64>,
}

impl Numbers {
    /// None yet.
    pub(super) fn none() -> Self {
        Self {
            first: OnceLock::new(),
            later: Cache::new(MOST_LATER),
        }
    }

    /// The number of an account, if it is known.
    pub(super) fn of(&self, key: AccountKey) -> Option<i64> {
        let first = self.first.get().and_then(|table| table.get(key));
        first.or_else(|| self.later.get(&key))
    }

    /// Takes note of a number, which must be committed.
    pub(super) fn learn(&self, key: AccountKey, number: i64) {
        self.later.insert(key, number);
    }
}

/// The numbers of the accounts that are there, while they are being read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    after: i64,
    words: Vec<u64>,
}

impl Reading {
    /// Reads some more, and gives itself back; when there are no more, `numbers` has them all.
    ///
    /// # Errors
    /// What SQLite says, or a key that is none; then those that were there are not known.
    pub(super) fn go_on(
        mut self,
        connection: &Connection,
        numbers: &Numbers,
    ) -> Result<Option<Self>, StoreError> {
        let mut statement = connection.prepare_cached(statements::NUMBERS)?;
        let most = i64::try_from(TOGETHER).unwrap_or(i64::MAX);
        let mut rows = statement.query((self.after, most))?;
        let mut read: usize = 0;
        while let Some(row) = rows.next()? {
            self.after = row.get(0)?;
            let key = row::key("account", text(row, 1)?)?;
            self.words.extend(word(key, self.after));
            read = read.saturating_add(1);
        }
        if read == TOGETHER && self.words.len() < MOST {
            return Ok(Some(self));
        }
        // Nobody else sets them.
        let _as_they_were = numbers.first.set(Table::of(&self.words));
        Ok(None)
    }
}

/// Of the 64 bits of a word the upper tell the key, 35 of them; the lower tell the number.
const NUMBER_BITS: u32 = 29;

/// Key and number in one, which is never nought; none where the number is too large.
fn word(key: AccountKey, number: i64) -> Option<u64> {
    let number = u64::try_from(number).ok()?;
    (number >> NUMBER_BITS == 0).then(|| (number_of(key) << NUMBER_BITS) | number)
}

/// Words that are found by their keys, each in one look at memory: it lies where its key leads, or in
/// one of the next places. One word in place of the two and more of a general map, of which there
/// may be millions.
#[derive(Debug)]
struct Table(Box<[u64]>);

impl Table {
    fn of(words: &[u64]) -> Self {
        // At least a quarter of the places stays empty.
        let places = words.len().saturating_add(words.len() / 3);
        let places = places.saturating_add(1).next_power_of_two();
        let mut table = vec![0; places].into_boxed_slice();
        for word in words {
            let free = ways(word >> NUMBER_BITS, places)
                .find(|place| table.get(*place).is_some_and(|word| *word == 0));
            if let Some(place) = free.and_then(|place| table.get_mut(place)) {
                *place = *word;
            }
        }
        Self(table)
    }

    fn get(&self, key: AccountKey) -> Option<i64> {
        let sought = number_of(key);
        let words = ways(sought, self.0.len()).map_while(|place| self.0.get(place));
        let mut words = words.take_while(|word| **word != 0);
        let word = words.find(|word| **word >> NUMBER_BITS == sought)?;
        i64::try_from(word ^ (sought << NUMBER_BITS)).ok()
    }
}

/// Where a key may lie: from a place on that its digits leave to chance, once around. The number of
/// places is a power of two.
fn ways(key: u64, places: usize) -> impl Iterator<Item = usize> {
    let spread = key.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    let last = places.wrapping_sub(1);
    let start = usize::try_from(spread & 0xffff_ffff).unwrap_or(0) & last;
    (start..places).chain(0..start)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use sa_model::{Utr, Vrn};

    use super::*;

    fn key(number: u32) -> AccountKey {
        if number.is_multiple_of(3) {
            AccountKey::Vat(Vrn::parse(&format!("{number:09}")).unwrap())
        } else {
            AccountKey::Itsa(Utr::parse(&format!("{number:010}")).unwrap())
        }
    }

    #[test]
    fn a_table_finds_each_key_that_it_has_and_no_other() {
        for count in [0, 1, 2, 3, 7, 300] {
            let numbers: BTreeMap<u32, i64> = (1..=count).map(|n| (n * 7919, n.into())).collect();
            let words: Vec<u64> = numbers
                .iter()
                .filter_map(|(digits, number)| word(key(*digits), *number))
                .collect();
            let table = Table::of(&words);
            for digits in 0..=count * 7919 {
                assert_eq!(table.get(key(digits)), numbers.get(&digits).copied());
            }
        }
    }

    #[test]
    fn a_number_that_is_too_large_for_a_word_is_left_out() {
        assert!(word(key(1), (1 << NUMBER_BITS) - 1).is_some());
        assert_eq!(word(key(1), 1 << NUMBER_BITS), None);
        assert_eq!(word(key(1), -1), None);
    }
}
