//! The laws of the balance.

use sa_model::{Money, date};
use serde_json::Value;
use time::{Date, Duration};

use super::super::case::{day, pounds, today};
use super::super::minus;
use super::super::view::{View, list, money, total};
use super::{Client, equal, hold, try_law};

/// 1, 2, 4 and 8 as the API tells them; and that it tells what the ledger reckons.
#[test]
fn the_balance_adds_up() {
    try_law(async |case, client, _cut| {
        let view = client.view("onlyOpenItems=true").await;
        let parts = ["overdueAmount", "payableAmount", "pendingChargeDueAmount"];
        let parts = parts.map(|name| view.sum(name));
        equal(&view.sum("totalBalance"), &total(parts), "the total")?;
        hold(!parts.iter().any(|part| part.is_negative()), || {
            format!("{parts:?}")
        })?;
        let dates = [
            "earliestPaymentDateOverdue",
            "payableDueDate",
            "pendingChargeDueDate",
        ];
        let horizon = today().saturating_add(Duration::days(30));
        let days = [
            (Date::MIN, today()),
            (today(), horizon),
            (horizon.saturating_add(Duration::DAY), Date::MAX),
        ];
        for ((sum, name), (first, last)) in parts.iter().zip(dates).zip(days) {
            let told = view.day(name);
            equal(&told.is_some(), &!sum.is_zero(), name)?;
            let told = told.map(|day| date::parse(day).expect("a day"));
            hold(told.is_none_or(|day| first <= day && day <= last), || {
                format!("{name}: {told:?}")
            })?;
        }
        let open = view.documents().into_values().map(|document| {
            let open = money(&document["outstandingAmount"]);
            let interest = &document["latePaymentInterest"]["interestOutstandingAmount"];
            total([open.max(Money::ZERO), money(interest)])
        });
        let position = case.account.position(today());
        let stood_over = total(position.charges.iter().map(|charge| charge.stood_over));
        equal(
            &view.sum("totalBalance"),
            &minus(total(open), stood_over),
            "the open documents, but for what is stood over",
        )?;
        let credit = ["unallocatedCredit", "allocatedCredit"].map(|name| view.sum(name));
        equal(&view.sum("totalCredit"), &total(credit), "the credit")?;
        let asked = [
            "firstPendingAmountRequested",
            "secondPendingAmountRequested",
        ];
        let asked = total(asked.map(|name| view.sum(name)));
        let left = minus(view.sum("totalCredit"), asked).max(Money::ZERO);
        equal(&view.sum("availableCredit"), &left, "what is available")?;
        let bcd = list(&view.0["balanceDetails"]["bcdBalancePerYear"]);
        let bcd = total(bcd.iter().map(|year| money(&year["bcdAmount"])));
        equal(&view.sum("totalBcdBalance"), &bcd, "the balancing charges")?;
        hold(bcd <= view.sum("totalBalance"), || format!("{bcd} of more"))?;
        let sums = sa_ledger::balance(&position, sa_model::Horizon::ACCOUNTS);
        equal(&view.sum("totalBalance"), &sums.total, "the ledger's total")?;
        equal(
            &view.sum("totalCredit"),
            &sums.credit,
            "the ledger's credit",
        )?;
        equal(
            &view.sum("amountCodedOut"),
            &sums.coded_out,
            "what the ledger has coded out",
        )
    });
}

/// All interest that was ever charged.
fn interest_charged(view: &View) -> Money {
    let documents = view.documents().into_values();
    total(documents.map(|document| money(&document["latePaymentInterest"]["interestAmount"])))
}

/// 3: from today to tomorrow, on which nothing happens, what is owed less what is left changes by
/// the interest that is charged; what is overdue stays overdue or is paid out of what is left.
#[test]
fn a_day_that_passes_costs_interest_alone() {
    try_law(async |_case, client, _cut| {
        let tomorrow = client.server.on("2026-02-01").await;
        let before = client.range(day(0), today(), "").await;
        let after = Client {
            server: &tomorrow,
            ..client.clone()
        };
        let after = after.range(day(0), today(), "").await;
        let net = |view: &View| minus(view.sum("totalBalance"), view.sum("totalCredit"));
        let charged = minus(interest_charged(&after), interest_charged(&before));
        equal(
            &net(&after),
            &total([net(&before), charged]),
            "what is owed",
        )?;
        let overdue = after.sum("overdueAmount");
        let used = minus(before.sum("totalCredit"), after.sum("totalCredit"));
        hold(
            total([overdue, used]) >= before.sum("overdueAmount"),
            || format!("{overdue} and {used} after {}", before.sum("overdueAmount")),
        )
    });
}

