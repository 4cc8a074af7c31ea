//! Nothing that comes in makes the crate panic.

use proptest::prelude::*;
use rust_decimal::Decimal;
use sa_model::{
    AccountKey, BoundedText, Entry, Identifier, TransactionKind, VatBox, VatBoxes, VatReturn,
    strategy,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn any_text_is_parsed_or_refused(text in any::<String>()) {
        let outcomes = [
            AccountKey::parse(&text).map(drop).map_err(|error| error.to_string()),
            Identifier::parse(&text).map(drop).map_err(|error| error.to_string()),
            TransactionKind::parse(&text).map(drop).map_err(|error| error.to_string()),
            BoundedText::<30>::parse(&text).map(drop).map_err(|error| error.to_string()),
            serde_json::from_str::<Entry>(&text).map(drop).map_err(|error| error.to_string()),
        ];
        for outcome in outcomes {
            prop_assert_ne!(outcome, Err(String::new()));
        }
    }

    #[test]
    fn a_line_with_any_character_changed_is_read_or_refused(
        entry in strategy::entry(),
        place in any::<prop::sample::Index>(),
        with in any::<char>(),
    ) {
        let mut line: Vec<char> = serde_json::to_string(&entry).unwrap().chars().collect();
        let place = place.index(line.len());
        line[place] = with;
        let line: String = line.into_iter().collect();
        if let Ok(read) = serde_json::from_str::<Entry>(&line) {
            let again = serde_json::to_string(&read).unwrap();
            prop_assert_eq!(serde_json::from_str::<Entry>(&again).unwrap(), read);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(entry) = postcard::from_bytes::<Entry>(&bytes) {
            prop_assert!(serde_json::to_string(&entry).is_ok());
        }
    }

    #[test]
    fn any_boxes_are_a_return_or_are_not(boxes in strategy::vat_boxes(), key in strategy::period_key()) {
        match VatReturn::new(key, boxes) {
            Ok(made) => prop_assert_eq!(made.boxes(), &boxes),
            Err(error) => prop_assert!(!error.faults().is_empty()),
        }
    }

    #[test]
    fn any_number_is_taken_or_refused(
        digits in any::<i128>(),
        scale in 0_u32..=28,
        place in 0_usize..9,
    ) {
        let Ok(pounds) = Decimal::try_from_i128_with_scale(digits >> 33, scale) else {
            return Ok(());
        };
        let of = VatBox::ALL[place];
        match of.take(pounds) {
            Ok(amount) => {
                prop_assert_eq!(amount.decimal(), pounds);
                prop_assert!((of.least()..=of.most()).contains(&amount));
                prop_assert!(amount.decimal().scale() <= 2);
            }
            Err(fault) => prop_assert!(fault.to_string().starts_with(&of.to_string())),
        }
    }
}

#[test]
fn hostile_json_is_refused() {
    let deep = "[".repeat(10_000);
    let long = format!("{{\"periodKey\":\"{}\"}}", "A".repeat(100_000));
    for json in [
        "",
        "null",
        "5",
        "[]",
        "{}",
        "\"",
        "{\"a\":",
        "[[[[",
        &deep,
        &long,
        "1e400",
        "-",
        "\u{0}",
        "{\"account\":null}",
        "{\"fact\":{\"traderInsolvent\":{}}}",
    ] {
        assert!(serde_json::from_str::<Entry>(json).is_err());
        assert!(serde_json::from_str::<VatReturn>(json).is_err());
        assert!(serde_json::from_str::<VatBoxes>(json).is_err());
    }
}
