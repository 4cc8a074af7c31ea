//! What the API says of an account, taken apart for the laws.

use std::collections::BTreeMap;

use sa_model::Money;
use serde_json::Value;

/// An answer of balance and transactions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct View(pub(super) Value);

impl View {
    /// An amount of the balance; zero where it is left out.
    pub(super) fn sum(&self, name: &str) -> Money {
        money(&self.0["balanceDetails"][name])
    }

    /// A text of the balance, if it is there.
    pub(super) fn day(&self, name: &str) -> Option<&str> {
        self.0["balanceDetails"][name].as_str()
    }

    /// The documents by their numbers.
    pub(super) fn documents(&self) -> BTreeMap<String, &Value> {
        by_number(&self.0["documentDetails"], |each| &each["documentId"])
    }

    /// The entries of financial details by the numbers of their documents.
    pub(super) fn details(&self) -> BTreeMap<String, &Value> {
        by_number(&self.0["financialDetails"], |each| &each["documentNumber"])
    }

    /// Every item of every document.
    pub(super) fn items(&self) -> Vec<&Value> {
        let details = list(&self.0["financialDetails"]);
        details
            .iter()
            .flat_map(|each| list(&each["items"]))
            .collect()
    }
}

/// An amount; zero where there is none.
pub(super) fn money(value: &Value) -> Money {
    if value.is_null() {
        return Money::ZERO;
    }
    Money::parse(&value.to_string()).expect("an amount")
}

/// A list; empty where there is none.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The sum of amounts.
pub(super) fn total(amounts: impl IntoIterator<Item = Money>) -> Money {
    Money::total(amounts).expect("a sum that fits")
}

fn by_number<'v>(
    values: &'v Value,
    number: impl Fn(&'v Value) -> &'v Value,
) -> BTreeMap<String, &'v Value> {
    let named = list(values)
        .iter()
        .map(|each| (number(each).as_str().expect("a number").to_owned(), each));
    let found: BTreeMap<_, _> = named.collect();
    assert_eq!(found.len(), list(values).len(), "no document comes twice");
    found
}
