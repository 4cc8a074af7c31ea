//! Serde for types whose text form is their only form: read through their one parser.

use core::error::Error;
use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{self, Deserializer, Visitor};

/// Reads a text through `T`'s parser. `expected` completes "expected ..." for what is no text.
pub(crate) fn deserialize<'de, T, D>(source: D, expected: &'static str) -> Result<T, D::Error>
where
    T: FromStr,
    T::Err: Error,
    D: Deserializer<'de>,
{
    source.deserialize_str(Text {
        expected,
        of: PhantomData,
    })
}

struct Text<T> {
    expected: &'static str,
    of: PhantomData<T>,
}

impl<T: FromStr> Visitor<'_> for Text<T>
where
    T::Err: Error,
{
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.expected)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(|error| E::custom(Chain(&error)))
    }
}

/// An error and its causes on one line: whoever reads a serde error sees no `source`.
struct Chain<'a>(&'a dyn Error);

impl fmt::Display for Chain<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)?;
        match self.0.source() {
            Some(cause) => write!(formatter, ": {}", Chain(cause)),
            None => Ok(()),
        }
    }
}
