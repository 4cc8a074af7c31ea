//! The nine-box VAT return, and the return as it was submitted.
//!
//! Source of the bounds and equalities: the VAT (MTD) API 1.0, request body of Submit VAT Return;
//! VAT Notice 700/12 for the meaning of the boxes.

use sa_validate::{ChargeReference, DocumentId, FormBundleNumber, Money, PeriodKey};
use serde::{Deserialize, Serialize};

/// The nine boxes, in pounds, as they were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VatBoxes {
    /// Box 1: VAT due on sales and other outputs.
    pub vat_due_sales: Money,
    /// Box 2: VAT due on acquisitions.
    pub vat_due_acquisitions: Money,
    /// Box 3: total VAT due, box 1 plus box 2.
    pub total_vat_due: Money,
    /// Box 4: VAT reclaimed on purchases and other inputs.
    pub vat_reclaimed_curr_period: Money,
    /// Box 5: the difference of boxes 3 and 4, never below zero.
    pub net_vat_due: Money,
    /// Box 6: total value of sales, whole pounds.
    #[serde(rename = "totalValueSalesExVAT")]
    pub total_value_sales_ex_vat: Money,
    /// Box 7: total value of purchases, whole pounds.
    #[serde(rename = "totalValuePurchasesExVAT")]
    pub total_value_purchases_ex_vat: Money,
    /// Box 8: total value of goods supplied, whole pounds.
    #[serde(rename = "totalValueGoodsSuppliedExVAT")]
    pub total_value_goods_supplied_ex_vat: Money,
    /// Box 9: total value of acquisitions, whole pounds.
    #[serde(rename = "totalAcquisitionsExVAT")]
    pub total_acquisitions_ex_vat: Money,
}

/// A VAT return whose boxes keep the rules: each within its bounds, box 3 = box 1 + box 2, and
/// box 5 = the difference of boxes 3 and 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    try_from = "UncheckedReturn",
    into = "UncheckedReturn"
)]
pub struct VatReturn {
    period_key: PeriodKey,
    boxes: VatBoxes,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct UncheckedReturn {
    period_key: PeriodKey,
    boxes: VatBoxes,
}

impl From<VatReturn> for UncheckedReturn {
    fn from(vat_return: VatReturn) -> Self {
        Self {
            period_key: vat_return.period_key,
            boxes: vat_return.boxes,
        }
    }
}

impl TryFrom<UncheckedReturn> for VatReturn {
    type Error = VatReturnError;

    fn try_from(unchecked: UncheckedReturn) -> Result<Self, Self::Error> {
        Self::new(unchecked.period_key, unchecked.boxes)
    }
}

/// A rule of the return that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum VatReturnFault {
    /// A box is outside its bounds, or one of boxes 6 to 9 has pence.
    #[error("box {number} is out of its bounds")]
    OutOfBounds {
        /// 1 to 9.
        number: u8,
    },
    /// Box 5 is not the difference of boxes 3 and 4.
    #[error("box 5 is not the difference of boxes 3 and 4")]
    Net,
    /// Box 3 is not the sum of boxes 1 and 2.
    #[error("box 3 is not the sum of boxes 1 and 2")]
    Total,
}

/// Why boxes are no return: every fault of the first level that has one, in the API's order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the boxes break {} rules of the VAT return, first: {}", .faults.len(), .faults.first().map_or_else(String::new, ToString::to_string))]
pub struct VatReturnError {
    /// At least one; first the bounds of boxes 1 to 9, or else box 5, then box 3.
    pub faults: Vec<VatReturnFault>,
}

/// Which way the net amount of a return goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetVat {
    /// Box 3 is above box 4: the trader owes the amount, in pounds, above zero.
    Debit(Money),
    /// Box 4 is above box 3: HMRC owes the amount, in pounds, above zero.
    Credit(Money),
    /// Boxes 3 and 4 are equal.
    Nil,
}

impl VatReturn {
    /// Takes boxes that keep the rules.
    ///
    /// # Errors
    /// The faults of the first of two levels that has any: the bounds of each box; then the
    /// equalities.
    pub fn new(period_key: PeriodKey, boxes: VatBoxes) -> Result<Self, VatReturnError> {
        let faults = boxes.out_of_bounds();
        if !faults.is_empty() {
            return Err(VatReturnError { faults });
        }
        let faults = boxes.unequal();
        if !faults.is_empty() {
            return Err(VatReturnError { faults });
        }
        Ok(Self { period_key, boxes })
    }

