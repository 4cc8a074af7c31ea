//! VAT periods that follow a trader's stagger, and how long their returns are shown.

use sa_ledger::vat_submission::{SubmitError, submit, submit_for_any_period};
use sa_ledger::{Account, Rejection, ReturnNotShown};
use sa_model::due_date::vat::VatScheme;
use sa_model::{Obligation, ObligationStatus, PeriodKey, Stagger, Timestamp, VatSchedule, date};

use crate::journal::{Journal, day};
use crate::vat::{numbers, vat_return};

fn quarters_to_march(from: &str) -> VatSchedule {
    VatSchedule {
        stagger: Stagger::C,
        from: day(from),
        scheme: VatScheme::Standard,
    }
}

fn trader(from: &str) -> Journal {
    Journal::vat_on_schedule(Some(quarters_to_march(from)))
}

fn told(obligation: &Obligation) -> String {
    let period = &obligation.period;
    let days = [period.start, period.end, period.due].map(date::text);
    let status = match obligation.status {
        ObligationStatus::Open => "open".to_owned(),
        ObligationStatus::Fulfilled { received } => format!("received {}", date::text(received)),
    };
    format!(
        "{} {} {} {} {status}",
        period.key, days[0], days[1], days[2]
    )
}

fn obligations(journal: &Journal, on: &str) -> Vec<String> {
    journal
        .account()
        .obligations(day(on))
        .iter()
        .map(told)
        .collect()
}

/// Source: github hmrc/vat-api issue #516 (an obligation opens when its period begins).
#[test]
fn an_obligation_of_the_schedule_opens_on_the_first_day_of_its_period() {
    let trader = trader("2025-02-10");
    assert!(obligations(&trader, "2025-02-09").is_empty());
    let first = "25C1 2025-02-10 2025-03-31 2025-05-07 open";
    assert_eq!(obligations(&trader, "2025-02-10"), [first]);
    assert_eq!(obligations(&trader, "2025-03-31"), [first]);
    let second = "25C2 2025-04-01 2025-06-30 2025-08-07 open";
    assert_eq!(obligations(&trader, "2025-04-01"), [first, second]);
}

#[test]
fn a_return_fulfils_an_obligation_of_the_schedule() {
    let mut journal = trader("2025-01-01");
    let account = journal.account();
    let received = Timestamp::parse("2025-04-20T10:00:00Z").unwrap();
    let entries = submit(&account, vat_return("25C1", "9", "2"), received, numbers()).unwrap();
    journal.entries.extend(entries);
    assert_eq!(
        obligations(&journal, "2025-04-20"),
        [
            "25C1 2025-01-01 2025-03-31 2025-05-07 received 2025-04-20",
            "25C2 2025-04-01 2025-06-30 2025-08-07 open",
        ]
    );
    let account = journal.account();
    let refused = |key| submit(&account, vat_return(key, "9", "2"), received, numbers());
    assert!(matches!(
        refused("25C1"),
        Err(SubmitError::Duplicate { .. })
    ));
    assert!(matches!(
        refused("25C2"),
        Err(SubmitError::PeriodNotEnded { .. })
    ));
    assert!(matches!(
        refused("29C2"),
        Err(SubmitError::PeriodNotEnded { .. })
    ));
    assert!(matches!(
        refused("24C4"),
        Err(SubmitError::UnknownPeriod { .. })
    ));
    assert!(matches!(
        refused("25A1"),
        Err(SubmitError::UnknownPeriod { .. })
    ));
    assert!(matches!(
        refused("#001"),
        Err(SubmitError::UnknownPeriod { .. })
    ));
}

#[test]
fn an_obligation_that_is_written_down_goes_before_those_of_the_schedule() {
    let mut journal = trader("2025-01-01");
    journal.say("oblige 2025-04-01 #001 2025-04-01 2025-08-15 2025-09-22");
    assert_eq!(
        obligations(&journal, "2025-10-01"),
        [
            "25C1 2025-01-01 2025-03-31 2025-05-07 open",
            "#001 2025-04-01 2025-08-15 2025-09-22 open",
            "25C4 2025-10-01 2025-12-31 2026-02-07 open",
        ]
    );
    let account = journal.account();
    let received = Timestamp::parse("2025-12-20T10:00:00Z").unwrap();
    let refused = submit(&account, vat_return("25C3", "9", "2"), received, numbers());
    assert!(matches!(refused, Err(SubmitError::UnknownPeriod { .. })));
}

#[test]
fn a_late_return_of_the_schedule_brings_a_point() {
    let account = trader("2025-01-01").account();
    let rules = sa_ledger::Rules::built_in();
    assert_eq!(
        account
            .submission_penalties(day("2025-05-07"), rules)
            .active_points,
        0
    );
    assert_eq!(
        account
            .submission_penalties(day("2025-05-08"), rules)
            .active_points,
        1
    );
}

