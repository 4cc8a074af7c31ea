//! A worker: takes what waits in its queue as one batch, does it on its connection, and again until
//! everybody has an answer.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, mpsc};
use tokio::time::Instant;

use crate::StoreError;
use crate::kept::Kept;
use crate::postgres::fault::{Fault, Remedy};
use crate::postgres::link::{Connected, Connector, Link};
use crate::postgres::mark::Marks;
use crate::postgres::settings::Layout;

/// How much goes into one batch.
const MOST_IN_A_BATCH: usize = 256;

/// How long somebody waits for an answer while the server is away, or others are quicker.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How long one attempt at a batch may take, a connection that must be made included: more is taken
/// for a lost connection.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long after its deadline somebody may still be waiting: the last attempt began before it, and
/// there was a pause before that.
pub(super) const LAST_ATTEMPT: Duration = Duration::from_secs(12);

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

/// Works until nothing comes any more. Where a batch ends the work by a panic those in it are told
/// by the loss of their answers, and the work goes on with the next, on another connection.
pub(super) async fn work<W: Work + 'static>(queue: Queue<W>, connector: Connector, shared: Shared) {
    loop {
        let link = Link::new(connector.clone());
        let run = tokio::task::spawn_local(run(queue.clone(), link, shared.clone()));
        if run.await.is_ok() {
            return;
        }
    }
}

async fn run<W: Work>(queue: Queue<W>, mut link: Link, shared: Shared) {
    while let Some(mut batch) = queue.take().await {
        let mut pause = Duration::ZERO;
        let mut last = None;
        loop {
            let now = Instant::now();
            let late = batch.extract_if(.., |work| work.deadline() <= now);
            fail(late, last.as_ref());
            if batch.is_empty() {
                break;
            }
            // A pause of no length would still wait for the runtime's clock, a millisecond.
            if !pause.is_zero() {
                tokio::time::sleep(pause).await;
            }
            pause = pause.saturating_mul(2).clamp(FIRST_PAUSE, LONGEST_PAUSE);
            let outcome = attempt(&mut link, &shared, &mut batch).await;
            match outcome.as_ref().map_err(Fault::remedy) {
                Ok(()) | Err(Remedy::Again | Remedy::Wait) => {}
                Err(Remedy::Reconnect) => link.lose(),
                Err(Remedy::Apart | Remedy::Tell) => fail(batch.drain(..), Some(&outcome)),
            }
            last = Some(outcome);
        }
    }
}

async fn attempt<W: Work>(
    link: &mut Link,
    shared: &Shared,
    batch: &mut Vec<W>,
) -> Result<(), Fault> {
    let attempt = async {
        let connected = link.connected().await?;
        W::attempt(connected, shared, batch).await
    };
    let outcome = tokio::time::timeout(ATTEMPT_TIMEOUT, attempt)
        .await
        .unwrap_or(Err(Fault::Silent));
    link.lose_if_in_transaction();
    outcome
}

/// Why somebody has no answer though nothing failed.
#[derive(Debug, thiserror::Error)]
enum Delay {
    #[error("others changed the same account each time it was tried")]
    Overtaken,
    #[error("others kept the connections busy until it was too late to try")]
    Queued,
}

/// Answers with what came of the last attempt, or that there was none.
fn fail<W: Work>(works: impl Iterator<Item = W>, last: Option<&Result<(), Fault>>) {
    for work in works {
        work.fail(match last {
            Some(Err(fault)) => fault.clone().into(),
            Some(Ok(())) => StoreError::Unavailable(Box::new(Delay::Overtaken)),
            None => StoreError::Unavailable(Box::new(Delay::Queued)),
        });
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;
    use tokio::task::LocalSet;

    use super::*;
    use crate::postgres::mark::Marks;
    use crate::postgres::settings::{Settings, Statements};
    use crate::postgres::tls;
    use crate::{PostgresUrl, StoreUrl};

    /// Something that is too late; or that nobody can ask for its deadline.
    struct Late {
        told: oneshot::Sender<String>,
        panics: bool,
    }

    impl Work for Late {
        async fn attempt(_: &Connected, _: &Shared, _: &mut Vec<Self>) -> Result<(), Fault> {
            panic!("tried")
        }

        fn deadline(&self) -> Instant {
            assert!(!self.panics, "a defect of this program");
            let now = Instant::now();
            now.checked_sub(Duration::from_secs(1)).unwrap()
        }

        fn fail(self, error: StoreError) {
            let cause = std::error::Error::source(&error).unwrap().to_string();
            self.told.send(cause).unwrap();
        }
    }

    fn nowhere() -> (Connector, Shared) {
        let Ok(StoreUrl::Postgres(url)) = "postgres://127.0.0.1:1/none".parse() else {
            panic!()
        };
        let url: PostgresUrl = url;
        let settings = Arc::new(Settings::read(&url, Statements::Brief).unwrap());
        let tls = tls::connector(&settings.protection).unwrap();
        let shared = Shared {
            layout: settings.layout,
            kept: Kept::none(),
            marks: Arc::new(Marks::default()),
        };
        (Connector { settings, tls }, shared)
    }

    #[tokio::test]
    async fn who_is_late_is_told_so_untried_also_after_a_batch_that_panicked() {
        let (connector, shared) = nowhere();
        let (send, queue) = mpsc::channel(8);
        let working = LocalSet::new();
        working.spawn_local(work(Queue::new(queue), connector, shared));
        let asking = working.run_until(async {
            for panics in [false, true, false] {
                let (told, answer) = oneshot::channel();
                assert!(send.send(Late { told, panics }).await.is_ok());
                let due = (!panics).then(|| Delay::Queued.to_string());
                assert_eq!(answer.await.ok(), due);
            }
            drop(send);
        });
        tokio::time::timeout(PATIENCE, asking).await.unwrap();
        tokio::time::timeout(PATIENCE, working).await.unwrap();
    }
}
