//! What is wrong with a query: codes, their order and grouping, and their texts.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{NINO, get, sample_on, taxpayer};
use crate::harness::Received;

const MESSAGES: &str = include_str!("tables/messages.txt");
const DOCUMENT: &str = include_str!("../../../../../docs/openapi/sa-accounts.json");

/// The rows of a table: columns separated by `|`, comments and blank lines left out.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('|').map(str::trim).collect())
}

/// The codes of an answer, in their order; none of one that has data.
pub(super) fn codes(answer: &Received) -> Vec<String> {
    if answer.status < 300 || answer.body.is_empty() {
        return Vec::new();
    }
    let body = answer.json();
    let text = |value: &serde_json::Value| value["code"].as_str().unwrap_or_default().to_owned();
    match body["errors"].as_array() {
        Some(errors) => {
            assert_eq!(text(&body), "INVALID_REQUEST");
            assert_eq!(body["message"], "Invalid request");
            errors.iter().map(text).collect()
        }
        None => vec![text(&body)],
    }
}

#[tokio::test]
async fn every_query_is_answered_as_the_table_says() {
    let (server, token) = sample_on("2026-01-31").await;
    for row in rows(include_str!("tables/validation.txt")) {
        let [version, path, status, expected, _source] = row.as_slice() else {
            panic!("five columns: {row:?}");
        };
        let answer = get(&server, version, path).bearer(&token).send().await;
        let found = (answer.status.to_string(), codes(&answer).join(" "));
        assert_eq!(
            found,
            ((*status).to_owned(), (*expected).to_owned()),
            "{version} {path}"
        );
    }
}

#[tokio::test]
async fn clients_receive_the_texts_of_hmrcs_code() {
    let (server, _token) = sample_on("2026-01-31").await;
    let token = server
        .token("read:self-assessment write:self-assessment", taxpayer(NINO))
        .await;
    for row in rows(MESSAGES) {
        let [version, method, path, with, code, message] = row.as_slice() else {
            panic!("six columns: {row:?}");
        };
        let path = format!("/accounts/self-assessment/{NINO}{path}");
        let call = server.request(method, &path).bearer(&token);
        let call = match *version {
            "-" => call,
            version => call.version(version),
        };
        let answer = match with.split_once(": ") {
            _ if with.starts_with('{') => call.json(with),
            Some((name, value)) => call.header(name, value),
            None => call,
        };
        let answer = answer.send().await.json();
        let found = (answer["code"].as_str(), answer["message"].as_str());
        assert_eq!(
            found,
            (Some(*code), Some(*message)),
            "{version} {method} {path} {with}"
        );
    }
}

/// Those of who calls stand with the tests of access, those of a store that fails with the store's.
#[test]
fn every_refusal_of_the_document_stands_in_the_table_of_messages() {
    const ELSEWHERE: [&str; 7] = [
        "MISSING_CREDENTIALS",
        "INVALID_CREDENTIALS",
        "INVALID_SCOPE",
        "CLIENT_OR_AGENT_NOT_AUTHORISED",
        "FORMAT_NINO",
        "INTERNAL_SERVER_ERROR",
        "SERVER_ERROR",
    ];
    let document: Value = serde_json::from_str(DOCUMENT).expect("JSON");
    let mut refusals = BTreeSet::new();
    let operations = document["paths"].as_object().into_iter().flatten();
    for operation in operations.flat_map(|(_, path)| path.as_object().into_iter().flatten()) {
        let responses = operation.1["responses"].as_object().into_iter().flatten();
        for (_, response) in responses {
            let examples = response["content"]["application/json"]["examples"].as_object();
            for example in examples.into_iter().flatten() {
                let text = |name: &str| example.1["value"][name].as_str().unwrap_or_default();
                refusals.insert((text("code"), text("message")));
            }
        }
    }
    assert!(refusals.len() > 50, "{refusals:?}");
    let told: BTreeSet<_> = rows(MESSAGES).map(|row| (row[4], row[5])).collect();
    let untold: Vec<_> = refusals
        .into_iter()
        .filter(|(code, message)| !told.contains(&(*code, *message)) && !ELSEWHERE.contains(code))
        .collect();
    assert_eq!(untold, []);
}
