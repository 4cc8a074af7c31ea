//! What is told to who mistypes a name or gives a file of another kind, and that nothing is made of
//! it.

use crate::program::{Workplace, text};

/// The commands that only read a store.
const READING: [&[&str]; 5] = [
    &["export"],
    &["value", "--on", "2026-01-31"],
    &["store", "check"],
    &["store", "rebuild"],
    &["store", "backup", "copy.db"],
];

#[test]
fn a_command_that_only_reads_makes_no_store() {
    let workplace = Workplace::new();
    for command in READING {
        let args = [command, &["--store", "sqlite:typo.db"]].concat();
        let refused = workplace.run(&args);
        assert!(!refused.status.success(), "{command:?}");
        assert_eq!(
            text(&refused.stderr),
            "error: there is no file typo.db\n",
            "{command:?}"
        );
        assert_eq!(text(&refused.stdout), "", "{command:?}");
    }
    assert!(workplace.files().is_empty(), "{:?}", workplace.files());
}

#[test]
fn a_command_that_only_reads_makes_no_store_of_an_empty_file() {
    let workplace = Workplace::new();
    let file = workplace.file("sa.db", "");
    for command in READING {
        let refused = workplace.run(command);
        assert!(!refused.status.success(), "{command:?}");
        assert_eq!(
            text(&refused.stderr),
            "error: sa.db is empty: it holds no store\n",
            "{command:?}"
        );
    }
    assert_eq!(workplace.files(), ["sa.db"]);
    assert_eq!(std::fs::read(file).expect("the file"), b"");
}

#[test]
fn a_checked_import_leaves_no_file_behind() {
    let workplace = Workplace::new();
    let sample = include_str!("../../../../examples/data/vat.ndjson");
    workplace.file("vat.ndjson", sample);
    let checked = workplace.run(&["import", "--check", "vat.ndjson"]);
    assert!(checked.status.success(), "{}", text(&checked.stderr));
    let lines = sample.lines().count();
    assert_eq!(
        text(&checked.stderr),
        format!("vat.ndjson: {lines} lines: {lines} stored, 0 known already, 0 refused\n")
    );
    assert_eq!(workplace.files(), ["vat.ndjson"]);
}

#[test]
fn an_error_tells_what_caused_it() {
    let workplace = Workplace::new();
    workplace.file("broken.json", "{\n  \"dayCount\": fromDue\n}");
    workplace.file("strange.json", r#"{"dayCounts":"fromDue"}"#);
    workplace.file("short.db", "these are notes, not a database\n");
    workplace.file("long.db", &"these are notes, not a database\n".repeat(50));
    let absent = "No such file or directory";
    let cases: [(&[&str], &str, &str); 7] = [
        (&["import", "no.ndjson"], "no.ndjson cannot be read", absent),
        (
            &["value", "--rules", "no.json"],
            "no.json cannot be read",
            absent,
        ),
        (
            &["value", "--rules", "broken.json"],
            "the rules in broken.json are not understood",
            "expected value at line 2 column 15",
        ),
        (
            &["value", "--rules", "strange.json"],
            "the rules in strange.json are not understood",
            "unknown field `dayCounts`",
        ),
        (
            &["value", "--on", "2025-02-30"],
            "`2025-02-30` is no day to value the accounts on",
            "2025-02-30",
        ),
        (
            &["export", "--store", "sqlite:short.db"],
            "short.db is no SQLite database",
            "",
        ),
        (
            &["export", "--store", "sqlite:long.db"],
            "long.db is no SQLite database",
            "",
        ),
    ];
    for (args, error, cause) in cases {
        let refused = workplace.run(args);
        assert_eq!(refused.status.code(), Some(1), "{args:?}");
        let told = text(&refused.stderr);
        let (first, causes) = told.split_once('\n').expect("a line");
        assert_eq!(first, format!("error: {error}"));
        if cause.is_empty() {
            assert_eq!(causes, "", "{args:?}");
        } else {
            assert!(causes.starts_with("  because: "), "{args:?}: {told}");
            assert!(causes.contains(cause), "{args:?}: {told}");
        }
    }
}
