//! A pool of credits, in the order of their use.

use crate::account::memory::room;
use crate::place::Place;

/// The credits of which something is left, the first to be used in front.
///
/// Credits come in the order of the account's work, so that a credit's turn is its arrival.
#[derive(Debug, Clone)]
pub(crate) struct Pool {
    credits: Vec<(u32, Place)>,
    used: usize,
}

impl Pool {
    pub(crate) const EMPTY: Self = Self {
        credits: Vec::new(),
        used: 0,
    };

    /// How many bytes it has room for.
    pub(crate) fn memory(&self) -> usize {
        room(&self.credits)
    }

    /// The credit that is used first.
    pub(crate) fn first(&self) -> Option<Place> {
        self.credits.get(self.used).map(|&(_, credit)| credit)
    }

    /// Takes the first credit out.
    pub(crate) fn drop_first(&mut self) {
        self.used = self.used.saturating_add(1);
        if self.used >= self.credits.len() {
            self.credits.clear();
            self.used = 0;
        }
    }

    /// Puts a credit in at its turn.
    pub(crate) fn add(&mut self, turn: u32, credit: Place) {
        match self.credits.last() {
            Some(last) if *last > (turn, credit) => {
                let waiting = self.credits.get(self.used..).unwrap_or_default();
                let before = waiting.partition_point(|other| *other < (turn, credit));
                self.credits
                    .insert(self.used.saturating_add(before), (turn, credit));
            }
            Some(_) | None => self.credits.push((turn, credit)),
        }
    }

    /// The credit that is used last.
    pub(crate) fn last(&self) -> Option<Place> {
        let waiting = self.credits.get(self.used..).unwrap_or_default();
        waiting.last().map(|&(_, credit)| credit)
    }

    /// Takes the last credit out.
    pub(crate) fn drop_last(&mut self) {
        if self.used < self.credits.len() {
            self.credits.pop();
        }
    }

    /// Takes all out.
    pub(crate) fn clear(&mut self) {
        self.credits.clear();
        self.used = 0;
    }

    /// All credits in it, the first to be used in front; some may be used up.
    pub(crate) fn credits(&self) -> impl DoubleEndedIterator<Item = Place> {
        self.credits
            .get(self.used..)
            .unwrap_or_default()
            .iter()
            .map(|&(_, credit)| credit)
    }
}
