//! What holds for any body: an answer of the contract's shapes and never a server error; what is
//! accepted reads back equal; of any number of simultaneous submits one is stored.

use std::sync::LazyLock;

use proptest::prelude::*;
use sa_model::VatBox;
use sa_server::SandboxProfile;
use serde_json::Value;
use tokio::runtime::Runtime;

use super::trader::{Trader, debit};
use crate::harness::{Options, Received};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));
static TRADER: LazyLock<Trader> = LazyLock::new(|| RUNTIME.block_on(in_hmrcs_sandbox()));

/// A trader who may submit for any period.
async fn in_hmrcs_sandbox() -> Trader {
    Trader::with(Options {
        today: Some("2025-04-20"),
        sandbox: Some(SandboxProfile::Hmrc),
        ..Options::default()
    })
    .await
}

/// So many cases; a failure is told, and becomes a row of a table by hand.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The names of the nine boxes, in their order.
fn names() -> [&'static str; 9] {
    VatBox::ALL.map(VatBox::field)
}

/// Any JSON, a few levels deep.
fn json() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,4})?",
        "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,2})?",
    ];
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        number,
        any::<String>().prop_map(|text| Value::from(text).to_string()),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((any::<String>(), inner), 0..4).prop_map(|fields| {
                let fields: Vec<_> = fields
                    .into_iter()
                    .map(|(name, value)| format!("{}:{value}", Value::from(name)))
                    .collect();
                format!("{{{}}}", fields.join(","))
            }),
        ]
    })
}

/// A body with the fields of a return, some of them right, some anything, some missing.
fn nearly_a_return() -> impl Strategy<Value = String> {
    let right = |value: &'static str| Just(Some(value.to_owned()));
    let field = move |value: &'static str| prop_oneof![6 => right(value), 2 => json().prop_map(Some), 1 => Just(None)];
    let boxes: Vec<_> = names().iter().map(|_| field("0")).collect();
    (field("\"25C1\""), boxes, field("true")).prop_map(|(key, boxes, finalised)| {
        let names = ["periodKey"].into_iter().chain(names());
        let names = names.chain(["finalised"]);
        let values = [key].into_iter().chain(boxes).chain([finalised]);
        let fields: Vec<_> = names
            .zip(values)
            .filter_map(|(name, value)| Some(format!("\"{name}\":{}", value?)))
            .collect();
        format!("{{{}}}", fields.join(","))
    })
}

/// Whether a refusal has one of the contract's shapes.
fn is_of_the_contract(answer: &Received) -> bool {
    let Ok(Value::Object(body)) = serde_json::from_str::<Value>(&answer.body) else {
        return false;
    };
    let is_text = |name: &str| body.get(name).is_some_and(Value::is_string);
    let names: Vec<&str> = body.keys().map(String::as_str).collect();
    match names.as_slice() {
        ["code", "message"] => is_text("code") && is_text("message"),
        ["message", "statusCode"] => body["statusCode"] == answer.status && is_text("message"),
        ["code", "errors", "message"] => {
            let wrapper = match answer.status {
                400 => "INVALID_REQUEST",
                _ => "BUSINESS_ERROR",
            };
            let items = body["errors"].as_array();
            body["code"] == wrapper
                && items.is_some_and(|items| {
                    !items.is_empty() && items.iter().all(|item| item["code"].is_string())
                })
        }
        _ => false,
    }
}

fn submit(body: &str) -> Received {
    RUNTIME.block_on(TRADER.submit(body))
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn any_body_is_taken_or_refused_in_the_contracts_shapes(
        body in prop_oneof![4 => nearly_a_return(), 2 => json(), 1 => any::<String>()],
    ) {
        let answer = submit(&body);
        let refused = (400..500).contains(&answer.status) && is_of_the_contract(&answer);
        prop_assert!(answer.status == 201 || refused, "{body}: {} {}", answer.status, answer.body);
    }
}

