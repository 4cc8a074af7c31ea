//! `Account::position`: the book of a day, told as a `Position`.

use sa_model::{
    AllocatedTo, Allocation, ChargeIndex, ChargePosition, ClaimIndex, ClaimOutcome, ClaimPosition,
    CreditIndex, CreditPosition, InterestPosition, Money, Position, RepaidSlice,
};
use time::Date;

use crate::account::Account;
use crate::book::{Book, ChargeState, Cleared, CreditState, Debt, Slice};
use crate::place::Place;
use crate::record::{ChargeRecord, ClaimRecord, CreditRecord, Settled, up_to};
use crate::replay;
use crate::rules::Rules;

impl Account {
    /// All that there is to say of the account as of the end of a day, under the built-in rules.
    /// It depends on no entry that takes effect later.
    pub fn position(&self, on: Date) -> Position<'_> {
        self.position_under(on, Rules::built_in())
    }

    /// The same under other rules.
    pub fn position_under(&self, on: Date, rules: &Rules) -> Position<'_> {
        let book = replay::run(self, rules, on);
        let places = Places {
            charges: Missing::of(book.charges.iter().map(|state| state.raised)),
            credits: Missing::of(book.credits.iter().map(|state| state.here)),
            claims: Missing::of(
                self.claims
                    .iter()
                    .map(|claim| claim.claimed.effective <= on),
            ),
        };
        let told = book.slices.iter().filter(|slice| slice.is_allocation());
        Position {
            on,
            charges: places.charges.tell(
                self.charges.iter().zip(&book.charges),
                |(_, state)| state.raised,
                |(record, state)| book.charge_position(record, state, on),
            ),
            credits: places.credits.tell(
                self.credits.iter().zip(&book.credits),
                |(_, state)| state.here,
                |(record, state)| credit_position(record, state, on),
            ),
            allocations: if book.all_slices_tell() {
                book.slices
                    .iter()
                    .map(|slice| places.allocation(slice))
                    .collect()
            } else {
                told.map(|slice| places.allocation(slice)).collect()
            },
            claims: self
                .claims
                .iter()
                .filter_map(|claim| claim_position(claim, on))
                .collect(),
            repayments: places.repaid(&book),
            penalties: book
                .late_payment_penalties(|place| ChargeIndex(places.charges.index(place))),
            filing_penalties: book.late_filing_penalties(),
            repaid_without_cover: Money::from_pence_i64(book.uncovered),
        }
    }
}

/// Where the account's records stand in the position, which leaves out those still to come.
struct Places {
    charges: Missing,
    credits: Missing,
    claims: Missing,
}

impl Places {
    fn allocation(&self, slice: &Slice) -> Allocation {
        Allocation {
            credit: CreditIndex(self.credits.index(slice.credit)),
            to: match slice.debt {
                Debt::Charge(place) => AllocatedTo::Charge(ChargeIndex(self.charges.index(place))),
                Debt::InterestOn(place) => {
                    AllocatedTo::InterestOn(ChargeIndex(self.charges.index(place)))
                }
            },
            amount: Money::from_pence_i64(slice.amount),
            effective: slice.effective.date,
            made: slice.made.date,
        }
    }

    fn repaid(&self, book: &Book<'_>) -> Vec<RepaidSlice> {
        let repaid = book.repaid.iter().filter(|repaid| repaid.amount > 0);
        repaid
            .map(|repaid| RepaidSlice {
                claim: ClaimIndex(self.claims.index(repaid.claim)),
                credit: CreditIndex(self.credits.index(repaid.credit)),
                amount: Money::from_pence_i64(repaid.amount),
            })
            .collect()
    }
}

/// How many records are missing before each; nothing where none is missing at all.
struct Missing(Option<Vec<usize>>);

impl Missing {
    fn of(here: impl Iterator<Item = bool> + Clone) -> Self {
        if here.clone().all(|here| here) {
            return Self(None);
        }
        let mut count = 0_usize;
        let missing = here.map(|here| {
            let before = count;
            count = count.saturating_add(usize::from(!here));
            before
        });
        Self(Some(missing.collect()))
    }

    /// Where a record stands that is here.
    fn index(&self, place: Place) -> usize {
        let place = place.index();
        let missing = self.0.as_ref().and_then(|missing| missing.get(place));
        missing.map_or(place, |missing| place.saturating_sub(*missing))
    }

