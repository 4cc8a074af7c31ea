//! A worker: takes what waits in its queue as one batch, does it on its connection, and again until
//! everybody has an answer.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, mpsc};
use tokio::time::Instant;

use crate::StoreError;
use crate::kept::Kept;
use crate::postgres::fault::{Fault, Remedy};
use crate::postgres::link::{Connected, Link};
use crate::postgres::mark::Marks;
use crate::postgres::settings::Layout;

/// How much goes into one batch.
const MOST_IN_A_BATCH: usize = 256;

/// How long somebody waits for an answer while the server is away, or others are quicker.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How long one batch may take on the server: more is taken for a lost connection.
const BATCH_TIMEOUT: Duration = Duration::from_secs(10);

/// The pause before the second attempt; doubled for each further, up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(2);

/// The longest pause between attempts.
const LONGEST_PAUSE: Duration = Duration::from_millis(250);

/// What all workers of a store share.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) layout: Layout,
    pub(super) kept: Arc<Kept>,
    pub(super) marks: Arc<Marks>,
}

/// Something that waits for an answer.
pub(super) trait Work: Sized {
    /// Tries a batch. Who has an answer is taken out of it; who is still in it is tried again.
    ///
    /// # Errors
    /// A fault that concerns everybody who is still in it.
    async fn attempt(
        connected: &Connected,
        shared: &Shared,
        batch: &mut Vec<Self>,
    ) -> Result<(), Fault>;

    /// The moment from which it is not tried again.
    fn deadline(&self) -> Instant;

    /// Answers that it cannot be done.
    fn fail(self, error: StoreError);
}

/// A queue that several workers take from.
pub(super) struct Queue<W>(Arc<Mutex<mpsc::Receiver<W>>>);

impl<W> Clone for Queue<W> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<W> Queue<W> {
    pub(super) fn new(receiver: mpsc::Receiver<W>) -> Self {
        Self(Arc::new(Mutex::new(receiver)))
    }

    /// Waits for the first, and takes whatever else is there; `None` when nothing will come.
    async fn take(&self) -> Option<Vec<W>> {
        let mut receiver = self.0.lock().await;
        let mut batch = Vec::new();
        match receiver.recv_many(&mut batch, MOST_IN_A_BATCH).await {
            0 => None,
            _ => Some(batch),
        }
    }
}

/// Works until nothing comes any more.
pub(super) async fn run<W: Work>(queue: Queue<W>, mut link: Link, shared: Shared) {
    while let Some(mut batch) = queue.take().await {
        let mut pause = FIRST_PAUSE;
        loop {
            let fault = attempt(&mut link, &shared, &mut batch).await.err();
            match fault.as_ref().map(Fault::remedy) {
                None | Some(Remedy::Again | Remedy::Wait) => {}
                Some(Remedy::Reconnect) => link.lose(),
                Some(Remedy::Apart | Remedy::Tell) => fail(batch.drain(..), fault.as_ref()),
            }
            let now = Instant::now();
            let late = batch.extract_if(.., |work| work.deadline() <= now);
            fail(late, fault.as_ref());
            if batch.is_empty() {
                break;
            }
            tokio::time::sleep(pause).await;
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
        }
    }
}

async fn attempt<W: Work>(
    link: &mut Link,
    shared: &Shared,
    batch: &mut Vec<W>,
) -> Result<(), Fault> {
    let connected = link.connected().await?;
    let attempt = W::attempt(connected, shared, batch);
    let outcome = tokio::time::timeout(BATCH_TIMEOUT, attempt)
        .await
        .unwrap_or(Err(Fault::Silent));
    link.lose_if_in_transaction();
    outcome
}

/// What was tried too often: others changed the same accounts each time.
#[derive(Debug, thiserror::Error)]
#[error("others changed the same account each time it was tried")]
struct Overtaken;

fn fail<W: Work>(works: impl Iterator<Item = W>, fault: Option<&Fault>) {
    for work in works {
        work.fail(match fault {
            Some(fault) => fault.clone().into(),
            None => StoreError::Unavailable(Box::new(Overtaken)),
        });
    }
}
