//! The example of the published page, answered from the journal in `examples/data/seed.ndjson`.

use super::{CURRENT, UTR, sample_on};

/// On 30 April 2025 the charge AB1234567 falls due: 1250 - 500 paid - 250 coded out = 500, payable.
/// EF2345678 is paid, but 2000 of it late: 247 days after 1 April 2024 at 7.75 % to 19 August, 7.50 %
/// to 25 November and 7.25 % from then on, each part cut to pence, in a leap year:
/// 2000 x 7.75 % x 140/366 = 59.28, 2000 x 7.50 % x 98/366 = 40.16, 2000 x 7.25 % x 9/366 = 3.56:
/// 103.00. Of the last payment 2058.33 - 2000 = 58.33 went to it: 44.67 are left, overdue.
/// KL3456789 comes into being on 22 May. So 44.67 + 500 = 544.67 in all.
///
/// Source: github hmrc/self-assessment-liability-api, README.md at 3f8627e. DIFFERENCE: dates
/// that exist, interest computed, amendments a list, one spelling of tax years.
#[tokio::test]
async fn the_published_example_is_computed_from_the_journal() {
    let (server, token) = sample_on("2025-04-30").await;
    let answer = server.get(&format!("/{UTR}")).bearer(&token).send().await;
    assert_eq!(answer.status, 200);
    insta::assert_snapshot!("seeds_form", answer.laid_out());
}

/// The same facts under the names of OAS 0.3.0.
#[tokio::test]
async fn the_form_of_today_tells_the_same_account() {
    let (server, token) = sample_on("2025-04-30").await;
    let answer = server
        .get(&format!("{CURRENT}/{UTR}?fromDate=2023-04-06"))
        .bearer(&token)
        .send()
        .await;
    assert_eq!(answer.status, 200);
    insta::assert_snapshot!("form_of_today", answer.laid_out());
}

/// 22 May to 15 June 2025: KL3456789 is due on 15 July. It is pending while that is 30 days or more
/// ahead, and payable from the next day on.
#[tokio::test]
async fn a_charge_is_pending_thirty_days_ahead_and_payable_from_then_on() {
    for (today, payable, pending) in [("2025-06-15", 0, 1500), ("2025-06-16", 1500, 0)] {
        let (server, token) = sample_on(today).await;
        let answer = server.get(&format!("/{UTR}")).bearer(&token).send().await;
        let balance = &answer.json()["balanceDetails"];
        assert_eq!(balance["totalPayableBalance"], payable, "{today}");
        assert_eq!(balance["totalPendingBalance"], pending, "{today}");
        let due = ["payableDueDate", "pendingDueDate"].map(|name| balance[name].as_str().is_some());
        assert_eq!(due, [payable > 0, pending > 0], "{today}");
    }
}

#[tokio::test]
async fn amounts_are_plain_numbers_and_dates_are_days_that_exist() {
    let (server, token) = sample_on("2026-01-31").await;
    let answer = server.get(&format!("/{UTR}")).bearer(&token).send().await;
    assert!(!answer.body.contains(":\"20.00\""));
    assert!(!answer.body.contains("2025-04-31"));
    assert!(answer.body.contains("\"refundActualAmount\":355.25"));
    assert!(answer.body.contains("\"paymentAmount\":2058.33"));
    assert!(answer.body.contains("\"chargeAmount\":1250,"));
}
