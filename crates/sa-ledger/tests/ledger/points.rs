//! Points and penalties for submitting late.

use sa_ledger::{FailureOutcome, Rules, Standing, SubmissionPenalties};
use sa_model::{Entry, Fact, SubmittedReturn};
use time::Date;

use crate::journal::{Journal, day};
use crate::vat::{numbers, vat_return};

/// Adds the return of a period, received on a day.
fn submit(journal: &mut Journal, key: &str, received: &str) {
    let submitted = SubmittedReturn {
        vat_return: vat_return(key, "0.00", "0.00"),
        form_bundle_number: numbers().form_bundle_number,
        raised: None,
        charge_reference: None,
    };
    journal.push(received, Fact::ReturnSubmitted(submitted));
}

fn quarters(count: usize) -> Journal {
    let mut journal = Journal::vat();
    let periods = [
        ("24C1", "2024-01-01", "2024-03-31", "2024-05-07"),
        ("24C2", "2024-04-01", "2024-06-30", "2024-08-07"),
        ("24C3", "2024-07-01", "2024-09-30", "2024-11-07"),
        ("24C4", "2024-10-01", "2024-12-31", "2025-02-07"),
        ("25C1", "2025-01-01", "2025-03-31", "2025-05-07"),
        ("25C2", "2025-04-01", "2025-06-30", "2025-08-07"),
        ("25C3", "2025-07-01", "2025-09-30", "2025-11-07"),
        ("25C4", "2025-10-01", "2025-12-31", "2026-02-07"),
        ("26C1", "2026-01-01", "2026-03-31", "2026-05-07"),
        ("26C2", "2026-04-01", "2026-06-30", "2026-08-07"),
    ];
    for (key, start, end, due) in periods.into_iter().take(count) {
        journal.say(&format!("oblige {start} {key} {start} {end} {due}"));
    }
    journal
}

fn on(journal: &Journal, text: &str) -> SubmissionPenalties {
    journal
        .account()
        .submission_penalties(day(text), Rules::built_in())
}

fn expiry(penalties: &SubmissionPenalties, number: usize) -> Option<Date> {
    let FailureOutcome::Point { expires, .. } = penalties.failures[number].outcome else {
        panic!("no point: {penalties:?}");
    };
    expires
}

#[test]
fn a_return_on_its_due_date_is_not_late() {
    let mut journal = quarters(1);
    submit(&mut journal, "24C1", "2024-05-07");
    assert_eq!(on(&journal, "2024-12-31").failures, []);
}

/// Source: CH192200, due 7 April 2024 and due 31 March 2024: both to 30 April 2026.
#[test]
fn a_point_lives_24_months_from_the_month_after_the_failure() {
    for (due, last) in [("2024-04-07", "2026-04-30"), ("2024-03-31", "2026-04-30")] {
        let mut journal = Journal::vat();
        journal.say(&format!(
            "oblige 2023-12-01 24AB 2023-12-01 2024-02-29 {due}"
        ));
        let penalties = on(&journal, last);
        assert_eq!(
            (penalties.active_points, expiry(&penalties, 0)),
            (1, Some(day(last)))
        );
        let after = day(last).next_day().unwrap().to_string();
        assert_eq!(on(&journal, &after).active_points, 0, "{due}");
    }
}

#[test]
fn thresholds_go_by_the_length_of_the_period() {
    let threshold = |start: &str, end: &str| {
        let mut journal = Journal::vat();
        journal.say(&format!("oblige {start} #001 {start} {end} 2025-12-31"));
        on(&journal, "2025-12-31").threshold
    };
    assert_eq!(threshold("2024-02-01", "2024-02-29"), 5);
    assert_eq!(threshold("2024-01-01", "2024-02-25"), 5); // 8 weeks
    assert_eq!(threshold("2024-01-01", "2024-02-26"), 4);
    assert_eq!(threshold("2024-01-01", "2024-03-31"), 4);
    assert_eq!(threshold("2024-01-01", "2024-05-19"), 4); // 20 weeks
    assert_eq!(threshold("2024-01-01", "2024-05-20"), 2);
    assert_eq!(threshold("2024-01-01", "2024-12-31"), 2);
}

