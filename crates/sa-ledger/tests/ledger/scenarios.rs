//! The tables of scenarios.

use crate::scenario;

#[test]
fn the_worked_allocations_come_out_to_the_penny() {
    scenario::run(include_str!("tables/allocation.txt"));
}

#[test]
fn money_that_comes_back_is_used_again_with_its_own_date() {
    scenario::run(include_str!("tables/reallocation.txt"));
}

#[test]
fn what_is_set_aside_is_not_pursued() {
    scenario::run(include_str!("tables/collection.txt"));
}

#[test]
fn a_repayment_takes_credit_in_the_order_of_the_statute() {
    scenario::run(include_str!("tables/repayment.txt"));
}

#[test]
fn paying_late_is_penalised_by_the_statute_of_the_charge() {
    scenario::run(include_str!("tables/penalties.txt"));
}

#[test]
fn a_late_tax_return_costs_more_the_longer_it_is_out() {
    scenario::run(include_str!("tables/late_filing.txt"));
}
