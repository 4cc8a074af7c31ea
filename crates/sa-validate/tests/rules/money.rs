//! What an amount may look like, and that it comes back as it went.

use rust_decimal::Decimal;
use sa_validate::{Money, MoneyError};

use crate::table::rows;

#[test]
fn an_amount_is_a_json_number_of_at_most_two_decimals() {
    for [text, expected, source] in rows(include_str!("tables/money.txt")) {
        let found = match Money::parse(&text) {
            Ok(money) => money.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{text:?} ({source})");
    }
}

#[test]
fn amounts_are_compared_by_value_and_not_by_how_they_are_written() {
    let [plain, tenths, pence] = ["100", "100.0", "100.00"].map(|text| Money::parse(text).unwrap());
    assert_eq!(plain, tenths);
    assert_eq!(tenths, pence);
    assert_eq!(Money::default(), Money::parse("-0.00").unwrap());
    assert!(plain < Money::parse("100.01").unwrap());
    assert_eq!(plain.pence(), 10_000);
    assert_eq!(pence.decimal(), Decimal::from(100));
    assert_eq!(plain.with_pence().to_string(), "100.00");
    assert_eq!(pence.without_trailing_zeros().to_string(), "100");
    let half = Money::parse("-105.50").unwrap();
    assert_eq!(half.without_trailing_zeros().to_string(), "-105.5");
    assert_eq!(
        format!("{half:>10}|{half:<10}|{half:+}|{plain:+}"),
        "   -105.50|-105.50   |-105.50|+100"
    );
    assert!(half.is_negative() && !half.is_positive() && !half.is_zero());
    assert!(Money::ZERO.is_zero() && !Money::ZERO.is_negative() && !Money::ZERO.is_positive());
}

#[test]
fn a_sum_has_the_larger_scale_and_never_overflows_unseen() {
    let [whole, tenth] = ["7", "0.5"].map(|text| Money::parse(text).unwrap());
    assert_eq!(whole.checked_add(tenth).unwrap().to_string(), "7.5");
    assert_eq!(whole.checked_sub(tenth).unwrap().to_string(), "6.5");
    assert_eq!(tenth.checked_neg().unwrap().to_string(), "-0.5");
    let penny = Money::from_pence_i64(1);
    assert_eq!(Money::MAX.checked_add(penny), None);
    assert_eq!(Money::MIN.checked_sub(penny), None);
    assert_eq!(Money::MIN.checked_neg(), None);
    assert_eq!(Money::total([]), Ok(Money::ZERO));
    assert_eq!(
        Money::total([Money::MAX, penny]),
        Err(MoneyError::OutOfRange)
    );
    // Only the end counts.
    assert_eq!(
        Money::total([Money::MAX, Money::MAX, Money::MIN, Money::MIN, penny]),
        { Ok(Money::from_pence_i64(-1)) }
    );
    assert_eq!(
        Money::from_pence(i128::from(i64::MAX) + 1),
        Err(MoneyError::OutOfRange)
    );
    assert_eq!(Money::from_pence(1050).unwrap().to_string(), "10.50");
}

#[test]
fn a_decimal_is_taken_with_its_scale_or_refused() {
    for text in [
        "12.30",
        "-0.5",
        "7",
        "92233720368547758.07",
        "-92233720368547758.08",
    ] {
        let decimal: Decimal = text.parse().unwrap();
        assert_eq!(Money::try_from(decimal).unwrap().to_string(), text);
    }
    let three: Decimal = "1.000".parse().unwrap();
    assert_eq!(
        Money::try_from(three),
        Err(MoneyError::TooManyDecimals { found: 3 })
    );
    for text in [
        "92233720368547758.08",
        "-92233720368547758.09",
        "79228162514264337593543950335",
    ] {
        let decimal: Decimal = text.parse().unwrap();
        assert_eq!(Money::try_from(decimal), Err(MoneyError::OutOfRange));
    }
    let negative_zero: Decimal = -Decimal::ZERO;
    assert_eq!(Money::try_from(negative_zero).unwrap().to_string(), "0");
}

#[test]
fn an_amount_comes_back_from_json_as_it_was_written() {
    for text in [
        "9999999999999.99",
        "0.1",
        "100",
        "100.00",
        "-0.01",
        "0",
        "-92233720368547758.08",
    ] {
        let money: Money = serde_json::from_str(text).unwrap();
        assert_eq!(money.to_string(), text);
        assert_eq!(serde_json::to_string(&money).unwrap(), text);
        let value: serde_json::Value = serde_json::to_value(money).unwrap();
        assert_eq!(value.to_string(), text);
        assert_eq!(
            serde_json::from_value::<Money>(value).unwrap().to_string(),
            text
        );
        let bytes = postcard::to_stdvec(&money).unwrap();
        assert_eq!(
            postcard::from_bytes::<Money>(&bytes).unwrap().to_string(),
            text
        );
    }
}

#[test]
fn an_amount_survives_flattened_and_tagged_types() {
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Inner {
        amount: Money,
        credit: Option<Money>,
    }
    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(tag = "kind")]
    enum Entry {
        Charge {
            #[serde(flatten)]
            inner: Inner,
        },
    }
    let text = r#"{"kind":"Charge","amount":100.00,"credit":7}"#;
    let entry: Entry = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&entry).unwrap(), text);
}

#[test]
fn text_exponents_and_a_third_decimal_are_refused() {
    for (json, reason) in [
        (
            "\"12.30\"",
            "invalid type: string \"12.30\", expected a number with at most 2 decimals",
        ),
        ("1e2", "found 'e' at character 2"),
        ("1.000", "at most 2 decimals, found 3"),
        ("null", "invalid type"),
        ("{}", "invalid type: map"),
        ("[1]", "invalid type: sequence"),
        ("true", "invalid type: boolean"),
        ("99999999999999999999", "an amount lies between"),
    ] {
        let error = serde_json::from_str::<Money>(json).unwrap_err().to_string();
        assert!(error.contains(reason), "{json}: {error}");
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        assert!(serde_json::from_value::<Money>(value).is_err(), "{json}");
    }
}
