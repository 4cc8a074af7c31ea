//! The numbers that a submitted return is given: drawn at random.

use sa_ledger::vat_submission::SubmissionNumbers;
use sa_model::generate::Generator;
use sa_model::{ChargeReference, DocumentId, FormBundleNumber};

/// Draws the numbers.
///
/// # Errors
/// When the operating system has no randomness to give.
pub(super) fn draw() -> Result<SubmissionNumbers, getrandom::Error> {
    let mut random = Generator::from_seed(getrandom::u64()?);
    Ok(SubmissionNumbers {
        form_bundle_number: FormBundleNumber::generate(&mut random),
        document: DocumentId::generate(&mut random),
        reference: ChargeReference::generate(&mut random),
    })
}
