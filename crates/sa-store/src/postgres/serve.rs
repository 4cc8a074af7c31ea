//! The thread that speaks to the server.

use tokio::sync::oneshot;
use tokio::task::LocalSet;

use crate::postgres::link::Connector;
use crate::postgres::migration;
use crate::postgres::reads::Read;
use crate::postgres::rounds::Asked;
use crate::postgres::worker::{Queue, Shared, work};
use crate::postgres::writes::Write;
use crate::{OpenError, StoreError};

/// Connections for reads: while one waits for its batch, the other takes the next.
const READERS: usize = 2;

/// Connections for appends.
const WRITERS: usize = 2;

/// What waits of each kind.
pub(super) struct Waiting {
    pub(super) rounds: Queue<Asked>,
    pub(super) reads: Queue<Read>,
    pub(super) writes: Queue<Write>,
}

/// The thread: brings the database to its form, then works until the store is dropped.
pub(super) fn serve(
    connector: &Connector,
    shared: &Shared,
    opened: oneshot::Sender<Result<(), OpenError>>,
    waiting: Waiting,
) {
    let runtime = match tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            let error = StoreError::Unavailable(Box::new(error));
            return drop(opened.send(Err(error.into())));
        }
    };
    let workers = LocalSet::new();
    workers.spawn_local(work(waiting.rounds, connector.clone(), shared.clone()));
    for _ in 0..READERS {
        let reads = waiting.reads.clone();
        workers.spawn_local(work(reads, connector.clone(), shared.clone()));
    }
    for _ in 0..WRITERS {
        let writes = waiting.writes.clone();
        workers.spawn_local(work(writes, connector.clone(), shared.clone()));
    }
    // The workers alone have them now.
    drop((waiting.reads, waiting.writes));
    let ready = runtime.block_on(async {
        let mut client = connector.connect().await?;
        migration::migrate(&mut client).await
    });
    let is_ready = ready.is_ok();
    if opened.send(ready).is_ok() && is_ready {
        runtime.block_on(workers);
    }
}
