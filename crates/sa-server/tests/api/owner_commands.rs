//! What a store's owner types: generate, import, check, rebuild, back up.

use std::path::Path;
use std::process::Stdio;

use rusqlite::Connection;

use crate::program::{Workplace, text};

fn filled() -> Workplace {
    let workplace = Workplace::new();
    let generated = workplace.run(&["generate", "--accounts", "50", "--seed", "7"]);
    assert!(generated.status.success(), "{}", text(&generated.stderr));
    let file = workplace
        .file("made.ndjson", &text(&generated.stdout))
        .display()
        .to_string();
    let imported = workplace.run(&["import", &file]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    workplace
}

#[test]
fn the_same_seed_makes_the_same_accounts() {
    let workplace = Workplace::new();
    let make = |seed| {
        workplace
            .run(&["generate", "--accounts", "20", "--seed", seed])
            .stdout
    };
    assert_eq!(make("1"), make("1"));
    assert_ne!(make("1"), make("2"));
}

#[test]
fn generated_accounts_are_taken_in_and_found_in_order() {
    let workplace = filled();
    let checked = workplace.run(&["store", "check"]);
    assert!(checked.status.success(), "{}", text(&checked.stderr));
    assert!(
        text(&checked.stderr).starts_with("50 accounts, "),
        "{}",
        text(&checked.stderr)
    );
    let valued = text(&workplace.run(&["value", "--on", "2026-01-31"]).stdout);
    assert!(valued.starts_with("50 accounts on 2026-01-31"), "{valued}");
}

#[test]
fn a_rebuilt_store_exports_and_values_as_before() {
    let workplace = filled();
    let state = || {
        let exported = workplace.run(&["export"]).stdout;
        (
            exported,
            workplace
                .run(&["value", "--on", "2026-01-31", "--lines", "csv"])
                .stdout,
        )
    };
    let before = state();
    let rebuilt = workplace.run(&["store", "rebuild"]);
    assert!(rebuilt.status.success(), "{}", text(&rebuilt.stderr));
    assert_eq!(state(), before);
}

#[test]
fn a_backup_holds_everything_and_overwrites_nothing() {
    let workplace = filled();
    let copy = workplace.path().join("copy.db").display().to_string();
    let made = workplace.run(&["store", "backup", &copy]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let url = format!("sqlite:{copy}");
    let copied = workplace.run(&["export", "--store", &url]).stdout;
    assert_eq!(copied, workplace.run(&["export"]).stdout);
    let again = workplace.run(&["store", "backup", &copy]);
    assert!(!again.status.success());
    assert!(
        text(&again.stderr).contains("is there already"),
        "{}",
        text(&again.stderr)
    );
}

#[test]
fn a_checked_import_tells_what_is_bad_and_stores_nothing() {
    let workplace = Workplace::new();
    let sample = include_str!("../../../../examples/data/vat.ndjson");
    let file = workplace
        .file("bad.ndjson", &format!("{sample}nonsense\n"))
        .display()
        .to_string();
    let checked = workplace.run(&["import", "--check", &file]);
    assert!(!checked.status.success());
    let complaint = text(&checked.stderr);
    let line = sample.lines().count() + 1;
    assert!(complaint.contains(&format!("line {line}")), "{complaint}");
    assert!(complaint.contains("nothing is stored"), "{complaint}");
    assert_eq!(workplace.files(), ["bad.ndjson"]);
}

#[test]
fn files_that_go_in_one_after_the_other_are_checked_as_one() {
    let workplace = Workplace::new();
    let sample = include_str!("../../../../examples/data/vat.ndjson");
    let (first, rest) = sample.split_once('\n').expect("lines");
    let files = [("a.ndjson", first), ("b.ndjson", rest)]
        .map(|(name, content)| workplace.file(name, content).display().to_string());
    let [a, b] = &files;
    for command in [&["import", "--check", a, b][..], &["import", a, b]] {
        let done = workplace.run(command);
        assert!(done.status.success(), "{}", text(&done.stderr));
    }
    let wrong_order = Workplace::new().run(&["import", "--check", b, a]);
    assert!(!wrong_order.status.success());
}

#[test]
fn a_command_whose_output_is_read_no_further_ends_well() {
    let workplace = filled();
    for command in [
        &["generate", "--accounts", "5000"][..],
        &["export"],
        &["value", "--on", "2026-01-31", "--lines", "csv"],
        &["openapi", "sa-accounts"],
    ] {
        let ended = workplace.run_reading_one_line(command);
        assert!(ended.status.success(), "{command:?}");
        assert!(!text(&ended.stderr).contains("error"), "{command:?}");
    }
}

/// The accounts that a store's file holds by now.
fn accounts(file: &Path) -> u32 {
    let Ok(connection) = Connection::open(file) else {
        return 0;
    };
    // Before the tables are there.
    let count = connection.query_row("SELECT count(*) FROM account", [], |row| row.get(0));
    count.unwrap_or(0)
}

#[test]
fn an_import_that_was_killed_goes_on_when_it_is_started_again() {
    const ALL: u32 = 4_000;
    let workplace = Workplace::new();
    let made = workplace.run(&["generate", "--accounts", &ALL.to_string()]);
    let lines = text(&made.stdout);
    let file = workplace.file("made.ndjson", &lines).display().to_string();
    let database = workplace.path().join("sa.db");
    let mut killed = workplace
        .command(&["import", &file])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("an import");
    while accounts(&database) < 50 {
        assert!(killed.try_wait().expect("a state").is_none(), "too quick");
        std::thread::yield_now();
    }
    killed.kill().expect("a kill");
    killed.wait().expect("an end");
    let done = accounts(&database);
    assert!((50..ALL).contains(&done), "{done} accounts");
    let again = workplace.run(&["import", &file]);
    assert!(again.status.success(), "{}", text(&again.stderr));
    assert!(workplace.run(&["store", "check"]).status.success());
    let exported = text(&workplace.run(&["export"]).stdout);
    assert_eq!(accounts(&database), ALL);
    assert_eq!(exported.lines().count(), lines.lines().count());
}
