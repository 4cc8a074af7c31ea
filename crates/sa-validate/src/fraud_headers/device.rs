//! The device: its id, timezone, operating system, screens and window.

use super::Problem;
use super::encoding::{Key, judge_item};
use crate::date::two;

/// `Gov-Client-Device-ID`: a UUID.
pub(super) fn id(value: &str, tell: &mut dyn FnMut(Problem)) {
    let is_uuid = value.len() == 36
        && value.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    if !is_uuid {
        tell(Problem::Format);
    }
}

/// `Gov-Client-Timezone`: `UTC`, a sign and an offset from -12:00 to +14:00.
pub(super) fn timezone(value: &str, tell: &mut dyn FnMut(Problem)) {
    let is_offset = match *value.as_bytes() {
        [b'U', b'T', b'C', sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let furthest = if sign == b'+' { (14, 0) } else { (12, 0) };
            match (two(h1, h2), two(m1, m2)) {
                (Some(hours), Some(minutes)) => minutes <= 59 && (hours, minutes) <= furthest,
                _ => false,
            }
        }
        _ => false,
    };
    if !is_offset {
        tell(Problem::Timezone);
    }
}

/// `Gov-Client-User-Agent`: the operating system and the device.
pub(super) fn user_agent(value: &str, tell: &mut dyn FnMut(Problem)) {
    const fn part(name: &'static str, label: &'static str) -> Key {
        Key {
            name,
            missing: Problem::ValueMissing(label),
            accepts: |_| true,
        }
    }
    let keys = [
        part("os-family", "OS family"),
        part("os-version", "OS version"),
        part("device-manufacturer", "device manufacturer"),
        part("device-model", "device model"),
    ];
    judge_item(value, &keys, tell);
}

/// `Gov-Client-Screens`: a list of screens.
pub(super) fn screens(value: &str, tell: &mut dyn FnMut(Problem)) {
    const fn part(name: &'static str, label: &'static str, accepts: fn(&str) -> bool) -> Key {
        Key {
            name,
            missing: Problem::ScreenValueMissing(label),
            accepts,
        }
    }
    let keys = [
        part("width", "width", is_positive_integer),
        part("height", "height", is_positive_integer),
        part("scaling-factor", "scaling factor", is_positive),
        part("colour-depth", "colour depth", is_positive_integer),
    ];
    for screen in value.split(',') {
        judge_item(screen, &keys, tell);
    }
}

/// `Gov-Client-Window-Size`: the width and the height of the window.
pub(super) fn window_size(value: &str, tell: &mut dyn FnMut(Problem)) {
    const fn part(name: &'static str) -> Key {
        Key {
            name,
            missing: Problem::ValueMissing(name),
            accepts: is_positive_integer,
        }
    }
    judge_item(value, &[part("width"), part("height")], tell);
}

fn is_positive_integer(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit()) && value.bytes().any(|byte| byte != b'0')
}

/// Digits, perhaps with decimals, not all of them zero.
fn is_positive(value: &str) -> bool {
    let (whole, decimals) = value.split_once('.').unwrap_or((value, "0"));
    [whole, decimals]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        && value.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}
