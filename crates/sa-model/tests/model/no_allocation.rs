//! Reading what is right allocates nothing.

use allocation_counter::measure;
use sa_model::{AccountKey, Declaration, Identifier, TransactionKind, VatReturn};

const RETURN: &str = concat!(
    r##"{"periodKey":"#001","boxes":{"vatDueSales":105.50,"vatDueAcquisitions":-100.45,"##,
    r#""totalVatDue":5.05,"vatReclaimedCurrPeriod":105.15,"netVatDue":100.10,"#,
    r#""totalValueSalesExVAT":300,"totalValuePurchasesExVAT":300.0,"#,
    r#""totalValueGoodsSuppliedExVAT":3000.00,"totalAcquisitionsExVAT":3000}}"#,
);

#[test]
fn a_return_that_keeps_the_rules_is_read_and_checked_without_an_allocation() {
    let made: VatReturn = serde_json::from_str(RETURN).unwrap();
    let counted = measure(|| {
        let read: VatReturn = serde_json::from_str(RETURN).unwrap();
        let (key, boxes) = (read.period_key(), *read.boxes());
        assert_eq!(
            VatReturn::declared(key, boxes, Declaration::Finalised),
            Ok(made)
        );
    });
    assert_eq!(counted.count_total, 0);
}

#[test]
fn keys_identifiers_and_kinds_are_read_without_an_allocation() {
    let counted = measure(|| {
        assert!(AccountKey::parse("itsa:1097172564").is_ok());
        assert!(Identifier::parse("mtditid:XQIT00000000001").is_ok());
        assert!(TransactionKind::parse("VAT Return Debit Charge").is_ok());
        assert!(TransactionKind::parse("8888").is_ok());
        assert!(AccountKey::parse("paye:1097172564").is_err());
    });
    assert_eq!(counted.count_total, 0);
}
