//! Random journals, small and crowded: few documents, few days, amounts that meet each other.

use proptest::prelude::*;
use sa_ledger::Account;
use sa_model::{Entry, Timestamp};

use crate::journal::{Journal, entry};

/// How many cases a test runs: `SA_LEDGER_CASES`, or few enough for every day.
pub(crate) fn cases(few: u32) -> ProptestConfig {
    let cases = std::env::var("SA_LEDGER_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(few),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..ProptestConfig::default()
    }
}

/// A day between 2024-01-01 and 2026-12-31, often one on which something else happens.
fn day() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "2024-01-31",
        "2024-07-31",
        "2025-01-31",
        "2025-07-31",
        "2026-01-31",
        "2024-12-17",
        "2024-12-18",
        "2025-02-28",
        "2025-04-06",
        "2025-06-17",
        "2024-02-29",
    ])
    .prop_map(str::to_owned);
    let any = (0_i64..1_000).prop_map(|days| {
        (time::macros::date!(2024 - 01 - 01) + time::Duration::days(days)).to_string()
    });
    prop_oneof![2 => special, 3 => any]
}

fn amount() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["100", "200", "300", "500", "1000"]).prop_map(str::to_owned),
        2 => (1_u32..200_000).prop_map(|pence| format!("{}.{:02}", pence / 100, pence % 100)),
        1 => Just("0.01".to_owned()),
    ]
}

fn charge() -> impl Strategy<Value = String> {
    (0..7).prop_map(|number| format!("C{number}"))
}

fn credit() -> impl Strategy<Value = String> {
    (0..9).prop_map(|number| format!("P{number}"))
}

fn claim() -> impl Strategy<Value = String> {
    (0..3).prop_map(|number| format!("R{number}"))
}

/// A tax return, or an update of a year.
fn filing() -> impl Strategy<Value = String> {
    let year = prop::sample::select(vec!["2022-23", "2023-24", "2024-25"]);
    prop_oneof![
        3 => year.clone().prop_map(str::to_owned),
        1 => (year, 1..5).prop_map(|(year, quarter)| format!("{year} {quarter}")),
    ]
}

/// A line that `Journal::say` understands. Its day comes second, so that it can be any.
fn line() -> impl Strategy<Value = String> {
    let due = prop::sample::select(vec![
        "2024-01-31",
        "2024-07-31",
        "2025-01-31",
        "2025-07-31",
        "2026-01-31",
        "2025-04-10",
    ]);
    let kind = prop::sample::select(vec![
        "4910", "4920", "4930", "4911", "4915", "4027", "NICS", "8888",
    ]);
    let year = prop::sample::select(vec!["2022-23", "2023-24", "2024-25", ""]);
    prop_oneof![
        6 => (day(), charge(), kind, amount(), due, year)
            .prop_map(|(on, id, kind, amount, due, year)| format!("charge {on} {id} {kind} {amount} due {due} {year}")),
        5 => (day(), credit(), amount()).prop_map(|(on, id, amount)| format!("pay {on} {id} {amount}")),
        2 => (day(), credit(), amount(), charge())
            .prop_map(|(on, id, amount, charge)| format!("pay {on} {id} {amount} to {charge}")),
        1 => (day(), credit(), amount()).prop_map(|(on, id, amount)| format!("credit {on} {id} 4905 {amount}")),
        2 => (day(), charge(), prop_oneof![amount(), Just("0".to_owned())])
            .prop_map(|(on, id, amount)| format!("amend {on} {id} {amount}")),
        1 => (day(), credit()).prop_map(|(on, id)| format!("reverse {on} {id}")),
        1 => (day(), credit(), charge()).prop_map(|(on, id, charge)| format!("direct {on} {id} to {charge}")),
        1 => (day(), credit()).prop_map(|(on, id)| format!("undirect {on} {id}")),
        1 => (day(), charge(), amount()).prop_map(|(on, id, amount)| format!("code {on} {id} {amount} 2025-26")),
        1 => (day(), charge(), prop_oneof![amount(), Just("0".to_owned())])
            .prop_map(|(on, id, amount)| format!("standover {on} {id} {amount}")),
        1 => (day(), day(), 0_i64..60).prop_map(|(on, from, days)| {
            let to = crate::journal::day(&from) + time::Duration::days(days);
            format!("breathe {on} {from} {to}")
        }),
        1 => (day(), claim(), amount()).prop_map(|(on, id, amount)| format!("claim {on} {id} {amount}")),
        2 => (day(), claim()).prop_map(|(on, id)| format!("repay {on} {id} 0")),
        1 => (day(), claim()).prop_map(|(on, id)| format!("withdraw {on} {id}")),
        1 => (day(), filing()).prop_map(|(on, filing)| format!("require {on} {filing}")),
        1 => (day(), filing(), "|paper").prop_map(|(on, filing, form)| {
            let form = if filing.contains(' ') { "" } else { &form };
            format!("file {on} {filing} {form}")
        }),
    ]
}

/// A line alone, or a payment, the claim for it, the repayment and perhaps its reversal.
fn lines() -> impl Strategy<Value = Vec<String>> {
    let spent = (day(), credit(), claim(), amount(), any::<bool>());
    prop_oneof![
        8 => line().prop_map(|line| vec![line]),
        1 => spent.prop_map(|(on, credit, claim, amount, reversed)| {
            let on = crate::journal::day(&on);
            let later = |days: i64| on + time::Duration::days(days);
            let mut lines = vec![
                format!("pay {on} {credit} {amount}"),
                format!("claim {} {claim} {amount}", later(2)),
                format!("repay {} {claim} 0", later(9)),
            ];
            lines.extend(reversed.then(|| format!("reverse {} {credit}", later(30))));
            lines
        }),
    ]
}

/// Entries that an account takes, in an order of their own: those it refuses are left out.
pub(crate) fn journal() -> impl Strategy<Value = Vec<Entry>> {
    candidates().prop_map(admitted)
}

/// Entries of which an account takes some.
pub(crate) fn candidates() -> impl Strategy<Value = Vec<Entry>> {
    let mtd = prop::sample::select(vec![None, None, Some("2023-24"), Some("2024-25")]);
    let lines = prop::collection::vec((lines(), 0_u8..4), 1..40);
    (mtd, lines, any::<bool>()).prop_map(|(mtd, lines, in_order)| {
        let mut journal = Journal::itsa(mtd);
        for (line, hour) in lines
            .iter()
            .flat_map(|(lines, hour)| lines.iter().zip([hour].into_iter().cycle()))
        {
            journal.say(line);
            let last = journal.entries.last_mut().unwrap();
            last.recorded =
                Timestamp::parse(&format!("{}T{hour:02}:00:00Z", last.effective)).unwrap();
        }
        if in_order {
            journal.entries[1..].sort_by_key(|entry| entry.effective);
        }
        journal.entries
    })
}

/// The entries that can follow each other, numbered anew.
pub(crate) fn admitted(entries: Vec<Entry>) -> Vec<Entry> {
    let mut account = Account::open(&entries[0]).unwrap();
    let mut taken = vec![entries[0].clone()];
    for candidate in entries.into_iter().skip(1) {
        let numbered = entry(
            candidate.account,
            taken.len(),
            candidate.effective,
            candidate.fact,
        );
        let numbered = Entry {
            recorded: candidate.recorded,
            ..numbered
        };
        if account.apply(&numbered).is_ok() {
            taken.push(numbered);
        }
    }
    taken
}

/// A day to look at the account.
pub(crate) fn on() -> impl Strategy<Value = time::Date> {
    day().prop_map(|text| crate::journal::day(&text) + time::Duration::days(100))
}
