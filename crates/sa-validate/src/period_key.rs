//! `PeriodKey`: the four characters that name a VAT period, opaque.
//!
//! Source: github hmrc/vat-api (`^[#0-9A-Z]{4}$`).

use crate::identifier::{Fault, identifier, read_exact};

identifier! {
    /// The key of a VAT period: four characters, each a digit, a capital or `#`.
    ///
    /// Keys are opaque: unique for one VRN, in no order. In a path `#` is written `%23`; this type
    /// takes the decoded text.
    ///
    /// ```
    /// use sa_validate::PeriodKey;
    ///
    /// assert!(PeriodKey::parse("18A1").is_ok());
    /// assert!(PeriodKey::parse("#001").is_ok());
    /// assert_eq!(
    ///     PeriodKey::parse("18a1").unwrap_err().to_string(),
    ///     "a period key has 4 digits, capitals or #, found 'a' at character 3"
    /// );
    /// ```
    PeriodKey: 4, PeriodKeyError, "a period key has 4 digits, capitals or #", shape
}

#[inline]
fn shape(text: &str) -> Result<arrayvec::ArrayString<4>, Fault> {
    read_exact(
        text,
        |_, byte| matches!(byte, b'#' | b'0'..=b'9' | b'A'..=b'Z'),
    )
}
