//! The OpenAPI document says what the server answers.

use serde_json::Value;

use super::validation::rows;
use super::{NINO, get, sample_on};
use crate::schema::Document;

const CHECKED_IN: &str = include_str!("../../../../../docs/openapi/sa-accounts.json");
const ROOT: &str = "/accounts/self-assessment/{nino}";

fn checked_in() -> Value {
    serde_json::from_str(CHECKED_IN).expect("JSON")
}

#[tokio::test]
async fn the_served_document_is_the_one_in_docs() {
    let (server, _token) = sample_on("2026-01-31").await;
    for place in [
        "/api/conf/4.0/application",
        "/api/conf/sa-accounts/application",
    ] {
        for (ending, media_type) in [("yaml", "application/yaml"), ("json", "application/json")] {
            let served = server.get(&format!("{place}.{ending}")).send().await;
            assert_eq!(served.header("content-type"), media_type);
            assert_eq!(
                served.json(),
                checked_in(),
                "write it anew: sa-server openapi sa-accounts > docs/openapi/sa-accounts.json"
            );
        }
    }
}

#[test]
fn every_example_keeps_its_schema() {
    let (misfits, count) = Document::new(checked_in()).misfits();
    assert!(misfits.is_empty(), "\n{}", misfits.join("\n"));
    assert!(count > 100, "{count}");
}

/// The template of a path: that of the document which it fits, a fixed part before a parameter.
fn template(document: &Value, path: &str) -> Option<String> {
    let path = path.split('?').next().expect("a path");
    let fits = |template: &str| {
        let parts: Vec<_> = template.split('/').zip(path.split('/')).collect();
        template.split('/').count() == path.split('/').count()
            && parts
                .iter()
                .all(|(part, found)| part.starts_with('{') || part == found)
    };
    let templates = document["paths"].as_object().expect("paths").keys();
    let inner = templates.filter_map(|path| path.strip_prefix(ROOT));
    let fitting = inner.filter(|template| fits(template));
    fitting
        .min_by_key(|template| template.matches('{').count())
        .map(str::to_owned)
}

/// Every query of the table of queries: data and refusals alike. Those of other versions and of no
/// endpoint are in the document as what every endpoint refuses.
#[tokio::test]
async fn every_answer_is_as_the_document_says() {
    let (server, token) = sample_on("2026-01-31").await;
    let document = checked_in();
    let held = Document::new(document.clone());
    let mut count = 0;
    for row in rows(include_str!("tables/validation.txt")) {
        let (version, path) = (row[0], row[1]);
        let template = template(&document, path).unwrap_or_else(|| panic!("no template: {path}"));
        let answer = get(&server, version, path).bearer(&token).send().await;
        let template = format!("{ROOT}{template}");
        if let Err(why) = held.hold(&template, "get", &answer) {
            panic!("{version} {path}: {why}: {}", answer.body);
        }
        count += 1;
    }
    assert!(count > 100, "{count}");
}

/// The refusals of every scenario; their data is HMRC's, with members of its own.
#[tokio::test]
async fn every_refusing_scenario_is_in_the_document() {
    let (server, token) = sample_on("2026-01-31").await;
    let token_to_write = server
        .token(
            "read:self-assessment write:self-assessment",
            super::taxpayer(NINO),
        )
        .await;
    assert_ne!(token, token_to_write);
    let document = checked_in();
    let held = Document::new(document.clone());
    for row in rows(include_str!("tables/scenarios.txt")) {
        let [method, version, path, scenario, status, code] = row.as_slice() else {
            panic!("six columns: {row:?}");
        };
        let template = template(&document, path).unwrap_or_else(|| panic!("no template: {path}"));
        let template = format!("{ROOT}{template}");
        let method = method.to_lowercase();
        if *code != "RULE_INCORRECT_GOV_TEST_SCENARIO" && *scenario != "STATEFUL" {
            let names = held.scenarios(&template, &method);
            assert!(
                names.iter().any(|name| name == scenario),
                "{path} {scenario}"
            );
        }
        if status.starts_with('2') {
            continue;
        }
        let called = format!("/accounts/self-assessment/{NINO}{path}");
        let call = server
            .request(&method.to_uppercase(), &called)
            .version(version);
        let call = if method == "put" {
            call.json(r#"{"taxCodeComponents":{"debt":[{"id":1,"amount":1}]}}"#)
        } else {
            call
        };
        let call = call
            .bearer(&token_to_write)
            .header("Gov-Test-Scenario", scenario);
        let answer = call.send().await;
        assert_eq!(answer.status.to_string(), *status, "{path} {scenario}");
        if let Err(why) = held.hold(&template, &method, &answer) {
            panic!(
                "{method} {version} {path} {scenario}: {why}: {}",
                answer.body
            );
        }
    }
}
