//! `DocumentId`: the number of a charge, payment or credit in HMRC's accounts.
//!
//! Source: github hmrc/self-assessment-accounts-api (`ResolveTransactionId`,
//! `^[0-9A-Za-z]{1,12}$`).

use crate::identifier::{Fault, identifier, read};

identifier! {
    /// The document number of a charge, payment or credit: 1 to 12 letters or digits.
    ///
    /// One identifier with three names: `transactionId` in paths, `documentId` in the bodies of
    /// Self Assessment Accounts, `chargeId` in those of the SA liability API.
    ///
    /// ```
    /// use sa_validate::DocumentId;
    ///
    /// assert_eq!(DocumentId::parse("004000000028")?.as_str(), "004000000028");
    /// assert!(DocumentId::parse("").is_err());
    /// # Ok::<(), sa_validate::DocumentIdError>(())
    /// ```
    DocumentId: 12, DocumentIdError, "a document number has 1 to 12 letters or digits", shape
}

#[cfg(feature = "generate")]
impl DocumentId {
    /// A random document number of twelve digits.
    pub fn generate(random: &mut crate::generate::Generator) -> Self {
        Self(random.digits())
    }
}

#[inline]
fn shape(text: &str) -> Result<arrayvec::ArrayString<12>, Fault> {
    read(text, 1, |_, byte| byte.is_ascii_alphanumeric())
}
