//! VAT: obligations, returns and what they raise.

use sa_ledger::Account;
use sa_ledger::vat_submission::{SubmissionNumbers, SubmitError, submit};
use sa_model::{
    ChargeReference, Entry, Fact, FormBundleNumber, Money, ObligationStatus, PeriodKey, Timestamp,
    TransactionKind, VatBoxes, VatReturn,
};

use crate::journal::{Journal, day, document, money};

fn key(text: &str) -> PeriodKey {
    PeriodKey::parse(text).unwrap()
}

pub(crate) fn vat_return(period: &str, due: &str, reclaimed: &str) -> VatReturn {
    let (due, reclaimed) = (money(due), money(reclaimed));
    let net = due.max(reclaimed).checked_sub(due.min(reclaimed)).unwrap();
    let boxes = VatBoxes {
        vat_due_sales: due,
        vat_due_acquisitions: Money::ZERO,
        total_vat_due: due,
        vat_reclaimed_curr_period: reclaimed,
        net_vat_due: net,
        total_value_sales_ex_vat: Money::ZERO,
        total_value_purchases_ex_vat: Money::ZERO,
        total_value_goods_supplied_ex_vat: Money::ZERO,
        total_acquisitions_ex_vat: Money::ZERO,
    };
    VatReturn::new(key(period), boxes).unwrap()
}

pub(crate) fn numbers() -> SubmissionNumbers {
    SubmissionNumbers {
        form_bundle_number: FormBundleNumber::parse("256660290587").unwrap(),
        document: document("DOC1"),
        reference: ChargeReference::parse("XA012345678901").unwrap(),
    }
}

fn trader() -> Journal {
    let mut journal = Journal::vat();
    journal.say("oblige 2025-04-01 25A2 2025-04-01 2025-06-30 2025-08-07");
    journal.say("oblige 2025-07-01 25A3 2025-07-01 2025-09-30 2025-11-07");
    journal
}

