//! `PaymentReference`: the reference beginning with X that a notice asks a payer to quote.
//!
//! Source: github hmrc/reference-checker (`OtherTaxReferenceChecker`: `^X[A-Z][0-9A-Z]{13}$` and
//! `^X[A-Z][0-9A-Z]\d{11}$`, modulus 23).

use crate::check_character::modulus_23;
use crate::identifier::{Fault, identifier, read};

identifier! {
    /// A payment reference as printed on notices: `X`, a check letter, and 12 or 13 more
    /// characters. Of twelve, all but the first are digits.
    ///
    /// Every [`ChargeReference`](crate::ChargeReference) in capitals that begins with `X` is one.
    ///
    /// ```
    /// use sa_validate::PaymentReference;
    ///
    /// assert!(PaymentReference::parse("XH1234567890123").is_ok());
    /// assert!(PaymentReference::parse("XM002610011594").is_ok()); // a charge reference as well
    /// assert!(PaymentReference::parse("xm002610011594").is_err());
    /// ```
    PaymentReference: 15, PaymentReferenceError,
    "a payment reference is X, a capital and 12 or 13 digits (or, of 13, capitals)",
    shape,
    examples {
        takes "XVA23451234512", "Of fourteen characters, the third may be a capital.";
        refuses "XVAB3451234512",
            "a payment reference is X, a capital and 12 or 13 digits (or, of 13, capitals), found 'B' at character 4";
        faults "XV12345", Length { found: 7 };
        writes "XP00CATINTHEHAT", "XP00CATINTHEHAT", "Fourteen or fifteen characters.";
    }
}

impl PaymentReference {
    /// Whether the second character checks the 12 or 13 that follow (modulus 23).
    ///
    /// ```
    /// use sa_validate::PaymentReference;
    ///
    /// assert!(PaymentReference::parse("XP00CATINTHEHAT")?.has_valid_check_letter());
    /// // The example of the VAT API's documentation.
    /// assert!(!PaymentReference::parse("XV123451234512")?.has_valid_check_letter());
    /// # Ok::<(), sa_validate::PaymentReferenceError>(())
    /// ```
    pub fn has_valid_check_letter(&self) -> bool {
        match self.0.as_bytes() {
            [b'X', check, rest @ ..] => modulus_23(rest) == Some(*check),
            _ => false,
        }
    }
}

#[inline]
fn shape(text: &str) -> Result<arrayvec::ArrayString<15>, Fault> {
    let is_short = text.len() == 14;
    read(text, 14, |place, byte| match place {
        0 => byte == b'X',
        1 => byte.is_ascii_uppercase(),
        3.. if is_short => byte.is_ascii_digit(),
        _ => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
    })
}
