//! Submit VAT Return and View VAT Return, over the ledger.

use insta::assert_snapshot;

use super::trader::{Trader, credit, debit};

#[tokio::test]
async fn a_submitted_return_is_viewed_fulfils_its_obligation_and_raises_its_charge() {
    let trader = Trader::on("2025-04-20").await;
    let answer = trader.submit(&debit("25C1")).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let receipt = answer.json();
    assert_eq!(receipt["paymentIndicator"], "DD");
    let viewed = trader.get("returns/25C1").send().await;
    assert_snapshot!(viewed.body, @r#"{"periodKey":"25C1","vatDueSales":100,"vatDueAcquisitions":100,"totalVatDue":200,"vatReclaimedCurrPeriod":100,"netVatDue":100,"totalValueSalesExVAT":500,"totalValuePurchasesExVAT":500,"totalValueGoodsSuppliedExVAT":500,"totalAcquisitionsExVAT":500}"#);
    let obligations = trader
        .get("obligations?from=2025-01-01&to=2025-12-31")
        .send()
        .await;
    assert_snapshot!(obligations.body, @r#"{"obligations":[{"periodKey":"25C1","start":"2025-01-01","end":"2025-03-31","due":"2025-05-07","status":"F","received":"2025-04-20"},{"periodKey":"25C2","start":"2025-04-01","end":"2025-06-30","due":"2025-08-07","status":"O"}]}"#);
    let liabilities = trader
        .get("liabilities?from=2025-01-01&to=2025-04-20")
        .send()
        .await;
    assert_snapshot!(liabilities.body, @r#"{"liabilities":[{"taxPeriod":{"from":"2025-01-01","to":"2025-03-31"},"type":"VAT Return Debit Charge","originalAmount":100,"outstandingAmount":100,"due":"2025-05-07"}]}"#);
    let again = trader.submit(&debit("25C1")).await;
    assert_eq!(again.status, 403);
    assert_snapshot!(again.body, @r#"{"code":"BUSINESS_ERROR","message":"Business validation error","errors":[{"code":"DUPLICATE_SUBMISSION","message":"The VAT return was already submitted for the given period."}]}"#);
}

#[tokio::test]
async fn a_return_of_which_hmrc_owes_the_net_raises_a_credit() {
    let trader = Trader::on("2025-04-20").await;
    let answer = trader.submit(&credit("25C1")).await;
    assert_eq!(answer.json()["paymentIndicator"], "BANK");
    assert!(answer.json().get("chargeRefNumber").is_none());
    let liabilities = trader
        .get("liabilities?from=2025-01-01&to=2025-04-20")
        .send()
        .await;
    assert_snapshot!(liabilities.body, @r#"{"liabilities":[{"taxPeriod":{"from":"2025-01-01","to":"2025-03-31"},"type":"VAT Return Credit Charge","originalAmount":-100.1,"outstandingAmount":-100.1}]}"#);
}
