//! The decimal text of an amount, read and written eight digits at a time, without an allocation.

use super::MoneyError;
use crate::digits::{ALL_ZERO, eight_digits, high_halves};

/// An amount as it is written.
pub(super) struct Written {
    pub(super) negative: bool,
    /// The digits, the point left out.
    pub(super) digits: u64,
    /// How many of them are decimals: 0, 1 or 2.
    pub(super) scale: u32,
    /// The same amount in pence.
    pub(super) pence: u64,
}

/// Reads a JSON number without exponent.
#[inline]
pub(super) fn read(text: &str) -> Result<Written, MoneyError> {
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    // Two decimals at most: the point is the third from the end, the second, or nowhere.
    let (wholes, decimals, scale) = match unsigned {
        [wholes @ .., b'.', tens, ones] => (wholes, [*tens, *ones], 2),
        [wholes @ .., b'.', tens] => (wholes, [*tens, b'0'], 1),
        wholes => (wholes, [b'0', b'0'], 0),
    };
    let [tens, ones] = decimals.map(|byte| byte.wrapping_sub(b'0'));
    let has_leading_zero = matches!(wholes, [b'0', _, ..]);
    let (Some(pounds), false, 0..=9, 0..=9) = (whole(wholes), has_leading_zero, tens, ones) else {
        return Err(find_fault(text));
    };
    // 18 digits of pounds: times 100 they may leave 64 bits.
    let low = u64::from(tens)
        .wrapping_mul(10)
        .wrapping_add(u64::from(ones));
    let Some(pence) = pounds
        .checked_mul(100)
        .and_then(|pence| pence.checked_add(low))
    else {
        return Err(MoneyError::OutOfRange);
    };
    let digits = match scale {
        0 => pounds,
        1 => pounds.wrapping_mul(10).wrapping_add(u64::from(tens)),
        _ => pence,
    };
    Ok(Written {
        negative,
        digits,
        scale,
        pence,
    })
}

/// The number of 1 to 18 digits.
#[inline]
fn whole(digits: &[u8]) -> Option<u64> {
    let (first, last) = match (digits.first_chunk(), digits.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => return few(digits),
    };
    let (first, last) = (first ^ ALL_ZERO, last ^ ALL_ZERO);
    // The two may overlap: what the last eight hold already is pushed out of the first.
    let overlap = match digits.len() {
        8..=16 => 16_usize.saturating_sub(digits.len()),
        17 | 18 => return many(digits),
        _ => return None,
    };
    if high_halves(first) | high_halves(last) != 0 {
        return None;
    }
    let first = first.checked_shl(bits(overlap)).unwrap_or(0);
    Some(
        eight_digits(first)
            .wrapping_mul(100_000_000)
            .wrapping_add(eight_digits(last)),
    )
}

/// The number of 1 to 7 digits. Their halves are read at once, and may overlap.
#[inline]
fn few(digits: &[u8]) -> Option<u64> {
    let word = match (digits.first_chunk(), digits.last_chunk()) {
        (Some(first), Some(last)) => {
            let overlap = bits(digits.len().saturating_sub(4));
            u64::from(u32::from_le_bytes(*first))
                | (u64::from(u32::from_le_bytes(*last)) << overlap)
        }
        _ => match *digits {
            [a, b, c] => u64::from_le_bytes([a, b, c, 0, 0, 0, 0, 0]),
            [a, b] => u64::from_le_bytes([a, b, 0, 0, 0, 0, 0, 0]),
            [a] => u64::from(a),
            _ => return None,
        },
    };
    let missing = bits(8_usize.saturating_sub(digits.len()));
    let digits = (word ^ (ALL_ZERO >> missing)) << missing;
    (high_halves(digits) == 0).then(|| eight_digits(digits))
}

/// The number of 9 to 18 digits.
#[cold]
fn many(digits: &[u8]) -> Option<u64> {
    let (first, last) = digits.split_last_chunk()?;
    let last = u64::from_le_bytes(*last) ^ ALL_ZERO;
    let first = whole(first)?;
    (high_halves(last) == 0).then(|| {
        first
            .wrapping_mul(100_000_000)
            .wrapping_add(eight_digits(last))
    })
}

/// The bits of at most eight bytes.
#[inline]
fn bits(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or_default().wrapping_mul(8)
}

/// Says what is wrong with a text that is not of the form, the first fault from the left.
#[cold]
fn find_fault(text: &str) -> MoneyError {
    let begin = usize::from(text.starts_with('-'));
    let mut point = None;
    let mut end = begin;
    for (place, character) in text.chars().enumerate().skip(begin) {
        let at = place.saturating_add(1);
        match character {
            '0'..='9' => {}
            '.' if point.is_none() && place > begin => point = Some(place),
            found => return MoneyError::Character { found, at },
        }
        end = at;
    }
    let wholes = point.unwrap_or(end).saturating_sub(begin);
    let decimals = point.map_or(0, |point| end.saturating_sub(point).saturating_sub(1));
    if wholes > 1 && text.as_bytes().get(begin) == Some(&b'0') {
        MoneyError::LeadingZero {
            at: begin.saturating_add(1),
        }
    } else if decimals > 2 {
        MoneyError::TooManyDecimals { found: decimals }
    } else if wholes == 0 || (point.is_some() && decimals == 0) {
        MoneyError::NoDigit {
            at: end.saturating_add(1),
        }
    } else {
        // Nothing is wrong with the form: there are too many digits.
        MoneyError::OutOfRange
    }
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
