//! What is wrong with a query: codes, their order and grouping, and their texts.

use super::{get, sample_on};
use crate::harness::Received;

/// The rows of a table: columns separated by `|`, comments and blank lines left out.
pub(super) fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
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
    let (server, token) = sample_on("2026-01-31").await;
    for row in rows(include_str!("tables/messages.txt")) {
        let [version, path, code, message] = row.as_slice() else {
            panic!("four columns: {row:?}");
        };
        let answer = get(&server, version, path).bearer(&token).send().await;
        let expected = format!(r#"{{"code":"{code}","message":"{message}"}}"#);
        assert_eq!(answer.body, expected, "{version} {path}");
    }
}
