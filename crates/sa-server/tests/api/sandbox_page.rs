//! What docs/sandbox.md says of an unknown and a known trader is what the server answers.

use sa_server::{Mode, SandboxProfile};

use crate::harness::{Options, Received};
use crate::vat::trader::{TRADER, Trader, debit};

const PAGE: &str = include_str!("../../../../docs/sandbox.md");

/// The rows of the page's table of requests, without its head.
fn rows() -> Vec<[&'static str; 6]> {
    let lines = PAGE.lines().filter(|line| line.starts_with("| "));
    let cells = lines.map(|line| {
        let cells = line.trim_matches('|').split('|').map(str::trim);
        cells.collect::<Vec<_>>()
    });
    let mut rows: Vec<[&str; 6]> = cells.filter_map(|cells| cells.try_into().ok()).collect();
    rows.remove(0);
    rows
}

async fn answer(trader: &Trader, request: &str, header: &str) -> Received {
    let range = "?from=2025-01-01&to=2025-06-30";
    let call = match request {
        "submit for a period that there is not" => trader.post().json(&debit("A001")),
        "penalties" => trader.get(request),
        dated => trader.get(&format!("{dated}{range}")),
    };
    match header {
        "none" => call.send().await,
        value => {
            let call = call.header("Gov-Test-Scenario", value.trim_matches('`'));
            call.send().await
        }
    }
}

#[tokio::test]
async fn every_row_of_the_page_on_the_sandbox_holds() {
    let rows = rows();
    assert_eq!(rows.len(), 12);
    for [who, request, header, ledger, hmrc, production] in rows {
        for (mode, profile, expected) in [
            (Mode::Sandbox, SandboxProfile::Ledger, ledger),
            (Mode::Sandbox, SandboxProfile::Hmrc, hmrc),
            (Mode::Production, SandboxProfile::Hmrc, production),
        ] {
            let trader = Trader::with(Options {
                today: Some("2025-06-30"),
                mode: Some(mode),
                sandbox: Some(profile),
            })
            .await;
            if who == "known" {
                trader.server.given(TRADER).await;
            }
            let answer = answer(&trader, request, header).await;
            let found = match answer.json()["code"].as_str() {
                Some(code) => format!("{} `{code}`", answer.status),
                None => answer.status.to_string(),
            };
            assert_eq!(found, expected, "{who}, {request}, {header}, {profile:?}");
        }
    }
}
