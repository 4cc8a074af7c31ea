//! The account's work day by day: its entries in their order of effect, and the days between on
//! which credit finds a charge whose due date has come near enough.

use sa_model::{ChargeClass, Money};
use time::Date;

use crate::account::Account;
use crate::book::Book;
use crate::day::Day;
use crate::place::Place;
use crate::priority::{Era, Priority};
use crate::record::{Event, Settled, Target, What};
use crate::rules::Rules;
use crate::spare;

/// What `tell` says of the book of an account at the end of a day.
pub(crate) fn on<T>(
    account: &Account,
    rules: &Rules,
    on: Date,
    tell: impl FnOnce(&Book<'_>) -> T,
) -> T {
    each_day(account, rules, on, (|_book| {}, tell))
}

/// The same, calling `visit` at the end of every day on which something happened.
pub(crate) fn each_day<'a, T>(
    account: &'a Account,
    rules: &'a Rules,
    on: Date,
    (visit, tell): (impl FnMut(&Book<'a>), impl FnOnce(&Book<'a>) -> T),
) -> T {
    let mut pages = spare::take();
    pages.begin(account, on.to_julian_day());
    let mut book = Book {
        account,
        rules,
        pages,
    };
    book.work_to(on, visit);
    let told = tell(&book);
    spare::put(book.pages);
    told
}

impl Account {
    /// The date of an event that most days have: it is on record.
    fn date_of(&self, what: What) -> Option<Date> {
        match what {
            What::Raised(place) => self
                .charges
                .get(place.index())
                .map(|charge| charge.raised.effective),
            What::Received(place) => self
                .credits
                .get(place.index())
                .map(|credit| credit.effective),
            What::Amended(_)
            | What::CodedOut(_)
            | What::StoodOver(_)
            | What::Directed(_)
            | What::Reversed(_)
            | What::Repaid(_) => None,
        }
    }
}

