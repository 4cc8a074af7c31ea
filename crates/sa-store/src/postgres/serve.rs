//! The thread that speaks to the server.

use tokio::sync::oneshot;
use tokio::task::LocalSet;

use crate::postgres::link::{Connector, Link};
use crate::postgres::migration;
use crate::postgres::reads::Read;
use crate::postgres::worker::{self, Queue, Shared};
use crate::postgres::writes::Write;
use crate::{OpenError, StoreError};

/// Connections for reads: while one waits for its batch, the other takes the next.
const READERS: usize = 2;

/// Connections for appends.
const WRITERS: usize = 2;

/// The thread: brings the database to its form, then works until the store is dropped.
pub(super) fn serve(
    connector: &Connector,
    shared: &Shared,
    opened: oneshot::Sender<Result<(), OpenError>>,
    reads: Queue<Read>,
    writes: Queue<Write>,
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
    for _ in 0..READERS {
        workers.spawn_local(worker::run(
            reads.clone(),
            Link::new(connector.clone()),
            shared.clone(),
        ));
    }
    for _ in 0..WRITERS {
        workers.spawn_local(worker::run(
            writes.clone(),
            Link::new(connector.clone()),
            shared.clone(),
        ));
    }
    let ready = runtime.block_on(async {
        let mut client = connector.connect().await?;
        migration::migrate(&mut client).await
    });
    let is_ready = ready.is_ok();
    if opened.send(ready).is_ok() && is_ready {
        drop((reads, writes));
        runtime.block_on(workers);
    }
}
