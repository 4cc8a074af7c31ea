//! What an amount may look like, and that it comes back as it went.

use sa_validate::Money;

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
