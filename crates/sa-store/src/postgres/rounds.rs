//! Rounds: all who only ask whether anything was committed share one question and one answer.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::StoreError;
use crate::kept::Moment;
use crate::postgres::fault::Fault;
use crate::postgres::link::Connected;
use crate::postgres::worker::{Shared, Work};

/// Where rounds gather: a thread has its place, so that an answer wakes one who waits there, who wakes
/// the others of the same thread.
const PLACES: usize = 64;

/// The rounds that gather.
#[derive(Debug)]
pub(super) struct Rounds {
    places: [Mutex<Option<Arc<Round>>>; PLACES],
}

/// Some who wait for one answer.
#[derive(Debug)]
pub(super) struct Round {
    place: usize,
    /// The moment of the server's mark; `None` when it cannot be told.
    answer: OnceLock<Option<Moment>>,
    answered: Notify,
}

/// A round in the queue. It is answered whatever becomes of this.
#[derive(Debug)]
pub(super) struct Asked {
    deadline: Instant,
    rounds: Arc<Rounds>,
    round: Arc<Round>,
}

thread_local! {
    static PLACE: usize = {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        NEXT.fetch_add(1, Ordering::Relaxed).checked_rem(PLACES).unwrap_or(0)
    };
}

impl Rounds {
    pub(super) fn new() -> Arc<Self> {
        let places = [const { Mutex::new(None) }; PLACES];
        Arc::new(Self { places })
    }

    /// The round that gathers on this thread, if one does.
    pub(super) fn gathering(&self) -> Option<Arc<Round>> {
        let place = self.places.get(PLACE.with(|place| *place))?;
        place.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The round that gathers on this thread; one that is new goes to `send` before anybody else can
    /// wait for it.
    pub(super) fn gather(
        self: &Arc<Self>,
        deadline: Instant,
        send: impl FnOnce(Asked),
    ) -> Option<Arc<Round>> {
        let number = PLACE.with(|place| *place);
        let place = self.places.get(number)?;
        let mut gathering = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(round) = &*gathering {
            return Some(Arc::clone(round));
        }
        let round = Arc::new(Round {
            place: number,
            answer: OnceLock::new(),
            answered: Notify::new(),
        });
        *gathering = Some(Arc::clone(&round));
        send(Asked {
            deadline,
            rounds: Arc::clone(self),
            round: Arc::clone(&round),
        });
        Some(round)
    }
}

impl Round {
    /// Waits for the answer.
    pub(super) async fn answer(&self) -> Option<Moment> {
        loop {
            let mut answered = std::pin::pin!(self.answered.notified());
            answered.as_mut().enable();
            if let Some(answer) = self.answer.get() {
                self.answered.notify_waiters();
                return *answer;
            }
            answered.await;
        }
    }
}

impl Asked {
    /// Lets nobody else in: whoever comes from now on must not be answered with what the server is
    /// asked now.
    fn close(&self) {
        let Some(place) = self.rounds.places.get(self.round.place) else {
            return;
        };
        let mut gathering = place.lock().unwrap_or_else(PoisonError::into_inner);
        gathering.take_if(|round| Arc::ptr_eq(round, &self.round));
    }

    /// Answers all who wait.
    fn answer(&self, answer: Option<Moment>) {
        // The first answer counts.
        let _told_before = self.round.answer.set(answer);
        self.round.answered.notify_one();
    }
}

impl Work for Asked {
    async fn attempt(
        connected: &Connected,
        shared: &Shared,
        batch: &mut Vec<Self>,
    ) -> Result<(), Fault> {
        for round in &*batch {
            round.close();
        }
        let mark = connected.mark().await?;
        let moment = shared.marks.notice(mark, &shared.kept);
        for round in batch.drain(..) {
            round.answer(Some(moment));
        }
        Ok(())
    }

    fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Who waited asks for what it wants, and is told.
    fn fail(self, _error: StoreError) {}
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.close();
        self.answer(None);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use futures_util::future::join_all;

    use super::*;
    use crate::kept::Kept;

    fn gather(rounds: &Arc<Rounds>) -> (Arc<Round>, Option<Asked>) {
        let mut sent = None;
        let round = rounds.gather(Instant::now(), |asked| sent = Some(asked));
        (round.unwrap(), sent)
    }

    #[test]
    fn who_comes_after_a_round_is_closed_waits_for_another() {
        let rounds = Rounds::new();
        assert!(rounds.gathering().is_none());
        let (first, asked) = gather(&rounds);
        let asked = asked.unwrap();
        let (joined, asked_again) = gather(&rounds);
        assert!(Arc::ptr_eq(&first, &joined) && asked_again.is_none());
        asked.close();
        let (next, next_asked) = gather(&rounds);
        assert!(!Arc::ptr_eq(&first, &next));
        asked.close();
        assert!(Arc::ptr_eq(&next, &rounds.gathering().unwrap()));
        let moment = Kept::none().changed();
        asked.answer(Some(moment));
        assert_eq!(first.answer().now_or_never(), Some(Some(moment)));
        assert_eq!(next.answer().now_or_never(), None);
        drop(next_asked);
        assert_eq!(next.answer().now_or_never(), Some(None));
    }

    /// Of those who wait one is woken, who wakes the others: also if it has gone away meanwhile.
    #[tokio::test]
    async fn an_answer_reaches_all_who_wait_though_some_go_away() {
        let rounds = Rounds::new();
        for leaving in 0..4 {
            let (round, asked) = gather(&rounds);
            let mut waiting: Vec<_> = (0..4).map(|_| Box::pin(round.answer())).collect();
            for waiter in &mut waiting {
                assert_eq!(waiter.now_or_never(), None);
            }
            drop(asked);
            drop(waiting.remove(leaving));
            assert_eq!(join_all(waiting).await, [None; 3]);
        }
    }
}
