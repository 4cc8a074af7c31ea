//! Identifiers: what is taken, what is refused and why, and that text form and serde agree.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use sa_validate::{
    Arn, ChargeReference, DocumentId, EntryId, FormBundleNumber, MtdItId, Nino, NinoError,
    PaymentId, PaymentLot, PaymentLotItem, PaymentReference, PeriodKey, Utr, Vrn,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::table::rows;

/// Holds one table's rows (`text`, verdict, source) against a type: shape by `parse`, the stricter
/// question by `is_strict`.
fn check<T>(table: &str, is_strict: impl Fn(&T) -> bool)
where
    T: FromStr<Err: Display> + Debug,
{
    for [text, verdict, source] in rows(table) {
        match (text.parse::<T>(), verdict.as_str()) {
            (Ok(value), "ok") => assert!(is_strict(&value), "{value:?} ({source})"),
            (Ok(value), "check") => assert!(!is_strict(&value), "{value:?} ({source})"),
            (Err(_), "shape") => {}
            (parsed, _) => panic!(
                "{text:?} should be {verdict} ({source}), got {}",
                parsed.map_or_else(|error| error.to_string(), |value| format!("{value:?}"))
            ),
        }
    }
}

#[test]
fn a_utr_has_ten_digits_of_which_the_first_may_check_the_rest() {
    check(include_str!("tables/utr.txt"), Utr::has_valid_check_digit);
}

#[test]
fn a_vrn_has_nine_digits_of_which_the_last_two_may_check_the_rest() {
    check(include_str!("tables/vrn.txt"), Vrn::has_valid_check_digit);
}

#[test]
fn an_mtditid_may_have_the_right_check_letter() {
    check(
        include_str!("tables/mtd_itid.txt"),
        MtdItId::has_valid_check_letter,
    );
}

#[test]
fn an_arn_may_have_the_right_check_letter() {
    check(include_str!("tables/arn.txt"), Arn::has_valid_check_letter);
}

#[test]
fn a_charge_reference_may_have_the_right_check_letter() {
    let table = include_str!("tables/charge_reference.txt");
    check(table, ChargeReference::has_valid_check_letter);
}

#[test]
fn a_payment_reference_may_have_the_right_check_letter() {
    let table = include_str!("tables/payment_reference.txt");
    check(table, PaymentReference::has_valid_check_letter);
}

#[test]
fn a_nino_has_an_allowed_prefix() {
    for [text, verdict, source] in rows(include_str!("tables/nino.txt")) {
        let found = match Nino::parse(&text) {
            Ok(_) => "ok",
            Err(NinoError::Prefix { .. }) => "prefix",
            Err(_) => "shape",
        };
        assert_eq!(found, verdict, "{text:?} ({source})");
    }
}

/// Source: github hmrc/domain; the number is counted from its two letter classes and seven pairs.
#[test]
fn there_are_373_prefixes_of_a_nino() {
    let letters = || (b'A'..=b'Z').map(char::from);
    let prefixes = letters()
        .flat_map(|first| letters().map(move |second| format!("{first}{second}123456A")))
        .filter(|text| Nino::parse(text).is_ok())
        .count();
    assert_eq!(prefixes, 373);
}

#[test]
fn every_other_identifier_has_the_shape_of_its_api() {
    for [name, text, verdict, source] in rows(include_str!("tables/texts.txt")) {
        let is_ok = match name.as_str() {
            "PeriodKey" => PeriodKey::parse(&text).is_ok(),
            "DocumentId" => DocumentId::parse(&text).is_ok(),
            "PaymentLot" => PaymentLot::parse(&text).is_ok(),
            "PaymentLotItem" => PaymentLotItem::parse(&text).is_ok(),
            "PaymentId" => PaymentId::parse(&text).is_ok(),
            "FormBundleNumber" => FormBundleNumber::parse(&text).is_ok(),
            "EntryId" => EntryId::parse(&text).is_ok(),
            _ => panic!("no identifier {name}"),
        };
        assert_eq!(
            if is_ok { "ok" } else { "shape" },
            verdict,
            "{name} {text:?} ({source})"
        );
    }
}

fn agrees<T>(text: &str)
where
    T: FromStr<Err: Display + Debug>
        + for<'a> TryFrom<&'a str>
        + Display
        + AsRef<str>
        + Debug
        + Serialize
        + DeserializeOwned
        + PartialEq,
{
    let value: T = text.parse().unwrap();
    assert!(T::try_from(text).is_ok_and(|other| other == value));
    assert_eq!(value.to_string(), text);
    assert_eq!(value.as_ref(), text);
    assert_eq!(format!("{value:>40}"), format!("{text:>40}"));
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, format!("{text:?}"));
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
    let bytes = postcard::to_stdvec(&value).unwrap();
    assert_eq!(postcard::from_bytes::<T>(&bytes).unwrap(), value);
    let refusal = "no such identifier!"
        .parse::<T>()
        .err()
        .unwrap()
        .to_string();
    let error = serde_json::from_str::<T>("\"no such identifier!\"")
        .err()
        .unwrap()
        .to_string();
    assert!(
        error.starts_with(&refusal),
        "{error} does not begin with {refusal}"
    );
    assert!(serde_json::from_str::<T>("1234567890").is_err());
}

