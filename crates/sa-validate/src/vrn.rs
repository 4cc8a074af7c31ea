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
    /// let vrn = Vrn::parse("980780684")?;
    /// assert_eq!(serde_json::to_string(&vrn).ok().as_deref(), Some("\"980780684\""));
    /// assert!(serde_json::from_str::<Vrn>("980780684").is_err()); // a number is no text
    /// # Ok::<(), sa_validate::VrnError>(())
    /// ```
    Vrn: 9, VrnError, "a VRN has 9 digits", nine_digits,
    examples {
        takes "123456789", "HMRC's own example, though its check digits are wrong.";
        refuses "GB980780684", "a VRN has 9 digits, found 11 characters";
        faults "98078068O", Character { found: 'O', at: 9 };
        writes "012345678", "012345678", "A text, not a number: a zero in front stays.";
    }
}
masked_in_logs!(Vrn: 9, "980780684", "******684");

impl Vrn {
    /// Whether the last two digits check the first seven (modulus 97), in the old series or in
    /// that of numbers given out since November 2009 ("9755"); either will do, as in all of HMRC's
    /// code.
    ///
    /// ```
    /// use sa_validate::Vrn;
    ///
    /// assert!(Vrn::parse("980780684")?.has_valid_check_digit()); // the old series
    /// assert!(Vrn::parse("980780629")?.has_valid_check_digit()); // 55 less: the new
    /// assert!(!Vrn::parse("123456789")?.has_valid_check_digit());
    /// # Ok::<(), sa_validate::VrnError>(())
    /// ```
    pub fn has_valid_check_digit(&self) -> bool {
        modulus_97(self.0.as_bytes()) == Some(true)
    }
}

#[cfg(feature = "generate")]
impl Vrn {
    /// A random VRN with the right check digits of the old series, its first digit not 0.
    ///
    /// ```
    /// use sa_validate::{Vrn, generate::Generator};
    ///
    /// let vrn = Vrn::generate(&mut Generator::from_seed(1));
    /// assert!(vrn.has_valid_check_digit() && !vrn.as_str().starts_with('0'));
    /// ```
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
