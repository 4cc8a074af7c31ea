//! What is answered when the store fails: its file is changed beside the running server, as a damaged
//! disk or somebody else's program would.
//!
//! Source: HMRC's reference guide (`SERVER_ERROR` of the gateway); github hmrc/vat-api at 8ddd80d3
//! (`StandardDesHttpParser`: `SERVICE_UNAVAILABLE`, `INTERNAL_SERVER_ERROR`).

use rusqlite::Connection;

use super::access::READS;
use super::openapi::document;
use super::trader::{Trader, debit, is_enveloped};
use crate::harness::Received;

type Expected = (u16, &'static str);

const NO_TOKENS: Expected = (
    503,
    r#"{"code":"SERVER_ERROR","message":"Service unavailable"}"#,
);
const UNAVAILABLE: Expected = (
    503,
    r#"{"code":"SERVICE_UNAVAILABLE","message":"Internal server error"}"#,
);
const DAMAGED: Expected = (
    500,
    r#"{"code":"INTERNAL_SERVER_ERROR","message":"An internal server error occurred"}"#,
);

const TAKE_AWAY_TOKENS: &str = "ALTER TABLE access RENAME TO away";
const BRING_BACK_TOKENS: &str = "ALTER TABLE away RENAME TO access";
const TAKE_AWAY_ACCOUNTS: &str = "ALTER TABLE snapshot RENAME TO away";
const BRING_BACK_ACCOUNTS: &str = "ALTER TABLE away RENAME TO snapshot";
const TAKE_AWAY_JOURNAL: &str = "ALTER TABLE journal RENAME TO away";
const BRING_BACK_JOURNAL: &str = "ALTER TABLE away RENAME TO journal";

fn change(trader: &Trader, sql: &str) {
    let file = Connection::open(trader.server.database()).expect("the file");
    file.execute_batch(sql).expect(sql);
}

fn has_receipt(answer: &Received) -> bool {
    let [id, time] = ["receipt-id", "receipt-timestamp"].map(|name| answer.header(name));
    assert_eq!(id.is_empty(), time.is_empty(), "both or neither");
    !id.is_empty()
}

/// Asserts of every endpoint that it answers so, as the document says.
async fn every_endpoint_answers(trader: &Trader, expected: Expected, receipt: bool) {
    let submitted = trader.submit(&debit("25C1")).await;
    assert_eq!(has_receipt(&submitted), receipt, "{submitted:?}");
    let mut answers = vec![("returns", "post", submitted)];
    for (below, _status) in READS {
        let answer = trader.get(below).send().await;
        assert!(!has_receipt(&answer), "{below}: {answer:?}");
        answers.push((below, "get", answer));
    }
    for (below, method, answer) in answers {
        let found = (answer.status, answer.body.as_str());
        assert_eq!(found, expected, "{method} {below}");
        assert!(is_enveloped(&answer), "{below}: {answer:?}");
        let template = match below.split('?').next().unwrap_or(below) {
            "returns/25C1" => "returns/{periodKey}",
            "financial-details/XM002610011594" => "financial-details/{chargeReference}",
            other => other,
        };
        let path = format!("/organisations/vat/{{vrn}}/{template}");
        assert_eq!(document().hold(&path, method, &answer), Ok(()), "{below}");
    }
}

/// Asserts that reads answer as they do where nothing is wrong.
async fn reads_are_well(trader: &Trader) {
    for (below, status) in READS {
        let answer = trader.get(below).send().await;
        assert_eq!(answer.status, status, "{below}: {}", answer.body);
    }
}

/// The same, and that a submit is taken.
async fn all_is_well(trader: &Trader) {
    reads_are_well(trader).await;
    assert_eq!(trader.submit(&debit("25C1")).await.status, 201);
}

#[tokio::test]
async fn where_tokens_cannot_be_looked_up_the_gateway_is_unavailable_until_they_can() {
    let trader = Trader::on("2025-04-20").await;
    // What was answered before, and is kept in memory, is not answered again.
    reads_are_well(&trader).await;
    change(&trader, TAKE_AWAY_TOKENS);
    every_endpoint_answers(&trader, NO_TOKENS, false).await;
    change(&trader, BRING_BACK_TOKENS);
    all_is_well(&trader).await;
}

#[tokio::test]
async fn a_token_of_which_nobody_can_read_what_it_allows_opens_nothing() {
    let trader = Trader::on("2025-04-20").await;
    change(&trader, "UPDATE access SET allows = '{'");
    every_endpoint_answers(&trader, NO_TOKENS, false).await;
}

#[tokio::test]
async fn where_accounts_cannot_be_read_the_service_is_unavailable_until_they_can() {
    let trader = Trader::on("2025-04-20").await;
    // What was answered before, and is kept in memory, is not answered again.
    reads_are_well(&trader).await;
    change(&trader, TAKE_AWAY_ACCOUNTS);
    every_endpoint_answers(&trader, UNAVAILABLE, true).await;
    change(&trader, BRING_BACK_ACCOUNTS);
    all_is_well(&trader).await;
}

#[tokio::test]
async fn a_damaged_account_is_an_internal_error_and_never_shown() {
    let trader = Trader::on("2025-04-20").await;
    change(
        &trader,
        "UPDATE snapshot SET version = version + 1, bytes = x'0102030405'",
    );
    every_endpoint_answers(&trader, DAMAGED, true).await;
}

/// What was refused so may be sent again: nothing of it was stored.
#[tokio::test]
async fn a_return_that_cannot_be_stored_is_refused_with_its_receipt_and_leaves_nothing() {
    let trader = Trader::on("2025-04-20").await;
    change(&trader, TAKE_AWAY_JOURNAL);
    let refused = trader.submit(&debit("25C1")).await;
    assert_eq!((refused.status, refused.body.as_str()), UNAVAILABLE);
    assert!(has_receipt(&refused), "{refused:?}");
    change(&trader, BRING_BACK_JOURNAL);
    all_is_well(&trader).await;
}

#[tokio::test]
async fn a_return_in_whose_place_another_entry_lies_is_an_internal_error_with_its_receipt() {
    let trader = Trader::on("2025-04-20").await;
    change(
        &trader,
        "INSERT INTO journal SELECT account, number + 1, 'stray', effective, recorded, fact \
         FROM journal ORDER BY number DESC LIMIT 1",
    );
    let refused = trader.submit(&debit("25C1")).await;
    assert_eq!((refused.status, refused.body.as_str()), DAMAGED);
    assert!(has_receipt(&refused), "{refused:?}");
}
