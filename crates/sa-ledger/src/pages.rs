//! The pages of a book: what stands of every charge and credit, and which slice of money lies where.
//!
//! Amounts are pence, all within [`LIMIT`](crate::LIMIT), so that sums and differences of an
//! account's amounts cannot wrap. A record's place in the account is its name here. Every state is
//! plain data, so that pages are made by a few allocations and copies, and can be used again.

use crate::account::Account;
use crate::account::memory::room;
use crate::day::Day;
use crate::interest::FreeDays;
use crate::place::Place;
use crate::pool::Pool;
use crate::priority::Priority;
use crate::queue::Queue;
use crate::record::Target;

/// The state of every charge and credit of an account after the work of a day.
#[derive(Debug)]
pub(crate) struct Pages {
    pub(crate) today: Day,
    /// How many of the account's events are worked in.
    pub(crate) worked: usize,
    /// How many slices there were before today.
    pub(crate) slices_before_today: usize,
    /// Whether a repayment of today is worked in.
    pub(crate) repaid_today: bool,
    /// The first day, later than all that was worked, from which a breathing space is known.
    pub(crate) next_space: i32,
    pub(crate) charges: Vec<ChargeState>,
    pub(crate) credits: Vec<CreditState>,
    /// How many of them are raised, and here.
    pub(crate) raised: usize,
    pub(crate) here: usize,
    pub(crate) slices: Vec<Slice>,
    pub(crate) freed: Vec<Freed>,
    pub(crate) free_days: FreeDays,
    /// What may be paid, the first to be paid in front; entries that nothing is due of any more are
    /// dropped when they come up.
    pub(crate) candidates: Queue<(Priority, Debt)>,
    /// Charges that are still too far ahead, by the day on which they become candidates.
    pub(crate) waiting: Queue<(i32, Place)>,
    pub(crate) pool: Pool,
    /// What is left of all credits: no charge has used it, no repayment has taken it.
    pub(crate) left: i64,
    /// The credits that are directed to a charge, for each charge that has such.
    pub(crate) pools_of_directed: Vec<Pool>,
    /// Charges that credits are directed to and of which something new is to be paid.
    pub(crate) directed: Vec<Place>,
    pub(crate) arrivals: u32,
    /// Whether anything was coded out.
    pub(crate) codes_out: bool,
    /// What was repaid, claim by claim; nothing once its payment did not stand.
    pub(crate) repaid: Vec<Repaid>,
    /// Repaid money that no credit covers any more.
    pub(crate) uncovered: i64,
}

/// What can be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Debt {
    Charge(Place),
    InterestOn(Place),
}

impl Debt {
    /// The charge that it is, or is about.
    pub(crate) const fn place(self) -> Place {
        match self {
            Self::Charge(place) | Self::InterestOn(place) => place,
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct ChargeState {
    pub(crate) priority: Priority,
    pub(crate) raised: bool,
    pub(crate) bears_interest: bool,
    /// The first day on which credit is set against it.
    pub(crate) opens: i32,
    pub(crate) amount: i64,
    pub(crate) paid: i64,
    pub(crate) coded: i64,
    pub(crate) stood_over: i64,
    /// The interest on the slices that have cleared part of it late.
    pub(crate) slice_interest: i64,
    /// The interest charged when it was cleared.
    pub(crate) interest: Option<InterestCharge>,
    /// The newest slice that cleared part of it, and of the interest charged.
    pub(crate) last_slice: Place,
    pub(crate) last_interest_slice: Place,
    /// Which pool holds the credits that were directed to it; [`Place::NOWHERE`] if none were.
    pub(crate) directed: Place,
    /// The last day on which a slice cleared part of it, and the latest day of payment, by the
    /// slices since the last one was freed.
    pub(crate) latest: Option<Cleared>,
    /// Whether a slice was freed, so that `latest` may be wrong.
    pub(crate) freed: bool,
    pub(crate) amended: u32,
    pub(crate) coded_out: u32,
    pub(crate) stood_overs: u32,
}

/// How far a charge was cleared in time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cleared {
    /// The last day on which something was set against it.
    pub(crate) made: Day,
    /// The latest effective day of payment.
    pub(crate) effective: Day,
}

/// Interest that was charged on the day its charge was cleared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InterestCharge {
    pub(crate) charged: Day,
    pub(crate) amount: i64,
    pub(crate) paid: i64,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct CreditState {
    pub(crate) received: Day,
    /// Which credit of the account came first, second and so on; the order of use.
    pub(crate) turn: u32,
    pub(crate) here: bool,
    pub(crate) reversed: bool,
    pub(crate) target: Target,
    pub(crate) allocated: i64,
    pub(crate) repaid: i64,
    /// What is left: all of it, and of that what came back from charges.
    pub(crate) free: i64,
    pub(crate) last_freed: Place,
    pub(crate) last_slice: Place,
    pub(crate) last_repaid: Place,
    pub(crate) pooled: bool,
}

/// Money of one credit that cleared part of a charge or its interest; nothing once it was freed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slice {
    /// [`Place::NOWHERE`] for what was coded out.
    pub(crate) credit: Place,
    pub(crate) debt: Debt,
    pub(crate) amount: i64,
    /// The late-payment interest on it.
    pub(crate) interest: i64,
    /// The day up to which interest runs: the effective date of payment.
    pub(crate) effective: Day,
    /// The day it was set against the charge.
    pub(crate) made: Day,
    /// The slice before it on the same charge, and of the same credit.
    pub(crate) before_on_debt: Place,
    pub(crate) before_of_credit: Place,
}

/// Money that came back from a charge, as yet unused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Freed {
    pub(crate) charge: Place,
    pub(crate) amount: i64,
    pub(crate) before: Place,
}

