//! `DocumentId`: the number of a charge, payment or credit in HMRC's accounts.
//!
//! Source: github hmrc/self-assessment-accounts-api (`ResolveTransactionId`,
//! `^[0-9A-Za-z]{1,12}$`).

use arrayvec::ArrayString;

use crate::digits::are_digits;
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
    /// assert!(DocumentId::parse("004000000028").is_ok());
    /// assert!(DocumentId::parse("").is_err());
    /// assert!(DocumentId::parse("00400000002８").is_err()); // a wide digit
    /// ```
    DocumentId: 12, DocumentIdError, "a document number has 1 to 12 letters or digits", shape,
    first twelve_digits,
    examples {
        takes "a", "One character is enough, and may be a small letter.";
        refuses "0040000000281", "a document number has 1 to 12 letters or digits, found 13 characters";
        faults "004-28", Character { found: '-', at: 4 };
        writes "028", "028", "Zeros in front stay: 028 and 28 are two documents.";
    }
}

#[cfg(feature = "generate")]
impl DocumentId {
    /// A random document number of twelve digits.
    ///
    /// ```
    /// use sa_validate::{DocumentId, generate::Generator};
    ///
    /// let id = DocumentId::generate(&mut Generator::from_seed(1));
    /// assert!(id.as_str().len() == 12 && id.as_str().bytes().all(|byte| byte.is_ascii_digit()));
    /// ```
    pub fn generate(random: &mut crate::generate::Generator) -> Self {
        Self(random.digits())
    }
}

/// HMRC's own numbers, of twelve digits: looked at eight at a time, which overlap.
#[inline]
fn twelve_digits(text: &str) -> Option<ArrayString<12>> {
    let digits = <&[u8; 12]>::try_from(text.as_bytes()).ok()?;
    let accepted = are_digits(*digits.first_chunk()?) && are_digits(*digits.last_chunk()?);
    ArrayString::from(text).ok().filter(|_| accepted)
}

#[cold]
fn shape(text: &str) -> Result<ArrayString<12>, Fault> {
    read(text, 1, |_, byte| byte.is_ascii_alphanumeric())
}
