//! Rules of a user's own: each member, read from JSON alone, has its effect and changes no other.

use sa_ledger::{FailureOutcome, LastYearsTax, PaymentsOnAccount, Rules, balance, vat_instalments};
use sa_model::{Horizon, LateFilingPenaltyKind, Money, TaxYear};
use serde_json::{Map, Value};

use crate::journal::{Journal, day, money};

/// A member of the rules as a user writes it, a figure that depends on it, and that figure under
/// the built-in rules and under the user's.
struct Case {
    member: &'static str,
    json: &'static str,
    figure: fn(&Rules) -> String,
    built_in: &'static str,
    own: &'static str,
}

fn account(vat: bool, lines: &[&str]) -> sa_ledger::Account {
    let mut journal = if vat {
        Journal::vat()
    } else {
        Journal::itsa(None)
    };
    for line in lines {
        journal.say(line);
    }
    journal.account()
}

/// The interest running on the first charge.
fn accrues(vat: bool, lines: &[&str], on: &str, rules: &Rules) -> String {
    let account = account(vat, lines);
    let position = account.position_under(day(on), rules);
    let interest = position.charges[0].interest.as_ref();
    interest.map_or_else(|| "none".to_owned(), |one| one.accruing.to_string())
}

/// The penalties for late payment, added up.
fn late_payment(vat: bool, lines: &[&str], on: &str, rules: &Rules) -> String {
    let account = account(vat, lines);
    let position = account.position_under(day(on), rules);
    let amounts = position.penalties.iter().map(|penalty| penalty.amount);
    Money::total(amounts).unwrap().to_string()
}

const CASES: [Case; 10] = [
    Case {
        // The rate fell from 2.75 to 2.60 % on 7 April 2020.
        member: "dayCount",
        json: r#""fromDue""#,
        figure: |rules| {
            let line = "charge 2020-03-01 BC 4910 100000 due 2020-03-30 2018-19";
            accrues(false, &[line], "2020-04-07", rules)
        },
        built_in: "59.69",
        own: "60.10",
    },
    Case {
        // Ten days: at 6 %, and at 10 %.
        member: "rates",
        json: r#"[{"from":"2020-01-01","latePercent":10,"repaymentPercent":1}]"#,
        figure: |rules| {
            let line = "charge 2022-11-01 BC 4910 1000 due 2023-01-31 2021-22";
            accrues(false, &[line], "2023-02-10", rules)
        },
        built_in: "1.64",
        own: "2.73",
    },
    Case {
        // Due 31 days later.
        member: "lookAhead",
        json: r#"{"selfAssessmentDays":10}"#,
        figure: |rules| {
            let charge = "charge 2025-11-01 BC 4910 1000 due 2026-01-31 2024-25";
            let account = account(false, &[charge, "pay 2025-12-31 P1 1000"]);
            let position = account.position_under(day("2025-12-31"), rules);
            balance(&position, Horizon::LIABILITY).credit.to_string()
        },
        built_in: "0.00",
        own: "1000.00",
    },
    Case {
        member: "vatInterestFrom",
        json: r#""2024-01-01""#,
        figure: |rules| {
            let line = "charge 2023-04-01 V VAT_Return_Debit_Charge 10000 due 2023-05-07 2023-01-01 2023-03-31";
            accrues(true, &[line], "2023-05-14", rules)
        },
        built_in: "12.94",
        own: "none",
    },
    Case {
        member: "surcharge",
        json: r#"{"percent":6}"#,
        figure: |rules| {
            let line = "charge 2025-11-01 BC 4910 1000 due 2026-01-31 2024-25";
            late_payment(false, &[line], "2026-03-03", rules)
        },
        built_in: "50.00",
        own: "60.00",
    },
    Case {
        // The frontend of HMRC's penalties knows a text of 4 % and 4 %.
        member: "reformedPenalties",
        json: r#"{"percents":[{"dueFrom":"2023-01-01","vatPeriodsFrom":"2023-01-01",
            "taxYearsFrom":"2023-24","first":4,"second":4,"yearly":10}]}"#,
        figure: |rules| {
            let line = "charge 2025-07-01 V VAT_Return_Debit_Charge 10000 due 2025-08-07 2025-04-01 2025-06-30";
            late_payment(true, &[line], "2025-09-06", rules)
        },
        built_in: "300.00",
        own: "400.00",
    },
    Case {
        member: "lateFiling",
        json: r#"{"terms":[{"taxYearsFrom":"2010-11","fixed":150.00,"dailyAfterMonths":3,
            "daily":10.00,"dailyDays":90,"taxGearedAfterMonths":[6,12],"taxGearedPercent":5,
            "taxGearedLeast":300.00}]}"#,
        figure: |rules| {
            let account = account(false, &["require 2025-04-06 2024-25"]);
            let position = account.position_under(day("2026-02-01"), rules);
            let [penalty] = position.filing_penalties[..] else {
                panic!("one penalty");
            };
            assert_eq!(penalty.kind, LateFilingPenaltyKind::Fixed);
            penalty.amount.to_string()
        },
        built_in: "100.00",
        own: "150.00",
    },
    Case {
        member: "submissionPoints",
        json: r#"{"penalty":250.00,"frequencies":[{"longestWeeks":20,"threshold":1,"complianceMonths":12}]}"#,
        figure: |rules| {
            let line = "oblige 2024-01-01 24C1 2024-01-01 2024-03-31 2024-05-07";
            let penalties = account(true, &[line]).submission_penalties(day("2024-05-08"), rules);
            match penalties.failures[0].outcome {
                FailureOutcome::Threshold { penalty, .. } => penalty.to_string(),
                FailureOutcome::Point { .. } => "a point".to_owned(),
                other @ (FailureOutcome::Penalty { .. } | FailureOutcome::SameMonth) => {
                    panic!("the first failure of all: {other:?}")
                }
            }
        },
        built_in: "a point",
        own: "250.00",
    },
    Case {
        member: "paymentsOnAccount",
        json: r#"{"least":2000.00}"#,
        figure: |rules| {
            let tax = LastYearsTax {
                assessed: money("1500.00"),
                deducted_at_source: money("0.00"),
            };
            let year = TaxYear::parse("2025-26").unwrap();
            PaymentsOnAccount::of(tax, year, &rules.payments_on_account)
                .map_or_else(|| "none".to_owned(), |payments| payments.each.to_string())
        },
        built_in: "750.00",
        own: "none",
    },
    Case {
        member: "vatPaymentsOnAccount",
        json: r#"{"shareOfYear":12}"#,
        figure: |rules| {
            let rules = &rules.vat_payments_on_account;
            let [first, _] =
                vat_instalments(money("2400000.00"), day("2025-04-01"), rules).unwrap();
            first.amount.to_string()
        },
        built_in: "100000.00",
        own: "200000.00",
    },
];