/// Money of a credit that was repaid on a claim.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Repaid {
    pub(crate) claim: Place,
    pub(crate) credit: Place,
    pub(crate) amount: i64,
    /// What was repaid of the same credit before.
    pub(crate) before: Place,
}

impl Pages {
    /// Pages without anything on them.
    pub(crate) fn blank() -> Self {
        Self {
            today: Day::FIRST,
            worked: 0,
            slices_before_today: 0,
            repaid_today: false,
            next_space: i32::MAX,
            charges: Vec::new(),
            credits: Vec::new(),
            raised: 0,
            here: 0,
            slices: Vec::new(),
            freed: Vec::new(),
            free_days: FreeDays::default(),
            candidates: Queue::default(),
            waiting: Queue::default(),
            pool: Pool::EMPTY,
            left: 0,
            pools_of_directed: Vec::new(),
            directed: Vec::new(),
            arrivals: 0,
            codes_out: false,
            repaid: Vec::new(),
            uncovered: 0,
        }
    }

    /// Wipes them for an account before its first day, for work up to `on`: the breathing spaces
    /// known by then count from the start.
    pub(crate) fn begin(&mut self, account: &Account, on: i32) {
        self.today = Day::FIRST;
        self.worked = 0;
        self.slices_before_today = 0;
        self.repaid_today = false;
        self.next_space = i32::MAX;
        self.charges.clear();
        self.credits.clear();
        self.raised = 0;
        self.here = 0;
        self.slices.clear();
        self.freed.clear();
        self.free_days.clear();
        self.candidates.clear();
        self.waiting.clear();
        self.pool.clear();
        self.left = 0;
        self.pools_of_directed.clear();
        self.directed.clear();
        self.arrivals = 0;
        self.codes_out = false;
        self.repaid.clear();
        self.uncovered = 0;
        self.make_room(account);
        let (charges, credits) = (account.charges.len(), account.credits.len());
        // One for each charge, credit and interest charge, or about so many.
        let slices = charges.saturating_mul(2).saturating_add(credits);
        self.slices.reserve(slices);
        self.candidates.reserve(charges);
        for space in &account.breathing_spaces {
            let known = space.effective.to_julian_day();
            if known <= on {
                let days = &space.record;
                let (from, to) = (days.from.to_julian_day(), days.to.to_julian_day());
                self.free_days.add(from, to);
            } else {
                self.next_space = self.next_space.min(known);
            }
        }
    }

    /// Makes room for the records that the account has by now.
    pub(crate) fn make_room(&mut self, account: &Account) {
        self.charges
            .resize(account.charges.len(), ChargeState::TO_COME);
        self.credits
            .resize(account.credits.len(), CreditState::TO_COME);
    }

    /// Turns to a day.
    pub(crate) fn turn_to(&mut self, day: Day) {
        if day.number != self.today.number {
            self.slices_before_today = self.slices.len();
            self.repaid_today = false;
        }
        self.today = day;
    }

    /// About how many bytes they take, themselves included.
    pub(crate) fn memory(&self) -> usize {
        let lists = [
            room(&self.charges),
            room(&self.credits),
            room(&self.slices),
            room(&self.freed),
            room(&self.repaid),
            room(&self.directed),
            room(&self.pools_of_directed),
            self.candidates.memory(),
            self.waiting.memory(),
            self.pool.memory(),
        ];
        lists
            .into_iter()
            .fold(size_of::<Self>(), usize::saturating_add)
    }

    /// About how many records they have room for.
    pub(crate) fn room(&self) -> usize {
        let states = self
            .charges
            .capacity()
            .saturating_add(self.credits.capacity());
        states.saturating_add(self.slices.capacity())
    }

    /// The next number in the order of arrival.
    pub(crate) fn arrival(&mut self) -> u32 {
        let arrival = self.arrivals;
        self.arrivals = arrival.wrapping_add(1);
        arrival
    }

    /// Whether every slice is money set against a charge: none was freed, none is coded out.
    pub(crate) const fn all_slices_tell(&self) -> bool {
        self.freed.is_empty() && !self.codes_out
    }
}

impl ChargeState {
    /// A charge that is not raised yet.
    const TO_COME: Self = Self {
        priority: Priority::LAST,
        raised: false,
        bears_interest: false,
        opens: i32::MAX,
        amount: 0,
        paid: 0,
        coded: 0,
        stood_over: 0,
        slice_interest: 0,
        interest: None,
        last_slice: Place::NOWHERE,
        last_interest_slice: Place::NOWHERE,
        directed: Place::NOWHERE,
        latest: None,
        freed: false,
        amended: 0,
        coded_out: 0,
        stood_overs: 0,
    };

    /// What is still to be paid, the part in dispute included.
    pub(crate) const fn outstanding(&self) -> i64 {
        self.amount.wrapping_sub(self.paid).wrapping_sub(self.coded)
    }

    /// What credit is set against without being told to: the part not in dispute.
    pub(crate) fn payable(&self) -> i64 {
        let payable = self.outstanding().wrapping_sub(self.stood_over);
        if payable > 0 { payable } else { 0 }
    }
}

impl CreditState {
    /// A credit that is not here yet.
    const TO_COME: Self = Self {
        received: Day::FIRST,
        turn: 0,
        here: false,
        reversed: false,
        target: Target::Nobody,
        allocated: 0,
        repaid: 0,
        free: 0,
        last_freed: Place::NOWHERE,
        last_slice: Place::NOWHERE,
        last_repaid: Place::NOWHERE,
        pooled: false,
    };
}
