//! The laws of documents, payments and histories.

use std::collections::BTreeSet;

use sa_model::Money;
use serde_json::Value;

use super::super::case::{day, today};
use super::super::minus;
use super::super::view::{View, list, money, total};
use super::{equal, hold, numbers, try_law};

const PAYMENT_MEMBERS: [&str; 6] = [
    "paymentReference",
    "paymentAmount",
    "paymentMethod",
    "paymentLot",
    "paymentLotItem",
    "clearingSAPDocument",
];

/// What of a document was cleared for these reasons, collection through PAYE left out.
fn cleared_by(detail: &Value, reasons: &[&str]) -> Money {
    let items = list(&detail["items"]).iter();
    let cleared = items.filter(|item| {
        let reason = item["clearingReason"].as_str();
        reason.is_some_and(|reason| reasons.contains(&reason))
            && item.get("codedOutStatus").is_none()
    });
    total(cleared.map(|item| money(&item["amount"])))
}

/// 5 and 6 of charges: the items come to the amount, the first is what is open, the others what is
/// cleared; the payments' own list agrees on what payments cleared.
#[test]
fn charges_and_payments_agree_to_the_penny() {
    try_law(async |_case, client, _cut| {
        let (view, payments) = (client.whole().await, client.payments().await);
        for (number, detail) in view.details() {
            let (original, open) = (&detail["originalAmount"], &detail["outstandingAmount"]);
            let items = list(&detail["items"]).iter();
            equal(
                &money(original),
                &total(items.map(|item| money(&item["amount"]))),
                "the items",
            )?;
            equal(open, &detail["items"][0]["amount"], "the first item")?;
            if money(original).is_negative() {
                continue;
            }
            hold(
                !money(open).is_negative() && money(open) <= money(original),
                || detail.to_string(),
            )?;
            let rows = payments.iter().flat_map(|each| list(&each["allocations"]));
            let rows = rows.filter(|row| {
                let charge = &row["chargeDetail"];
                charge["documentId"] == *number
                    && charge["documentTypeDescription"] != "Late Payment Interest"
            });
            equal(
                &cleared_by(detail, &["Incoming Payment"]),
                &total(rows.map(|row| money(&row["clearedAmount"]))),
                "what payments cleared",
            )?;
            equal(
                &cleared_by(detail, &["Incoming Payment", "Automatic Clearing"]),
                &money(&detail["clearedAmount"]),
                "what was cleared",
            )?;
        }
        Ok(())
    });
}

/// 5 of payments: the amount is what was set against charges, what was refunded and what is left. A
/// payment that bounced is in the list no more.
#[test]
fn a_payment_is_used_refunded_or_left() {
    try_law(async |case, client, _cut| {
        let (view, payments) = (client.whole().await, client.payments().await);
        let details = view.details();
        let position = case.account.position(today());
        let credits = position.credits.iter();
        let standing =
            credits.filter(|credit| credit.source.payment().is_some() && credit.reversed.is_none());
        equal(
            &payments.len(),
            &standing.count(),
            "the payments that stand",
        )?;
        for payment in &payments {
            let used = list(&payment["allocations"]).iter();
            let used = total(used.map(|row| money(&row["clearedAmount"])));
            let lot = payment["paymentLot"].as_str().expect("a lot");
            let detail = details.get(lot).expect("the payment's document");
            let refunded = cleared_by(detail, &["Outgoing Payment"]);
            let left = total([refunded, money(&detail["outstandingAmount"])]);
            let amount = money(&payment["paymentAmount"]);
            equal(&minus(used, left), &amount, "the payment")?;
        }
        Ok(())
    });
}

/// 9: two adjacent ranges hold what the joined one holds, each document once.
#[test]
fn adjacent_ranges_join() {
    try_law(async |_case, client, cut| {
        let whole = client.range(day(0), today(), "").await;
        let (first, second) = (
            client.range(day(0), day(cut), "").await,
            client.range(day(cut + 1), today(), "").await,
        );
        let (first, second) = (numbers(&first), numbers(&second));
        hold(first.is_disjoint(&second), || {
            format!("{first:?} {second:?}")
        })?;
        equal(
            &first.union(&second).cloned().collect(),
            &numbers(&whole),
            "the union",
        )
    });
}