fn members(rules: &Rules) -> Map<String, Value> {
    let Value::Object(members) = serde_json::to_value(rules).unwrap() else {
        panic!("rules are an object");
    };
    members
}

#[test]
fn each_member_that_a_user_loads_has_its_effect_and_changes_no_other() {
    for case in CASES {
        let json = format!(r#"{{"{}":{}}}"#, case.member, case.json);
        let own: Rules = serde_json::from_str(&json).unwrap();
        assert_eq!((case.figure)(Rules::built_in()), case.built_in, "{json}");
        assert_eq!((case.figure)(&own), case.own, "{json}");
        let changed: Vec<String> = members(&own)
            .into_iter()
            .filter(|(member, value)| members(Rules::built_in()).get(member) != Some(value))
            .map(|(member, _)| member)
            .collect();
        assert_eq!(changed, [case.member]);
    }
}

#[test]
fn there_is_no_member_that_a_user_cannot_load() {
    let mut tried: Vec<&str> = CASES.iter().map(|case| case.member).collect();
    tried.sort_unstable();
    let mut all: Vec<String> = members(Rules::built_in())
        .into_iter()
        .map(|(member, _)| member)
        .collect();
    all.sort_unstable();
    assert_eq!(tried, all);
}

#[test]
fn the_built_in_rules_come_back_from_their_own_text() {
    let text = serde_json::to_string_pretty(Rules::built_in()).unwrap();
    assert_eq!(
        &serde_json::from_str::<Rules>(&text).unwrap(),
        Rules::built_in()
    );
}

#[test]
fn rules_that_cannot_be_say_why() {
    for (json, reason) in [
        (r#"{"rate":[]}"#, "unknown field `rate`"),
        (
            r#"{"surcharge":{"percent":100.01}}"#,
            "a rate lies between 0 and 100 percent, found 100.01",
        ),
        (
            r#"{"rates":[{"from":"2025-01-01","latePercent":1,"repaymentPercent":1},
                {"from":"2024-01-01","latePercent":1,"repaymentPercent":1}]}"#,
            "rates stand in the order of their days, found 2024-01-01 after 2025-01-01",
        ),
        (
            r#"{"lateFiling":{"terms":[{"fixed":100}]}}"#,
            "missing field `taxYearsFrom`",
        ),
    ] {
        let error = serde_json::from_str::<Rules>(json).unwrap_err().to_string();
        assert!(error.starts_with(reason), "{error}");
    }
}
