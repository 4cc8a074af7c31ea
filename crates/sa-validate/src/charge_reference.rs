//! `ChargeReference`: two letters and twelve digits; the check letter of an X-reference on request.
//!
//! Source: github hmrc/self-assessment-accounts-api (`^[A-Za-z]{2}[0-9]{12}$`) and github
//! hmrc/vat-api (`^X[a-zA-Z]\d{12}$`); the letter: github hmrc/reference-checker.

use arrayvec::ArrayString;

use crate::check_character::modulus_23;
use crate::digits::are_digits;
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
    /// let [small, capitals] = ["xm002610011594", "XM002610011594"].map(ChargeReference::parse);
    /// assert_ne!(small?, capitals?); // two texts, two references
    /// # Ok::<(), sa_validate::ChargeReferenceError>(())
    /// ```
    ChargeReference: 14, ChargeReferenceError,
    "a charge reference has 2 letters and 12 digits",
    shape,
    first usual,
    examples {
        takes "ab123456789012", "Any two letters: Self Assessment asks for no X.";
        refuses "X0026100115943",
            "a charge reference has 2 letters and 12 digits, found '0' at character 2";
        faults "XM00261001159", Length { found: 13 };
        writes "xm002610011594", "xm002610011594", "As it came: small letters stay small.";
    }
}

impl ChargeReference {
    /// Whether the first letter is a capital `X`, as the VAT API wants it.
    ///
    /// ```
    /// use sa_validate::ChargeReference;
    ///
    /// assert!(ChargeReference::parse("Xm002610011594")?.is_x_reference());
    /// assert!(!ChargeReference::parse("xM002610011594")?.is_x_reference());
    /// # Ok::<(), sa_validate::ChargeReferenceError>(())
    /// ```
    pub fn is_x_reference(&self) -> bool {
        self.0.starts_with('X')
    }

    /// Whether this is an X-reference whose second letter checks the twelve digits (modulus 23).
    /// Small letters count as capitals.
    ///
    /// ```
    /// use sa_validate::ChargeReference;
    ///
    /// assert!(ChargeReference::parse("xm002610011594")?.has_valid_check_letter());
    /// assert!(!ChargeReference::parse("XA002610011594")?.has_valid_check_letter());
    /// # Ok::<(), sa_validate::ChargeReferenceError>(())
    /// ```
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
    ///
    /// ```
    /// use sa_validate::{ChargeReference, generate::Generator};
    ///
    /// let reference = ChargeReference::generate(&mut Generator::from_seed(1));
    /// assert!(reference.is_x_reference() && reference.has_valid_check_letter());
    /// ```
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

/// The shape, its digits looked at eight at a time, which overlap.
#[inline]
fn usual(text: &str) -> Option<ArrayString<14>> {
    let ([first, second], digits) = text.as_bytes().split_first_chunk()?;
    let digits = <&[u8; 12]>::try_from(digits).ok()?;
    let accepted = first.is_ascii_alphabetic()
        && second.is_ascii_alphabetic()
        && are_digits(*digits.first_chunk()?)
        && are_digits(*digits.last_chunk()?);
    ArrayString::from(text).ok().filter(|_| accepted)
}

#[cold]
fn shape(text: &str) -> Result<ArrayString<14>, Fault> {
    read_exact(text, |place, byte| match place {
        0 | 1 => byte.is_ascii_alphabetic(),
        _ => byte.is_ascii_digit(),
    })
}
