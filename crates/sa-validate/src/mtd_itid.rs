//! `MtdItId`: the identifier of Making Tax Digital for Income Tax; its check letter on request.
//!
//! Source: github hmrc/api-platform-test-user (`^X[A-Z]IT[0-9]{11}$`); the letter: github
//! hmrc/domain (`Modulus23Check`).

use crate::check_character::modulus_23;
#[cfg(feature = "generate")]
use crate::identifier::joined;
use crate::identifier::{Fault, identifier, masked_in_logs, read_exact};

identifier! {
    /// An MTDITID: `X`, a letter, `IT` and eleven digits.
    ///
    /// ```
    /// use sa_validate::MtdItId;
    ///
    /// assert!(MtdItId::parse("XGIT00000000054")?.has_valid_check_letter());
    /// // HMRC's own example.
    /// assert!(!MtdItId::parse("XAIT00000000054")?.has_valid_check_letter());
    /// # Ok::<(), sa_validate::MtdItIdError>(())
    /// ```
    MtdItId: 15, MtdItIdError, "an MTDITID is X, a capital, IT and 11 digits", shape
}
masked_in_logs!(MtdItId: 15);

impl MtdItId {
    /// Whether the second character checks the thirteen that follow (modulus 23).
    pub fn has_valid_check_letter(&self) -> bool {
        match self.0.as_bytes() {
            [b'X', check, rest @ ..] => modulus_23(rest) == Some(*check),
            _ => false,
        }
    }
}

#[cfg(feature = "generate")]
impl MtdItId {
    /// A random MTDITID with the right check letter; two zeros, then nine random digits.
    pub fn generate(random: &mut crate::generate::Generator) -> Self {
        let rest = joined::<13>(&["IT00", &random.digits::<9>()]);
        let check = modulus_23(rest.as_bytes()).map_or('A', char::from);
        Self(joined(&["X", check.encode_utf8(&mut [0; 4]), &rest]))
    }
}

#[inline]
fn shape(text: &str) -> Result<arrayvec::ArrayString<15>, Fault> {
    read_exact(text, |place, byte| match place {
        0 => byte == b'X',
        1 => byte.is_ascii_uppercase(),
        2 => byte == b'I',
        3 => byte == b'T',
        _ => byte.is_ascii_digit(),
    })
}
