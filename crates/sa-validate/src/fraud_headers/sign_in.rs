//! Who signed in and how: user ids, the second factor, and the times of other headers.

use arrayvec::ArrayString;

use super::encoding::{Key, decoded, judge_item, pairs};
use super::{ConnectionMethod, Problem};
use crate::timestamp::Timestamp;

/// `Gov-Client-User-IDs`: at least one `key=value`; no `os` from a web application.
pub(super) fn user_ids(
    value: &str,
    method: Option<ConnectionMethod>,
    tell: &mut dyn FnMut(Problem),
) {
    let mut names_the_system = false;
    for pair in pairs(value) {
        match pair {
            Ok((_, "")) => tell(Problem::Format),
            Ok((key, _)) => names_the_system |= key == "os",
            Err(problem) => return tell(problem),
        }
    }
    match method {
        Some(ConnectionMethod::WebAppViaServer) if names_the_system => {
            tell(Problem::OperatingSystemOfWeb);
        }
        Some(ConnectionMethod::WebAppViaServer) | None => {}
        Some(method) if !method.is_mobile() && !names_the_system => {
            tell(Problem::NoOperatingSystem);
        }
        Some(_) => {}
    }
}

/// `Gov-Client-Multi-Factor`: a list of factors, each with its type, time and reference.
pub(super) fn multi_factor(value: &str, tell: &mut dyn FnMut(Problem)) {
    const fn part(name: &'static str, accepts: fn(&str) -> bool) -> Key {
        Key {
            name,
            missing: Problem::ValueMissing(name),
            accepts,
        }
    }
    let keys = [
        part("type", |kind| {
            matches!(kind, "TOTP" | "AUTH_CODE" | "OTHER")
        }),
        part("timestamp", is_time_of_factor),
        part("unique-reference", |_| true),
    ];
    for factor in value.split(',') {
        judge_item(factor, &keys, tell);
    }
}

/// A time that another header goes with: `yyyy-MM-ddThh:mm:ss.sssZ`, three decimals, UTC.
pub(super) fn timestamp(value: &str, tell: &mut dyn FnMut(Problem)) {
    let is_exact = value.len() == 24 && value.ends_with('Z') && Timestamp::parse(value).is_ok();
    if !is_exact {
        tell(Problem::Format);
    }
}

/// At least `yyyy-MM-ddThh:mmZ`, the colons encoded; seconds and decimals may be there.
fn is_time_of_factor(value: &str) -> bool {
    let Some(text) = decoded(value).filter(|_| !value.contains(':')) else {
        return false;
    };
    let Some(local) = text.strip_suffix('Z') else {
        return false;
    };
    let mut full: ArrayString<80> = ArrayString::new();
    let seconds = if local.len() == "yyyy-MM-ddThh:mm".len() {
        ":00"
    } else {
        ""
    };
    [local, seconds, "Z"]
        .iter()
        .all(|part| full.try_push_str(part).is_ok())
        && Timestamp::parse(&full).is_ok()
}
