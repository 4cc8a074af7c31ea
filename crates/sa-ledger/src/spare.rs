//! Pages that were used and can be used again: a reader's thread keeps one set, so that a position
//! takes nothing from the allocator but what it tells.

use std::cell::Cell;

use crate::pages::Pages;

/// A thread keeps no pages with room for more records than this, some six megabytes: who reads one
/// very large account does not hold its memory for good.
const MOST_KEPT: usize = 1 << 16;

thread_local! {
    static SPARE: Cell<Option<Box<Pages>>> = const { Cell::new(None) };
}

/// Pages to be begun.
pub(crate) fn take() -> Box<Pages> {
    // A thread that is ending has none any more.
    let spare = SPARE.try_with(Cell::take).ok().flatten();
    spare.unwrap_or_else(|| Box::new(Pages::blank()))
}

/// Keeps pages that are done with for the thread's next work.
pub(crate) fn put(pages: Box<Pages>) {
    if pages.room() <= MOST_KEPT {
        // The same; the pages are dropped then.
        let _ended = SPARE.try_with(|spare| spare.set(Some(pages)));
    }
}
