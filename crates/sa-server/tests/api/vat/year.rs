//! A walk through a VAT year: registered, four quarters; the first paid in full, the second repaid,
//! the third paid in two parts, the fourth submitted and paid late. Every answer is written down.
//!
//! By hand:
//!
//! | quarter | box 3 - box 4 | due | in | paid |
//! |---|---|---|---|---|
//! | 25C1 | 1200 - 200 = 1000 | 2025-05-07 | 2025-04-20 | 1000 on the due day |
//! | 25C2 | 100 - 450.50 = -350.50 | 2025-08-07 | 2025-07-15 | repaid 2025-07-21 |
//! | 25C3 | 1500 - 500 = 1000 | 2025-11-07 | 2025-10-20 | 400 on 2025-10-30 + 600 on the due day |
//! | 25C4 | 4000 - 1000 = 3000 | 2026-02-07 | 2026-02-20, late | 3000 on 2026-03-01, late |
//!
//! The late return brings one point on the day after the due day, 2026-02-08; it goes 24 months after
//! the first of the month that follows: at the end of February 2028, a leap year. Of the late payment
//! 3000 are unpaid at the end of day 15 (2026-02-22) and nothing at the end of day 30 (2026-03-09):
//! 3 % of 3000 = 90, reckoned from day 16, and no second penalty. Four years after the end of 25C1 is
//! 2029-03-31: on the next day it is no longer shown, 25C4 still is.

use insta::assert_snapshot;

use super::trader::{Trader, VRN};
use crate::harness::Received;

/// What is drawn at random, or tells the time of day.
const DRAWN: [&str; 5] = [
    "processingDate",
    "formBundleNumber",
    "chargeRefNumber",
    "principalChargeReference",
    "principalChargeDocNumber",
];

/// A body without what no two runs have the same.
fn hidden(body: &str) -> String {
    DRAWN.iter().fold(body.to_owned(), |text, name| {
        let field = format!("\"{name}\":\"");
        let mut parts = text.split(&field);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |told, part| {
            let (_drawn, rest) = part.split_once('"').expect("the end of a text");
            format!("{told}{field}...\"{rest}")
        })
    })
}

/// What was asked and answered, a line each.
struct Transcript {
    trader: Trader,
    lines: Vec<String>,
}

impl Transcript {
    async fn begin(day: &'static str) -> Self {
        let trader = Trader::unknown_on(day).await;
        trader
            .server
            .given(&format!(
                r#"{{"account":"vat:{VRN}","id":"open","effective":"2025-01-01","recorded":"2025-01-01T09:00:00.000Z","fact":{{"accountOpened":{{"vat":{{"vrn":"{VRN}","registered":"2025-01-01","settlement":"bankDetails","schedule":{{"stagger":"MC","from":"2025-01-01"}}}}}}}}}}"#
            ))
            .await;
        let lines = vec![format!("-- {day}")];
        Self { trader, lines }
    }

    async fn on(&mut self, day: &str) {
        self.trader = self.trader.later(day).await;
        self.lines.push(format!("-- {day}"));
    }

    fn tell(&mut self, asked: &str, answer: &Received) {
        let body = hidden(&answer.body);
        self.lines
            .push(format!("{asked}: {} {body}", answer.status));
    }

    async fn get(&mut self, below: &str) {
        let answer = self.trader.get(below).send().await;
        self.tell(below, &answer);
    }

    /// Asks for all that there is, in a range of days.
    async fn look(&mut self, from: &str, to: &str) {
        for endpoint in ["obligations", "liabilities", "payments"] {
            self.get(&format!("{endpoint}?from={from}&to={to}")).await;
        }
    }

