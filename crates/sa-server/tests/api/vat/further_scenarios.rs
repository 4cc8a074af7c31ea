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
pub(super) fn parts(of: &Value, names: &[&str]) -> String {
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

/// In HMRC's profile a trader comes into being on first use, whichever endpoint is the first.
#[tokio::test]
async fn stateful_selects_the_ledger_at_the_further_endpoints_too() {
    for (endpoint, status, expected) in [
        ("penalties", 200, "{}"),
        (
            "financial-details/XM002610011594",
            404,
            r#"{"code":"MATCHING_RESOURCE_NOT_FOUND","message":"The supplied income source could not be found"}"#,
        ),
        (
            "information",
            200,
            r#"{"customerDetails":{"effectiveRegistrationDate":"2026-03-01"}}"#,
        ),
    ] {
        let trader = trader(SandboxProfile::Hmrc).await;
        let call = trader.get(endpoint).header("Gov-Test-Scenario", "STATEFUL");
        let answer = call.send().await;
        assert_eq!((answer.status, answer.body.as_str()), (status, expected));
    }
}

#[tokio::test]
async fn a_trader_has_a_return_to_make_and_none_late_whatever_the_day_of_the_first_use() {
    for (day, expected) in [
        (
            "2026-01-01",
            "25C4 2025-12-31 2026-02-07, 26C1 2026-03-31 2026-05-07",
        ),
        (
            "2026-01-31",
            "25C4 2025-12-31 2026-02-07, 26C1 2026-03-31 2026-05-07",
        ),
        (
            "2026-02-28",
            "25A4 2026-01-31 2026-03-07, 26A1 2026-04-30 2026-06-07",
        ),
        (
            "2026-03-01",
            "25B4 2026-02-28 2026-04-07, 26B1 2026-05-31 2026-07-07",
        ),
        (
            "2026-06-30",
            "26B1 2026-05-31 2026-07-07, 26B2 2026-08-31 2026-10-07",
        ),
    ] {
        let trader = Trader::with(Options {
            today: Some(day),
            sandbox: Some(SandboxProfile::Hmrc),
            ..Options::default()
        })
        .await;
        let stateful = |below| trader.get(below).header("Gov-Test-Scenario", "STATEFUL");
        let open = stateful("obligations?status=O").send().await.json();
        let open = each(&open["obligations"], &["periodKey", "end", "due"]);
        assert_eq!(open, expected, "{day}");
        assert_eq!(stateful("penalties").send().await.body, "{}", "{day}");
    }
}
