//! Laws of identifiers and amounts over random input, against slow and obvious models.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use rust_decimal::Decimal;
use sa_validate::{
    Arn, ChargeReference, DocumentId, EntryId, FlatRateCategory, FormBundleNumber, Money, MtdItId,
    Nino, PaymentId, PaymentLot, PaymentLotItem, PaymentReference, PeriodKey, Stagger, TaxYear,
    Timestamp, Utr, Vrn, date, fraud_headers,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Printing gives back the text that was parsed, serde agrees, and order is that of the text.
fn round_trips<T>(text: &str, other: &str) -> Result<(), TestCaseError>
where
    T: FromStr<Err: Debug> + Display + Debug + Ord + Serialize + DeserializeOwned,
{
    let [value, other_value] = [text, other].map(|text| text.parse::<T>().unwrap());
    prop_assert_eq!(value.to_string(), text);
    prop_assert_eq!(value.cmp(&other_value), text.cmp(other));
    let json = serde_json::to_string(&value).unwrap();
    prop_assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), &value);
    let bytes = postcard::to_stdvec(&value).unwrap();
    prop_assert_eq!(&postcard::from_bytes::<T>(&bytes).unwrap(), &value);
    Ok(())
}

macro_rules! identifiers_round_trip {
    ($($law:ident: $name:ident $shape:literal;)+) => {
        proptest! {
            $(
                #[test]
                fn $law(text in $shape, other in $shape) {
                    round_trips::<$name>(&text, &other)?;
                }
            )+
        }
    };
}

identifiers_round_trip! {
    a_utr_prints_as_it_was_read: Utr "[0-9]{10}";
    a_vrn_prints_as_it_was_read: Vrn "[0-9]{9}";
    a_nino_prints_as_it_was_read: Nino "[ACEHJLMOPRSWXY][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]?";
    an_mtditid_prints_as_it_was_read: MtdItId "X[A-Z]IT[0-9]{11}";
    an_arn_prints_as_it_was_read: Arn "[A-Z]ARN[0-9]{7}";
    a_charge_reference_prints_as_it_was_read: ChargeReference "[A-Za-z]{2}[0-9]{12}";
    a_payment_reference_prints_as_it_was_read: PaymentReference
        "X[A-Z][0-9A-Z]([0-9]{11}|[0-9A-Z]{12})";
    a_period_key_prints_as_it_was_read: PeriodKey "[#0-9A-Z]{4}";
    a_document_id_prints_as_it_was_read: DocumentId "[0-9A-Za-z]{1,12}";
    a_payment_lot_prints_as_it_was_read: PaymentLot "[0-9A-Za-z]{1,12}";
    a_payment_lot_item_prints_as_it_was_read: PaymentLotItem "[0-9A-Za-z]{1,6}";
    a_payment_id_prints_as_it_was_read: PaymentId "[0-9A-Za-z]{1,12}-[0-9A-Za-z]{1,6}";
    a_form_bundle_number_prints_as_it_was_read: FormBundleNumber "[0-9]{12}";
    an_entry_id_prints_as_it_was_read: EntryId "[0-9A-Za-z._:-]{1,36}";
}

/// Texts that are nearly right: something of the form, with some characters changed, cut or put in.
fn nearly_right() -> impl Strategy<Value = String> {
    let forms = select(vec![
        "[0-9]{8,13}",
        "[A-Z]{2}[0-9]{6}[A-D ]?",
        "X[A-Z]IT[0-9]{10,12}",
        "[A-Za-z]ARN[0-9]{6,8}",
        "X[A-Z][0-9A-Z]{11,14}",
        "[#0-9A-Z]{3,5}",
        "[0-9A-Za-z]{1,13}-[0-9A-Za-z]{1,7}",
        "-?[0-9]{0,20}\\.?[0-9]{0,3}",
        "[0-9]{4}-[0-9]{2}(-[0-9]{2})?",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,9})?(Z|[+-][0-9]{2}:[0-9]{2})",
    ])
    .prop_flat_map(|form| proptest::string::string_regex(form).unwrap());
    (
        forms,
        any::<Option<(Index, char)>>(),
        any::<Option<Index>>(),
    )
        .prop_map(|(text, change, cut)| {
            let mut characters: Vec<char> = text.chars().collect();
            if let Some((place, character)) = change {
                let place = place.index(characters.len() + 1);
                characters.splice(place..(place + 1).min(characters.len()), [character]);
            }
            if let Some(place) = cut {
                characters.truncate(place.index(characters.len() + 1));
            }
            characters.into_iter().collect()
        })
}