/// An amount in pence, written as JSON may: with zeros at the end, as text, with an exponent.
fn written(pence: i64, style: u8) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    let (pounds, rest) = (pence.unsigned_abs() / 100, pence.unsigned_abs() % 100);
    match (style % 4, rest) {
        (0, 0) => format!("{sign}{pounds}"),
        (1, _) => format!("\"{sign}{pounds}.{rest:02}\""),
        (2, _) => format!("{sign}{}e-2", pence.unsigned_abs()),
        _ => format!("{sign}{pounds}.{rest:02}"),
    }
}

/// The same amount as the API writes it.
fn shown(pence: i64) -> String {
    let text = written(pence, 3);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" {
        "0".to_owned()
    } else {
        short.to_owned()
    }
}

/// Nine boxes in pence that keep the rules.
fn boxes() -> impl Strategy<Value = [i64; 9]> {
    let most = 999_999_999_999_999_i64;
    let whole = prop::array::uniform4(-9_999_999_999_999_i64..=9_999_999_999_999);
    let net = -9_999_999_999_999_i64..=9_999_999_999_999;
    (-most..=most, -most..=most, net, whole).prop_filter_map(
        "each within its bounds",
        move |(sales, acquisitions, net, whole)| {
            let total = sales + acquisitions;
            let reclaimed = total - net;
            let fits = total.abs() <= most && reclaimed.abs() <= most;
            let [six, seven, eight, nine] = whole.map(|pounds| pounds * 100);
            fits.then_some([
                sales,
                acquisitions,
                total,
                reclaimed,
                net.abs(),
                six,
                seven,
                eight,
                nine,
            ])
        },
    )
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn an_accepted_return_reads_back_equal(
        key in "[#0-9A-Z]{4}",
        boxes in boxes(),
        styles in any::<[u8; 9]>(),
    ) {
        let fields: Vec<_> = names()
            .iter()
            .zip(boxes.iter().zip(styles))
            .map(|(name, (pence, style))| format!("\"{name}\":{}", written(*pence, style)))
            .collect();
        let body = format!("{{\"periodKey\":\"{key}\",{},\"finalised\":true}}", fields.join(","));
        let answer = submit(&body);
        if answer.body.contains("DUPLICATE_SUBMISSION") {
            return Ok(());
        }
        prop_assert_eq!(answer.status, 201, "{}: {}", body, answer.body);
        let path = format!("returns/{}", key.replace('#', "%23"));
        let viewed = RUNTIME.block_on(TRADER.get(&path).send());
        let fields: Vec<_> = names()
            .iter()
            .zip(boxes)
            .map(|(name, pence)| format!("\"{name}\":{}", shown(pence)))
            .collect();
        let expected = format!("{{\"periodKey\":\"{key}\",{}}}", fields.join(","));
        prop_assert_eq!(viewed.body, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn simultaneous_submits_for_many_periods_are_all_stored() {
    let trader = in_hmrcs_sandbox().await;
    let submits: Vec<_> = (0..40)
        .map(|number| tokio::spawn(trader.post().json(&debit(&format!("#{number:03}"))).send()))
        .collect();
    for submit in submits {
        assert_eq!(submit.await.expect("an answer").status, 201);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_any_number_of_simultaneous_submits_one_is_stored() {
    let trader = Trader::on("2025-04-20").await;
    let body = debit("25C1");
    let submits = (0..32).map(|_| {
        let call = trader.post().json(&body);
        tokio::spawn(call.send())
    });
    let submits: Vec<_> = submits.collect();
    let mut stored = 0;
    for submit in submits {
        let answer = submit.await.expect("an answer");
        if answer.status == 201 {
            stored += 1;
        } else {
            assert_eq!(answer.json()["errors"][0]["code"], "DUPLICATE_SUBMISSION");
        }
    }
    assert_eq!(stored, 1);
    let liabilities = trader
        .get("liabilities?from=2025-01-01&to=2025-04-20")
        .send()
        .await;
    assert_eq!(
        liabilities.json()["liabilities"].as_array().map(Vec::len),
        Some(1)
    );
}
