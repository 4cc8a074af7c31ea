//! The same allocation as a hand-written loop over integers: pence in `i64`, days in `i32`, no
//! types, no records, no dates, no amendments, no directions, no penalties; what a program for this
//! one purpose would do. It tells what is owed and what interest there is on each charge, what is
//! left of each payment, and which money paid what.

use sa_ledger::{Account, RateTable};
use sa_model::{AllocatedTo, CreditSource, TransactionKind};

use crate::accounts::VALUED_ON;

/// An account as plain numbers, charges and payments each in the order of their days.
pub(crate) struct Plain {
    charges: Vec<PlainCharge>,
    /// Day and pence.
    payments: Vec<(i32, i64)>,
    /// First day, hundredths of a percent, days of the year.
    windows: Vec<(i32, i64, i64)>,
    today: i32,
}

struct PlainCharge {
    raised: i32,
    due: i32,
    sort: u8,
    pence: i64,
}

/// What is owed of a charge, the interest charged and what of it is owed, and what accrues.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct PlainPosition {
    outstanding: i64,
    charged: i64,
    interest_owed: i64,
    accruing: i64,
}

/// Money set against a charge or its interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlainSlice {
    payment: usize,
    charge: usize,
    on_interest: bool,
    pence: i64,
    effective: i32,
    made: i32,
}

/// What the loop tells: of the charges, of the payments what is left, and the slices.
pub(crate) type PlainPositions = (Vec<PlainPosition>, Vec<i64>, Vec<PlainSlice>);

struct State {
    position: PlainPosition,
    slice_interest: i64,
    charged_on: i32,
}

impl Plain {
    /// Takes an account apart.
    pub(crate) fn of(account: &Account) -> Self {
        let position = account.position(VALUED_ON);
        let charges = position.charges.iter().map(|charge| PlainCharge {
            raised: charge.raised.to_julian_day(),
            due: charge.charge.due.to_julian_day(),
            sort: [
                TransactionKind::BalancingCharge,
                TransactionKind::FirstPaymentOnAccount,
            ]
            .iter()
            .position(|kind| *kind == charge.charge.kind)
            .map_or(2, |place| u8::try_from(place).unwrap()),
            pence: i64::try_from(charge.charge.amount.pence()).unwrap(),
        });
        let payments = position.credits.iter().map(|credit| {
            let (CreditSource::Payment(_) | CreditSource::Credit(_)) = credit.source;
            let pence = i64::try_from(credit.source.amount().pence()).unwrap();
            (credit.effective.to_julian_day(), pence)
        });
        let mut windows: Vec<(i32, i64, i64)> = Vec::new();
        let changes = RateTable::built_in().changes().to_vec();
        for (place, change) in changes.iter().enumerate() {
            let end = changes.get(place + 1).map_or(VALUED_ON, |next| next.from);
            let rate = i64::from(change.late_percent.hundredths());
            let mut day = change.from;
            while day < end {
                let year = i64::from(time::util::days_in_year(day.year()));
                if windows
                    .last()
                    .is_none_or(|last| (last.1, last.2) != (rate, year))
                    || day == change.from
                {
                    windows.push((day.to_julian_day(), rate, year));
                }
                day = time::Date::from_calendar_date(day.year() + 1, time::Month::January, 1)
                    .unwrap();
            }
        }
        Self {
            charges: charges.collect(),
            payments: payments.collect(),
            windows,
            today: VALUED_ON.to_julian_day(),
        }
    }

    fn interest(&self, pence: i64, due: i32, paid: i32) -> i64 {
        let first = due + 1;
        let mut place = self
            .windows
            .partition_point(|window| window.0 <= first)
            .max(1)
            - 1;
        let mut total = 0;
        while place < self.windows.len() && self.windows[place].0 <= paid {
            let (from, rate, year) = self.windows[place];
            let end = self
                .windows
                .get(place + 1)
                .map_or(paid, |next| paid.min(next.0 - 1));
            let days = i64::from(end - first.max(from) + 1);
            if days > 0 {
                total += pence * rate * days / (10_000 * year);
            }
            place += 1;
        }
        total
    }

