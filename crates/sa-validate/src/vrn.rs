//! `Vrn`: the nine digits of VAT; both check series on request.
//!
//! Source: github hmrc/vat-api (`^\d{9}$`, no check digit); the series: github
//! hmrc/reference-checker.

#[cfg(feature = "generate")]
use crate::check_character::check_digits_97;
use crate::check_character::modulus_97;
#[cfg(feature = "generate")]
use crate::identifier::joined;
use crate::identifier::{Fault, identifier, masked_in_logs, read_exact};

identifier! {
    /// A VAT registration number: nine digits, without `GB`.
    ///
    /// ```
    /// use sa_validate::Vrn;
    ///
    /// assert!(Vrn::parse("980780684")?.has_valid_check_digit());
    /// assert!(!Vrn::parse("123456789")?.has_valid_check_digit());
    /// assert!(Vrn::parse("GB980780684").is_err());
    /// # Ok::<(), sa_validate::VrnError>(())
    /// ```
    Vrn: 9, VrnError, "a VRN has 9 digits", nine_digits
}
masked_in_logs!(Vrn: 9);

impl Vrn {
    /// Whether the last two digits check the first seven (modulus 97), in the old series or in
    /// that of numbers given out since November 2009 ("9755"); either will do, as in all of HMRC's
    /// code.
    pub fn has_valid_check_digit(&self) -> bool {
        modulus_97(self.0.as_bytes()) == Some(true)
    }
}

#[cfg(feature = "generate")]
impl Vrn {
    /// A random VRN with the right check digits of the old series, its first digit not 0.
    pub fn generate(random: &mut crate::generate::Generator) -> Self {
        let first = random.any_of(b"123456789");
        let rest = random.digits::<6>();
        let body = joined::<7>(&[first.encode_utf8(&mut [0; 4]), &rest]);
        let check = check_digits_97(body.as_bytes());
        Self(joined(&[&body, &check]))
    }
}

#[inline]
fn nine_digits(text: &str) -> Result<arrayvec::ArrayString<9>, Fault> {
    read_exact(text, |_, byte| byte.is_ascii_digit())
}
