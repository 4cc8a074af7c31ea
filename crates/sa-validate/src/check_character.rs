//! Check digits and letters: modulus 11, 23 and 97, and whose tables they are.
//!
//! Source: github hmrc/domain (`ModulusCheck.scala`) and github hmrc/reference-checker.

/// The value of a character: a digit is itself, `A` is 33, `Z` is 58 (modulus 23 only).
fn value(byte: u8) -> Option<u32> {
    match byte {
        b'0'..=b'9' => Some(u32::from(byte.wrapping_sub(b'0'))),
        b'A'..=b'Z' => Some(u32::from(byte.wrapping_sub(b'A')).saturating_add(33)),
        _ => None,
    }
}

/// The weighted sum of as many characters as there are weights, or of all if there are fewer.
fn weighted(text: &[u8], weights: &[u32]) -> Option<u32> {
    text.iter()
        .zip(weights)
        .try_fold(0_u32, |sum, (byte, weight)| {
            Some(sum.saturating_add(value(*byte)?.saturating_mul(*weight)))
        })
}

/// The check digit of a UTR, from its other nine digits.
///
/// Weights 6 7 8 9 10 5 4 3 2; the remainder by 11 is the place in `21987654321`.
pub(crate) fn modulus_11(nine_digits: &[u8]) -> Option<u8> {
    let sum = weighted(nine_digits, &[6, 7, 8, 9, 10, 5, 4, 3, 2])?;
    let place = usize::try_from(sum % 11).ok()?;
    b"21987654321".get(place).copied()
}

/// The check letter over the characters that follow it: at most 13 digits or capitals.
///
/// Weights 9 10 11 12 13 8 7 6 5 4 3 2 1; the table has no I, O or U.
pub(crate) fn modulus_23(following: &[u8]) -> Option<u8> {
    let sum = weighted(following, &[9, 10, 11, 12, 13, 8, 7, 6, 5, 4, 3, 2, 1])?;
    let place = usize::try_from(sum % 23).ok()?;
    b"ABCDEFGHXJKLMNYPQRSTZVW".get(place).copied()
}

/// The check digits of the old series, 01 to 97, for seven digits: what [`modulus_97`] takes.
#[cfg(feature = "generate")]
pub(crate) fn check_digits_97(seven_digits: &[u8]) -> arrayvec::ArrayString<2> {
    let sum = weighted(seven_digits, &[8, 7, 6, 5, 4, 3, 2]).unwrap_or_default();
    let check = 97_u32.saturating_sub(sum % 97);
    let mut text = arrayvec::ArrayString::new();
    for digit in [check / 10, check % 10] {
        // Two digits always fit.
        let _fits = text.try_push(char::from_digit(digit, 10).unwrap_or('0'));
    }
    text
}

/// Whether the last two of nine digits check the first seven, in the old series or that of 9755.
///
/// Weights 8 7 6 5 4 3 2. Where the remainder is 0 HMRC's two implementations disagree whether the
/// check is 00 or 97; both are taken.
pub(crate) fn modulus_97(nine_digits: &[u8]) -> Option<bool> {
    let (body, check) = nine_digits.split_at_checked(7)?;
    let sum = weighted(body, &[8, 7, 6, 5, 4, 3, 2])?;
    let check = weighted(check, &[10, 1])?;
    let total = sum.saturating_add(check);
    let either = total % 97 == 0 || total.saturating_add(55) % 97 == 0;
    Some(check <= 97 && either)
}
