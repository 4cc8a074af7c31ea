//! The queries of obligations, liabilities and payments: every rule, one row of a table each.

use serde_json::json;

use super::table::rows;
use super::trader::{Trader, debit};

/// Asks every row of a table of an endpoint and tells which answer otherwise.
async fn hold(trader: &Trader, endpoint: &str, table: &'static str) {
    let mut wrong = Vec::new();
    for [query, expected, source] in rows(table) {
        let answer = trader.get(&format!("{endpoint}?{query}")).send().await;
        let as_expected = match expected {
            "ok" => answer.status == 200,
            "404" => answer.status == 404 && answer.json()["code"] == "NOT_FOUND",
            code => {
                let body = json!({"statusCode": 400, "code": code, "message": code});
                answer.status == 400 && answer.json() == body
            }
        };
        if !as_expected {
            wrong.push(format!(
                "{endpoint}?{query} ({source}): {expected}, found {} {}",
                answer.status, answer.body
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_row_of_the_table_of_obligations_queries_holds() {
    let trader = Trader::on("2025-04-20").await;
    hold(
        &trader,
        "obligations",
        include_str!("tables/obligations_query.txt"),
    )
    .await;
}

#[tokio::test]
async fn every_row_of_the_table_of_financial_queries_holds_for_liabilities_and_payments() {
    let trader = Trader::on("2025-06-30").await;
    assert_eq!(trader.submit(&debit("25C1")).await.status, 201);
    trader
        .server
        .given(
            r#"{"account":"vat:123456789","id":"paid","effective":"2025-05-07","recorded":"2025-05-07T09:00:00.000Z","fact":{"paymentReceived":{"id":"P1","amount":40.00}}}"#,
        )
        .await;
    for endpoint in ["liabilities", "payments"] {
        hold(
            &trader,
            endpoint,
            include_str!("tables/financial_query.txt"),
        )
        .await;
    }
}
