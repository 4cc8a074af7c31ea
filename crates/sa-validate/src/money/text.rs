//! The decimal text of an amount, read and written eight digits at a time, without an allocation.

use super::MoneyError;
use crate::digits::{ALL_ZERO, eight_digits, high_halves};

/// An amount as it is written: digits and scale fit into two registers, in which they are returned.
#[derive(Clone, Copy)]
pub(super) struct Written {
    /// The digits with their sign, the point left out.
    pub(super) digits: i64,
    pub(super) scale: Scale,
}

/// How many of the digits are decimals.
#[derive(Clone, Copy)]
pub(super) enum Scale {
    Pounds,
    Tenths,
    Pence,
}

impl Scale {
    /// The scale of so many decimals; none above 2.
    #[inline]
    pub(super) const fn of(decimals: u32) -> Option<Self> {
        match decimals {
            0 => Some(Self::Pounds),
            1 => Some(Self::Tenths),
            2 => Some(Self::Pence),
            _ => None,
        }
    }

    #[inline]
    pub(super) const fn decimals(self) -> u32 {
        match self {
            Self::Pounds => 0,
            Self::Tenths => 1,
            Self::Pence => 2,
        }
    }

    /// How many pence the last digit stands for.
    #[inline]
    pub(super) const fn pence(self) -> i64 {
        match self {
            Self::Pounds => 100,
            Self::Tenths => 10,
            Self::Pence => 1,
        }
    }
}

/// Reads a JSON number without exponent, none if it is of another form or its pence do not fit.
pub(super) fn read(text: &str) -> Option<Written> {
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    if matches!(unsigned, [] | [b'0', b'0'..=b'9', ..] | [b'.', ..]) {
        return None;
    }
    let Some((high, low)) = last_sixteen(unsigned) else {
        return long(negative, unsigned);
    };
    let (digits, scale) = short(high, low)?;
    // Sixteen digits of pounds fit as pence.
    let digits = if negative {
        0_i64.wrapping_sub_unsigned(digits)
    } else {
        0_i64.wrapping_add_unsigned(digits)
    };
    Some(Written { digits, scale })
}

/// 1 to 16 characters less the character `0`, in two words: the last eight, and those before them.
/// What is missing in front is zero.
#[inline]
fn last_sixteen(text: &[u8]) -> Option<(u64, u64)> {
    let length = text.len();
    if let (Some(first), Some(last), 8..=16) = (text.first_chunk(), text.last_chunk(), length) {
        let first = u64::from_le_bytes(*first) ^ ALL_ZERO;
        // The two may overlap: what the last eight hold already is pushed out of the first.
        let overlap = bits(16_usize.saturating_sub(length));
        let last = u64::from_le_bytes(*last) ^ ALL_ZERO;
        return Some((first.checked_shl(overlap).unwrap_or(0), last));
    }
    let missing = bits(8_usize.saturating_sub(length));
    let word = match (text.first_chunk(), text.last_chunk(), text) {
        (_, _, [] | [_, _, _, _, _, _, _, _, ..]) => return None,
        (Some(first), Some(last), _) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            (u64::from(first) << missing) | (u64::from(last) << 32)
        }
        (_, _, [a]) => u64::from_le_bytes([0, 0, 0, 0, 0, 0, 0, *a]),
        (_, _, [a, b]) => u64::from_le_bytes([0, 0, 0, 0, 0, 0, *a, *b]),
        (_, _, [a, b, c, ..]) => u64::from_le_bytes([0, 0, 0, 0, 0, *a, *b, *c]),
    };
    Some((0, word ^ (ALL_ZERO << missing)))
}

/// The number in the two words of [`last_sixteen`].
#[inline]
fn short(high: u64, low: u64) -> Option<(u64, Scale)> {
    const POINT: u8 = b'.' ^ b'0';
    let [.., third, second, _] = low.to_le_bytes();
    // Two decimals at most: the point is the third from the end, the second, or nowhere. It is
    // taken out, and what stands before it moves up.
    let (low, low_power, scale) = if third == POINT {
        let (wholes, decimals) = (low & 0x0000_00ff_ffff_ffff, low & 0xffff_0000_0000_0000);
        (wholes << 8 | decimals, 10_000_000, Scale::Pence)
    } else if second == POINT {
        let (wholes, decimals) = (low & 0x0000_ffff_ffff_ffff, low & 0xff00_0000_0000_0000);
        (wholes << 8 | decimals, 10_000_000, Scale::Tenths)
    } else {
        (low, 100_000_000, Scale::Pounds)
    };
    if high_halves(high) | high_halves(low) != 0 {
        return None;
    }
    let digits = eight_digits(high)
        .wrapping_mul(low_power)
        .wrapping_add(eight_digits(low));
    Some((digits, scale))
}

/// The number of more than sixteen characters, digit by digit.
#[cold]
fn long(negative: bool, text: &[u8]) -> Option<Written> {
    let (wholes, decimals, scale) = match text {
        [wholes @ .., b'.', tens, ones] => (wholes, [Some(tens), Some(ones)], Scale::Pence),
        [wholes @ .., b'.', tens] => (wholes, [Some(tens), None], Scale::Tenths),
        wholes => (wholes, [None, None], Scale::Pounds),
    };
    let mut digits = 0_u64;
    for byte in wholes.iter().chain(decimals.into_iter().flatten()) {
        let digit @ 0..=9 = byte.wrapping_sub(b'0') else {
            return None;
        };
        digits = digits.checked_mul(10)?.checked_add(u64::from(digit))?;
    }
    let digits = if negative {
        0_i64.checked_sub_unsigned(digits)?
    } else {
        0_i64.checked_add_unsigned(digits)?
    };
    digits.checked_mul(scale.pence())?;
    Some(Written { digits, scale })
}

