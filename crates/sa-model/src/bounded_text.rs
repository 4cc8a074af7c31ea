//! Short free text: payment methods, reasons, descriptions.

mod characters;

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::characters::Characters;
use crate::text_form;

/// Text of 1 to `MAX` characters (not bytes), none of them a control character.
///
/// ```
/// use sa_model::BoundedText;
///
/// assert_eq!(BoundedText::<30>::parse("bank_transfer")?.as_str(), "bank_transfer");
/// assert_eq!(
///     BoundedText::<5>::parse("bank_transfer").unwrap_err().to_string(),
///     "the text has at most 5 characters, found 13"
/// );
/// # Ok::<(), sa_model::BoundedTextError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoundedText<const MAX: usize>(Characters);

/// Why a text is refused.
///
/// ```
/// use sa_model::{BoundedText, BoundedTextError};
///
/// let error = BoundedText::<100>::parse("bounced\ncheque").unwrap_err();
/// assert_eq!(error, BoundedTextError::Control { found: '\n', at: 8 });
/// assert_eq!(
///     error.to_string(),
///     r"the text holds no control characters, found '\n' at character 8"
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BoundedTextError {
    /// It is empty.
    #[error("the text has at least 1 character, found none")]
    Empty,
    /// It is longer than allowed.
    #[error("the text has at most {most} characters, found {found}")]
    TooLong {
        /// Characters found.
        found: usize,
        /// Characters allowed.
        most: usize,
    },
    /// It holds a control character.
    #[error("the text holds no control characters, found {found:?} at character {at}")]
    Control {
        /// The character.
        found: char,
        /// Its place, counted in characters from 1.
        at: usize,
    },
}

impl<const MAX: usize> BoundedText<MAX> {
    /// Takes a text of 1 to `MAX` characters as it stands; blanks count.
    ///
    /// ```
    /// use sa_model::BoundedText;
    ///
    /// // Four characters, five bytes; a blank is a character like others, even alone.
    /// assert!(BoundedText::<4>::parse("£ 50").is_ok());
    /// assert!(BoundedText::<4>::parse(" ").is_ok());
    /// assert!(BoundedText::<4>::parse("").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// [`BoundedTextError::Empty`] for `""`, [`BoundedTextError::TooLong`] for `MAX + 1`
    /// characters, [`BoundedTextError::Control`] for `"a\nb"`.
    pub fn parse(text: &str) -> Result<Self, BoundedTextError> {
        // Most texts are ASCII, where a byte is a character.
        let bytes = text.as_bytes();
        if (1..=MAX).contains(&bytes.len()) && bytes.iter().all(|byte| matches!(byte, b' '..=b'~'))
        {
            return Ok(Self(Characters::of(text)));
        }
        let found = text.chars().count();
        if found == 0 {
            return Err(BoundedTextError::Empty);
        }
        if found > MAX {
            return Err(BoundedTextError::TooLong { found, most: MAX });
        }
        match (1..).zip(text.chars()).find(|(_, c)| c.is_control()) {
            Some((at, found)) => Err(BoundedTextError::Control { found, at }),
            None => Ok(Self(Characters::of(text))),
        }
    }

    /// The text.
    ///
    /// ```
    /// use sa_model::BoundedText;
    ///
    /// // Nothing is trimmed.
    /// assert_eq!(BoundedText::<30>::parse(" card ")?.as_str(), " card ");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl<const MAX: usize> AsRef<str> for BoundedText<MAX> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<const MAX: usize> fmt::Display for BoundedText<MAX> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl<const MAX: usize> FromStr for BoundedText<MAX> {
    type Err = BoundedTextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl<const MAX: usize> TryFrom<&str> for BoundedText<MAX> {
    type Error = BoundedTextError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::parse(text)
    }
}

impl<const MAX: usize> Serialize for BoundedText<MAX> {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        sink.serialize_str(self.as_str())
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for BoundedText<MAX> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        text_form::deserialize(source, "a short text without control characters")
    }
}
