//! Reads numbers and text out of bytes that may be anything.
#![expect(
    clippy::inline_always,
    reason = "an account is some three hundred fields, each read by a few instructions: a call for \
              each costs more than the reading"
)]

use core::str;

use sa_model::BoundedText;

use super::BytesError;
use super::part::Part;

/// What is not read yet.
pub(super) struct Reader<'b> {
    numbers: &'b [u8],
    text: &'b str,
    /// The last that a payment had.
    pub(super) reference: Option<BoundedText<35>>,
    /// The last that a payment had.
    pub(super) method: Option<BoundedText<30>>,
}

/// Methods that read a number of a length of its own, the lowest byte first.
macro_rules! numbers {
    ($($number:ident)*) => {$(
        #[inline(always)]
        pub(super) fn $number(&mut self) -> Result<$number, BytesError> {
            let (bytes, rest) = self.numbers.split_first_chunk().ok_or(BytesError::Short)?;
            self.numbers = rest;
            Ok($number::from_le_bytes(*bytes))
        }
    )*};
}

impl<'b> Reader<'b> {
    numbers! { u8 u16 u32 u64 i32 i64 }

    /// Of all the bytes: how many bytes of numbers, the numbers, the text.
    pub(super) fn new(bytes: &'b [u8]) -> Result<Self, BytesError> {
        let (length, rest) = bytes.split_first_chunk().ok_or(BytesError::Short)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok();
        let (numbers, text) = length
            .and_then(|length| rest.split_at_checked(length))
            .ok_or(BytesError::Short)?;
        Ok(Self {
            numbers,
            text: str::from_utf8(text).map_err(|_not_utf8| BytesError::Text)?,
            reference: None,
            method: None,
        })
    }

    /// Nothing may be left.
    pub(super) fn end(self) -> Result<(), BytesError> {
        if self.numbers.is_empty() && self.text.is_empty() {
            Ok(())
        } else {
            Err(BytesError::Long)
        }
    }

    /// A part that is there or not.
    #[inline(always)]
    pub(super) fn part_if<T: Part>(&mut self, there: bool) -> Result<Option<T>, BytesError> {
        if there {
            T::read(self).map(Some)
        } else {
            Ok(None)
        }
    }

    /// A number of seven bits a byte, the lowest first, the eighth set where more follow.
    #[inline(always)]
    pub(super) fn number(&mut self) -> Result<u64, BytesError> {
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
            _ => self.long_number(),
        }
    }

    #[cold]
    fn long_number(&mut self) -> Result<u64, BytesError> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(BytesError::Number);
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(BytesError::Number)
    }

    /// A number of things in memory.
    #[inline(always)]
    pub(super) fn length(&mut self) -> Result<usize, BytesError> {
        usize::try_from(self.number()?).map_err(|_too_large| BytesError::Number)
    }

    /// How many parts follow, each of a byte at least.
    #[inline(always)]
    pub(super) fn count(&mut self) -> Result<usize, BytesError> {
        let count = self.length()?;
        if count > self.numbers.len() {
            return Err(BytesError::Short);
        }
        Ok(count)
    }

    /// A byte that tells the length, from 1 to 8, of the signed number behind it, the lowest byte
    /// first; and that number.
    #[inline(always)]
    pub(super) fn headed(
        &mut self,
        length: impl FnOnce(u8) -> u8,
    ) -> Result<(u8, i64), BytesError> {
        let (head, word) = match self.numbers.split_first_chunk() {
            Some(([head], rest)) if let Some(word) = rest.first_chunk() => {
                (*head, u64::from_le_bytes(*word))
            }
            Some(_) | None => self.last_word()?,
        };
        let length = length(head);
        let end = usize::from(length).wrapping_add(1);
        self.numbers = self.numbers.get(end..).ok_or(BytesError::Short)?;
        // What lies above is pushed out, and the sign comes back.
        let above = 64_u32.wrapping_sub(u32::from(length).wrapping_mul(8));
        let number = word.wrapping_shl(above).cast_signed().wrapping_shr(above);
        Ok((head, number))
    }

    /// A byte and the last bytes behind it, as if more of them followed.
    #[cold]
    fn last_word(&self) -> Result<(u8, u64), BytesError> {
        let (head, rest) = self.numbers.split_first().ok_or(BytesError::Short)?;
        let bytes = rest.iter().rev();
        let word = bytes.fold(0, |word, byte| word << 8 | u64::from(*byte));
        Ok((*head, word))
    }

    /// So many bytes of the text.
    #[inline(always)]
    pub(super) fn text(&mut self, length: usize) -> Result<&'b str, BytesError> {
        let (text, rest) = self.text.split_at_checked(length).ok_or(BytesError::Text)?;
        self.text = rest;
        Ok(text)
    }
}
