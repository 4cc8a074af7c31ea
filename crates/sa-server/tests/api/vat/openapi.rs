//! The OpenAPI document says what the server answers: the file in `docs`, the served document and
//! the printed one are the same, and real answers keep its schemas and examples.

use sa_server::SandboxProfile;
use serde_json::Value;

use super::trader::{TRADER, Trader, VRN, credit, debit};
use crate::harness::{Call, Options, Received};
use crate::schema::Document;

const CHECKED_IN: &str = include_str!("../../../../../docs/openapi/vat.json");

pub(super) fn checked_in() -> Value {
    serde_json::from_str(CHECKED_IN).expect("JSON")
}

pub(super) fn document() -> Document {
    Document::new(checked_in())
}

#[tokio::test]
async fn the_served_document_is_the_one_in_docs() {
    let trader = Trader::on("2025-04-20").await;
    for (name, media_type) in [("yaml", "application/yaml"), ("json", "application/json")] {
        let path = format!("/api/conf/1.0/application.{name}");
        let served = trader.server.get(&path).send().await;
        assert_eq!(served.header("content-type"), media_type);
        assert_eq!(
            served.json(),
            checked_in(),
            "write it anew: sa-server openapi vat > docs/openapi/vat.json"
        );
    }
}

#[test]
fn the_printed_document_is_the_one_in_docs() {
    let printed = std::process::Command::new(env!("CARGO_BIN_EXE_sa-server"))
        .args(["openapi", "vat"])
        .output()
        .expect("a run");
    assert!(printed.status.success());
    let printed = String::from_utf8(printed.stdout).expect("text");
    assert_eq!(
        printed, CHECKED_IN,
        "write it anew: sa-server openapi vat > docs/openapi/vat.json"
    );
}

#[test]
fn every_example_keeps_its_schema() {
    let (misfits, count) = document().misfits();
    assert!(misfits.is_empty(), "\n{}", misfits.join("\n"));
    assert!(count > 100, "{count}");
}

#[test]
fn every_route_of_the_api_is_in_the_document() {
    let routes = include_str!("../../../src/vat.rs")
        .matches(".route(")
        .count();
    let paths = checked_in()["paths"].as_object().map(serde_json::Map::len);
    assert_eq!(paths, Some(routes));
}

/// A path as it is called, with its query.
fn called(template: &str, key: &str) -> String {
    let path = template.replace("{vrn}", VRN).replace("{periodKey}", key);
    let path = path.replace("{chargeReference}", "XM002610011594");
    let query = match template.rsplit('/').next() {
        Some("obligations") => "?from=2025-01-01&to=2025-06-30",
        Some("liabilities" | "payments") => "?from=2025-01-01&to=2025-04-20",
        _ => "",
    };
    format!("{path}{query}")
}

/// Holds an answer against the document; says what does not fit.
struct Held {
    document: Document,
    template: String,
    method: String,
}

impl Held {
    fn check(&self, what: &str, answer: &Received) -> Option<String> {
        let held = self.document.hold(&self.template, &self.method, answer);
        held.err().map(|why| {
            format!(
                "{} {}: {what}: {why}: {}",
                self.method, self.template, answer.body
            )
        })
    }
}

fn each_operation() -> Vec<Held> {
    let document = checked_in();
    let mut all = Vec::new();
    for (template, item) in document["paths"].as_object().expect("paths") {
        for method in item.as_object().expect("methods").keys() {
            all.push(Held {
                document: Document::new(document.clone()),
                template: template.clone(),
                method: method.clone(),
            });
        }
    }
    assert_eq!(all.len(), 8);
    all
}

fn call(trader: &Trader, held: &Held, key: &str) -> Call {
    if held.method == "post" {
        return trader.post().json(&debit(key));
    }
    let call = trader.server.get(&called(&held.template, key));
    call.bearer(&trader.token).version("1.0")
}

