//! Import and export: streaming, idempotent, and clear about bad lines.

use std::fmt::Write;

use sa_store::{BadLine, Imported, SqliteStore, Store, Trial, export, import};

fn opening(n: u32) -> String {
    format!(
        r#"{{"account":"itsa:10000{n:05}","id":"open","effective":"2020-04-06","recorded":"2020-04-06T00:00:00.000Z","fact":{{"accountOpened":{{"itsa":{{"utr":"10000{n:05}","nino":"AA0{n:05}A"}}}}}}}}"#
    )
}

fn charge(n: u32, id: &str, amount: &str) -> String {
    format!(
        r#"{{"account":"itsa:10000{n:05}","id":"{id}","effective":"2021-01-01","recorded":"2021-01-01T00:00:00.000Z","fact":{{"chargeRaised":{{"id":"{id}","kind":"4910","amount":{amount},"due":"2021-01-31"}}}}}}"#
    )
}

fn store() -> SqliteStore {
    SqliteStore::memory().unwrap()
}

async fn run(store: &dyn Store, text: &str) -> (Imported, Vec<(u64, String)>) {
    let mut bad = Vec::new();
    let mut collect = |line: BadLine<'_>| bad.push((line.number, line.reason.to_owned()));
    let done = import(store, text.as_bytes(), &mut |_| {}, &mut collect)
        .await
        .unwrap();
    bad.sort();
    (done, bad)
}

async fn exported(store: &SqliteStore) -> String {
    let mut out = Vec::new();
    export(store, &mut out, &mut |_| {}).await.unwrap();
    String::from_utf8(out).unwrap()
}

#[tokio::test]
async fn what_is_exported_is_what_was_imported() {
    let mut text = String::new();
    for n in 1..=300 {
        writeln!(text, "{}", opening(n)).unwrap();
        for id in 0..n % 7 {
            writeln!(text, "{}", charge(n, &format!("c{id}"), "10.50")).unwrap();
        }
    }
    let first = store();
    let (done, bad) = run(&first, &text).await;
    assert_eq!(bad, []);
    assert_eq!(done.new, u64::try_from(text.lines().count()).unwrap());
    assert_eq!(
        (done.lines, done.bytes),
        (done.new, u64::try_from(text.len()).unwrap())
    );
    assert_eq!(exported(&first).await, text);
}

#[tokio::test]
async fn an_import_that_is_started_again_adds_what_is_missing() {
    let lines: Vec<String> = (1..=50)
        .flat_map(|n| [opening(n), charge(n, "c1", "1.00")])
        .collect();
    let store = store();
    run(&store, &lines[..33].join("\n")).await;
    let (done, bad) = run(&store, &lines.join("\n")).await;
    assert_eq!((done.new, done.known, bad), (67, 33, vec![]));
    let (done, bad) = run(&store, &lines.join("\n")).await;
    assert_eq!((done.new, done.known, bad), (0, 100, vec![]));
}