    /// Submits a return with what is due and what is reclaimed.
    async fn submit(&mut self, key: &str, due: &str, reclaimed: &str, net: &str) {
        let body = format!(
            r#"{{"periodKey":"{key}","vatDueSales":{due},"vatDueAcquisitions":0,"totalVatDue":{due},"vatReclaimedCurrPeriod":{reclaimed},"netVatDue":{net},"totalValueSalesExVAT":6000,"totalValuePurchasesExVAT":2500,"totalValueGoodsSuppliedExVAT":0,"totalAcquisitionsExVAT":0,"finalised":true}}"#
        );
        let answer = self.trader.submit(&body).await;
        self.tell(&format!("submit {key}"), &answer);
    }

    async fn given(&mut self, day: &str, id: &str, fact: &str) {
        let entry = format!(
            r#"{{"account":"vat:{VRN}","id":"{id}","effective":"{day}","recorded":"{day}T12:00:00.000Z","fact":{fact}}}"#
        );
        self.trader.server.given(&entry).await;
        self.lines.push(format!("{day}: {fact}"));
    }

    async fn pays(&mut self, day: &str, id: &str, amount: &str) {
        let fact = format!(r#"{{"paymentReceived":{{"id":"{id}","amount":{amount}}}}}"#);
        self.given(day, id, &fact).await;
    }
}

async fn first_quarter_is_paid_in_full(year: &mut Transcript) {
    year.get("information").await;
    year.get("obligations?status=O").await;
    year.submit("25C1", "1200.00", "200.00", "1000.00").await;
    year.on("2025-04-20").await;
    year.submit("25C1", "1200.00", "200.00", "1000.00").await;
    year.get("returns/25C1").await;
    year.look("2025-01-01", "2025-04-20").await;
    year.pays("2025-05-07", "P1", "1000.00").await;
    year.on("2025-05-08").await;
    year.look("2025-01-01", "2025-05-08").await;
}

async fn second_quarter_is_repaid(year: &mut Transcript) {
    year.on("2025-07-15").await;
    year.submit("25C2", "100.00", "450.50", "350.50").await;
    year.get("liabilities?from=2025-04-01&to=2025-07-15").await;
    let claim = r#"{"repaymentClaimed":{"id":"R1","amount":350.50}}"#;
    year.given("2025-07-16", "claim", claim).await;
    let repaid = r#"{"repaymentMade":{"claim":"R1","interest":0}}"#;
    year.given("2025-07-21", "repaid", repaid).await;
    year.on("2025-07-21").await;
    year.get("liabilities?from=2025-04-01&to=2025-07-21").await;
}

async fn third_quarter_is_paid_in_two_parts(year: &mut Transcript) {
    year.on("2025-10-20").await;
    year.submit("25C3", "1500.00", "500.00", "1000.00").await;
    year.pays("2025-10-30", "P2", "400.00").await;
    year.on("2025-11-01").await;
    year.look("2025-07-01", "2025-11-01").await;
    year.pays("2025-11-07", "P3", "600.00").await;
    year.on("2025-11-08").await;
    year.look("2025-07-01", "2025-11-08").await;
    year.get("penalties").await;
}

async fn fourth_quarter_is_late(year: &mut Transcript) {
    year.on("2026-02-20").await;
    year.get("obligations?status=O").await;
    year.submit("25C4", "4000.00", "1000.00", "3000.00").await;
    year.get("penalties").await;
    year.pays("2026-03-01", "P4", "3000.00").await;
    year.on("2026-03-15").await;
    year.look("2025-03-16", "2026-03-15").await;
    year.get("penalties").await;
    year.on("2029-04-01").await;
    year.get("returns/25C1").await;
    year.get("returns/25C4").await;
}

#[tokio::test]
async fn a_vat_year() {
    let mut year = Transcript::begin("2025-01-02").await;
    first_quarter_is_paid_in_full(&mut year).await;
    second_quarter_is_repaid(&mut year).await;
    third_quarter_is_paid_in_two_parts(&mut year).await;
    fourth_quarter_is_late(&mut year).await;
    assert_snapshot!(year.lines.join("\n"), @r#"
    -- 2025-01-02
    information: 200 {"customerDetails":{"effectiveRegistrationDate":"2025-01-01"}}
    obligations?status=O: 200 {"obligations":[{"periodKey":"25C1","start":"2025-01-01","end":"2025-03-31","due":"2025-05-07","status":"O"}]}
    submit 25C1: 403 {"code":"TAX_PERIOD_NOT_ENDED","message":"The remote endpoint has indicated that the submission is for a tax period that has not ended"}
    -- 2025-04-20
    submit 25C1: 201 {"processingDate":"...","formBundleNumber":"...","chargeRefNumber":"..."}
    returns/25C1: 200 {"periodKey":"25C1","vatDueSales":1200,"vatDueAcquisitions":0,"totalVatDue":1200,"vatReclaimedCurrPeriod":200,"netVatDue":1000,"totalValueSalesExVAT":6000,"totalValuePurchasesExVAT":2500,"totalValueGoodsSuppliedExVAT":0,"totalAcquisitionsExVAT":0}
    obligations?from=2025-01-01&to=2025-04-20: 200 {"obligations":[{"periodKey":"25C1","start":"2025-01-01","end":"2025-03-31","due":"2025-05-07","status":"F","received":"2025-04-20"},{"periodKey":"25C2","start":"2025-04-01","end":"2025-06-30","due":"2025-08-07","status":"O"}]}
    liabilities?from=2025-01-01&to=2025-04-20: 200 {"liabilities":[{"taxPeriod":{"from":"2025-01-01","to":"2025-03-31"},"type":"VAT Return Debit Charge","originalAmount":1000,"outstandingAmount":1000,"due":"2025-05-07"}]}
    payments?from=2025-01-01&to=2025-04-20: 404 {"code":"NOT_FOUND","message":"The remote endpoint has indicated that no data can be found"}
    2025-05-07: {"paymentReceived":{"id":"P1","amount":1000.00}}
    -- 2025-05-08
    obligations?from=2025-01-01&to=2025-05-08: 200 {"obligations":[{"periodKey":"25C1","start":"2025-01-01","end":"2025-03-31","due":"2025-05-07","status":"F","received":"2025-04-20"},{"periodKey":"25C2","start":"2025-04-01","end":"2025-06-30","due":"2025-08-07","status":"O"}]}
    liabilities?from=2025-01-01&to=2025-05-08: 200 {"liabilities":[{"taxPeriod":{"from":"2025-01-01","to":"2025-03-31"},"type":"VAT Return Debit Charge","originalAmount":1000,"outstandingAmount":0,"due":"2025-05-07"}]}
    payments?from=2025-01-01&to=2025-05-08: 200 {"payments":[{"amount":1000,"received":"2025-05-07"}]}
    -- 2025-07-15
    submit 25C2: 201 {"processingDate":"...","formBundleNumber":"...","paymentIndicator":"BANK"}
    liabilities?from=2025-04-01&to=2025-07-15: 200 {"liabilities":[{"taxPeriod":{"from":"2025-04-01","to":"2025-06-30"},"type":"VAT Return Credit Charge","originalAmount":-350.5,"outstandingAmount":-350.5,"due":"2025-08-07"}]}
    2025-07-16: {"repaymentClaimed":{"id":"R1","amount":350.50}}
    2025-07-21: {"repaymentMade":{"claim":"R1","interest":0}}
    -- 2025-07-21
    liabilities?from=2025-04-01&to=2025-07-21: 200 {"liabilities":[{"taxPeriod":{"from":"2025-04-01","to":"2025-06-30"},"type":"VAT Return Credit Charge","originalAmount":-350.5,"outstandingAmount":0,"due":"2025-08-07"}]}
    -- 2025-10-20
    submit 25C3: 201 {"processingDate":"...","formBundleNumber":"...","chargeRefNumber":"..."}
    2025-10-30: {"paymentReceived":{"id":"P2","amount":400.00}}
    -- 2025-11-01
    obligations?from=2025-07-01&to=2025-11-01: 200 {"obligations":[{"periodKey":"25C3","start":"2025-07-01","end":"2025-09-30","due":"2025-11-07","status":"F","received":"2025-10-20"},{"periodKey":"25C4","start":"2025-10-01","end":"2025-12-31","due":"2026-02-07","status":"O"}]}
    liabilities?from=2025-07-01&to=2025-11-01: 200 {"liabilities":[{"taxPeriod":{"from":"2025-07-01","to":"2025-09-30"},"type":"VAT Return Debit Charge","originalAmount":1000,"outstandingAmount":600,"due":"2025-11-07"}]}
    payments?from=2025-07-01&to=2025-11-01: 200 {"payments":[{"amount":400,"received":"2025-10-30"}]}
    2025-11-07: {"paymentReceived":{"id":"P3","amount":600.00}}
    -- 2025-11-08
    obligations?from=2025-07-01&to=2025-11-08: 200 {"obligations":[{"periodKey":"25C3","start":"2025-07-01","end":"2025-09-30","due":"2025-11-07","status":"F","received":"2025-10-20"},{"periodKey":"25C4","start":"2025-10-01","end":"2025-12-31","due":"2026-02-07","status":"O"}]}
    liabilities?from=2025-07-01&to=2025-11-08: 200 {"liabilities":[{"taxPeriod":{"from":"2025-07-01","to":"2025-09-30"},"type":"VAT Return Debit Charge","originalAmount":1000,"outstandingAmount":0,"due":"2025-11-07"}]}
    payments?from=2025-07-01&to=2025-11-08: 200 {"payments":[{"amount":400,"received":"2025-10-30"},{"amount":600,"received":"2025-11-07"}]}
    penalties: 200 {}
    -- 2026-02-20
    obligations?status=O: 200 {"obligations":[{"periodKey":"25C4","start":"2025-10-01","end":"2025-12-31","due":"2026-02-07","status":"O"},{"periodKey":"26C1","start":"2026-01-01","end":"2026-03-31","due":"2026-05-07","status":"O"}]}
    submit 25C4: 201 {"processingDate":"...","formBundleNumber":"...","chargeRefNumber":"..."}
    penalties: 200 {"totalisations":{"lateSubmissionPenaltyTotalValue":0,"penalisedPrincipalTotal":0,"latePaymentPenaltyPostedTotal":0,"latePaymentPenaltyEstimateTotal":0},"lateSubmissionPenalty":{"summary":{"activePenaltyPoints":1,"inactivePenaltyPoints":0,"periodOfComplianceAchievement":"9999-12-31","regimeThreshold":4,"penaltyChargeAmount":200},"details":[{"penaltyNumber":"000000000001","penaltyOrder":"01","penaltyCategory":"point","penaltyStatus":"active","penaltyCreationDate":"2026-02-08","penaltyExpiryDate":"2028-02-29","lateSubmissions":[{"lateSubmissionID":"25C4","taxReturnStatus":"Fulfilled","taxPeriodStartDate":"2025-10-01","taxPeriodEndDate":"2025-12-31","taxPeriodDueDate":"2026-02-07","returnReceiptDate":"2026-02-20"}]}]}}
    2026-03-01: {"paymentReceived":{"id":"P4","amount":3000.00}}
    -- 2026-03-15
    obligations?from=2025-03-16&to=2026-03-15: 200 {"obligations":[{"periodKey":"25C1","start":"2025-01-01","end":"2025-03-31","due":"2025-05-07","status":"F","received":"2025-04-20"},{"periodKey":"25C2","start":"2025-04-01","end":"2025-06-30","due":"2025-08-07","status":"F","received":"2025-07-15"},{"periodKey":"25C3","start":"2025-07-01","end":"2025-09-30","due":"2025-11-07","status":"F","received":"2025-10-20"},{"periodKey":"25C4","start":"2025-10-01","end":"2025-12-31","due":"2026-02-07","status":"F","received":"2026-02-20"},{"periodKey":"26C1","start":"2026-01-01","end":"2026-03-31","due":"2026-05-07","status":"O"}]}
    liabilities?from=2025-03-16&to=2026-03-15: 200 {"liabilities":[{"taxPeriod":{"from":"2025-01-01","to":"2025-03-31"},"type":"VAT Return Debit Charge","originalAmount":1000,"outstandingAmount":0,"due":"2025-05-07"},{"taxPeriod":{"from":"2025-04-01","to":"2025-06-30"},"type":"VAT Return Credit Charge","originalAmount":-350.5,"outstandingAmount":0,"due":"2025-08-07"},{"taxPeriod":{"from":"2025-07-01","to":"2025-09-30"},"type":"VAT Return Debit Charge","originalAmount":1000,"outstandingAmount":0,"due":"2025-11-07"},{"taxPeriod":{"from":"2025-10-01","to":"2025-12-31"},"type":"VAT Return Debit Charge","originalAmount":3000,"outstandingAmount":0,"due":"2026-02-07"}]}
    payments?from=2025-03-16&to=2026-03-15: 200 {"payments":[{"amount":1000,"received":"2025-05-07"},{"amount":400,"received":"2025-10-30"},{"amount":600,"received":"2025-11-07"},{"amount":3000,"received":"2026-03-01"}]}
    penalties: 200 {"totalisations":{"lateSubmissionPenaltyTotalValue":0,"penalisedPrincipalTotal":3000,"latePaymentPenaltyPostedTotal":90,"latePaymentPenaltyEstimateTotal":0},"lateSubmissionPenalty":{"summary":{"activePenaltyPoints":1,"inactivePenaltyPoints":0,"periodOfComplianceAchievement":"9999-12-31","regimeThreshold":4,"penaltyChargeAmount":200},"details":[{"penaltyNumber":"000000000001","penaltyOrder":"01","penaltyCategory":"point","penaltyStatus":"active","penaltyCreationDate":"2026-02-08","penaltyExpiryDate":"2028-02-29","lateSubmissions":[{"lateSubmissionID":"25C4","taxReturnStatus":"Fulfilled","taxPeriodStartDate":"2025-10-01","taxPeriodEndDate":"2025-12-31","taxPeriodDueDate":"2026-02-07","returnReceiptDate":"2026-02-20"}]}]},"latePaymentPenalty":{"details":[{"principalChargeReference":"...","penaltyCategory":"LPP1","penaltyStatus":"posted","penaltyAmountAccruing":0,"penaltyAmountPosted":90,"latePaymentPenalty1LowerRateCalculationAmount":3000,"latePaymentPenalty1LowerRatePercentage":3,"penaltyChargeCreationDate":"2026-02-23","principalChargeDocNumber":"...","principalChargeBillingFrom":"2025-10-01","principalChargeBillingTo":"2025-12-31","principalChargeDueDate":"2026-02-07","principalChargeLatestClearing":"2026-03-01"}]}}
    -- 2029-04-01
    returns/25C1: 403 {"code":"BUSINESS_ERROR","message":"Business validation error","errors":[{"code":"DATE_RANGE_TOO_LARGE","message":"The date of the requested return cannot be further than four years from the current date."}]}
    returns/25C4: 200 {"periodKey":"25C4","vatDueSales":4000,"vatDueAcquisitions":0,"totalVatDue":4000,"vatReclaimedCurrPeriod":1000,"netVatDue":3000,"totalValueSalesExVAT":6000,"totalValuePurchasesExVAT":2500,"totalValueGoodsSuppliedExVAT":0,"totalAcquisitionsExVAT":0}
    "#);
}
