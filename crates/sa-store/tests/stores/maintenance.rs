//! Check and rebuild: what is found, what is mended.

use std::path::PathBuf;

use rusqlite::Connection;
use sa_store::{
    Append, Checked, Expected, SqliteStore, Store, StoreUrl, backup, check, export,
    generated_journal, import, rebuild,
};
use tempfile::TempDir;

use crate::journal::{append, entries, key};

/// Accounts of the generator, and their number of entries.
pub(crate) async fn fill(store: &dyn Store, accounts: u64) -> u64 {
    let mut count = 0;
    for number in 0..accounts {
        let entries = generated_journal(1, number).unwrap();
        count += u64::try_from(entries.len()).unwrap();
        let account = entries[0].account;
        store
            .append(Append {
                account,
                expected: Expected::Version(0),
                entries,
            })
            .await
            .unwrap();
    }
    count
}

pub(crate) async fn findings(url: &StoreUrl) -> (Checked, Vec<String>) {
    let mut found = Vec::new();
    let checked = check(url, &mut |_| {}, &mut |finding| {
        found.push(finding.to_string());
    })
    .await
    .unwrap();
    assert_eq!(checked.findings, u64::try_from(found.len()).unwrap());
    (checked, found)
}

/// What is done to the tables, and what a check says of it.
const DAMAGE: [(&str, &str); 9] = [
    (
        "UPDATE snapshot SET version = 2 WHERE account = 'itsa:1000000001'",
        "account itsa:*******001: the snapshot is not what the journal comes to",
    ),
    (
        "UPDATE snapshot SET bytes = (SELECT bytes FROM snapshot WHERE account <> 'itsa:1000000001' LIMIT 1) WHERE account = 'itsa:1000000001'",
        "table snapshot, account itsa:*******001, column bytes: another account's",
    ),
    (
        "DELETE FROM snapshot WHERE account = 'itsa:1000000001'",
        "account itsa:*******001: the snapshot is missing",
    ),
    (
        "INSERT INTO snapshot SELECT 'vat:999999999', version, schema, bytes FROM snapshot WHERE account = 'itsa:1000000001'",
        "account vat:******999: there is a snapshot or an identifier, and no journal",
    ),
    (
        "INSERT INTO identifier (value, kind, account) VALUES ('XAIT00000000077', 'mtditid', 'itsa:1000000001')",
        "account itsa:*******001: the look-up table has 2 of its identifiers, not 1",
    ),
    (
        "UPDATE identifier SET account = 'vat:999999999' WHERE account = 'itsa:1000000001'",
        "account itsa:*******001: the look-up table has 0 of its identifiers, not 1",
    ),
    (
        "DELETE FROM journal WHERE account = 'itsa:1000000001' AND number = 2",
        "account itsa:*******001: entry 2 is missing, entry 3 follows",
    ),
    (
        "UPDATE journal SET fact = replace(fact, '10.50', '10.5x') WHERE account = 'itsa:1000000001'",
        "table journal, account itsa:*******001, number 2, column fact: ",
    ),
    (
        "UPDATE journal SET fact = replace(fact, '10.50', '10.51') WHERE account = 'itsa:1000000001'",
        "account itsa:*******001: the snapshot is not what the journal comes to",
    ),
];

/// How many of the above a rebuild mends: what is made from the journal.
const MENDED: usize = 6;

/// Fills a store with generated accounts and the small journal, whose holder has a NINO.
async fn fill_with_small(store: &dyn Store) {
    fill(store, 20).await;
    let mut entries = entries();
    let line = serde_json::to_string(&entries[0]).unwrap();
    let named = line.replace(
        r#""utr":"1000000001""#,
        r#""utr":"1000000001","nino":"WM999999A""#,
    );
    entries[0] = serde_json::from_str(&named).unwrap();
    store.append(append(&entries)).await.unwrap();
}

