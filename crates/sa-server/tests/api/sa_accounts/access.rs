//! Who may see and change whose account.
//!
//! Source: github hmrc/self-assessment-accounts-api (`EnrolmentsAuthService` at 47708f17).

use sa_store::{Affinity, ConfidenceLevel, Subject};

use super::validation::codes;
use super::{NINO, SAMPLE, get, taxpayer};
use crate::harness::TestServer;

fn callers() -> Vec<(&'static str, Subject, u16)> {
    let (own, other) = (taxpayer(NINO), taxpayer("CS100700A"));
    let by_utr = Subject {
        utr: "1097172987".parse().ok(),
        ..Subject::default()
    };
    let agent = |of: &Subject| Subject {
        agent: "TARN0000001".parse().ok(),
        ..of.clone()
    };
    let organisation = |of: &Subject| Subject {
        affinity: Affinity::Organisation,
        ..of.clone()
    };
    let level = |of: &Subject, level: u16| Subject {
        confidence_level: ConfidenceLevel(level),
        ..of.clone()
    };
    vec![
        ("an individual, by NINO", own.clone(), 200),
        (
            "an individual, by NINO without suffix",
            taxpayer("AA123456"),
            200,
        ),
        (
            "an individual, by NINO of another suffix",
            taxpayer("AA123456D"),
            200,
        ),
        ("an individual, by UTR", by_utr, 200),
        ("another individual", other.clone(), 403),
        (
            "an individual of confidence level 200",
            level(&own, 200),
            403,
        ),
        (
            "an individual of confidence level 250",
            level(&own, 250),
            200,
        ),
        ("an organisation", organisation(&own), 200),
        (
            "an organisation of confidence level 200",
            level(&organisation(&own), 200),
            403,
        ),
        ("another organisation", organisation(&other), 403),
        ("an agent with the client's delegation", agent(&own), 200),
        ("an agent of any confidence", level(&agent(&own), 50), 200),
        ("an agent of another client", agent(&other), 403),
        ("an agent of no client", agent(&Subject::default()), 403),
        ("nobody in particular", Subject::default(), 403),
    ]
}

/// Every endpoint that reads, in a version that has it.
const READING: [(&str, &str); 15] = [
    ("1.0", "/balance"),
    ("1.0", "/charges?from=2025-01-01&to=2025-04-01"),
    ("1.0", "/transactions?from=2025-01-01&to=2025-04-01"),
    ("1.0", "/transactions/AB1234567"),
    ("1.0", "/payments?from=2025-01-01&to=2025-04-01"),
    ("1.0", "/payments/PAY123456-000001"),
    ("1.0", "/charges/AB1234567"),
    ("2.0", "/charges/AB1234567"),
    ("2.0", "/balance-and-transactions?onlyOpenItems=true"),
    ("4.0", "/balance-and-transactions?onlyOpenItems=true"),
    (
        "4.0",
        "/payments-and-allocations?fromDate=2025-01-01&toDate=2025-04-01",
    ),
    ("4.0", "/charges/transactionId/AB1234567"),
    ("4.0", "/penalties"),
    ("4.0", "/2025-26/collection/tax-code"),
    ("4.0", "/2025-26/coding-out/status"),
];

#[tokio::test]
async fn who_may_read_an_account_by_nino() {
    let server = TestServer::start_on("2026-01-31").await;
    server.given(SAMPLE).await;
    for (who, subject, status) in callers() {
        let token = server.token("read:self-assessment", subject).await;
        for (version, path) in READING {
            let answer = get(&server, version, path).bearer(&token).send().await;
            assert_eq!(
                answer.status, status,
                "{who}, {version} {path}: {}",
                answer.body
            );
            if status == 403 {
                assert_eq!(codes(&answer), ["CLIENT_OR_AGENT_NOT_AUTHORISED"], "{who}");
            }
        }
    }
}

#[tokio::test]
async fn the_refusal_of_version_one_has_its_own_text() {
    let server = TestServer::start_on("2026-01-31").await;
    server.given(SAMPLE).await;
    let token = server
        .token("read:self-assessment", Subject::default())
        .await;
    for (version, path, text) in [
        (
            "1.0",
            "/balance",
            "The client and/or agent is not authorised",
        ),
        ("4.0", "/penalties", "The client or agent is not authorised"),
    ] {
        let answer = get(&server, version, path).bearer(&token).send().await;
        assert_eq!(answer.json()["message"], text, "{version}");
    }
}

#[tokio::test]
async fn whoever_may_read_may_not_write() {
    let server = TestServer::start_on("2026-01-31").await;
    server.given(SAMPLE).await;
    let token = server.token("read:self-assessment", taxpayer(NINO)).await;
    for (method, path) in [
        ("PUT", "/2021-22/collection/tax-code"),
        ("DELETE", "/2021-22/collection/tax-code"),
        ("POST", "/2021-22/coding-out/opt-in"),
        ("POST", "/2021-22/coding-out/opt-out"),
    ] {
        let path = format!("/accounts/self-assessment/{NINO}{path}");
        let answer = server
            .request(method, &path)
            .version("4.0")
            .bearer(&token)
            .send()
            .await;
        assert_eq!(
            (answer.status, codes(&answer)),
            (403, vec!["INVALID_SCOPE".to_owned()])
        );
    }
}
