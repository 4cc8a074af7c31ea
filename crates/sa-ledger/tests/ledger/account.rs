//! What an account takes in, what it refuses, and how it is stored.

use sa_ledger::{Account, Rejection};
use sa_model::{Entry, Fact};

use crate::journal::{Journal, day, document, money};

fn seed() -> Journal {
    let mut journal = Journal::itsa(None);
    for line in [
        "credit 2023-12-01 CR0001 4905 350",
        "pay 2023-12-04 PAY0001 200 to EF2345678",
        "claim 2023-12-12 REF001 350",
        "repay 2024-01-10 REF001 5.25",
        "charge 2024-02-10 EF2345678 NICS 2200 due 2024-04-01 2023-24",
        "pay 2024-12-04 PAY0002 2058.33 to EF2345678",
        "charge 2025-01-15 AB1234567 4910 1250 due 2025-04-30 2024-25",
        "code 2025-04-01 AB1234567 250 2025-26",
        "pay 2025-04-11 PAY0003 500 to AB1234567",
        "charge 2025-05-22 KL3456789 VATC 1500 due 2025-07-15 2025-26",
    ] {
        journal.say(line);
    }
    journal
}

/// The refusal of a line that follows the seed's entries.
fn refusal(line: &str) -> Rejection {
    let mut journal = seed();
    let mut account = journal.account();
    let before = account.clone();
    journal.say(line);
    let rejection = account.apply(journal.entries.last().unwrap()).unwrap_err();
    assert_eq!(account, before, "a refused entry changes nothing: {line}");
    assert_eq!(account.version(), before.version());
    rejection
}

#[test]
fn an_account_begins_with_its_opening() {
    let journal = seed();
    assert_eq!(
        Account::open(&journal.entries[1]),
        Err(Rejection::NotOpened)
    );
    assert_eq!(Account::fold(&[]), Ok(None));
    let error = Account::fold(&journal.entries[1..]).unwrap_err();
    assert_eq!((error.number, error.rejection), (1, Rejection::NotOpened));
    let account = Account::open(&journal.entries[0]).unwrap();
    assert_eq!((account.version(), account.key()), (1, journal.key));
}

#[test]
fn the_holder_is_the_one_whom_the_entry_names() {
    let mut entry = seed().entries[0].clone();
    entry.account = Journal::vat().key;
    assert!(matches!(
        Account::open(&entry),
        Err(Rejection::OtherAccount { .. })
    ));
    let mut account = seed().account();
    assert!(matches!(
        account.apply(&entry),
        Err(Rejection::OtherAccount { .. })
    ));
}

#[test]
fn every_refusal_says_what_was_found_and_the_rule() {
    let rows = include_str!("tables/refusals.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let mut count = 0;
    for row in rows {
        let (line, expected) = row.split_once('|').unwrap();
        assert_eq!(refusal(line).to_string(), expected.trim(), "{line}");
        count += 1;
    }
    assert_eq!(count, 25);
}

#[test]
fn a_second_claim_cannot_ask_for_what_a_pending_one_asks_for() {
    let mut journal = Journal::itsa(None);
    journal.say("pay 2025-01-01 P1 100");
    journal.say("claim 2025-01-02 R1 60");
    let mut account = journal.account();
    journal.say("claim 2025-01-03 R2 41");
    let rejection = account.apply(journal.entries.last().unwrap()).unwrap_err();
    let (credit, found) = (money("40"), money("41"));
    assert_eq!(rejection, Rejection::AboveCredit { credit, found });
}

#[test]
fn a_payment_is_reversed_once() {
    let mut journal = seed();
    journal.say("reverse 2025-06-01 PAY0003");
    let mut account = journal.account();
    journal.say("reverse 2025-06-02 PAY0003");
    let rejection = account.apply(journal.entries.last().unwrap()).unwrap_err();
    let (id, on) = (document("PAY0003"), day("2025-06-01"));
    assert_eq!(rejection, Rejection::AlreadyReversed { id, on });
}

#[test]
fn an_account_survives_its_stored_form() {
    let journal = seed();
    let account = journal.account();
    let bytes = postcard::to_stdvec(&account).unwrap();
    let mut read: Account = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(read, account);
    let day = day("2026-01-31");
    assert_eq!(read.position(day), account.position(day));
    let text = serde_json::to_string(&account).unwrap();
    assert_eq!(serde_json::from_str::<Account>(&text).unwrap(), account);
    // What was read takes further entries as the original does.
    let mut longer = journal.clone();
    longer.say("amend 2025-06-01 AB1234567 1000");
    read.apply(longer.entries.last().unwrap()).unwrap();
    assert_eq!(read, longer.account());
}

#[test]
fn an_account_can_be_sent_between_threads() {
    fn is_shared<T: Send + Sync + Clone + std::fmt::Debug + Eq>() {}
    is_shared::<Account>();
}

#[test]
fn the_opening_of_an_account_comes_once() {
    let journal = seed();
    let again = Entry {
        ..journal.entries[0].clone()
    };
    assert!(matches!(again.fact, Fact::AccountOpened(_)));
    assert_eq!(
        journal.account().apply(&again),
        Err(Rejection::AlreadyOpened)
    );
}