    /// The position of every charge.
    pub(crate) fn position(&self) -> PlainPositions {
        let mut states: Vec<State> = Vec::with_capacity(self.charges.len());
        // Open charges and interest: due day, whether it is interest, sort, place.
        let mut open: Vec<(i32, bool, u8, usize)> = Vec::with_capacity(self.charges.len());
        let mut left: Vec<i64> = Vec::with_capacity(self.payments.len());
        let mut used = 0;
        let mut slices = Vec::with_capacity(self.charges.len() + self.payments.len());
        let (mut charge, mut payment) = (0, 0);
        loop {
            let next_charge = self
                .charges
                .get(charge)
                .map_or(i32::MAX, |charge| charge.raised);
            let next_payment = self
                .payments
                .get(payment)
                .map_or(i32::MAX, |payment| payment.0);
            let next_window = if used == left.len() {
                i32::MAX
            } else {
                open.iter()
                    .map(|open| open.0 - 44)
                    .filter(|day| *day > 0)
                    .min()
                    .unwrap_or(i32::MAX)
            };
            let day = next_charge.min(next_payment).min(next_window);
            if day > self.today {
                break;
            }
            while let Some(raised) = self
                .charges
                .get(charge)
                .filter(|charge| charge.raised == day)
            {
                let key = (raised.due, false, raised.sort, charge);
                let place = open.partition_point(|other| *other < key);
                open.insert(place, key);
                let position = PlainPosition {
                    outstanding: raised.pence,
                    ..PlainPosition::default()
                };
                states.push(State {
                    position,
                    slice_interest: 0,
                    charged_on: 0,
                });
                charge += 1;
            }
            while let Some(paid) = self
                .payments
                .get(payment)
                .filter(|payment| payment.0 == day)
            {
                left.push(paid.1);
                payment += 1;
            }
            self.settle(
                day,
                &mut states,
                &mut open,
                (&mut left, &mut used, &mut slices),
            );
        }
        (self.positions(&states), left, slices)
    }

    fn positions(&self, states: &[State]) -> Vec<PlainPosition> {
        let positions = states.iter().enumerate().map(|(place, state)| {
            let (position, due) = (state.position, self.charges[place].due);
            let accruing = if position.outstanding > 0 {
                state.slice_interest + self.interest(position.outstanding, due, self.today)
            } else {
                0
            };
            PlainPosition {
                accruing,
                ..position
            }
        });
        positions.collect()
    }

    fn settle(
        &self,
        day: i32,
        states: &mut [State],
        open: &mut Vec<(i32, bool, u8, usize)>,
        (left, used, slices): (&mut [i64], &mut usize, &mut Vec<PlainSlice>),
    ) {
        while let (Some(pence), Some(first)) = (left.get_mut(*used), open.first()) {
            let paid_on = self.payments[*used].0;
            let (due, is_interest, _, place) = *first;
            if due >= day + 45 {
                return;
            }
            let state = &mut states[place];
            let owed = if is_interest {
                &mut state.position.interest_owed
            } else {
                &mut state.position.outstanding
            };
            let amount = (*pence).min(*owed);
            *owed -= amount;
            *pence -= amount;
            let cleared = *owed == 0;
            if !is_interest && paid_on > due {
                state.slice_interest += self.interest(amount, due, paid_on);
            }
            slices.push(PlainSlice {
                payment: *used,
                charge: place,
                on_interest: is_interest,
                pence: amount,
                effective: paid_on,
                made: day,
            });
            if *pence == 0 {
                *used += 1;
            }
            if cleared {
                open.remove(0);
                if !is_interest && state.slice_interest > 0 {
                    state.position.charged = state.slice_interest;
                    state.position.interest_owed = state.slice_interest;
                    state.charged_on = day;
                    let key = (day, true, 3, place);
                    let place = open.partition_point(|other| *other < key);
                    open.insert(place, key);
                }
            }
        }
    }
}

/// Panics unless both say the same.
pub(crate) fn assert_same(account: &Account, plain: &Plain) {
    let position = account.position(VALUED_ON);
    let (positions, left, slices) = plain.position();
    let pence = |money: sa_model::Money| i64::try_from(money.pence()).unwrap();
    let credit = position
        .credits
        .iter()
        .map(|credit| pence(credit.unallocated));
    assert_eq!(left, credit.collect::<Vec<_>>());
    let told = position.allocations.iter().map(|slice| {
        let (AllocatedTo::Charge(charge) | AllocatedTo::InterestOn(charge)) = slice.to;
        PlainSlice {
            payment: slice.credit.0,
            charge: charge.0,
            on_interest: matches!(slice.to, AllocatedTo::InterestOn(_)),
            pence: pence(slice.amount),
            effective: slice.effective.to_julian_day(),
            made: slice.made.to_julian_day(),
        }
    });
    assert_eq!(slices, told.collect::<Vec<_>>());
    for (charge, plain) in position.charges.iter().zip(positions) {
        let interest = charge.interest.as_ref();
        let of = |figure: fn(&sa_model::InterestPosition) -> sa_model::Money| {
            interest.map_or(0, |interest| pence(figure(interest)))
        };
        let found = PlainPosition {
            outstanding: pence(charge.outstanding),
            charged: of(|interest| interest.charged),
            interest_owed: of(|interest| interest.outstanding),
            accruing: of(|interest| interest.accruing),
        };
        assert_eq!(found, plain);
    }
}
