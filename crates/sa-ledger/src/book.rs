//! The book of an account at work: what is open, what is left, and which slice of money lies where.
//!
//! Amounts are pence, all within [`LIMIT`](crate::LIMIT), so that sums and differences of an
//! account's amounts cannot wrap. A record's place in the account is its name here. Every state is plain
//! data, so that a book is made by a few allocations and copies.

use sa_model::{AccountHolder, Charge, Money, TaxYear};
use time::Date;

use crate::account::Account;
use crate::day::Day;
use crate::interest::{Counting, FreeDays};
use crate::place::Place;
use crate::priority::{Era, Priority};
use crate::queue::Queue;
use crate::record::Target;
use crate::rules::Rules;

/// The state of every charge and credit of an account after the work of a day.
#[derive(Debug)]
pub(crate) struct Book<'a> {
    pub(crate) account: &'a Account,
    pub(crate) rules: &'a Rules,
    pub(crate) today: Day,
    pub(crate) charges: Vec<ChargeState>,
    pub(crate) credits: Vec<CreditState>,
    pub(crate) slices: Vec<Slice>,
    pub(crate) freed: Vec<Freed>,
    pub(crate) free_days: FreeDays,
    /// What may be paid, the first to be paid in front; entries that nothing is due of any more are
    /// dropped when they come up.
    pub(crate) candidates: Queue<(Priority, Debt)>,
    /// Charges that are still too far ahead, by the day on which they become candidates.
    pub(crate) waiting: Queue<(i32, Place)>,
    pub(crate) pool: Pool,
    /// The credits that are directed to a charge, for each charge that has such.
    pub(crate) pools_of_directed: Vec<Pool>,
    /// Charges that credits are directed to and of which something new is to be paid.
    pub(crate) directed: Vec<Place>,
    arrivals: u32,
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

    /// All credits in it, the first to be used in front; some may be used up.
    pub(crate) fn credits(&self) -> impl DoubleEndedIterator<Item = Place> {
        self.credits
            .get(self.used..)
            .unwrap_or_default()
            .iter()
            .map(|&(_, credit)| credit)
    }
}

impl<'a> Book<'a> {
    /// The book of an account before its first day, for work up to `on`: the breathing spaces known
    /// by then count from the start.
    pub(crate) fn new(account: &'a Account, rules: &'a Rules, on: Date) -> Self {
        let mut free_days = FreeDays::default();
        for space in account
            .breathing_spaces
            .iter()
            .filter(|space| space.effective <= on)
        {
            let days = &space.record;
            free_days.add(days.from.to_julian_day(), days.to.to_julian_day());
        }
        let (charges, credits) = (account.charges.len(), account.credits.len());
        Self {
            account,
            rules,
            today: Day::FIRST,
            charges: vec![ChargeState::TO_COME; charges],
            credits: vec![CreditState::TO_COME; credits],
            // One for each charge, credit and interest charge, or about so many.
            slices: Vec::with_capacity(charges.saturating_mul(2).saturating_add(credits)),
            freed: Vec::new(),
            free_days,
            candidates: Queue::with_capacity(charges),
            waiting: Queue::with_capacity(charges.min(16)),
            pool: Pool {
                credits: Vec::with_capacity(credits.min(8)),
                used: 0,
            },
            pools_of_directed: Vec::new(),
            directed: Vec::new(),
            arrivals: 0,
            codes_out: false,
            repaid: Vec::new(),
            uncovered: 0,
        }
    }

    /// How interest is counted.
    pub(crate) fn counting(&self) -> Counting<'_> {
        counting(self.rules, &self.free_days)
    }

    /// The next number in the order of arrival.
    pub(crate) fn arrival(&mut self) -> u32 {
        let arrival = self.arrivals;
        self.arrivals = arrival.saturating_add(1);
        arrival
    }

    /// Whether every slice is money set against a charge: none was freed, none is coded out.
    pub(crate) const fn all_slices_tell(&self) -> bool {
        self.freed.is_empty() && !self.codes_out
    }

    /// What is still to be paid of a charge.
    pub(crate) fn outstanding(&self, charge: Place) -> Money {
        let pence = self
            .charges
            .get(charge.index())
            .map_or(0, ChargeState::outstanding);
        Money::from_pence_i64(pence)
    }

    /// The credit that no charge has used and no repayment has taken.
    pub(crate) fn free(&self) -> Money {
        let free = self
            .pool
            .credits()
            .filter_map(|credit| self.credits.get(credit.index()));
        Money::from_pence_i64(free.fold(0, |sum, credit| sum.saturating_add(credit.free)))
    }

    /// How many days before its due date a charge becomes a candidate.
    pub(crate) fn look_ahead(&self, charge: &Charge) -> u16 {
        let days = &self.rules.look_ahead;
        match (&self.account.holder, self.mtd_from()) {
            (AccountHolder::Vat(_), _) => days.vat_days,
            (AccountHolder::Itsa(_), None) => days.self_assessment_days,
            (AccountHolder::Itsa(_), first) => match Era::of(charge, first) {
                Era::Legacy => days.self_assessment_days,
                Era::MakingTaxDigital => days.making_tax_digital_days,
            },
        }
    }

    /// The first tax year in Making Tax Digital, for a taxpayer who is in it.
    pub(crate) fn mtd_from(&self) -> Option<TaxYear> {
        self.account.mtd_from()
    }
}

/// How interest is counted under rules, some days being free of it.
pub(crate) const fn counting<'a>(rules: &'a Rules, free: &'a FreeDays) -> Counting<'a> {
    Counting {
        day_count: rules.day_count,
        rates: &rules.rates,
        free,
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
