//! Tax returns and quarterly updates: what was asked for, what came, and what is refused.

use proptest::prelude::*;
use sa_ledger::Rejection;
use sa_model::{ItsaFiling, ItsaObligation, Money, ObligationStatus, TaxYear, date};
use time::{Date, Duration};

use crate::agreement::pence;
use crate::journal::{Journal, day, money};
use crate::random::cases;

fn said(lines: &[&str]) -> Journal {
    let mut journal = Journal::itsa(None);
    for line in lines {
        journal.say(line);
    }
    journal
}

fn refusal(mut journal: Journal, line: &str) -> Rejection {
    let mut account = journal.account();
    let before = account.clone();
    journal.say(line);
    let rejection = account.apply(journal.entries.last().unwrap()).unwrap_err();
    assert_eq!(account, before, "a refused entry changes nothing: {line}");
    rejection
}

#[test]
fn each_filing_is_asked_for_once_and_received_once() {
    let lines = ["require 2025-04-06 2024-25", "file 2026-01-20 2024-25"];
    let of = |line| refusal(said(&lines), line).to_string();
    assert_eq!(
        of("require 2025-05-01 2024-25"),
        "a filing is asked for once, found the tax return of 2024-25 again"
    );
    assert_eq!(
        of("file 2026-05-01 2024-25 paper"),
        "a filing is received once, found the tax return of 2024-25 again"
    );
    // A return and the updates of its year are apart, and so are years.
    let mut journal = said(&lines);
    journal.say("require 2024-04-06 2024-25 1");
    journal.say("require 2024-04-06 2024-25 2");
    journal.say("require 2024-04-06 2023-24");
    assert_eq!(
        journal.account().itsa_obligations(day("2026-01-31")).len(),
        4
    );
}

#[test]
fn a_vat_account_has_no_filings_of_self_assessment() {
    for line in ["require 2025-04-06 2024-25", "file 2025-04-06 2024-25"] {
        assert_eq!(
            refusal(Journal::vat(), line).to_string(),
            "`Self Assessment filing` belongs to the other regime than the account"
        );
    }
}

#[test]
fn obligations_stand_in_the_order_of_their_last_days() {
    let journal = said(&[
        "require 2028-04-06 2027-28",
        "require 2027-04-06 2027-28 4",
        "require 2027-04-06 2027-28 1",
        "file 2027-07-20 2027-28 1",
    ]);
    let tax_year = TaxYear::parse("2027-28").unwrap();
    let told: Vec<(Date, bool)> = journal
        .account()
        .itsa_obligations(day("2028-04-06"))
        .iter()
        .map(|obligation| {
            assert_eq!(obligation.filing.tax_year(), tax_year);
            (obligation.due, obligation.status == ObligationStatus::Open)
        })
        .collect();
    let due = ["2027-08-07", "2028-05-07", "2029-01-31"].map(day);
    assert_eq!(told, [(due[0], false), (due[1], true), (due[2], true)]);
}

/// Source: TMA 1970 s.8(1D): a paper return has its own last day, once it is known for one.
#[test]
fn the_last_day_is_that_of_an_online_return_until_paper_comes() {
    let account = said(&[
        "require 2025-04-06 2024-25",
        "file 2025-11-05 2024-25 paper",
    ])
    .account();
    let tax_year = TaxYear::parse("2024-25").unwrap();
    let expected = |due, status| ItsaObligation {
        filing: ItsaFiling::TaxReturn { tax_year },
        due: day(due),
        status,
    };
    assert_eq!(
        account.itsa_obligations(day("2025-11-04")),
        [expected("2026-01-31", ObligationStatus::Open)]
    );
    let received = day("2025-11-05");
    assert_eq!(
        account.itsa_obligations(received),
        [expected(
            "2025-10-31",
            ObligationStatus::Fulfilled { received }
        )]
    );
}

/// Source: SAM60080: a penalty is due 30 days after its notice.
#[test]
fn a_penalty_is_due_thirty_days_after_its_notice_can_be_given() {
    let account = said(&["require 2025-04-06 2024-25"]).account();
    let due: Vec<Date> = account
        .position(day("2026-08-01"))
        .filing_penalties
        .iter()
        .map(|penalty| penalty.earliest_due)
        .collect();
    // 1 February, 29 July (the 90th day) and 1 August.
    assert_eq!(due, ["2026-03-03", "2026-08-28", "2026-08-31"].map(day));
}

/// The penalties of the return of 2024-25, asked for in time and filed so many days after
/// 2026-01-31, as of a day well after.
fn cost(filed: i64, tax: i64) -> i64 {
    let on = day("2026-01-31") + Duration::days(filed);
    let tax = Money::from_pence_i64(tax);
    let account = said(&[
        "require 2025-04-06 2024-25",
        &format!("charge 2025-11-01 BC 4910 {tax} due 2026-01-31 2024-25"),
        &format!("file {on} 2024-25"),
    ])
    .account();
    let position = account.position(date::plus_months(on, 36));
    assert!(position.filing_penalties.iter().all(|one| !one.running));
    position
        .filing_penalties
        .iter()
        .map(|penalty| pence(penalty.amount))
        .sum()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_return_that_comes_earlier_never_costs_more(
        filed in 0_i64..500,
        earlier in 0_i64..500,
        tax in 1_i64..10_000_000,
    ) {
        prop_assert!(cost((filed - earlier).max(-90), tax) <= cost(filed, tax));
    }

    #[test]
    fn a_return_costs_no_more_than_its_parts_allow(filed in -90_i64..800, tax in 1_i64..10_000_000) {
        let geared = (tax * 5 / 100).max(30_000);
        let most = match filed {
            ..=0 => 0,
            1..=89 => 10_000,
            // Up to 90 days of ten pounds, then a twentieth of the tax, twice.
            90..=181 => 100_000,
            182..=365 => 100_000 + geared,
            _ => 100_000 + 2 * geared,
        };
        let found = cost(filed, tax);
        prop_assert!(found <= most, "{} of {}", found, most);
        if !(89..=181).contains(&filed) {
            prop_assert_eq!(found, most);
        }
    }
}

#[test]
fn the_ten_pounds_of_each_day_add_up() {
    // 2026-05-01 is 90 days after 2026-01-31.
    assert_eq!(cost(89, 1), pence(money("100")));
    assert_eq!(cost(90, 1), pence(money("110")));
    assert_eq!(cost(178, 1), pence(money("990")));
    assert_eq!(cost(179, 1), pence(money("1000")));
    assert_eq!(cost(181, 1), pence(money("1000")));
    assert_eq!(cost(182, 1), pence(money("1300")));
}
