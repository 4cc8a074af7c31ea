//! Points of Making Tax Digital for Income Tax.

use sa_ledger::{FailureOutcome, Rules, Standing, SubmissionPenalties};
use sa_model::{ItsaFiling, TaxYear};

use crate::journal::{Journal, day, money};

/// A taxpayer in Making Tax Digital from a year on, who was asked for and sent what the lines say.
fn said(mtd_from: &str, lines: &[&str]) -> Journal {
    let mut journal = Journal::itsa(Some(mtd_from));
    for line in lines {
        journal.say(line);
    }
    journal
}

fn on(journal: &Journal, text: &str) -> SubmissionPenalties<ItsaFiling> {
    journal
        .account()
        .itsa_submission_penalties(day(text), Rules::built_in())
}

fn returns(sent: &[&str]) -> Journal {
    let asked = [
        "require 2025-04-06 2024-25",
        "require 2026-04-06 2025-26",
        "require 2027-04-06 2026-27",
        "require 2028-04-06 2027-28",
    ];
    let mut journal = said("2024-25", &asked);
    for line in sent {
        journal.say(line);
    }
    journal
}

/// Source: CH192170: with a return a year two points make a penalty of 200 pounds.
#[test]
fn the_second_late_return_costs_200_pounds_and_so_does_each_later_one() {
    let journal = returns(&[]);
    assert_eq!(on(&journal, "2026-01-31").failures, []);
    let first = on(&journal, "2026-02-01");
    assert_eq!((first.threshold, first.active_points), (2, 1));
    assert_eq!(
        first.failures[0].outcome,
        FailureOutcome::Point {
            // 24 months from 1 March 2026 (CH192200).
            expires: Some(day("2028-02-29")),
            standing: Standing::Active
        }
    );
    let penalty = money("200");
    let second = on(&journal, "2027-02-01");
    assert_eq!(
        second.failures[1].outcome,
        FailureOutcome::Threshold {
            penalty,
            standing: Standing::Active
        }
    );
    assert_eq!(second.compliance_until, Some(day("2029-02-28")));
    let third = on(&journal, "2028-02-01");
    assert_eq!(third.active_points, 2);
    assert_eq!(
        third.failures[2].outcome,
        FailureOutcome::Penalty {
            penalty,
            standing: Standing::Active
        }
    );
}

#[test]
fn points_for_returns_go_after_two_years_of_compliance_once_all_is_in() {
    let journal = returns(&[
        "file 2027-03-01 2024-25",
        "file 2027-03-01 2025-26",
        "file 2028-01-31 2026-27",
        "file 2029-01-31 2027-28",
    ]);
    assert_eq!(on(&journal, "2029-02-28").active_points, 2);
    assert_eq!(on(&journal, "2029-03-01").active_points, 0);
}

fn quarters(year: &str, asked: &str) -> Vec<String> {
    (1..=4)
        .map(|quarter| format!("require {asked} {year} {quarter}"))
        .collect()
}

/// Source: CH192170 (four points); HMRC's announcement for 2026-27.
#[test]
fn late_updates_bring_points_from_2027_28_on() {
    let mut journal = said("2026-27", &[]);
    for line in quarters("2026-27", "2026-04-06") {
        journal.say(&line);
    }
    let first_year = on(&journal, "2027-12-31");
    assert_eq!((first_year.threshold, first_year.active_points), (4, 0));
    for line in quarters("2027-28", "2027-04-06") {
        journal.say(&line);
    }
    assert_eq!(on(&journal, "2027-08-07").active_points, 0);
    assert_eq!(on(&journal, "2027-08-08").active_points, 1);
    assert_eq!(on(&journal, "2028-05-07").active_points, 3);
    let fourth = on(&journal, "2028-05-08");
    let penalty = money("200");
    assert_eq!(
        fourth.failures[3].outcome,
        FailureOutcome::Threshold {
            penalty,
            standing: Standing::Active
        }
    );
    assert_eq!(fourth.compliance_until, Some(day("2029-05-31")));
    let never = Rules {
        submission_points: sa_ledger::SubmissionRules {
            itsa_updates_from: None,
            ..Rules::built_in().submission_points.clone()
        },
        ..Rules::built_in().clone()
    };
    let without = journal
        .account()
        .itsa_submission_penalties(day("2028-05-08"), &never);
    assert_eq!(without.failures, []);
}

/// Source: Finance Act 2021 Sch 24: one point a month for each type of obligation.
#[test]
fn a_return_and_an_update_that_fail_in_one_month_bring_a_point_each() {
    let journal = said(
        "2027-28",
        &[
            "require 2028-04-06 2028-29 3",
            "require 2028-04-06 2027-28 4",
        ],
    );
    // The fourth update of 2027-28 failed on 8 May 2028; the third of 2028-29 on 8 February 2029.
    let failures = on(&journal, "2029-02-28").failures;
    let failed: Vec<_> = failures.iter().map(|failure| failure.failed).collect();
    assert_eq!(failed, ["2028-05-08", "2029-02-08"].map(day));

    let journal = said(
        "2027-28",
        &["require 2028-04-06 2027-28", "require 2028-04-06 2028-29 3"],
    );
    let both = on(&journal, "2029-02-28");
    let failed: Vec<_> = both.failures.iter().map(|failure| failure.failed).collect();
    assert_eq!(failed, ["2029-02-01", "2029-02-08"].map(day));
    assert_eq!((both.threshold, both.active_points), (4, 2));
}

#[test]
fn years_before_making_tax_digital_cost_money_and_bring_no_points() {
    let journal = said(
        "2025-26",
        &["require 2025-04-06 2024-25", "require 2026-04-06 2025-26"],
    );
    let penalties = on(&journal, "2027-02-01");
    assert_eq!(penalties.active_points, 1);
    let tax_year = TaxYear::parse("2025-26").unwrap();
    assert_eq!(
        penalties.failures[0].period,
        ItsaFiling::TaxReturn { tax_year }
    );
    let account = journal.account();
    let position = account.position(day("2027-02-01"));
    assert!(
        position
            .filing_penalties
            .iter()
            .all(|one| one.tax_year < tax_year)
    );
    assert_eq!(position.filing_penalties.len(), 4);
}

/// VAT and Self Assessment have accounts, and points, of their own.
#[test]
fn points_of_one_regime_are_none_of_the_other() {
    let journal = returns(&[]);
    let vat = journal
        .account()
        .submission_penalties(day("2027-02-01"), Rules::built_in());
    assert_eq!((vat.failures.len(), vat.active_points), (0, 0));
    let mut trader = Journal::vat();
    trader.say("oblige 2024-01-01 24C1 2024-01-01 2024-03-31 2024-05-07");
    assert_eq!(on(&trader, "2024-12-31").failures, []);
}
