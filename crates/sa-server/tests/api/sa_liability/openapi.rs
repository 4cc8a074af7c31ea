//! The OpenAPI document says what the server answers.

use serde_json::Value;

use super::{CURRENT, SAMPLE, SCOPE, UTR, sample_on, taxpayer};
use crate::harness::TestServer;
use crate::schema::Document;

const CHECKED_IN: &str = include_str!("../../../../../docs/openapi/sa-liability.json");

fn checked_in() -> Value {
    serde_json::from_str(CHECKED_IN).expect("JSON")
}

#[tokio::test]
async fn the_served_document_is_the_one_in_docs() {
    let (server, _token) = sample_on("2026-01-31").await;
    for (ending, media_type) in [("yaml", "application/yaml"), ("json", "application/json")] {
        let path = format!("/api/conf/sa-liability/application.{ending}");
        let served = server.get(&path).send().await;
        assert_eq!(served.header("content-type"), media_type);
        assert_eq!(
            served.json(),
            checked_in(),
            "write it anew: sa-server openapi sa-liability > docs/openapi/sa-liability.json"
        );
    }
}

#[test]
fn every_example_keeps_its_schema() {
    let (misfits, count) = Document::new(checked_in()).misfits();
    assert!(misfits.is_empty(), "\n{}", misfits.join("\n"));
    assert!(count > 10, "{count}");
}

#[tokio::test]
async fn every_answer_is_as_the_document_says() {
    let held = Document::new(checked_in());
    for today in ["2023-12-31", "2025-04-30", "2026-01-31"] {
        let server = TestServer::start_on(today).await;
        server.given(SAMPLE).await;
        let own = server.token(SCOPE, taxpayer(UTR)).await;
        let other = server.token(SCOPE, taxpayer("1097172564")).await;
        let no_scope = server.token("read:vat", taxpayer(UTR)).await;
        for (path, token) in [
            (UTR, own.as_str()),
            ("1097172987?fromDate=2020-04-06", &own),
            ("1097172987?fromDate=x", &own),
            (UTR, &other),
            ("1097172564", &other),
            (UTR, &no_scope),
            (UTR, "nonsense"),
            ("123", &own),
        ] {
            for (place, template) in [
                ("", "/{utr}"),
                (CURRENT, "/individuals/self-assessment/breakdown/{utr}"),
            ] {
                let answer = server
                    .get(&format!("{place}/{path}"))
                    .bearer(token)
                    .send()
                    .await;
                if let Err(why) = held.hold(template, "get", &answer) {
                    panic!("{place}/{path}: {why}: {}", answer.body);
                }
            }
        }
    }
}
