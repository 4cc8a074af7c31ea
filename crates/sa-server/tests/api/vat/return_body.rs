//! The body of Submit VAT Return: every rule of every level, one row of a table each.

use serde_json::{Value, json};

use super::table::rows;
use super::trader::Trader;

const RIGHT: [(&str, &str); 11] = [
    ("periodKey", "\"25C1\""),
    ("vatDueSales", "100.00"),
    ("vatDueAcquisitions", "100.00"),
    ("totalVatDue", "200.00"),
    ("vatReclaimedCurrPeriod", "100.00"),
    ("netVatDue", "100.00"),
    ("totalValueSalesExVAT", "500"),
    ("totalValuePurchasesExVAT", "500"),
    ("totalValueGoodsSuppliedExVAT", "500"),
    ("totalAcquisitionsExVAT", "500"),
    ("finalised", "true"),
];

/// A right body with what a row changes in it.
pub(super) fn changed(changes: &str) -> String {
    if let Some(whole) = changes.strip_prefix('=') {
        return whole.trim_start().to_owned();
    }
    let mut fields: Vec<_> = RIGHT.to_vec();
    for change in changes.split("; ") {
        if let Some(missing) = change.strip_prefix('-') {
            fields.retain(|(name, _)| *name != missing);
            continue;
        }
        let (name, value) = change.split_once('=').expect("name=JSON");
        match fields.iter_mut().find(|(each, _)| *each == name) {
            Some(field) => field.1 = value,
            None => fields.push((name, value)),
        }
    }
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}}}", fields.join(","))
}

fn message(code: &str, field: &str) -> &'static str {
    rows::<3>(include_str!("tables/field_messages.txt"))
        .into_iter()
        .find(|[each, fields, _]| {
            *each == code && (*fields == "*" || fields.split(' ').any(|one| one == field))
        })
        .map_or_else(
            || panic!("no message for {code} at {field}"),
            |[_, _, message]| message,
        )
}

/// The body that a row expects of a refusal.
fn refusal(status: &str, expected: &str) -> Value {
    match expected {
        "INVALID_JSON" => return json!({"statusCode": 400, "message": "Invalid Json"}),
        "UNKNOWN_PERIOD" => {
            return json!({"code": "PERIOD_KEY_INVALID", "message": "Invalid period key"});
        }
        _ => {}
    }
    let all_missing = RIGHT
        .map(|(field, _)| format!("MANDATORY_FIELD_MISSING/{field}"))
        .join(" ");
    let expected = if expected == "ALL_MISSING" {
        &all_missing
    } else {
        expected
    };
    let errors: Vec<_> = expected
        .split(' ')
        .map(|item| {
            let (code, field) = item.split_once('/').expect("CODE/field");
            json!({"code": code, "message": message(code, field), "path": format!("/{field}")})
        })
        .collect();
    if status == "403" {
        json!({"code": "BUSINESS_ERROR", "message": "Business validation error", "errors": errors})
    } else {
        json!({"code": "INVALID_REQUEST", "message": "Invalid request", "errors": errors})
    }
}

#[tokio::test]
async fn every_row_of_the_table_of_bodies_holds() {
    let base = Trader::on("2025-04-20").await;
    let mut wrong = Vec::new();
    for (number, [changes, expected, source]) in rows(include_str!("tables/return_body.txt"))
        .into_iter()
        .enumerate()
    {
        // Each accepted return takes a trader of its own.
        let own = match expected {
            "201" => Some(Trader::on("2025-04-20").await),
            _ => None,
        };
        let answer = own
            .as_ref()
            .unwrap_or(&base)
            .submit(&changed(changes))
            .await;
        let (status, rest) = expected.split_once(' ').unwrap_or((expected, ""));
        let as_expected = answer.status.to_string() == status
            && (status == "201" || answer.json() == refusal(status, rest));
        if !as_expected {
            wrong.push(format!(
                "row {number}, {changes} ({source}): {expected}, found {} {}",
                answer.status, answer.body
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A box at its bounds is right in itself, whatever the sums say; one step beyond it is refused, and
/// a box of pounds and pence takes no third decimal, not even a zero.
#[tokio::test]
async fn every_row_of_the_table_of_bounds_holds() {
    let trader = Trader::on("2025-04-20").await;
    for [field, least, most, below, above] in rows(include_str!("tables/box_bounds.txt")) {
        let refused = refusal("400", &format!("INVALID_MONETARY_AMOUNT/{field}"));
        for bound in [least, most] {
            // The declaration is of another type, so that nothing is stored and no sum is looked at.
            let body = changed(&format!("{field}={bound}; finalised=1"));
            let answer = trader.submit(&body).await;
            let expected = refusal("400", "UNMAPPED_PLAY_ERROR/finalised");
            assert_eq!(answer.json(), expected, "{field} {bound}");
        }
        let zeros = if least.contains('.') { "1.000" } else { "1.5" };
        for beyond in [below, above, zeros] {
            let answer = trader.submit(&changed(&format!("{field}={beyond}"))).await;
            assert_eq!(answer.json(), refused, "{field} {beyond}");
        }
    }
}
