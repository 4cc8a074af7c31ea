//! Amounts: a byte of scale and length, and as many bytes as the digits need.

use rust_decimal::Decimal;
use sa_model::Money;

use super::BytesError;
use super::part::Part;
use super::reader::Reader;
use super::writer::Writer;

/// The scale stands in the lowest two bits of the first byte.
const SCALE: u8 = 3;

/// The bits above it are the length, from 1 to 8, less one.
const LENGTH: u8 = 7;

impl Part for Money {
    #[inline]
    fn write<'a>(&'a self, out: &mut Writer<'a>) {
        let amount = self.decimal();
        // The digits of an amount are those of its pence or fewer, which fit.
        let digits = i64::try_from(amount.mantissa()).unwrap_or_default();
        let scale = u8::try_from(amount.scale()).unwrap_or(SCALE);
        let length = length_of(digits);
        out.bytes([length.wrapping_sub(1) << 2 | scale]);
        out.signed(digits, usize::from(length));
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, BytesError> {
        let (head, digits) = from.headed(|head| (head >> 2 & LENGTH).wrapping_add(1))?;
        match head & SCALE {
            // Most amounts are written with their pence.
            2 => Ok(Self::from_pence_i64(digits)),
            scale => of_scale(digits, scale),
        }
    }
}

/// How many bytes hold a number with its sign.
fn length_of(number: i64) -> u8 {
    let magnitude = number ^ number.wrapping_shr(63);
    let bits = 65_u32.saturating_sub(magnitude.leading_zeros());
    u8::try_from(bits.div_ceil(8)).unwrap_or(8)
}

#[cold]
fn of_scale(digits: i64, scale: u8) -> Result<Money, BytesError> {
    Decimal::try_new(digits, u32::from(scale))
        .ok()
        .and_then(|pounds| Money::try_from(pounds).ok())
        .ok_or(BytesError::Value)
}
