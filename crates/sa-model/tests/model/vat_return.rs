//! The rules of the VAT return against HMRC's, level by level.

use proptest::prelude::*;
use rust_decimal::Decimal;
use sa_model::{
    Declaration, Money, NetVat, PeriodKey, VatBox, VatBoxes, VatReturn, VatReturnFault, strategy,
};

use crate::table::rows;

const RETURNS: &str = include_str!("tables/vat_returns.txt");
const NUMBERS: &str = include_str!("tables/vat_box_numbers.txt");

/// The boxes of a row: those that it names, over a return that keeps the rules.
fn boxes(row: &str) -> (VatBoxes, Declaration) {
    let mut amounts = ["100", "200", "300", "100", "200", "500", "0", "0", "0"];
    let mut declaration = Declaration::Finalised;
    for assignment in row.split_whitespace() {
        match assignment.split_once('=').unwrap() {
            ("finalised", "false") => declaration = Declaration::NotFinalised,
            (number, amount) => amounts[number.parse::<usize>().unwrap() - 1] = amount,
        }
    }
    let fields: Vec<String> = VatBox::ALL
        .iter()
        .zip(amounts)
        .map(|(of, amount)| format!("\"{}\":{amount}", of.field()))
        .collect();
    let json = format!("{{{}}}", fields.join(","));
    (serde_json::from_str(&json).unwrap(), declaration)
}

fn written(fault: &VatReturnFault) -> String {
    match fault {
        VatReturnFault::Decimals { at, .. } => format!("decimals {}", at.number()),
        VatReturnFault::OutOfBounds { at, .. } => format!("bounds {}", at.number()),
        VatReturnFault::Net { expected, .. } => format!("net {expected}"),
        VatReturnFault::Total { expected, .. } => format!("total {expected}"),
        VatReturnFault::NotFinalised => "finalised".to_owned(),
        other => panic!("no row knows {other}"),
    }
}

#[test]
fn a_return_is_refused_for_every_fault_of_the_first_level_that_has_one() {
    let key = PeriodKey::parse("18A1").unwrap();
    for [row, level, faults] in rows(RETURNS) {
        let (boxes, declaration) = boxes(row);
        match VatReturn::declared(key, boxes, declaration) {
            Ok(made) => {
                assert_eq!(("-", ""), (level, faults), "{row}");
                assert_eq!((made.period_key(), made.boxes()), (key, &boxes));
            }
            Err(error) => {
                let told: Vec<String> = error.faults().iter().map(written).collect();
                assert_eq!(format!("{:?}", error.level()), level, "{row}");
                assert_eq!(told.join(", "), faults, "{row}");
                assert!(
                    error
                        .faults()
                        .iter()
                        .all(|fault| fault.level() == error.level())
                );
            }
        }
    }
}

#[test]
fn a_box_takes_a_number_by_its_decimals_then_its_bounds() {
    for [numbers, number, expected] in rows(NUMBERS) {
        let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
        let (first, last): (u8, u8) = (first.parse().unwrap(), last.parse().unwrap());
        for of in VatBox::ALL {
            if !(first..=last).contains(&of.number()) {
                continue;
            }
            let pounds = Decimal::from_str_exact(number).unwrap();
            let told = match of.take(pounds) {
                Ok(amount) => amount.to_string(),
                Err(VatReturnFault::Decimals { at, found }) if (at, found) == (of, pounds) => {
                    "decimals".to_owned()
                }
                Err(VatReturnFault::OutOfBounds { at, found }) if (at, found) == (of, pounds) => {
                    "bounds".to_owned()
                }
                Err(other) => panic!("{other}"),
            };
            assert_eq!(told, expected, "{of}: {number}");
        }
    }
}