#[tokio::test]
async fn every_scenario_answers_as_the_document_says() {
    let trader = Trader::with(Options {
        today: Some("2025-06-30"),
        sandbox: Some(SandboxProfile::Hmrc),
        ..Options::default()
    })
    .await;
    let mut wrong = Vec::new();
    for held in each_operation() {
        let names = held.document.scenarios(&held.template, &held.method);
        assert!(names.len() > 1, "{}", held.template);
        for name in names
            .iter()
            .map(String::as_str)
            .chain(["", "NO_SUCH_SCENARIO"])
        {
            let answer = call(&trader, &held, "25C1")
                .header("Gov-Test-Scenario", name)
                .send()
                .await;
            wrong.extend(held.check(name, &answer));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A refused return has its receipt where the return was looked at.
#[tokio::test]
async fn an_answer_to_a_submit_has_the_headers_that_the_document_tells_of() {
    let trader = Trader::unknown_on("2025-07-20").await;
    let unknown = trader.submit(&debit("25C1")).await;
    trader.server.given(TRADER).await;
    let (path, body) = (format!("/organisations/vat/{VRN}/returns"), debit("25C1"));
    let call = || trader.server.post(&path);
    let large = " ".repeat(102_401);
    let answers = [
        (201, trader.submit(&body).await),
        (400, trader.submit("{}").await),
        (401, call().version("1.0").json(&body).send().await),
        (403, trader.submit(&body).await),
        (404, unknown),
        (406, call().bearer(&trader.token).json(&body).send().await),
        (413, trader.submit(&large).await),
        (415, trader.post().body(&body).send().await),
    ];
    let document = document();
    let template = path.replace(VRN, "{vrn}");
    for (status, answer) in answers {
        assert_eq!(answer.status, status, "{}", answer.body);
        let told = document.headers(&template, "post", &status.to_string());
        let given: Vec<_> = told
            .iter()
            .filter(|name| !answer.header(name).is_empty())
            .collect();
        assert!(
            given.len() == told.len() && !given.is_empty(),
            "{status}: {told:?}, {given:?}"
        );
        let held = document.hold(&template, "post", &answer);
        assert_eq!(held, Ok(()), "{status}");
    }
}

#[tokio::test]
async fn the_ledgers_answers_are_as_the_document_says() {
    let trader = Trader::unknown_on("2025-07-20").await;
    let mut wrong = Vec::new();
    for held in each_operation() {
        wrong.extend(held.check("unknown trader", &call(&trader, &held, "25C1").send().await));
    }
    trader.server.given(TRADER).await;
    for held in each_operation() {
        if held.method == "post" {
            for body in [
                debit("25C1"),
                credit("25C2"),
                debit("25C1"),
                debit("99C9"),
                "{}".to_owned(),
                "{".to_owned(),
            ] {
                wrong.extend(held.check(&body, &trader.submit(&body).await));
            }
            let unfinished = debit("25C1").replace("true", "false");
            wrong.extend(held.check("not final", &trader.submit(&unfinished).await));
            let wrong_sum = debit("25C1").replace("\"netVatDue\":100.00", "\"netVatDue\":1");
            wrong.extend(held.check("wrong sum", &trader.submit(&wrong_sum).await));
        }
    }
    for held in each_operation().iter().filter(|held| held.method == "get") {
        wrong.extend(held.check("as it is", &call(&trader, held, "25C1").send().await));
        let no_token = trader
            .server
            .get(&called(&held.template, "25C1"))
            .send()
            .await;
        wrong.extend(held.check("no token", &no_token));
        let template = held.template.replace("{vrn}", "12345678");
        let no_vrn = trader
            .server
            .get(&called(&template, "25C1"))
            .bearer(&trader.token);
        wrong.extend(held.check("no VRN", &no_vrn.version("1.0").send().await));
        let no_version = trader
            .server
            .get(&called(&held.template, "25C1"))
            .bearer(&trader.token);
        wrong.extend(held.check("no version", &no_version.send().await));
        let template = held.template.replace("{vrn}", "987654321");
        let other = trader
            .server
            .get(&called(&template, "25C1"))
            .bearer(&trader.token);
        wrong.extend(held.check("other trader", &other.version("1.0").send().await));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
