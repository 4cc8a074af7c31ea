//! The schema of an entry accepts every entry, and refuses what the reader refuses by its shape.

use jsonschema::Validator;
use proptest::prelude::*;
use sa_model::{Entry, schema, strategy};
use serde_json::{Value, json};

fn validator() -> Validator {
    jsonschema::validator_for(&schema::entry().to_value()).expect("a valid schema")
}

#[test]
fn descriptions_are_one_paragraph_and_link_to_no_rust_item() {
    let schema = schema::entry().to_value();
    let mut found = Vec::new();
    places(&schema, "", &mut found);
    let descriptions: Vec<&str> = found
        .iter()
        .filter(|place| place.ends_with("/description"))
        .filter_map(|place| schema.pointer(place)?.as_str())
        .collect();
    assert!(descriptions.len() > 100, "{}", descriptions.len());
    for text in descriptions {
        assert!(
            !text.contains('\n') && !text.contains("[`") && !text.contains("crate::"),
            "{text}"
        );
    }
}

#[test]
fn the_schema_accepts_every_entry() {
    let validator = validator();
    proptest!(|(entry in strategy::entry())| {
        let line = serde_json::to_value(&entry).expect("an entry is JSON");
        if let Err(error) = validator.validate(&line) {
            prop_assert!(false, "{error} at {}: {line}", error.instance_path());
        }
    });
}

/// Every place of an object or a list within `value`, as JSON Pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                places(field, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{place}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn what_the_reader_takes_after_any_change_of_one_value_the_schema_takes_too() {
    let validator = validator();
    let other = prop_oneof![
        Just(Value::Null),
        Just(json!(true)),
        Just(json!({})),
        Just(json!([])),
        any::<i64>().prop_map(Value::from),
        "[0-9A-Za-z:é \n-]{0,12}".prop_map(Value::from),
    ];
    proptest!(|(entry in strategy::entry(), other in other, at: prop::sample::Index)| {
        let mut line = serde_json::to_value(&entry).expect("an entry is JSON");
        let mut found = Vec::new();
        places(&line, "", &mut found);
        if let Some(value) = line.pointer_mut(at.get::<String>(&found)) {
            *value = other;
        }
        let text = line.to_string();
        let read = serde_json::from_str::<Entry>(&text);
        prop_assert!(read.is_err() || validator.is_valid(&line), "{text}");
    });
}

#[test]
fn a_field_that_no_record_has_is_refused_by_both_everywhere() {
    let validator = validator();
    proptest!(|(entry in strategy::entry(), at: prop::sample::Index)| {
        let mut line = serde_json::to_value(&entry).expect("an entry is JSON");
        let mut found = Vec::new();
        places(&line, "", &mut found);
        found.retain(|place| line.pointer(place).is_some_and(Value::is_object));
        let object = line.pointer_mut(at.get::<String>(&found)).and_then(Value::as_object_mut);
        object.expect("an object").insert("unheardOf".to_owned(), json!(1));
        prop_assert!(serde_json::from_value::<Entry>(line.clone()).is_err(), "{line}");
        prop_assert!(!validator.is_valid(&line), "{line}");
    });
}
