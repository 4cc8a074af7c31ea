//! The command line, and what a process alone can show: durability and a graceful end.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::program::{Workplace, text};

/// The body of the published page, for the sample trader's open period A001.
const RETURN: &str = r#"{"periodKey":"A001","vatDueSales":105.50,"vatDueAcquisitions":-100.45,
"totalVatDue":5.05,"vatReclaimedCurrPeriod":105.15,"netVatDue":100.10,"totalValueSalesExVAT":300,
"totalValuePurchasesExVAT":300,"totalValueGoodsSuppliedExVAT":3000,"totalAcquisitionsExVAT":3000,
"finalised":true}"#;

fn client() -> reqwest::Client {
    reqwest::Client::new()
}

pub(crate) async fn submit(url: &str, token: &str) -> (u16, String) {
    let response = client()
        .post(format!("{url}/organisations/vat/123456789/returns"))
        .bearer_auth(token)
        .header("Accept", "application/vnd.hmrc.1.0+json")
        .header("Content-Type", "application/json")
        .body(RETURN)
        .send()
        .await
        .expect("an answer");
    (
        response.status().as_u16(),
        response.text().await.expect("a body"),
    )
}

pub(crate) async fn view(url: &str, token: &str, path: &str) -> (u16, String) {
    let response = client()
        .get(format!("{url}/organisations/vat/123456789/{path}"))
        .bearer_auth(token)
        .header("Accept", "application/vnd.hmrc.1.0+json")
        .send()
        .await
        .expect("an answer");
    (
        response.status().as_u16(),
        response.text().await.expect("a body"),
    )
}

