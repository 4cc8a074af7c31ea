//! The canned penalties of the scenarios, held to what the ledger tells of a trader who was as late.

use serde_json::Value;

use super::trader::{Trader, VRN};

/// A return that was late: its key, first and last day, due date, and the day it came in.
type LateReturn = [&'static str; 5];

const OF_2023: [LateReturn; 2] = [
    [
        "23C1",
        "2023-01-01",
        "2023-03-31",
        "2023-05-07",
        "2023-05-20",
    ],
    [
        "23C2",
        "2023-04-01",
        "2023-06-30",
        "2023-08-07",
        "2023-08-09",
    ],
];
const OF_2025: [LateReturn; 5] = [
    [
        "25C1",
        "2025-01-01",
        "2025-03-31",
        "2025-05-07",
        "2025-05-20",
    ],
    [
        "25C2",
        "2025-04-01",
        "2025-06-30",
        "2025-08-07",
        "2025-08-09",
    ],
    [
        "25C3",
        "2025-07-01",
        "2025-09-30",
        "2025-11-07",
        "2025-11-30",
    ],
    [
        "25C4",
        "2025-10-01",
        "2025-12-31",
        "2026-02-07",
        "2026-02-20",
    ],
    [
        "26C1",
        "2026-01-01",
        "2026-03-31",
        "2026-05-07",
        "2026-05-09",
    ],
];

fn entry(id: &str, day: &str, fact: &str) -> String {
    format!(
        r#"{{"account":"vat:{VRN}","id":"{id}","effective":"{day}","recorded":"{day}T09:00:00.000Z","fact":{fact}}}"#
    )
}

fn opened() -> String {
    let fact = format!(r#"{{"accountOpened":{{"vat":{{"vrn":"{VRN}"}}}}}}"#);
    entry("open", "2023-01-01", &fact)
}

/// The entries of late returns, of which each is nil.
fn late(returns: &[LateReturn]) -> Vec<String> {
    let of_one = |[key, start, end, due, received]: &LateReturn| {
        let obligation = format!(
            r#"{{"obligationCreated":{{"key":"{key}","start":"{start}","end":"{end}","due":"{due}"}}}}"#
        );
        let boxes = r#""vatDueSales":0,"vatDueAcquisitions":0,"totalVatDue":0,"vatReclaimedCurrPeriod":0,"netVatDue":0,"totalValueSalesExVAT":0,"totalValuePurchasesExVAT":0,"totalValueGoodsSuppliedExVAT":0,"totalAcquisitionsExVAT":0"#;
        let submitted = format!(
            r#"{{"returnSubmitted":{{"return":{{"periodKey":"{key}","boxes":{{{boxes}}}}},"formBundleNumber":"256660290587"}}}}"#
        );
        [
            entry(&format!("o-{key}"), start, &obligation),
            entry(&format!("r-{key}"), received, &submitted),
        ]
    };
    returns.iter().flat_map(of_one).collect()
}

/// A charge: its number and reference, what it is for, the day it was raised, amount and due date;
/// the days that it is for.
fn charge(about: [&str; 6], period: [&str; 2]) -> String {
    let [id, reference, kind, raised, amount, due] = about;
    let [from, to] = period;
    let fact = format!(
        r#"{{"chargeRaised":{{"id":"{id}","reference":"{reference}","kind":"{kind}","amount":{amount},"due":"{due}","period":{{"vat":{{"from":"{from}","to":"{to}"}}}}}}}}"#
    );
    entry(id, raised, &fact)
}

/// The charge of 10,000 for the second quarter of 2025.
fn principal() -> String {
    let kind = "VAT Return Debit Charge";
    let about = [
        "004000000028",
        "XE123456789012",
        kind,
        "2025-08-07",
        "10000.00",
        "2025-08-07",
    ];
    charge(about, ["2025-04-01", "2025-06-30"])
}

/// The charge of the first penalty or the second.
fn penalty(number: &str, kind: &str, amount: &str, [raised, due]: [&str; 2]) -> String {
    let reference = format!("XC00000000000{number}");
    let about = [number, &reference, kind, raised, amount, due];
    charge(about, ["2025-04-01", "2025-06-30"])
}

fn first_penalty(amount: &str) -> String {
    penalty(
        "1",
        "VAT Return 1st LPP",
        amount,
        ["2025-09-07", "2025-10-07"],
    )
}

fn second_penalty() -> String {
    penalty(
        "2",
        "VAT Return 2nd LPP",
        "38.35",
        ["2025-09-25", "2025-10-25"],
    )
}

fn paid(day: &str) -> String {
    let fact = r#"{"paymentReceived":{"id":"P1","amount":10000.00,"directedTo":"004000000028"}}"#;
    entry("paid", day, fact)
}

fn at_the_threshold() -> String {
    let kind = "VAT Late Submission Pen";
    let about = [
        "F3",
        "XM002610011594",
        kind,
        "2026-02-08",
        "200.00",
        "2026-03-10",
    ];
    charge(about, ["2025-10-01", "2025-12-31"])
}

fn beyond_it() -> String {
    let kind = "VAT Late Submission Pen";
    let about = [
        "F4",
        "XM003425669813",
        kind,
        "2026-05-09",
        "200.00",
        "2026-06-08",
    ];
    charge(about, ["2026-01-01", "2026-03-31"])
}

/// Each scenario, a day on which a trader may be told so, and what had happened.
#[tokio::test]
async fn every_canned_answer_is_what_the_ledger_tells_of_such_a_trader() {
    let [first, second, fourth, fifth] = [1, 2, 4, 5].map(|count| late(&OF_2025[..count]));
    let several = [late(&OF_2023[..1]), fourth.clone()].concat();
    let paid_soon = vec![principal(), paid("2025-09-01"), first_penalty("300.00")];
    let running = vec![principal(), first_penalty("600.00")];
    let posted = [running.clone(), vec![paid("2025-09-20"), second_penalty()]].concat();
    let threshold = vec![at_the_threshold()];
    let beyond = vec![beyond_it()];
    for (scenario, day, facts) in [
        (
            "DEFAULT",
            "2026-03-01",
            vec![several, posted, threshold.clone()],
        ),
        ("NO_PENALTIES", "2026-03-01", Vec::new()),
        ("LATE_SUBMISSION", "2025-06-01", vec![first.clone()]),
        ("LATE_PAYMENT", "2025-09-10", vec![paid_soon.clone()]),
        ("MULTIPLE_PENALTIES", "2025-09-10", vec![first, paid_soon]),
        (
            "MULTIPLE_LATE_PAYMENT_PENALTIES",
            "2025-09-20",
            vec![running],
        ),
        (
            "MULTIPLE_LATE_SUBMISSION_PENALTIES",
            "2025-09-01",
            vec![second],
        ),
        (
            "MULTIPLE_INACTIVE_LATE_SUBMISSION_PENALTIES",
            "2025-09-01",
            vec![late(&OF_2023)],
        ),
        (
            "THRESHOLD_LATE_SUBMISSION_PENALTIES",
            "2026-03-01",
            vec![fourth, threshold.clone()],
        ),
        (
            "CHARGE_LATE_SUBMISSION_PENALTIES",
            "2026-06-01",
            vec![fifth, threshold, beyond],
        ),
    ] {
        let trader = Trader::unknown_on(day).await;
        trader.server.given(&opened()).await;
        trader.server.given(&facts.concat().join("\n")).await;
        let told = trader.get("penalties").send().await.json();
        let call = trader
            .get("penalties")
            .header("Gov-Test-Scenario", scenario);
        assert_eq!(call.send().await.json(), told, "{scenario}");
    }
}

/// Source: section 10.1 of the VAT contract: the OpenAPI document's example has all fields.
#[tokio::test]
async fn the_default_has_every_member_that_penalties_can_have() {
    let trader = Trader::unknown_on("2026-03-01").await;
    let call = trader.get("penalties");
    let told = call
        .header("Gov-Test-Scenario", "DEFAULT")
        .send()
        .await
        .body;
    let document = include_str!("../../../../../docs/openapi/vat.json");
    let document: Value = serde_json::from_str(document).expect("JSON");
    for schema in [
        "Penalties",
        "Totalisations",
        "LateSubmissionPenalty",
        "PointsSummary",
        "Point",
        "LateReturn",
        "LatePaymentPenalties",
        "LatePayment",
    ] {
        let members = document["components"]["schemas"][schema]["properties"].as_object();
        for name in members.expect("an object").keys() {
            assert!(told.contains(&format!("\"{name}\":")), "{schema}: {name}");
        }
    }
}
