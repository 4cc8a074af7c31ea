//! What is done beside the writer and the readers, by a thread of its own on a connection of its own.
//!
//! - Checkpoints take the log into the file while more is written. By itself SQLite has whoever
//!   commits do that, once the log is long: all who wait for that commit then wait until tens of
//!   mebibytes are copied. A passive checkpoint waits for nobody and nobody waits for it. Under writes
//!   without a pause it never gets to the end, and the log cannot begin anew; so the writer's own
//!   stays, which then finds little left to copy.
//! - Readers that are idle let go of what they hold, so that they hold up nobody's checkpoint.
//! - The numbers of the accounts that are there when the store is opened are read.
//!
//! Source: <https://www.sqlite.org/wal.html>, sections 2.1 and 3.3.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;

use crate::sqlite::known_numbers::Reading;
use crate::sqlite::readers::Readers;

/// After so many jobs of the writer the log is taken into the file: a typical append writes two or
/// three pages of 4 KiB, so some 20 MiB.
const JOBS: usize = 2048;

/// For how long, at most, an idle reader holds what it read in.
const REST: Duration = Duration::from_millis(250);

/// The way to the thread.
#[derive(Debug)]
pub(super) struct Housekeeper {
    /// `None` only while it is dropped.
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    written: usize,
}

impl Housekeeper {
    /// Starts the thread.
    pub(super) fn start(connection: Connection, readers: Arc<Readers>) -> std::io::Result<Self> {
        let (wake, woken) = sync_channel(1);
        let thread = std::thread::Builder::new()
            .name("sa-store-keeper".to_owned())
            .spawn(move || run(&connection, &readers, &woken))?;
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

impl Drop for Housekeeper {
    /// Waits until its connection is closed: the last that closes tidies the log away.
    fn drop(&mut self) {
        drop(self.wake.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn run(connection: &Connection, readers: &Readers, woken: &Receiver<()>) {
    let mut unread = Some(Reading::default());
    loop {
        let pause = match unread {
            Some(_) => Duration::ZERO,
            None => REST,
        };
        match (woken.recv_timeout(pause), unread.take()) {
            (Err(RecvTimeoutError::Disconnected), _) => return,
            (Ok(()), left) => {
                unread = left;
                readers.let_go();
                // What keeps it from being done (the disk is full, another process does it) keeps
                // nothing from being durable: it is in the log, and the next checkpoint takes it.
                drop(connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_row| Ok(())));
            }
            (Err(RecvTimeoutError::Timeout), Some(reading)) => {
                // Without them reads find the accounts by their keys.
                unread = reading
                    .go_on(connection, readers.numbers())
                    .unwrap_or_default();
            }
            (Err(RecvTimeoutError::Timeout), None) => readers.let_go(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Housekeeper, JOBS};
    use crate::sqlite::connection;
    use crate::sqlite::readers::Readers;

    /// How much longer the file is after so many jobs, which wrote 100 KiB into the log.
    fn grown(jobs: usize) -> u64 {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("sa.db");
        let writer = connection::create(&path).unwrap();
        let length = || std::fs::metadata(&path).unwrap().len();
        let before = length();
        let readers = Arc::new(Readers::new(Vec::new()));
        let mut keeper = Housekeeper::start(connection::open(&path).unwrap(), readers).unwrap();
        let grant = "INSERT INTO access (token, allows) VALUES (?1, ?2)";
        writer
            .execute(grant, ([7; 32], "x".repeat(100_000)))
            .unwrap();
        keeper.written(jobs);
        // Ends it, when it has done what it was told.
        drop(keeper);
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
