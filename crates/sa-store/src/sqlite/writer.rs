//! The one writer: a thread that takes whatever waits in its queue into one commit.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use crate::sqlite::batch::{Batch, Stop};
use crate::sqlite::fault::Fault;
use crate::sqlite::housekeeper::Housekeeper;
use crate::sqlite::prepare::{Plan, Prepared};
use crate::sqlite::reader::{Shared, lock};
use crate::sqlite::readers::Readers;
use crate::{Append, AppendError, Grant, StoreError, TokenHash};

/// How much may wait; who comes after that waits to get into the queue.
const QUEUE: usize = 1024;

/// How much goes into one commit.
const MOST_IN_A_COMMIT: usize = 512;

/// From so many on, who appends goes by halves: one half is made ready while the other is written.
/// Fewer go together, for a commit more would cost more than that spares.
const MANY: usize = 32;

/// Something to be written, and where to answer.
#[derive(Debug)]
pub(super) enum Job {
    /// With what the append came to when it was handed in, as far as that was looked at.
    Append(
        Append,
        Option<Box<Plan>>,
        oneshot::Sender<Result<Written, AppendError>>,
    ),
    Grant(TokenHash, Grant, oneshot::Sender<Result<(), StoreError>>),
}

/// An append that is durable, and all that it was made of: the memory goes back to the thread that
/// took it, which frees it at less cost than the one that all wait for.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) prepared: Prepared,
    _append: Append,
}

/// The way to the writer.
#[derive(Debug)]
pub(super) struct Writer {
    /// `None` only while it is dropped.
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread.
    pub(super) fn start(
        connection: Shared,
        readers: Arc<Readers>,
        housekeeper: Option<Housekeeper>,
    ) -> std::io::Result<Self> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("sa-store-writer".to_owned())
            .spawn(move || run(&connection, &readers, housekeeper, jobs))?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Hands something over and waits until it is durable.
    pub(super) async fn write<T, E: From<StoreError>>(
        &self,
        job: impl FnOnce(oneshot::Sender<Result<T, E>>) -> Job + Send,
    ) -> Result<T, E> {
        let (answer, answered) = oneshot::channel();
        let handed = match &self.queue {
            Some(queue) => queue.send(job(answer)).await.is_ok(),
            None => false,
        };
        match (handed, answered.await) {
            (true, Ok(answer)) => answer,
            (true | false, Ok(_) | Err(_)) => {
                Err(StoreError::Unavailable(Box::new(WriterGone)).into())
            }
        }
    }
}

impl Drop for Writer {
    /// Waits until all that was handed over is written, so that the file is closed.
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            // The thread's panic, if there were one, has been answered to those who waited.
            drop(thread.join());
        }
    }
}

/// The writer has ended.
#[derive(Debug, thiserror::Error)]
#[error("the writer has ended")]
struct WriterGone;

fn run(
    connection: &Shared,
    readers: &Readers,
    mut housekeeper: Option<Housekeeper>,
    mut jobs: mpsc::Receiver<Job>,
) {
    let mut last = Last {
        next: 1,
        took: Duration::ZERO,
    };
    while let Some(first) = jobs.blocking_recv() {
        let began = Instant::now();
        let mut next = Next {
            queue: &mut jobs,
            last,
            waited: Duration::ZERO,
        };
        // What they hold is about to be out of date, and would keep the log from beginning anew.
        readers.let_go();
        let made = commit(connection, vec![first], &mut |count| next.take(count));
        if made.is_locked_out {
            // They would wait for the same, one after the other.
            fail_all(&mut jobs);
            continue;
        }
        let count = made.count;
        let took = began.elapsed().saturating_sub(next.waited);
        if let Some(housekeeper) = &mut housekeeper {
            housekeeper.written(count);
        }
        let around = count.saturating_add(jobs.len());
        last = Last {
            next: if around < MANY { around } else { around / 2 },
            took,
        };
    }
}

/// The last commit, by which the next is made.
#[derive(Clone, Copy)]
struct Last {
    /// How many are to go into the next.
    next: usize,
    /// Without the time that it waited for jobs.
    took: Duration,
}

/// What else goes into a commit, as it comes.
struct Next<'queue> {
    queue: &'queue mut mpsc::Receiver<Job>,
    last: Last,
    waited: Duration,
}

