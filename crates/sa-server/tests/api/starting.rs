//! A server's start: on which day, what is there before it listens, and how soon it can be stopped.

use std::net::TcpListener;

use sa_store::Subject;

use crate::harness::{Options, TestServer};
use crate::program::{Workplace, text};

/// The account of the published page, which every new sandbox has.
const UTR: &str = "1097172987";

async fn status(url: &str, token: &str) -> u16 {
    let call = reqwest::Client::new().get(format!("{url}/{UTR}"));
    let answer = call.bearer_auth(token).send().await.expect("an answer");
    answer.status().as_u16()
}

#[tokio::test]
async fn a_new_token_opens_its_account_whatever_day_the_server_takes_for_today() {
    for today in ["2019-01-01", "2999-01-01"] {
        let workplace = Workplace::new();
        let mut server = workplace.serve(&["--today", today]);
        let printed = server.token();
        assert_eq!(status(server.url(), &printed).await, 200, "{today}");
        let args = ["token", "--scope", "read:self-assessment", "--utr", UTR];
        let issued = text(&workplace.run(&args).stdout);
        assert_eq!(status(server.url(), issued.trim()).await, 200, "{today}");
    }
}

#[tokio::test]
async fn a_token_that_has_expired_stays_so_on_an_earlier_day() {
    let server = TestServer::start_with(Options {
        today: Some("2019-01-01"),
        ..Options::default()
    })
    .await;
    let owner = Subject {
        utr: Some(UTR.parse().expect("a UTR")),
        ..Subject::default()
    };
    let expired = server
        .token_until("2020-01-01T00:00:00Z", "read:self-assessment", owner)
        .await;
    let answer = server
        .get(&format!(
            "/individuals/self-assessment/breakdown/{UTR}?fromDate=2018-12-01"
        ))
        .bearer(&expired)
        .version("1.0")
        .send()
        .await;
    assert_eq!(answer.status, 401, "{}", answer.body);
    assert!(
        answer.body.contains("INVALID_CREDENTIALS"),
        "{}",
        answer.body
    );
}

/// Whoever copies the file of a server that was stopped has all of it.
#[test]
fn a_server_that_is_stopped_as_soon_as_it_tells_its_address_ends_well_and_leaves_one_file() {
    let workplace = Workplace::new();
    for _ in 0..8 {
        let server = workplace.serve(&[]);
        server.terminate();
        assert!(server.ended_well());
        assert_eq!(workplace.files(), ["sa.db"]);
    }
}

#[test]
fn a_server_that_cannot_listen_loads_no_sample_accounts() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let cases: [(&[&str], &str); 2] = [
        (&["serve", "--listen", &address], "cannot listen on"),
        (
            &[
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--tls-cert",
                "no.pem",
                "--tls-key",
                "no.pem",
            ],
            "HTTPS cannot be served",
        ),
    ];
    for (args, reason) in cases {
        let workplace = Workplace::new();
        let refused = workplace.run(args);
        assert!(!refused.status.success(), "{args:?}");
        let told = text(&refused.stderr);
        assert!(told.contains(reason), "{told}");
        assert_eq!(text(&refused.stdout), "");
        let export = workplace.run(&["export"]);
        assert!(export.status.success(), "{}", text(&export.stderr));
        assert_eq!(text(&export.stdout), "");
    }
}
