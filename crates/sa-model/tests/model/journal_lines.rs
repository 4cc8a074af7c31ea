//! Entries as journal lines (JSON) and as snapshot bytes (postcard): exact both ways.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sa_model::{Entry, Fact, VatReturn, strategy};
use serde_json::Value;

/// Amounts are equal by value; their `Debug` form shows how they were written.
fn written(entry: &Entry) -> String {
    format!("{entry:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_entry_comes_back_from_its_line_as_it_was_written(entry in strategy::entry()) {
        let line = serde_json::to_string(&entry).unwrap();
        prop_assert!(!line.contains('\n'));
        let back: Entry = serde_json::from_str(&line).unwrap();
        prop_assert_eq!(written(&back), written(&entry));
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), line);
    }

    #[test]
    fn an_entry_comes_back_from_a_json_value_as_it_was_written(entry in strategy::entry()) {
        let value = serde_json::to_value(&entry).unwrap();
        prop_assert_eq!(&value, &serde_json::to_value(&entry).unwrap());
        let back: Entry = serde_json::from_value(value).unwrap();
        prop_assert_eq!(written(&back), written(&entry));
    }

    #[test]
    fn an_entry_comes_back_from_bytes_as_it_was_written(entry in strategy::entry()) {
        let bytes = postcard::to_stdvec(&entry).unwrap();
        let back: Entry = postcard::from_bytes(&bytes).unwrap();
        prop_assert_eq!(written(&back), written(&entry));
    }

    #[test]
    fn a_line_holds_no_absent_field(entry in strategy::entry()) {
        let value = serde_json::to_value(&entry).unwrap();
        prop_assert!(!holds_null(&value), "{}", value);
    }

    #[test]
    fn a_field_written_null_is_an_absent_field(entry in strategy::entry()) {
        // The fact alone is serialised in full, absent fields as null.
        let mut line = serde_json::to_value(&entry).unwrap();
        line["fact"] = serde_json::to_value(&entry.fact).unwrap();
        let back: Entry = serde_json::from_value(line).unwrap();
        prop_assert_eq!(written(&back), written(&entry));
    }

    #[test]
    fn a_fact_with_a_field_that_is_not_known_is_refused(entry in strategy::entry()) {
        let mut line = serde_json::to_value(&entry).unwrap();
        if let Value::Object(fact) = &mut line["fact"] {
            let record = innermost(fact.values_mut().next().unwrap());
            record.insert("shoeSize".to_owned(), Value::Null);
            let error = serde_json::from_value::<Entry>(line).unwrap_err().to_string();
            prop_assert!(error.starts_with("unknown field `shoeSize`"), "{}", error);
        }
    }

    #[test]
    fn a_return_is_read_through_its_rules(boxes in strategy::vat_boxes(), key in strategy::period_key()) {
        let json = serde_json::json!({ "periodKey": key, "boxes": boxes });
        let read = serde_json::from_value::<VatReturn>(json).map_err(|error| error.to_string());
        let made = VatReturn::new(key, boxes).map_err(|error| error.to_string());
        prop_assert_eq!(read, made);
    }
}

/// An opened account holds its holder's record in the variant for the regime.
fn innermost(value: &mut Value) -> &mut serde_json::Map<String, Value> {
    let Value::Object(record) = value else {
        panic!("a fact with data is an object");
    };
    if record.len() == 1 && record.values().all(Value::is_object) {
        return innermost(record.values_mut().next().unwrap());
    }
    record
}

fn holds_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(holds_null),
        Value::Object(fields) => fields.values().any(holds_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[test]
fn the_strategies_make_every_fact() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let made: BTreeSet<&str> = strategy::facts()
        .iter()
        .map(|facts| name(&facts.new_tree(&mut runner).unwrap().current()))
        .collect();
    assert_eq!(made, NAMES.into_iter().collect());
}

const NAMES: [&str; 20] = [
    "accountOpened",
    "chargeRaised",
    "chargeAmended",
    "creditRaised",
    "paymentReceived",
    "paymentReversed",
    "allocationDirected",
    "codedOut",
    "chargeStoodOver",
    "breathingSpaceGranted",
    "repaymentClaimed",
    "repaymentMade",
    "repaymentWithdrawn",
    "obligationCreated",
    "returnSubmitted",
    "traderInsolvent",
    "taxCodeRequested",
    "codingOutChosen",
    "filingRequired",
    "filingReceived",
];

