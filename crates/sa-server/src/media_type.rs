//! Media types: the version that an `Accept` header names, and what is JSON.
//!
//! Source: HMRC's services for Making Tax Digital read it with the pattern
//! `application/vnd.hmrc.(\d.\d)\+json`, in which each `.` stands for any character.

/// The two names of JSON.
pub(crate) const JSON: [&str; 2] = ["application/json", "text/json"];

/// Whether a media type, its parameters left out, is one of JSON's two.
pub(crate) fn is_json(media_type: &str) -> bool {
    let given = media_type.trim();
    JSON.iter().any(|name| given.eq_ignore_ascii_case(name))
}

/// The version in a header such as `application/vnd.hmrc.1.0+json`: three characters, digits around
/// any one; none where the header has another form.
pub(crate) fn version(accept: &str) -> Option<&str> {
    let rest = accept.strip_prefix("application/vnd")?;
    let rest = after_any(rest)?.strip_prefix("hmrc")?;
    let version = after_any(rest)?.strip_suffix("+json")?;
    let mut characters = version.chars();
    let is_digit = |character: Option<char>| character.is_some_and(|c| c.is_ascii_digit());
    let form = is_digit(characters.next())
        && characters.next().is_some()
        && is_digit(characters.next())
        && characters.next().is_none();
    form.then_some(version)
}

/// The text after its first character.
fn after_any(text: &str) -> Option<&str> {
    let mut characters = text.chars();
    characters.next()?;
    Some(characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn the_version_is_read_as_hmrcs_pattern_reads_it() {
        for (accept, expected) in [
            ("application/vnd.hmrc.1.0+json", Some("1.0")),
            ("application/vnd.hmrc.2.0+json", Some("2.0")),
            ("application/vnd-hmrc-1x0+json", Some("1x0")),
            ("application/vnd.hmrc.10+json", None),
            ("application/vnd.hmrc.1.0.0+json", None),
            ("application/vnd.hmrc.1.0+xml", None),
            ("application/vnd.hmrc.1.0+json, */*", None),
            ("application/json", None),
            ("*/*", None),
            ("", None),
        ] {
            assert_eq!(version(accept), expected, "{accept}");
        }
    }
}
