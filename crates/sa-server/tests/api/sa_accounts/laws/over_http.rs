//! The laws of what the API answers, over a real socket.

mod balances;
mod documents;

use std::collections::BTreeSet;

use proptest::test_runner::{Config, TestCaseError, TestCaseResult, TestRunner};
use serde_json::Value;
use time::Date;

use super::case::{Case, TODAY, day, steps, today};
use super::view::View;
use crate::harness::TestServer;
use crate::sa_accounts::{READ, taxpayer};

const CASES: u32 = 48;
/// Asks the API about one case.
#[derive(Clone)]
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

    /// Writes down the last entry of a case.
    async fn append_last_of(&self, case: &Case) {
        let last = case.entries.last().expect("an entry");
        let line = serde_json::to_string(last).expect("JSON");
        self.server.given(&line).await;
    }

    /// Everything up to today, with the interest that is running.
    async fn whole(&self) -> View {
        self.range(day(0), today(), "&calculateAccruedInterest=true")
            .await
    }

    /// The payments up to today.
    async fn payments(&self) -> Vec<Value> {
        let range = format!("fromDate={}&toDate={}", day(0), today());
        let path = format!("/payments-and-allocations?{range}");
        let answer = self.ask("4.0", &path).await;
        answer["payments"].as_array().cloned().expect("a list")
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
