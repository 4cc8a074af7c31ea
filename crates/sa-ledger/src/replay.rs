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

/// The book of an account at the end of a day.
pub(crate) fn run<'a>(account: &'a Account, rules: &'a Rules, on: Date) -> Book<'a> {
    each_day(account, rules, on, |_book| {})
}

/// The same, calling `visit` at the end of every day on which something happened.
pub(crate) fn each_day<'a>(
    account: &'a Account,
    rules: &'a Rules,
    on: Date,
    mut visit: impl FnMut(&Book<'a>),
) -> Book<'a> {
    let mut book = Book::new(account, rules, on);
    let on = Day::of(on);
    let mut events = account
        .timeline
        .iter()
        .take_while(|event| event.day <= on.number)
        .peekable();
    while let Some(&&Event { day, what }) = events.peek() {
        book.work_until(day, &mut visit);
        let date = account.date_of(what);
        book.today = date.map_or_else(|| Day::numbered(day), |date| Day { number: day, date });
        let mut settled = false;
        while let Some(event) = events.next_if(|event| event.day == day) {
            if let What::Repaid(claim) = event.what {
                // Repayments come last in a day: only what no charge has used goes back.
                if !settled {
                    book.settle();
                    settled = true;
                }
                book.repay_claim(claim);
            } else {
                book.take(event.what);
            }
        }
        book.settle();
        visit(&book);
    }
    book.work_until(on.number.saturating_add(1), &mut visit);
    book.today = on;
    book
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
    /// Works through the days before `day` on which a charge becomes a candidate while credit
    /// waits for one.
    fn work_until(&mut self, day: i32, visit: &mut impl FnMut(&Self)) {
        while self.pool.first().is_some()
            && let Some((opens, _)) = self.waiting.first()
            && opens < day
        {
            if opens > self.today.number {
                self.today = Day::numbered(opens);
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
        let priority = Priority::of(charge, due, Era::of(charge, self.mtd_from()), arrival);
        let opens = due
            .saturating_sub(i32::from(self.look_ahead(charge)))
            .saturating_add(1);
        let bears_interest = self.rules.bears_interest(charge);
        let Some(state) = self.charges.get_mut(place.index()) else {
            return;
        };
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
        let Some(state) = self.credits.get_mut(place.index()) else {
            return;
        };
        state.here = true;
        state.turn = turn;
        state.received = self.today;
        state.free = pence(record.source().amount());
        state.pooled = true;
        self.pool.add(turn, place);
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
        if let Some(state) = self.credits.get_mut(credit.index()) {
            state.target = target;
        }
        if let Target::Charge(charge) = target
            && let Some(state) = self.charges.get_mut(charge.index())
            && let Some(credit_state) = self.credits.get(credit.index())
        {
            state.add_directed(&mut self.pools_of_directed, credit_state.turn, credit);
            self.directed.push(charge);
        }
    }

    fn reverse(&mut self, place: Place) {
        self.free_credit(place);
        let Some(credit) = self.credits.get_mut(place.index()) else {
            return;
        };
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
