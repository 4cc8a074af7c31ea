//! `Gov-Test-Scenario`: every value of every endpoint, in both profiles of the sandbox, after local
//! validation, and not in production.

use sa_server::{Mode, SandboxProfile};
use serde_json::Value;

use super::access::READS;
use super::table::rows;
use super::trader::{Trader, debit};
use crate::harness::{Options, Received};

const HEADER: &str = "Gov-Test-Scenario";

async fn traders() -> [Trader; 2] {
    let profile = |sandbox| Options {
        today: Some("2025-06-30"),
        sandbox: Some(sandbox),
        ..Options::default()
    };
    [
        Trader::with(profile(SandboxProfile::Ledger)).await,
        Trader::with(profile(SandboxProfile::Hmrc)).await,
    ]
}

/// A text without its quotes; any other value as it is.
pub(super) fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// An answer as the tables write it.
fn told(answer: &Received) -> String {
    let body = answer.json();
    if answer.status != 200 {
        return format!("{} {}", answer.status, text(&body["code"]));
    }
    let lists = ["obligations", "liabilities", "payments"];
    let list = lists
        .iter()
        .find_map(|name| body[name].as_array())
        .expect("a list");
    let items = list.iter().map(|item| {
        let part = |name: &str| text(&item[name]);
        if item["status"] == "F" {
            let (key, start, end) = (part("periodKey"), part("start"), part("end"));
            format!(
                "{key} {start}..{end} {} F {}",
                part("due"),
                part("received")
            )
        } else if item["status"] == "O" {
            let (key, start, end) = (part("periodKey"), part("start"), part("end"));
            assert!(
                item.get("received").is_none(),
                "only a fulfilled one was received"
            );
            format!("{key} {start}..{end} {} O", part("due"))
        } else if item["type"].is_string() {
            let period = &item["taxPeriod"];
            let amounts = format!("{} {}", part("originalAmount"), part("outstandingAmount"));
            let days = format!("{}..{}", text(&period["from"]), text(&period["to"]));
            format!("{days} {} {amounts} {}", part("type"), part("due"))
        } else {
            let received = item.get("received").map_or_else(|| "-".to_owned(), text);
            format!("{} {received}", part("amount"))
        }
    });
    items.collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn every_row_of_the_table_of_obligation_scenarios_holds_in_both_profiles() {
    for trader in traders().await {
        for [scenario, expected, source] in rows(include_str!("tables/obligation_scenarios.txt")) {
            let call = trader.get("obligations?from=2025-01-01&to=2025-06-30");
            let answer = call.header(HEADER, scenario).send().await;
            assert_eq!(told(&answer), expected, "{scenario}, {source}");
        }
    }
}

/// Every month can be the open one: those before it are fulfilled.
#[tokio::test]
async fn monthly_scenarios_open_the_month_that_they_name() {
    let [trader, _] = traders().await;
    for month in 1..=12_usize {
        let scenario = format!("MONTHLY_OBS_{month:02}_OPEN");
        let answer = trader
            .get("obligations?status=O")
            .header(HEADER, &scenario)
            .send()
            .await;
        let open = answer.json();
        assert_eq!(
            open["obligations"].as_array().map(Vec::len),
            Some(1),
            "{scenario}"
        );
        assert_eq!(
            open["obligations"][0]["start"],
            format!("2018-{month:02}-01")
        );
        let fulfilled = trader.get("obligations?from=2018-01-01&to=2018-12-31&status=F");
        let answer = fulfilled.header(HEADER, &scenario).send().await;
        let count = answer.json()["obligations"].as_array().map_or(0, Vec::len);
        assert_eq!(
            (answer.status, count),
            (if month == 1 { 404 } else { 200 }, month - 1)
        );
    }
    for (scenario, open, fulfilled) in [
        ("MONTHLY_OBS_12_FULFILLED", 0, 12),
        ("MULTIPLE_OPEN_MONTHLY", 2, 10),
    ] {
        for (status, expected) in [("O", open), ("F", fulfilled)] {
            let call = trader.get(&format!(
                "obligations?from=2018-01-01&to=2018-12-31&status={status}"
            ));
            let answer = call.header(HEADER, scenario).send().await;
            let found = answer.json()["obligations"].as_array().map_or(0, Vec::len);
            assert_eq!(found, expected, "{scenario} {status}");
        }
    }
}

#[tokio::test]
async fn every_row_of_the_table_of_financial_scenarios_holds_in_both_profiles() {
    for trader in traders().await {
        for [endpoint, scenario, range, expected] in
            rows(include_str!("tables/financial_scenarios.txt"))
        {
            let (from, to) = range.split_once("..").expect("from..to");
            let call = trader.get(&format!("{endpoint}?from={from}&to={to}"));
            let answer = call.header(HEADER, scenario).send().await;
            assert_eq!(told(&answer), expected, "{endpoint} {scenario} {range}");
        }
    }
}

#[tokio::test]
async fn every_row_of_the_table_of_return_scenarios_holds_in_both_profiles() {
    for trader in traders().await {
        for [verb, scenario, status, body] in rows(include_str!("tables/return_scenarios.txt")) {
            let call = match verb {
                "POST" => trader.post().json(&debit("25C1")),
                _ => trader.get("returns/25C1"),
            };
            let answer = call.header(HEADER, scenario).send().await;
            assert_eq!(
                (answer.status.to_string().as_str(), answer.body.as_str()),
                (status, body)
            );
        }
    }
}

#[tokio::test]
async fn a_scenario_is_answered_after_local_validation() {
    let [trader, _] = traders().await;
    let wrong = trader
        .post()
        .json("{}")
        .header(HEADER, "DUPLICATE_SUBMISSION")
        .send()
        .await;
    assert_eq!(
        (wrong.status, text(&wrong.json()["code"]).as_str()),
        (400, "INVALID_REQUEST")
    );
    let wrong = trader
        .get("obligations?status=F")
        .header(HEADER, "NOT_FOUND")
        .send()
        .await;
    assert_eq!(wrong.json()["message"], "MISSING_DATE_RANGE");
}

#[tokio::test]
async fn production_knows_no_scenario_and_no_profile() {
    let trader = Trader::with(Options {
        today: Some("2025-04-20"),
        mode: Some(Mode::Production),
        sandbox: Some(SandboxProfile::Hmrc),
    })
    .await;
    let query = "obligations?from=2025-01-01&to=2025-06-30";
    for scenario in ["QUARTERLY_ONE_MET", "NO_SUCH_SCENARIO", "STATEFUL"] {
        let answer = trader.get(query).header(HEADER, scenario).send().await;
        assert_eq!(told(&answer), "404 NOT_FOUND", "the trader is not known");
    }
    trader.server.given(super::trader::TRADER).await;
    let answer = trader
        .get(query)
        .header(HEADER, "INSOLVENT_TRADER")
        .send()
        .await;
    let expected =
        "25C1 2025-01-01..2025-03-31 2025-05-07 O; 25C2 2025-04-01..2025-06-30 2025-08-07 O";
    assert_eq!(told(&answer), expected);
    let answer = trader
        .post()
        .json(&debit("A001"))
        .header(HEADER, "INVALID_VRN")
        .send()
        .await;
    assert_eq!(answer.json()["code"], "PERIOD_KEY_INVALID");
}

/// Of each endpoint a scenario that in a sandbox answers otherwise than the trader's account does.
#[tokio::test]
async fn in_production_no_endpoint_looks_for_a_scenario() {
    let scenarios = [
        "QUARTERLY_ONE_MET",
        "INSOLVENT_TRADER",
        "INSOLVENT_TRADER",
        "INSOLVENT_TRADER",
        "LATE_SUBMISSION",
        "DEFAULT",
        "CUSTOMER_INFO_NOT_FOUND",
    ];
    let within = |mode| Options {
        today: Some("2025-04-20"),
        mode: Some(mode),
        ..Options::default()
    };
    let production = Trader::with(within(Mode::Production)).await;
    let sandbox = Trader::with(within(Mode::Sandbox)).await;
    for trader in [&production, &sandbox] {
        trader.server.given(super::trader::TRADER).await;
    }
    for ((below, status), scenario) in READS.into_iter().zip(scenarios) {
        let without = production.get(below).send().await;
        assert_eq!(without.status, status, "{below}");
        for named in [scenario, "NO_SUCH_SCENARIO", "STATEFUL"] {
            let answer = production.get(below).header(HEADER, named).send().await;
            let told = (answer.status, answer.body.as_str());
            assert_eq!(told, (status, without.body.as_str()), "{below} {named}");
        }
        let canned = sandbox.get(below).header(HEADER, scenario).send().await;
        assert_ne!(canned.body, without.body, "{below} {scenario}");
    }
}

#[tokio::test]
async fn hmrcs_sandbox_answers_default_data_and_keeps_what_is_submitted() {
    let [_, trader] = traders().await;
    let default = "18A1 2017-01-01..2017-03-31 2017-05-07 F 2017-05-06; 18A2 2017-04-01..2017-06-30 2017-08-07 O";
    let query = "obligations?from=2025-01-01&to=2025-06-30";
    assert_eq!(told(&trader.get(query).send().await), default);
    let (fulfilled, open) = default.split_once("; ").expect("two obligations");
    for (query, shown) in [
        (format!("{query}&status=F"), fulfilled),
        (format!("{query}&status=O"), open),
        ("obligations?status=O".to_owned(), open),
    ] {
        assert_eq!(told(&trader.get(&query).send().await), shown, "{query}");
    }
    let without_days = trader.get("obligations?status=F").send().await;
    assert_eq!(told(&without_days), "400 MISSING_DATE_RANGE");
    for endpoint in ["liabilities", "payments"] {
        let answer = trader
            .get(&format!("{endpoint}?from=2025-01-01&to=2025-06-30"))
            .send()
            .await;
        assert_eq!(told(&answer), "404 NOT_FOUND");
    }
    assert_eq!(
        told(&trader.get("returns/18A1").send().await),
        "404 NOT_FOUND"
    );
    // Keys have no meaning: an old one, one still to end, one of no known form.
    for key in ["18A1", "29C4", "A001", "#001"] {
        let first = trader.submit(&debit(key)).await;
        assert_eq!(
            (first.status, &first.json()["paymentIndicator"]),
            (201, &Value::from("DD"))
        );
        assert_eq!(text(&first.json()["chargeRefNumber"]).len(), 14);
        let second = trader.submit(&debit(key)).await;
        assert_eq!(second.json()["errors"][0]["code"], "DUPLICATE_SUBMISSION");
        let path = format!("returns/{}", key.replace('#', "%23"));
        assert_eq!(trader.get(&path).send().await.json()["periodKey"], key);
    }
    assert_eq!(
        told(&trader.get(query).send().await),
        default,
        "nothing is fulfilled by it"
    );
}

#[tokio::test]
async fn stateful_selects_the_ledger_and_a_trader_comes_into_being_on_first_use() {
    let [ledger, hmrc] = traders().await;
    let query = "obligations?from=2025-01-01&to=2025-06-30";
    let answer = ledger.get(query).header(HEADER, "STATEFUL").send().await;
    assert_eq!(
        told(&answer),
        "404 NOT_FOUND",
        "the ledger's profile makes nobody up"
    );
    let answer = hmrc.get(query).header(HEADER, "STATEFUL").send().await;
    let expected =
        "25B1 2025-03-01..2025-05-31 2025-07-07 O; 25B2 2025-06-01..2025-08-31 2025-10-07 O";
    assert_eq!(told(&answer), expected);
    let unknown = hmrc
        .post()
        .json(&debit("A001"))
        .header(HEADER, "STATEFUL")
        .send()
        .await;
    assert_eq!(told(&unknown), "400 PERIOD_KEY_INVALID");
    let early = hmrc
        .post()
        .json(&debit("25B2"))
        .header(HEADER, "STATEFUL")
        .send()
        .await;
    assert_eq!(told(&early), "403 TAX_PERIOD_NOT_ENDED");
    let taken = hmrc
        .post()
        .json(&debit("25B1"))
        .header(HEADER, "STATEFUL")
        .send()
        .await;
    assert_eq!(taken.status, 201);
    let liabilities = hmrc.get("liabilities?from=2025-01-01&to=2025-06-30");
    let answer = liabilities.header(HEADER, "STATEFUL").send().await;
    let expected = "2025-03-01..2025-05-31 VAT Return Debit Charge 100 100 2025-07-07";
    assert_eq!(told(&answer), expected);
}