#[test]
fn the_fourth_quarter_missed_costs_200_pounds_and_so_does_each_later_one() {
    let journal = quarters(6);
    assert_eq!(on(&journal, "2024-05-07").active_points, 0);
    assert_eq!(on(&journal, "2024-05-08").active_points, 1);
    let third = on(&journal, "2025-02-07");
    assert_eq!((third.active_points, third.compliance_until), (3, None));
    let fourth = on(&journal, "2025-02-08");
    assert_eq!(fourth.active_points, 4);
    // A year from the month after 8 February 2025.
    assert_eq!(fourth.compliance_until, Some(day("2026-02-28")));
    let penalty = Rules::built_in().submission_points.penalty;
    assert_eq!(
        fourth.failures[3].outcome,
        FailureOutcome::Threshold {
            penalty,
            standing: Standing::Active
        }
    );
    assert_eq!(
        fourth.failures[0].outcome,
        FailureOutcome::Point {
            expires: None,
            standing: Standing::Active
        }
    );
    let fifth = on(&journal, "2025-05-08");
    assert_eq!(
        fifth.active_points, 4,
        "points do not rise above the threshold"
    );
    assert_eq!(
        fifth.failures[4].outcome,
        FailureOutcome::Penalty {
            penalty,
            standing: Standing::Active
        }
    );
    assert_eq!(fifth.compliance_until, Some(day("2026-05-31")));
}

#[test]
fn points_at_the_threshold_go_after_a_period_of_compliance_once_all_is_in() {
    let mut journal = quarters(8);
    for key in ["24C1", "24C2", "24C3"] {
        submit(&mut journal, key, "2025-03-01");
    }
    for (key, received) in [
        ("25C1", "2025-05-07"),
        ("25C2", "2025-08-07"),
        ("25C3", "2025-11-07"),
        ("25C4", "2026-02-07"),
    ] {
        submit(&mut journal, key, received);
    }
    let still = on(&journal, "2026-03-31");
    assert_eq!(still.active_points, 4, "24C4 is still not in");
    submit(&mut journal, "24C4", "2026-04-15");
    assert_eq!(on(&journal, "2026-04-14").active_points, 4);
    let reset = on(&journal, "2026-04-15");
    assert_eq!((reset.active_points, reset.compliance_until), (0, None));
    assert_eq!(reset.failures.len(), 4);
    for failure in on(&journal, "2027-01-01").failures {
        let (FailureOutcome::Point { standing, .. } | FailureOutcome::Threshold { standing, .. }) =
            failure.outcome
        else {
            panic!("{failure:?}");
        };
        let from = day("2026-04-15");
        assert_eq!(standing, Standing::Removed { from });
    }
}

/// The project's own rule: each later failure begins the period of compliance anew, so what it brought
/// counts as long as the points do.
#[test]
fn a_penalty_at_the_threshold_goes_with_the_points() {
    let mut journal = quarters(10);
    for key in ["24C1", "24C2", "24C3", "24C4", "25C1"] {
        submit(&mut journal, key, "2025-05-10");
    }
    for (key, received) in [
        ("25C2", "2025-08-07"),
        ("25C3", "2025-11-07"),
        ("25C4", "2026-02-07"),
        ("26C1", "2026-05-07"),
    ] {
        submit(&mut journal, key, received);
    }
    let told = |text: &str| {
        let penalties = on(&journal, text);
        [0, 3, 4].map(|place| penalties.standing(penalties.failures[place].outcome))
    };
    let removed = Standing::Removed {
        from: day("2026-06-01"),
    };
    assert_eq!(told("2026-05-31"), [Some((Standing::Active, None)); 3]);
    let last = Some(day("2026-05-31"));
    assert_eq!(told("2026-06-01"), [Some((removed, last)); 3]);
    // The return for the second quarter of 2026 fails afresh.
    let afresh = on(&journal, "2026-08-08");
    assert_eq!((afresh.active_points, afresh.failures.len()), (1, 6));
}

#[test]
fn two_failures_in_one_month_bring_one_point() {
    let mut journal = Journal::vat();
    journal.say("oblige 2024-01-01 24C1 2024-01-01 2024-03-31 2024-05-07");
    journal.say("oblige 2024-01-01 #001 2024-01-01 2024-03-31 2024-05-20");
    let penalties = on(&journal, "2024-05-31");
    assert_eq!(penalties.active_points, 1);
    assert_eq!(penalties.failures[1].outcome, FailureOutcome::SameMonth);
}

#[test]
fn a_return_to_come_is_not_yet_late_and_later_entries_change_nothing() {
    let mut journal = quarters(3);
    let before: Vec<Entry> = journal.entries.clone();
    submit(&mut journal, "24C1", "2024-09-01");
    let (with, without) = (
        on(&journal, "2024-08-31"),
        Journal {
            entries: before,
            ..journal
        },
    );
    assert_eq!(with, on(&without, "2024-08-31"));
    assert_eq!(with.failures[0].received, None);
}