/// 10, 12 and 13: what the switches hide and show, and that none of them changes the balance.
#[test]
fn switches_select_and_never_change_the_balance() {
    try_law(async |_case, client, _cut| {
        let whole = client.range(day(0), today(), "").await;
        let without = client.range(day(0), today(), "&removePOA=true").await;
        let payments = |view: &View| -> BTreeSet<String> {
            let documents = view.documents().into_iter();
            documents
                .filter(|(_, d)| d["documentDescription"] == "Payment")
                .map(|d| d.0)
                .collect()
        };
        let expected = &numbers(&whole) - &payments(&whole);
        equal(&numbers(&without), &expected, "without payments")?;
        let all = "&includeLocks=true&customerPaymentInformation=true&includeEstimatedCharges=true";
        let shown = client.range(day(0), today(), all).await;
        let hidden = client
            .range(day(0), today(), &format!("{all}&removePOA=true"))
            .await;
        for view in [&whole, &without, &shown, &hidden] {
            let details = &view.0["balanceDetails"];
            equal(details, &whole.0["balanceDetails"], "the balance")?;
        }
        for (view, locks, members) in [
            (&whole, false, false),
            (&shown, true, true),
            (&hidden, true, false),
        ] {
            for item in view.items() {
                equal(&item.get("locks").is_some(), &locks, "locks")?;
                let any = PAYMENT_MEMBERS.iter().any(|name| item.get(*name).is_some());
                hold(members || !any, || format!("{item}"))?;
            }
        }
        Ok(())
    });
}

/// 11: the open items are the documents of which an amount or interest is open.
#[test]
fn open_items_are_those_of_which_something_is_open() {
    try_law(async |_case, client, _cut| {
        let accrued = "&calculateAccruedInterest=true";
        let whole = client.range(day(0), today(), accrued).await;
        let open = client.view(&format!("onlyOpenItems=true{accrued}")).await;
        let is_open = |document: &Value| {
            let interest = &document["latePaymentInterest"]["interestOutstandingAmount"];
            !money(&document["outstandingAmount"]).is_zero() || !money(interest).is_zero()
        };
        let documents = whole.documents().into_iter();
        let expected = documents
            .filter(|(_, d)| is_open(d))
            .map(|(number, _)| number)
            .collect();
        equal(&numbers(&open), &expected, "the open items")
    });
}

/// 14: each amendment adds a row, in the order of time; the rows and the live amount are every
/// version that the charge had.
#[test]
fn the_history_and_the_live_amount_are_every_version() {
    try_law(async |case, client, _cut| {
        let position = case.account.position(today());
        for charge in &position.charges {
            let path = format!("/charges/transactionId/{}", charge.charge.id);
            let history = client.ask("4.0", &path).await;
            let rows = list(&history["chargeHistoryDetails"]);
            equal(
                &rows.len(),
                &charge.amendments.len(),
                "one row an amendment",
            )?;
            let times: Vec<_> = rows
                .iter()
                .map(|row| row["changeTimestamp"].as_str())
                .collect();
            hold(times.is_sorted(), || format!("{times:?}"))?;
            let told = rows.iter().map(|row| money(&row["totalAmount"]));
            let told: Vec<_> = told.chain([charge.amount]).collect();
            let amended = charge
                .amendments
                .iter()
                .map(|amendment| amendment.record.amount);
            let versions: Vec<_> = [charge.charge.amount].into_iter().chain(amended).collect();
            equal(&told, &versions, "the versions")?;
        }
        Ok(())
    });
}

/// 16: reading changes nothing, and nobody sees another taxpayer's documents. The two APIs tell one
/// account.
#[test]
fn reading_changes_nothing_and_shows_nobody_elses() {
    try_law(async |case, client, _cut| {
        let all = "&includeLocks=true&customerPaymentInformation=true";
        let (once, again) = (
            client.range(day(0), today(), all).await,
            client.range(day(0), today(), all).await,
        );
        equal(&once, &again, "the second answer")?;
        let own = case.utr.get(4..).expect("digits");
        let documents = numbers(&once);
        hold(
            documents.iter().all(|number| number.starts_with(own)),
            || format!("{documents:?}"),
        )?;
        let path = format!("/{}", case.utr);
        let answer = client
            .server
            .get(&path)
            .bearer(&client.token)
            .send()
            .await
            .json();
        let balance = &answer["balanceDetails"];
        let sums = once.sum("totalBalance");
        equal(
            &money(&balance["totalBalance"]),
            &sums,
            "the other API's total",
        )?;
        equal(
            &money(&balance["totalCodedOut"]),
            &once.sum("amountCodedOut"),
            "what is coded out",
        )?;
        let available = money(&balance["totalCreditAvailable"]);
        equal(&available, &once.sum("availableCredit"), "the credit")
    });
}
