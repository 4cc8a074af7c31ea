//! Why a value has no bytes in the form of snapshots, or bytes are no value.

use core::fmt::Display;

use serde::{de, ser};

/// Why a value cannot be written or read. It is one byte, for a result of each small part bears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// The bytes end too early.
    #[error("more should follow")]
    Short,
    /// There are bytes behind the value.
    #[error("more follows than should")]
    Long,
    /// A number is larger than its type.
    #[error("a number is too large")]
    Number,
    /// The text is not UTF-8, or a character of it is cut in two.
    #[error("the text is none")]
    Text,
    /// A sequence whose length is not known before its end.
    #[error("a length is not known")]
    Length,
    /// A kind of value that no account has.
    #[error("a kind of value that the form has not")]
    Unknown,
    /// A value that its type refuses.
    #[error("a value is not of its type")]
    Value,
}

impl ser::Error for Fault {
    fn custom<T: Display>(_message: T) -> Self {
        Self::Value
    }
}

impl de::Error for Fault {
    fn custom<T: Display>(_message: T) -> Self {
        Self::Value
    }
}