#[tokio::test]
async fn a_new_sandbox_prints_a_working_call_for_each_system() {
    let workplace = Workplace::new();
    let mut server = workplace.serve(&[]);
    let calls = server.calls();
    assert_eq!(calls.len(), 3);
    for call in calls {
        let output = std::process::Command::new("sh")
            .args(["-c", &format!("{call} --silent --fail")])
            .output()
            .expect("curl, from the package of that name");
        assert!(output.status.success(), "{call}: {}", text(&output.stderr));
        let body: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert!(body.is_object(), "{call}");
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_kill_9() {
    let workplace = Workplace::new();
    let mut first = workplace.serve(&[]);
    let token = first.token();
    let (status, receipt) = submit(first.url(), &token).await;
    assert_eq!(status, 201, "{receipt}");
    first.kill();

    let mut second = workplace.serve(&[]);
    let token = second.token();
    let (status, body) = view(second.url(), &token, "returns/A001").await;
    assert_eq!(status, 200, "{body}");
    assert!(body.contains(r#""vatDueAcquisitions":-100.45"#), "{body}");
    let (_, body) = view(
        second.url(),
        &token,
        "obligations?from=2025-07-01&to=2025-09-30",
    )
    .await;
    assert!(
        body.contains(r#""periodKey":"A001""#) && body.contains(r#""status":"F""#),
        "{body}"
    );
    let (status, body) = submit(second.url(), &token).await;
    assert_eq!(status, 403);
    assert!(body.contains("DUPLICATE_SUBMISSION"), "{body}");
}

#[tokio::test]
async fn a_request_in_flight_finishes_when_the_server_is_told_to_stop() {
    let workplace = Workplace::new();
    let mut server = workplace.serve(&[]);
    let token = server.token();
    let address = server
        .url()
        .strip_prefix("http://")
        .expect("an address")
        .to_owned();
    let mut connection = TcpStream::connect(address).expect("a connection");
    let (head_of_body, rest_of_body) = RETURN.split_at(40);
    write!(
        connection,
        "POST /organisations/vat/123456789/returns HTTP/1.1\r\nHost: localhost\r\n\
         Authorization: Bearer {token}\r\nAccept: application/vnd.hmrc.1.0+json\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        RETURN.len()
    )
    .expect("a head sent");
    // The server asks for the body once its handler reads it: then the request is in flight.
    let mut interim = [0_u8; 25];
    connection
        .read_exact(&mut interim)
        .expect("an interim answer");
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    connection
        .write_all(head_of_body.as_bytes())
        .expect("half a body sent");
    server.terminate();
    connection
        .write_all(rest_of_body.as_bytes())
        .expect("the rest sent");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert!(server.ended_well());
}

#[tokio::test]
async fn a_token_issued_beside_a_running_server_opens_its_own_account_at_once() {
    let workplace = Workplace::new();
    let server = workplace.serve(&[]);
    let issued = workplace.run(&["token", "--scope", "read:vat", "--vrn", "123456789"]);
    assert!(issued.status.success(), "{}", text(&issued.stderr));
    let token = text(&issued.stdout).trim().to_owned();
    assert_eq!(
        text(&issued.stdout),
        format!("{token}\n"),
        "the token alone is printed"
    );
    let (status, body) = view(server.url(), &token, "obligations?status=O").await;
    assert_eq!(status, 200, "{body}");
    let (status, body) = submit(server.url(), &token).await;
    assert_eq!(
        (status, body.contains("INVALID_SCOPE")),
        (403, true),
        "{body}"
    );
}

#[test]
fn production_issues_no_tokens_from_the_command_line() {
    let args = [
        "token",
        "--scope",
        "read:vat",
        "--vrn",
        "123456789",
        "--mode",
        "production",
    ];
    let refused = Workplace::new().run(&args);
    assert!(!refused.status.success());
    assert_eq!(text(&refused.stdout), "");
    assert_eq!(
        text(&refused.stderr),
        "error: in production, tokens come from sign-in alone\n"
    );
}

#[test]
fn an_export_imported_elsewhere_exports_the_same_lines() {
    let here = Workplace::new();
    let sample = include_str!("../../../../examples/data/vat.ndjson");
    let file = here.file("vat.ndjson", sample);
    let imported = here.run(&["import", &file.display().to_string()]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    let exported = here.run(&["export"]);
    assert_eq!(
        text(&exported.stdout).lines().count(),
        sample.lines().count()
    );

    let there = Workplace::new();
    let imported = there.run_with_input(&["import", "-"], &text(&exported.stdout));
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    assert_eq!(text(&there.run(&["export"]).stdout), text(&exported.stdout));
}

#[test]
fn importing_the_same_file_again_changes_nothing() {
    let workplace = Workplace::new();
    let sample = include_str!("../../../../examples/data/seed.ndjson");
    let file = workplace.file("seed.ndjson", sample).display().to_string();
    assert!(workplace.run(&["import", &file]).status.success());
    let once = workplace.run(&["export"]).stdout;
    assert!(workplace.run(&["import", &file]).status.success());
    assert_eq!(workplace.run(&["export"]).stdout, once);
}

#[test]
fn a_bad_line_is_reported_with_its_number_and_nothing_of_it_is_stored() {
    let workplace = Workplace::new();
    let sample = include_str!("../../../../examples/data/vat.ndjson");
    let good = sample.lines().next().expect("a line");
    let bad = r#"{"account":"vat:123456789","id":"x","effective":"2025-02-30"}"#;
    let file = workplace
        .file("bad.ndjson", &format!("{good}\n{bad}\n"))
        .display()
        .to_string();
    let refused = workplace.run(&["import", &file]);
    assert!(!refused.status.success());
    let complaint = text(&refused.stderr);
    assert!(complaint.contains("line 2"), "{complaint}");
    assert!(complaint.contains("2025-02-30"), "{complaint}");
    assert_eq!(text(&workplace.run(&["export"]).stdout).lines().count(), 1);
}

#[test]
fn valuing_a_store_prints_its_totals_and_a_line_an_account() {
    let workplace = Workplace::new();
    let sample = include_str!("../../../../examples/data/seed.ndjson");
    let file = workplace.file("seed.ndjson", sample).display().to_string();
    assert!(workplace.run(&["import", &file]).status.success());
    let totals = workplace.run(&["value", "--on", "2025-06-01"]);
    assert_eq!(
        text(&totals.stdout),
        "1 accounts on 2025-06-01, 1 of them with something overdue\n\
         overdue                             544.67\n\
         accruing interest                     3.70\n\
         payable                               0.00\n\
         pending                            1500.00\n\
         coded out                           250.00\n\
         credit                                0.00\n"
    );
    let lines = workplace.run(&["value", "--on", "2025-06-01", "--lines", "csv"]);
    assert_eq!(
        text(&lines.stdout),
        "account,version,overdue,accruingInterest,payable,pending,codedOut,credit\n\
         itsa:1097172987,11,544.67,3.70,0.00,1500.00,250.00,0.00\n"
    );
    let lines = workplace.run(&["value", "--on", "2025-06-01", "--lines", "ndjson"]);
    let line: serde_json::Value = serde_json::from_slice(&lines.stdout).expect("JSON");
    assert_eq!(line["account"], "itsa:1097172987");
    let rules = workplace
        .file("rules.json", r#"{"dayCount":"fromDue"}"#)
        .display()
        .to_string();
    assert!(
        workplace
            .run(&["value", "--rules", &rules])
            .status
            .success()
    );
    let refused = workplace.run(&["value", "--on", "2025-02-30"]);
    assert!(text(&refused.stderr).contains("`2025-02-30` is no day"));
}

#[test]
fn the_help_names_every_command_and_flag() {
    let workplace = Workplace::new();
    let help = text(&workplace.run(&["--help"]).stdout);
    for word in [
        "serve", "import", "export", "token", "--listen", "--store", "--mode", "--today",
    ] {
        assert!(help.contains(word), "{word} in {help}");
    }
    for command in ["serve", "import", "export", "token"] {
        assert!(
            workplace.run(&[command, "--help"]).status.success(),
            "{command}"
        );
    }
}

#[test]
fn flags_beat_the_environment_and_the_environment_beats_the_file() {
    use sa_server::{Mode, ServeArgs, Settings};
    let workplace = Workplace::new();
    let file = workplace.file(
        "sa.toml",
        "listen = \"127.0.0.1:1\"\nmode = \"production\"\n",
    );
    let from_file = ServeArgs {
        config: Some(file.clone()),
        ..ServeArgs::default()
    };
    let settings = Settings::load(&from_file).expect("settings");
    assert_eq!(
        (settings.listen.port(), settings.mode),
        (1, Mode::Production)
    );
    let told = ServeArgs {
        listen: Some("127.0.0.1:2".to_owned()),
        config: Some(file),
        ..ServeArgs::default()
    };
    let settings = Settings::load(&told).expect("settings");
    assert_eq!(
        (settings.listen.port(), settings.mode),
        (2, Mode::Production)
    );
}

#[test]
fn a_configuration_that_makes_no_sense_is_refused_with_the_reason() {
    let workplace = Workplace::new();
    let cases: [(&[&str], &str); 5] = [
        (
            &["--listen", "nowhere"],
            "`nowhere` is no address to listen on",
        ),
        (&["--store", "mysql://x"], "`mysql://x` names no store"),
        (&["--today", "2025-02-30"], "`2025-02-30` is no day to fix"),
        (
            &["--config", "missing.toml"],
            "there is no configuration file missing.toml",
        ),
        (&["--mode", "staging"], "invalid value 'staging'"),
    ];
    for (args, reason) in cases {
        let refused = workplace.run(args);
        assert!(!refused.status.success(), "{args:?}");
        assert!(
            text(&refused.stderr).contains(reason),
            "{}",
            text(&refused.stderr)
        );
    }
}