/// Source: github hmrc/vat-api, request body of Submit VAT Return.
#[test]
fn the_boxes_have_hmrcs_names_in_hmrcs_order() {
    let names = [
        "vatDueSales",
        "vatDueAcquisitions",
        "totalVatDue",
        "vatReclaimedCurrPeriod",
        "netVatDue",
        "totalValueSalesExVAT",
        "totalValuePurchasesExVAT",
        "totalValueGoodsSuppliedExVAT",
        "totalAcquisitionsExVAT",
    ];
    assert_eq!(VatBox::ALL.map(VatBox::field), names);
    assert_eq!(VatBox::ALL.map(VatBox::number), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let json = serde_json::to_string(&VatBoxes::NIL).unwrap();
    let expected: Vec<String> = names.iter().map(|name| format!("\"{name}\":0")).collect();
    assert_eq!(json, format!("{{{}}}", expected.join(",")));
}

#[test]
fn a_fault_says_what_was_found_and_what_would_be_right() {
    let told = |row: &str| {
        let (boxes, declaration) = boxes(row);
        let key = PeriodKey::parse("18A1").unwrap();
        VatReturn::declared(key, boxes, declaration)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        told("1=10000000000000 5=-1 6=500.50"),
        "box 6 holds whole pounds, found 500.50; \
         box 1 lies between -9999999999999.99 and 9999999999999.99 pounds, found 10000000000000; \
         box 5 lies between 0 and 99999999999.99 pounds, found -1"
    );
    assert_eq!(
        told("3=299.99"),
        "box 5 is the difference of boxes 3 and 4, 199.99, found 200; \
         box 3 is the sum of boxes 1 and 2, 300, found 299.99"
    );
    assert_eq!(
        told("finalised=false"),
        "a return is submitted with finalised true, found false"
    );
    assert_eq!(
        VatBox::NetVatDue
            .take(Decimal::new(100_000, 3))
            .unwrap_err()
            .to_string(),
        "box 5 has at most 2 decimals, found 100.000"
    );
}

#[test]
fn a_journal_refuses_boxes_that_break_the_rules_and_says_which() {
    let (boxes, _) = boxes("3=299.99");
    let json = serde_json::json!({ "periodKey": "18A1", "boxes": boxes });
    let error = serde_json::from_value::<VatReturn>(json)
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "box 5 is the difference of boxes 3 and 4, 199.99, found 200; \
         box 3 is the sum of boxes 1 and 2, 300, found 299.99"
    );
}

proptest! {
    #[test]
    fn the_net_amount_has_the_sign_of_box_3_less_box_4(made in strategy::vat_return()) {
        let boxes = made.boxes();
        let signed = boxes.total_vat_due.checked_sub(boxes.vat_reclaimed_curr_period).unwrap();
        let net = match made.net() {
            NetVat::Debit(amount) => {
                prop_assert!(amount.is_positive());
                amount
            }
            NetVat::Credit(amount) => {
                prop_assert!(amount.is_positive());
                amount.checked_neg().unwrap()
            }
            NetVat::Nil => Money::ZERO,
        };
        prop_assert_eq!(net, signed);
    }

    /// A slow, obvious second reading of the rules, in pence.
    #[test]
    fn boxes_are_a_return_exactly_when_every_rule_holds(
        made in strategy::vat_return(),
        changed in 0_usize..9,
        pence in prop_oneof![-2_i64..=2, -1_000_000_000_000_000_i64..=1_000_000_000_000_000],
    ) {
        let mut json = serde_json::to_value(made.boxes()).unwrap();
        let changed = VatBox::ALL[changed];
        let amount = made.boxes().amount(changed).checked_add(Money::from_pence_i64(pence)).unwrap();
        json[changed.field()] = serde_json::to_value(amount).unwrap();
        let boxes: VatBoxes = serde_json::from_value(json).unwrap();

        let [one, two, three, four, five, rest @ ..] =
            VatBox::ALL.map(|of| boxes.amount(of).pence());
        let holds = [one, two, three, four].iter().all(|p| p.abs() <= 999_999_999_999_999)
            && (0..=9_999_999_999_999).contains(&five)
            && rest.iter().all(|p| p.abs() <= 999_999_999_999_900 && p % 100 == 0)
            && (three - four).abs() == five
            && one + two == three;
        prop_assert_eq!(VatReturn::new(made.period_key(), boxes).is_ok(), holds);
    }

    #[test]
    fn boxes_keep_their_text(boxes in strategy::vat_boxes()) {
        let json = serde_json::to_string(&boxes).unwrap();
        let back: VatBoxes = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(format!("{back:?}"), format!("{boxes:?}"));
        let bytes = postcard::to_stdvec(&boxes).unwrap();
        let back: VatBoxes = postcard::from_bytes(&bytes).unwrap();
        prop_assert_eq!(format!("{back:?}"), format!("{boxes:?}"));
    }
}
