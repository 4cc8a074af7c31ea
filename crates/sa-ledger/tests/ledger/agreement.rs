//! The ledger against the slow one, on random accounts.
//!
//! `SA_LEDGER_CASES=100000 cargo test --release -p sa-ledger agreement` is the long run.

use proptest::prelude::*;
use sa_ledger::Account;
use sa_model::{AllocatedTo, Money, Position};

use crate::naive::{self, Answer};
use crate::random::{cases, journal, on};

pub(crate) fn pence(amount: Money) -> i64 {
    i64::try_from(amount.pence()).unwrap()
}

/// A position in the words of the slow ledger.
pub(crate) fn told(position: &Position<'_>) -> Answer {
    let mut answer = Answer {
        uncovered: pence(position.repaid_without_cover),
        ..Answer::default()
    };
    for charge in &position.charges {
        let interest = charge.interest.as_ref();
        let (charged, owed) = interest.map_or((0, 0), |interest| {
            (pence(interest.charged), pence(interest.outstanding))
        });
        let accruing = interest.map_or(0, |interest| pence(interest.accruing));
        answer.charges.insert(
            charge.charge.id,
            [
                pence(charge.amount),
                pence(charge.paid),
                pence(charge.coded),
                pence(charge.outstanding),
                charged,
                charged - owed,
                accruing,
            ],
        );
    }
    for credit in &position.credits {
        let figures = [
            pence(credit.allocated),
            pence(credit.repaid),
            pence(credit.unallocated),
        ];
        answer.credits.insert(credit.source.id(), figures);
    }
    for slice in &position.allocations {
        let (AllocatedTo::Charge(charge) | AllocatedTo::InterestOn(charge)) = slice.to;
        let on_interest = matches!(slice.to, AllocatedTo::InterestOn(_));
        let credit = position.credit(slice.credit).unwrap().source.id();
        let charge = position.charge(charge).unwrap().charge.id;
        *answer
            .allocations
            .entry((credit, charge, on_interest, slice.made))
            .or_default() += pence(slice.amount);
    }
    for slice in &position.repayments {
        let claim = position.claims[slice.claim.0].claim.id;
        let credit = position.credit(slice.credit).unwrap().source.id();
        *answer.repaid.entry((claim, credit)).or_default() += pence(slice.amount);
    }
    answer
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_ledger_agrees_with_a_slow_one_written_from_the_rules(
        entries in journal(),
        on in on(),
    ) {
        let account = Account::fold(&entries).unwrap().unwrap();
        prop_assert_eq!(told(&account.position(on)), naive::position(&entries, on));
    }
}