/// Source: CH146410: the last working day of the month after.
#[test]
fn the_scheme_moves_the_due_dates_of_the_schedule() {
    let schedule = VatSchedule {
        scheme: VatScheme::PaymentsOnAccount,
        ..quarters_to_march("2025-01-01")
    };
    let journal = Journal::vat_on_schedule(Some(schedule));
    assert_eq!(
        obligations(&journal, "2025-01-01"),
        ["25C1 2025-01-01 2025-03-31 2025-04-30 open"]
    );
}

#[test]
fn a_return_for_any_period_is_taken_once_and_raises_nothing_where_none_is_to_be_made() {
    let mut journal = trader("2025-01-01");
    let received = Timestamp::parse("2025-04-20T10:00:00Z").unwrap();
    for (key, raised) in [("A001", false), ("25C2", false), ("25C1", true)] {
        let mut own = numbers();
        own.document = crate::journal::document(key);
        let take = |journal: &Journal| {
            let vat_return = vat_return(key, "9", "2");
            submit_for_any_period(&journal.account(), vat_return, received, own)
        };
        let entries = take(&journal).unwrap();
        assert_eq!(entries.len(), if raised { 2 } else { 1 }, "{key}");
        journal.entries.extend(entries);
        assert!(
            matches!(take(&journal), Err(SubmitError::Duplicate { .. })),
            "{key}"
        );
        let key = PeriodKey::parse(key).unwrap();
        let account = journal.account();
        let on_file = account.return_on_file(key, day("2025-04-20")).unwrap();
        assert_eq!(on_file.charge_reference, Some(numbers().reference));
    }
}

/// Source: github hmrc/vat-api, `DATE_RANGE_TOO_LARGE`.
#[test]
fn a_return_is_shown_for_four_years_from_the_end_of_its_period() {
    let mut journal = trader("2025-01-01");
    let received = Timestamp::parse("2025-04-20T10:00:00Z").unwrap();
    for key in ["25C1", "A001", "24B1"] {
        let mut own = numbers();
        own.document = crate::journal::document(key);
        let vat_return = vat_return(key, "9", "2");
        let entries = submit_for_any_period(&journal.account(), vat_return, received, own);
        journal.entries.extend(entries.unwrap());
    }
    let account = journal.account();
    let shown = |key: &str, on: &str| {
        let key = PeriodKey::parse(key).unwrap();
        account.return_on_file(key, day(on)).map(|_return| ())
    };
    // An obligation's period; a receipt where no period is known; the period of a key.
    for (key, last_day, next_day) in [
        ("25C1", "2029-03-31", "2029-04-01"),
        ("A001", "2029-04-20", "2029-04-21"),
        ("24B1", "2028-05-31", "2028-06-01"),
    ] {
        assert_eq!(shown(key, last_day), Ok(()), "{key}");
        let hidden = shown(key, next_day);
        assert!(
            matches!(hidden, Err(ReturnNotShown::TooOld { .. })),
            "{key}"
        );
    }
    assert!(matches!(
        shown("25C1", "2025-04-19"),
        Err(ReturnNotShown::NotSubmitted { .. })
    ));
    assert!(matches!(
        shown("25C2", "2025-04-20"),
        Err(ReturnNotShown::NotSubmitted { .. })
    ));
    assert!(matches!(
        shown("25C2", "2030-01-01"),
        Err(ReturnNotShown::TooOld { .. })
    ));
    // Of another stagger, before the first period: nobody asked for these.
    for key in ["18A1", "24C4", "99A1", "0418"] {
        assert!(
            matches!(
                shown(key, "2030-01-01"),
                Err(ReturnNotShown::NotSubmitted { .. })
            ),
            "{key}"
        );
    }
}

/// Source: VAT Notice 700/60.
#[test]
fn months_keep_their_seven_days_under_payments_on_account() {
    let first_due = |stagger| {
        let schedule = VatSchedule {
            stagger,
            scheme: VatScheme::PaymentsOnAccount,
            ..quarters_to_march("2025-01-01")
        };
        let account = Journal::vat_on_schedule(Some(schedule)).account();
        let obligations = account.obligations(day("2025-06-30"));
        let first = obligations.first().unwrap().period;
        [first.end, first.due].map(date::text)
    };
    assert_eq!(
        first_due(Stagger::C).map(|day| day.to_string()),
        ["2025-03-31", "2025-04-30"]
    );
    assert_eq!(
        first_due(Stagger::Monthly).map(|day| day.to_string()),
        ["2025-01-31", "2025-03-07"]
    );
}

/// Source: VATAAS5100: one return a year.
#[test]
fn annual_accounting_follows_no_stagger() {
    let yearly = VatSchedule {
        scheme: VatScheme::AnnualAccounting,
        ..quarters_to_march("2025-01-01")
    };
    let opened = &Journal::vat_on_schedule(Some(yearly)).entries[0];
    assert_eq!(
        Account::open(opened).unwrap_err(),
        Rejection::YearlySchedule
    );
}
