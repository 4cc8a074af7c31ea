//! Strategies for VAT returns: boxes that keep the rules, and boxes that need not.

use proptest::array::uniform4;
use proptest::bool;
use proptest::prelude::*;
use sa_validate::Money;

use super::part::{money, period_key};
use crate::{VatBoxes, VatReturn};

/// Any boxes, mostly no return.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // For what a return refuses: pence in box 6, a box 5 below zero, sums that do not hold.
/// proptest!(|(boxes in strategy::vat_boxes(), key in strategy::period_key())| {
///     if let Err(error) = VatReturn::new(key, boxes) {
///         prop_assert!(!error.faults().is_empty());
///     }
/// });
/// ```
pub fn vat_boxes() -> impl Strategy<Value = VatBoxes> {
    (uniform4(money()), money(), uniform4(money())).prop_map(
        |([one, two, three, four], five, [six, seven, eight, nine])| VatBoxes {
            vat_due_sales: one,
            vat_due_acquisitions: two,
            total_vat_due: three,
            vat_reclaimed_curr_period: four,
            net_vat_due: five,
            total_value_sales_ex_vat: six,
            total_value_purchases_ex_vat: seven,
            total_value_goods_supplied_ex_vat: eight,
            total_acquisitions_ex_vat: nine,
        },
    )
}

/// Any return that keeps the rules; amounts are written with no, one or two decimals.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // The bounds of the boxes are among the amounts, and returns of either way.
/// proptest!(|(made in strategy::vat_return())| {
///     prop_assert!(!made.boxes().net_vat_due.is_negative());
/// });
/// ```
pub fn vat_return() -> impl Strategy<Value = VatReturn> {
    (
        period_key(),
        any_size(400_000_000_000_000),
        any_size(400_000_000_000_000),
        any_size(9_999_999_999_999),
        uniform4(any_size(9_999_999_999_999)),
        bool::ANY,
    )
        .prop_filter_map(
            "the boxes keep the rules",
            |(key, one, two, net, whole, bare)| {
                let written = |pence: i64| {
                    let amount = Money::from_pence_i64(pence);
                    if bare {
                        amount.without_trailing_zeros()
                    } else {
                        amount
                    }
                };
                let total = one.checked_add(two)?;
                let [six, seven, eight, nine] =
                    whole.map(|pounds| written(pounds.saturating_mul(100)));
                let boxes = VatBoxes {
                    vat_due_sales: written(one),
                    vat_due_acquisitions: written(two),
                    total_vat_due: written(total),
                    vat_reclaimed_curr_period: written(total.checked_sub(net)?),
                    net_vat_due: written(net.checked_abs()?),
                    total_value_sales_ex_vat: six,
                    total_value_purchases_ex_vat: seven,
                    total_value_goods_supplied_ex_vat: eight,
                    total_acquisitions_ex_vat: nine,
                };
                VatReturn::new(key, boxes).ok()
            },
        )
}

/// Small numbers as often as large ones.
fn any_size(most: i64) -> impl Strategy<Value = i64> {
    let least = most.saturating_neg();
    prop_oneof![
        least..=most,
        -1_000_000_i64..=1_000_000,
        Just(0),
        Just(most),
        Just(least)
    ]
}
