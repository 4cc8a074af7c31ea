//! `FormBundleNumber`: HMRC's receipt number of a submitted return.
//!
//! Source: github hmrc/vat-api (`formBundleNumber`, twelve digits).

use crate::identifier::{Fault, identifier, read_exact};

identifier! {
    /// The number that HMRC gives a submitted VAT return: twelve digits.
    ///
    /// ```
    /// use sa_validate::FormBundleNumber;
    ///
    /// assert!(FormBundleNumber::parse("256660290587").is_ok());
    /// assert!(FormBundleNumber::parse("256 660 290 587").is_err());
    /// ```
    FormBundleNumber: 12, FormBundleNumberError, "a form bundle number has 12 digits", shape,
    examples {
        takes "000000000000", "Any twelve digits: it has no check digit.";
        refuses "25666029058", "a form bundle number has 12 digits, found 11 characters";
        faults "25666029058X", Character { found: 'X', at: 12 };
        writes "012345678901", "012345678901", "A text, not a number: a zero in front stays.";
    }
}

#[cfg(feature = "generate")]
impl FormBundleNumber {
    /// A random form bundle number.
    ///
    /// ```
    /// use sa_validate::{FormBundleNumber, generate::Generator};
    ///
    /// let mut generator = Generator::from_seed(1);
    /// let [first, second] = [(); 2].map(|()| FormBundleNumber::generate(&mut generator));
    /// assert_ne!(first, second);
    /// ```
    pub fn generate(random: &mut crate::generate::Generator) -> Self {
        Self(random.digits())
    }
}

#[inline]
fn shape(text: &str) -> Result<arrayvec::ArrayString<12>, Fault> {
    read_exact(text, |_, byte| byte.is_ascii_digit())
}
