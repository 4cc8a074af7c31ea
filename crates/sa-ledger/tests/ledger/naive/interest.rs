//! Interest counted day by day, and the answers of the slow ledger.

use std::collections::BTreeMap;

use sa_ledger::RateTable;
use sa_model::{ChargeClass, DocumentId, Period};
use time::Date;

use super::{Answer, Ledger, Owed};

impl Ledger {
    /// The late-payment interest on an amount from its due date to the day it is paid: the days
    /// after the due date up to and including that day, each with the rate and the year it lies
    /// in; days that follow each other with the same rate and length of year are one window, which
    /// is cut to whole pence.
    fn interest(&self, amount: i64, due: Date, paid: Date) -> i64 {
        let table = RateTable::built_in();
        let mut total = 0;
        let mut window: Option<(u16, u16, i64)> = None;
        let mut day = due;
        let close = |window: Option<(u16, u16, i64)>| {
            window.map_or(0, |(rate, year, days)| {
                let product = i128::from(amount) * i128::from(rate) * i128::from(days);
                i64::try_from(product / (10_000 * i128::from(year))).unwrap()
            })
        };
        while day < paid {
            day = day.next_day().unwrap();
            let free = self
                .spaces
                .iter()
                .any(|space| space.from <= day && day <= space.to);
            let rate = table.changes().iter().rfind(|change| change.from <= day);
            let rate = rate.map_or(0, |change| change.late_percent.hundredths());
            let year = time::util::days_in_year(day.year());
            window = match window {
                _ if free => {
                    total += close(window);
                    None
                }
                Some((same, length, days)) if same == rate && length == year => {
                    Some((rate, year, days + 1))
                }
                _ => {
                    total += close(window);
                    Some((rate, year, 1))
                }
            };
        }
        total + close(window)
    }

    /// The interest on all that has cleared a charge.
    pub(super) fn interest_on_slices(&self, charge: DocumentId) -> i64 {
        let owed = self.owed(charge);
        if !bears_interest(owed) {
            return 0;
        }
        self.slices_of(charge, false)
            .map(|slice| self.interest(slice.amount, owed.charge.due, slice.effective))
            .sum()
    }

    pub(super) fn answer(&self) -> Answer {
        let mut answer = Answer {
            uncovered: self.uncovered,
            ..Answer::default()
        };
        for owed in &self.owed {
            let id = owed.charge.id;
            let coded: i64 = self
                .slices_of(id, false)
                .filter(|s| s.credit.is_none())
                .map(|s| s.amount)
                .sum();
            let cleared: i64 = self.slices_of(id, false).map(|slice| slice.amount).sum();
            let outstanding = owed.amount - cleared;
            let charged = owed.interest.map_or(0, |(_, amount)| amount);
            let paid: i64 = self.slices_of(id, true).map(|slice| slice.amount).sum();
            let running = if bears_interest(owed) && owed.interest.is_none() {
                self.interest(outstanding, owed.charge.due, self.today)
                    + self.interest_on_slices(id)
            } else {
                0
            };
            answer.charges.insert(
                id,
                [
                    owed.amount,
                    cleared - coded,
                    coded,
                    outstanding,
                    charged,
                    paid,
                    running,
                ],
            );
        }
        for money in &self.money {
            let allocated: i64 = self
                .slices
                .iter()
                .filter(|s| s.credit == Some(money.id))
                .map(|s| s.amount)
                .sum();
            let repaid: i64 = self
                .repaid
                .iter()
                .filter(|repaid| repaid.1 == money.id)
                .map(|repaid| repaid.2)
                .sum();
            answer
                .credits
                .insert(money.id, [allocated, repaid, money.free()]);
        }
        let slices = self.slices.iter().filter(|slice| slice.amount > 0);
        for slice in slices.filter_map(|slice| Some((slice.credit?, slice))) {
            let (credit, slice) = slice;
            *answer
                .allocations
                .entry((credit, slice.charge, slice.on_interest, slice.made))
                .or_default() += slice.amount;
        }
        let mut repaid = BTreeMap::new();
        for (claim, credit, amount) in &self.repaid {
            *repaid.entry((*claim, *credit)).or_default() += amount;
        }
        answer.repaid = repaid;
        answer
    }
}

fn bears_interest(owed: &Owed) -> bool {
    let old_vat = match owed.charge.period {
        Some(Period::Vat(period)) => period.from.year() < 2023,
        _ => false,
    };
    !old_vat && owed.charge.kind.class() != ChargeClass::Interest
}
