//! `balanceDetails` and `codingDetails` of 2.0 and 4.0: what the whole account comes to, whatever
//! the query selects.
//!
//! Source: github hmrc/self-assessment-accounts-api, OAS 4.0.

use std::cmp::Reverse;

use sa_ledger::{available_credit, balance, earmarked_credit, requested};
use sa_model::{
    Balance, ChargePosition, Horizon, Money, Period, Position, TaxYear, TransactionKind,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire_value::{Day, Pence};

/// The sums of the account.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BalanceDetails {
    payable_amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payable_due_date: Option<Day>,
    pending_charge_due_amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pending_charge_due_date: Option<Day>,
    overdue_amount: Pence,
    bcd_balance_per_year: Vec<BcdBalance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    earliest_payment_date_overdue: Option<Day>,
    total_balance: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    amount_coded_out: Option<Pence>,
    total_bcd_balance: Pence,
    unallocated_credit: Pence,
    allocated_credit: Pence,
    total_credit: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    first_pending_amount_requested: Option<Pence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    second_pending_amount_requested: Option<Pence>,
    available_credit: Pence,
}

/// What is open of the balancing charges of a tax year.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BcdBalance {
    #[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$")]
    tax_year: TaxYear,
    bcd_amount: Pence,
}

/// What is collected through PAYE of one charge in one year.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodingDetail {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$", nullable = false)]
    return_tax_year: Option<TaxYear>,
    total_liability_amount: Pence,
    #[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$")]
    coding_tax_year: TaxYear,
    coded: Coded,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Coded {
    charge: Pence,
    initiation_date: Day,
}

/// Whether the interest that is running counts as overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AccruingInterest {
    /// It does.
    Counted,
    /// Only what was charged does.
    LeftOut,
}

/// The account's balance as this API counts it.
pub(super) fn of(position: &Position<'_>, accruing: AccruingInterest) -> Balance {
    let balance = balance(position, Horizon::ACCOUNTS);
    match accruing {
        AccruingInterest::Counted => balance.with_accruing_interest(),
        AccruingInterest::LeftOut => balance,
    }
}

impl BalanceDetails {
    /// The sums of a position.
    pub(super) fn of(position: &Position<'_>, accruing: AccruingInterest) -> Self {
        let balance = of(position, accruing);
        let bcd = bcd_per_year(position);
        let total_bcd = Money::total(bcd.iter().map(|(_, open)| *open)).unwrap_or_default();
        let earmarked = earmarked_credit(position, Horizon::ACCOUNTS);
        let mut requests = requested(position);
        let first = requests.next();
        let second = Some(Money::total(requests).unwrap_or_default()).filter(|sum| !sum.is_zero());
        Self {
            payable_amount: Pence(balance.payable),
            payable_due_date: balance.earliest_payable.map(Day),
            pending_charge_due_amount: Pence(balance.pending),
            pending_charge_due_date: balance.earliest_pending.map(Day),
            overdue_amount: Pence(balance.overdue),
            bcd_balance_per_year: bcd.iter().map(bcd_balance).collect(),
            earliest_payment_date_overdue: balance
                .earliest_overdue
                .and_then(time::Date::next_day)
                .map(Day),
            total_balance: Pence(balance.total),
            amount_coded_out: Some(balance.coded_out)
                .filter(|sum| !sum.is_zero())
                .map(Pence),
            total_bcd_balance: Pence(total_bcd),
            unallocated_credit: Pence(balance.credit.checked_sub(earmarked).unwrap_or_default()),
            allocated_credit: Pence(earmarked),
            total_credit: Pence(balance.credit),
            first_pending_amount_requested: first.map(Pence),
            second_pending_amount_requested: second.map(Pence),
            available_credit: Pence(available_credit(position)),
        }
    }
}

/// What is open of balancing charges and not stood over, by tax year, the latest year first.
fn bcd_per_year(position: &Position<'_>) -> Vec<(TaxYear, Money)> {
    let mut years: Vec<(TaxYear, Money)> = Vec::new();
    for charge in &position.charges {
        let Some(year) = charge.charge.period.and_then(Period::tax_year) else {
            continue;
        };
        // What is stood over is part of what is outstanding: the difference fits.
        let pursued = charge.outstanding.checked_sub(charge.stood_over);
        let pursued = pursued.unwrap_or_default();
        if charge.charge.kind != TransactionKind::BalancingCharge || pursued.is_zero() {
            continue;
        }
        match years.iter_mut().find(|(known, _)| *known == year) {
            Some((_, open)) => {
                *open = Money::total([*open, pursued]).unwrap_or_default();
            }
            None => years.push((year, pursued)),
        }
    }
    years.sort_by_key(|(year, _)| Reverse(*year));
    years
}

fn bcd_balance(&(year, open): &(TaxYear, Money)) -> BcdBalance {
    BcdBalance {
        tax_year: year,
        bcd_amount: Pence(open),
    }
}

/// What is collected of a charge through PAYE, one item for each fact.
pub(super) fn coding_details(charge: &ChargePosition<'_>) -> impl Iterator<Item = CodingDetail> {
    let return_tax_year = charge.charge.period.and_then(Period::tax_year);
    let total_liability_amount = Pence(charge.amount);
    charge
        .coded_out_parts()
        .map(move |(coded, amount)| CodingDetail {
            return_tax_year,
            total_liability_amount,
            coding_tax_year: coded.record.collected_in,
            coded: Coded {
                charge: Pence(amount),
                initiation_date: Day(coded.effective),
            },
        })
}
