//! From which day to which: `fromDate`, the defaults, and what the window shows.

use super::{CURRENT, SCOPE, UTR, sample_on, taxpayer};
use crate::harness::{Received, TestServer};

/// Today, the default start of the form of today, and the earliest day that may be asked for.
///
/// Source: github hmrc/self-assessment-liability-api, `UkTaxYearsSpec.scala`; the last column
/// follows from the rule.
const EDGES: [(&str, &str, &str, &str); 9] = [
    // today, default start, earliest, the day before it
    ("2025-01-15", "2023-04-06", "2018-04-06", "2018-04-05"),
    ("2025-03-01", "2023-04-06", "2018-04-06", "2018-04-05"),
    ("2025-04-05", "2023-04-06", "2018-04-06", "2018-04-05"),
    ("2025-04-06", "2024-04-06", "2019-04-06", "2019-04-05"),
    ("2025-07-15", "2024-04-06", "2019-04-06", "2019-04-05"),
    ("2025-12-31", "2024-04-06", "2019-04-06", "2019-04-05"),
    ("2026-01-01", "2024-04-06", "2019-04-06", "2019-04-05"),
    ("2026-04-05", "2024-04-06", "2019-04-06", "2019-04-05"),
    ("2026-04-06", "2025-04-06", "2020-04-06", "2020-04-05"),
];