async fn is_found(url: &StoreUrl, number: usize) {
    let (_, told) = DAMAGE[number];
    let (_, found) = findings(url).await;
    assert!(
        found.iter().any(|finding| finding.starts_with(told)),
        "{told}: {found:?}"
    );
}

async fn is_mended(url: &StoreUrl, number: usize) {
    let mut told = Vec::new();
    let rebuilt = rebuild(url, &mut |_| {}, &mut |finding| {
        told.push(finding.to_string());
    })
    .await
    .unwrap();
    let (_, found) = findings(url).await;
    if number < MENDED || number == 8 {
        assert_eq!(
            (rebuilt.findings, &found),
            (0, &vec![]),
            "{:?}",
            DAMAGE[number]
        );
        assert_eq!(rebuilt.accounts, 21);
    } else {
        assert_eq!(
            (rebuilt.findings, told.len(), found.len()),
            (1, 1, 1),
            "{found:?}"
        );
    }
}

pub(crate) struct File {
    _directory: TempDir,
    pub(crate) path: PathBuf,
    pub(crate) url: StoreUrl,
}

pub(crate) fn file() -> File {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sa.db");
    let url = StoreUrl::sqlite(&path);
    File {
        _directory: directory,
        path,
        url,
    }
}

#[tokio::test]
async fn a_sound_file_has_no_findings() {
    let file = file();
    let store = SqliteStore::open(&file.path).unwrap();
    let count = fill(&store, 100).await;
    // Also while it is open.
    let (checked, found) = findings(&file.url).await;
    assert_eq!(found, Vec::<String>::new());
    assert_eq!((checked.accounts, checked.entries), (100, count));
}

/// The damage where journal and snapshots have the account's number instead of its key.
fn by_number(damage: &str) -> String {
    if damage.contains("identifier") {
        return damage.to_owned();
    }
    let number = "(SELECT number FROM account WHERE key = 'itsa:1000000001')";
    let numbered = damage.replace("'itsa:1000000001'", number);
    match numbered.split_once("SELECT 'vat:999999999', version, schema, bytes") {
        Some((insert, select)) => format!(
            "INSERT INTO account VALUES (777, 'vat:999999999'); \
             {insert}SELECT 777, version, schema, ids, bytes {select}"
        ),
        None => numbered,
    }
}

fn damage_file(file: &File, sql: &str) {
    Connection::open(&file.path)
        .unwrap()
        .execute_batch(sql)
        .unwrap();
}

/// What is done to what a file alone has, and what a check says of it. A rebuild mends it all.
const DAMAGE_IN_A_FILE: [(&str, &str); 5] = [
    (
        "UPDATE snapshot SET ids = zeroblob(length(ids)) WHERE account = 21",
        "the file is damaged: account itsa:*******001: the snapshot has other ids than the journal",
    ),
    (
        "DELETE FROM account WHERE number = 21",
        "the file is damaged: account number 21: no key leads to its entries",
    ),
    (
        "INSERT INTO account VALUES (777, 'vat:999999999')",
        "the file is damaged: account vat:******999: the key leads to nothing",
    ),
    (
        "INSERT INTO snapshot SELECT 777, version, schema, ids, bytes FROM snapshot WHERE account = 1",
        "the file is damaged: account number 777: no key leads to its snapshot",
    ),
    (
        "DELETE FROM snapshot; DELETE FROM account; DELETE FROM identifier",
        "the file is damaged: account number 21: no key leads to its entries",
    ),
];

#[tokio::test]
async fn numbers_and_ids_that_are_wrong_are_found_and_mended_from_the_journal() {
    for (damage, told) in DAMAGE_IN_A_FILE {
        let file = file();
        let store = SqliteStore::open(&file.path).unwrap();
        fill_with_small(&store).await;
        damage_file(&file, damage);
        let (_, found) = findings(&file.url).await;
        assert!(found.iter().any(|line| line == told), "{damage}: {found:?}");
        rebuild(&file.url, &mut |_| {}, &mut |finding| panic!("{finding}"))
            .await
            .unwrap();
        let (checked, found) = findings(&file.url).await;
        assert_eq!((checked.accounts, found), (21, vec![]), "{damage}");
        assert_eq!(store.account(key()).await.unwrap().unwrap().version(), 3);
    }
}

