//! The numbers that a submitted return is given: drawn at random, like its receipt.

use sa_ledger::vat_submission::SubmissionNumbers;
use sa_model::{ChargeReference, DocumentId, FormBundleNumber};

/// Why there are no numbers.
#[derive(Debug, thiserror::Error)]
pub(super) enum NumbersError {
    /// The operating system gives no randomness.
    #[error("the system gives no randomness")]
    NoRandomness(#[from] getrandom::Error),
    /// What was drawn is not of the form; it always is.
    #[error("{drawn} makes no number of a return")]
    Form {
        /// Twelve digits.
        drawn: String,
    },
}

/// Draws twelve digits for the form bundle, which also number the document that it makes, and
/// twelve more for the charge's reference, with HMRC's check letter.
pub(super) fn draw() -> Result<SubmissionNumbers, NumbersError> {
    let bundle = twelve_digits()?;
    let reference = twelve_digits()?;
    let numbers = || {
        Some(SubmissionNumbers {
            form_bundle_number: FormBundleNumber::parse(&bundle).ok()?,
            document: DocumentId::parse(&bundle).ok()?,
            reference: with_check_letter(&reference)?,
        })
    };
    numbers().ok_or(NumbersError::Form { drawn: bundle })
}

fn twelve_digits() -> Result<String, getrandom::Error> {
    // 2^64 is no multiple of 10^12; the difference in likelihood is below one in ten million.
    Ok(format!("{:012}", getrandom::u64()? % 1_000_000_000_000))
}

fn with_check_letter(digits: &str) -> Option<ChargeReference> {
    ('A'..='Z')
        .filter_map(|letter| ChargeReference::parse(&format!("X{letter}{digits}")).ok())
        .find(ChargeReference::has_valid_check_letter)
}
