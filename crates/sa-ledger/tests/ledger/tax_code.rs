//! What customers ask of tax codes: the latest by the day counts, an empty request takes it back.
//!
//! Source: the coding out endpoints of github hmrc/self-assessment-accounts-api.

use sa_ledger::{Account, Rejection};
use sa_model::{CodingOut, Entry, TaxYear, date};

fn entry(account: &str, number: usize, on: &str, fact: &str) -> Entry {
    let line = format!(
        r#"{{"account":"{account}","id":"e{number}","effective":"{on}","recorded":"{on}T09:00:00Z","fact":{fact}}}"#
    );
    serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

fn account(facts: &[(&str, &str)]) -> Account {
    let opened = r#"{"accountOpened":{"itsa":{"utr":"1097172564"}}}"#;
    let mut account =
        Account::open(&entry("itsa:1097172564", 0, "2020-04-06", opened)).expect("an account");
    for (number, (on, fact)) in facts.iter().enumerate() {
        let entry = entry("itsa:1097172564", number + 1, on, fact);
        account.apply(&entry).expect("an entry that is admitted");
    }
    account
}

fn year(text: &str) -> TaxYear {
    TaxYear::parse(text).expect("a tax year")
}

const ASKED: &str = r#"{"taxCodeRequested":{"taxYear":"2021-22","components":[{"purpose":"debt","id":7,"amount":12.50}]}}"#;
const REPLACED: &str = r#"{"taxCodeRequested":{"taxYear":"2021-22","components":[{"purpose":"debt","id":8,"amount":0}]}}"#;
const TAKEN_BACK: &str = r#"{"taxCodeRequested":{"taxYear":"2021-22","components":[]}}"#;
const OUT: &str = r#"{"codingOutChosen":{"taxYear":"2021-22","choice":"optedOut"}}"#;
const IN: &str = r#"{"codingOutChosen":{"taxYear":"2021-22","choice":"optedIn"}}"#;

#[test]
fn the_latest_request_of_a_year_counts_until_it_is_taken_back() {
    let account = account(&[
        ("2022-05-01", ASKED),
        ("2022-06-01", REPLACED),
        ("2022-07-01", TAKEN_BACK),
    ]);
    let id = |on: &str| {
        let on = date::parse(on).expect("a day");
        let request = account.tax_code_request(year("2021-22"), on)?;
        request
            .record
            .components
            .first()
            .map(|component| component.id.get())
    };
    assert_eq!(id("2022-04-30"), None);
    assert_eq!(id("2022-05-01"), Some(7));
    assert_eq!(id("2022-06-01"), Some(8));
    assert_eq!(id("2022-07-01"), None);
    let on = date::parse("2022-06-15").expect("a day");
    assert_eq!(account.tax_code_request(year("2020-21"), on), None);
}

#[test]
fn whoever_chooses_nothing_is_opted_in() {
    let account = account(&[("2022-05-01", OUT), ("2022-06-01", IN)]);
    for (on, expected) in [
        ("2022-04-30", CodingOut::OptedIn),
        ("2022-05-01", CodingOut::OptedOut),
        ("2022-05-31", CodingOut::OptedOut),
        ("2022-06-01", CodingOut::OptedIn),
    ] {
        let day = date::parse(on).expect("a day");
        assert_eq!(account.coding_out(year("2021-22"), day), expected, "{on}");
        assert_eq!(
            account.coding_out(year("2022-23"), day),
            CodingOut::OptedIn,
            "{on}"
        );
    }
}

#[test]
fn a_vat_account_has_no_tax_code_and_no_amount_is_below_zero() {
    let opened = r#"{"accountOpened":{"vat":{"vrn":"123456789"}}}"#;
    let mut vat = Account::open(&entry("vat:123456789", 0, "2020-04-06", opened)).expect("open");
    for fact in [ASKED, OUT] {
        let refused = vat.apply(&entry("vat:123456789", 1, "2022-05-01", fact));
        assert_eq!(
            refused.expect_err("a refusal").to_string(),
            "`tax code` belongs to the other regime than the account"
        );
    }
    let below = ASKED.replace("12.50", "-0.01");
    let refused = account(&[]).apply(&entry("itsa:1097172564", 1, "2022-05-01", &below));
    assert!(
        matches!(refused, Err(Rejection::Negative { .. })),
        "{refused:?}"
    );
}
