//! What an account keeps of its work between entries, so that a claim, a repayment, a coding out or
//! a standing over need not be admitted after a replay of the whole account.

use time::Date;

use crate::account::Account;
use crate::book::{Book, Pages};
use crate::replay;
use crate::rules::Rules;

/// The pages of the account's book, under the built-in rules, as the last question left them.
///
/// They are no part of the account: they count for nothing when accounts are compared or stored, are
/// not copied with it, and are dropped when something comes in that would have changed them.
#[derive(Debug, Default)]
pub(crate) struct Work(Option<Box<Pages>>);

impl Work {
    /// How many bytes they take.
    pub(crate) fn memory(&self) -> usize {
        self.0.as_ref().map_or(0, |pages| pages.memory())
    }

    /// Drops them.
    pub(crate) fn forget(&mut self) {
        self.0 = None;
    }

    /// Drops them if what was put at a place of the timeline, on a Julian day, comes before their
    /// end.
    pub(crate) fn happened(&mut self, place: usize, day: i32) {
        let overtaken = |pages: &Pages| place < pages.worked || day < pages.today.number;
        if self.0.as_deref().is_some_and(overtaken) {
            self.forget();
        }
    }
}

impl Account {
    /// What `tell` says of the book at the end of a day, under the built-in rules.
    ///
    /// Questions that come in the order of their days each work on from the one before.
    pub(crate) fn ask<T>(&mut self, on: Date, tell: impl FnOnce(&Book<'_>) -> T) -> T {
        let day = on.to_julian_day();
        let (rules, kept) = (Rules::built_in(), self.work.0.take());
        let pages = match kept {
            Some(pages) if day < pages.today.number => {
                let told = replay::on(self, rules, on, tell);
                self.work = Work(Some(pages));
                return told;
            }
            Some(mut pages) if self.goes_on(&pages, day) => {
                pages.make_room(self);
                pages
            }
            kept => {
                let mut pages = kept.unwrap_or_else(|| Box::new(Pages::blank()));
                pages.begin(self, day);
                pages
            }
        };
        let mut book = Book {
            account: self,
            rules,
            pages,
        };
        book.work_to(on, |_book| {});
        let told = tell(&book);
        let pages = book.pages;
        self.work = Work(Some(pages));
        told
    }

    /// Whether what comes next, up to a day, can be worked in behind what was worked.
    fn goes_on(&self, pages: &Pages, on: i32) -> bool {
        // A breathing space counts from the start once it is known.
        if pages.next_space <= on {
            return false;
        }
        match self.timeline.get(pages.worked) {
            Some(next) if next.day == pages.today.number => {
                // The day's money was set against what was owed before all was known of the day;
                // that makes no difference where it found nothing, or where the next step of the
                // day begins with doing so.
                pages.slices.len() == pages.slices_before_today
                    || next.what.is_repayment() && !pages.repaid_today
            }
            Some(_) | None => true,
        }
    }
}

impl Clone for Work {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Work {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for Work {}
