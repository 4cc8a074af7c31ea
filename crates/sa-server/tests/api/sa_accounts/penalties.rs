//! `GET /{nino}/penalties`: reckoned by the ledger, posted once charged.

use super::{NINO, READ, taxpayer};
use crate::harness::TestServer;

/// A taxpayer in Making Tax Digital from 2025-26, with a balancing charge of 1000 for that year due
/// on 31 January 2027 of which nothing is paid.
const JOURNAL: &str = r#"
{"account":"itsa:1097172564","id":"1","effective":"2025-04-06","recorded":"2025-04-06T09:00:00Z","fact":{"accountOpened":{"itsa":{"utr":"1097172564","nino":"AA123456A","mtdItId":"XQIT00000000001","mtdFrom":"2025-26"}}}}
{"account":"itsa:1097172564","id":"2","effective":"2026-12-01","recorded":"2026-12-01T09:00:00Z","fact":{"chargeRaised":{"id":"004000000001","reference":"XM002610011594","kind":"4910","amount":1000,"due":"2027-01-31","period":{"taxYear":"2025-26"}}}}
"#;

/// The first penalty charged on 3 March 2027, of which 10 was paid; a penalty for late submission.
const CHARGED: &str = r#"
{"account":"itsa:1097172564","id":"3","effective":"2027-03-03","recorded":"2027-03-03T09:00:00Z","fact":{"chargeRaised":{"id":"004000000002","reference":"XP002610011594","kind":"4028","amount":60,"due":"2027-04-02","period":{"taxYear":"2025-26"}}}}
{"account":"itsa:1097172564","id":"4","effective":"2027-03-05","recorded":"2027-03-05T09:00:00Z","fact":{"paymentReceived":{"id":"P1","amount":10,"directedTo":"004000000002"}}}
{"account":"itsa:1097172564","id":"5","effective":"2027-03-06","recorded":"2027-03-06T09:00:00Z","fact":{"chargeRaised":{"id":"004000000003","kind":"4027","amount":200,"due":"2027-04-05"}}}
"#;

async fn penalties(today: &'static str, journal: &str) -> String {
    let server = TestServer::start_on(today).await;
    server.given(journal).await;
    let token = server.token(READ, taxpayer(NINO)).await;
    let path = format!("/accounts/self-assessment/{NINO}/penalties");
    let answer = server.get(&path).version("4.0").bearer(&token).send().await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.laid_out()
}

/// Day 15 after 31 January is 15 February: nothing is due for the first fifteen days.
#[tokio::test]
async fn an_account_without_penalties_has_an_empty_body() {
    assert_eq!(penalties("2027-02-15", JOURNAL).await, "{}");
}