#[test]
fn text_form_and_serde_agree() {
    agrees::<Utr>("1097172564");
    agrees::<Nino>("AB123456C");
    agrees::<Nino>("AB123456");
    agrees::<Vrn>("666964813");
    agrees::<MtdItId>("XAIT00000000054");
    agrees::<Arn>("JARN1234567");
    agrees::<ChargeReference>("xm002610011594");
    agrees::<PaymentReference>("XP00CATINTHEHAT");
    agrees::<PeriodKey>("#001");
    agrees::<DocumentId>("004000000028");
    agrees::<PaymentLot>("081203010024");
    agrees::<PaymentLotItem>("000001");
    agrees::<PaymentId>("081203010024-000001");
    agrees::<FormBundleNumber>("256660290587");
    agrees::<EntryId>("charge:1.2_3");
}

#[test]
fn a_refusal_says_what_was_wrong_and_where() {
    let refusals = [
        (
            Utr::parse("109717256").unwrap_err().to_string(),
            "a UTR has 10 digits, found 9 characters",
        ),
        (
            Utr::parse("12345678é0").unwrap_err().to_string(),
            "a UTR has 10 digits, found 'é' at character 9",
        ),
        (
            Vrn::parse("GB980780").unwrap_err().to_string(),
            "a VRN has 9 digits, found 8 characters",
        ),
        (
            Nino::parse("AB12345AC").unwrap_err().to_string(),
            "a NINO has 2 letters, 6 digits and a suffix A to D or none, found 'A' at character 8",
        ),
        (
            Nino::parse("BG123456A").unwrap_err().to_string(),
            "no NINO begins with BG",
        ),
        (
            MtdItId::parse("YAIT00000000054").unwrap_err().to_string(),
            "an MTDITID is X, a capital, IT and 11 digits, found 'Y' at character 1",
        ),
        (
            Arn::parse("JBBC1234567").unwrap_err().to_string(),
            "an ARN is a letter, ARN and 7 digits, found 'B' at character 2",
        ),
        (
            PaymentId::parse("081203010024").unwrap_err().to_string(),
            "a payment id is written lot-item, found no - in 12 characters",
        ),
        (
            PaymentId::parse("1-0000001").unwrap_err().to_string(),
            "a payment lot item has 1 to 6 letters or digits, found 7 characters",
        ),
    ];
    for (found, expected) in refusals {
        assert_eq!(found, expected);
    }
}

#[test]
fn logs_see_the_last_three_characters_alone() {
    assert_eq!(
        Utr::parse("1097172564").unwrap().masked().as_str(),
        "*******564"
    );
    assert_eq!(
        Nino::parse("AB123456C").unwrap().masked().as_str(),
        "******56C"
    );
    assert_eq!(
        Nino::parse("AB123456").unwrap().masked().as_str(),
        "*****456"
    );
    assert_eq!(
        Vrn::parse("666964813").unwrap().masked().as_str(),
        "******813"
    );
    assert_eq!(
        MtdItId::parse("XAIT00000000054").unwrap().masked().as_str(),
        "************054"
    );
    assert_eq!(
        Arn::parse("JARN1234567").unwrap().masked().as_str(),
        "********567"
    );
}

#[test]
fn a_blank_in_place_of_the_suffix_is_dropped() {
    let nino = Nino::parse("AB123456 ").unwrap();
    assert_eq!(nino.as_str(), "AB123456");
    assert_eq!(nino.suffix(), None);
    assert_eq!(Nino::parse("AB123456C").unwrap().without_suffix(), nino);
    assert_ne!(Nino::parse("AB123456C").unwrap(), nino);
}

#[test]
fn a_payment_id_of_nineteen_characters_has_letters_and_digits_around_its_dash() {
    let id = "081203010024-000001";
    for place in 0..id.len() {
        for character in '\0'..='\u{7f}' {
            let mut text = id.to_owned();
            text.replace_range(place..=place, &character.to_string());
            let is_right = match place {
                12 => character == '-',
                _ => character.is_ascii_alphanumeric(),
            };
            assert_eq!(PaymentId::parse(&text).is_ok(), is_right, "{text:?}");
        }
        // Two bytes in the room of two characters.
        if let (Some(before), Some(after)) = (id.get(..place), id.get(place + 2..)) {
            let text = format!("{before}é{after}");
            assert!(PaymentId::parse(&text).is_err(), "{text:?}");
        }
    }
}
