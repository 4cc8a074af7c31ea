//! Standard output and standard error that take no more: full, or read by nobody.

use std::fs::File;
use std::process::Stdio;

use crate::program::{Workplace, text};

/// Takes nothing, as a full disk does.
fn full() -> Stdio {
    File::create("/dev/full").expect("the full device").into()
}

/// A pipe that nobody reads from any more.
fn closed() -> Stdio {
    let (_reader, writer) = std::io::pipe().expect("a pipe");
    writer.into()
}

async fn answers(url: &str) -> bool {
    let answer = reqwest::get(format!("{url}/ping/ping")).await;
    answer.is_ok_and(|answer| answer.status() == 200)
}

#[tokio::test]
async fn a_server_whose_address_cannot_be_printed_says_so_in_its_log_and_serves() {
    for output in [closed(), full()] {
        let workplace = Workplace::new();
        let server = workplace.serve_unheard(output);
        assert!(answers(server.url()).await);
        server.terminate();
        assert!(server.ended_well());
    }
}

#[tokio::test]
async fn a_server_whose_log_cannot_be_written_serves() {
    for log in [closed(), full()] {
        let workplace = Workplace::new();
        let server = workplace.serve_logging(&[], log);
        assert!(answers(server.url()).await);
        server.terminate();
        assert!(server.ended_well());
    }
}

/// Every command that has output, on a store that holds the sample account.
const WITH_OUTPUT: [&[&str]; 8] = [
    &["token", "--scope", "read:vat", "--vrn", "123456789"],
    &["value", "--on", "2026-01-31"],
    &["value", "--on", "2026-01-31", "--lines", "csv"],
    &["value", "--on", "2026-01-31", "--lines", "ndjson"],
    &["export"],
    &["openapi", "vat"],
    &["schema"],
    &["generate", "--accounts", "1"],
];

fn with_an_account() -> Workplace {
    let workplace = Workplace::new();
    let sample = include_str!("../../../../examples/data/vat.ndjson");
    let file = workplace.file("vat.ndjson", sample).display().to_string();
    assert!(workplace.run(&["import", &file]).status.success());
    workplace
}

#[test]
fn a_command_whose_output_has_no_room_says_so_and_fails() {
    let workplace = with_an_account();
    for command in WITH_OUTPUT {
        let ended = workplace.run_into(command, full());
        assert_eq!(ended.status.code(), Some(1), "{command:?}");
        let told = text(&ended.stderr);
        assert!(told.starts_with("error: "), "{command:?}: {told}");
        assert!(
            told.ends_with(
                "output cannot be written\n  because: No space left on device (os error 28)\n"
            ),
            "{command:?}: {told}"
        );
    }
}

#[test]
fn a_command_whose_output_nobody_reads_ends_well() {
    let workplace = with_an_account();
    for command in WITH_OUTPUT {
        let ended = workplace.run_into(command, closed());
        assert!(ended.status.success(), "{command:?}");
        assert_eq!(text(&ended.stderr), "", "{command:?}");
    }
}

#[test]
fn a_command_that_cannot_tell_what_it_did_has_done_it() {
    let workplace = with_an_account();
    let file = workplace.path().join("vat.ndjson").display().to_string();
    for command in [&["import", &file][..], &["store", "check"]] {
        let mut told = workplace.command(command);
        let ended = told.stderr(full()).status().expect("a run");
        assert!(ended.success(), "{command:?}");
    }
    let refused = workplace.command(&["import", "nofile.ndjson"]);
    let ended = { refused }.stderr(full()).status().expect("a run");
    assert_eq!(ended.code(), Some(1));
}
