//! A schema's pattern accepts what the parser accepts.

use fancy_regex::Regex;
use proptest::prelude::*;
use sa_validate::{
    ChargeReference, DocumentId, EntryId, FlatRateCategory, FormBundleNumber, MtdItId, Nino,
    PaymentId, PeriodKey, Stagger, TaxYear, Timestamp, Utr, Vrn,
};
use schemars::{JsonSchema, schema_for};

/// The pattern of a type, and an example of it.
fn pattern_and_example<T: JsonSchema>() -> (Regex, String) {
    let schema = schema_for!(T).to_value();
    let pattern = schema["pattern"].as_str().expect("a pattern");
    let example = schema["examples"][0].as_str().expect("an example");
    (
        Regex::new(pattern).expect("a regular expression"),
        example.to_owned(),
    )
}

/// Texts near `example`: up to three characters taken out, put in or changed.
fn near(example: &str) -> impl Strategy<Value = String> + use<> {
    let characters: Vec<char> = example.chars().collect();
    let change = (0..=characters.len(), "[0-9A-Za-z#._: é-]", 0_u8..3);
    proptest::collection::vec(change, 0..4).prop_map(move |changes| {
        let mut text = characters.clone();
        for (at, put, how) in changes {
            let at = at.min(text.len());
            if how != 0 && at < text.len() {
                text.remove(at);
            }
            if how != 1 {
                text.extend(put.chars());
                let end = text.len().saturating_sub(1);
                text.swap(at, end);
            }
        }
        text.into_iter().collect()
    })
}

/// How a pattern stands to the parser.
#[derive(Clone, Copy)]
enum Relation {
    /// Both accept the same texts.
    Exact,
    /// The pattern accepts all that the parser does.
    Wider,
}

fn hold<T: JsonSchema>(parses: impl Fn(&str) -> bool, relation: Relation) {
    let (pattern, example) = pattern_and_example::<T>();
    assert!(parses(&example), "{example}");
    proptest!(|(text in near(&example))| {
        let fits = pattern.is_match(&text).expect("no limit is reached");
        match relation {
            Relation::Exact => prop_assert_eq!(parses(&text), fits, "{:?}", text),
            Relation::Wider => prop_assert!(!parses(&text) || fits, "{:?}", text),
        }
    });
}

macro_rules! laws {
    ($($name:ident: $type:ident, $relation:ident;)*) => {$(
        #[test]
        fn $name() {
            hold::<$type>(|text| $type::parse(text).is_ok(), Relation::$relation);
        }
    )*};
}

laws! {
    the_pattern_of_a_utr_is_its_parser: Utr, Exact;
    the_pattern_of_a_nino_is_its_parser: Nino, Exact;
    the_pattern_of_a_vrn_is_its_parser: Vrn, Exact;
    the_pattern_of_an_mtditid_is_its_parser: MtdItId, Exact;
    the_pattern_of_a_charge_reference_is_its_parser: ChargeReference, Exact;
    the_pattern_of_a_document_number_is_its_parser: DocumentId, Exact;
    the_pattern_of_a_payment_id_is_its_parser: PaymentId, Exact;
    the_pattern_of_a_period_key_is_its_parser: PeriodKey, Exact;
    the_pattern_of_a_form_bundle_number_is_its_parser: FormBundleNumber, Exact;
    the_pattern_of_a_flat_rate_category_is_its_parser: FlatRateCategory, Exact;
    the_pattern_of_an_entry_id_is_its_parser: EntryId, Exact;
    the_pattern_of_a_stagger_is_its_parser: Stagger, Exact;
    every_tax_year_has_the_shape_of_its_pattern: TaxYear, Wider;
    every_timestamp_has_the_shape_of_its_pattern: Timestamp, Wider;
}

#[test]
fn the_pattern_of_a_nino_has_its_prefixes() {
    let (pattern, _) = pattern_and_example::<Nino>();
    for first in 'A'..='Z' {
        for second in 'A'..='Z' {
            let text = format!("{first}{second}123456A");
            let fits = pattern.is_match(&text).expect("no limit is reached");
            assert_eq!(Nino::parse(&text).is_ok(), fits, "{text}");
        }
    }
}

#[test]
fn the_pattern_of_a_flat_rate_category_has_its_range() {
    let (pattern, _) = pattern_and_example::<FlatRateCategory>();
    for number in 0..1000 {
        let text = format!("{number:03}");
        let fits = pattern.is_match(&text).expect("no limit is reached");
        assert_eq!(FlatRateCategory::parse(&text).is_ok(), fits, "{text}");
    }
}
