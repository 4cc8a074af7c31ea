//! Any text as an amount: taken exactly if a slow reading of the rule takes it, and printed as it
//! came; in JSON the same text is the same amount.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rust_decimal::Decimal;
use sa_validate::Money;

fuzz_target!(|text: &str| {
    let money = Money::parse(text);
    assert_eq!(money.is_ok(), is_amount(text), "{text:?}: {money:?}");
    match money {
        Ok(money) => {
            let printed = money.to_string();
            let negative_zero = money.is_zero() && text.starts_with('-');
            assert!(
                printed == text || negative_zero,
                "{text} printed as {printed}"
            );
            assert_eq!(
                serde_json::to_string(&money).expect("a number is JSON"),
                printed
            );
            assert_eq!(money.decimal().to_string(), printed);
            assert_eq!(Money::from_pence(money.pence()), Ok(money));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    // JSON may have blanks around it.
    let in_json = serde_json::from_str::<Money>(text);
    assert_eq!(
        in_json.is_ok(),
        is_amount(text.trim_matches([' ', '\n', '\r', '\t']))
    );
    // `serde_json` itself reads an object of its reserved key as a number.
    if text.contains("$serde_json::private") {
        return;
    }
    let through_value =
        serde_json::from_str::<serde_json::Value>(text).and_then(serde_json::from_value::<Money>);
    assert_eq!(through_value.ok(), in_json.ok());
});

fn is_amount(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (pounds, pence) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    digits(pounds)
        && digits(pence)
        && pence.len() <= 2
        && (pounds == "0" || !pounds.starts_with('0'))
        && text
            .parse::<Decimal>()
            .is_ok_and(|amount| Money::MIN.decimal() <= amount && amount <= Money::MAX.decimal())
}
