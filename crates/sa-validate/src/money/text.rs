//! The decimal text of an amount, read and written without an allocation.

use std::fmt::Write as _;

use arrayvec::ArrayString;

use super::MoneyError;

/// The digits (point left out, sign kept) and the number of decimals of a JSON number.
pub(super) fn read(text: &str) -> Result<(i64, u32), MoneyError> {
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    let mut magnitude = Some(0_u64);
    let mut wholes = 0_usize;
    let mut decimals: Option<u32> = None;
    for byte in unsigned {
        match (byte, decimals) {
            (b'0'..=b'9', None) => wholes = wholes.saturating_add(1),
            (b'0'..=b'9', Some(places)) => decimals = Some(places.saturating_add(1)),
            (b'.', None) if wholes > 0 => {
                decimals = Some(0);
                continue;
            }
            _ => return Err(find_fault(text)),
        }
        let digit = u64::from(byte.wrapping_sub(b'0'));
        magnitude = magnitude.and_then(|sum| sum.checked_mul(10)?.checked_add(digit));
    }
    let leading_zero = wholes > 1 && unsigned.first() == Some(&b'0');
    if wholes == 0 || decimals == Some(0) || leading_zero || decimals > Some(2) {
        return Err(find_fault(text));
    }
    let magnitude = magnitude.ok_or(MoneyError::OutOfRange)?;
    let digits = if negative {
        0_i64.checked_sub_unsigned(magnitude)
    } else {
        0_i64.checked_add_unsigned(magnitude)
    };
    Ok((digits.ok_or(MoneyError::OutOfRange)?, decimals.unwrap_or(0)))
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
    } else {
        MoneyError::NoDigit {
            at: end.saturating_add(1),
        }
    }
}

/// The text of digits with a scale of 0, 1 or 2: at most a sign, 19 digits and a point.
pub(super) fn write(digits: i64, scale: u32) -> ArrayString<21> {
    let mut text = ArrayString::new();
    let sign = if digits < 0 { "-" } else { "" };
    let digits = digits.unsigned_abs();
    let written = match scale {
        0 => write!(text, "{sign}{digits}"),
        1 => write!(text, "{sign}{}.{}", digits / 10, digits % 10),
        _ => write!(text, "{sign}{}.{:02}", digits / 100, digits % 100),
    };
    // It always fits.
    if written.is_err() {
        text.clear();
    }
    text
}
