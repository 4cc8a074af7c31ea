//! Repayments of the slow ledger.

use sa_model::{DocumentId, Period, TransactionKind};

use super::{Ledger, Money};

impl Ledger {
    /// Rule 10: out of what is left; as long as that is too little, the newest slice is freed.
    pub(super) fn repay(&mut self, claim: DocumentId, amount: i64) {
        let mut left = amount;
        let mut newest = self.slices.len();
        loop {
            while left > 0
                && let Some((credit, place, share)) = self.next_to_repay(left)
            {
                self.money_mut(credit).left[place].1 -= share;
                self.repaid.push((claim, credit, share));
                left -= share;
            }
            if left == 0 || newest == 0 {
                break;
            }
            newest -= 1;
            if self.slices[newest].credit.is_some() && self.slices[newest].amount > 0 {
                self.free_slice(newest, left);
                self.refresh_interest(self.slices[newest].charge);
            }
        }
        self.uncovered += left;
    }

    /// Whose money goes back next, which part of it, and how much at most: from balancing payments
    /// the latest first; then from the payments on account of a year in turn, the latest year
    /// first, the second and the first half and half; then what waits for its charge.
    fn next_to_repay(&self, left: i64) -> Option<(DocumentId, usize, i64)> {
        let mut parts: Vec<_> = Vec::new();
        for money in &self.money {
            for (place, &(from, amount)) in money.left.iter().enumerate() {
                if amount > 0 {
                    let group =
                        from.map_or_else(|| self.waiting_group(money), |from| self.group(from));
                    parts.push((group, money.order, place, money.id, amount));
                }
            }
        }
        let group = parts.iter().map(|part| part.0).min()?;
        let (rank, _) = group;
        let of = |instalment: u8| -> i64 {
            let on_account = parts.iter().filter(|part| part.0 == (rank, instalment));
            on_account.map(|part| part.4).sum()
        };
        // On account: half, the odd penny with the second, as far as both reach.
        let (wanted, most) = if rank > 0 && rank < u32::MAX {
            let from_first = (left / 2).min(of(1));
            let from_second = (left - from_first).min(of(2));
            if from_second > 0 {
                ((rank, 2), from_second)
            } else {
                ((rank, 1), left)
            }
        } else {
            (group, left)
        };
        let latest = parts
            .iter()
            .filter(|part| part.0 == wanted)
            .max_by_key(|part| (part.1, part.2))?;
        // Halves are taken a penny of each at a time, so that every step is right again.
        let step = if rank > 0 && rank < u32::MAX && of(1) > 0 && of(2) > 0 {
            1
        } else {
            most
        };
        Some((latest.3, latest.2, latest.4.min(step)))
    }

    fn waiting_group(&self, money: &Money) -> (u32, u8) {
        let waits = money
            .directed
            .is_some_and(|id| self.owed.iter().all(|owed| owed.charge.id != id));
        if waits { (u32::MAX, 0) } else { (0, 0) }
    }

    fn group(&self, charge: DocumentId) -> (u32, u8) {
        let charge = &self.owed(charge).charge;
        let instalment = if charge.kind == TransactionKind::FirstPaymentOnAccount {
            1
        } else if charge.kind == TransactionKind::SecondPaymentOnAccount {
            2
        } else {
            return (0, 0);
        };
        let year = match charge.period {
            Some(Period::TaxYear(year)) => u32::from(year.start_year()),
            _ => 0,
        };
        (100_000 - year, instalment)
    }
}

impl Money {
    pub(super) fn free(&self) -> i64 {
        self.left.iter().map(|(_, amount)| amount).sum()
    }

    /// Takes money that is left, first what came back last.
    pub(super) fn take(&mut self, amount: i64) {
        let mut left = amount;
        for (_, part) in self.left.iter_mut().rev() {
            let taken = left.min(*part);
            *part -= taken;
            left -= taken;
        }
    }
}
