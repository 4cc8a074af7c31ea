//! Payments on account.

use sa_ledger::{LastYearsTax, PaymentsOnAccount, Rules, vat_instalments};
use sa_model::TaxYear;

use crate::journal::{day, money};

fn payments(assessed: &str, deducted_at_source: &str) -> Option<PaymentsOnAccount> {
    let (assessed, deducted_at_source) = (money(assessed), money(deducted_at_source));
    let tax = LastYearsTax {
        assessed,
        deducted_at_source,
    };
    let year = TaxYear::parse("2025-26").unwrap();
    PaymentsOnAccount::of(tax, year, &Rules::built_in().payments_on_account)
}

fn each(assessed: &str, deducted_at_source: &str) -> Option<String> {
    payments(assessed, deducted_at_source).map(|payments| payments.each.to_string())
}

/// Source: GOV.UK, payments on account; SAM1110.
#[test]
fn each_is_half_of_last_years_tax_after_deduction_at_source() {
    assert_eq!(each("3000.00", "0").as_deref(), Some("1500.00"));
    assert_eq!(each("3000.00", "1200.00").as_deref(), Some("900.00"));
    assert_eq!(each("3000.01", "0").as_deref(), Some("1500.00"));
}

#[test]
fn none_are_due_below_a_thousand_pounds_or_with_more_than_80_percent_at_source() {
    assert_eq!(each("999.99", "0"), None);
    assert_eq!(each("1000.00", "0").as_deref(), Some("500.00"));
    assert_eq!(each("10000.00", "8000.00").as_deref(), Some("1000.00"));
    assert_eq!(each("10000.00", "8000.01"), None);
}

#[test]
fn a_claim_reduces_both_equally_and_moves_no_date() {
    let before = payments("3000.00", "0").unwrap();
    let after = before.reduced_to(money("900.00")).unwrap();
    assert_eq!((after.each, after.due), (money("450.00"), before.due));
    assert_eq!(before.due, [day("2026-01-31"), day("2026-07-31")]);
    // Less than 1,000 pounds together, and still to be paid.
    assert_eq!(before.reduced_to(money("0")).unwrap().each, money("0"));
    assert_eq!(
        before.reduced_to(money("3000.02")).unwrap_err().to_string(),
        "a claim reduces payments on account to between 0 and 1500.00 each, found 3000.02 together"
    );
    assert!(before.reduced_to(money("-2")).is_err());
}

/// Source: CH146410 and Notice 700/60; the working days by GOV.UK's list of bank holidays.
#[test]
fn vat_instalments_are_a_24th_due_on_the_last_working_day_of_months_two_and_three() {
    let rules = &Rules::built_in().vat_payments_on_account;
    let of = |yearly: &str, from: &str| vat_instalments(money(yearly), day(from), rules);
    assert_eq!(of("2299999.99", "2025-04-01"), None);
    let [first, second] = of("2300000.00", "2025-04-01").unwrap();
    assert_eq!(
        (first.amount, first.due),
        (money("95833.33"), day("2025-05-30"))
    );
    assert_eq!(
        (second.amount, second.due),
        (money("95833.33"), day("2025-06-30"))
    );
    let [first, second] = of("2400000.00", "2028-11-30").unwrap();
    assert_eq!(
        (first.due, second.due),
        (day("2028-12-29"), day("2029-01-31"))
    );
}
