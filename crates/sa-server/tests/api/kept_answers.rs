//! Answers that are kept are given again to whom they were given, while nothing has changed: for
//! each request the server that keeps answers says what one says that keeps none.

mod in_any_order;
mod rights;

use sa_server::SandboxProfile;
use sa_store::{Append, Expected, Subject};

use crate::harness::{Call, Options, Received, TestServer};
use crate::program::Workplace;
use crate::vat::trader::{TRADER, VRN, debit};

/// The journal behind the published example of the liability API.
const TAXPAYER: &str = include_str!("../../../../examples/data/seed.ndjson");

const VAT: &str = "application/vnd.hmrc.1.0+json";
const V2: &str = "application/vnd.hmrc.2.0+json";
const V4: &str = "application/vnd.hmrc.4.0+json";

/// Requests whose answers are kept, each with what it accepts.
const READS: [(&str, &str); 11] = [
    (
        "/organisations/vat/123456789/obligations?from=2025-01-01&to=2025-12-31",
        VAT,
    ),
    ("/organisations/vat/123456789/obligations?status=O", VAT),
    ("/organisations/vat/123456789/returns/25C1", VAT),
    (
        "/organisations/vat/123456789/liabilities?from=2025-01-01&to=2025-04-20",
        VAT,
    ),
    ("/1097172987?fromDate=2023-04-06", "application/json"),
    ("/1097172987", "*/*"),
    (
        "/individuals/self-assessment/breakdown/1097172987",
        "application/json",
    ),
    ("/accounts/self-assessment/AA123456A/balance", VAT),
    (
        "/accounts/self-assessment/AA123456A/balance-and-transactions?onlyOpenItems=true",
        V2,
    ),
    (
        "/accounts/self-assessment/AA123456A/balance-and-transactions?onlyOpenItems=true",
        V4,
    ),
    (
        "/accounts/self-assessment/AA123456/payments-and-allocations?fromDate=2025-04-01&toDate=2025-05-01",
        V4,
    ),
];

const SCOPES: &str = "read:vat write:vat read:self-assessment";
const FOREVER: &str = "9999-01-01T00:00:00Z";

/// Whoever has all that is read here.
fn owner() -> Subject {
    Subject {
        utr: Some("1097172987".parse().expect("a UTR")),
        nino: Some("AA123456A".parse().expect("a NINO")),
        vrn: Some(VRN.parse().expect("a VRN")),
        ..Subject::default()
    }
}

/// Whoever has accounts of the same kinds, and none of those.
fn stranger() -> Subject {
    Subject {
        utr: Some("1097172564".parse().expect("a UTR")),
        nino: Some("AA000003D".parse().expect("a NINO")),
        vrn: Some("987654321".parse().expect("a VRN")),
        ..Subject::default()
    }
}

/// Two servers over one store, one that keeps answers and one that keeps none, and a token that
/// opens what is read.
struct Both {
    keeping: TestServer,
    forgetting: TestServer,
    token: String,
}

impl Both {
    async fn start() -> Self {
        let keeping = TestServer::start_on("2025-04-20").await;
        keeping.given(TAXPAYER).await;
        keeping.given(TRADER).await;
        let forgetting = keeping.that_keeps_no_answers().await;
        let token = keeping.token(SCOPES, owner()).await;
        let submit = keeping
            .post("/organisations/vat/123456789/returns")
            .bearer(&token)
            .header("Accept", VAT)
            .json(&debit("25C1"));
        assert_eq!(submit.send().await.status, 201);
        Self {
            keeping,
            forgetting,
            token,
        }
    }

    /// Asks the server that keeps answers for all that may be read.
    async fn read_all(&self) {
        for (path, accept) in READS {
            let call = get(&self.keeping, path, accept).bearer(&self.token);
            let answer = call.send().await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        }
    }

    /// What both say, which is the same.
    async fn say(&self, call: impl Fn(&TestServer) -> Call) -> Received {
        let kept = call(&self.keeping).send().await;
        let anew = call(&self.forgetting).send().await;
        assert_same(&kept, &anew);
        kept
    }
}

fn get(server: &TestServer, path: &str, accept: &str) -> Call {
    server.get(path).header("Accept", accept)
}

