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
    /// let [january, february] = [PeriodKey::parse("18AA")?, PeriodKey::parse("18AB")?];
    /// let first_quarter = PeriodKey::parse("18A1")?;
    /// assert!(first_quarter < january); // the order of the texts, not of the days
    /// assert!(january < february);
    /// # Ok::<(), sa_validate::PeriodKeyError>(())
    /// ```
    PeriodKey: 4, PeriodKeyError, "a period key has 4 digits, capitals or #", shape,
    examples {
        takes "0000", "The key of an item that belongs to no period.";
        refuses "%23001", "a period key has 4 digits, capitals or #, found 6 characters";
        faults "18a1", Character { found: 'a', at: 3 };
        writes "#001", "#001", "Decoded: not %23001.";
    }
}

#[inline]
fn shape(text: &str) -> Result<arrayvec::ArrayString<4>, Fault> {
    read_exact(
        text,
        |_, byte| matches!(byte, b'#' | b'0'..=b'9' | b'A'..=b'Z'),
    )
}
