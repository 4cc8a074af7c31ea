//! The snapshot of an account: its fold at a version, as bytes, so that a read need not fold.
//!
//! A snapshot is never the truth: the journal is. It can be thrown away and made again.

use sa_ledger::Account;
use sa_model::AccountKey;

use crate::StoreError;

/// The number of the form that snapshots have now. It goes up whenever the bytes of an account
/// change, or the ledger folds the same entries to something else; a test sees to it. A snapshot
/// with a lower number is folded anew from the journal, one with a higher number is refused.
pub(crate) const SCHEMA: i64 = 2;

/// The bytes of a snapshot: four of checksum (CRC-32, little-endian) over those that follow, which
/// are the account in postcard's form.
pub(crate) fn encode(account: &Account) -> Result<Vec<u8>, StoreError> {
    let room = vec![0; CHECKSUM_BYTES];
    let mut bytes = postcard::to_extend(account, room).map_err(|error| StoreError::Damaged {
        what: format!(
            "account {} has no snapshot: {error}",
            account.key().masked()
        ),
    })?;
    if let Some((checksum, body)) = bytes.split_first_chunk_mut::<CHECKSUM_BYTES>() {
        *checksum = crc32fast::hash(body).to_le_bytes();
    }
    Ok(bytes)
}

/// The account of a snapshot's bytes in the present form.
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
    match postcard::from_bytes::<Account>(body) {
        Ok(account) if account.key() == key => Ok(account),
        Ok(_) => Err(damaged("another account's")),
        Err(error) => Err(damaged(&error.to_string())),
    }
}

const CHECKSUM_BYTES: usize = 4;

/// What to do with a snapshot, by the number of its form.
pub(crate) enum Form {
    /// It can be read.
    Present,
    /// It is folded anew from the journal.
    Older,
}

/// Tells the form of a snapshot from its number.
pub(crate) fn form(key: AccountKey, schema: i64) -> Result<Form, StoreError> {
    match schema.cmp(&SCHEMA) {
        core::cmp::Ordering::Equal => Ok(Form::Present),
        core::cmp::Ordering::Less => Ok(Form::Older),
        core::cmp::Ordering::Greater => Err(StoreError::Damaged {
            what: format!(
                "table snapshot, account {}, column schema: {schema} is of a newer program, \
                 this one knows {SCHEMA}",
                key.masked()
            ),
        }),
    }
}