#[track_caller]
fn assert_same(one: &Received, other: &Received) {
    assert_eq!((one.status, &one.body), (other.status, &other.body));
    assert_eq!(one.lasting_headers(), other.lasting_headers());
    let ids = [one, other].map(|answer| answer.header("x-correlationid"));
    assert!(ids.iter().all(|id| id.len() == 36));
    assert_ne!(ids[0], ids[1]);
}

/// A payment of one pound on the taxpayer's account.
fn payment(number: u32) -> String {
    format!(
        r#"{{"account":"itsa:1097172987","id":"pound-{number}","effective":"2025-04-19","recorded":"2025-04-19T09:00:00Z","fact":{{"paymentReceived":{{"id":"POUND{number}","amount":1}}}}}}"#
    )
}

#[tokio::test]
async fn an_answer_given_again_is_the_first_in_every_byte_and_header() {
    let both = Both::start().await;
    for (path, accept) in READS {
        let ask = |server: &TestServer| get(server, path, accept).bearer(&both.token);
        let first = both.say(ask).await;
        assert_eq!(first.status, 200, "{path}: {}", first.body);
        assert_eq!(first.header("cache-control"), "no-cache,no-store,max-age=0");
        assert_eq!(first.header("deprecation").is_empty(), accept != V2);
        for _again in 0..3 {
            assert_same(&first, &both.say(ask).await);
        }
    }
}

#[tokio::test]
async fn what_is_appended_is_in_the_next_answer_whoever_appended_it() {
    let both = Both::start().await;
    let elsewhere = both.keeping.opened_elsewhere().await;
    let ask = |server: &TestServer| {
        let (path, accept) = READS[5];
        get(server, path, accept).bearer(&both.token)
    };
    let mut last = both.say(ask).await.body;
    for number in 0..40 {
        let line = payment(number);
        if number % 2 == 0 {
            both.keeping.given(&line).await;
        } else {
            let entry: sa_model::Entry = serde_json::from_str(&line).expect("an entry");
            let append = Append {
                account: entry.account,
                expected: Expected::Any,
                entries: vec![entry],
            };
            elsewhere.append(append).await.expect("stored");
        }
        let next = both.say(ask).await.body;
        assert_ne!(next, last, "payment {number}");
        last = next;
        assert_eq!(both.say(ask).await.body, last);
    }
}

#[tokio::test]
async fn a_submit_is_in_the_next_answer() {
    let both = Both::start().await;
    let (path, accept) = READS[1];
    let ask = |server: &TestServer| get(server, path, accept).bearer(&both.token);
    let later = both.keeping.on("2025-07-20").await;
    let submit = later
        .post("/organisations/vat/123456789/returns")
        .bearer(&both.token)
        .header("Accept", VAT)
        .json(&debit("25C2"));
    for _twice in 0..2 {
        let open = ask(&later).send().await;
        assert!(open.body.contains("25C2"), "{}", open.body);
    }
    assert_eq!(submit.send().await.status, 201);
    assert_eq!(ask(&later).send().await.json()["code"], "NOT_FOUND");
}

