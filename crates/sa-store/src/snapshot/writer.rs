//! Writes a value in the form of snapshots: numbers apart from text.
//!
//! Everything but text is numbers, of seven bits a byte, the lowest first, the eighth set where more
//! follow; signed ones alternate (0, -1, 1, -2 ...). A text is its length there, and all texts stand
//! behind each other after the numbers: so they are checked to be text all at once.

use serde::Serialize;
use serde::ser::{self, Serializer};

use super::fault::Fault;

/// The bytes of a value: how many bytes of numbers, the numbers, the text.
pub(super) fn write(value: &impl Serialize, bytes: &mut Vec<u8>) -> Result<(), Fault> {
    let mut writer = Writer {
        numbers: Vec::with_capacity(TYPICAL_BYTES),
        text: String::with_capacity(TYPICAL_BYTES),
    };
    value.serialize(&mut writer)?;
    push(bytes, size(writer.numbers.len())?);
    bytes.extend_from_slice(&writer.numbers);
    bytes.extend_from_slice(writer.text.as_bytes());
    Ok(())
}

/// Most snapshots have no more of either.
const TYPICAL_BYTES: usize = 2048;

struct Writer {
    numbers: Vec<u8>,
    text: String,
}

fn size(length: usize) -> Result<u64, Fault> {
    u64::try_from(length).map_err(|_too_long| Fault::Number)
}

fn push(bytes: &mut Vec<u8>, number: u64) {
    let mut left = number;
    while left >= 0x80 {
        let [low, ..] = left.to_le_bytes();
        bytes.push(low | 0x80);
        left >>= 7;
    }
    let [low, ..] = left.to_le_bytes();
    bytes.push(low);
}

impl Writer {
    fn number(&mut self, number: impl Into<u64>) {
        push(&mut self.numbers, number.into());
    }

    fn signed(&mut self, number: impl Into<i64>) {
        let number: i64 = number.into();
        let alternating = number.wrapping_shl(1) ^ number.wrapping_shr(63);
        self.number(alternating.cast_unsigned());
    }

    fn length(&mut self, length: Option<usize>) -> Result<&mut Self, Fault> {
        self.number(size(length.ok_or(Fault::Length)?)?);
        Ok(self)
    }
}

/// Methods that write a number.
macro_rules! numbers {
    ($($method:ident: $type:ty => $write:ident;)*) => {$(
        fn $method(self, value: $type) -> Result<(), Fault> {
            self.$write(value);
            Ok(())
        }
    )*};
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Fault;
    type SerializeSeq = &'w mut Writer;
    type SerializeTuple = &'w mut Writer;
    type SerializeTupleStruct = &'w mut Writer;
    type SerializeTupleVariant = &'w mut Writer;
    type SerializeMap = &'w mut Writer;
    type SerializeStruct = &'w mut Writer;
    type SerializeStructVariant = &'w mut Writer;

    numbers! {
        serialize_i8: i8 => signed;
        serialize_i16: i16 => signed;
        serialize_i32: i32 => signed;
        serialize_i64: i64 => signed;
        serialize_bool: bool => number;
        serialize_u8: u8 => number;
        serialize_u16: u16 => number;
        serialize_u32: u32 => number;
        serialize_u64: u64 => number;
        serialize_char: char => number;
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_f32(self, _value: f32) -> Result<(), Fault> {
        Err(Fault::Unknown)
    }

    fn serialize_f64(self, _value: f64) -> Result<(), Fault> {
        Err(Fault::Unknown)
    }

    fn serialize_str(self, value: &str) -> Result<(), Fault> {
        self.text.push_str(value);
        self.number(size(value.len())?);
        Ok(())
    }

    fn serialize_bytes(self, _value: &[u8]) -> Result<(), Fault> {
        Err(Fault::Unknown)
    }

    fn serialize_none(self) -> Result<(), Fault> {
        self.number(0_u8);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Fault> {
        self.number(1_u8);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Fault> {
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Fault> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        index: u32,
        _variant: &'static str,
    ) -> Result<(), Fault> {
        self.number(index);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        index: u32,
        _variant: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        self.number(index);
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self, Fault> {
        self.length(length)
    }

    fn serialize_tuple(self, _length: usize) -> Result<Self, Fault> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _name: &'static str, _length: usize) -> Result<Self, Fault> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self, Fault> {
        self.number(index);
        Ok(self)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self, Fault> {
        self.length(length)
    }

    fn serialize_struct(self, _name: &'static str, _length: usize) -> Result<Self, Fault> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self, Fault> {
        self.number(index);
        Ok(self)
    }
}

/// The parts of a compound follow each other.
macro_rules! parts {
    ($($compound:ident: $method:ident;)*) => {$(
        impl ser::$compound for &mut Writer {
            type Ok = ();
            type Error = Fault;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), Fault> {
                Ok(())
            }
        }
    )*};
}

/// The same where each part has a name, which is not written.
macro_rules! fields {
    ($($compound:ident;)*) => {$(
        impl ser::$compound for &mut Writer {
            type Ok = ();
            type Error = Fault;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                _name: &'static str,
                value: &T,
            ) -> Result<(), Fault> {
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), Fault> {
                Ok(())
            }
        }
    )*};
}

parts! {
    SerializeSeq: serialize_element;
    SerializeTuple: serialize_element;
    SerializeTupleStruct: serialize_field;
    SerializeTupleVariant: serialize_field;
}

fields! {
    SerializeStruct;
    SerializeStructVariant;
}

impl ser::SerializeMap for &mut Writer {
    type Ok = ();
    type Error = Fault;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Fault> {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Fault> {
        Ok(())
    }
}
