//! Reads a value in the form of snapshots, out of bytes that may be anything.

use core::str;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

use super::fault::Fault;

/// The value that [`write`](super::writer::write) made these bytes of.
pub(super) fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, Fault> {
    let mut reader = Reader {
        numbers: bytes,
        text: "",
    };
    let length = reader.length()?;
    let (numbers, text) = reader
        .numbers
        .split_at_checked(length)
        .ok_or(Fault::Short)?;
    reader.numbers = numbers;
    reader.text = str::from_utf8(text).map_err(|_not_utf8| Fault::Text)?;
    let value = T::deserialize(&mut reader)?;
    if reader.numbers.is_empty() && reader.text.is_empty() {
        Ok(value)
    } else {
        Err(Fault::Long)
    }
}

/// What is not read yet.
struct Reader<'de> {
    numbers: &'de [u8],
    text: &'de str,
}

impl<'de> Reader<'de> {
    #[inline]
    fn number(&mut self) -> Result<u64, Fault> {
        match self.numbers {
            // Most numbers have one byte.
            [only @ 0..=0x7f, rest @ ..] => {
                self.numbers = rest;
                Ok(u64::from(*only))
            }
            [first, second @ 0..=0x7f, rest @ ..] => {
                self.numbers = rest;
                Ok(u64::from(first & 0x7f) | u64::from(*second) << 7)
            }
            _ => match self.numbers.first_chunk().copied().and_then(number_of) {
                Some((number, length)) => {
                    self.numbers = self.numbers.get(length..).unwrap_or_default();
                    Ok(number)
                }
                None => self.long_number(),
            },
        }
    }

    /// A number whose end is near the end of all, or that has nine bytes or ten.
    #[cold]
    fn long_number(&mut self) -> Result<u64, Fault> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.numbers.split_first().ok_or(Fault::Short)?;
            self.numbers = rest;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(Fault::Number);
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Fault::Number)
    }

    #[inline]
    fn signed(&mut self) -> Result<i64, Fault> {
        let alternating = self.number()?;
        let half = (alternating >> 1).cast_signed();
        Ok(half ^ (alternating & 1).cast_signed().wrapping_neg())
    }

    /// How many parts follow, or characters of text; no part is less than a byte.
    #[inline]
    fn length(&mut self) -> Result<usize, Fault> {
        usize::try_from(self.number()?).map_err(|_too_large| Fault::Number)
    }

    #[inline]
    fn text(&mut self) -> Result<&'de str, Fault> {
        let length = self.length()?;
        let (text, rest) = self.text.split_at_checked(length).ok_or(Fault::Text)?;
        self.text = rest;
        Ok(text)
    }

    #[inline]
    fn flag(&mut self) -> Result<bool, Fault> {
        let (is, rest) = match self.numbers {
            [0, rest @ ..] => (false, rest),
            [1, rest @ ..] => (true, rest),
            [] => return Err(Fault::Short),
            [_, ..] => return Err(Fault::Number),
        };
        self.numbers = rest;
        Ok(is)
    }
}

/// The number that eight bytes begin with, and how many bytes it has; none if it does not end there.
#[inline]
fn number_of(bytes: [u8; 8]) -> Option<(u64, usize)> {
    let word = u64::from_le_bytes(bytes);
    // The lowest byte without the eighth bit is the last.
    let ends = !word & 0x8080_8080_8080_8080;
    let bits = ends.trailing_zeros().saturating_add(1);
    let own = word & u64::MAX.checked_shr(64_u32.checked_sub(bits)?)?;
    // Seven bits of each byte become 14 of two, 28 of four, 56.
    let sevens = own & 0x7f7f_7f7f_7f7f_7f7f;
    let twos = (sevens & 0x007f_007f_007f_007f) | ((sevens & 0x7f00_7f00_7f00_7f00) >> 1);
    let fours = (twos & 0x0000_3fff_0000_3fff) | ((twos & 0x3fff_0000_3fff_0000) >> 2);
    let number = (fours & 0x0fff_ffff) | ((fours & 0x0fff_ffff_0000_0000) >> 4);
    Some((number, usize::try_from(bits / 8).ok()?))
}

/// Methods that read a number.
macro_rules! numbers {
    ($($method:ident: $read:ident => $visit:ident;)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            let number = self.$read()?;
            visitor.$visit(number.try_into().map_err(|_too_large| Fault::Number)?)
        }
    )*};
}

/// Methods of what no account has.
macro_rules! unknown {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Fault> {
            Err(Fault::Unknown)
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Fault;

    numbers! {
        deserialize_i8: signed => visit_i8;
        deserialize_i16: signed => visit_i16;
        deserialize_i32: signed => visit_i32;
        deserialize_u8: number => visit_u8;
        deserialize_u16: number => visit_u16;
        deserialize_u32: number => visit_u32;
    }

    unknown! {
        deserialize_any deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf
        deserialize_identifier deserialize_ignored_any
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    #[inline]
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_i64(self.signed()?)
    }

    #[inline]
    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_u64(self.number()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_bool(self.flag()?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let number = u32::try_from(self.number()?).ok();
        visitor.visit_char(number.and_then(char::from_u32).ok_or(Fault::Number)?)
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_borrowed_str(self.text()?)
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_borrowed_str(self.text()?)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.flag()? {
            visitor.visit_some(self)
        } else {
            visitor.visit_none()
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let left = self.length()?;
        visitor.visit_seq(Parts { reader: self, left })
    }

    #[inline]
    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_seq(Parts {
            reader: self,
            left: length,
        })
    }

    #[inline]
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let left = self.length()?;
        visitor.visit_map(Parts { reader: self, left })
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_tuple(fields.len(), visitor)
    }

    #[inline]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(self)
    }
}

/// Parts of a compound that are not read yet.
struct Parts<'r, 'de> {
    reader: &'r mut Reader<'de>,
    left: usize,
}

impl Parts<'_, '_> {
    #[inline]
    fn take(&mut self) -> bool {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }

    /// Not more than there can be, whatever the length says.
    fn hint(&self) -> usize {
        self.left.min(self.reader.numbers.len())
    }
}

impl<'de> de::SeqAccess<'de> for Parts<'_, 'de> {
    type Error = Fault;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        if self.take() {
            seed.deserialize(&mut *self.reader).map(Some)
        } else {
            Ok(None)
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.hint())
    }
}

impl<'de> de::MapAccess<'de> for Parts<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        if self.take() {
            seed.deserialize(&mut *self.reader).map(Some)
        } else {
            Ok(None)
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(&mut *self.reader)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.hint())
    }
}

impl<'de> de::EnumAccess<'de> for &mut Reader<'de> {
    type Error = Fault;
    type Variant = Self;

    #[inline]
    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let index = u32::try_from(self.number()?).map_err(|_too_large| Fault::Number)?;
        let index: de::value::U32Deserializer<Fault> = index.into_deserializer();
        Ok((seed.deserialize(index)?, self))
    }
}

impl<'de> de::VariantAccess<'de> for &mut Reader<'de> {
    type Error = Fault;

    #[inline]
    fn unit_variant(self) -> Result<(), Fault> {
        Ok(())
    }

    #[inline]
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_tuple(fields.len(), visitor)
    }
}