fn received(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn submitted(period: &str, due: &str, reclaimed: &str) -> (Account, Vec<Entry>) {
    let mut account = trader().account();
    let vat_return = vat_return(period, due, reclaimed);
    let entries = submit(
        &account,
        vat_return,
        received("2025-07-20T10:00:00Z"),
        numbers(),
    )
    .unwrap();
    for entry in &entries {
        account.apply(entry).unwrap();
    }
    (account, entries)
}

#[test]
fn a_return_with_vat_to_pay_raises_a_charge_due_on_the_obligations_due_date() {
    let (account, entries) = submitted("25A2", "1000.00", "400.50");
    let [_, raised] = entries.as_slice() else {
        panic!("two entries: {entries:?}")
    };
    let Fact::ChargeRaised(charge) = &raised.fact else {
        panic!("a charge: {raised:?}")
    };
    assert_eq!(charge.kind, TransactionKind::VatReturnDebit);
    assert_eq!(
        (charge.amount, charge.due),
        (money("599.50"), day("2025-08-07"))
    );
    assert_eq!(raised.effective, day("2025-07-20"));
    let position = account.position(day("2025-07-20"));
    assert_eq!(position.charges[0].outstanding, money("599.50"));
    let (stored, at) = account.submitted_return(key("25A2")).unwrap();
    assert_eq!(stored.raised, Some(document("DOC1")));
    assert_eq!(at, received("2025-07-20T10:00:00Z"));
}

#[test]
fn a_return_with_vat_to_reclaim_raises_a_credit_without_reference() {
    let (account, entries) = submitted("25A2", "400.50", "1000.00");
    let Fact::CreditRaised(credit) = &entries[1].fact else {
        panic!("a credit: {entries:?}")
    };
    assert_eq!(
        (credit.kind, credit.amount),
        (TransactionKind::VatReturnCredit, money("599.50"))
    );
    let (stored, _) = account.submitted_return(key("25A2")).unwrap();
    assert_eq!(stored.charge_reference, None);
    assert_eq!(
        account.position(day("2025-07-20")).credits[0].unallocated,
        money("599.50")
    );
}

#[test]
fn a_nil_return_raises_nothing() {
    let (account, entries) = submitted("25A2", "400.50", "400.50");
    assert_eq!(entries.len(), 1);
    assert_eq!(
        account.submitted_return(key("25A2")).unwrap().0.raised,
        None
    );
}

#[test]
fn an_obligation_appears_on_its_day_and_is_fulfilled_on_the_day_of_receipt() {
    let (account, _) = submitted("25A2", "1000.00", "400.50");
    let status = |on: &str| {
        account
            .obligations(day(on))
            .iter()
            .map(|obligation| obligation.status)
            .collect::<Vec<_>>()
    };
    let (open, received) = (ObligationStatus::Open, day("2025-07-20"));
    assert_eq!(status("2025-03-31"), []);
    assert_eq!(status("2025-06-30"), [open]);
    assert_eq!(status("2025-07-19"), [open, open]);
    assert_eq!(
        status("2025-07-20"),
        [ObligationStatus::Fulfilled { received }, open]
    );
}

#[test]
fn a_return_is_refused_for_the_first_reason_that_holds() {
    let refuse = |account: &Account, period: &str, at: &str| {
        submit(
            account,
            vat_return(period, "1.00", "0.00"),
            received(at),
            numbers(),
        )
        .unwrap_err()
    };
    let (account, _) = submitted("25A2", "1000.00", "400.50");
    assert_eq!(
        refuse(&account, "25A2", "2025-07-21T10:00:00Z"),
        SubmitError::Duplicate { key: key("25A2") }
    );
    assert_eq!(
        refuse(&account, "25A4", "2025-07-21T10:00:00Z"),
        SubmitError::UnknownPeriod { key: key("25A4") }
    );
    assert_eq!(
        refuse(&account, "25A3", "2025-09-30T10:00:00Z").to_string(),
        "period 25A3 runs to 2025-09-30, a return was received on 2025-09-30"
    );
    let mut insolvent = trader();
    insolvent.say("insolvent 2025-07-01");
    let account = insolvent.account();
    let since = day("2025-07-01");
    assert_eq!(
        refuse(&account, "25A4", "2025-07-01T00:00:00Z"),
        SubmitError::Insolvent { since }
    );
    assert_eq!(
        refuse(&account, "25A4", "2025-06-30T23:59:59Z"),
        SubmitError::UnknownPeriod { key: key("25A4") }
    );
}

#[test]
fn a_second_submit_of_one_period_has_the_same_entry_ids() {
    let (_, first) = submitted("25A2", "1000.00", "400.50");
    let (_, second) = submitted("25A2", "1.00", "0.00");
    let ids = |entries: &[Entry]| entries.iter().map(|entry| entry.id).collect::<Vec<_>>();
    assert_eq!(ids(&first), ids(&second));
    assert_eq!(first[0].id.as_str(), "vat-return:25A2");
}

#[test]
fn the_account_takes_one_return_a_period() {
    let (mut account, entries) = submitted("25A2", "1000.00", "400.50");
    let error = account.apply(&entries[0]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a return is submitted once, found period 25A2 again"
    );
}

/// Source: Finance Act 2009 s.101 holds for VAT of periods from 2023-01-01 on.
#[test]
fn vat_of_periods_before_2023_bears_no_interest_here() {
    let mut journal = Journal::vat();
    journal.say(
        "charge 2023-02-01 OLD VAT_Return_Debit_Charge 100 due 2023-02-07 2022-10-01 2022-12-31",
    );
    journal.say(
        "charge 2023-05-01 NEW VAT_Return_Debit_Charge 100 due 2023-05-07 2023-01-01 2023-03-31",
    );
    let account = journal.account();
    let position = account.position(day("2023-12-31"));
    assert_eq!(position.charges[0].interest, None);
    assert!(position.charges[1].interest.is_some());
}

/// Source: VAT Act 1994 s.73: an assessment is made where no return is.
#[test]
fn a_return_replaces_the_central_assessment_of_its_period() {
    let mut journal = trader();
    journal.say("charge 2025-08-15 CA1 VAT_CA_Charge 800 due 2025-08-07 2025-04-01 2025-06-30");
    journal.say("charge 2025-08-15 CA2 VAT_CA_Charge 900 due 2025-05-07 2025-01-01 2025-03-31");
    journal.say("pay 2025-08-20 P1 500 to CA1");
    let mut account = journal.account();
    let vat_return = vat_return("25A2", "700.00", "0.00");
    let entries = submit(
        &account,
        vat_return,
        received("2025-09-01T10:00:00Z"),
        numbers(),
    )
    .unwrap();
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "vat-return:25A2",
            "vat-replaced:CA1:25A2",
            "vat-raised:25A2"
        ]
    );
    for entry in &entries {
        account.apply(entry).unwrap();
    }
    let position = account.position(day("2025-09-01"));
    let owed = |id: &str| {
        let charge = position
            .charges
            .iter()
            .find(|charge| charge.charge.id.as_str() == id);
        charge.unwrap().outstanding
    };
    // The 500 paid came back with their date, and went to the oldest charge.
    assert_eq!(
        (owed("CA1"), owed("CA2"), owed("DOC1")),
        (money("0"), money("400"), money("700"))
    );
}

