//! The laws that hold for any account, any day and any query: below HTTP on the ledger's position,
//! and of what the API answers.
//!
//! Source: the identities of the OAS pages of github hmrc/self-assessment-accounts-api and how
//! HMRC's own clients read the figures; numbered as in the list of this file's tests.

mod case;
mod over_http;
mod view;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use sa_ledger::{available_credit, balance, earmarked_credit, maturity, requested};
use sa_model::{CreditSource, Horizon, Maturity, Money, Position};

use case::{Case, day, steps, today};
use view::total;

const HORIZONS: [Horizon; 2] = [Horizon::LIABILITY, Horizon::ACCOUNTS];

fn minus(left: Money, right: Money) -> Money {
    left.checked_sub(right).expect("a difference that fits")
}

/// What is owed in all, less what is left of credits.
fn net(position: &Position<'_>) -> Money {
    let sums = balance(position, Horizon::ACCOUNTS);
    minus(sums.total, sums.credit)
}

/// All interest that was ever charged.
fn interest_charged(position: &Position<'_>) -> Money {
    let interest = position
        .charges
        .iter()
        .filter_map(|charge| charge.interest.as_ref());
    total(interest.map(|interest| interest.charged))
}

/// What the laws are tried on: of 1024 random accounts, many have each of the things that may go
/// wrong.
#[test]
fn the_random_accounts_are_not_trivial() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = [0; 12];
    for _ in 0..1024 {
        let steps = steps().new_tree(&mut runner).expect("steps").current();
        let case = Case::new(1, &steps);
        let position = case.account.position(today());
        let charges = &position.charges;
        let interest = || charges.iter().filter_map(|charge| charge.interest.as_ref());
        let has = [
            charges.iter().any(|charge| !charge.outstanding.is_zero()),
            charges.iter().any(|charge| !charge.amendments.is_empty()),
            charges.iter().any(|charge| !charge.coded.is_zero()),
            interest().any(|interest| !interest.accruing.is_zero()),
            interest().any(|interest| !interest.outstanding.is_zero()),
            position
                .credits
                .iter()
                .any(|credit| !credit.unallocated.is_zero()),
            position
                .credits
                .iter()
                .any(|credit| !credit.repaid.is_zero()),
            requested(&position).next().is_some(),
            charges.iter().any(|charge| !charge.stood_over.is_zero()),
            position
                .credits
                .iter()
                .any(|credit| matches!(credit.source, CreditSource::Credit(_))),
            position
                .credits
                .iter()
                .any(|credit| credit.reversed.is_some()),
            !position.repaid_without_cover.is_zero(),
        ];
        for (count, has) in seen.iter_mut().zip(has) {
            *count += u32::from(has);
        }
    }
    assert!(seen.iter().all(|count| *count >= 10), "{seen:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// 1 and 2: every open amount that is pursued is in exactly one bucket, none is below zero, and the three
    /// buckets are the total.
    #[test]
    fn the_buckets_are_disjoint_and_come_to_the_total(steps in steps(), on in 0_u16..729) {
        let case = Case::new(1, &steps);
        let position = case.account.position(day(on));
        for horizon in HORIZONS {
            let sums = balance(&position, horizon);
            let of = |wanted| {
                let charges = position.charges.iter();
                total(charges.flat_map(|charge| {
                    let interest = charge.interest.as_ref();
                    let interest = interest.and_then(|i| Some((i.charged_on?, i.outstanding)));
                    let pursued = minus(charge.outstanding, charge.stood_over);
                    [Some((charge.charge.due, pursued)), interest]
                }).flatten().filter(|(due, _)| maturity(*due, day(on), horizon) == wanted)
                    .map(|(_, open)| open))
            };
            prop_assert_eq!(sums.overdue, of(Maturity::Overdue));
            prop_assert_eq!(sums.payable, of(Maturity::Payable));
            prop_assert_eq!(sums.pending, of(Maturity::Pending));
            prop_assert_eq!(sums.total, total([sums.overdue, sums.payable, sums.pending]));
            prop_assert!(![sums.overdue, sums.payable, sums.pending].iter().any(|s| s.is_negative()));
        }
    }

    /// 3: from one day to the next, charges only ripen; what is owed less what is left changes by
    /// the interest charged, where nothing else happens.
    #[test]
    fn a_day_that_passes_only_ripens_charges(steps in steps(), on in 0_u16..728) {
        let case = Case::new(1, &steps);
        let (before, after) = (case.account.position(day(on)), case.account.position(day(on + 1)));
        for horizon in HORIZONS {
            for charge in &before.charges {
                let due = charge.charge.due;
                let ripe = [day(on), day(on + 1)].map(|today| maturity(due, today, horizon));
                prop_assert!(ripe[1] <= ripe[0], "{due}");
            }
        }
        if case.entries.iter().any(|entry| entry.effective == day(on + 1)) {
            return Ok(());
        }
        let charged = minus(interest_charged(&after), interest_charged(&before));
        prop_assert_eq!(minus(net(&after), net(&before)), charged);
    }

    /// 4: each date is there when its bucket is not empty, and lies in it.
    #[test]
    fn the_dates_lie_in_their_buckets(steps in steps(), on in 0_u16..729) {
        let case = Case::new(1, &steps);
        let today = day(on);
        for horizon in HORIZONS {
            let sums = balance(&case.account.position(today), horizon);
            let with_interest = sums.with_accruing_interest();
            for (sum, date, bucket) in [
                (sums.overdue, sums.earliest_overdue, Maturity::Overdue),
                (with_interest.overdue, with_interest.earliest_overdue, Maturity::Overdue),
                (sums.payable, sums.earliest_payable, Maturity::Payable),
                (sums.pending, sums.earliest_pending, Maturity::Pending),
            ] {
                prop_assert_eq!(date.is_some(), !sum.is_zero());
                prop_assert!(date.is_none_or(|due| maturity(due, today, horizon) == bucket));
            }
        }
    }

    /// 5, 6 and 15: of every charge the amount is what is open, paid and coded out; of every
    /// payment what is allocated, repaid and left; both sides of the allocations agree.
    #[test]
    fn no_penny_is_lost_on_either_side(steps in steps(), on in 0_u16..729) {
        let case = Case::new(1, &steps);
        let position = case.account.position(day(on));
        for (place, charge) in position.charges.iter().enumerate() {
            let parts = total([charge.outstanding, charge.paid, charge.coded]);
            prop_assert_eq!(charge.amount, parts);
            let slices = position.allocations_to(sa_model::ChargeIndex(place));
            prop_assert_eq!(total(slices.map(|slice| slice.amount)), charge.paid);
            let coded = total(charge.coded_out_parts().map(|(_, amount)| amount));
            prop_assert_eq!(coded, charge.coded);
        }
        for (place, credit) in position.credits.iter().enumerate() {
            let parts = total([credit.allocated, credit.repaid, credit.unallocated]);
            let stands = if credit.reversed.is_some() { Money::ZERO } else { credit.source.amount() };
            prop_assert_eq!(stands, parts);
            let slices = position.allocations_of(sa_model::CreditIndex(place));
            prop_assert_eq!(total(slices.map(|slice| slice.amount)), credit.allocated);
        }
    }

    /// 7: a payment of today takes exactly its amount off what is owed less what is left, but for
    /// the interest that it has charged.
    #[test]
    fn a_payment_counts_for_exactly_its_amount(steps in steps(), pence in 1_u32..500_000) {
        let case = Case::new(1, &steps);
        let paid = Money::from_pence_i64(i64::from(pence));
        let more = case.then(900, today(), &case.payment('P', pence));
        let (before, after) = (case.account.position(today()), more.account.position(today()));
        let charged = minus(interest_charged(&after), interest_charged(&before));
        prop_assert_eq!(net(&after), total([minus(net(&before), paid), charged]));
    }

    /// 7: a payment that no charge needs changes no charge, and no other credit.
    #[test]
    fn a_payment_that_no_charge_has_changes_no_charge(steps in steps(), pence in 1_u32..500_000) {
        let case = Case::new(1, &steps).settled();
        let more = case.then(900, today(), &case.payment('P', pence));
        let (before, after) = (case.account.position(today()), more.account.position(today()));
        prop_assert_eq!(&after.charges, &before.charges);
        prop_assert_eq!(&after.allocations, &before.allocations);
        let known = before.credits.len();
        prop_assert_eq!(after.credits.get(..known), before.credits.get(..));
    }

    /// 15: a charge that is wholly coded out is in no sum but that of coded-out amounts.
    #[test]
    fn a_coded_out_charge_changes_no_sum_but_its_own(steps in steps(), pence in 1_u32..500_000) {
        let case = Case::new(1, &steps);
        let charged = case.then(900, today(), &case.distant_charge('C', pence));
        let (charge, amount) = (charged.own_id('C'), case::pounds(pence));
        let coded = charged.then(901, today(), &format!(
            r#"{{"codedOut":{{"charge":"{charge}","amount":{amount},"collectedIn":"2026-27"}}}}"#
        ));
        for horizon in HORIZONS {
            let before = balance(&case.account.position(today()), horizon);
            let after = balance(&coded.account.position(today()), horizon);
            let more = minus(after.coded_out, before.coded_out);
            prop_assert_eq!(more, Money::from_pence_i64(i64::from(pence)));
            prop_assert_eq!(sa_model::Balance { coded_out: before.coded_out, ..after }, before);
        }
    }

    /// 8: what is earmarked is part of the credit; what is available is the credit less what is
    /// asked back.
    #[test]
    fn credit_is_earmarked_free_or_asked_back(steps in steps(), on in 0_u16..729) {
        let case = Case::new(1, &steps);
        let position = case.account.position(day(on));
        let credit = balance(&position, Horizon::ACCOUNTS).credit;
        let earmarked = earmarked_credit(&position, Horizon::ACCOUNTS);
        prop_assert!(earmarked <= credit && !earmarked.is_negative());
        let asked_back = total(requested(&position));
        if asked_back <= credit {
            prop_assert_eq!(available_credit(&position), minus(credit, asked_back));
        } else {
            prop_assert_eq!(available_credit(&position), Money::ZERO);
        }
    }
}
