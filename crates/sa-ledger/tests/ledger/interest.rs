//! Interest window by window, from the table.

use sa_ledger::{DayCount, InterestSide, RateTable, interest};
use sa_model::Money;

use crate::journal::{day, money};

/// The windows of one row of `tables/interest.txt`: `days@rate/year=pence`.
fn windows(row: &str) -> (Vec<String>, Vec<&str>, Money) {
    let (row, _source) = row.split_once('|').unwrap();
    let words: Vec<&str> = row.split_whitespace().collect();
    let side = match words[0] {
        "late" => InterestSide::LatePayment,
        "repayment" => InterestSide::Repayment,
        other => panic!("no such interest: {other}"),
    };
    let span = (day(words[2]), day(words[3]));
    let rates = RateTable::built_in();
    let found = interest(money(words[1]), span, side, (DayCount::AfterDue, &rates));
    let total = Money::total(found.iter().map(|window| window.amount)).unwrap();
    let found = found
        .iter()
        .map(|window| {
            format!(
                "{}@{}/{}={}",
                window.days,
                window.rate.decimal(),
                window.year_days,
                window.amount.pence()
            )
        })
        .collect();
    (
        found,
        words[4..words.len() - 1].to_vec(),
        total.checked_sub(money(words[words.len() - 1])).unwrap(),
    )
}

#[test]
fn interest_comes_out_to_the_penny_window_by_window() {
    let rows = include_str!("tables/interest.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let mut count = 0;
    for row in rows.filter(|row| !row.trim().is_empty()) {
        count += 1;
        let (found, expected, difference) = windows(row);
        assert!(
            difference.is_zero(),
            "{row}: off by {difference}: {found:?}"
        );
        if expected != ["-"] {
            assert_eq!(found, expected, "{row}");
        }
    }
    assert_eq!(count, 21);
}

/// Source: DMBM401030 against CH140190. On a day when the rate falls the two manuals differ.
#[test]
fn the_day_count_decides_whose_rate_the_first_and_last_day_have() {
    let rates = RateTable::built_in();
    let days = |day_count| {
        let span = (day("2020-03-30"), day("2020-04-07"));
        interest(
            money("100000.00"),
            span,
            InterestSide::LatePayment,
            (day_count, &rates),
        )
        .iter()
        .map(|window| (window.days, window.rate.hundredths()))
        .collect::<Vec<_>>()
    };
    assert_eq!(days(DayCount::AfterDue), [(7, 275), (1, 260)]);
    assert_eq!(days(DayCount::FromDue), [(8, 275)]);
}

#[test]
fn before_the_first_rate_no_interest_runs() {
    let rates = RateTable::built_in();
    let span = (day("2007-01-31"), day("2008-01-10"));
    let found = interest(
        money("1000.00"),
        span,
        InterestSide::LatePayment,
        (DayCount::AfterDue, &rates),
    );
    assert_eq!(
        found.iter().map(|window| window.days).collect::<Vec<_>>(),
        [5]
    );
}

#[test]
fn the_largest_principal_over_the_longest_time_does_not_overflow() {
    let rates = RateTable::built_in();
    let span = (day("2008-01-06"), day("9999-12-31"));
    let found = interest(
        Money::MAX,
        span,
        InterestSide::LatePayment,
        (DayCount::AfterDue, &rates),
    );
    assert!(found.iter().all(|window| window.amount.is_positive()));
}

#[test]
fn rates_must_stand_in_the_order_of_their_days() {
    let mut rows = RateTable::built_in().changes().to_vec();
    rows.swap(0, 1);
    let error = RateTable::new(rows).unwrap_err();
    assert_eq!(
        error.to_string(),
        "rates stand in the order of their days, found 2008-01-06 after 2008-11-06"
    );
}