#[tokio::test]
async fn entries_of_an_account_may_lie_apart() {
    let mut lines: Vec<String> = (1..=40).map(opening).collect();
    for id in 0..30 {
        lines.extend((1..=40).map(|n| charge(n, &format!("c{id}"), "1.00")));
    }
    let store = store();
    let (done, bad) = run(&store, &lines.join("\n")).await;
    assert_eq!((done.new, bad), (40 * 31, vec![]));
    let account = store
        .account("itsa:1000000040".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(account.version(), 31);
}

/// What is wrong with a line, and what is said of it.
const BAD: [(&str, &str); 6] = [
    ("nonsense", "expected ident, at character 2"),
    ("{}", "missing field `account`, at character 2"),
    (
        r#"{"account":"itsa:1","id":"x","effective":"2021-01-01","recorded":"2021-01-01T00:00:00.000Z","fact":"traderInsolvent"}"#,
        "a UTR has 10 digits, found 1 characters",
    ),
    ("\u{7f}", "expected value, at character 1"),
    ("[1,2", "invalid type"),
    (
        r#"{"account":"itsa:1000000001"}"#,
        "missing field `id`, at character 29",
    ),
];

#[tokio::test]
async fn a_bad_line_is_told_with_its_number_and_the_lines_around_it_are_stored() {
    for (bad_line, reason) in BAD {
        let text = [&opening(1), bad_line, &charge(1, "c1", "1.00"), "", "  "].join("\n");
        let store = store();
        let (done, bad) = run(&store, &text).await;
        assert_eq!((done.new, done.bad), (2, 1), "{bad_line}");
        assert_eq!(bad[0].0, 2);
        assert!(bad[0].1.contains(reason), "{bad_line}: {}", bad[0].1);
    }
}

#[tokio::test]
async fn what_the_ledger_or_the_store_refuses_is_a_bad_line() {
    let taken = opening(3).replace("AA000003A", "AA000001A");
    let text = [
        opening(1),
        charge(1, "c1", "1.00"),
        charge(1, "c1", "2.00"), // 3: the id stands for another entry
        charge(1, "c1", "1.00"), // known
        charge(1, "c2", "1.00"),
        opening(1).replace(r#""id":"open""#, r#""id":"again""#), // 6: open already
        charge(1, "c3", "1.00"),
        charge(2, "c1", "1.00"), // 8: never opened
        taken,                   // 9: the NINO is the first account's
    ]
    .join("\n");
    let store = store();
    let (done, bad) = run(&store, &text).await;
    let numbers: Vec<u64> = bad.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [3, 6, 8, 9], "{bad:?}");
    assert_eq!((done.new, done.known, done.bad), (4, 1, 4));
    assert_eq!(bad[0].1, "entry c1 is stored already with other content");
    assert!(
        bad[1].1.starts_with("entry again is refused: "),
        "{}",
        bad[1].1
    );
    assert_eq!(bad[3].1, "the identifier nino belongs to another account");
    assert_eq!(exported(&store).await.lines().count(), 4);
}

#[tokio::test]
async fn a_checked_import_tells_the_same_and_stores_nothing() {
    let store = store();
    run(&store, &[opening(1), charge(1, "c1", "1.00")].join("\n")).await;
    let before = exported(&store).await;
    let text = [
        charge(1, "c1", "1.00"),
        charge(1, "c2", "1.00"),
        charge(1, "c1", "3.00"),
        "nonsense".to_owned(),
        opening(2).replace("AA000002A", "AA000001A"),
        opening(3),
    ]
    .join("\n");
    let (checked, told) = run(&Trial::of(&store).unwrap(), &text).await;
    assert_eq!(exported(&store).await, before);
    let (done, bad) = run(&store, &text).await;
    assert_eq!((checked, told), (done, bad));
    assert_eq!((done.new, done.known, done.bad), (2, 1, 3));
}

#[tokio::test]
async fn in_a_trial_of_several_inputs_one_goes_on_from_where_another_ends() {
    let store = store();
    let texts = [
        opening(1),
        charge(1, "c1", "1.00"),
        opening(2).replace("AA000002A", "AA000001A"),
        charge(1, "c1", "1.00"),
    ];
    let trial = Trial::of(&store).unwrap();
    let mut checked = Vec::new();
    for text in &texts {
        checked.push(run(&trial, text).await);
    }
    assert_eq!(exported(&store).await, "");
    for (text, checked) in texts.iter().zip(checked) {
        assert_eq!(run(&store, text).await, checked, "{text}");
    }
    assert_eq!(exported(&store).await.lines().count(), 2);
}

#[tokio::test]
async fn progress_is_told_on_the_way() {
    let text: Vec<String> = (1..=40).map(opening).collect();
    let mut told: Vec<Imported> = Vec::new();
    let done = import(
        &store(),
        text.join("\n").as_bytes(),
        &mut |done| told.push(done),
        &mut |bad| panic!("{bad:?}"),
    )
    .await
    .unwrap();
    assert_eq!(told.len(), 40);
    assert_eq!(told.last(), Some(&done));
    assert!(told.is_sorted_by_key(|done| done.new));
}