    /// The key of the period that the return is for.
    pub const fn period_key(&self) -> PeriodKey {
        self.period_key
    }

    /// The boxes.
    pub const fn boxes(&self) -> &VatBoxes {
        &self.boxes
    }

    /// Who owes whom: the sign that box 5 does not carry.
    pub fn net(&self) -> NetVat {
        match self
            .boxes
            .total_vat_due
            .cmp(&self.boxes.vat_reclaimed_curr_period)
        {
            core::cmp::Ordering::Greater => NetVat::Debit(self.boxes.net_vat_due),
            core::cmp::Ordering::Less => NetVat::Credit(self.boxes.net_vat_due),
            core::cmp::Ordering::Equal => NetVat::Nil,
        }
    }
}

/// The bounds of a box, in pence, both ends included.
struct Bounds {
    least_pence: i128,
    most_pence: i128,
    whole_pounds: bool,
}

const BOXES_1_TO_4: Bounds = Bounds {
    least_pence: -999_999_999_999_999,
    most_pence: 999_999_999_999_999,
    whole_pounds: false,
};
const BOX_5: Bounds = Bounds {
    least_pence: 0,
    most_pence: 9_999_999_999_999,
    whole_pounds: false,
};
const BOXES_6_TO_9: Bounds = Bounds {
    least_pence: -999_999_999_999_900,
    most_pence: 999_999_999_999_900,
    whole_pounds: true,
};

impl VatBoxes {
    fn out_of_bounds(&self) -> Vec<VatReturnFault> {
        [
            (1, self.vat_due_sales, &BOXES_1_TO_4),
            (2, self.vat_due_acquisitions, &BOXES_1_TO_4),
            (3, self.total_vat_due, &BOXES_1_TO_4),
            (4, self.vat_reclaimed_curr_period, &BOXES_1_TO_4),
            (5, self.net_vat_due, &BOX_5),
            (6, self.total_value_sales_ex_vat, &BOXES_6_TO_9),
            (7, self.total_value_purchases_ex_vat, &BOXES_6_TO_9),
            (8, self.total_value_goods_supplied_ex_vat, &BOXES_6_TO_9),
            (9, self.total_acquisitions_ex_vat, &BOXES_6_TO_9),
        ]
        .into_iter()
        .filter(|(_, amount, bounds)| !bounds.hold(*amount))
        .map(|(number, _, _)| VatReturnFault::OutOfBounds { number })
        .collect()
    }

    fn unequal(&self) -> Vec<VatReturnFault> {
        let net = self
            .total_vat_due
            .checked_sub(self.vat_reclaimed_curr_period);
        let total = self.vat_due_sales.checked_add(self.vat_due_acquisitions);
        let net_holds = net.is_some_and(|net| {
            net == self.net_vat_due || net.checked_neg().is_some_and(|net| net == self.net_vat_due)
        });
        let total_holds = total.is_some_and(|total| total == self.total_vat_due);
        [
            (net_holds, VatReturnFault::Net),
            (total_holds, VatReturnFault::Total),
        ]
        .into_iter()
        .filter(|(holds, _)| !holds)
        .map(|(_, fault)| fault)
        .collect()
    }
}

impl Bounds {
    fn hold(&self, amount: Money) -> bool {
        let pence = amount.pence();
        (self.least_pence..=self.most_pence).contains(&pence)
            && (!self.whole_pounds || pence.checked_rem(100) == Some(0))
    }
}

/// A return that was submitted. The entry's recorded time is the time of receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubmittedReturn {
    /// The return.
    #[serde(rename = "return")]
    pub vat_return: VatReturn,
    /// The number of the form bundle that HMRC stores it in.
    pub form_bundle_number: FormBundleNumber,
    /// The charge or credit that it raised, unless it was nil.
    pub raised: Option<DocumentId>,
    /// The reference of the charge, where it raised one.
    pub charge_reference: Option<ChargeReference>,
}
