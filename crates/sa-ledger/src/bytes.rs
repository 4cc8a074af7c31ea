//! An account as bytes: the form in which stores keep it, made to be read fast.
//!
//! Everything but text is numbers. They stand first, the text of all fields behind them, so that it is
//! checked to be text all at once. A field is read by the few instructions that its type needs
//! (`part` and its neighbours); a record is its fields one after the other (`records`).

mod amount;
mod charge;
mod credit;
mod day;
mod part;
mod reader;
mod records;
mod serde_bytes;
mod text;
mod timeline;
mod writer;

use self::part::Part;
use self::reader::Reader;
use self::writer::Writer;
use crate::account::Account;

/// Why bytes are no account.
///
/// ```
#[doc = include_str!("account/example.md")]
/// let mut bytes = Vec::new();
/// account.write_bytes(&mut bytes);
/// assert_eq!(Account::from_bytes(&bytes[..100]), Err(BytesError::Short));
/// assert_eq!(BytesError::Short.to_string(), "more should follow");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
// One byte: a result of each small part bears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BytesError {
    /// The bytes end too early.
    #[error("more should follow")]
    Short,
    /// There are bytes behind the account.
    #[error("more follows than should")]
    Long,
    /// A number is none of those that may stand in its place.
    #[error("a number is not one of its field")]
    Number,
    /// The text is not UTF-8, or is cut within a character.
    #[error("the text is none")]
    Text,
    /// A value that its type refuses.
    #[error("a value is not of its type")]
    Value,
}

impl Account {
    /// Writes the account behind what `bytes` holds.
    ///
    /// They are for this version of this crate alone, and for what it has folded itself: a store keeps
    /// the journal, and these beside it to spare the fold.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// let mut bytes = Vec::new();
    /// account.write_bytes(&mut bytes);
    /// assert_eq!(Account::from_bytes(&bytes)?, account);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_bytes(&self, bytes: &mut Vec<u8>) {
        let mut writer = Writer::behind(bytes);
        self.write(&mut writer);
        writer.finish();
    }

    /// The account that [`write_bytes`](Self::write_bytes) wrote.
    ///
    /// Each value of it is what its type guarantees, whatever the bytes are. Whether they fit each
    /// other is not looked at: keep a checksum.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// let mut bytes = Vec::new();
    /// account.write_bytes(&mut bytes);
    /// bytes.push(0);
    /// assert_eq!(Account::from_bytes(&bytes), Err(BytesError::Long));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`BytesError::Short`] for bytes that were cut, [`BytesError::Long`] for some too many,
    /// [`BytesError::Number`], [`BytesError::Text`] and [`BytesError::Value`] for what no account has.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BytesError> {
        let mut reader = Reader::new(bytes)?;
        let account = Self::read(&mut reader)?;
        reader.end()?;
        Ok(account)
    }
}
