//! An account in serde: its bytes, in every format.

use core::fmt;

use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::account::Account;

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::new();
        self.write_bytes(&mut bytes);
        sink.serialize_bytes(&bytes)
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_bytes(Bytes)
    }
}

struct Bytes;

impl<'de> Visitor<'de> for Bytes {
    type Value = Account;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the bytes of an account")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Account, E> {
        Account::from_bytes(bytes).map_err(E::custom)
    }

    /// Formats for people have a list of numbers for bytes.
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Account, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = list.next_element()? {
            bytes.push(byte);
        }
        self.visit_bytes(&bytes)
    }
}
