//! The disk full: appends are refused clearly, reads go on, and appends again when there is room.

use std::path::Path;
use std::process::Command;

use sa_store::{AppendError, StoreError, StoreUrl};

use crate::faults::acknowledged::{Acknowledged, numbered, open_accounts, verify};

/// A small file system in memory, which goes when it is dropped.
struct SmallDisk {
    directory: tempfile::TempDir,
}

impl SmallDisk {
    /// `None` where this process may not mount; in CI it must be able to.
    fn mount(mebibytes: u32) -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let size = format!("size={mebibytes}m");
        let mounted = run(
            &["mount", "-t", "tmpfs", "-o", &size, "tmpfs"],
            directory.path(),
        );
        if mounted {
            return Some(Self { directory });
        }
        let needed = "a file system of some mebibytes is mounted here to fill it: run as root, or \
                      give the process CAP_SYS_ADMIN (docker run --cap-add SYS_ADMIN)";
        assert!(std::env::var_os("CI").is_none(), "{needed}");
        println!("not run: {needed}");
        None
    }

    fn grow(&self, mebibytes: u32) {
        let size = format!("remount,size={mebibytes}m");
        assert!(run(&["mount", "-o", &size], self.directory.path()));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        run(&["umount"], self.directory.path());
    }
}

fn run(command: &[&str], directory: &Path) -> bool {
    let run = Command::new(command[0])
        .args(&command[1..])
        .arg(directory)
        .output();
    run.is_ok_and(|run| run.status.success())
}

#[tokio::test]
async fn a_full_disk_is_told_and_appends_go_on_when_there_is_room() {
    let Some(disk) = SmallDisk::mount(2) else {
        return;
    };
    let url = StoreUrl::sqlite(disk.directory.path().join("sa.db"));
    let store = sa_store::open(&url).await.unwrap();
    open_accounts(&store).await.unwrap();
    let mut acknowledged = Acknowledged::new();
    let account = numbered("r0", 0).account;
    // A small append may still find room where a large one did not: on until ten were refused.
    let mut refused = 0;
    for n in 0.. {
        assert!(n < 100_000, "the disk is never full");
        match store.append(numbered("r0", n)).await {
            Ok(_) => drop(acknowledged.insert(("r0".to_owned(), n))),
            Err(refusal @ AppendError::Store(StoreError::Full(_))) => {
                assert_eq!(refusal.to_string(), "the store is full");
                refused += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
        assert!(
            store.account(account).await.unwrap().is_some(),
            "reads go on"
        );
        if refused == 10 {
            break;
        }
    }
    disk.grow(16);
    for n in 0..50 {
        store.append(numbered("r2", n)).await.unwrap();
        acknowledged.insert(("r2".to_owned(), n));
    }
    verify(&url, &acknowledged).await;
    drop(store);
    verify(&url, &acknowledged).await;
}
