//! Reads that are answered from memory because nothing was committed since: a commit of anybody is
//! seen by the next of them.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::Connection;
use sa_store::{SignInStore, SqliteStore, Storage, Store};

use crate::granted::{TOKEN, grant, read};
use crate::journal::{append, entries, key, penny};

#[tokio::test]
async fn the_mark_stays_while_nothing_is_committed_and_is_another_after_each_commit() {
    let directory = tempfile::tempdir().unwrap();
    let [one, other] = opened_twice(&directory.path().join("sa.db")).await;
    let mut seen = BTreeSet::new();
    for n in 0..300 {
        one.put_grant(TOKEN, grant(&[&format!("s{n}")]))
            .await
            .unwrap();
        // Whichever of them commits, each tells it of itself.
        let marks = [one.mark(), other.mark()];
        let fresh = marks.map(|mark| mark.unwrap());
        for _again in 0..3 {
            read(&one).await;
            read(&other).await;
            assert_eq!([one.mark(), other.mark()], marks);
        }
        assert!(seen.insert((0, fresh[0])) && seen.insert((1, fresh[1])));
    }
    assert_eq!(SqliteStore::memory().unwrap().mark(), None);
}

async fn opened_twice(path: &Path) -> [SqliteStore; 2] {
    let stores = [(); 2].map(|()| SqliteStore::open(path).unwrap());
    stores[0].append(append(&entries())).await.unwrap();
    stores[0].put_grant(TOKEN, grant(&["s0"])).await.unwrap();
    stores
}

/// In turns `one` and `other` change the account or the grant, and both see it at once, however
/// often they read in between. Now and then `also` is done to the file.
async fn alternate([one, other]: &[SqliteStore; 2], rounds: usize, also: impl Fn(usize)) {
    let (mut version, mut scope) = read(one).await;
    for n in 0..rounds {
        let writer = if n % 2 == 0 { one } else { other };
        if n % 3 == 0 {
            version += 1;
            let entry = penny(&format!("n{version}"));
            writer.append(append(&[entry])).await.unwrap();
        } else {
            scope = format!("s{n}");
            writer.put_grant(TOKEN, grant(&[&scope])).await.unwrap();
        }
        for reader in [one, other, one, other].into_iter().skip(n % 4) {
            assert_eq!(read(reader).await, (version, scope.clone()), "round {n}");
        }
        also(n);
        for reader in [other, one] {
            assert_eq!(read(reader).await, (version, scope.clone()), "round {n}");
        }
    }
}

#[tokio::test]
async fn what_one_opening_commits_the_next_read_of_another_sees() {
    let directory = tempfile::tempdir().unwrap();
    let stores = opened_twice(&directory.path().join("sa.db")).await;
    alternate(&stores, 2_000, |_| {}).await;
}

#[tokio::test]
async fn what_is_done_to_the_log_beside_changes_nothing_that_is_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sa.db");
    let stores = opened_twice(&path).await;
    let owner = Connection::open(&path).unwrap();
    owner.pragma_update(None, "cache_size", 2).unwrap();
    alternate(&stores, 400, |n| {
        let done = match n % 8 {
            0 => "PRAGMA wal_checkpoint(PASSIVE)",
            1 => "PRAGMA wal_checkpoint(RESTART)",
            2 => "PRAGMA wal_checkpoint(TRUNCATE)",
            3 => "VACUUM",
            4 => "BEGIN; DELETE FROM access; DELETE FROM snapshot; ROLLBACK",
            5 => "BEGIN; DELETE FROM access; ROLLBACK; PRAGMA wal_checkpoint(TRUNCATE)",
            _ => return,
        };
        owner.execute_batch(done).unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_anybody_else_writes_into_the_file_the_next_read_sees() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sa.db");
    let [store, _] = &opened_twice(&path).await;
    for n in 0..500 {
        let scope = format!("s{n}");
        store.put_grant(TOKEN, grant(&[&scope])).await.unwrap();
        for _again in 0..3 {
            assert_eq!(read(store).await, (3, scope.clone()));
        }
        let other = Connection::open(&path).unwrap();
        other.execute("DELETE FROM access", []).unwrap();
        let opened = store.opened(TOKEN, key().identifier()).await.unwrap();
        assert_eq!(opened.grant, None, "round {n}");
    }
}

/// Many read at once while one commits: whoever begins to read after a commit sees it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_read_at_once_each_sees_what_was_committed_before_it_began() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

    let directory = tempfile::tempdir().unwrap();
    let [one, other] = opened_twice(&directory.path().join("sa.db")).await;
    let one = Arc::new(one);
    let (committed, done) = (
        Arc::new(AtomicU64::new(3)),
        Arc::new(AtomicBool::new(false)),
    );
    let readers = (0..3).map(|_| {
        let (one, committed, done) = (one.clone(), committed.clone(), done.clone());
        tokio::spawn(async move {
            let mut reads = 0_u64;
            while !done.load(Ordering::SeqCst) {
                let least = committed.load(Ordering::SeqCst);
                assert!(read(&*one).await.0 >= least);
                reads += 1;
                tokio::task::yield_now().await;
            }
            reads
        })
    });
    let readers: Vec<_> = readers.collect();
    for n in 0..1_500 {
        let entry = penny(&format!("n{n}"));
        other.append(append(&[entry])).await.unwrap();
        committed.fetch_add(1, Ordering::SeqCst);
    }
    done.store(true, Ordering::SeqCst);
    for reader in readers {
        assert!(reader.await.unwrap() > 0);
    }
}
