//! The endpoints that are measured, and what is asked of each: a list of paths and tokens, made of
//! what the generator says of its accounts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sa_model::{AccountKey, Fact, PeriodKey};

use crate::fill;

/// An endpoint under load.
pub(crate) struct Endpoint {
    pub(crate) name: &'static str,
    pub(crate) accept: &'static str,
    /// The body of a submit; none asks for any account, again and again.
    pub(crate) body: Option<&'static str>,
}

const VAT: &str = "application/vnd.hmrc.1.0+json";
const ACCOUNTS: &str = "application/vnd.hmrc.4.0+json";

const OBLIGATIONS: Endpoint = read("obligations", VAT);
const VIEW: Endpoint = read("view", VAT);
const LIABILITY: Endpoint = read("liability", "application/json");
const BALANCE: Endpoint = read("balance", ACCOUNTS);

const fn read(name: &'static str, accept: &'static str) -> Endpoint {
    Endpoint {
        name,
        accept,
        body: None,
    }
}

/// Writes the list of each endpoint: one request a line, path and token.
pub(crate) fn write_lists(directory: &Path, accounts: u64) -> Vec<(Endpoint, PathBuf)> {
    let mut lists = [OBLIGATIONS, VIEW, LIABILITY, BALANCE].map(|read| (read, String::new()));
    for number in 0..accounts {
        for (endpoint, path) in requests(number) {
            let list = lists.iter_mut().find(|(each, _)| each.name == endpoint);
            let (_, lines) = list.unwrap();
            writeln!(lines, "{path} {}", fill::token_text(number)).unwrap();
        }
    }
    lists
        .into_iter()
        .map(|(endpoint, lines)| {
            let file = directory.join(format!("{}.txt", endpoint.name));
            std::fs::write(&file, lines).unwrap();
            (endpoint, file)
        })
        .collect()
}

/// What is asked of an account, by the name of the endpoint.
fn requests(number: u64) -> Vec<(&'static str, String)> {
    let journal = fill::journal(number);
    let mut requests = Vec::new();
    match journal.first().unwrap().account {
        AccountKey::Itsa(utr) => {
            requests.push((LIABILITY.name, format!("/{utr}?fromDate=2023-04-06")));
            let nino = fill::subject(&journal).nino.unwrap();
            let path = format!("/accounts/self-assessment/{nino}/balance-and-transactions");
            let dates = "fromDate=2024-04-06&toDate=2026-04-05";
            requests.push((BALANCE.name, format!("{path}?{dates}")));
        }
        AccountKey::Vat(vrn) => {
            let path = format!("/organisations/vat/{vrn}");
            let last = journal.iter().rev().find_map(|entry| {
                let Fact::ReturnSubmitted(submitted) = &entry.fact else {
                    return None;
                };
                Some(submitted.vat_return.period_key())
            });
            // The year in which every trader of the generator has quarters.
            let dates = "from=2025-02-01&to=2026-01-31";
            requests.push((OBLIGATIONS.name, format!("{path}/obligations?{dates}")));
            if let Some(key) = last {
                requests.push((VIEW.name, format!("{path}/returns/{}", encoded(key))));
            }
        }
    }
    requests
}

fn encoded(key: PeriodKey) -> String {
    key.as_str().replace('#', "%23")
}
