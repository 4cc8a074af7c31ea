//! Files of other forms: older ones are carried over, newer ones left alone.

use std::path::{Path, PathBuf};

use sa_store::{
    Appended, OpenError, SqliteStore, Store, StoreUrl, check, generate, import, rebuild,
};

use crate::journal::{append, entries, key};
use crate::sqlite_file::{change, file};

/// A file of the first form, which holds what another has.
fn first_form(path: &Path) -> PathBuf {
    let old = path.with_extension("old");
    change(
        &old,
        &format!(
            "{}; PRAGMA application_id = 1935748401; PRAGMA user_version = 1; \
             ATTACH '{}' AS now; \
             INSERT INTO journal SELECT * FROM now.entries; \
             INSERT INTO snapshot SELECT key, version, schema, bytes \
               FROM now.account JOIN now.snapshot ON account = number; \
             INSERT INTO identifier SELECT * FROM now.identifier; \
             INSERT INTO access SELECT token, allows FROM now.access",
            include_str!("../../src/sqlite/schema.sql"),
            path.display()
        ),
    );
    old
}

/// Two accounts of one number, as the first form took them: the second is found by its UTR alone.
#[tokio::test]
async fn a_database_of_the_first_form_is_opened_and_finds_a_nino_whatever_its_suffix() {
    let (_directory, path) = file().await;
    let path = first_form(&path);
    change(
        &path,
        "INSERT INTO identifier VALUES ('AA000001A', 'nino', 'itsa:1000000001'), \
         ('AA000001B', 'nino', 'itsa:1000000002'), ('XAIT00000000001', 'mtditid', 'itsa:1000000001')",
    );
    let store = SqliteStore::open(&path).unwrap();
    for identifier in [
        "nino:AA000001A",
        "nino:AA000001B",
        "nino:AA000001",
        "mtditid:XAIT00000000001",
    ] {
        let found = store.account_of(identifier.parse().unwrap()).await.unwrap();
        assert_eq!(
            found.map(|account| account.key()),
            Some(key()),
            "{identifier}"
        );
    }
}

/// Also ids: that they were stored before is known although no snapshot tells them.
#[tokio::test]
async fn a_database_of_an_older_form_keeps_every_entry_and_takes_new_ones() {
    let (_directory, path) = file().await;
    let mut lines = Vec::new();
    generate(50, 3, &mut lines, &mut |_| {}).unwrap();
    let filled = SqliteStore::open(&path).unwrap();
    let done = import(&filled, &lines[..], &mut |_| {}, &mut |_| {})
        .await
        .unwrap();
    let old = first_form(&path);
    for form in [1, 2] {
        let copy = old.with_extension(form.to_string());
        std::fs::copy(&old, &copy).unwrap();
        change(&copy, &format!("PRAGMA user_version = {form}"));
        let store = SqliteStore::open(&copy).unwrap();
        let keys = store.keys(None, 100).await.unwrap();
        assert_eq!(keys, filled.keys(None, 100).await.unwrap());
        for key in keys {
            let (account, journal) = (store.account(key), store.entries(key, 0, 100));
            assert_eq!(account.await.unwrap(), filled.account(key).await.unwrap());
            assert_eq!(
                journal.await.unwrap(),
                filled.entries(key, 0, 100).await.unwrap()
            );
        }
        let again = import(&store, &lines[..], &mut |_| {}, &mut |_| {})
            .await
            .unwrap();
        assert_eq!((again.new, again.known), (0, done.new));
        for new in [1, 0] {
            let appended = store.append(append(&entries())).await.unwrap();
            assert_eq!(appended, Appended { version: 3, new });
        }
        let mut findings = Vec::new();
        check(&StoreUrl::sqlite(&copy), &mut |_| {}, &mut |finding| {
            findings.push(finding.clone());
        })
        .await
        .unwrap();
        assert_eq!(findings, []);
    }
}

/// A check tells nothing of a sound file that it does not know; neither does it change its form
/// beneath a server of the older program.
#[tokio::test]
async fn a_database_of_an_older_form_is_neither_checked_nor_rebuilt_nor_changed() {
    let (_directory, path) = file().await;
    let old = first_form(&path);
    let url = StoreUrl::sqlite(&old);
    for form in [1, 2] {
        change(&old, &format!("PRAGMA user_version = {form}"));
        let before = std::fs::read(&old).unwrap();
        let told = format!(
            "the database has form {form}, this is for form 4: a server of this program that is \
             started on it brings it there"
        );
        let mut found = |finding: &_| panic!("{finding:?}");
        let checked = check(&url, &mut |_| {}, &mut found).await;
        assert_eq!(checked.unwrap_err().to_string(), told);
        let rebuilt = rebuild(&url, &mut |_| {}, &mut found).await;
        assert_eq!(rebuilt.unwrap_err().to_string(), told);
        assert_eq!(std::fs::read(&old).unwrap(), before);
    }
    drop(SqliteStore::open(&old).unwrap());
    let mut found = |finding: &_| panic!("{finding:?}");
    check(&url, &mut |_| {}, &mut found).await.unwrap();
    rebuild(&url, &mut |_| {}, &mut found).await.unwrap();
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused_and_left_alone() {
    let (_directory, path) = file().await;
    change(&path, "PRAGMA user_version = 99");
    let before = std::fs::read(&path).unwrap();
    match SqliteStore::open(&path) {
        Err(error @ OpenError::Newer { found: 99, .. }) => assert_eq!(
            error.to_string(),
            "the database has form 99, this program knows forms up to 4: use a newer one"
        ),
        other => panic!("{other:?}"),
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