/// Every parser of the crate on one text: whatever it says, it says it without a panic, and what it
/// takes it prints.
fn parse_everything(text: &str) {
    macro_rules! parse {
        ($($name:ident)+) => {
            $(match $name::parse(text) {
                Ok(value) => assert!($name::parse(&value.to_string()).is_ok_and(|v| v == value)),
                Err(error) => assert!(!error.to_string().is_empty()),
            })+
        };
    }
    parse! {
        Utr Nino Vrn MtdItId Arn ChargeReference PaymentReference DocumentId PaymentLot
        PaymentLotItem PaymentId FormBundleNumber FlatRateCategory EntryId TaxYear Timestamp Money Stagger
        PeriodKey
    }
    if let Ok(key) = PeriodKey::parse(text) {
        let _meaning = key.meaning();
    }
    let _date = date::parse(text);
    let _clamped = date::parse_clamped(text);
    let json = serde_json::to_string(text).unwrap();
    assert!(
        serde_json::from_str::<Money>(&json).is_err(),
        "text is no amount"
    );
    let _amount = serde_json::from_str::<Money>(text);
}

proptest! {
    #[test]
    fn no_text_makes_a_parser_panic(text in any::<String>(), nearly in nearly_right()) {
        parse_everything(&text);
        parse_everything(&nearly);
    }

    #[test]
    fn no_header_makes_the_judge_panic(
        header in 0..fraud_headers::Header::ALL.len(),
        method in 0..fraud_headers::ConnectionMethod::ALL.len(),
        name in any::<String>(),
        value in prop_oneof![
            any::<String>(),
            "([a-z-]{1,8}[=&,%]{0,2}[0-9A-Fa-f:.%]{0,6}){0,6}",
        ],
    ) {
        let method = fraud_headers::ConnectionMethod::ALL[method].as_str();
        let header = fraud_headers::Header::ALL[header].name();
        let unknown = format!("Gov-{name}");
        let report = fraud_headers::check([
            ("Gov-Client-Connection-Method", method),
            (header, &value),
            (unknown.as_str(), &value),
            (name.as_str(), &value),
        ]);
        for finding in report.findings() {
            prop_assert!(!finding.message().to_string().is_empty());
        }
    }
}

/// `text` with the digit at `place` (of those that are digits) made another.
fn with_other_digit(text: &str, place: Index, other: u8) -> String {
    let digits: Vec<usize> = text
        .bytes()
        .enumerate()
        .filter(|(_, b)| b.is_ascii_digit())
        .map(|(place, _)| place)
        .collect();
    let mut bytes = text.as_bytes().to_vec();
    let at = digits[place.index(digits.len())];
    bytes[at] = b'0' + (bytes[at] - b'0' + other) % 10;
    String::from_utf8(bytes).unwrap()
}

fn weighted(text: &str, weights: &[u32]) -> u32 {
    text.bytes()
        .zip(weights)
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .sum()
}

