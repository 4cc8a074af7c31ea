//! Reads that are answered from memory because nothing was committed since: what another process
//! commits is in the very next of them, also when processes are killed.

use std::collections::BTreeMap;

use sa_model::AccountKey;
use sa_store::{Opened, Storage, StoreUrl};

use crate::faults::acknowledged::numbered;
use crate::faults::child::Process;
use crate::granted::{TOKEN, grant};

/// How many processes append, one after the other, until each is killed.
const PROCESSES: u64 = 6;

/// How many of its acknowledgements are looked at.
const SEEN: usize = 250;

async fn version(store: &dyn Storage, account: AccountKey) -> u64 {
    let Opened { grant, account } = store.opened(TOKEN, account.identifier()).await.unwrap();
    assert!(grant.is_some());
    account.unwrap().unwrap().version()
}

#[tokio::test]
async fn what_another_process_commits_is_in_the_next_read_of_this_one() {
    let directory = tempfile::tempdir().unwrap();
    let url = StoreUrl::sqlite(directory.path().join("sa.db"));
    let store = sa_store::open(&url).await.unwrap();
    store.put_grant(TOKEN, grant(&["read:vat"])).await.unwrap();
    // Each account was opened, and has what was acknowledged since.
    let mut least = BTreeMap::new();
    for process in 0..PROCESSES {
        let run = format!("r{process}");
        let mut child = Process::start("appends_until_it_is_killed", &url, &run);
        assert_eq!(child.said().as_deref(), Some("opened"));
        for _ in 0..SEEN {
            let said = child.said().expect("it appends until it is killed");
            let (_, n) = said.split_once(' ').expect("a run and a number");
            let append = numbered(&run, n.parse().unwrap());
            let least = least.entry(append.account).or_insert(1);
            *least += u64::try_from(append.entries.len()).unwrap();
            assert!(version(&*store, append.account).await >= *least, "{said}");
        }
        child.kill();
        for account in least.keys() {
            for _again in 0..3 {
                let journal = store.entries(*account, 0, usize::MAX).await.unwrap();
                assert_eq!(
                    version(&*store, *account).await,
                    u64::try_from(journal.len()).unwrap()
                );
            }
        }
    }
}