/// Source: Notice 700/60: the balance is paid with the return.
#[test]
fn a_return_raises_what_the_payments_on_account_leave() {
    let raised = |due: &str| {
        let mut journal = trader();
        for (id, on) in [("I1", "2025-05-30"), ("I2", "2025-06-30")] {
            journal.say(&format!(
                "charge 2025-04-01 {id} Payment_on_account 300 due {on} 2025-04-01 2025-06-30"
            ));
        }
        let vat_return = vat_return("25A2", due, "0.00");
        let at = received("2025-07-20T10:00:00Z");
        let entries = submit(&journal.account(), vat_return, at, numbers()).unwrap();
        entries.get(1).map(|entry| {
            if let Fact::ChargeRaised(charge) = &entry.fact {
                return charge.amount;
            }
            let Fact::CreditRaised(credit) = &entry.fact else {
                panic!("neither charge nor credit: {entry:?}");
            };
            credit.amount.checked_neg().unwrap()
        })
    };
    assert_eq!(raised("1000.00"), Some(money("400")));
    assert_eq!(raised("600.00"), None);
    assert_eq!(raised("500.00"), Some(money("-100")));
}

/// What takes effect after the day of receipt, as a journal may have it, is not there yet.
#[test]
fn a_return_leaves_alone_what_is_raised_after_the_day_of_its_receipt() {
    let mut journal = trader();
    journal.say("charge 2025-07-20 CA1 VAT_CA_Charge 800 due 2025-08-07 2025-04-01 2025-06-30");
    journal.say("charge 2025-07-21 CA2 VAT_CA_Charge 900 due 2025-08-07 2025-04-01 2025-06-30");
    for (raised, id) in [("2025-07-20", "I1"), ("2025-07-21", "I2")] {
        journal.say(&format!(
            "charge {raised} {id} Payment_on_account 300 due 2025-08-07 2025-04-01 2025-06-30"
        ));
    }
    let mut account = journal.account();
    let vat_return = vat_return("25A2", "1000.00", "0.00");
    let at = received("2025-07-20T10:00:00Z");
    for entry in submit(&account, vat_return, at, numbers()).unwrap() {
        account.apply(&entry).unwrap();
    }
    let position = account.position(day("2025-07-21"));
    let amounts = position.charges.iter();
    let amounts = amounts.map(|charge| (charge.charge.id.to_string(), charge.amount));
    let expected = [
        ("CA1", "0"),
        ("CA2", "900"),
        ("I1", "300"),
        ("I2", "300"),
        ("DOC1", "700"),
    ];
    assert!(
        amounts.eq(expected.map(|(id, amount)| (id.to_owned(), money(amount)))),
        "{position:?}"
    );
}
