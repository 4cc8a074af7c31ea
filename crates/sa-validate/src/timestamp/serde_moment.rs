//! `Timestamp` in serde: its text in formats for people, its milliseconds in compact ones.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::Timestamp;

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        if sink.is_human_readable() {
            sink.serialize_str(self.text().as_str())
        } else {
            sink.serialize_i64(self.unix_milliseconds())
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        if source.is_human_readable() {
            return source.deserialize_str(TimestampText);
        }
        Self::from_unix_milliseconds(i64::deserialize(source)?).map_err(de::Error::custom)
    }
}

struct TimestampText;

impl Visitor<'_> for TimestampText {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text: a moment, written YYYY-MM-DDThh:mm:ss.SSSZ")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
        Timestamp::parse(text).map_err(E::custom)
    }
}
