//! What the OpenAPI document says of requests is what the server takes: the tables that the server is
//! held to elsewhere are held against the document's parameters, patterns and body here.

use sa_model::{ChargeReference, FlatRateCategory, FormBundleNumber, PeriodKey, Vrn};
use serde_json::{Value, json};

use super::openapi::{checked_in, document};
use super::return_body::changed;
use super::table::rows;
use super::trader::Trader;

const ROOT: &str = "/organisations/vat/{vrn}";

/// The value that counts of a query's parameter.
fn first<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find_map(|(each, value)| (each == name).then_some(value))
}

#[test]
fn every_query_that_is_taken_keeps_the_parameters() {
    let obligations = include_str!("tables/obligations_query.txt");
    let financial = include_str!("tables/financial_query.txt");
    for (endpoint, table, names) in [
        (
            "obligations",
            obligations,
            ["from", "to", "status"].as_slice(),
        ),
        ("liabilities", financial, &["from", "to"]),
        ("payments", financial, &["from", "to"]),
    ] {
        let path = format!("{ROOT}/{endpoint}");
        let parameters = names.iter().map(|name| {
            let told = document().parameter(&path, "get", name);
            (*name, told.unwrap_or_else(|| panic!("{endpoint} {name}")))
        });
        let parameters: Vec<_> = parameters.collect();
        let mut misfits = 0;
        for [query, expected, source] in rows(table) {
            let fits = parameters.iter().all(|(name, (schema, is_required))| {
                first(query, name).map_or(!is_required, |text| schema.is_valid(&json!(text)))
            });
            let is_taken = ["ok", "404"].contains(&expected);
            assert!(fits || !is_taken, "{endpoint}?{query} ({source})");
            misfits += usize::from(!fits);
        }
        assert!(misfits >= 8, "{endpoint}: {misfits} are refused by form");
    }
}

/// A text of ASCII, and texts that differ from it in one place.
fn near(right: &str) -> Vec<String> {
    let mut all = vec![right.to_owned(), format!("{right}0"), format!(" {right}")];
    for place in 0..right.len() {
        let (before, rest) = right.split_at(place);
        let (_, after) = rest.split_at(1);
        all.push(format!("{before}{after}"));
        let others = "059/:AMZ@[amz`{#-. é".chars();
        all.extend(others.map(|other| format!("{before}{other}{after}")));
    }
    all
}

/// What a type takes, by its own reading.
type IsTaken = fn(&str) -> bool;

#[test]
fn each_pattern_takes_what_its_type_takes() {
    let document = document();
    let parameter = |below: &str, name: &str| {
        let told = document.parameter(&format!("{ROOT}/{below}"), "get", name);
        told.expect("a parameter").0
    };
    let view = "returns/{periodKey}";
    let charge = "financial-details/{chargeReference}";
    let is_vrn: IsTaken = |text| Vrn::parse(text).is_ok();
    let is_key: IsTaken = |text| PeriodKey::parse(text).is_ok();
    let is_bundle: IsTaken = |text| FormBundleNumber::parse(text).is_ok();
    let is_category: IsTaken = |text| FlatRateCategory::parse(text).is_ok();
    let is_reference: IsTaken =
        |text| ChargeReference::parse(text).is_ok_and(|found| found.is_x_reference());
    for (schema, right, is_taken) in [
        (parameter(view, "vrn"), "123456789", is_vrn),
        (parameter(view, "periodKey"), "25C1", is_key),
        (
            document.schema("SubmittedReturn/properties/periodKey"),
            "#001",
            is_key,
        ),
        (
            document.schema("Obligation/properties/periodKey"),
            "18AD",
            is_key,
        ),
        (
            document.schema("ViewedReturn/properties/periodKey"),
            "25C1",
            is_key,
        ),
        (
            parameter(charge, "chargeReference"),
            "XM002610011594",
            is_reference,
        ),
        (
            document.schema("Receipt/properties/formBundleNumber"),
            "100000000252",
            is_bundle,
        ),
        (
            document.schema("FlatRate/properties/frsCategory"),
            "055",
            is_category,
        ),
    ] {
        assert!(is_taken(right), "{right}");
        let numbers = (0..1000).map(|number| format!("{number:03}"));
        for text in near(right).into_iter().chain(numbers) {
            assert_eq!(schema.is_valid(&json!(text)), is_taken(&text), "{text}");
        }
    }
}

/// Whether an amount is written as text, which is taken and not told of.
fn has_amounts_as_text(body: &Value) -> bool {
    let members = body.as_object().into_iter().flatten();
    members
        .filter(|(name, _)| *name != "periodKey")
        .any(|(_, value)| value.is_string())
}

#[test]
fn the_schema_of_the_body_is_kept_by_what_is_taken_and_by_nothing_of_another_form() {
    let schema = document().schema("SubmittedReturn");
    let of_form = [
        "MANDATORY_FIELD_MISSING",
        "INVALID_STRING_VALUE",
        "INVALID_NUMERIC_VALUE",
        "UNMAPPED_PLAY_ERROR",
        "PERIOD_KEY_INVALID",
        "ALL_MISSING",
    ];
    let (mut fitting, mut misfits) = (0, 0);
    for [changes, expected, source] in rows(include_str!("tables/return_body.txt")) {
        // What only looks like a number to this test's own reader.
        let body = changed(changes).replace("$serde_json::private::Number", "number");
        let Ok(body) = serde_json::from_str::<Value>(&body) else {
            continue;
        };
        if expected == "201" && !has_amounts_as_text(&body) {
            assert!(schema.is_valid(&body), "{changes} ({source})");
            fitting += 1;
        } else if of_form.iter().any(|code| expected.contains(code)) {
            assert!(!schema.is_valid(&body), "{changes} ({source})");
            misfits += 1;
        }
    }
    assert!(fitting > 8 && misfits > 30, "{fitting} and {misfits}");
}

#[test]
fn the_bounds_of_the_boxes_are_those_of_the_document() {
    let schema = document().schema("SubmittedReturn");
    for [field, least, most, below, above] in rows(include_str!("tables/box_bounds.txt")) {
        let fits = |amount: &str| {
            let body = changed(&format!("{field}={amount}"));
            schema.is_valid(&serde_json::from_str(&body).expect("JSON"))
        };
        assert!(fits(least) && fits(most), "{field}");
        assert!(!fits(below) && !fits(above), "{field}");
        assert_eq!(fits("1.5"), least.contains('.'), "{field}: pence");
        assert!(fits("500.00"), "{field}: zeros say nothing");
    }
}

#[tokio::test]
async fn every_media_type_of_the_body_is_taken() {
    let trader = Trader::on("2025-04-20").await;
    let path = format!("{ROOT}/returns");
    let checked_in = checked_in();
    let content = &checked_in["paths"][path]["post"]["requestBody"]["content"];
    let names: Vec<_> = content.as_object().expect("media types").keys().collect();
    assert_eq!(names, ["application/json", "text/json"]);
    for name in names {
        let call = trader.post().header("Content-Type", name).body("{}");
        let answer = call.send().await;
        assert_eq!(answer.json()["code"], "INVALID_REQUEST", "{name}");
    }
}
