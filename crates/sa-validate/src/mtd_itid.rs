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
    /// assert!(MtdItId::parse("XGIT00000000054").is_ok());
    /// assert!(MtdItId::parse("JARN1234567").is_err()); // an agent's number
    /// ```
    MtdItId: 15, MtdItIdError, "an MTDITID is X, a capital, IT and 11 digits", shape,
    examples {
        takes "XAIT00000000054", "HMRC's own example, though its check letter is wrong.";
        refuses "xgit00000000054",
            "an MTDITID is X, a capital, IT and 11 digits, found 'x' at character 1";
        faults "XGIT54", Length { found: 6 };
        writes "XGIT00000000054", "XGIT00000000054", "Always fifteen characters.";
    }
}
masked_in_logs!(MtdItId: 15, "XGIT00000000054", "************054");

impl MtdItId {
    /// Whether the second character checks the thirteen that follow (modulus 23).
    ///
    /// ```
    /// use sa_validate::MtdItId;
    ///
    /// assert!(MtdItId::parse("XGIT00000000054")?.has_valid_check_letter());
    /// assert!(!MtdItId::parse("XAIT00000000054")?.has_valid_check_letter());
    /// # Ok::<(), sa_validate::MtdItIdError>(())
    /// ```
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
    ///
    /// ```
    /// use sa_validate::{MtdItId, generate::Generator};
    ///
    /// let id = MtdItId::generate(&mut Generator::from_seed(1));
    /// assert!(id.has_valid_check_letter() && id.as_str().contains("IT00"));
    /// ```
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
