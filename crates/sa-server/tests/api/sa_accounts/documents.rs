//! What becomes of a document: bounced, refunded, credited, amended, stood over, coded out; and of
//! an account with nothing in it.

use super::{NINO, READ, get, sample_on, taxpayer};
use crate::harness::TestServer;

const OPENED: &str = r#"{"account":"itsa:1097172564","id":"1","effective":"2024-04-06","recorded":"2024-04-06T09:00:00Z","fact":{"accountOpened":{"itsa":{"utr":"1097172564","nino":"AA123456A"}}}}"#;

/// A year of one taxpayer: `tables/documents.ndjson`.
///
/// | day | fact |
/// |---|---|
/// | 2024-10-01 | balancing payment of 1000 and first payment on account of 500 due 2025-01-31, second of 600 due 2025-07-31; the first two under one reference |
/// | 2024-11-01 to 2024-12-01 | 1000 becomes 900, 500 becomes 400 (business profits down), 900 becomes 800 |
/// | 2025-01-31 | payments of 200 and 900 pay the 800 and 300 of the 400; of a credit of 300, 100 pay the rest and 200 are left |
/// | 2025-02-10 | the payment of 200 bounces: what is left of the credit takes its place |
/// | 2025-03-01 | 100 are paid, claimed back on the 5th, repaid to the card on the 10th |
/// | 2025-05-01 | 250 of the second payment on account are stood over |
/// | 2025-05-20 | a breathing space to 20 June |
const JOURNAL: &str = include_str!("tables/documents.ndjson");

async fn account_on(today: &'static str, journal: &str) -> (TestServer, String) {
    let server = TestServer::start_on(today).await;
    server.given(journal).await;
    let token = server.token(READ, taxpayer(NINO)).await;
    (server, token)
}

/// 600 less the 250 stood over are owed: 350.
#[tokio::test]
async fn every_version_tells_what_became_of_each_document() {
    let (server, token) = account_on("2025-06-01", JOURNAL).await;
    let range = "fromDate=2024-10-01&toDate=2025-06-01";
    let all = "includeLocks=true&calculateAccruedInterest=true&customerPaymentInformation=true";
    let mut answers = String::new();
    for (version, path) in [
        ("4.0", format!("/balance-and-transactions?{range}&{all}")),
        ("2.0", format!("/balance-and-transactions?{range}")),
        ("4.0", format!("/payments-and-allocations?{range}")),
        ("4.0", "/charges/chargeReference/xm002610011594".to_owned()),
        ("2.0", "/charges/004000000002".to_owned()),
        ("1.0", "/charges/004000000002".to_owned()),
        (
            "1.0",
            "/transactions?from=2024-10-01&to=2025-06-01".to_owned(),
        ),
        ("1.0", "/transactions/001000000001".to_owned()),
        ("1.0", "/transactions/001000000003".to_owned()),
        ("1.0", "/transactions/002000000001".to_owned()),
        ("1.0", "/payments/081203010024-000003".to_owned()),
    ] {
        let answer = get(&server, version, &path).bearer(&token).send().await;
        assert_eq!(answer.status, 200, "{path}");
        answers.extend([
            "GET ",
            &path,
            " ",
            version,
            "\n",
            &answer.laid_out(),
            "\n\n",
        ]);
    }
    insta::assert_snapshot!("documents", answers);
}

/// A payment that bounced can be asked for no more.
#[tokio::test]
async fn a_payment_that_bounced_is_no_payment() {
    let (server, token) = account_on("2025-06-01", JOURNAL).await;
    for (version, path) in [
        ("1.0", "/payments/081203010024-000001"),
        (
            "4.0",
            "/payments-and-allocations?paymentLot=081203010024&paymentLotItem=000001",
        ),
    ] {
        let answer = get(&server, version, path).bearer(&token).send().await;
        assert_eq!(answer.status, 404, "{path}");
    }
}

