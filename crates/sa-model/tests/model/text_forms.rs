//! Keys, identifiers and short texts: what is taken, what is refused and why, and that serde reads
//! and writes the text form.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use proptest::prelude::*;
use sa_model::{AccountKey, BoundedText, Identifier, TransactionKind, strategy};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The text form, `TryFrom`, JSON and postcard say the same.
fn agrees<T>(value: &T) -> Result<(), TestCaseError>
where
    T: Clone + Debug + Display + PartialEq + FromStr + Serialize + DeserializeOwned,
    T: for<'a> TryFrom<&'a str>,
    T::Err: Debug,
{
    let text = value.to_string();
    prop_assert_eq!(&text.parse::<T>().unwrap(), value);
    prop_assert_eq!(&T::try_from(text.as_str()).ok().unwrap(), value);
    let json = serde_json::to_string(value).unwrap();
    prop_assert_eq!(&serde_json::from_str::<String>(&json).unwrap(), &text);
    prop_assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value);
    let bytes = postcard::to_stdvec(value).unwrap();
    prop_assert_eq!(&postcard::from_bytes::<T>(&bytes).unwrap(), value);
    Ok(())
}

proptest! {
    #[test]
    fn an_account_key_is_its_text(key in strategy::account_key()) {
        agrees(&key)?;
    }

    #[test]
    fn an_identifier_is_its_text(identifier in strategy::identifier()) {
        agrees(&identifier)?;
        prop_assert_eq!(
            identifier.to_string(),
            format!("{}:{}", identifier.kind(), identifier.value())
        );
    }

    #[test]
    fn a_short_text_is_its_text(text in strategy::bounded_text::<35>()) {
        agrees(&text)?;
    }

    #[test]
    fn a_transaction_kind_is_its_code(kind in strategy::transaction_kind()) {
        agrees(&kind)?;
    }

    #[test]
    fn a_masked_key_shows_the_last_three_digits_alone(key in strategy::account_key()) {
        let (text, masked) = (key.to_string(), key.masked());
        prop_assert_eq!(masked.len(), text.len());
        prop_assert_eq!(masked.get(masked.len() - 3..), text.get(text.len() - 3..));
        let digits = masked.chars().filter(char::is_ascii_digit).count();
        prop_assert_eq!(digits, 3);
    }

    #[test]
    fn a_text_is_a_short_text_by_its_characters_alone(text in any::<String>()) {
        let fits = (1..=12).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        prop_assert_eq!(BoundedText::<12>::parse(&text).is_ok(), fits);
    }

    #[test]
    fn a_text_is_a_kind_by_its_characters_alone(text in "\\PC{0,40}") {
        let fits = (1..=30).contains(&text.len()) && text.bytes().all(|b| (b' '..=b'~').contains(&b));
        prop_assert_eq!(TransactionKind::parse(&text).is_ok(), fits);
    }
}

#[test]
fn a_refusal_says_what_was_found_and_what_would_be_right() {
    let key = |text: &str| told(&AccountKey::parse(text).unwrap_err());
    assert_eq!(
        key("itsa:12345678X0"),
        "what follows itsa: in an account key is a UTR: a UTR has 10 digits, found 'X' at character 9"
    );
    assert_eq!(
        key("VAT:123456789"),
        "an account key begins with itsa: or vat:, found \"VAT\""
    );
    assert_eq!(
        key(""),
        "an account key begins with itsa: or vat:, found no colon"
    );
    assert_eq!(
        key("a\ntext much longer than a regime:1"),
        "an account key begins with itsa: or vat:, found \"a\\ntext\""
    );
    let identifier = |text: &str| told(&Identifier::parse(text).unwrap_err());
    assert_eq!(
        identifier("nino:BG123456A"),
        "what follows nino: is a NINO: no NINO begins with BG"
    );
    assert_eq!(
        identifier("urn:12"),
        "an identifier begins with utr:, nino:, mtditid: or vrn:, found \"urn\""
    );
    let text = |text: &str| told(&BoundedText::<5>::parse(text).unwrap_err());
    assert_eq!(text(""), "the text has at least 1 character, found none");
    assert_eq!(text("größer"), "the text has at most 5 characters, found 6");
    assert_eq!(
        text("a\nb"),
        "the text holds no control characters, found '\\n' at character 2"
    );
    let kind = |text: &str| told(&TransactionKind::parse(text).unwrap_err());
    assert_eq!(
        kind(&"4".repeat(31)),
        "a transaction kind has 1 to 30 printable ASCII characters, found 31 characters"
    );
    assert_eq!(
        kind("49é0"),
        "a transaction kind has 1 to 30 printable ASCII characters, found 'é' at character 3"
    );
}

/// An error with its causes.
fn told(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", told(cause)),
        None => error.to_string(),
    }
}
