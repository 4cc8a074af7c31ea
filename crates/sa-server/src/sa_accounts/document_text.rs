//! HMRC's texts for documents, beside those in the table of kinds.
//!
//! Source: github hmrc/self-assessment-accounts-api, OAS 4.0 (`documentDescription`), and the
//! texts that github hmrc/income-tax-view-change-frontend reads.

use sa_model::TransactionKind;

/// What the interest on a charge is called where money is set against it.
pub(super) const LATE_PAYMENT_INTEREST: &str = "Late Payment Interest";
/// A document has one item.
pub(super) const DOCUMENT_ITEM: &str = "0001";

/// What HMRC calls the ways by which money goes back, by how a claim for it names them. Source: the
/// letters of `outgoingPaymentMethod`; a way that is not among them is not told.
const OUTGOING_METHODS: [(&str, &str); 7] = [
    ("card", "Repayment to Card"),
    ("payable order", "Payable Order Repayment"),
    ("payable_order", "Payable Order Repayment"),
    ("cheque", "Payable Order Repayment"),
    ("bacs", "BACS Payment out"),
    ("bank transfer", "BACS Payment out"),
    ("bank_transfer", "BACS Payment out"),
];

/// What HMRC calls the way by which money goes back that a claim names so.
pub(super) fn outgoing_method(method: &str) -> Option<&'static str> {
    let mut methods = OUTGOING_METHODS.iter();
    let found = methods.find(|(name, _)| name.eq_ignore_ascii_case(method));
    found.map(|(_, text)| *text)
}

/// What a charge of a kind is called in a list.
pub(super) const fn charge_description(kind: TransactionKind) -> &'static str {
    match kind.document_description() {
        Some(description) => description,
        None => "New Charge",
    }
}

#[cfg(test)]
mod tests {
    use super::outgoing_method;

    #[test]
    fn the_ways_out_are_told_in_hmrcs_words_or_not_at_all() {
        for (method, told) in [
            ("card", Some("Repayment to Card")),
            ("Card", Some("Repayment to Card")),
            ("cheque", Some("Payable Order Repayment")),
            ("Payable Order", Some("Payable Order Repayment")),
            ("BACS", Some("BACS Payment out")),
            ("bank_transfer", Some("BACS Payment out")),
            ("pigeon", None),
            ("", None),
        ] {
            assert_eq!(outgoing_method(method), told, "{method}");
        }
    }
}