#[tokio::test]
async fn another_request_does_not_get_what_is_kept_for_this_one() {
    let both = Both::start().await;
    both.read_all().await;
    both.read_all().await;
    let (path, _) = READS[0];
    for accept in ["application/json", "*/*", "", V2, V4] {
        let ask = |server: &TestServer| get(server, path, accept).bearer(&both.token);
        let answer = both.say(ask).await;
        assert_eq!(answer.status, 406, "{accept}: {}", answer.body);
    }
    for (other, status) in [
        ("/organisations/vat/123456789/obligations", 400),
        (
            "/organisations/vat/123456789/obligations?from=2025-01-01&to=2025-12-31&status=F",
            200,
        ),
        (
            "/organisations/vat/123456789/obligations?to=2025-12-31&from=2025-01-01",
            200,
        ),
        (
            "//organisations/vat//123456789/obligations/?from=2025-01-01&to=2025-12-31",
            200,
        ),
        ("/organisations/vat/123456789/returns/25C1?", 200),
        ("/organisations/vat/123456789/returns/25C2", 404),
    ] {
        let ask = |server: &TestServer| get(server, other, VAT).bearer(&both.token);
        let answer = both.say(ask).await;
        assert_eq!(answer.status, status, "{other}: {}", answer.body);
    }
    for method in ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        for (path, accept) in READS {
            let ask = |server: &TestServer| {
                let call = server.request(method, path).header("Accept", accept);
                call.bearer(&both.token)
            };
            let answer = both.say(ask).await;
            assert!(answer.status >= 400, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn a_test_scenario_is_neither_answered_from_what_is_kept_nor_kept() {
    let both = Both::start().await;
    let (path, accept) = READS[0];
    let ask = |server: &TestServer| get(server, path, accept).bearer(&both.token);
    let plain = both.say(ask).await;
    for scenario in ["QUARTERLY_NONE_MET", "STATEFUL", "", "NO_SUCH", "NOT_FOUND"] {
        let named = |server: &TestServer| ask(server).header("Gov-Test-Scenario", scenario);
        let first = both.say(named).await;
        assert_same(&first, &both.say(named).await);
        let is_the_ledgers = ["STATEFUL", ""].contains(&scenario);
        assert_eq!(first.body == plain.body, is_the_ledgers, "{scenario}");
        assert_eq!(both.say(ask).await.body, plain.body);
    }
}

#[tokio::test]
async fn in_hmrcs_sandbox_what_the_ledger_says_when_asked_for_it_is_not_its_default() {
    let server = TestServer::start_with(Options {
        today: Some("2025-04-20"),
        sandbox: Some(SandboxProfile::Hmrc),
        ..Options::default()
    })
    .await;
    server.given(TRADER).await;
    server.given(TAXPAYER).await;
    let token = server.token(SCOPES, owner()).await;
    for (path, accept) in [READS[0], READS[4], READS[7]] {
        let ask = || get(&server, path, accept).bearer(&token);
        let default = ask().send().await;
        for _twice in 0..2 {
            let ledger = ask().header("Gov-Test-Scenario", "STATEFUL").send().await;
            assert_eq!(ledger.status, 200, "{path}: {}", ledger.body);
            assert_same(&default, &ask().send().await);
            if path != READS[4].0 {
                assert_ne!(ledger.body, default.body, "{path}");
            }
        }
    }
}

#[tokio::test]
async fn the_log_tells_of_an_answer_given_again_what_it_tells_of_the_first() {
    let workplace = Workplace::new();
    let log = workplace.file("log", "");
    let file = std::fs::File::create(&log).expect("a log");
    let args = ["--today", "2025-04-20", "--log-format", "json"];
    let mut server = workplace.serve_logging(&args, file.into());
    let token = server.token();
    let client = reqwest::Client::new();
    let reads = [READS[1], READS[5], READS[6], READS[7], READS[10]];
    for (path, accept) in reads {
        for _thrice in 0..3 {
            let call = client.get(format!("{}{path}", server.url()));
            let call = call.header("Accept", accept).bearer_auth(&token);
            assert_eq!(
                call.send().await.expect("an answer").status(),
                200,
                "{path}"
            );
        }
    }
    server.terminate();
    assert!(server.ended_well());
    let log = std::fs::read_to_string(log).expect("a log");
    let lines = log
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    let mut spans: Vec<_> = lines
        .filter(|line| line["message"] == "served")
        .map(|line| line["span"].clone())
        .collect();
    assert_eq!(spans.len(), 3 * reads.len());
    for span in &mut spans {
        let id = span["id"].take();
        assert_eq!(id.as_str().map(str::len), Some(36), "{span}");
        assert!(span["route"].is_string() && span["status"] == 200, "{span}");
    }
    let same = |three: &[serde_json::Value]| three.iter().all(|span| *span == three[0]);
    assert!(spans.chunks(3).all(same), "{spans:#?}");
}

#[tokio::test]
async fn on_another_day_the_answer_is_that_days() {
    let both = Both::start().await;
    both.read_all().await;
    let (path, accept) = READS[2];
    let before = both.keeping.on("2025-04-19").await;
    let answer = get(&before, path, accept).bearer(&both.token).send().await;
    assert_eq!(answer.status, 404, "the return came a day later");
    both.read_all().await;
}