/// No index keeps it out: what a tool adds is found.
#[tokio::test]
async fn an_id_that_an_account_has_twice_is_found() {
    let file = file();
    let store = SqliteStore::open(&file.path).unwrap();
    store.append(append(&entries())).await.unwrap();
    damage_file(&file, "UPDATE journal SET id = 'open' WHERE number = 3");
    let (_, found) = findings(&file.url).await;
    let told = "the file is damaged: account itsa:*******001: entry open is there twice";
    assert!(found.iter().any(|line| line == told), "{found:?}");
}

#[tokio::test]
async fn what_is_wrong_in_a_file_is_found_and_mended_from_the_journal() {
    for (number, (damage, _)) in DAMAGE.iter().enumerate() {
        let file = file();
        let store = SqliteStore::open(&file.path).unwrap();
        fill_with_small(&store).await;
        damage_file(&file, &by_number(damage));
        is_found(&file.url, number).await;
        is_mended(&file.url, number).await;
    }
}

#[tokio::test]
async fn damaged_pages_are_found() {
    let file = file();
    fill(&SqliteStore::open(&file.path).unwrap(), 50).await;
    let mut bytes = std::fs::read(&file.path).unwrap();
    let middle = bytes.len() / 4096 / 2 * 4096;
    bytes[middle..middle + 4096].fill(0xa5);
    std::fs::write(&file.path, bytes).unwrap();
    let (_, found) = findings(&file.url).await;
    assert!(
        found
            .iter()
            .any(|finding| finding.starts_with("the file is damaged")),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_store_that_is_not_there_is_not_made_by_looking_at_it() {
    let file = file();
    assert!(check(&file.url, &mut |_| {}, &mut |_| {}).await.is_err());
    assert!(rebuild(&file.url, &mut |_| {}, &mut |_| {}).await.is_err());
    assert!(
        backup(&file.url, &file.path.with_extension("b"), &mut |_| {})
            .await
            .is_err()
    );
    assert!(!file.path.exists());
}

#[tokio::test]
async fn generated_accounts_go_in_and_out_unchanged() {
    let mut lines = Vec::new();
    sa_store::generate(200, 5, &mut lines, &mut |_| {}).unwrap();
    let store = SqliteStore::memory().unwrap();
    import(&store, &lines[..], &mut |_| {}, &mut |bad| {
        panic!("{bad:?}")
    })
    .await
    .unwrap();
    let mut out = Vec::new();
    export(&store, &mut out, &mut |_| {}).await.unwrap();
    let sorted = |bytes: &[u8]| {
        let mut lines: Vec<String> = String::from_utf8(bytes.to_vec())
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&out), sorted(&lines));
}

#[cfg(feature = "postgres")]
mod in_postgres {
    use super::{DAMAGE, fill, fill_with_small, findings, is_found, is_mended};
    use crate::postgres::{Schema, execute};

    #[tokio::test]
    async fn a_sound_database_has_no_findings() {
        let schema = Schema::new().await;
        let count = fill(&schema.store().await, 100).await;
        let (checked, found) = findings(&schema.url.parse().unwrap()).await;
        assert_eq!(
            (checked.accounts, checked.entries, found),
            (100, count, vec![])
        );
    }

    #[tokio::test]
    async fn what_is_wrong_in_a_database_is_found_and_mended_from_the_journal() {
        for (number, (damage, _)) in DAMAGE.iter().enumerate() {
            let schema = Schema::new().await;
            let store = schema.store().await;
            fill_with_small(&store).await;
            execute(&schema.url, damage).await;
            let url = schema.url.parse().unwrap();
            is_found(&url, number).await;
            is_mended(&url, number).await;
        }
    }
}
