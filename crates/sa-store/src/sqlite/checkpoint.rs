//! Checkpoints beside the writer: a thread that takes the log into the file while more is written.
//!
//! By itself SQLite has whoever commits do that, once the log is long: all who wait for that commit
//! then wait until tens of mebibytes are copied. A passive checkpoint waits for nobody and nobody
//! waits for it. Under writes without a pause it never gets to the end, and the log cannot begin
//! anew; so the writer's own stays, which then finds little left to copy.
//!
//! Source: <https://www.sqlite.org/wal.html>, sections 2.1 and 3.3.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use rusqlite::Connection;

/// After so many jobs of the writer the log is taken into the file: a typical append writes two or
/// three pages of 4 KiB, so some 20 MiB.
const JOBS: usize = 2048;

/// The way to the thread.
#[derive(Debug)]
pub(super) struct Checkpointer {
    /// `None` only while it is dropped.
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    written: usize,
}

impl Checkpointer {
    /// Starts the thread, on a connection of its own.
    pub(super) fn start(connection: Connection) -> std::io::Result<Self> {
        let (wake, woken) = sync_channel(1);
        let thread = std::thread::Builder::new()
            .name("sa-store-checkpoint".to_owned())
            .spawn(move || run(&connection, &woken))?;
        Ok(Self {
            wake: Some(wake),
            thread: Some(thread),
            written: 0,
        })
    }

    /// Takes note that so many jobs more are in the log.
    pub(super) fn written(&mut self, jobs: usize) {
        self.written = self.written.saturating_add(jobs);
        if self.written >= JOBS
            && let Some(wake) = &self.wake
        {
            self.written = 0;
            // Where it is told already, it takes these with the others.
            let _told = wake.try_send(());
        }
    }
}

impl Drop for Checkpointer {
    /// Waits until its connection is closed: the last that closes tidies the log away.
    fn drop(&mut self) {
        drop(self.wake.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn run(connection: &Connection, woken: &Receiver<()>) {
    while woken.recv().is_ok() {
        // What keeps it from being done (the disk is full, another process does it) keeps nothing
        // from being durable: it is in the log, and the next checkpoint takes it.
        drop(connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_row| Ok(())));
    }
}

#[cfg(test)]
mod tests {
    use super::{Checkpointer, JOBS};
    use crate::sqlite::connection;

    /// How much longer the file is after so many jobs, which wrote 100 KiB into the log.
    fn grown(jobs: usize) -> u64 {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("sa.db");
        let writer = connection::create(&path).unwrap();
        let length = || std::fs::metadata(&path).unwrap().len();
        let before = length();
        let mut checkpointer = Checkpointer::start(connection::open(&path).unwrap()).unwrap();
        let grant = "INSERT INTO access (token, allows) VALUES (?1, ?2)";
        writer
            .execute(grant, ([7; 32], "x".repeat(100_000)))
            .unwrap();
        checkpointer.written(jobs);
        // Ends it, when it has done what it was told.
        drop(checkpointer);
        length() - before
    }

    #[test]
    fn the_log_is_taken_into_the_file_after_enough_jobs() {
        assert!(grown(JOBS) >= 100_000);
    }

    #[test]
    fn few_jobs_leave_the_log_as_it_is() {
        assert_eq!(grown(JOBS - 1), 0);
    }
}
