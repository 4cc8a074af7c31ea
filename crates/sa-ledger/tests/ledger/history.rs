//! What a charge was, and why it changed.

use sa_ledger::Rules;

use crate::journal::{Journal, day, document, money};

fn journal() -> Journal {
    let mut journal = Journal::itsa(None);
    for line in [
        "charge 2025-01-31 POA2 4930 900 due 2025-07-31 2024-25",
        "pay 2025-06-20 P1 100",
        "amend 2025-09-01 POA2 700",
        "pay 2025-09-30 P2 650",
        "amend 2025-10-15 POA2 800",
        // Recorded last, effective first.
        "amend 2025-03-01 POA2 850",
    ] {
        journal.say(line);
    }
    journal
}

#[test]
fn a_charges_versions_follow_each_other_each_with_what_ended_it() {
    let account = journal().account();
    let history = account.history(document("POA2")).unwrap();
    let versions: Vec<_> = history
        .versions
        .iter()
        .map(|version| {
            (
                version.amount,
                version.from,
                version.ended.map(|amendment| amendment.effective),
            )
        })
        .collect();
    assert_eq!(
        versions,
        [
            (money("900"), day("2025-01-31"), Some(day("2025-03-01"))),
            (money("850"), day("2025-03-01"), Some(day("2025-09-01"))),
            (money("700"), day("2025-09-01"), Some(day("2025-10-15"))),
            (money("800"), day("2025-10-15"), None),
        ]
    );
    assert_eq!(account.history(document("P1")), None);
}

#[test]
fn a_charges_days_say_what_was_owed_from_when_on() {
    let account = journal().account();
    let days = account.charge_days(document("POA2"), day("2025-12-31"), Rules::built_in());
    let told: Vec<_> = days
        .iter()
        .map(|day| {
            (
                day.from.to_string(),
                day.outstanding,
                day.interest_charged,
                day.interest_outstanding,
            )
        })
        .collect();
    let row = |from: &str, outstanding: &str, charged: &str, owed: &str| {
        (
            from.to_owned(),
            money(outstanding),
            money(charged),
            money(owed),
        )
    };
    assert_eq!(
        told,
        [
            row("2025-01-31", "900", "0", "0"),
            row("2025-03-01", "850", "0", "0"),
            row("2025-06-20", "750", "0", "0"),
            row("2025-09-01", "600", "0", "0"),
            // 600 for 26 days at 8.25 % and 35 at 8.00 %: 3.52 + 4.60; 50 were left to pay them.
            row("2025-09-30", "0", "8.12", "0"),
            // The interest is charged no longer, and what had paid it goes to the charge.
            row("2025-10-15", "50", "0", "0"),
        ]
    );
    assert!(
        account
            .charge_days(document("NONE"), day("2025-12-31"), Rules::built_in())
            .is_empty()
    );
}

/// Every row agrees with the position of its day and of the day before the next row.
#[test]
fn a_charges_days_agree_with_the_positions() {
    let account = journal().account();
    let end = day("2026-03-31");
    let days = account.charge_days(document("POA2"), end, Rules::built_in());
    let ends = days
        .iter()
        .skip(1)
        .map(|next| next.from.previous_day().unwrap())
        .chain([end]);
    for (row, last) in days.iter().zip(ends) {
        for on in [row.from, last] {
            let position = account.position(on);
            let charge = &position.charges[0];
            assert_eq!((charge.amount, charge.paid), (row.amount, row.paid), "{on}");
            assert_eq!(charge.outstanding, row.outstanding, "{on}");
        }
    }
}
