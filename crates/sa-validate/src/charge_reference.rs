//! `ChargeReference`: two letters and twelve digits; the check letter of an X-reference on request.
//!
//! Source: github hmrc/self-assessment-accounts-api (`^[A-Za-z]{2}[0-9]{12}$`) and github
//! hmrc/vat-api (`^X[a-zA-Z]\d{12}$`); the letter: github hmrc/reference-checker.

use crate::check_character::modulus_23;
use crate::identifier::{Fault, identifier, read_exact};

identifier! {
    /// The reference of a charge: two letters, of either case, and twelve digits.
    ///
    /// The text is kept as it came. HMRC gives out references that begin with `X`; VAT takes no
    /// others ([`ChargeReference::is_x_reference`]).
    ///
    /// ```
    /// use sa_validate::ChargeReference;
    ///
    /// let reference = ChargeReference::parse("XM002610011594")?;
    /// assert!(reference.is_x_reference());
    /// assert!(reference.has_valid_check_letter());
    /// # Ok::<(), sa_validate::ChargeReferenceError>(())
    /// ```
    ChargeReference: 14, ChargeReferenceError,
    "a charge reference has 2 letters and 12 digits",
    shape
}

impl ChargeReference {
    /// Whether the first letter is a capital `X`, as the VAT API wants it.
    pub fn is_x_reference(&self) -> bool {
        self.0.starts_with('X')
    }

    /// Whether this is an X-reference whose second letter checks the twelve digits (modulus 23).
    /// Small letters count as capitals.
    pub fn has_valid_check_letter(&self) -> bool {
        match self.0.as_bytes() {
            [b'X' | b'x', check, rest @ ..] => modulus_23(rest) == Some(check.to_ascii_uppercase()),
            _ => false,
        }
    }
}

#[cfg(feature = "generate")]
impl ChargeReference {
    /// A random X-reference with the right check letter.
    pub fn generate(random: &mut crate::generate::Generator) -> Self {
        let rest = random.digits::<12>();
        let check = modulus_23(rest.as_bytes()).map_or('A', char::from);
        Self(crate::identifier::joined(&[
            "X",
            check.encode_utf8(&mut [0; 4]),
            &rest,
        ]))
    }
}

#[inline]
fn shape(text: &str) -> Result<arrayvec::ArrayString<14>, Fault> {
    read_exact(text, |place, byte| match place {
        0 | 1 => byte.is_ascii_alphabetic(),
        _ => byte.is_ascii_digit(),
    })
}
