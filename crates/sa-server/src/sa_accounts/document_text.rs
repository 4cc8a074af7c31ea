//! HMRC's texts for documents: what each kind of charge is called in a list.
//!
//! Source: github hmrc/self-assessment-accounts-api, OAS 4.0 (`documentDescription`) and the texts
//! that github hmrc/income-tax-view-change-frontend reads (`TRM New Charge` is a balancing charge
//! as first computed, `TRM Amend Charge` one that was amended).

use sa_model::{ChargePosition, TransactionKind};

/// The main transaction of a payment.
pub(super) const PAYMENT_CODE: &str = "0060";
/// What a payment is called.
pub(super) const PAYMENT: &str = "Payment";
/// What the interest on a charge is called where money is set against it.
pub(super) const LATE_PAYMENT_INTEREST: &str = "Late Payment Interest";
/// A document has one item.
pub(super) const DOCUMENT_ITEM: &str = "0001";

/// What a charge is called.
pub(super) fn description(position: &ChargePosition<'_>) -> &'static str {
    let kind = position.charge.kind;
    if kind == TransactionKind::FirstPaymentOnAccount {
        "ITSA- POA 1"
    } else if kind == TransactionKind::SecondPaymentOnAccount {
        "ITSA - POA 2"
    } else if kind == TransactionKind::FirstReconciliationDebit {
        "POA 1 Reconciliation Debit"
    } else if kind == TransactionKind::SecondReconciliationDebit {
        "POA 2 Reconciliation Debit"
    } else if kind == TransactionKind::BalancingCharge && position.amendments.is_empty() {
        "TRM New Charge"
    } else if kind == TransactionKind::BalancingCharge {
        "TRM Amend Charge"
    } else {
        "New Charge"
    }
}