/// An account with a payment of 1 on each of these days.
fn payments_on(days: &[&str]) -> String {
    let entry = |id: &str, day: &str, fact: &str| {
        format!(
            r#"{{"account":"itsa:{UTR}","id":"{id}","effective":"{day}","recorded":"{day}T09:00:00Z","fact":{fact}}}"#
        )
    };
    let opened = format!(r#"{{"accountOpened":{{"itsa":{{"utr":"{UTR}"}}}}}}"#);
    let paid = days.iter().enumerate().map(|(number, day)| {
        let fact = format!(r#"{{"paymentReceived":{{"id":"P{number}","amount":1}}}}"#);
        entry(&format!("pay-{number}"), day, &fact)
    });
    let lines: Vec<_> = [entry("open", "2010-04-06", &opened)]
        .into_iter()
        .chain(paid)
        .collect();
    lines.join("\n")
}

fn payment_days(answer: &Received) -> Vec<String> {
    let body = answer.json();
    let payments = body["paymentHistoryDetails"]
        .as_array()
        .expect("a list")
        .iter();
    let mut days: Vec<_> = payments
        .map(|payment| payment["paymentDate"].as_str().expect("a day").to_owned())
        .collect();
    days.sort();
    days
}

fn day_before(day: &str) -> String {
    let day: time::Date = sa_model::date::parse(day).expect("a day");
    day.previous_day().expect("a day before").to_string()
}

#[tokio::test]
async fn the_window_opens_on_the_sixth_of_april() {
    for (today, default, earliest, too_early) in EDGES {
        let server = TestServer::start_on(today).await;
        let before = day_before(default);
        server
            .given(&payments_on(&[
                too_early, earliest, &before, default, today,
            ]))
            .await;
        let token = server.token(SCOPE, taxpayer(UTR)).await;

        let answer = server
            .get(&format!("{CURRENT}/{UTR}"))
            .bearer(&token)
            .send()
            .await;
        assert_eq!(
            payment_days(&answer),
            [default, today],
            "the form of today on {today}"
        );

        let answer = server.get(&format!("/{UTR}")).bearer(&token).send().await;
        assert_eq!(
            payment_days(&answer),
            [earliest, before.as_str(), default, today],
            "the seed's form on {today}"
        );

        for path in ["", CURRENT] {
            let ask = |from: &str| server.get(&format!("{path}/{UTR}?fromDate={from}"));
            let answer = ask(earliest).bearer(&token).send().await;
            assert_eq!(answer.status, 200, "{path} {today}");
            assert_eq!(
                payment_days(&answer).first().map(String::as_str),
                Some(earliest)
            );
            assert_eq!(
                ask(too_early).bearer(&token).send().await.status,
                400,
                "{path} {today}"
            );
            assert_eq!(
                ask(today).bearer(&token).send().await.status,
                200,
                "{path} {today}"
            );
        }
    }
}

#[tokio::test]
async fn tomorrow_is_out_of_the_window() {
    let (server, token) = sample_on("2026-01-31").await;
    for path in ["", CURRENT] {
        let ask = |from: &str| server.get(&format!("{path}/{UTR}?fromDate={from}"));
        assert_eq!(ask("2026-01-31").bearer(&token).send().await.status, 200);
        assert_eq!(ask("2026-02-01").bearer(&token).send().await.status, 400);
    }
}

/// The page's own example address: a parameter named `2025-01-01` is none, so the default holds.
/// Names are told apart by case, other names are ignored, the first value counts.
#[tokio::test]
async fn only_the_first_value_of_from_date_is_read() {
    let (server, token) = sample_on("2026-01-31").await;
    for (query, status) in [
        ("2025-01-01", 200),
        ("FromDate=nonsense", 200),
        ("other=nonsense", 200),
        ("fromDate=2025-01-01&fromDate=nonsense", 200),
        ("fromDate=nonsense&fromDate=2025-01-01", 400),
    ] {
        let answer = server
            .get(&format!("/{UTR}?{query}"))
            .bearer(&token)
            .send()
            .await;
        assert_eq!(answer.status, status, "{query}");
    }
}

#[tokio::test]
async fn a_from_date_that_is_no_day_is_a_bad_request() {
    let (server, token) = sample_on("2026-01-31").await;
    for from in [
        "invalid-date",
        "",
        "2023-02-29",
        "2025-04-31",
        "2025-1-1",
        "24-08-2024",
        "2024-08-04T00:00:00Z",
        "20240804",
        "%202024-08-04",
        "2024-08-04%20",
        "+2024-08-04",
        "-2024-08-04",
        "2024-08-0%D9%A4",
    ] {
        for path in ["", CURRENT] {
            let path = format!("{path}/{UTR}?fromDate={from}");
            assert_eq!(
                server.get(&path).bearer(&token).send().await.status,
                400,
                "{path}"
            );
        }
    }
}

/// On 31 January 2026, from 6 April 2025: AB1234567 of January 2025 is shown because it is open,
/// KL3456789 of May because it is of the window; EF2345678 of 2024, whose interest is unpaid, too.
/// Once that interest is paid, EF2345678 is shown no more, but for the payment of the window.
#[tokio::test]
async fn a_charge_is_shown_when_raised_in_the_window_or_open_or_paid_in_the_window() {
    let charges = |answer: Received| -> Vec<String> {
        let body = answer.json();
        let charges = body["chargeDetails"].as_array().expect("a list").iter();
        charges
            .map(|charge| charge["chargeId"].as_str().expect("an id").to_owned())
            .collect()
    };
    let (server, token) = sample_on("2026-01-31").await;
    let ask = |from: &str| {
        server
            .get(&format!("/{UTR}?fromDate={from}"))
            .bearer(&token)
            .send()
    };
    assert_eq!(
        charges(ask("2025-04-06").await),
        ["EF2345678", "AB1234567", "KL3456789"]
    );
    server
        .given(
            r#"{"account":"itsa:1097172987","id":"late","effective":"2025-12-01","recorded":"2025-12-01T09:00:00Z","fact":{"paymentReceived":{"id":"PAY999","amount":2044.67}}}"#,
        )
        .await;
    assert_eq!(
        charges(ask("2025-12-01").await),
        ["EF2345678", "AB1234567", "KL3456789"]
    );
    let shown = charges(ask("2025-12-02").await);
    assert!(!shown.contains(&"EF2345678".to_owned()), "{shown:?}");
}

#[tokio::test]
async fn a_refund_is_shown_by_the_day_it_was_issued() {
    let (server, token) = sample_on("2026-01-31").await;
    for (from, shown) in [("2024-01-10", 1), ("2024-01-11", 0)] {
        let path = format!("/{UTR}?fromDate={from}");
        let answer = server.get(&path).bearer(&token).send().await.json();
        assert_eq!(
            answer["refundDetails"].as_array().map(Vec::len),
            Some(shown),
            "{from}"
        );
    }
}

#[tokio::test]
async fn the_balance_is_the_same_whatever_the_window() {
    let (server, token) = sample_on("2026-01-31").await;
    let mut balances = Vec::new();
    for query in [
        "",
        "?fromDate=2019-04-06",
        "?fromDate=2025-06-01",
        "?fromDate=2026-01-31",
    ] {
        let answer = server
            .get(&format!("/{UTR}{query}"))
            .bearer(&token)
            .send()
            .await;
        balances.push(answer.json()["balanceDetails"].clone());
    }
    balances.dedup();
    assert_eq!(balances.len(), 1, "{balances:?}");
}
