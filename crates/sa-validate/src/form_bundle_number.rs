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
    /// ```
    FormBundleNumber: 12, FormBundleNumberError, "a form bundle number has 12 digits", shape
}

#[cfg(feature = "generate")]
impl FormBundleNumber {
    /// A random form bundle number.
    pub fn generate(random: &mut crate::generate::Generator) -> Self {
        Self(random.digits())
    }
}

#[inline]
fn shape(text: &str) -> Result<arrayvec::ArrayString<12>, Fault> {
    read_exact(text, |_, byte| byte.is_ascii_digit())
}