/// The bits of at most eight bytes.
#[inline]
fn bits(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or_default().wrapping_mul(8)
}

/// Says what is wrong with a text that [`read`] refuses, the first fault from the left.
#[cold]
pub(super) fn find_fault(text: &str) -> MoneyError {
    let begin = usize::from(text.starts_with('-'));
    let mut point = None;
    let mut end = begin;
    for (place, character) in text.chars().enumerate().skip(begin) {
        let after = place.saturating_add(1);
        match character {
            '0'..='9' => {}
            '.' if point.is_none() && place > begin => point = Some(place),
            found => {
                return MoneyError::Character {
                    found,
                    at: small(after),
                };
            }
        }
        end = after;
    }
    let wholes = point.unwrap_or(end).saturating_sub(begin);
    let decimals = point.map_or(0, |point| end.saturating_sub(point).saturating_sub(1));
    if wholes > 1 && text.as_bytes().get(begin) == Some(&b'0') {
        MoneyError::LeadingZero {
            at: small(begin.saturating_add(1)),
        }
    } else if decimals > 2 {
        MoneyError::TooManyDecimals {
            found: small(decimals),
        }
    } else if wholes == 0 || (point.is_some() && decimals == 0) {
        MoneyError::NoDigit {
            at: small(end.saturating_add(1)),
        }
    } else {
        // Nothing is wrong with the form: there are too many digits.
        MoneyError::OutOfRange
    }
}

/// In the 32 bits that keep the error small.
fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The text of an amount: at most a sign, 19 digits and a point.
pub(super) struct Text {
    bytes: Aligned,
    start: usize,
    end: usize,
}

/// Pounds in the first three words, `.` and pence in the last; the text is a part of it.
///
/// Aligned, for then the whole is found to be ASCII faster than a part of it.
#[repr(align(16))]
struct Aligned([u8; 32]);

impl Text {
    /// The text of digits with a scale of 0, 1 or 2.
    #[inline]
    pub(super) fn new(digits: i64, scale: u32) -> Self {
        let magnitude = digits.unsigned_abs();
        let (pounds, tail, tail_length) = match scale {
            0 => (magnitude, 0, 0),
            1 => (magnitude / 10, magnitude % 10, 2),
            _ => (magnitude / 100, magnitude % 100, 3),
        };
        let low = ascii(pounds % 100_000_000);
        let decimals = decimals(tail, scale);
        let (words, length) = match pounds / 100_000_000 {
            0 => ([0, 0, low.digits, decimals], low.length),
            rest @ 1..100_000_000 => {
                let middle = ascii(rest);
                (
                    [0, middle.digits, low.digits, decimals],
                    middle.length.saturating_add(8),
                )
            }
            rest => {
                let (high, middle) = (ascii(rest / 100_000_000), ascii(rest % 100_000_000));
                let length = high.length.saturating_add(16);
                ([high.digits, middle.digits, low.digits, decimals], length)
            }
        };
        let mut bytes = [0; 32];
        for (eight, word) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(words) {
            *eight = word.to_le_bytes();
        }
        let mut start = 24_usize.saturating_sub(length);
        if digits < 0 {
            start = start.saturating_sub(1);
            if let Some(sign) = bytes.get_mut(start) {
                *sign = b'-';
            }
        }
        Self {
            bytes: Aligned(bytes),
            start,
            end: 24_usize.saturating_add(tail_length),
        }
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        // All ASCII, and within: the alternatives are never taken.
        let all = std::str::from_utf8(&self.bytes.0).unwrap_or_default();
        all.get(self.start..self.end).unwrap_or_default()
    }
}

/// Eight ASCII digits, the first in the lowest byte.
struct Eight {
    digits: u64,
    /// How many of them there are without leading zeros; at least one.
    length: usize,
}

/// The digits of a number below 100,000,000: halves, quarters, then single digits are split off
/// within one register.
///
/// Source: Paul Khuong, "How to print integers really fast", 2017.
#[inline]
fn ascii(number: u64) -> Eight {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    // By 100: times 10486, by 2^20, is exact up to 9999; then by 10: times 103, by 2^10.
    let hundreds = (fours.wrapping_mul(10_486) >> 20) & 0x0000_007f_0000_007f;
    let pairs = hundreds | (fours.wrapping_sub(hundreds.wrapping_mul(100)) << 16);
    let tens = (pairs.wrapping_mul(103) >> 10) & 0x000f_000f_000f_000f;
    let digits = tens | (pairs.wrapping_sub(tens.wrapping_mul(10)) << 8);
    let zeros = usize::try_from(digits.trailing_zeros() / 8)
        .unwrap_or_default()
        .min(7);
    Eight {
        digits: digits | ALL_ZERO,
        length: 8_usize.saturating_sub(zeros),
    }
}

/// `.` and one or two decimals in the lowest bytes of a word.
#[inline]
const fn decimals(tail: u64, scale: u32) -> u64 {
    let point = 0x2e;
    match scale {
        0 => 0,
        1 => point | ((tail | 0x30) << 8),
        _ => {
            let (tens, ones) = (tail / 10, tail % 10);
            point | ((tens | 0x30) << 8) | ((ones | 0x30) << 16)
        }
    }
}
