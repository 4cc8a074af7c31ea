//! `Money` in serde: a JSON number by its text; two integers in compact formats.
//!
//! `serde_json` carries the text of a number through serde's data model under two reserved names,
//! one for numbers (feature `arbitrary_precision`) and one for JSON left unparsed (feature
//! `raw_value`). Speaking them directly, as `serde_json::Number` does, spares the `String` that
//! `Number` would allocate. The tests hold both names against `serde_json`.
//!
//! An object of the one reserved key is a number to `serde_json`'s own `Value` and to whatever is
//! buffered (`flatten`, tagged enums); read directly, it is refused. What comes of it is a valid
//! amount in any case.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeStruct, SerializeTuple, Serializer};

use super::{Money, text};

const NUMBER: &str = "$serde_json::private::Number";
const RAW: &str = "$serde_json::private::RawValue";

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        let (digits, scale) = (self.digits(), self.decimal().scale());
        if !sink.is_human_readable() {
            let mut parts = sink.serialize_tuple(2)?;
            parts.serialize_element(&digits)?;
            parts.serialize_element(&scale)?;
            return parts.end();
        }
        if scale == 0 {
            return sink.serialize_i64(digits);
        }
        let mut number = sink.serialize_struct(NUMBER, 1)?;
        number.serialize_field(NUMBER, text::Text::new(digits, scale).as_str())?;
        number.end()
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        if source.is_human_readable() {
            // `serde_json` hands over the number's text in place; whoever does not know the name
            // calls `visit_newtype_struct`.
            source.deserialize_newtype_struct(RAW, Number)
        } else {
            source.deserialize_tuple(2, Compact)
        }
    }
}

/// A number in a format for people.
struct Number;

impl<'de> Visitor<'de> for Number {
    type Value = Money;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number with at most 2 decimals and no exponent")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, source: D) -> Result<Money, D::Error> {
        source.deserialize_any(self)
    }

    fn visit_i64<E: de::Error>(self, pounds: i64) -> Result<Money, E> {
        Money::from_digits(pounds, 0).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, pounds: u64) -> Result<Money, E> {
        i64::try_from(pounds)
            .map_err(|_does_not_fit| E::custom(super::MoneyError::OutOfRange))
            .and_then(|pounds| self.visit_i64(pounds))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Money, A::Error> {
        match map.next_key::<Key>()? {
            Some(Key::NumberText) => map.next_value::<NumberText>().map(|text| text.0),
            None => Err(de::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

/// One of the reserved names, as the key before a number's text.
enum Key {
    NumberText,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                Number.expecting(f)
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Key, E> {
                match name {
                    NUMBER | RAW => Ok(Key::NumberText),
                    _ => Err(E::invalid_type(Unexpected::Map, &self)),
                }
            }
        }
        source.deserialize_identifier(Name)
    }
}

/// The text of a number, or of whatever else stands where the number should.
struct NumberText(Money);

impl<'de> Deserialize<'de> for NumberText {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = NumberText;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                Number.expecting(f)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<NumberText, E> {
                match text.as_bytes() {
                    [b'-' | b'0'..=b'9', ..] => {
                        Money::parse(text).map(NumberText).map_err(E::custom)
                    }
                    _ => Err(E::invalid_type(kind(text), &self)),
                }
            }
        }
        source.deserialize_str(Text)
    }
}

/// What a piece of JSON is that does not begin like a number.
fn kind(json: &str) -> Unexpected<'_> {
    match json.as_bytes().first() {
        Some(b'"') => Unexpected::Str(json.trim_matches('"')),
        Some(b't' | b'f') => Unexpected::Bool(json == "true"),
        Some(b'[') => Unexpected::Seq,
        Some(b'{') => Unexpected::Map,
        _ => Unexpected::Unit,
    }
}

/// Digits and scale in a compact format.
struct Compact;

impl<'de> Visitor<'de> for Compact {
    type Value = Money;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the digits and the scale of an amount")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Money, A::Error> {
        let missing = |at| move || de::Error::invalid_length(at, &"digits and scale");
        let digits = parts.next_element()?.ok_or_else(missing(0))?;
        let scale = parts.next_element()?.ok_or_else(missing(1))?;
        Money::from_digits(digits, scale).map_err(de::Error::custom)
    }
}
