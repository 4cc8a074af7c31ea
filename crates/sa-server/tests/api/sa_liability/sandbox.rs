//! The UTRs of HMRC's sandbox, in the profile `hmrc`.

use sa_server::{Mode, SandboxProfile};

use super::{SCOPE, both_forms, taxpayer};
use crate::harness::{Options, TestServer};
use crate::sa_accounts::validation::rows;

async fn server(mode: Mode, profile: SandboxProfile) -> TestServer {
    TestServer::start_with(Options {
        today: Some("2026-01-31"),
        mode: Some(mode),
        sandbox: Some(profile),
    })
    .await
}

#[tokio::test]
async fn every_utr_of_hmrcs_sandbox_answers_as_the_table_says() {
    let server = server(Mode::Sandbox, SandboxProfile::Hmrc).await;
    for row in rows(include_str!("tables/sandbox.txt")) {
        let [utr, of, seed, current, payable, pending, _why] = row.as_slice() else {
            panic!("seven columns: {row:?}");
        };
        let token = server.token(SCOPE, taxpayer(of)).await;
        for (call, status) in both_forms(&server, utr).into_iter().zip([seed, current]) {
            let answer = call.bearer(&token).send().await;
            assert_eq!(answer.status.to_string(), *status, "{utr}: {}", answer.body);
            if answer.status == 200 {
                let balance = &answer.json()["balanceDetails"];
                let found = ["totalPayableBalance", "totalPendingBalance"]
                    .map(|name| balance[name].to_string());
                assert_eq!(found, [*payable, *pending], "{utr}");
            }
        }
    }
}

/// An account that is there goes before the sample, and the header asks for it alone.
#[tokio::test]
async fn an_account_of_its_own_goes_before_the_sample() {
    const OPENED: &str = r#"{"account":"itsa:2234567890","id":"1","effective":"2025-04-06","recorded":"2025-04-06T09:00:00Z","fact":{"accountOpened":{"itsa":{"utr":"2234567890"}}}}"#;
    let server = server(Mode::Sandbox, SandboxProfile::Hmrc).await;
    let token = server.token(SCOPE, taxpayer("2234567890")).await;
    let charges = async |scenario: &str| {
        let call = server.get("/2234567890").bearer(&token);
        let answer = call.header("Gov-Test-Scenario", scenario).send().await;
        let charges = answer.json()["chargeDetails"].as_array().map(Vec::len);
        (answer.status, charges)
    };
    assert_eq!(charges("").await, (200, Some(3)));
    assert_eq!(charges("STATEFUL").await, (404, None));
    server.given(OPENED).await;
    assert_eq!(charges("").await, (200, Some(0)));
    assert_eq!(charges("STATEFUL").await, (200, Some(0)));
}

#[tokio::test]
async fn elsewhere_these_utrs_are_as_any_other() {
    for (mode, profile) in [
        (Mode::Sandbox, SandboxProfile::Ledger),
        (Mode::Production, SandboxProfile::Hmrc),
    ] {
        let server = server(mode, profile).await;
        for utr in ["3300000500", "3333333333"] {
            let token = server.token(SCOPE, taxpayer(utr)).await;
            for call in both_forms(&server, utr) {
                assert_eq!(call.bearer(&token).send().await.status, 404, "{utr}");
            }
        }
    }
}
