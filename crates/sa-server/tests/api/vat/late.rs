//! Penalties, financial details and information, from the ledger.

use insta::assert_snapshot;

use super::further_scenarios::{parts, penalties};
use super::trader::{Trader, VRN, debit};

/// Source of the figures: sections 4 and 5 of the domain rules, fixture (b): 10,000 for a period
/// from 2025-04-01, due 2025-08-07, paid in full on 2025-09-20.
const LATE: &str = r#"
{"account":"vat:123456789","id":"late","effective":"2025-07-20","recorded":"2025-07-20T09:00:00.000Z","fact":{"chargeRaised":{"id":"004000000028","reference":"XE123456789012","kind":"VAT Return Debit Charge","amount":10000.00,"due":"2025-08-07","period":{"vat":{"key":"25C2","from":"2025-04-01","to":"2025-06-30"}}}}}
{"account":"vat:123456789","id":"paid","effective":"2025-09-20","recorded":"2025-09-20T09:00:00.000Z","fact":{"paymentReceived":{"id":"P1","amount":10000.00}}}
"#;
const RAISED: &str = r#"
{"account":"vat:123456789","id":"lpp1","effective":"2025-09-25","recorded":"2025-09-25T09:00:00.000Z","fact":{"chargeRaised":{"id":"004000000029","reference":"XM002610011594","kind":"VAT Return 1st LPP","amount":600.00,"due":"2025-10-25","period":{"vat":{"from":"2025-04-01","to":"2025-06-30"}}}}}
"#;

#[tokio::test]
async fn an_account_without_lateness_has_no_penalties() {
    let trader = Trader::on("2025-04-20").await;
    let answer = trader.get("penalties").send().await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "{}"));
}