    /// Tells all that are here. Where all are, their number is known, and each is written straight
    /// to its place.
    fn tell<R, T>(
        &self,
        all: impl Iterator<Item = R>,
        here: impl Fn(&R) -> bool,
        told: impl Fn(R) -> T,
    ) -> Vec<T> {
        match self.0 {
            None => all.map(told).collect(),
            Some(_) => all.filter(here).map(told).collect(),
        }
    }
}

impl Slice {
    /// Whether it is money set against a charge: not freed, not coded out.
    fn is_allocation(&self) -> bool {
        self.amount > 0 && self.credit != Place::NOWHERE
    }
}

impl Book<'_> {
    fn charge_position<'a>(
        &self,
        record: &'a ChargeRecord,
        state: &ChargeState,
        on: Date,
    ) -> ChargePosition<'a> {
        let cleared = self.cleared(state);
        ChargePosition {
            charge: &record.raised.record,
            raised: record.raised.effective,
            recorded: record.raised.recorded,
            amendments: up_to(record.amendments(), on),
            coded_out: up_to(record.coded_out(), on),
            amount: Money::from_pence_i64(state.amount),
            paid: Money::from_pence_i64(state.paid),
            coded: Money::from_pence_i64(state.coded),
            outstanding: Money::from_pence_i64(state.outstanding()),
            stood_over: Money::from_pence_i64(state.stood_over.min(state.outstanding())),
            last_cleared: cleared.map(|cleared| cleared.made.date),
            interest: self.interest_position(record, state, cleared),
        }
    }

    /// When a charge was cleared, as far as it was.
    pub(crate) fn cleared(&self, state: &ChargeState) -> Option<Cleared> {
        if !state.freed {
            return state.latest;
        }
        let mut cleared: Option<Cleared> = None;
        let mut place = state.last_slice;
        while let Some(slice) = self.slices.get(place.index()) {
            if slice.amount > 0 {
                let (made, effective) = cleared.map_or((slice.made, slice.effective), |so_far| {
                    (
                        so_far.made.max(slice.made),
                        so_far.effective.max(slice.effective),
                    )
                });
                cleared = Some(Cleared { made, effective });
            }
            place = slice.before_on_debt;
        }
        cleared
    }

    fn interest_position(
        &self,
        record: &ChargeRecord,
        state: &ChargeState,
        cleared: Option<Cleared>,
    ) -> Option<InterestPosition> {
        let (due, open) = (state.priority.due, state.outstanding());
        let to = if open > 0 {
            self.today
        } else {
            cleared?.effective
        };
        if to.number <= due || !state.bears_interest {
            return None;
        }
        let counting = self.counting();
        let accruing = match state.interest {
            None => state
                .slice_interest
                .saturating_add(counting.late(open, due, to.number)),
            Some(_) => 0,
        };
        let (charged, paid) = state
            .interest
            .map_or((0, 0), |interest| (interest.amount, interest.paid));
        Some(InterestPosition {
            from: record.raised.record.due,
            to: to.date,
            rate_percent: counting.late_rate(to.number).unwrap_or_default().decimal(),
            accruing: Money::from_pence_i64(accruing),
            charged: Money::from_pence_i64(charged),
            outstanding: Money::from_pence_i64(charged.saturating_sub(paid)),
            charged_on: state.interest.map(|interest| interest.charged.date),
        })
    }
}

fn credit_position<'a>(
    record: &'a CreditRecord,
    state: &CreditState,
    on: Date,
) -> CreditPosition<'a> {
    let reversed = record.reversed.as_ref().map(|reversed| reversed.effective);
    CreditPosition {
        source: record.source(),
        effective: record.effective,
        recorded: record.recorded,
        allocated: Money::from_pence_i64(state.allocated),
        repaid: Money::from_pence_i64(state.repaid),
        unallocated: Money::from_pence_i64(state.free),
        reversed: reversed.filter(|day| *day <= on),
    }
}

fn claim_position(record: &ClaimRecord, on: Date) -> Option<ClaimPosition<'_>> {
    let requested = record.claimed.effective;
    let outcome = match &record.settled {
        Some(settled) if settled.effective() > on => ClaimOutcome::Pending,
        Some(Settled::Repaid(repaid)) => ClaimOutcome::Repaid {
            on: repaid.effective,
            interest: repaid.record.interest,
        },
        Some(Settled::Withdrawn(withdrawn)) => ClaimOutcome::Withdrawn {
            on: withdrawn.effective,
        },
        None => ClaimOutcome::Pending,
    };
    let claim = &record.claimed.record;
    (requested <= on).then_some(ClaimPosition {
        claim,
        requested,
        outcome,
    })
}
