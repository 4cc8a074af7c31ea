//! The code of a kind that the table does not hold, and why a text is no such code.

use arrayvec::ArrayString;

/// The code of a kind that is not in the table: 1 to 30 printable ASCII characters.
///
/// ```
/// use sa_model::TransactionKind;
///
/// // Capitals and blanks count: this is no kind of the table, and comes back as it went in.
/// let TransactionKind::Other(other) = TransactionKind::parse("vat return debit charge")? else {
///     return Err("a kind of the table".into());
/// };
/// assert_eq!(other.as_str(), "vat return debit charge");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OtherKind(ArrayString<30>);

impl OtherKind {
    /// Takes 1 to 30 printable ASCII characters, blanks included.
    pub(super) fn parse(code: &str) -> Result<Self, TransactionKindError> {
        let stray = |(_, found): &(usize, char)| !matches!(found, ' '..='~');
        if let Some((at, found)) = (1..).zip(code.chars()).find(stray) {
            return Err(TransactionKindError::Character { found, at });
        }
        match ArrayString::from(code) {
            Ok(text) if !text.is_empty() => Ok(Self(text)),
            Ok(_) | Err(_) => Err(TransactionKindError::Length { found: code.len() }),
        }
    }

    /// The code as it came.
    ///
    /// ```
    /// use sa_model::TransactionKind;
    ///
    /// let kind = TransactionKind::parse("4910 ")?;
    /// assert!(matches!(kind, TransactionKind::Other(other) if other.as_str() == "4910 "));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a text is not a transaction kind.
///
/// ```
/// use sa_model::{TransactionKind, TransactionKindError};
///
/// let error = TransactionKind::parse("VAT–CA").unwrap_err();
/// assert_eq!(error, TransactionKindError::Character { found: '–', at: 4 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransactionKindError {
    /// The text is too short or too long.
    #[error("a transaction kind has 1 to 30 printable ASCII characters, found {found} characters")]
    Length {
        /// How many characters it has.
        found: usize,
    },
    /// A character that may not stand there.
    #[error(
        "a transaction kind has 1 to 30 printable ASCII characters, found {found:?} at character {at}"
    )]
    Character {
        /// The character.
        found: char,
        /// Its place, counted from 1.
        at: usize,
    },
}
