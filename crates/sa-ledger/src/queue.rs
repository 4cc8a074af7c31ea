//! A queue by priority that is cheapest when things come nearly in order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What comes in order is a list that is read from the front; what comes out of order waits in a
/// heap beside it. Charges mostly come in the order of their due dates, so that the heap is small;
/// were they not, it is still a heap.
#[derive(Debug)]
pub(crate) struct Queue<T> {
    in_order: Vec<T>,
    taken: usize,
    out_of_order: BinaryHeap<Reverse<T>>,
}

impl<T: Ord> Default for Queue<T> {
    fn default() -> Self {
        Self {
            in_order: Vec::new(),
            taken: 0,
            out_of_order: BinaryHeap::new(),
        }
    }
}

impl<T: Copy + Ord> Queue<T> {
    /// How many bytes it has room for.
    pub(crate) fn memory(&self) -> usize {
        let places = self.in_order.capacity();
        places
            .saturating_add(self.out_of_order.capacity())
            .saturating_mul(size_of::<T>())
    }

    /// Takes all out.
    pub(crate) fn clear(&mut self) {
        self.in_order.clear();
        self.taken = 0;
        self.out_of_order.clear();
    }

    /// Makes room for so many that come in order.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.in_order.reserve(more);
    }

    #[inline]
    pub(crate) fn push(&mut self, item: T) {
        match self.in_order.last() {
            Some(last) if *last > item => self.push_out_of_order(item),
            Some(_) | None => self.in_order.push(item),
        }
    }

    /// Apart, so that what is mostly done is done where it is called.
    #[cold]
    fn push_out_of_order(&mut self, item: T) {
        self.out_of_order.push(Reverse(item));
    }

    /// The least of all.
    #[inline]
    pub(crate) fn first(&self) -> Option<T> {
        let waiting = self.in_order.get(self.taken).copied();
        match self.out_of_order.peek() {
            None => waiting,
            Some(&Reverse(other)) => Some(waiting.map_or(other, |first| first.min(other))),
        }
    }

    /// Takes the least of all out.
    #[inline]
    pub(crate) fn drop_first(&mut self) {
        let waiting = self.in_order.get(self.taken);
        match (waiting, self.out_of_order.peek()) {
            (Some(first), Some(Reverse(other))) if other < first => {
                self.out_of_order.pop();
            }
            (None, _) => {
                self.out_of_order.pop();
            }
            (Some(_), _) => {
                self.taken = self.taken.saturating_add(1);
                if self.taken >= self.in_order.len() {
                    self.in_order.clear();
                    self.taken = 0;
                }
            }
        }
    }
}
