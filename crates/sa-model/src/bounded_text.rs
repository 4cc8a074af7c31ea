//! Short free text: payment methods, reasons, descriptions.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Text of 1 to `MAX` characters, none of them a control character.
///
/// ```
/// use sa_model::BoundedText;
/// assert!(BoundedText::<30>::parse("bank_transfer").is_ok());
/// assert!(BoundedText::<5>::parse("bank_transfer").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoundedText<const MAX: usize>(Box<str>);

/// Why a text is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BoundedTextError {
    /// It is empty.
    #[error("the text is empty")]
    Empty,
    /// It is longer than allowed.
    #[error("the text has {found} characters, at most {most} are allowed")]
    TooLong {
        /// Characters found.
        found: usize,
        /// Characters allowed.
        most: usize,
    },
    /// It holds a control character.
    #[error("the text holds a control character at position {position}")]
    Control {
        /// Counted in characters from 0.
        position: usize,
    },
}

impl<const MAX: usize> BoundedText<MAX> {
    /// Takes a text of 1 to `MAX` characters.
    ///
    /// # Errors
    /// `""`, a text that is too long, and `"a\nb"` are refused.
    pub fn parse(text: &str) -> Result<Self, BoundedTextError> {
        let found = text.chars().count();
        if found == 0 {
            return Err(BoundedTextError::Empty);
        }
        if found > MAX {
            return Err(BoundedTextError::TooLong { found, most: MAX });
        }
        match text.chars().position(char::is_control) {
            Some(position) => Err(BoundedTextError::Control { position }),
            None => Ok(Self(text.into())),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> fmt::Display for BoundedText<MAX> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<const MAX: usize> FromStr for BoundedText<MAX> {
    type Err = BoundedTextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl<const MAX: usize> Serialize for BoundedText<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for BoundedText<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text<const MAX: usize>;
        impl<const MAX: usize> de::Visitor<'_> for Text<MAX> {
            type Value = BoundedText<MAX>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "a text of 1 to {MAX} characters")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                BoundedText::parse(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text::<MAX>)
    }
}
