//! `Gov-Test-Scenario` at the endpoints that came later: penalties, financial details, information.

use sa_server::SandboxProfile;
use serde_json::Value;

use super::scenarios::text;
use super::table::rows;
use super::trader::Trader;
use crate::harness::{Options, Received};

async fn trader(profile: SandboxProfile) -> Trader {
    Trader::with(Options {
        today: Some("2026-06-30"),
        sandbox: Some(profile),
        ..Options::default()
    })
    .await
}

/// The members of an object, written one after the other.
fn parts(of: &Value, names: &[&str]) -> String {
    let texts = names.iter().map(|name| text(&of[name]));
    texts.collect::<Vec<_>>().join(" ")
}

fn each(list: &Value, names: &[&str]) -> String {
    let items = list.as_array().expect("a list").iter();
    let items = items.map(|item| parts(item, names));
    items.collect::<Vec<_>>().join(", ")
}

/// An answer of Retrieve VAT Penalties as the table writes it.
pub(super) fn penalties(body: &Value) -> String {
    let totals = [
        "lateSubmissionPenaltyTotalValue",
        "penalisedPrincipalTotal",
        "latePaymentPenaltyPostedTotal",
        "latePaymentPenaltyEstimateTotal",
    ];
    let late = &body["lateSubmissionPenalty"];
    let points = if late.is_null() {
        "-".to_owned()
    } else {
        let of = |name: &str| parts(&late["summary"], &[name]);
        let counts = format!(
            "{}+{}",
            of("activePenaltyPoints"),
            of("inactivePenaltyPoints")
        );
        let until = of("periodOfComplianceAchievement");
        let details = each(&late["details"], &["penaltyCategory", "penaltyStatus"]);
        format!("{counts}/{} {until}: {details}", of("regimeThreshold"))
    };
    let payments = match body["latePaymentPenalty"]["details"].as_array() {
        Some(details) => details
            .iter()
            .map(late_payment)
            .collect::<Vec<_>>()
            .join(", "),
        None => "-".to_owned(),
    };
    let totals = parts(&body["totalisations"], &totals);
    format!("{totals}; {points}; {payments}")
}

fn late_payment(detail: &Value) -> String {
    let amount = if detail["penaltyStatus"] == "posted" {
        "penaltyAmountPosted"
    } else {
        "penaltyAmountAccruing"
    };
    parts(detail, &["penaltyCategory", "penaltyStatus", amount])
}

fn financial_details(body: &Value) -> String {
    let totals = [
        "totalOverdue",
        "totalNotYetDue",
        "totalBalance",
        "totalCredit",
        "totalCleared",
    ];
    let lines = &body["documentDetails"][0]["lineItemDetails"];
    let lines = each(lines, &["chargeDescription", "amount", "netDueDate"]);
    format!("{}; {lines}", parts(&body["totalisations"], &totals))
}

/// An answer as the table writes it.
fn told(endpoint: &str, answer: &Received) -> String {
    let body = answer.json();
    if answer.status != 200 || body == Value::Object(serde_json::Map::new()) {
        return answer.body.clone();
    }
    match endpoint {
        "penalties" => penalties(&body),
        "information" => answer.body.clone(),
        _ => financial_details(&body),
    }
}

#[tokio::test]
async fn every_row_of_the_table_of_further_scenarios_holds_in_the_profiles_that_it_is_of() {
    let ledger = trader(SandboxProfile::Ledger).await;
    let hmrc = trader(SandboxProfile::Hmrc).await;
    for [endpoint, scenario, status, expected] in rows(include_str!("tables/further_scenarios.txt"))
    {
        let traders: &[&Trader] = match scenario {
            "-" => &[&hmrc],
            _ => &[&hmrc, &ledger],
        };
        for trader in traders {
            let call = trader.get(endpoint);
            let answer = match scenario {
                "-" => call.send().await,
                _ => call.header("Gov-Test-Scenario", scenario).send().await,
            };
            assert_eq!(
                (
                    answer.status.to_string().as_str(),
                    told(endpoint, &answer).as_str()
                ),
                (status, expected),
                "{endpoint} {scenario}"
            );
        }
    }
}
