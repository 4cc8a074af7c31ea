//! `Utr`: the ten digits of Self Assessment; the check digit on request.
//!
//! Source: github hmrc/self-assessment-liability-api (`UtrValidator`, `^[0-9]{10}$`, no check
//! digit); the check digit: github hmrc/domain.

use crate::check_character::modulus_11;
use crate::identifier::{Fault, identifier, masked_in_logs, read_exact};

identifier! {
    /// A Unique Taxpayer Reference: ten digits.
    ///
    /// HMRC's APIs check the shape alone, and most of HMRC's published examples fail the check
    /// digit; so does [`Utr::parse`], and [`Utr::has_valid_check_digit`] answers the stricter
    /// question. A `K` beside it, as on payment slips, is refused.
    ///
    /// ```
    /// use sa_validate::Utr;
    ///
    /// let utr = Utr::parse("1097172564")?;
    /// assert!(utr.has_valid_check_digit());
    /// assert_eq!(format!("{utr} {utr:?}"), "1097172564 Utr(1097172564)");
    /// # Ok::<(), sa_validate::UtrError>(())
    /// ```
    Utr: 10, UtrError, "a UTR has 10 digits", ten_digits,
    examples {
        takes "1234567890", "HMRC's own example, though its check digit is wrong.";
        refuses "1097172564K", "a UTR has 10 digits, found 11 characters";
        faults "10971 7256", Character { found: ' ', at: 6 };
        writes "0000000001", "0000000001", "A text, not a number: zeros in front stay.";
    }
}
masked_in_logs!(Utr: 10, "1097172564", "*******564");

impl Utr {
    /// Whether the first digit checks the other nine (modulus 11, github hmrc/domain).
    ///
    /// HMRC's own example `1234567890` does not pass.
    ///
    /// ```
    /// use sa_validate::Utr;
    ///
    /// assert!(Utr::parse("1097172564")?.has_valid_check_digit());
    /// assert!(!Utr::parse("1234567890")?.has_valid_check_digit()); // it would begin with 2
    /// assert!(Utr::parse("2234567890")?.has_valid_check_digit());
    /// # Ok::<(), sa_validate::UtrError>(())
    /// ```
    pub fn has_valid_check_digit(&self) -> bool {
        match self.0.as_bytes().split_first() {
            Some((check, rest)) => modulus_11(rest) == Some(*check),
            None => false,
        }
    }
}

#[cfg(feature = "generate")]
impl Utr {
    /// A random UTR with the right check digit.
    ///
    /// ```
    /// use sa_validate::{Utr, generate::Generator};
    ///
    /// assert!(Utr::generate(&mut Generator::from_seed(1)).has_valid_check_digit());
    /// ```
    pub fn generate(random: &mut crate::generate::Generator) -> Self {
        let body = random.digits::<9>();
        let check = modulus_11(body.as_bytes()).map_or('1', char::from);
        Self(crate::identifier::joined(&[
            check.encode_utf8(&mut [0; 4]),
            &body,
        ]))
    }
}

#[inline]
fn ten_digits(text: &str) -> Result<arrayvec::ArrayString<10>, Fault> {
    read_exact(text, |_, byte| byte.is_ascii_digit())
}