/// 3 % of the 1000 unpaid at the end of day 15; the second share is reckoned when day 30 has ended.
#[tokio::test]
async fn the_first_penalty_accrues_from_day_16() {
    insta::assert_snapshot!(penalties("2027-02-16", JOURNAL).await, @r#"
    {
      "totalisations": {
        "lateSubmissionPenaltyTotalValue": 0.00, "penalisedPrincipalTotal": 1000.00,
        "latePaymentPenaltyPostedTotal": 0.00, "latePaymentPenaltyEstimateTotal": 30.00
      },
      "latePaymentPenalty": {
        "details": [
          {
            "principalChargeReference": "XM002610011594", "penaltyCategory": "lpp1",
            "penaltyStatus": "accruing", "penaltyAmountAccruing": 30.00,
            "penaltyAmountPosted": 0.00,
            "latePaymentPenalty1LowerRateCalculationAmount": 1000.00,
            "latePaymentPenalty1LowerRatePercentage": 3.00,
            "latePaymentPenalty1HigherRateCalculationAmount": 0.00,
            "latePaymentPenalty1HigherRatePercentage": 3.00,
            "principalChargeDocNumber": "004000000001",
            "principalChargeBillingFrom": "2025-04-06",
            "principalChargeBillingTo": "2026-04-05", "principalChargeDueDate": "2027-01-31"
          }
        ]
      }
    }
    "#);
}

/// 3 % and 3 % of 1000 make the first penalty, 60.00, which was charged: 10 is paid of it. The
/// second runs at 10 % a year from day 31, 3 March: to 12 March ten days, 1000 x 10 % x 10/365 =
/// 2.73. The penalty for late submission is a charge of 200.
#[tokio::test]
async fn a_penalty_is_posted_once_it_is_charged() {
    let journal = format!("{JOURNAL}{CHARGED}");
    insta::assert_snapshot!(penalties("2027-03-12", &journal).await, @r#"
    {
      "totalisations": {
        "lateSubmissionPenaltyTotalValue": 200.00, "penalisedPrincipalTotal": 1000.00,
        "latePaymentPenaltyPostedTotal": 60.00, "latePaymentPenaltyEstimateTotal": 2.73
      },
      "lateSubmissionPenalty": {
        "summary": {
          "activePenaltyPoints": 0, "inactivePenaltyPoints": 0, "regimeThreshold": 4,
          "penaltyChargeAmount": 200.00
        },
        "details": [
          {
            "penaltyNumber": "004000000003", "penaltyCategory": "charge",
            "penaltyStatus": "active", "penaltyCreationDate": "2027-03-06",
            "penaltyExpiryDate": "2029-03-31", "chargeReference": "004000000003",
            "chargeAmount": 200.00, "chargeOutstandingAmount": 200.00,
            "chargeDueDate": "2027-04-05"
          }
        ]
      },
      "latePaymentPenalty": {
        "details": [
          {
            "principalChargeReference": "XM002610011594", "penaltyCategory": "lpp1",
            "penaltyStatus": "posted", "penaltyAmountAccruing": 0.00,
            "penaltyAmountPosted": 60.00, "penaltyAmountPaid": 10.00,
            "penaltyAmountOutstanding": 50.00,
            "latePaymentPenalty1LowerRateCalculationAmount": 1000.00,
            "latePaymentPenalty1LowerRatePercentage": 3.00,
            "latePaymentPenalty1HigherRateCalculationAmount": 1000.00,
            "latePaymentPenalty1HigherRatePercentage": 3.00,
            "penaltyChargeCreationDate": "2027-03-03",
            "penaltyChargeReference": "XP002610011594", "penaltyChargeDueDate": "2027-04-02",
            "principalChargeDocNumber": "004000000001",
            "principalChargeBillingFrom": "2025-04-06",
            "principalChargeBillingTo": "2026-04-05", "principalChargeDueDate": "2027-01-31"
          },
          {
            "principalChargeReference": "XM002610011594", "penaltyCategory": "lpp2",
            "penaltyStatus": "accruing", "penaltyAmountAccruing": 2.73,
            "penaltyAmountPosted": 0.00, "latePaymentPenalty2Days": 10,
            "latePaymentPenalty2Percentage": 10.00, "principalChargeDocNumber": "004000000001",
            "principalChargeBillingFrom": "2025-04-06",
            "principalChargeBillingTo": "2026-04-05", "principalChargeDueDate": "2027-01-31"
          }
        ]
      }
    }
    "#);
}

/// A taxpayer in Making Tax Digital from 2025-26, asked for the returns of that year, which came ten
/// days late, and of the next, which has not come; the penalty is charged five days on.
const LATE_RETURNS: &str = r#"
{"account":"itsa:1097172564","id":"1","effective":"2025-04-06","recorded":"2025-04-06T09:00:00Z","fact":{"accountOpened":{"itsa":{"utr":"1097172564","nino":"AA123456A","mtdItId":"XQIT00000000001","mtdFrom":"2025-26"}}}}
{"account":"itsa:1097172564","id":"2","effective":"2026-04-06","recorded":"2026-04-06T09:00:00Z","fact":{"filingRequired":{"taxReturn":{"taxYear":"2025-26"}}}}
{"account":"itsa:1097172564","id":"3","effective":"2027-02-10","recorded":"2027-02-10T09:00:00Z","fact":{"filingReceived":{"taxReturn":{"taxYear":"2025-26"}}}}
{"account":"itsa:1097172564","id":"4","effective":"2027-04-06","recorded":"2027-04-06T09:00:00Z","fact":{"filingRequired":{"taxReturn":{"taxYear":"2026-27"}}}}
{"account":"itsa:1097172564","id":"5","effective":"2028-02-05","recorded":"2028-02-05T09:00:00Z","fact":{"chargeRaised":{"id":"004000000003","reference":"XD002610011597","kind":"4027","amount":200,"due":"2028-03-06"}}}
"#;

/// Whoever sends a return a year gets a point for each that is late, and at two the penalty of 200.
/// The first lives to 28 February 2029, 24 months from March 2027; at the threshold neither expires
/// by itself: a period of compliance of 24 months begins with March 2028.
#[tokio::test]
async fn points_are_told_one_by_one_and_the_threshold_with_its_charge() {
    let told = penalties("2027-02-28", LATE_RETURNS).await;
    insta::assert_snapshot!("first_point", told);
    let told = penalties("2028-03-01", LATE_RETURNS).await;
    insta::assert_snapshot!("threshold", told);
}

/// Late updates bring points from 2027-28 on; the point of November 2027 has expired with
/// November 2029.
#[tokio::test]
async fn a_point_that_expired_is_told_as_inactive_with_the_reason() {
    let (opened, _rest) = LATE_RETURNS.trim().split_once('\n').expect("lines");
    let late = r#"
{"account":"itsa:1097172564","id":"2","effective":"2027-04-06","recorded":"2027-04-06T09:00:00Z","fact":{"filingRequired":{"quarterlyUpdate":{"taxYear":"2027-28","quarter":2}}}}
{"account":"itsa:1097172564","id":"3","effective":"2027-11-20","recorded":"2027-11-20T09:00:00Z","fact":{"filingReceived":{"quarterlyUpdate":{"taxYear":"2027-28","quarter":2}}}}
"#;
    let told = penalties("2029-12-01", &format!("{opened}{late}")).await;
    insta::assert_snapshot!("expired_point", told);
}
