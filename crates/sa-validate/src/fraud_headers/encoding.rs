//! Lists, pairs and percent encoding, which most headers share.
//!
//! Source: HMRC's specification 3.3: US-ASCII; keys and values percent encoded, never the
//! separators `=`, `&` and `,`; no placeholders.

use arrayvec::ArrayString;

use super::Problem;

/// Whether every character is a printable one of US-ASCII, or a blank.
pub(super) fn is_printable(value: &str) -> bool {
    value.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether this is what software writes where it has no value.
pub(super) fn is_placeholder(value: &str) -> bool {
    ["null", "undefined"]
        .iter()
        .any(|placeholder| value.eq_ignore_ascii_case(placeholder))
}

/// Whether `text` is percent encoded: no separator, no blank, and two hexadecimal digits after
/// each `%`.
pub(super) fn is_encoded(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let right = match byte {
            b'%' => hex(bytes.next()).is_some() && hex(bytes.next()).is_some(),
            b' ' | b'=' | b'&' | b',' => false,
            _ => true,
        };
        if !right {
            return false;
        }
    }
    true
}

/// The text that is percent encoded here, if it is ASCII and has at most 64 characters.
pub(super) fn decoded(text: &str) -> Option<ArrayString<64>> {
    let mut out = ArrayString::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let byte = match byte {
            b'%' => hex(bytes.next())?
                .checked_mul(16)?
                .checked_add(hex(bytes.next())?)?,
            byte => byte,
        };
        if !byte.is_ascii() {
            return None;
        }
        out.try_push(char::from(byte)).ok()?;
    }
    Some(out)
}

fn hex(byte: Option<u8>) -> Option<u8> {
    match byte? {
        digit @ b'0'..=b'9' => digit.checked_sub(b'0'),
        small @ b'a'..=b'f' => small.checked_sub(b'a')?.checked_add(10),
        capital @ b'A'..=b'F' => capital.checked_sub(b'A')?.checked_add(10),
        _ => None,
    }
}

/// What to say of a value whose parts do not come apart.
pub(super) fn misshapen(value: &str) -> Problem {
    let encoded = ["%2C", "%2c", "%3D", "%3d", "%26"];
    if encoded.iter().any(|separator| value.contains(separator)) {
        Problem::EncodedSeparator
    } else {
        Problem::Format
    }
}

/// The pairs `key=value` between `&`; an error where one has no `=`, no key, or wrong encoding.
pub(super) fn pairs(item: &str) -> impl Iterator<Item = Result<(&str, &str), Problem>> {
    item.split('&').map(move |pair| match pair.split_once('=') {
        Some((key, value)) if !key.is_empty() && is_encoded(key) && is_encoded(value) => {
            if is_placeholder(value) {
                Err(Problem::Format)
            } else {
                Ok((key, value))
            }
        }
        Some(_) | None => Err(misshapen(item)),
    })
}

/// A key that an item must have.
pub(super) struct Key {
    pub(super) name: &'static str,
    /// What to say where it, or its value, is missing.
    pub(super) missing: Problem,
    /// Whether a value, still encoded, is right.
    pub(super) accepts: fn(&str) -> bool,
}

/// Judges an item that must have exactly these keys, in any order.
pub(super) fn judge_item<const N: usize>(
    item: &str,
    keys: &[Key; N],
    tell: &mut dyn FnMut(Problem),
) {
    let mut values = [None; N];
    for pair in pairs(item) {
        let (name, value) = match pair {
            Ok(pair) => pair,
            Err(problem) => return tell(problem),
        };
        match keys
            .iter()
            .zip(&mut values)
            .find(|(key, _)| key.name == name)
        {
            Some((_, slot @ None)) => *slot = Some(value),
            Some((_, Some(_))) | None => return tell(Problem::Format),
        }
    }
    for (key, value) in keys.iter().zip(values) {
        match value {
            None | Some("") => tell(key.missing),
            Some(value) if !(key.accepts)(value) => tell(Problem::Format),
            Some(_) => {}
        }
    }
}
