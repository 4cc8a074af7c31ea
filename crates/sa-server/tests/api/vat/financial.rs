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
