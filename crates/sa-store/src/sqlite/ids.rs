//! The ids that an account's entries have, each as its checksum: enough to see that an id is new.

use sa_model::EntryId;

use crate::Append;

/// The bytes that an id takes.
const BYTES: usize = 4;

/// The checksums of the ids of an account, in the order of its entries: the column `ids`.
#[derive(Debug, Default)]
pub(super) struct Ids(Vec<u8>);

impl Ids {
    /// The column of an account of `version` entries; `None` where it does not tell as many.
    pub(super) fn of_column(column: Vec<u8>, version: u64) -> Option<Self> {
        let expected = usize::try_from(version).ok()?.checked_mul(BYTES)?;
        (column.len() == expected).then_some(Self(column))
    }

    /// Whether an id may be among them; where this says no, it is not.
    fn may_have(&self, id: EntryId) -> bool {
        let sought = checksum(id.as_str());
        self.0.as_chunks().0.contains(&sought)
    }

    /// Whether any entry of an append may be stored already; where this says no, none is.
    pub(super) fn may_have_any(&self, append: &Append) -> bool {
        append.entries.iter().any(|entry| self.may_have(entry.id))
    }

    /// Adds the id of the next entry.
    pub(super) fn push(&mut self, id: &str) {
        self.0.extend(checksum(id));
    }

    /// The bytes of the column.
    pub(super) fn column(&self) -> &[u8] {
        &self.0
    }
}

fn checksum(id: &str) -> [u8; BYTES] {
    crc32fast::hash(id.as_bytes()).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_was_added_is_found_and_a_column_of_another_length_is_refused() {
        let (known, other): (EntryId, EntryId) = ("a1".parse().unwrap(), "a2".parse().unwrap());
        let mut ids = Ids::default();
        assert!(!ids.may_have(known));
        ids.push(known.as_str());
        assert!(ids.may_have(known) && !ids.may_have(other));
        let column = || ids.column().to_vec();
        assert!(Ids::of_column(column(), 1).unwrap().may_have(known));
        assert!(Ids::of_column(column(), 2).is_none());
        assert!(Ids::of_column(column(), u64::MAX).is_none());
    }
}