/// Source: github hmrc/self-assessment-accounts-api, the examples `NOTHING_DUE` of 1.0, and what
/// the pages say of each figure.
#[tokio::test]
async fn an_account_without_anything_owes_nothing_and_names_no_day() {
    let (server, token) = account_on("2026-01-31", OPENED).await;
    let lists = "from=2025-01-01&to=2025-02-01";
    for (version, path, expected) in [
        (
            "4.0",
            "/balance-and-transactions?onlyOpenItems=true".to_owned(),
            r#"{"balanceDetails":{"payableAmount":0.00,"pendingChargeDueAmount":0.00,"overdueAmount":0.00,"bcdBalancePerYear":[],"totalBalance":0.00,"totalBcdBalance":0.00,"unallocatedCredit":0.00,"allocatedCredit":0.00,"totalCredit":0.00,"availableCredit":0.00}}"#,
        ),
        (
            "4.0",
            "/payments-and-allocations?fromDate=2025-01-01&toDate=2025-02-01".to_owned(),
            r#"{"payments":[]}"#,
        ),
        ("4.0", "/penalties".to_owned(), "{}"),
        (
            "1.0",
            "/balance".to_owned(),
            r#"{"overdueAmount":0.00,"payableAmount":0.00,"pendingChargeDueAmount":0.00,"totalBalance":0.00,"links":["#,
        ),
        (
            "1.0",
            format!("/charges?{lists}"),
            r#"{"charges":[],"links":["#,
        ),
        (
            "1.0",
            format!("/transactions?{lists}"),
            r#"{"transactions":[],"links":["#,
        ),
        (
            "1.0",
            format!("/payments?{lists}"),
            r#"{"payments":[],"links":["#,
        ),
    ] {
        let answer = get(&server, version, &path).bearer(&token).send().await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.starts_with(expected), "{path}: {}", answer.body);
    }
}

/// A payment that nothing has used yet is there, with an empty list.
#[tokio::test]
async fn a_payment_that_paid_nothing_has_no_allocations() {
    let paid = r#"{"account":"itsa:1097172564","id":"2","effective":"2026-01-01","recorded":"2026-01-01T09:00:00Z","fact":{"paymentReceived":{"id":"001000000001","amount":10}}}"#;
    let (server, token) = account_on("2026-01-31", &format!("{OPENED}\n{paid}")).await;
    for (version, path) in [
        ("1.0", "/payments/001000000001-000001"),
        (
            "4.0",
            "/payments-and-allocations?fromDate=2026-01-01&toDate=2026-01-01",
        ),
    ] {
        let answer = get(&server, version, path).bearer(&token).send().await;
        assert!(
            answer.body.contains(r#""allocations":[]"#),
            "{}",
            answer.body
        );
    }
}

/// Amounts of 1, 2, 4 and 8 due yesterday, today, in 30 and in 31 days. A pound a day late bears no
/// penny of interest.
#[tokio::test]
async fn due_today_and_in_thirty_days_is_payable() {
    let due = ["2026-01-30", "2026-01-31", "2026-03-02", "2026-03-03"];
    let charges = due.iter().zip([1, 2, 4, 8]).map(|(due, amount)| {
        format!(
            r#"{{"account":"itsa:1097172564","id":"c{amount}","effective":"2025-10-01","recorded":"2025-10-01T09:00:00Z","fact":{{"chargeRaised":{{"id":"00400000000{amount}","kind":"4910","amount":{amount},"due":"{due}"}}}}}}"#
        )
    });
    let journal: Vec<_> = [OPENED.to_owned()].into_iter().chain(charges).collect();
    let (server, token) = account_on("2026-01-31", &journal.join("\n")).await;
    let first = get(&server, "1.0", "/balance").bearer(&token).send().await;
    assert!(
        first.body.starts_with(r#"{"overdueAmount":1.00,"payableAmount":6.00,"payableDueDate":"2026-01-31","pendingChargeDueAmount":8.00,"pendingChargeDueDate":"2026-03-03","totalBalance":15.00,"#),
        "{}",
        first.body
    );
    let path = "/balance-and-transactions?onlyOpenItems=true";
    let fourth = get(&server, "4.0", path).bearer(&token).send().await;
    assert!(
        fourth.body.starts_with(r#"{"balanceDetails":{"payableAmount":6.00,"payableDueDate":"2026-01-31","pendingChargeDueAmount":8.00,"pendingChargeDueDate":"2026-03-03","overdueAmount":1.00,"bcdBalancePerYear":[],"earliestPaymentDateOverdue":"2026-01-31","totalBalance":15.00,"#),
        "{}",
        fourth.body
    );
}

/// The sample's 250 are coded out on 1 April 2025 and collected in 2025-26.
#[tokio::test]
async fn the_status_of_what_is_coded_out_follows_the_tax_year() {
    for (today, status) in [
        ("2025-04-05", "awaiting-collection"),
        ("2025-04-06", "initiated"),
        ("2026-04-05", "initiated"),
        ("2026-04-06", "fully-collected"),
    ] {
        let (server, token) = sample_on(today).await;
        let path = "/balance-and-transactions?fromDate=2025-01-01&toDate=2025-04-01";
        let fourth = get(&server, "4.0", path).bearer(&token).send().await;
        let told = format!(r#""codedOutStatus":"{status}""#);
        assert!(fourth.body.contains(&told), "{today}: {}", fourth.body);
        let second = get(&server, "2.0", path).bearer(&token).send().await;
        assert!(!second.body.contains("codedOutStatus"), "a member of 4.0");
    }
}
