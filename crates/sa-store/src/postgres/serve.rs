//! The thread that speaks to the server.

use tokio::sync::oneshot;
use tokio::task::LocalSet;

use crate::postgres::link::{Connector, Link};
use crate::postgres::migration;
use crate::postgres::reads::Read;
use crate::postgres::rounds::Asked;
use crate::postgres::worker::{self, Queue, Shared};
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
    let link = || Link::new(connector.clone());
    workers.spawn_local(worker::run(waiting.rounds, link(), shared.clone()));
    for _ in 0..READERS {
        let reads = waiting.reads.clone();
        workers.spawn_local(worker::run(reads, link(), shared.clone()));
    }
    for _ in 0..WRITERS {
        let writes = waiting.writes.clone();
        workers.spawn_local(worker::run(writes, link(), shared.clone()));
    }
    let ready = runtime.block_on(async {
        let mut client = connector.connect().await?;
        migration::migrate(&mut client).await
    });
    let is_ready = ready.is_ok();
    if opened.send(ready).is_ok() && is_ready {
        runtime.block_on(workers);
    }
}