impl Next<'_> {
    /// The next job, after `count` of them; `None` when the commit should be made.
    ///
    /// Those who were answered together come again together, one a little after the other: to go
    /// without them would make every other commit a small one. So, for a part of the time that a
    /// commit takes, it waits until there are as many as are to be expected. Who is alone never
    /// waits.
    fn take(&mut self, count: usize) -> Option<Job> {
        if count >= MOST_IN_A_COMMIT {
            return None;
        }
        let mut since: Option<Instant> = None;
        let job = loop {
            match self.queue.try_recv() {
                Ok(job) => break Some(job),
                Err(_) if count >= self.last.next => break None,
                Err(_) => {
                    let waits = since.get_or_insert_with(Instant::now).elapsed();
                    if waits.saturating_add(self.waited).saturating_mul(2) > self.last.took {
                        break None;
                    }
                    std::thread::yield_now();
                }
            }
        };
        let waits = since.map_or(Duration::ZERO, |since| since.elapsed());
        self.waited = self.waited.saturating_add(waits);
        job
    }
}

/// An answer that is not given before it is durable.
enum Answer {
    Append(Result<Prepared, AppendError>),
    Grant(Result<(), StoreError>),
}

/// What became of a commit.
struct Made {
    /// How many jobs it was about.
    count: usize,
    /// Somebody else writes, and went on for longer than one waits.
    is_locked_out: bool,
}

/// Answers those that wait now that the store is busy.
fn fail_all(jobs: &mut mpsc::Receiver<Job>) {
    for _ in 0..jobs.len() {
        if let Ok(job) = jobs.try_recv() {
            job.fail(StoreError::Unavailable(Box::new(LockedOut)));
        }
    }
}

/// Another process writes, and did not end in time.
#[derive(Debug, thiserror::Error)]
#[error("another process writes to the file, for longer than one waits")]
struct LockedOut;

/// Makes jobs durable together, and those that come of `next` meanwhile.
fn commit(
    connection: &Shared,
    mut jobs: Vec<Job>,
    next: &mut dyn FnMut(usize) -> Option<Job>,
) -> Made {
    let outcome = attempt(connection, &mut jobs, next);
    let count = jobs.len();
    let is_locked_out = matches!(&outcome, Err(fault) if fault.is_busy());
    match outcome {
        Ok(answers) => {
            for (job, answer) in jobs.into_iter().zip(answers) {
                job.answer(answer);
            }
        }
        // A damaged page is the affair of the one whose account lies on it.
        Err(fault) if fault.is_damage() && count > 1 => {
            for job in jobs {
                commit(connection, vec![job], &mut |_| None);
            }
        }
        Err(fault) => {
            for job in jobs {
                job.fail(fault.clone().into());
            }
        }
    }
    Made {
        count,
        is_locked_out,
    }
}

/// Carries all jobs out in one transaction, and those that come meanwhile: they are among the jobs
/// then. On a fault nothing is stored: the transaction is rolled back when it is dropped.
fn attempt(
    connection: &Shared,
    jobs: &mut Vec<Job>,
    next: &mut dyn FnMut(usize) -> Option<Job>,
) -> Result<Vec<Answer>, Fault> {
    let connection = lock(connection);
    let mut batch = Batch::begin(&connection)?;
    let mut answers = Vec::with_capacity(jobs.len());
    loop {
        let job = match jobs.get_mut(answers.len()) {
            Some(job) => job,
            None => match next(jobs.len()) {
                Some(job) => jobs.push_mut(job),
                None => break,
            },
        };
        answers.push(match job {
            Job::Append(append, guess, _) => {
                Answer::Append(told(batch.append(append, guess.take()))?)
            }
            Job::Grant(token, grant, _) => Answer::Grant(told(batch.put_grant(*token, grant))?),
        });
    }
    batch.commit()?;
    Ok(answers)
}

/// What is told to one who waits; a fault is told to all.
fn told<T, E>(outcome: Result<T, Stop<E>>) -> Result<Result<T, E>, Fault> {
    match outcome {
        Ok(done) => Ok(Ok(done)),
        Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

impl Job {
    /// Whoever no longer waits gets no answer.
    fn answer(self, answer: Answer) {
        match (self, answer) {
            (Self::Append(append, _, waits), Answer::Append(answer)) => {
                drop(waits.send(answer.map(|prepared| Written {
                    prepared,
                    _append: append,
                })));
            }
            (Self::Grant(_, _, waits), Answer::Grant(answer)) => drop(waits.send(answer)),
            (Self::Append(..), Answer::Grant(_)) | (Self::Grant(..), Answer::Append(_)) => {}
        }
    }

    fn fail(self, error: StoreError) {
        match self {
            Self::Append(_, _, waits) => drop(waits.send(Err(error.into()))),
            Self::Grant(_, _, waits) => drop(waits.send(Err(error))),
        }
    }
}
