//! `MoneyError`: why a text or a number is not `Money`.

/// Why a text or a number is not [`Money`](crate::Money).
///
/// ```
/// use sa_validate::{Money, MoneyError};
///
/// assert_eq!(Money::parse("£5"), Err(MoneyError::Character { found: '£', at: 1 }));
/// assert_eq!(Money::parse("5."), Err(MoneyError::NoDigit { at: 3 }));
/// assert_eq!(Money::parse("5.000"), Err(MoneyError::TooManyDecimals { found: 3 }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// A character that may not stand where it stands: `+1`, `1,000`, `1e2`, `£5`.
    #[error("an amount is written like -1234.56, found {found:?} at character {at}")]
    Character {
        /// The character.
        found: char,
        /// Its place, counted from 1.
        at: u32,
    },
    /// The text ends where a digit should stand: nothing, `-`, `1.`.
    #[error("an amount is written like -1234.56, found no digit at character {at}")]
    NoDigit {
        /// The place, counted from 1.
        at: u32,
    },
    /// A zero before other digits: `007`.
    #[error("an amount has no leading zero, found one at character {at}")]
    LeadingZero {
        /// Its place, counted from 1.
        at: u32,
    },
    /// A third decimal, even if it is zero: amounts are not rounded.
    #[error("an amount has at most 2 decimals, found {found}")]
    TooManyDecimals {
        /// How many decimals it has.
        found: u32,
    },
    /// The amount, or a sum, does not fit.
    #[error("an amount lies between -92233720368547758.08 and 92233720368547758.07 pounds")]
    OutOfRange,
}