#[tokio::test]
async fn late_payments_and_late_returns_bring_penalties() {
    let trader = Trader::on("2025-09-10").await;
    trader.server.given(LATE).await;
    let running = trader.get("penalties").send().await;
    assert_snapshot!(running.body, @r#"{"totalisations":{"lateSubmissionPenaltyTotalValue":0,"penalisedPrincipalTotal":10000,"latePaymentPenaltyPostedTotal":600,"latePaymentPenaltyEstimateTotal":10.95},"lateSubmissionPenalty":{"summary":{"activePenaltyPoints":2,"inactivePenaltyPoints":0,"periodOfComplianceAchievement":"9999-12-31","regimeThreshold":4,"penaltyChargeAmount":200},"details":[{"penaltyNumber":"000000000001","penaltyOrder":"01","penaltyCategory":"point","penaltyStatus":"active","penaltyCreationDate":"2025-05-08","penaltyExpiryDate":"2027-05-31","lateSubmissions":[{"lateSubmissionID":"25C1","taxReturnStatus":"Open","taxPeriodStartDate":"2025-01-01","taxPeriodEndDate":"2025-03-31","taxPeriodDueDate":"2025-05-07"}]},{"penaltyNumber":"000000000002","penaltyOrder":"02","penaltyCategory":"point","penaltyStatus":"active","penaltyCreationDate":"2025-08-08","penaltyExpiryDate":"2027-08-31","lateSubmissions":[{"lateSubmissionID":"25C2","taxReturnStatus":"Open","taxPeriodStartDate":"2025-04-01","taxPeriodEndDate":"2025-06-30","taxPeriodDueDate":"2025-08-07"}]}]},"latePaymentPenalty":{"details":[{"principalChargeReference":"XE123456789012","penaltyCategory":"LPP1","penaltyStatus":"posted","penaltyAmountAccruing":0,"penaltyAmountPosted":600,"latePaymentPenalty1LowerRateCalculationAmount":10000,"latePaymentPenalty1LowerRatePercentage":3,"latePaymentPenalty1HigherRateCalculationAmount":10000,"latePaymentPenalty1HigherRatePercentage":3,"penaltyChargeCreationDate":"2025-08-23","principalChargeDocNumber":"004000000028","principalChargeBillingFrom":"2025-04-01","principalChargeBillingTo":"2025-06-30","principalChargeDueDate":"2025-08-07"},{"principalChargeReference":"XE123456789012","penaltyCategory":"LPP2","penaltyStatus":"accruing","penaltyAmountAccruing":10.95,"penaltyAmountPosted":0,"latePaymentPenalty2Days":"4","latePaymentPenalty2Percentage":10,"penaltyChargeCreationDate":"2025-09-07","principalChargeDocNumber":"004000000028","principalChargeBillingFrom":"2025-04-01","principalChargeBillingTo":"2025-06-30","principalChargeDueDate":"2025-08-07"}]}}"#);
    let over = trader.later("2025-10-01").await;
    over.server.given(RAISED).await;
    let posted = over.get("penalties").send().await;
    assert_snapshot!(posted.body, @r#"{"totalisations":{"lateSubmissionPenaltyTotalValue":0,"penalisedPrincipalTotal":10000,"latePaymentPenaltyPostedTotal":638.35,"latePaymentPenaltyEstimateTotal":0},"lateSubmissionPenalty":{"summary":{"activePenaltyPoints":2,"inactivePenaltyPoints":0,"periodOfComplianceAchievement":"9999-12-31","regimeThreshold":4,"penaltyChargeAmount":200},"details":[{"penaltyNumber":"000000000001","penaltyOrder":"01","penaltyCategory":"point","penaltyStatus":"active","penaltyCreationDate":"2025-05-08","penaltyExpiryDate":"2027-05-31","lateSubmissions":[{"lateSubmissionID":"25C1","taxReturnStatus":"Open","taxPeriodStartDate":"2025-01-01","taxPeriodEndDate":"2025-03-31","taxPeriodDueDate":"2025-05-07"}]},{"penaltyNumber":"000000000002","penaltyOrder":"02","penaltyCategory":"point","penaltyStatus":"active","penaltyCreationDate":"2025-08-08","penaltyExpiryDate":"2027-08-31","lateSubmissions":[{"lateSubmissionID":"25C2","taxReturnStatus":"Open","taxPeriodStartDate":"2025-04-01","taxPeriodEndDate":"2025-06-30","taxPeriodDueDate":"2025-08-07"}]}]},"latePaymentPenalty":{"details":[{"principalChargeReference":"XE123456789012","penaltyCategory":"LPP1","penaltyStatus":"posted","penaltyAmountAccruing":0,"penaltyAmountPosted":600,"penaltyAmountPaid":0,"penaltyAmountOutstanding":600,"latePaymentPenalty1LowerRateCalculationAmount":10000,"latePaymentPenalty1LowerRatePercentage":3,"latePaymentPenalty1HigherRateCalculationAmount":10000,"latePaymentPenalty1HigherRatePercentage":3,"penaltyChargeCreationDate":"2025-09-25","penaltyChargeReference":"XM002610011594","penaltyChargeDueDate":"2025-10-25","principalChargeDocNumber":"004000000028","principalChargeBillingFrom":"2025-04-01","principalChargeBillingTo":"2025-06-30","principalChargeDueDate":"2025-08-07","principalChargeLatestClearing":"2025-09-20"},{"principalChargeReference":"XE123456789012","penaltyCategory":"LPP2","penaltyStatus":"posted","penaltyAmountAccruing":0,"penaltyAmountPosted":38.35,"latePaymentPenalty2Days":"14","latePaymentPenalty2Percentage":10,"penaltyChargeCreationDate":"2025-09-07","principalChargeDocNumber":"004000000028","principalChargeBillingFrom":"2025-04-01","principalChargeBillingTo":"2025-06-30","principalChargeDueDate":"2025-08-07","principalChargeLatestClearing":"2025-09-20"}]}}"#);
}

/// Source: section 10.1 of the VAT contract: 24 months are told. The first penalty is of 2025-08-23,
/// the second of 2025-09-07.
#[tokio::test]
async fn a_penalty_is_told_for_24_months() {
    let trader = Trader::on("2025-10-01").await;
    trader.server.given(LATE).await;
    for (day, expected) in [
        ("2027-08-23", "LPP1 posted 600, LPP2 posted 38.35"),
        ("2027-08-24", "LPP2 posted 38.35"),
        ("2027-09-07", "LPP2 posted 38.35"),
    ] {
        let answer = trader.later(day).await.get("penalties").send().await;
        let told = penalties(&answer.json());
        assert_eq!(told.rsplit("; ").next(), Some(expected), "{day}");
    }
    let gone = trader.later("2027-09-08").await;
    let gone = gone.get("penalties").send().await.json();
    assert!(gone.get("latePaymentPenalty").is_none(), "{gone}");
}

/// What was returned for a quarter and what was assessed of it are both late, each with a first
/// penalty; HMRC has charged both, and the second penalty of neither.
#[tokio::test]
async fn each_penalty_has_a_charge_of_its_own() {
    let trader = Trader::on("2025-10-01").await;
    let assessed = LATE
        .replace("\"late\"", "\"assessed\"")
        .replace("004000000028", "004000000027")
        .replace("XE123456789012", "XE123456789013")
        .replace("VAT Return Debit Charge", "VAT OA Debit Charge")
        .replace("\"paid\"", "\"paid-too\"")
        .replace("P1", "P2");
    let raised_again = RAISED
        .replace("\"lpp1\"", "\"again\"")
        .replace("004000000029", "004000000030")
        .replace("XM002610011594", "XM002610011595");
    let given = [LATE, &assessed, RAISED, &raised_again].concat();
    trader.server.given(&given).await;
    let body = trader.get("penalties").send().await.json();
    let details = body["latePaymentPenalty"]["details"].as_array();
    let told = details.expect("a list").iter().map(|one| {
        let names = [
            "principalChargeReference",
            "penaltyCategory",
            "penaltyChargeReference",
        ];
        parts(one, &names)
    });
    let expected = [
        "XE123456789012 LPP1 XM002610011594",
        "XE123456789012 LPP2 null",
        "XE123456789013 LPP1 XM002610011595",
        "XE123456789013 LPP2 null",
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

/// Two returns that were never made. Source: section 5.3 of the domain rules (CH192200): a point of
/// 2025-05-08 counts to the end of May 2027, one of 2025-08-08 to the end of August.
#[tokio::test]
async fn a_point_that_expired_is_told_for_24_months_more() {
    let trader = Trader::on("2025-08-08").await;
    for (day, expected) in [
        ("2027-05-31", "2+0/4 9999-12-31: point active, point active"),
        (
            "2027-06-01",
            "1+1/4 9999-12-31: point inactive, point active",
        ),
        (
            "2029-05-31",
            "0+2/4 9999-12-31: point inactive, point inactive",
        ),
        ("2029-06-01", "0+1/4 9999-12-31: point inactive"),
    ] {
        let answer = trader.later(day).await.get("penalties").send().await;
        let body = answer.json();
        let told = penalties(&body);
        assert_eq!(told.split("; ").nth(1), Some(expected), "{day}");
        for point in body["lateSubmissionPenalty"]["details"]
            .as_array()
            .expect("a list")
        {
            let expired = point["penaltyStatus"] == "inactive";
            assert_eq!(point["expiryReason"] == "natural-expiry", expired, "{day}");
        }
    }
    let gone = trader.later("2029-09-01").await;
    let gone = gone.get("penalties").send().await;
    assert_eq!(gone.body, "{}");
}

/// A trader who reports calendar quarters from 2024 on, and the days on which they were reported.
fn reported(returns: &[(&str, &str)]) -> String {
    let mut lines = format!(
        r#"{{"account":"vat:{VRN}","id":"open","effective":"2024-01-01","recorded":"2024-01-01T09:00:00.000Z","fact":{{"accountOpened":{{"vat":{{"vrn":"{VRN}","schedule":{{"stagger":"MC","from":"2024-01-01"}}}}}}}}}}"#
    );
    for (key, day) in returns {
        let boxes = r#""vatDueSales":0,"vatDueAcquisitions":0,"totalVatDue":0,"vatReclaimedCurrPeriod":0,"netVatDue":0,"totalValueSalesExVAT":0,"totalValuePurchasesExVAT":0,"totalValueGoodsSuppliedExVAT":0,"totalAcquisitionsExVAT":0"#;
        let fact = format!(
            r#"{{"returnSubmitted":{{"return":{{"periodKey":"{key}","boxes":{{{boxes}}}}},"formBundleNumber":"256660290587"}}}}"#
        );
        let about = format!(r#"{{"account":"vat:{VRN}","id":"{key}","effective":"{day}""#);
        let recorded = format!(r#""recorded":"{day}T09:00:00.000Z","fact":{fact}}}"#);
        lines.extend(["\n", &about, ",", &recorded]);
    }
    lines
}

/// The quarters of 2024 were reported late, those of 2025 in time. Source: section 5.3 of the domain
/// rules (CH192300): a year of compliance from the month after 2025-02-08.
#[tokio::test]
async fn points_that_compliance_took_away_are_told_for_24_months_more() {
    let trader = Trader::unknown_on("2025-02-10").await;
    let given = reported(&[
        ("24C1", "2025-02-10"),
        ("24C2", "2025-02-10"),
        ("24C3", "2025-02-10"),
        ("24C4", "2025-02-10"),
        ("25C1", "2025-05-07"),
        ("25C2", "2025-08-07"),
        ("25C3", "2025-11-07"),
        ("25C4", "2026-02-07"),
    ]);
    trader.server.given(&given).await;
    let all = |status: &str| {
        let [point, last] = ["point", "threshold"].map(|one| format!("{one} {status}"));
        [point.clone(), point.clone(), point, last].join(", ")
    };
    let (active, inactive) = (all("active"), all("inactive"));
    for (day, expected) in [
        ("2026-02-28", format!("4+0/4 2026-02-28: {active}")),
        ("2026-03-01", format!("0+4/4 9999-12-31: {inactive}")),
    ] {
        let body = trader.later(day).await.get("penalties").send().await.json();
        let told = penalties(&body);
        assert_eq!(told.split("; ").nth(1), Some(&*expected), "{day}");
        let first = &body["lateSubmissionPenalty"]["details"][0];
        if first["penaltyStatus"] == "inactive" {
            assert_eq!(first["expiryReason"], "expiry-conditions-met");
            assert_eq!(first["penaltyExpiryDate"], "2026-02-28");
        }
    }
    // Of 2026 no return was made, which is told beside.
    for (day, is_told) in [("2028-02-28", true), ("2028-02-29", false)] {
        let later = trader.later(day).await;
        let told = penalties(&later.get("penalties").send().await.json());
        assert_eq!(told.contains(&inactive), is_told, "{day}: {told}");
    }
}

/// Five quarters were reported late, the next four in time: the penalty of the fifth goes with the
/// points, on 2026-05-31, and is told for 24 months more. It was no point.
#[tokio::test]
async fn a_penalty_beyond_the_threshold_is_told_until_24_months_after_the_points_went() {
    let trader = Trader::unknown_on("2025-05-10").await;
    let given = reported(&[
        ("24C1", "2025-05-10"),
        ("24C2", "2025-05-10"),
        ("24C3", "2025-05-10"),
        ("24C4", "2025-05-10"),
        ("25C1", "2025-05-10"),
        ("25C2", "2025-08-07"),
        ("25C3", "2025-11-07"),
        ("25C4", "2026-02-07"),
        ("26C1", "2026-05-07"),
    ]);
    trader.server.given(&given).await;
    let told = async |day: &'static str| {
        let later = trader.later(day).await;
        let body = later.get("penalties").send().await.json();
        let late = &body["lateSubmissionPenalty"];
        let mut details = late["details"].as_array().expect("a list").iter();
        let fifth = details.find(|one| one["penaltyNumber"] == "000000000005");
        let names = ["penaltyCategory", "penaltyStatus", "penaltyExpiryDate"];
        let inactive = late["summary"]["inactivePenaltyPoints"].clone();
        format!(
            "{inactive} {}",
            fifth.map_or("-".to_owned(), |one| parts(one, &names))
        )
    };
    assert_eq!(told("2026-05-31").await, "0 charge active 9999-12-31");
    assert_eq!(told("2026-06-01").await, "4 charge inactive 2026-05-31");
    assert_eq!(told("2028-05-31").await, "4 charge inactive 2026-05-31");
    // By then every later return has failed.
    assert_eq!(told("2028-06-01").await, "0 -");
}

/// Source: section 5.3 of the domain rules: one point a calendar month. The failure of 20 May is told
/// with that of 8 May, and takes no number.
#[tokio::test]
async fn numbers_have_no_gap_where_a_failure_brought_nothing() {
    let trader = Trader::on("2025-09-10").await;
    let second = r##"{"account":"vat:123456789","id":"second","effective":"2025-01-01","recorded":"2025-01-01T00:00:00.000Z","fact":{"obligationCreated":{"key":"#001","start":"2025-01-01","end":"2025-03-31","due":"2025-05-19"}}}"##;
    trader.server.given(second).await;
    let body = trader.get("penalties").send().await.json();
    let details = body["lateSubmissionPenalty"]["details"].as_array();
    let told = details.expect("a list").iter().map(|one| {
        let late = one["lateSubmissions"].as_array().expect("a list").iter();
        let late: Vec<_> = late
            .map(|each| parts(each, &["lateSubmissionID"]))
            .collect();
        format!(
            "{}: {}",
            parts(one, &["penaltyNumber", "penaltyOrder"]),
            late.join(" ")
        )
    });
    let expected = ["000000000001 01: 25C1 #001", "000000000002 02: 25C2"];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

/// Quarters from January 2024 on, for which no return is made: four points, the fourth with a
/// penalty, and a penalty for each failure after it.
#[tokio::test]
async fn points_are_told_up_to_the_threshold_and_penalties_from_there_on() {
    let trader = Trader::unknown_on("2024-05-08").await;
    trader.server.given(&reported(&[])).await;
    for (day, expected) in [
        ("2024-05-08", "0 0 0 0; 1+0/4 9999-12-31: point active; -"),
        (
            "2025-02-07",
            "0 0 0 0; 3+0/4 9999-12-31: point active, point active, point active; -",
        ),
        (
            "2025-02-08",
            "200 0 0 0; 4+0/4 2026-02-28: point active, point active, point active, threshold active; -",
        ),
        (
            "2025-05-08",
            "400 0 0 0; 4+0/4 2026-05-31: point active, point active, point active, threshold active, charge active; -",
        ),
    ] {
        let answer = trader.later(day).await.get("penalties").send().await;
        assert_eq!(penalties(&answer.json()), expected, "{day}");
    }
    let raised = r#"{"account":"vat:123456789","id":"penalty","effective":"2025-02-20","recorded":"2025-02-20T09:00:00.000Z","fact":{"chargeRaised":{"id":"004000000031","reference":"XM002610011594","kind":"VAT Late Submission Pen","amount":200.00,"due":"2025-03-22","period":{"vat":{"from":"2024-10-01","to":"2024-12-31"}}}}}"#;
    trader.server.given(raised).await;
    let later = trader.later("2025-03-01").await;
    let body = later.get("penalties").send().await.json();
    let threshold = &body["lateSubmissionPenalty"]["details"][3];
    assert_eq!(threshold["chargeReference"], "XM002610011594");
    assert_eq!(threshold["chargeAmount"], 200);
    assert_eq!(threshold["chargeOutstandingAmount"], 200);
    assert_eq!(threshold["chargeDueDate"], "2025-03-22");
}

#[tokio::test]
async fn financial_details_tell_a_charge_with_its_interest() {
    let trader = Trader::on("2025-09-10").await;
    trader.server.given(LATE).await;
    let running = trader.get("financial-details/XE123456789012").send().await;
    assert_snapshot!(running.body, @r#"{"totalisations":{"totalOverdue":10000,"totalNotYetDue":0,"totalBalance":10000,"totalCredit":0,"totalCleared":0,"additionalReceivableTotalisations":{"totalAccountPostedInterest":0,"totalAccountAccruingInterest":75.81}},"documentDetails":[{"postingDate":"2025-07-20","issueDate":"2025-07-20","documentTotalAmount":10000,"documentClearedAmount":0,"documentInterestTotals":{"interestPostedAmount":0,"interestAccruingAmount":75.81},"documentOutstandingAmount":10000,"lineItemDetails":[{"chargeDescription":"VAT Return Debit Charge","periodFromDate":"2025-04-01","periodToDate":"2025-06-30","netDueDate":"2025-08-07","amount":10000,"lineItemInterestDetails":{"currentInterestRate":8,"interestPostedAmount":0,"interestAccruingAmount":75.81,"interestStartDate":"2025-08-07"}}]}]}"#);
    let later = trader.later("2025-11-30").await;
    later.server.given(RAISED).await;
    let cleared = later.get("financial-details/XE123456789012").send().await;
    assert_snapshot!(cleared.body, @r#"{"totalisations":{"totalOverdue":0,"totalNotYetDue":0,"totalBalance":0,"totalCredit":0,"totalCleared":10000,"additionalReceivableTotalisations":{"totalAccountPostedInterest":97.73,"totalAccountAccruingInterest":0}},"documentDetails":[{"postingDate":"2025-07-20","issueDate":"2025-07-20","documentTotalAmount":10000,"documentClearedAmount":10000,"documentInterestTotals":{"interestPostedAmount":97.73,"interestAccruingAmount":0},"documentOutstandingAmount":0,"lineItemDetails":[{"chargeDescription":"VAT Return Debit Charge","periodFromDate":"2025-04-01","periodToDate":"2025-06-30","netDueDate":"2025-08-07","amount":10000,"lineItemInterestDetails":{"currentInterestRate":8,"interestPostedAmount":97.73,"interestAccruingAmount":0,"interestStartDate":"2025-08-07"}}]}]}"#);
    let penalty = later.get("financial-details/Xm002610011594").send().await;
    assert_snapshot!(penalty.body, @r#"{"totalisations":{"totalOverdue":600,"totalNotYetDue":0,"totalBalance":600,"totalCredit":0,"totalCleared":0,"additionalReceivableTotalisations":{"totalAccountPostedInterest":0,"totalAccountAccruingInterest":4.73}},"documentDetails":[{"postingDate":"2025-09-25","issueDate":"2025-09-25","documentTotalAmount":600,"documentClearedAmount":0,"documentInterestTotals":{"interestPostedAmount":0,"interestAccruingAmount":4.73},"documentOutstandingAmount":600,"lineItemDetails":[{"chargeDescription":"VAT Return 1st LPP","periodFromDate":"2025-04-01","periodToDate":"2025-06-30","netDueDate":"2025-10-25","amount":600,"lineItemInterestDetails":{"currentInterestRate":8,"interestPostedAmount":0,"interestAccruingAmount":4.73,"interestStartDate":"2025-10-25"}}]}]}"#);
}

#[tokio::test]
async fn financial_details_take_an_x_reference_and_know_those_of_the_account() {
    let trader = Trader::on("2025-04-20").await;
    for reference in [
        "M002610011594",
        "AM002610011594",
        "XM00261001159",
        "XM0026100115944",
        "X1002610011594",
        "xM002610011594",
        "XM00261001159a",
    ] {
        let answer = trader
            .get(&format!("financial-details/{reference}"))
            .send()
            .await;
        let body = r#"{"code":"CHARGE_REFERENCE_INVALID","message":"The provided chargeReference is invalid"}"#;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (400, body),
            "{reference}"
        );
    }
    let unknown = trader.get("financial-details/XM002610011594").send().await;
    let body = r#"{"code":"MATCHING_RESOURCE_NOT_FOUND","message":"The supplied income source could not be found"}"#;
    assert_eq!((unknown.status, unknown.body.as_str()), (404, body));
    let receipt = trader.submit(&debit("25C1")).await.json();
    let reference = receipt["chargeRefNumber"].as_str().expect("a reference");
    let own = trader
        .get(&format!("financial-details/{reference}"))
        .send()
        .await;
    assert_eq!(own.json()["totalisations"]["totalNotYetDue"], 100);
}

#[tokio::test]
async fn information_tells_registration_and_flat_rate_scheme_as_far_as_they_are_known() {
    let trader = Trader::on("2025-04-20").await;
    let answer = trader.get("information").send().await;
    assert_snapshot!(answer.body, @r#"{"customerDetails":{"effectiveRegistrationDate":"2024-12-01"}}"#);
    let opened = |holder: &str| {
        format!(
            r#"{{"account":"vat:123456789","id":"open","effective":"2024-12-01","recorded":"2024-12-01T09:00:00.000Z","fact":{{"accountOpened":{{"vat":{holder}}}}}}}"#
        )
    };
    for (holder, expected) in [
        (r#"{"vrn":"123456789"}"#, "{}"),
        (
            r#"{"vrn":"123456789","flatRateScheme":{"category":"999"}}"#,
            r#"{"flatRateScheme":{"frsCategory":"999"}}"#,
        ),
        (
            r#"{"vrn":"123456789","registered":"2001-01-01","flatRateScheme":{"category":"001","start":"2001-01-01"}}"#,
            r#"{"customerDetails":{"effectiveRegistrationDate":"2001-01-01"},"flatRateScheme":{"frsCategory":"001","startDate":"2001-01-01"}}"#,
        ),
    ] {
        let trader = Trader::unknown_on("2025-04-20").await;
        let unknown = trader.get("information").send().await;
        let body = r#"{"code":"NOT_FOUND","message":"The requested resource could not be found"}"#;
        assert_eq!((unknown.status, unknown.body.as_str()), (404, body));
        trader.server.given(&opened(holder)).await;
        assert_eq!(trader.get("information").send().await.body, expected);
    }
}