/// The name of a fact in a line. A new fact does not compile until it has a line here.
fn name(fact: &Fact) -> &'static str {
    match fact {
        Fact::AccountOpened(_) => "accountOpened",
        Fact::ChargeRaised(_) => "chargeRaised",
        Fact::ChargeAmended(_) => "chargeAmended",
        Fact::CreditRaised(_) => "creditRaised",
        Fact::PaymentReceived(_) => "paymentReceived",
        Fact::PaymentReversed(_) => "paymentReversed",
        Fact::AllocationDirected(_) => "allocationDirected",
        Fact::CodedOut(_) => "codedOut",
        Fact::ChargeStoodOver(_) => "chargeStoodOver",
        Fact::BreathingSpaceGranted(_) => "breathingSpaceGranted",
        Fact::RepaymentClaimed(_) => "repaymentClaimed",
        Fact::RepaymentMade(_) => "repaymentMade",
        Fact::RepaymentWithdrawn(_) => "repaymentWithdrawn",
        Fact::ObligationCreated(_) => "obligationCreated",
        Fact::ReturnSubmitted(_) => "returnSubmitted",
        Fact::TraderInsolvent => "traderInsolvent",
        Fact::TaxCodeRequested(_) => "taxCodeRequested",
        Fact::CodingOutChosen(_) => "codingOutChosen",
        Fact::FilingRequired(_) => "filingRequired",
        Fact::FilingReceived(_) => "filingReceived",
    }
}

proptest! {
    #[test]
    fn a_line_calls_a_fact_by_its_name(entry in strategy::entry()) {
        let line = serde_json::to_value(&entry).unwrap();
        let fact = &line["fact"];
        let named = fact
            .as_str()
            .or_else(|| fact.as_object()?.keys().next().map(String::as_str));
        prop_assert_eq!(named, Some(name(&entry.fact)));
    }
}

#[test]
fn amounts_keep_their_text_in_a_line() {
    for amount in ["9999999999999.99", "0.1", "100", "100.00", "0.30"] {
        let line = format!(
            concat!(
                r#"{{"account":"vat:123456789","id":"e1","effective":"2026-01-31","#,
                r#""recorded":"2026-02-02T09:00:00.000Z","#,
                r#""fact":{{"creditRaised":{{"id":"C1","kind":"VAT Return Credit Charge","#,
                r#""amount":{},"period":{{"vat":{{"from":"2025-10-01","to":"2025-12-31"}}}}}}}}}}"#,
            ),
            amount
        );
        let entry: Entry = serde_json::from_str(&line).unwrap();
        assert_eq!(serde_json::to_string(&entry).unwrap(), line);
    }
}

#[test]
fn a_line_that_cannot_be_says_why() {
    let line = |account: &str, fact: &str| {
        format!(
            r#"{{"account":"{account}","id":"e","effective":"2026-01-31","recorded":"2026-02-02T09:00:00Z","fact":{fact}}}"#
        )
    };
    for (line, reason) in [
        (
            line("itsa:109717256", r#""traderInsolvent""#),
            "what follows itsa: in an account key is a UTR: a UTR has 10 digits, found 9 characters",
        ),
        (
            line("123456789", r#""traderInsolvent""#),
            "an account key begins with itsa: or vat:, found no colon",
        ),
        (
            line(
                "vat:123456789",
                r#"{"paymentReceived":{"id":"P","amount":"1.00"}}"#,
            ),
            "invalid type: string \"1.00\", expected a number with at most 2 decimals",
        ),
        (
            line(
                "vat:123456789",
                r#"{"paymentReceived":{"id":"P","amount":1.001}}"#,
            ),
            "an amount has at most 2 decimals, found 3",
        ),
        (
            line("vat:123456789", r#"{"paymentLost":{}}"#),
            "unknown variant `paymentLost`",
        ),
        (
            line("vat:123456789", r#"{"paymentReceived":{"id":"P"}}"#),
            "missing field `amount`",
        ),
    ] {
        let error = serde_json::from_str::<Entry>(&line)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(reason), "{error}");
    }
}
