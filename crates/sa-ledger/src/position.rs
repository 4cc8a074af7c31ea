//! `Account::position`: the book of a day, told as a `Position`.

use sa_model::{
    AllocatedTo, Allocation, ChargeIndex, ChargePosition, ClaimIndex, ClaimOutcome, ClaimPosition,
    CreditIndex, CreditPosition, InterestPosition, Money, Position, RepaidSlice,
};
use time::Date;

use crate::account::Account;
use crate::book::{Book, ChargeState, CreditState, Debt, NOWHERE, Repaid, Slice};
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
        let mut places = Places::default();
        let mut charges = Vec::with_capacity(self.charges.len());
        for (record, state) in self.charges.iter().zip(&book.charges) {
            places.charges.push(charges.len());
            if state.raised {
                charges.push(book.charge_position(record, state, on));
            }
        }
        let mut credits = Vec::with_capacity(self.credits.len());
        for (record, state) in self.credits.iter().zip(&book.credits) {
            places.credits.push(credits.len());
            if state.here {
                credits.push(credit_position(record, state, on));
            }
        }
        let mut claims = Vec::with_capacity(self.claims.len());
        for record in &self.claims {
            places.claims.push(claims.len());
            claims.extend(claim_position(record, on));
        }
        let allocations = book
            .slices
            .iter()
            .filter(|slice| slice.amount > 0 && slice.credit != NOWHERE)
            .filter_map(|slice| allocation(slice, &places, &credits))
            .collect();
        Position {
            on,
            charges,
            credits,
            allocations,
            claims,
            repayments: book
                .repaid
                .iter()
                .filter_map(|repaid| places.repaid(repaid))
                .collect(),
            penalties: book.late_payment_penalties(&places.charges),
            repaid_without_cover: Money::from_pence_i64(book.uncovered),
        }
    }
}

/// Where the account's records stand in the position, which leaves out those still to come.
#[derive(Default)]
struct Places {
    charges: Vec<usize>,
    credits: Vec<usize>,
    claims: Vec<usize>,
}

impl Places {
    fn repaid(&self, repaid: &Repaid) -> Option<RepaidSlice> {
        Some(RepaidSlice {
            claim: ClaimIndex(*self.claims.get(repaid.claim)?),
            credit: CreditIndex(*self.credits.get(repaid.credit)?),
            amount: Some(Money::from_pence_i64(repaid.amount))
                .filter(|amount| !amount.is_zero())?,
        })
    }
}

impl Book<'_> {
    fn charge_position<'a>(
        &self,
        record: &'a ChargeRecord,
        state: &ChargeState,
        on: Date,
    ) -> ChargePosition<'a> {
        let cleared = self.clearing(state, on);
        ChargePosition {
            charge: &record.raised.record,
            raised: record.raised.effective,
            recorded: record.raised.recorded,
            amendments: up_to(&record.amendments, on),
            coded_out: up_to(&record.coded_out, on),
            amount: Money::from_pence_i64(state.amount),
            paid: Money::from_pence_i64(state.paid),
            coded: Money::from_pence_i64(state.coded),
            outstanding: Money::from_pence_i64(state.outstanding()),
            stood_over: Money::from_pence_i64(state.stood_over.min(state.outstanding())),
            last_cleared: cleared
                .last_made
                .and_then(|day| Date::from_julian_day(day).ok()),
            interest: self.interest_position(record, state, &cleared),
        }
    }

    /// When a charge was cleared, as far as it was.
    fn clearing(&self, state: &ChargeState, on: Date) -> Clearing {
        let mut clearing = Clearing {
            on: on.to_julian_day(),
            last_made: None,
            last_effective: None,
        };
        let mut place = state.last_slice;
        while let Some(slice) = self.slices.get(place) {
            if slice.amount > 0 {
                clearing.last_made = clearing.last_made.max(Some(slice.made));
                clearing.last_effective = clearing.last_effective.max(Some(slice.effective));
            }
            place = slice.before_on_debt;
        }
        clearing
    }

    fn interest_position(
        &self,
        record: &ChargeRecord,
        state: &ChargeState,
        clearing: &Clearing,
    ) -> Option<InterestPosition> {
        let due = state.priority.due;
        let open = state.outstanding() > 0;
        let to = if open {
            Some(clearing.on)
        } else {
            clearing.last_effective
        }?;
        if to <= due || !state.bears_interest {
            return None;
        }
        let running = self.counting().late(state.outstanding(), due, to);
        let accruing = match state.interest {
            None => state.slice_interest.saturating_add(running),
            Some(_) => 0,
        };
        let (charged, paid) = state
            .interest
            .map_or((0, 0), |interest| (interest.amount, interest.paid));
        let charged_on = state.interest.map(|interest| interest.charged);
        Some(InterestPosition {
            from: record.raised.record.due,
            to: Date::from_julian_day(to).ok()?,
            rate_percent: self.counting().late_rate(to).unwrap_or_default().decimal(),
            accruing: Money::from_pence_i64(accruing),
            charged: Money::from_pence_i64(charged),
            outstanding: Money::from_pence_i64(charged.saturating_sub(paid)),
            charged_on: charged_on.and_then(|day| Date::from_julian_day(day).ok()),
        })
    }
}

/// The day of the position, and the last days of a charge's slices.
struct Clearing {
    on: i32,
    last_made: Option<i32>,
    last_effective: Option<i32>,
}

fn credit_position<'a>(
    record: &'a CreditRecord,
    state: &CreditState,
    on: Date,
) -> CreditPosition<'a> {
    CreditPosition {
        source: record.source(),
        effective: record.effective,
        recorded: record.recorded,
        allocated: Money::from_pence_i64(state.allocated),
        repaid: Money::from_pence_i64(state.repaid),
        unallocated: Money::from_pence_i64(state.free),
        reversed: record
            .reversed
            .as_ref()
            .map(|reversed| reversed.effective)
            .filter(|day| *day <= on),
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
    (requested <= on).then_some(ClaimPosition {
        claim: &record.claimed.record,
        requested,
        outcome,
    })
}

fn allocation(
    slice: &Slice,
    places: &Places,
    credits: &[CreditPosition<'_>],
) -> Option<Allocation> {
    let credit = *places.credits.get(slice.credit)?;
    Some(Allocation {
        credit: CreditIndex(credit),
        to: match slice.debt {
            Debt::Charge(place) => AllocatedTo::Charge(ChargeIndex(*places.charges.get(place)?)),
            Debt::InterestOn(place) => {
                AllocatedTo::InterestOn(ChargeIndex(*places.charges.get(place)?))
            }
        },
        amount: Money::from_pence_i64(slice.amount),
        effective: credits.get(credit)?.effective,
        made: Date::from_julian_day(slice.made).ok()?,
    })
}
