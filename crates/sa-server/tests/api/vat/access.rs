//! Who may call what: every endpoint by every kind of caller.

use sa_store::Subject;

use super::table::rows;
use super::trader::{Trader, VRN};
use crate::harness::{Call, Received};

/// Every endpoint that reads, with what the trader of the tests gets there.
pub(super) const READS: [(&str, u16); 7] = [
    ("obligations?status=O", 200),
    ("returns/25C1", 404),
    ("liabilities?from=2025-01-01&to=2025-04-20", 404),
    ("payments?from=2025-01-01&to=2025-04-20", 404),
    ("penalties", 200),
    ("financial-details/XM002610011594", 404),
    ("information", 200),
];

fn subject(vrn: &str) -> Subject {
    Subject {
        vrn: Some(vrn.parse().expect("a VRN")),
        ..Subject::default()
    }
}

fn agent_of(vrn: &str) -> Subject {
    Subject {
        agent: Some("TARN0000001".parse().expect("an agent reference")),
        ..subject(vrn)
    }
}

/// A caller of the table, as the header `Authorization`.
async fn authorization(trader: &Trader, caller: &str) -> Option<String> {
    let all = "read:vat write:vat";
    let (subject, scopes) = match caller {
        "nobody" => return None,
        "another trader" => (subject("987654321"), all),
        "somebody without VRN" => (Subject::default(), all),
        "agent of another trader" => (agent_of("987654321"), all),
        "agent of the trader" => (agent_of(VRN), all),
        "trader" | "expired" => (subject(VRN), all),
        other => match other.strip_prefix("trader with ") {
            Some(scope) => (subject(VRN), scope),
            None => return Some(other.to_owned()),
        },
    };
    let expires = match caller {
        "expired" => "2020-01-01T04:00:00Z",
        _ => "9999-01-01T00:00:00Z",
    };
    let token = trader.server.token_until(expires, scopes, subject).await;
    Some(format!("Bearer {token}"))
}

async fn send(call: Call, authorization: Option<&String>) -> Received {
    let call = call.version("1.0");
    match authorization {
        Some(header) => call.header("Authorization", header).send().await,
        None => call.send().await,
    }
}

/// Whether an answer is the one that a row expects: `in` is the status that the trader gets.
fn is_expected(answer: &Received, expected: &str, inside: u16, refusal: &str) -> bool {
    if expected == "in" {
        return answer.status == inside;
    }
    let realm = answer.header("www-authenticate");
    let asks = realm == r#"Bearer realm="HMRC API Platform""#;
    answer.status.to_string() == expected
        && answer.body == refusal
        && asks == (answer.status == 401)
}

#[tokio::test]
async fn every_row_of_the_table_of_callers_holds_at_every_endpoint() {
    let trader = Trader::on("2025-04-20").await;
    let base = format!("/organisations/vat/{VRN}");
    let mut wrong = Vec::new();
    for [caller, read, submit, refusal] in rows(include_str!("tables/access.txt")) {
        let authorization = authorization(&trader, caller).await;
        for (below, inside) in READS {
            let call = trader.server.get(&format!("{base}/{below}"));
            let answer = send(call, authorization.as_ref()).await;
            if !is_expected(&answer, read, inside, refusal) {
                wrong.push(format!(
                    "{caller}, {below}: {} {}",
                    answer.status, answer.body
                ));
            }
        }
        let call = trader.server.post(&format!("{base}/returns")).json("{}");
        let answer = send(call, authorization.as_ref()).await;
        if !is_expected(&answer, submit, 400, refusal) {
            wrong.push(format!(
                "{caller}, submit: {} {}",
                answer.status, answer.body
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