proptest! {
    /// Check digits repeat: remainders 0 and 9 both give 2, 1 and 10 both give 1. Any change that
    /// does not go from one of a pair to the other is caught.
    #[test]
    fn a_changed_digit_of_a_utr_is_caught_where_modulus_11_can(
        body in "[0-9]{9}", place: Index, other in 1..10_u8,
    ) {
        let remainder = |utr: &str| weighted(utr.split_at(1).1, &[6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11;
        let valid: Vec<Utr> = (0..10).map(|check| Utr::parse(&format!("{check}{body}")).unwrap())
            .filter(Utr::has_valid_check_digit).collect();
        prop_assert_eq!(valid.len(), 1, "one digit checks a body");
        let changed = with_other_digit(valid[0].as_str(), place, other);
        let repeats = |a, b| matches!((a, b), (0, 9) | (9, 0) | (1, 10) | (10, 1));
        let escapes = repeats(remainder(valid[0].as_str()), remainder(&changed));
        prop_assert_eq!(Utr::parse(&changed).unwrap().has_valid_check_digit(), escapes);
    }

    /// Within one series any change is caught; a change from one series to the other is not.
    #[test]
    fn a_changed_digit_of_a_vrn_is_caught_within_its_series(
        body in "[0-9]{7}", place: Index, other in 1..10_u8,
    ) {
        let sum = |vrn: &str| weighted(vrn, &[8, 7, 6, 5, 4, 3, 2, 10, 1]);
        let in_series = |vrn: &str, added: u32| (sum(vrn) + added).is_multiple_of(97);
        let vrn = (1..=97).map(|check| format!("{body}{check:02}"))
            .find(|vrn| in_series(vrn, 0)).unwrap();
        prop_assert!(Vrn::parse(&vrn).unwrap().has_valid_check_digit());
        let changed = with_other_digit(&vrn, place, other);
        prop_assert!(!in_series(&changed, 0));
        let newer = in_series(&changed, 55) && changed.split_at(7).1.parse::<u8>().unwrap() <= 97;
        prop_assert_eq!(Vrn::parse(&changed).unwrap().has_valid_check_digit(), newer);
    }

    #[test]
    fn a_changed_digit_is_always_caught_by_a_check_letter(
        rest in "[0-9]{12}", place: Index, other in 1..10_u8,
    ) {
        let letters = || ('A'..='Z').map(|letter| letter.to_string());
        let references: Vec<String> = letters().map(|letter| format!("X{letter}{rest}"))
            .filter(|text| ChargeReference::parse(text).unwrap().has_valid_check_letter()).collect();
        prop_assert_eq!(references.len(), 1);
        let changed = with_other_digit(&references[0], place, other);
        prop_assert!(!ChargeReference::parse(&changed).unwrap().has_valid_check_letter());
        prop_assert!(!PaymentReference::parse(&changed).unwrap().has_valid_check_letter());

        let ids: Vec<String> = letters().map(|letter| format!("X{letter}IT{}", rest.split_at(1).1))
            .filter(|text| MtdItId::parse(text).unwrap().has_valid_check_letter()).collect();
        prop_assert_eq!(ids.len(), 1);
        let changed = with_other_digit(&ids[0], place, other);
        prop_assert!(!MtdItId::parse(&changed).unwrap().has_valid_check_letter());

        let agents: Vec<String> = letters().map(|letter| format!("{letter}ARN{}", rest.split_at(5).1))
            .filter(|text| Arn::parse(text).unwrap().has_valid_check_letter()).collect();
        prop_assert_eq!(agents.len(), 1);
        let changed = with_other_digit(&agents[0], place, other);
        prop_assert!(!Arn::parse(&changed).unwrap().has_valid_check_letter());
    }
}

/// Any amount, of any size and of each scale.
fn money() -> impl Strategy<Value = Money> {
    let pence = prop_oneof![
        any::<i64>(),
        -100_000..100_000_i64,
        Just(i64::MAX),
        Just(i64::MIN)
    ];
    (pence, 0..3_u32).prop_map(|(pence, scale)| match scale {
        0 => Money::try_from(Decimal::new(pence / 100, 0)).unwrap(),
        1 => Money::try_from(Decimal::new(pence / 10, 1)).unwrap(),
        _ => Money::from_pence_i64(pence),
    })
}

/// What is an amount by the letter of the rule, slowly.
fn is_amount(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (pounds, pence) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let no_leading_zero = pounds == "0" || !pounds.starts_with('0');
    let in_range = text
        .parse::<Decimal>()
        .is_ok_and(|amount| Money::MIN.decimal() <= amount && amount <= Money::MAX.decimal());
    digits(pounds) && digits(pence) && pence.len() <= 2 && no_leading_zero && in_range
}

proptest! {
    #[test]
    fn an_amount_is_taken_exactly_if_the_rule_says_so(
        text in "-?(0|[0-9]{1,18})(\\.[0-9]{0,3})?", other in "[-+.0-9e ]{0,8}",
    ) {
        for text in [text, other] {
            let money = Money::parse(&text);
            prop_assert_eq!(money.is_ok(), is_amount(&text), "{}", text);
            if let Ok(money) = money {
                let decimal: Decimal = text.parse().unwrap();
                prop_assert_eq!(money.decimal(), decimal);
                prop_assert_eq!(money.decimal().scale(), decimal.scale());
            }
        }
    }

    #[test]
    fn an_amount_keeps_its_text_through_every_format(money in money()) {
        let text = money.to_string();
        prop_assert_eq!(&text, &money.decimal().to_string());
        prop_assert_eq!(Money::parse(&text).unwrap().to_string(), text.as_str());
        let json = serde_json::to_string(&money).unwrap();
        prop_assert_eq!(&json, &text);
        prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap().to_string(), text.as_str());
        let reader = serde_json::from_reader::<_, Money>(json.as_bytes()).unwrap();
        prop_assert_eq!(reader.to_string(), text.as_str());
        let bytes = postcard::to_stdvec(&money).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Money>(&bytes).unwrap().to_string(), text.as_str());
        prop_assert_eq!(Money::from_pence(money.pence()).unwrap(), money);
        prop_assert_eq!(money.with_pence(), money);
        prop_assert_eq!(money.without_trailing_zeros().decimal(), money.decimal().normalize());
    }

    #[test]
    fn amounts_add_and_compare_as_decimals_do(a in money(), b in money()) {
        prop_assert_eq!(a.cmp(&b), a.decimal().cmp(&b.decimal()));
        prop_assert_eq!(a == b, a.decimal() == b.decimal());
        let expect = |sum: Decimal| Money::try_from(sum).ok().map(|sum| sum.to_string());
        let sums = [a.checked_add(b), a.checked_sub(b)].map(|sum| sum.map(|sum| sum.to_string()));
        let decimals = [a.decimal() + b.decimal(), a.decimal() - b.decimal()];
        prop_assert_eq!(sums, decimals.map(expect));
        prop_assert_eq!(Money::total([a, b]).ok(), a.checked_add(b));
    }

    #[test]
    fn a_sum_does_not_depend_on_the_order(
        amounts in prop::collection::vec(money(), 0..40), seed: u64,
    ) {
        let total = Money::total(amounts.iter().copied());
        let mut other = amounts.clone();
        other.sort_by_key(|money| money.pence().wrapping_mul(i128::from(seed | 1)));
        prop_assert_eq!(Money::total(other), total);
        let pence: i128 = amounts.iter().map(|money| money.pence()).sum();
        prop_assert_eq!(total.ok(), Money::from_pence(pence).ok());
    }
}