/// The documents but for one.
fn without(view: &View, id: &str) -> Vec<Value> {
    let documents = view.documents().into_iter();
    documents
        .filter(|(number, _)| number != id)
        .map(|(_, document)| document.clone())
        .collect()
}

/// 7: money that no charge needs changes no charge's figure; once it is set against a
/// charge, it takes exactly its amount off what is owed, and off what is left.
#[test]
fn money_counts_exactly_once_it_is_set_against_a_charge() {
    try_law(async |case, client, cut| {
        let pence = 1 + u32::from(cut);
        let paid = Money::from_pence_i64(i64::from(pence));
        let case = case.settled();
        client.append_last_of(&case).await;
        let case = case.then(900, today(), &case.distant_charge('C', 2 * pence));
        client.append_last_of(&case).await;
        let before = client.whole().await;

        let case = case.then(901, today(), &case.payment('P', pence));
        client.append_last_of(&case).await;
        let unused = client.whole().await;
        let payment = case.own_id('P');
        equal(
            &without(&unused, &payment),
            &without(&before, &payment),
            "the documents",
        )?;
        equal(
            &unused.sum("totalBalance"),
            &before.sum("totalBalance"),
            "what is owed",
        )?;
        let credit = total([before.sum("totalCredit"), paid]);
        equal(&unused.sum("totalCredit"), &credit, "what is left")?;

        let charge = case.own_id('C');
        let direction =
            format!(r#"{{"allocationDirected":{{"credit":"{payment}","charge":"{charge}"}}}}"#);
        let case = case.then(902, today(), &direction);
        client.append_last_of(&case).await;
        let used = client.whole().await;
        let owed = minus(before.sum("totalBalance"), paid);
        equal(
            &used.sum("totalBalance"),
            &owed,
            "what is owed, less the payment",
        )?;
        equal(
            &used.sum("totalCredit"),
            &before.sum("totalCredit"),
            "what was left",
        )?;
        let open = money(&used.documents()[&charge]["outstandingAmount"]);
        equal(&open, &paid, "half of the charge is open")
    });
}

/// 15: what is collected through PAYE is in no figure of the balance but its own.
#[test]
fn a_coded_out_charge_changes_no_figure_but_its_own() {
    try_law(async |case, client, cut| {
        let pence = 1 + u32::from(cut);
        let coded = Money::from_pence_i64(i64::from(pence));
        let before = client.whole().await;
        let case = case.then(900, today(), &case.distant_charge('C', pence));
        client.append_last_of(&case).await;
        let charge = case.own_id('C');
        let amount = pounds(pence);
        let fact = format!(
            r#"{{"codedOut":{{"charge":"{charge}","amount":{amount},"collectedIn":"2026-27"}}}}"#
        );
        let case = case.then(901, today(), &fact);
        client.append_last_of(&case).await;
        let after = client.whole().await;
        let sum = total([before.sum("amountCodedOut"), coded]);
        equal(&after.sum("amountCodedOut"), &sum, "what is coded out")?;
        let others = |view: &View| {
            let mut details = view.0["balanceDetails"].clone();
            let members = details.as_object_mut().expect("an object");
            members.remove("amountCodedOut");
            details
        };
        equal(&others(&after), &others(&before), "the rest of the balance")?;
        equal(
            &without(&after, &charge),
            &without(&before, &charge),
            "the other documents",
        )?;
        let document = after.documents()[&charge];
        equal(&document["isCodedOut"], &Value::Bool(true), "the document")?;
        equal(
            &money(&document["outstandingAmount"]),
            &Money::ZERO,
            "what is open of it",
        )
    });
}
