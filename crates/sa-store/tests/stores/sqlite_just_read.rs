//! An append to an account that was read just before is worked out on what was read: what somebody
//! else did to the account in between counts all the same.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sa_store::{Append, AppendError, Appended, Expected, SqliteStore, Store};

use crate::journal::{append, entries, ids, key, penny};
use crate::maintenance::findings;

/// A file with an account of three entries, and two stores that have it open: one has read the
/// account once, the other can write to it.
struct Between {
    directory: tempfile::TempDir,
    reads: SqliteStore,
    writes: SqliteStore,
}

impl Between {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = file(directory.path());
        let writes = SqliteStore::open(&path).unwrap();
        writes.append(append(&entries())).await.unwrap();
        let between = Self {
            reads: SqliteStore::open(&path).unwrap(),
            directory,
            writes,
        };
        between.read(3).await;
        between
    }

    async fn read(&self, version: u64) {
        let account = self.reads.account(key()).await.unwrap();
        assert_eq!(account.unwrap().version(), version);
    }

    /// The other store appends a penny.
    async fn penny_between(&self, id: &str) {
        self.writes.append(append(&[penny(id)])).await.unwrap();
    }

    /// Its entries from the fourth on are these, and nothing is amiss.
    async fn ends(&self, with: &[&str]) {
        assert_eq!(ids(&self.reads).await.get(3..).unwrap(), with);
        let url = format!("sqlite:{}", file(self.directory.path()).display());
        let (_, findings) = findings(&url.parse().unwrap()).await;
        assert!(findings.is_empty(), "{findings:?}");
    }
}

fn file(directory: &Path) -> PathBuf {
    directory.join("sa.db")
}

#[tokio::test]
async fn who_expects_the_version_that_was_read_is_told_of_a_later_one() {
    let between = Between::new().await;
    between.penny_between("between").await;
    let late = Append {
        expected: Expected::Version(3),
        ..append(&[penny("late")])
    };
    let refused = between.reads.append(late).await;
    assert!(matches!(
        refused,
        Err(AppendError::Conflict {
            expected: 3,
            found: 4
        })
    ));
    between.ends(&["between"]).await;
}

#[tokio::test]
async fn who_expects_no_version_goes_on_from_what_came_between() {
    let between = Between::new().await;
    between.penny_between("between").await;
    let next = between.reads.append(append(&[penny("next")])).await;
    assert_eq!(next.unwrap(), Appended { version: 5, new: 1 });
    between.read(5).await;
    between.ends(&["between", "next"]).await;
}

#[tokio::test]
async fn an_entry_that_came_between_is_not_stored_twice() {
    let between = Between::new().await;
    between.penny_between("same").await;
    let again = between.reads.append(append(&[penny("same")])).await;
    assert_eq!(again.unwrap(), Appended { version: 4, new: 0 });
    between.ends(&["same"]).await;
}

#[tokio::test]
async fn an_append_of_nothing_tells_the_version_as_it_is_now() {
    let between = Between::new().await;
    between.penny_between("between").await;
    let nothing = between.reads.append(append(&[])).await;
    assert_eq!(nothing.unwrap(), Appended { version: 4, new: 0 });
    between.ends(&["between"]).await;
}

#[tokio::test]
async fn an_entry_that_was_there_when_the_account_was_read_is_not_stored_twice() {
    let between = Between::new().await;
    let again = between.reads.append(append(&entries())).await;
    assert_eq!(again.unwrap(), Appended { version: 3, new: 0 });
    between.ends(&[]).await;
}

#[tokio::test]
async fn what_was_read_is_not_written_over_another_history_of_the_same_version() {
    let between = Between::new().await;
    between.penny_between("lost").await;
    between.read(4).await;
    let path = file(between.directory.path());
    let change = "BEGIN; DELETE FROM journal WHERE number > 3; DELETE FROM snapshot; COMMIT";
    Connection::open(&path)
        .unwrap()
        .execute_batch(change)
        .unwrap();
    let url = format!("sqlite:{}", path.display()).parse().unwrap();
    sa_store::rebuild(&url, &mut |_| {}, &mut |_| {})
        .await
        .unwrap();
    SqliteStore::open(&path)
        .unwrap()
        .append(append(&[penny("kept")]))
        .await
        .unwrap();
    let next = between.reads.append(append(&[penny("next")])).await;
    assert_eq!(next.unwrap(), Appended { version: 5, new: 1 });
    between.ends(&["kept", "next"]).await;
}
