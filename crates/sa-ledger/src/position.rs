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
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// let before = account.position(day("2026-03-01")?);
    /// assert_eq!((before.charges[1].amount, before.charges[1].paid), (pounds("400.00")?, Money::ZERO));
    /// let after = account.position(day("2026-03-02")?);
    /// assert_eq!(after.charges[1].paid, pounds("300.00")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn position(&self, on: Date) -> Position<'_> {
        self.position_under(on, Rules::built_in())
    }

    /// The same under other rules.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// // At 10 % all the time: 30 days on 1,200.00.
    /// let rules: Rules = serde_json::from_str(
    ///     r#"{"rates":[{"from":"2020-01-01","latePercent":10,"repaymentPercent":1}]}"#,
    /// )?;
    /// let position = account.position_under(day("2026-03-02")?, &rules);
    /// let interest = position.charges[0].interest.as_ref().ok_or("late")?;
    /// assert_eq!(interest.charged, pounds("9.86")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn position_under(&self, on: Date, rules: &Rules) -> Position<'_> {
        replay::on(self, rules, on, |book| book.position(self, on))
    }
}

impl Book<'_> {
    /// The position, which borrows from the account and from nothing else of the book.
    fn position<'a>(&self, account: &'a Account, on: Date) -> Position<'a> {
        let claims = account.claims.iter();
        let places = Places {
            charges: Missing::of(self.charges.iter().map(|state| state.raised), self.raised),
            credits: Missing::of(self.credits.iter().map(|state| state.here), self.here),
            claims: Missing::of(
                claims.clone().map(|claim| claim.claimed.effective <= on),
                claims
                    .clone()
                    .filter(|claim| claim.claimed.effective <= on)
                    .count(),
            ),
        };
        // All are told, and what is not here is left out after that: mostly there is none.
        let charges = account.charges.iter().zip(&self.charges);
        let mut charges: Vec<_> = charges
            .map(|(record, state)| self.charge_position(record, state, on))
            .collect();
        places
            .charges
            .leave_out(&mut charges, self.charges.iter().map(|state| state.raised));
        let credits = account.credits.iter().zip(&self.credits);
        let mut credits: Vec<_> = credits
            .map(|(record, state)| credit_position(record, state, on))
            .collect();
        places
            .credits
            .leave_out(&mut credits, self.credits.iter().map(|state| state.here));
        let mut allocations: Vec<_> = if places.are_those_of_the_account() {
            let told = |slice: &Slice| slice.told(slice.credit.index(), slice.debt.place().index());
            self.slices.iter().map(told).collect()
        } else {
            let told = |slice| places.allocation(slice);
            self.slices.iter().map(told).collect()
        };
        if !self.all_slices_tell() {
            let mut slices = self.slices.iter();
            allocations.retain(|_slice| slices.next().is_some_and(Slice::is_allocation));
        }
        Position {
            on,
            charges,
            credits,
            allocations,
            claims: claims
                .filter_map(|claim| claim_position(claim, on))
                .collect(),
            repayments: places.repaid(self),
            penalties: self
                .late_payment_penalties(|place| ChargeIndex(places.charges.index(place))),
            filing_penalties: self.late_filing_penalties(),
            repaid_without_cover: Money::from_pence_i64(self.uncovered),
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
    /// Whether nothing is left out, so that a record stands in the position where it does in the
    /// account.
    const fn are_those_of_the_account(&self) -> bool {
        self.charges.0.is_none() && self.credits.0.is_none()
    }

    fn allocation(&self, slice: &Slice) -> Allocation {
        let charge = self.charges.index(slice.debt.place());
        slice.told(self.credits.index(slice.credit), charge)
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
    /// Of records of which so many are here.
    fn of(here: impl ExactSizeIterator<Item = bool>, count: usize) -> Self {
        if count >= here.len() {
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

    /// Leaves out of all that was told what is not here.
    fn leave_out<T>(&self, told: &mut Vec<T>, mut here: impl Iterator<Item = bool>) {
        if self.0.is_some() {
            told.retain(|_told| here.next().unwrap_or_default());
        }
    }
}

impl Slice {
    /// The slice of a credit and of a charge that stand at such places of the position.
    fn told(&self, credit: usize, charge: usize) -> Allocation {
        Allocation {
            credit: CreditIndex(credit),
            to: match self.debt {
                Debt::Charge(_) => AllocatedTo::Charge(ChargeIndex(charge)),
                Debt::InterestOn(_) => AllocatedTo::InterestOn(ChargeIndex(charge)),
            },
            amount: Money::from_pence_i64(self.amount),
            effective: self.effective.date,
            made: self.made.date,
        }
    }

    /// Whether it is money set against a charge: not freed, not coded out.
    fn is_allocation(&self) -> bool {
        self.amount > 0 && self.credit != Place::NOWHERE
    }
}

impl Book<'_> {
    fn charge_position<'r>(
        &self,
        record: &'r ChargeRecord,
        state: &ChargeState,
        on: Date,
    ) -> ChargePosition<'r> {
        let cleared = self.cleared(state);
        let (amendments, coded_out) = match &record.changes {
            None => (&[][..], &[][..]),
            Some(changes) => (
                up_to(&changes.amendments, on),
                up_to(&changes.coded_out, on),
            ),
        };
        let outstanding = state.outstanding();
        ChargePosition {
            charge: &record.raised.record,
            raised: record.raised.effective,
            recorded: record.raised.recorded,
            amendments,
            coded_out,
            amount: Money::from_pence_i64(state.amount),
            paid: Money::from_pence_i64(state.paid),
            coded: Money::from_pence_i64(state.coded),
            outstanding: Money::from_pence_i64(outstanding),
            stood_over: Money::from_pence_i64(state.stood_over.min(outstanding)),
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
