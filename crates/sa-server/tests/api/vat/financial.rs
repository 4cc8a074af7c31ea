//! Which charges and payments of the ledger liabilities and payments show.

use super::table::rows;
use super::trader::Trader;

/// A charge of 100 and, afterwards, a payment of 40.
fn paid_in_part(kind: &str, period: &str) -> String {
    let period = match period.split_once("..") {
        Some((from, to)) => format!(r#","period":{{"vat":{{"from":"{from}","to":"{to}"}}}}"#),
        None => String::new(),
    };
    format!(
        r#"
{{"account":"vat:123456789","id":"charge","effective":"2025-04-20","recorded":"2025-04-20T09:00:00.000Z","fact":{{"chargeRaised":{{"id":"C1","kind":"{kind}","amount":100.00,"due":"2025-05-07"{period}}}}}}}
{{"account":"vat:123456789","id":"paid","effective":"2025-05-07","recorded":"2025-05-07T09:00:00.000Z","fact":{{"paymentReceived":{{"id":"P1","amount":40.00}}}}}}
"#
    )
}

#[tokio::test]
async fn every_row_of_the_table_of_paid_charges_holds() {
    let mut wrong = Vec::new();
    for [kind, period, range, liability, payment, source] in
        rows(include_str!("tables/paid_charges.txt"))
    {
        let trader = Trader::on("2025-06-30").await;
        trader.server.given(&paid_in_part(kind, period)).await;
        let (from, to) = range.split_once("..").expect("from..to");
        for (endpoint, shown, amounts) in [
            (
                "liabilities",
                liability,
                [("originalAmount", 100), ("outstandingAmount", 60)].as_slice(),
            ),
            ("payments", payment, [("amount", 40)].as_slice()),
        ] {
            let call = trader.get(&format!("{endpoint}?from={from}&to={to}"));
            let answer = call.send().await;
            let item = answer.json()[endpoint][0].clone();
            let is_right = if shown == "yes" {
                answer.status == 200 && amounts.iter().all(|(name, pounds)| item[name] == *pounds)
            } else {
                answer.status == 404
            };
            if !is_right {
                wrong.push(format!(
                    "{endpoint}: {kind}, {period}, {range} ({source}): {} {}",
                    answer.status, answer.body
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Source: section 7 of the VAT contract. DIFFERENCE: HMRC's code tells two equal payments without
/// a lot once.
#[tokio::test]
async fn a_payment_is_told_once_and_two_equal_ones_twice() {
    let trader = Trader::on("2025-06-30").await;
    trader
        .server
        .given(
            r#"
{"account":"vat:123456789","id":"first","effective":"2025-04-20","recorded":"2025-04-20T09:00:00.000Z","fact":{"chargeRaised":{"id":"C1","kind":"VAT Return Debit Charge","amount":30.00,"due":"2025-05-07","period":{"vat":{"from":"2025-01-01","to":"2025-03-31"}}}}}
{"account":"vat:123456789","id":"second","effective":"2025-04-21","recorded":"2025-04-21T09:00:00.000Z","fact":{"chargeRaised":{"id":"C2","kind":"VAT OA Debit Charge","amount":30.00,"due":"2025-05-08","period":{"vat":{"from":"2025-01-01","to":"2025-03-31"}}}}}
{"account":"vat:123456789","id":"paid","effective":"2025-05-01","recorded":"2025-05-01T09:00:00.000Z","fact":{"paymentReceived":{"id":"P1","amount":20.00}}}
{"account":"vat:123456789","id":"again","effective":"2025-05-01","recorded":"2025-05-01T10:00:00.000Z","fact":{"paymentReceived":{"id":"P2","amount":20.00}}}
"#,
        )
        .await;
    let answer = trader.get("payments?from=2025-01-01&to=2025-06-30");
    assert_eq!(
        answer.send().await.body,
        r#"{"payments":[{"amount":20,"received":"2025-05-01"},{"amount":20,"received":"2025-05-01"}]}"#,
        "the second pays part of both charges"
    );
}

/// Where HMRC's sources are silent: the project's own rule.
#[tokio::test]
async fn a_payment_is_told_whole_once_a_charge_has_taken_of_it_unless_it_was_reversed() {
    let entry = |id: &str, hour: u8, fact: &str| {
        format!(
            r#"{{"account":"vat:123456789","id":"{id}","effective":"2025-05-01","recorded":"2025-05-01T{hour:02}:00:00.000Z","fact":{fact}}}"#
        )
    };
    let charge = r#"{"chargeRaised":{"id":"C1","kind":"VAT Return Debit Charge","amount":30.00,"due":"2025-05-07","period":{"vat":{"from":"2025-01-01","to":"2025-03-31"}}}}"#;
    let paid = |id: &str| format!(r#"{{"paymentReceived":{{"id":"{id}","amount":50.00}}}}"#);
    let reversed = r#"{"paymentReversed":{"payment":"P1","reason":"Bounced"}}"#;
    let trader = Trader::on("2025-06-30").await;
    for (given, expected) in [
        (entry("p1", 9, &paid("P1")), 404),
        (entry("c1", 10, charge), 200),
        (entry("reversed", 11, reversed), 404),
        (entry("p2", 12, &paid("P2")), 200),
    ] {
        trader.server.given(&given).await;
        let call = trader.get("payments?from=2025-01-01&to=2025-06-30");
        let answer = call.send().await;
        assert_eq!(answer.status, expected, "{given}");
        let told = r#"{"payments":[{"amount":50,"received":"2025-05-01"}]}"#;
        assert_eq!(answer.body == told, expected == 200, "{}", answer.body);
    }
}

/// What was charged, as it now is, less what is outstanding is what was cleared, whichever way a
/// charge was amended.
#[tokio::test]
async fn a_liability_is_of_the_amount_after_its_amendments() {
    for (amended, expected) in [
        ("150.00", [150.0, 110.0]),
        ("60.00", [60.0, 20.0]),
        ("0.00", [0.0, 0.0]),
    ] {
        let trader = Trader::on("2025-06-30").await;
        let charged = paid_in_part("VAT OA Debit Charge", "2025-01-01..2025-03-31");
        let amendment = format!(
            r#"{{"account":"vat:123456789","id":"amended","effective":"2025-05-10","recorded":"2025-05-10T09:00:00.000Z","fact":{{"chargeAmended":{{"charge":"C1","amount":{amended},"reason":"Amended"}}}}}}"#
        );
        let given = format!("{charged}{amendment}");
        trader.server.given(&given).await;
        let call = trader.get("liabilities?from=2025-01-01&to=2025-06-30");
        let told = call.send().await.json()["liabilities"][0].clone();
        let found = ["originalAmount", "outstandingAmount"].map(|name| told[name].as_f64());
        assert_eq!(found, expected.map(Some), "{amended}");
    }
}

/// Source: section 2 of the VAT contract: what HMRC owes on a return is due as the return is. The
/// credit of the second quarter names its days alone; of 2024 no return was to be made.
#[tokio::test]
async fn a_credit_is_due_on_the_day_of_its_return_where_one_was_to_be_made() {
    let trader = Trader::on("2025-06-30").await;
    let credit = |id: &str, period: &str| {
        format!(
            r#"{{"account":"vat:123456789","id":"{id}","effective":"2025-06-20","recorded":"2025-06-20T09:00:00.000Z","fact":{{"creditRaised":{{"id":"{id}","kind":"VAT Return Credit Charge","amount":10.00,"period":{{"vat":{{{period}}}}}}}}}}}"#
        )
    };
    let given = [
        credit(
            "K1",
            r#""key":"25C1","from":"2025-01-01","to":"2025-03-31""#,
        ),
        credit("K2", r#""from":"2025-04-01","to":"2025-06-30""#),
        credit("K3", r#""from":"2024-10-01","to":"2024-12-31""#),
    ];
    trader.server.given(&given.join("\n")).await;
    let call = trader.get("liabilities?from=2024-10-01&to=2025-06-30");
    let told = call.send().await.json();
    let credits = told["liabilities"].as_array().expect("a list");
    let due: Vec<_> = credits
        .iter()
        .map(|credit| credit["due"].as_str())
        .collect();
    assert_eq!(due, [Some("2025-05-07"), Some("2025-08-07"), None]);
}

/// Interest that is charged is no liability, unless HMRC raised a charge for it.
#[tokio::test]
async fn interest_is_a_liability_once_a_charge_stands_for_it() {
    let trader = Trader::on("2025-09-30").await;
    let late = r#"
{"account":"vat:123456789","id":"charge","effective":"2025-04-20","recorded":"2025-04-20T09:00:00.000Z","fact":{"chargeRaised":{"id":"C1","kind":"VAT Return Debit Charge","amount":10000.00,"due":"2025-05-07","period":{"vat":{"key":"25C1","from":"2025-01-01","to":"2025-03-31"}}}}}
{"account":"vat:123456789","id":"paid","effective":"2025-07-07","recorded":"2025-07-07T09:00:00.000Z","fact":{"paymentReceived":{"id":"P1","amount":10000.00}}}
"#;
    trader.server.given(late).await;
    let kinds = async || {
        let call = trader.get("liabilities?from=2025-01-01&to=2025-09-30");
        let told = call.send().await.json();
        let kinds = told["liabilities"].as_array().expect("a list").iter();
        let kinds = kinds.map(|one| one["type"].as_str().expect("a type").to_owned());
        kinds.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(kinds().await, "VAT Return Debit Charge");
    let raised = r#"{"account":"vat:123456789","id":"interest","effective":"2025-07-07","recorded":"2025-07-08T09:00:00.000Z","fact":{"chargeRaised":{"id":"C2","kind":"VAT Return LPI","amount":138.00,"due":"2025-07-07","period":{"vat":{"from":"2025-01-01","to":"2025-03-31"}}}}}"#;
    trader.server.given(raised).await;
    assert_eq!(kinds().await, "VAT Return Debit Charge, VAT Return LPI");
}