impl Book<'_> {
    /// Works from where the book stands to the end of a day.
    pub(crate) fn work_to(&mut self, on: Date, mut visit: impl FnMut(&Self)) {
        let on = Day::of(on);
        let account = self.account;
        let events = account.timeline.get(self.worked..).unwrap_or_default();
        let events = events
            .get(..events.partition_point(|event| event.day <= on.number))
            .unwrap_or_default();
        for of_day in events.chunk_by(|one, next| one.day == next.day) {
            if let Some(&Event { day, what }) = of_day.first() {
                self.open_until(day, &mut visit);
                let date = account.date_of(what);
                let day = date.map_or_else(|| Day::numbered(day), |date| Day { number: day, date });
                self.turn_to(day);
            }
            self.work_day(of_day);
            visit(self);
        }
        self.worked = self.worked.saturating_add(events.len());
        self.open_until(on.number.saturating_add(1), &mut visit);
        self.turn_to(on);
    }

    /// Works through events of one day.
    fn work_day(&mut self, events: &[Event]) {
        for event in events {
            if let What::Repaid(claim) = event.what {
                // Repayments come last in a day: only what no charge has used goes back.
                if !self.repaid_today {
                    self.settle();
                    self.repaid_today = true;
                }
                self.repay_claim(claim);
            } else {
                self.take(event.what);
            }
        }
        self.settle();
    }

    /// Works through the days before `day` on which a charge becomes a candidate while credit
    /// waits for one.
    fn open_until(&mut self, day: i32, visit: &mut impl FnMut(&Self)) {
        while self.pool.first().is_some()
            && let Some((opens, _)) = self.waiting.first()
            && opens < day
        {
            if opens > self.today.number {
                self.turn_to(Day::numbered(opens));
            }
            self.settle();
            visit(self);
        }
    }

    /// Takes an event in: one match, one call an arm.
    fn take(&mut self, what: What) {
        match what {
            What::Raised(place) => self.raise(place),
            What::Amended(place) => self.take_amendment(place),
            What::CodedOut(place) => self.take_coding_out(place),
            What::StoodOver(place) => self.take_standing_over(place),
            What::Received(place) => self.receive(place),
            What::Directed(place) => self.direct(place),
            What::Reversed(place) => self.reverse(place),
            What::Repaid(claim) => self.repay_claim(claim),
        }
    }

    fn raise(&mut self, place: Place) {
        let arrival = self.arrival();
        let Some(record) = self.account.charges.get(place.index()) else {
            return;
        };
        let charge = &record.raised.record;
        let due = charge.due.to_julian_day();
        let era = Era::of(charge, self.mtd_from());
        let priority = Priority::of(charge, due, era, arrival);
        let opens = due
            .saturating_sub(i32::from(self.look_ahead(era)))
            .saturating_add(1);
        let bears_interest = self.rules.bears_interest(charge);
        let pages = &mut *self.pages;
        let Some(state) = pages.charges.get_mut(place.index()) else {
            return;
        };
        pages.raised = pages.raised.saturating_add(1);
        state.raised = true;
        state.priority = priority;
        state.opens = opens;
        state.bears_interest = bears_interest && priority.class != ChargeClass::Interest;
        state.amount = pence(charge.amount);
        self.queue(place);
    }

    fn take_amendment(&mut self, place: Place) {
        let next = self
            .charges
            .get_mut(place.index())
            .map(|state| advance(&mut state.amended));
        if let Some(next) = next
            && let Some(record) = self.account.charges.get(place.index())
            && let Some(amendment) = record.amendments().get(next)
        {
            self.amend(place, pence(amendment.record.amount));
        }
    }

    fn take_coding_out(&mut self, place: Place) {
        let next = self
            .charges
            .get_mut(place.index())
            .map(|state| advance(&mut state.coded_out));
        if let Some(next) = next
            && let Some(record) = self.account.charges.get(place.index())
            && let Some(coded_out) = record.coded_out().get(next)
        {
            self.code_out(place, pence(coded_out.record.amount));
        }
    }

    fn take_standing_over(&mut self, place: Place) {
        if let Some(record) = self.account.charges.get(place.index())
            && let Some(state) = self.charges.get_mut(place.index())
            && let Some(stood_over) = record.stood_over().get(advance(&mut state.stood_overs))
        {
            state.stood_over = pence(stood_over.record.amount);
            self.queue(place);
        }
    }

    fn receive(&mut self, place: Place) {
        let turn = self.arrival();
        let Some(record) = self.account.credits.get(place.index()) else {
            return;
        };
        let pages = &mut *self.pages;
        let Some(state) = pages.credits.get_mut(place.index()) else {
            return;
        };
        let amount = pence(record.source().amount());
        pages.here = pages.here.saturating_add(1);
        pages.left = pages.left.wrapping_add(amount);
        state.here = true;
        state.turn = turn;
        state.received = pages.today;
        state.free = amount;
        state.pooled = true;
        pages.pool.add(turn, place);
        self.name(place, record.named);
    }

    fn direct(&mut self, place: Place) {
        if let Some(direction) = self.account.directions.get(place.index())
            && self
                .credits
                .get(direction.credit.index())
                .is_some_and(|credit| !credit.reversed)
        {
            self.free_credit(direction.credit);
            self.name(direction.credit, direction.target);
        }
    }

    /// Notes which charge a credit is to pay first.
    fn name(&mut self, credit: Place, target: Target) {
        let pages = &mut *self.pages;
        let Some(state) = pages.credits.get_mut(credit.index()) else {
            return;
        };
        state.target = target;
        if let Target::Charge(place) = target
            && let Some(charge) = pages.charges.get_mut(place.index())
        {
            charge.add_directed(&mut pages.pools_of_directed, state.turn, credit);
            pages.directed.push(place);
        }
    }

    fn reverse(&mut self, place: Place) {
        self.free_credit(place);
        let pages = &mut *self.pages;
        let Some(credit) = pages.credits.get_mut(place.index()) else {
            return;
        };
        pages.left = pages.left.wrapping_sub(credit.free);
        credit.reversed = true;
        credit.free = 0;
        credit.last_freed = Place::NOWHERE;
        credit.repaid = 0;
        // What went back of it went back for nothing: other credit has to cover it.
        let mut repaid = std::mem::replace(&mut credit.last_repaid, Place::NOWHERE);
        while let Some(slice) = self.repaid.get_mut(repaid.index()) {
            let (claim, amount) = (slice.claim, std::mem::take(&mut slice.amount));
            repaid = slice.before;
            self.repay(claim, amount);
        }
    }

    fn repay_claim(&mut self, claim: Place) {
        if let Some(record) = self.account.claims.get(claim.index())
            && let Some(Settled::Repaid(_)) = record.settled
        {
            self.repay(claim, pence(record.claimed.record.amount));
        }
    }
}

/// The place that a cursor points to; it moves on.
fn advance(cursor: &mut u32) -> usize {
    let place = usize::try_from(*cursor).unwrap_or(usize::MAX);
    *cursor = cursor.saturating_add(1);
    place
}

/// An amount in pence. The account admits only amounts that fit.
pub(crate) fn pence(amount: Money) -> i64 {
    i64::try_from(amount.pence()).unwrap_or(i64::MAX)
}
