//! `Gov-Test-Scenario`, and the profile `hmrc`.

use sa_server::{Mode, SandboxProfile};

use super::validation::{codes, rows};
use super::{NINO, SAMPLE, taxpayer};
use crate::harness::{Call, Options, TestServer};

const BODY: &str = r#"{"taxCodeComponents":{"debt":[{"id":1,"amount":1}]}}"#;
const BOTH: &str = "read:self-assessment write:self-assessment";

async fn server(mode: Mode, profile: SandboxProfile) -> (TestServer, String) {
    let options = Options {
        today: Some("2026-01-31"),
        mode: Some(mode),
        sandbox: Some(profile),
    };
    let server = TestServer::start_with(options).await;
    let token = server.token(BOTH, taxpayer(NINO)).await;
    (server, token)
}

fn call(server: &TestServer, method: &str, version: &str, path: &str) -> Call {
    let path = format!("/accounts/self-assessment/{NINO}{path}");
    let call = server.request(method, &path).version(version);
    if method == "PUT" {
        call.json(BODY)
    } else {
        call
    }
}

#[tokio::test]
async fn every_scenario_answers_as_the_table_says_in_both_profiles() {
    for profile in [SandboxProfile::Ledger, SandboxProfile::Hmrc] {
        let (server, token) = server(Mode::Sandbox, profile).await;
        server.given(SAMPLE).await;
        for row in rows(include_str!("tables/scenarios.txt")) {
            let [method, version, path, scenario, status, code] = row.as_slice() else {
                panic!("six columns: {row:?}");
            };
            let call = call(&server, method, version, path).bearer(&token);
            let answer = call.header("Gov-Test-Scenario", scenario).send().await;
            let found = (answer.status.to_string(), codes(&answer).join(" "));
            let expected = ((*status).to_owned(), (*code).to_owned());
            assert_eq!(
                found, expected,
                "{profile:?} {method} {version} {path} {scenario}"
            );
        }
    }
}

/// Without the header, the profile `ledger` answers from the account (there is none: 404), the
/// profile `hmrc` the first scenario's data, for any NINO of the token.
#[tokio::test]
async fn without_a_scenario_the_profile_decides() {
    for (profile, status) in [(SandboxProfile::Ledger, 404), (SandboxProfile::Hmrc, 200)] {
        let (server, token) = server(Mode::Sandbox, profile).await;
        for (version, path) in [
            ("1.0", "/balance"),
            ("2.0", "/balance-and-transactions?onlyOpenItems=true"),
            ("4.0", "/balance-and-transactions?onlyOpenItems=true"),
            (
                "4.0",
                "/payments-and-allocations?fromDate=2019-01-01&toDate=2019-02-01",
            ),
            ("4.0", "/penalties"),
            ("4.0", "/2021-22/collection/tax-code"),
        ] {
            for header in [None, Some("")] {
                let call = call(&server, "GET", version, path).bearer(&token);
                let call = match header {
                    Some(value) => call.header("Gov-Test-Scenario", value),
                    None => call,
                };
                assert_eq!(
                    call.send().await.status,
                    status,
                    "{profile:?} {version} {path}"
                );
            }
        }
    }
}

#[tokio::test]
async fn canned_answers_speak_of_the_request() {
    let (server, token) = server(Mode::Sandbox, SandboxProfile::Hmrc).await;
    for (version, path, expected) in [
        (
            "1.0",
            "/balance",
            "/accounts/self-assessment/AA123456A/balance",
        ),
        (
            "1.0",
            "/charges?from=2019-01-01&to=2019-02-01",
            "/accounts/self-assessment/AA123456A/transactions?from=2019-01-01&to=2019-02-01",
        ),
        (
            "1.0",
            "/transactions/ABC",
            "\"href\": \"/accounts/self-assessment/AA123456A/transactions/ABC\"",
        ),
        (
            "4.0",
            "/2021-22/coding-out/status",
            "\"taxYear\": \"2021-22\"",
        ),
    ] {
        let answer = call(&server, "GET", version, path)
            .bearer(&token)
            .send()
            .await;
        assert!(answer.body.contains(expected), "{path}: {}", answer.body);
        assert!(
            !answer.body.contains('{') || answer.json().is_object(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn in_hmrcs_profile_stateful_calls_bring_a_taxpayer_into_being() {
    let (server, token) = server(Mode::Sandbox, SandboxProfile::Hmrc).await;
    let path = "/2023-24/collection/tax-code";
    let stateful = |method: &str| {
        let call = call(&server, method, "4.0", path).bearer(&token);
        call.header("Gov-Test-Scenario", "STATEFUL").send()
    };
    assert_eq!(stateful("GET").await.status, 404);
    assert_eq!(stateful("PUT").await.status, 204);
    let read = stateful("GET").await;
    assert_eq!(read.json()["taxCodeComponents"]["debt"][0]["id"], 1);
    assert_eq!(stateful("DELETE").await.status, 204);
    assert_eq!(stateful("GET").await.status, 404);
}

#[tokio::test]
async fn production_knows_no_scenarios() {
    let (server, token) = server(Mode::Production, SandboxProfile::Hmrc).await;
    let call = call(&server, "GET", "1.0", "/balance").bearer(&token);
    let answer = call.header("Gov-Test-Scenario", "DEFAULT").send().await;
    assert_eq!(
        (answer.status, codes(&answer).join(" ").as_str()),
        (404, "MATCHING_RESOURCE_NOT_FOUND")
    );
}
