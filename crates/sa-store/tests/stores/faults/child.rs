//! The test's own program as another process: what it does there is told by the environment.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

use futures_util::future::join_all;
use sa_store::{Storage, StoreUrl};

use crate::faults::acknowledged::{numbered, open_accounts};
use crate::faults::raced::submit_at_once;

/// Which store the child uses.
const URL: &str = "SA_TEST_CHILD_STORE";

/// The name of its run: no two are the same.
const RUN: &str = "SA_TEST_CHILD_RUN";

/// Appends that are under way at once.
const AT_ONCE: u64 = 16;

/// A process that does what a test of this module says, on a store.
pub(crate) struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    pub(crate) fn start(test: &str, store: &StoreUrl, run: &str) -> Self {
        let url = match store {
            StoreUrl::Postgres(url) => url.expose().to_owned(),
            StoreUrl::Sqlite(_) | StoreUrl::SqliteMemory => store.to_string(),
        };
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture", &format!("faults::child::{test}")])
            .env(URL, url)
            .env(RUN, run)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The next thing it says; `None` when it has ended.
    pub(crate) fn said(&mut self) -> Option<String> {
        self.lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("said ").map(str::to_owned))
    }

    /// SIGKILL, then whatever it had said before.
    pub(crate) fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        let mut rest = Vec::new();
        while let Some(said) = self.said() {
            rest.push(said);
        }
        self.child.wait().unwrap();
        rest
    }

    pub(crate) fn wait(mut self) -> Vec<String> {
        let mut rest = Vec::new();
        while let Some(said) = self.said() {
            rest.push(said);
        }
        assert!(self.child.wait().unwrap().success());
        rest
    }
}

/// Says something to whoever started this process: the whole line or nothing of it.
fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    // Begun on a line of its own: the test's name may stand before it.
    out.write_all(format!("\nsaid {what}\n").as_bytes())
        .unwrap();
    out.flush().unwrap();
}

/// The store and the run that the environment names; by itself a few appends to a store in memory.
async fn store() -> (Arc<dyn Storage>, String, u64) {
    let (url, most) = match std::env::var(URL) {
        Ok(url) => (url.parse().unwrap(), u64::MAX),
        Err(_) => (StoreUrl::SqliteMemory, 64),
    };
    let run = std::env::var(RUN).unwrap_or_else(|_| "r0".to_owned());
    (sa_store::open(&url).await.unwrap(), run, most)
}

/// Appends, and says which append was acknowledged, until somebody kills the process.
#[tokio::test]
async fn appends_until_it_is_killed() {
    let (store, run, most) = store().await;
    open_accounts(&store).await.unwrap();
    say("opened");
    let appended = join_all((0..AT_ONCE).map(|task| {
        let (store, run) = (&store, &run);
        async move {
            let mut count = 0;
            for n in (task..most).step_by(usize::try_from(AT_ONCE).unwrap()) {
                store.append(numbered(run, n)).await.unwrap();
                say(&format!("{run} {n}"));
                count += 1;
            }
            count
        }
    }))
    .await;
    assert_eq!(appended.iter().sum::<u64>(), most);
}

/// Submits one VAT return 32 times at once, and says how many of them were stored.
#[tokio::test]
async fn submits_one_return_many_times_at_once() {
    let (store, run, _) = store().await;
    let stored = submit_at_once(&store, &run).await;
    assert!(stored <= 1);
    say(&format!("stored {stored}"));
}
