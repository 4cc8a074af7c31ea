//! HMRC's texts for documents, beside those in the table of kinds.
//!
//! Source: github hmrc/self-assessment-accounts-api, OAS 4.0 (`documentDescription`), and the
//! texts that github hmrc/income-tax-view-change-frontend reads.

use sa_model::TransactionKind;

/// What the interest on a charge is called where money is set against it.
pub(super) const LATE_PAYMENT_INTEREST: &str = "Late Payment Interest";
/// A document has one item.
pub(super) const DOCUMENT_ITEM: &str = "0001";

/// What a charge of a kind is called in a list.
pub(super) const fn charge_description(kind: TransactionKind) -> &'static str {
    match kind.document_description() {
        Some(description) => description,
        None => "New Charge",
    }
}
