//! Submit VAT Return and View VAT Return, over the ledger.

use insta::assert_snapshot;
use sa_server::SandboxProfile;

use super::table::rows;
use super::trader::{TRADER, Trader, credit, debit, nil};
use crate::harness::Options;

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
    assert_snapshot!(liabilities.body, @r#"{"liabilities":[{"taxPeriod":{"from":"2025-01-01","to":"2025-03-31"},"type":"VAT Return Credit Charge","originalAmount":-100.1,"outstandingAmount":-100.1,"due":"2025-05-07"}]}"#);
}

/// An assessment for the period stands in the journal already, from the next day on.
#[tokio::test]
async fn a_return_is_taken_although_an_assessment_takes_effect_after_it() {
    let trader = Trader::on("2025-04-20").await;
    let assessed = r#"{"account":"vat:123456789","id":"assessed","effective":"2025-04-21","recorded":"2025-04-19T09:00:00.000Z","fact":{"chargeRaised":{"id":"CA1","kind":"VAT CA Charge","amount":800.00,"due":"2025-05-07","period":{"vat":{"from":"2025-01-01","to":"2025-03-31"}}}}}"#;
    trader.server.given(assessed).await;
    let answer = trader.submit(&debit("25C1")).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
}

#[tokio::test]
async fn every_row_of_the_table_of_payment_indicators_holds() {
    for [settlement, net, indicator, reference] in
        rows(include_str!("tables/payment_indicator.txt"))
    {
        let trader = Trader::unknown_on("2025-04-20").await;
        let given = TRADER.replace("directDebitAndBankDetails", settlement);
        trader.server.given(&given).await;
        let body = match net {
            "debit" => debit("25C1"),
            "credit" => credit("25C1"),
            _ => nil("25C1"),
        };
        let receipt = trader.submit(&body).await.json();
        let found = receipt["paymentIndicator"].as_str().unwrap_or("-");
        assert_eq!(found, indicator, "{settlement} {net}");
        let has_reference = receipt.get("chargeRefNumber").is_some();
        assert_eq!(has_reference, reference == "yes", "{settlement} {net}");
    }
}

#[tokio::test]
async fn every_row_of_the_table_of_period_keys_in_paths_holds() {
    let trader = Trader::with(Options {
        today: Some("2025-04-20"),
        sandbox: Some(SandboxProfile::Hmrc),
        ..Options::default()
    })
    .await;
    let refused = r#"{"code":"INVALID_REQUEST","message":"Invalid request","errors":[{"code":"PERIOD_KEY_INVALID","message":"Invalid period key"}]}"#;
    for [sent, expected, source] in rows(include_str!("tables/period_keys.txt")) {
        let path = format!("returns/{sent}");
        let before = trader.get(&path).send().await;
        match expected {
            "refused" => {
                let found = (before.status, before.body.as_str());
                assert_eq!(found, (400, refused), "{sent}, {source}");
            }
            "no route" => assert_eq!(
                (before.status, before.json()["code"].as_str()),
                (404, Some("MATCHING_RESOURCE_NOT_FOUND")),
                "{sent}, {source}"
            ),
            key => {
                assert_eq!(before.json()["code"], "NOT_FOUND", "{sent}, {source}");
                assert_eq!(trader.submit(&debit(key)).await.status, 201, "{key}");
                let after = trader.get(&path).send().await.json();
                assert_eq!(after["periodKey"], key, "{sent}, {source}");
            }
        }
    }
}

/// Where the fixed day lies before facts that are stored.
#[tokio::test]
async fn a_return_of_a_later_day_is_not_shown_yet_and_is_a_duplicate_all_the_same() {
    let then = Trader::on("2025-07-20").await;
    assert_eq!(then.submit(&debit("25C2")).await.status, 201);
    let before = then.later("2025-07-19").await;
    let open = before.get("obligations?status=O").send().await.json();
    assert_eq!(open["obligations"][1]["periodKey"], "25C2");
    assert_eq!(before.get("returns/25C2").send().await.status, 404);
    let again = before.submit(&debit("25C2")).await.json();
    assert_eq!(again["errors"][0]["code"], "DUPLICATE_SUBMISSION");
}

/// Source: section 1.8 of the VAT contract: keys are opaque; what a period is, its obligation says.
#[tokio::test]
async fn a_key_of_any_form_is_the_period_that_its_obligation_says() {
    let trader = Trader::on("2025-07-20").await;
    for (number, key) in ["#001", "0418", "9999", "A001", "18AD"].iter().enumerate() {
        let month = number + 1;
        let entry = format!(
            r#"{{"account":"vat:123456789","id":"period-{month}","effective":"2024-0{month}-01","recorded":"2024-0{month}-01T00:00:00.000Z","fact":{{"obligationCreated":{{"key":"{key}","start":"2024-0{month}-01","end":"2024-0{month}-28","due":"2025-08-07"}}}}}}"#
        );
        trader.server.given(&entry).await;
        let answer = trader.submit(&debit(key)).await;
        assert_eq!(answer.status, 201, "{key}: {}", answer.body);
        let path = format!("returns/{}", key.replace('#', "%23"));
        let viewed = trader.get(&path).send().await.json();
        assert_eq!(viewed["periodKey"], *key);
    }
    let fulfilled = trader.get("obligations?from=2024-01-01&to=2024-05-31&status=F");
    let fulfilled = fulfilled.send().await.json();
    let keys: Vec<_> = fulfilled["obligations"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|obligation| obligation["periodKey"].as_str().expect("a key"))
        .collect();
    assert_eq!(keys, ["#001", "0418", "9999", "A001", "18AD"]);
}
