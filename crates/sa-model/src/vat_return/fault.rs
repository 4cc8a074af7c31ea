//! Every rule that nine boxes can break, and the levels in which faults are told.
//!
//! Source: github hmrc/vat-api, `SubmitReturnValidator`.

use core::fmt;

use rust_decimal::Decimal;
use sa_validate::Money;

use crate::VatBox;

/// A group of rules that are checked together. A level is checked only when the one before it is
/// clean.
///
/// ```
/// use sa_model::{Money, PeriodKey, VatBoxes, VatReturn, VatReturnLevel};
///
/// // Box 5 is below zero, and not the difference of boxes 3 and 4: only the first is told.
/// let boxes = VatBoxes { net_vat_due: Money::parse("-1")?, ..VatBoxes::NIL };
/// let error = VatReturn::new(PeriodKey::parse("18A1")?, boxes).unwrap_err();
/// assert_eq!((error.level(), error.faults().len()), (VatReturnLevel::Fields, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VatReturnLevel {
    /// Each box for itself: decimals and bounds.
    Fields,
    /// The boxes against each other.
    Arithmetic,
    /// The declaration.
    Declaration,
}

/// A rule of the return that is broken. The order is the one in which faults are told.
///
/// ```
/// use sa_model::{VatBox, VatReturnFault};
///
/// let decimals = VatReturnFault::Decimals { at: VatBox::TotalValueSalesExVat, found: "0.5".parse()? };
/// let bounds = VatReturnFault::OutOfBounds { at: VatBox::VatDueSales, found: "1e13".parse()? };
/// assert_eq!(decimals.to_string(), "box 6 holds whole pounds, found 0.5");
/// // Decimals of any box are told before bounds of any.
/// assert!(decimals < bounds);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum VatReturnFault {
    /// A box has more decimals than it may.
    #[error("{}", too_many_decimals(*.at, *.found))]
    Decimals {
        /// Which box.
        at: VatBox,
        /// What stands there, in pounds.
        found: Decimal,
    },
    /// A box holds less or more than it may.
    #[error("{at} lies between {} and {} pounds, found {found}", .at.least(), .at.most())]
    OutOfBounds {
        /// Which box.
        at: VatBox,
        /// What stands there, in pounds.
        found: Decimal,
    },
    /// Box 5 is not the difference of boxes 3 and 4.
    #[error("box 5 is the difference of boxes 3 and 4, {expected}, found {found}")]
    Net {
        /// The difference, in pounds.
        expected: Money,
        /// Box 5.
        found: Money,
    },
    /// Box 3 is not the sum of boxes 1 and 2.
    #[error("box 3 is the sum of boxes 1 and 2, {expected}, found {found}")]
    Total {
        /// The sum, in pounds.
        expected: Money,
        /// Box 3.
        found: Money,
    },
    /// The taxpayer does not declare that the return is final.
    #[error("a return is submitted with finalised true, found false")]
    NotFinalised,
}

fn too_many_decimals(at: VatBox, found: Decimal) -> String {
    match at.decimals() {
        0 => format!("{at} holds whole pounds, found {found}"),
        decimals => format!("{at} has at most {decimals} decimals, found {found}"),
    }
}

impl VatReturnFault {
    /// The level that the rule belongs to.
    ///
    /// ```
    /// use sa_model::{VatReturnFault, VatReturnLevel};
    ///
    /// assert_eq!(VatReturnFault::NotFinalised.level(), VatReturnLevel::Declaration);
    /// ```
    pub const fn level(&self) -> VatReturnLevel {
        match self {
            Self::Decimals { .. } | Self::OutOfBounds { .. } => VatReturnLevel::Fields,
            Self::Net { .. } | Self::Total { .. } => VatReturnLevel::Arithmetic,
            Self::NotFinalised => VatReturnLevel::Declaration,
        }
    }
}

/// Why boxes are no return: every fault of the first level that has one, in HMRC's order.
///
/// ```
/// use sa_model::{Money, PeriodKey, VatBoxes, VatReturn};
///
/// let boxes = VatBoxes { vat_due_sales: Money::parse("10")?, ..VatBoxes::NIL };
/// let boxes = VatBoxes { net_vat_due: Money::parse("5")?, ..boxes };
/// // All that is wrong on the level, box 5 before box 3.
/// assert_eq!(
///     VatReturn::new(PeriodKey::parse("18A1")?, boxes).unwrap_err().to_string(),
///     "box 5 is the difference of boxes 3 and 4, 0, found 5; \
///      box 3 is the sum of boxes 1 and 2, 10, found 0"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VatReturnError {
    pub(super) level: VatReturnLevel,
    pub(super) faults: Vec<VatReturnFault>,
}

impl VatReturnError {
    /// The level that failed.
    ///
    /// ```
    /// use sa_model::{Money, PeriodKey, VatBoxes, VatReturn, VatReturnLevel};
    ///
    /// let boxes = VatBoxes { net_vat_due: Money::parse("5")?, ..VatBoxes::NIL };
    /// let error = VatReturn::new(PeriodKey::parse("18A1")?, boxes).unwrap_err();
    /// assert_eq!(error.level(), VatReturnLevel::Arithmetic);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn level(&self) -> VatReturnLevel {
        self.level
    }

    /// What is wrong on that level: at least one fault, at most one a box, decimals before bounds
    /// and each of the two by box; box 5 before box 3.
    ///
    /// ```
    /// use sa_model::{Money, PeriodKey, VatBox, VatBoxes, VatReturn, VatReturnFault};
    ///
    /// let boxes = VatBoxes { net_vat_due: Money::parse("-1")?, ..VatBoxes::NIL };
    /// let boxes = VatBoxes { total_value_sales_ex_vat: Money::parse("0.5")?, ..boxes };
    /// let error = VatReturn::new(PeriodKey::parse("18A1")?, boxes).unwrap_err();
    /// // The pence of box 6 before the sign of box 5: decimals go first.
    /// let VatReturnFault::Decimals { at, .. } = error.faults()[0] else { return Err("bounds".into()) };
    /// assert_eq!((at, error.faults().len()), (VatBox::TotalValueSalesExVat, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn faults(&self) -> &[VatReturnFault] {
        &self.faults
    }
}

impl fmt::Display for VatReturnError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.faults.iter().enumerate() {
            let gap = if place == 0 { "" } else { "; " };
            write!(formatter, "{gap}{fault}")?;
        }
        Ok(())
    }
}

impl core::error::Error for VatReturnError {}
