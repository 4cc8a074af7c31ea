//! The laws of what the API answers, over a real socket.

use std::collections::BTreeSet;

use proptest::test_runner::{Config, TestCaseError, TestCaseResult, TestRunner};
use sa_model::Money;
use serde_json::Value;
use time::Date;

use super::case::{Case, TODAY, day, steps};
use super::view::{View, list, money, total};
use super::{minus, today};
use crate::harness::TestServer;
use crate::sa_accounts::{READ, taxpayer};

const CASES: u32 = 48;
const PAYMENT_MEMBERS: [&str; 6] = [
    "paymentReference",
    "paymentAmount",
    "paymentMethod",
    "paymentLot",
    "paymentLotItem",
    "clearingSAPDocument",
];

/// Asks the API about one case.
struct Client<'s> {
    server: &'s TestServer,
    token: String,
    nino: &'s str,
}

impl Client<'_> {
    async fn ask(&self, version: &str, path: &str) -> Value {
        let path = format!("/accounts/self-assessment/{}{path}", self.nino);
        let answer = self
            .server
            .get(&path)
            .version(version)
            .bearer(&self.token)
            .send()
            .await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    }

    async fn view(&self, query: &str) -> View {
        View(
            self.ask("4.0", &format!("/balance-and-transactions?{query}"))
                .await,
        )
    }

    async fn range(&self, from: Date, to: Date, more: &str) -> View {
        self.view(&format!("fromDate={from}&toDate={to}{more}"))
            .await
    }
}

/// Tries a law on random accounts, each a taxpayer of its own on one server.
#[expect(
    clippy::needless_pass_by_value,
    reason = "only of a closure by value are the types inferred"
)]
fn try_law<Law>(law: Law)
where
    Law: for<'c> AsyncFn(&'c Case, &'c Client<'c>, u16) -> TestCaseResult,
{
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let server = runtime.block_on(TestServer::start_on(TODAY));
    let number = std::cell::Cell::new(1_u32);
    let mut runner = TestRunner::new(Config {
        cases: CASES,
        ..Config::default()
    });
    let outcome = runner.run(&(steps(), 0_u16..729), |(steps, cut)| {
        number.set(number.get() + 1);
        let case = Case::new(number.get(), &steps);
        runtime.block_on(async {
            server.given(&case.journal()).await;
            let token = server.token(READ, taxpayer(&case.nino)).await;
            let client = Client {
                server: &server,
                token,
                nino: &case.nino,
            };
            law(&case, &client, cut).await
        })
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

fn hold(condition: bool, what: impl FnOnce() -> String) -> TestCaseResult {
    if condition {
        Ok(())
    } else {
        Err(TestCaseError::fail(what()))
    }
}

fn equal<T: PartialEq + std::fmt::Debug>(left: &T, right: &T, what: &str) -> TestCaseResult {
    hold(left == right, || {
        format!("{what}: {left:?} is not {right:?}")
    })
}

fn numbers(view: &View) -> BTreeSet<String> {
    view.documents().into_keys().collect()
}

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
        for (sum, name) in parts.iter().zip(dates) {
            equal(&view.day(name).is_some(), &!sum.is_zero(), name)?;
        }
        let open = view.documents().into_values().map(|document| {
            let open = money(&document["outstandingAmount"]);
            let interest = &document["latePaymentInterest"]["interestOutstandingAmount"];
            total([open.max(Money::ZERO), money(interest)])
        });
        equal(
            &view.sum("totalBalance"),
            &total(open),
            "the open documents",
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
        let sums = sa_ledger::balance(&case.account.position(today()), sa_model::Horizon::ACCOUNTS);
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

/// 5 and 6: a document's amount is what is open and cleared; the payments' own list agrees.
#[test]
fn documents_and_payments_agree_to_the_penny() {
    try_law(async |_case, client, _cut| {
        let view = client.range(day(0), today(), "").await;
        let path = format!(
            "/payments-and-allocations?fromDate={}&toDate={}",
            day(0),
            today()
        );
        let payments = client.ask("4.0", &path).await;
        for (number, detail) in view.details() {
            let items = list(&detail["items"])
                .iter()
                .map(|item| money(&item["amount"]));
            equal(
                &money(&detail["originalAmount"]),
                &total(items),
                "the items",
            )?;
            let cleared = list(&payments["payments"])
                .iter()
                .flat_map(|each| list(&each["allocations"]));
            let cleared = cleared.filter(|row| {
                let detail = &row["chargeDetail"];
                detail["documentId"] == *number
                    && detail["documentTypeDescription"] != "Late Payment Interest"
            });
            let cleared = total(cleared.map(|row| money(&row["clearedAmount"])));
            let told = money(&detail["clearedAmount"]);
            if !told.is_negative() {
                equal(&told, &cleared, "what payments cleared")?;
            }
        }
        for payment in list(&payments["payments"]) {
            let used = list(&payment["allocations"]).iter();
            let used = total(used.map(|row| money(&row["clearedAmount"])));
            let lot = payment["paymentLot"].as_str().expect("a lot");
            let documents = view.documents();
            let document = documents.get(lot).expect("the payment's document");
            let left = money(&document["outstandingAmount"])
                .checked_neg()
                .expect("an opposite");
            let amount = money(&payment["paymentAmount"]);
            hold(total([used, left]) <= amount, || {
                format!("{payment} {document}")
            })?;
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
