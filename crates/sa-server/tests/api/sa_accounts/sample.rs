//! Every reading endpoint over the sample account.

use super::{get, sample_on};

/// 30 April 2025: 44.67 of charged interest is overdue since 4 December 2024, 500 of the balancing
/// charge falls due today, 250 of it is coded out.
#[tokio::test]
async fn balance_and_transactions_tells_sums_documents_and_items() {
    let (server, token) = sample_on("2025-04-30").await;
    let path = "/balance-and-transactions?fromDate=2025-01-01&toDate=2025-04-30\
                &customerPaymentInformation=true&calculateAccruedInterest=true";
    let answer = get(&server, "4.0", path).bearer(&token).send().await;
    assert_eq!(answer.status, 200);
    insta::assert_snapshot!("balance_and_transactions", answer.laid_out());
}

#[tokio::test]
async fn payments_and_allocations_tells_what_each_payment_paid() {
    let (server, token) = sample_on("2025-04-30").await;
    let path = "/payments-and-allocations?fromDate=2024-12-01&toDate=2024-12-31";
    for version in ["2.0", "4.0"] {
        let answer = get(&server, version, path).bearer(&token).send().await;
        assert_eq!(answer.status, 200);
        insta::assert_snapshot!("payments_and_allocations", answer.laid_out());
    }
}

#[tokio::test]
async fn version_one_lists_charges_transactions_and_payments_with_links() {
    let (server, token) = sample_on("2025-04-30").await;
    let range = "from=2024-12-01&to=2025-04-30";
    let answer = get(&server, "1.0", "/balance").bearer(&token).send().await;
    insta::assert_snapshot!("balance", answer.laid_out());
    let answer = get(&server, "1.0", &format!("/charges?{range}"))
        .bearer(&token)
        .send()
        .await;
    insta::assert_snapshot!("charges", answer.laid_out());
    let answer = get(&server, "1.0", &format!("/transactions?{range}"))
        .bearer(&token)
        .send()
        .await;
    insta::assert_snapshot!("transactions", answer.laid_out());
    let answer = get(&server, "1.0", &format!("/payments?{range}"))
        .bearer(&token)
        .send()
        .await;
    insta::assert_snapshot!("payments", answer.laid_out());
}

#[tokio::test]
async fn version_one_tells_the_detail_of_a_transaction_and_of_a_payment() {
    let (server, token) = sample_on("2025-04-30").await;
    for (path, status) in [
        ("/transactions/AB1234567", 200),
        ("/transactions/PAY112233", 200),
        ("/transactions/NOBODY", 404),
        ("/transactions/WITH-DASH", 400),
        ("/payments/PAY112233-000001", 200),
        ("/payments/PAY112233-000002", 404),
        ("/payments/-1", 400),
        ("/charges/AB1234567", 200),
        ("/charges/NOBODY", 404),
    ] {
        let answer = get(&server, "1.0", path).bearer(&token).send().await;
        assert_eq!(answer.status, status, "{path}");
    }
    let answer = get(&server, "1.0", "/transactions/AB1234567")
        .bearer(&token)
        .send()
        .await;
    insta::assert_snapshot!("transaction_details", answer.laid_out());
    let answer = get(&server, "1.0", "/payments/PAY112233-000001")
        .bearer(&token)
        .send()
        .await;
    insta::assert_snapshot!("allocations", answer.laid_out());
    let answer = get(&server, "1.0", "/charges/AB1234567")
        .bearer(&token)
        .send()
        .await;
    insta::assert_snapshot!("history", answer.laid_out());
}
