//! The VAT return: nine boxes that keep the rules, and every rule they can break, in HMRC's order.
//!
//! Source: github hmrc/vat-api, `SubmitReturnValidator`: what is wrong is told in levels (the
//! fields; then the arithmetic, box 5 before box 3; then the declaration), all faults of the first
//! level that has any. What only JSON can do wrong (a field missing, `true` where a number should
//! stand) is for whoever reads the request.

use core::cmp::Ordering;
use core::fmt;

use rust_decimal::Decimal;
use sa_validate::{Money, PeriodKey};
use serde::{Deserialize, Serialize};

use crate::{VatBox, VatBoxes, vat_boxes::pence};

/// A VAT return whose boxes keep the rules: each within its bounds, box 3 = box 1 + box 2, and
/// box 5 = the difference of boxes 3 and 4, by value (`200` equals `200.00`).
///
/// Serde reads it through the same rules.
///
/// ```
/// use sa_model::{Declaration, Money, NetVat, PeriodKey, VatBoxes, VatReturn};
///
/// let boxes = VatBoxes {
///     vat_due_sales: Money::parse("100.00")?,
///     total_vat_due: Money::parse("100")?,
///     vat_reclaimed_curr_period: Money::parse("30.50")?,
///     net_vat_due: Money::parse("69.50")?,
///     ..VatBoxes::NIL
/// };
/// let key = PeriodKey::parse("18A1")?;
/// let vat_return = VatReturn::declared(key, boxes, Declaration::Finalised)?;
/// assert_eq!(vat_return.net(), NetVat::Debit(boxes.net_vat_due));
///
/// let wrong = VatBoxes { net_vat_due: Money::parse("70")?, ..boxes };
/// assert_eq!(
///     VatReturn::new(key, wrong).unwrap_err().to_string(),
///     "box 5 is the difference of boxes 3 and 4, 69.5, found 70"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked", into = "Unchecked")]
pub struct VatReturn {
    period_key: PeriodKey,
    boxes: VatBoxes,
}

/// The form in which serde reads and writes a return.
#[derive(Serialize, Deserialize)]
#[serde(rename = "VatReturn", rename_all = "camelCase", deny_unknown_fields)]
struct Unchecked {
    period_key: PeriodKey,
    boxes: VatBoxes,
}

impl From<VatReturn> for Unchecked {
    fn from(checked: VatReturn) -> Self {
        Self {
            period_key: checked.period_key,
            boxes: checked.boxes,
        }
    }
}

impl TryFrom<Unchecked> for VatReturn {
    type Error = VatReturnError;

    fn try_from(unchecked: Unchecked) -> Result<Self, Self::Error> {
        Self::new(unchecked.period_key, unchecked.boxes)
    }
}

/// Whether the taxpayer declares that the return is final: the `finalised` of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Declaration {
    /// `finalised` is true.
    Finalised,
    /// `finalised` is false.
    NotFinalised,
}

/// A group of rules that are checked together. A level is checked only when the one before it is
/// clean.
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
    pub const fn level(&self) -> VatReturnLevel {
        match self {
            Self::Decimals { .. } | Self::OutOfBounds { .. } => VatReturnLevel::Fields,
            Self::Net { .. } | Self::Total { .. } => VatReturnLevel::Arithmetic,
            Self::NotFinalised => VatReturnLevel::Declaration,
        }
    }
}

/// Why boxes are no return: every fault of the first level that has one, in HMRC's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VatReturnError {
    level: VatReturnLevel,
    faults: Vec<VatReturnFault>,
}

impl VatReturnError {
    /// The level that failed.
    pub const fn level(&self) -> VatReturnLevel {
        self.level
    }

    /// What is wrong on that level: at least one fault, at most one a box, decimals before bounds
    /// and each of the two by box; box 5 before box 3.
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

/// Which way the net amount of a return goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NetVat {
    /// Box 3 is above box 4: the trader owes the amount, in pounds, above zero.
    Debit(Money),
    /// Box 4 is above box 3: HMRC owes the amount, in pounds, above zero.
    Credit(Money),
    /// Boxes 3 and 4 are equal.
    Nil,
}

impl VatReturn {
    /// Takes boxes that keep the rules, of a return that is known to be declared: out of a journal.
    ///
    /// # Errors
    ///
    /// The faults of the first of two levels that has any: `500.50` in box 6 and `-1` in box 5
    /// together; else box 5 `= 70` where boxes 3 and 4 differ by `69.50`, together with box 3.
    pub fn new(period_key: PeriodKey, boxes: VatBoxes) -> Result<Self, VatReturnError> {
        refuse(VatReturnLevel::Fields, boxes.field_faults())?;
        refuse(VatReturnLevel::Arithmetic, boxes.arithmetic_faults())?;
        Ok(Self { period_key, boxes })
    }

    /// Takes what a taxpayer submits: boxes that keep the rules, declared to be final.
    ///
    /// # Errors
    ///
    /// As [`VatReturn::new`]; and when the boxes are right, [`VatReturnFault::NotFinalised`].
    pub fn declared(
        period_key: PeriodKey,
        boxes: VatBoxes,
        declaration: Declaration,
    ) -> Result<Self, VatReturnError> {
        let vat_return = Self::new(period_key, boxes)?;
        match declaration {
            Declaration::Finalised => Ok(vat_return),
            Declaration::NotFinalised => Err(VatReturnError {
                level: VatReturnLevel::Declaration,
                faults: vec![VatReturnFault::NotFinalised],
            }),
        }
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
        let boxes = &self.boxes;
        match boxes.total_vat_due.cmp(&boxes.vat_reclaimed_curr_period) {
            Ordering::Greater => NetVat::Debit(boxes.net_vat_due),
            Ordering::Less => NetVat::Credit(boxes.net_vat_due),
            Ordering::Equal => NetVat::Nil,
        }
    }
}

/// Nothing is allocated where there is no fault.
fn refuse(
    level: VatReturnLevel,
    faults: impl Iterator<Item = VatReturnFault>,
) -> Result<(), VatReturnError> {
    let mut faults: Vec<_> = faults.collect();
    if faults.is_empty() {
        return Ok(());
    }
    faults.sort_unstable();
    Err(VatReturnError { level, faults })
}

impl VatBoxes {
    fn field_faults(&self) -> impl Iterator<Item = VatReturnFault> {
        VatBox::ALL
            .into_iter()
            .filter_map(|at| at.check(self.amount(at)).err())
    }

    /// Of boxes within their bounds, whose sums and differences always fit.
    fn arithmetic_faults(&self) -> impl Iterator<Item = VatReturnFault> {
        let total = pence(self.vat_due_sales).saturating_add(pence(self.vat_due_acquisitions));
        let net = pence(self.total_vat_due)
            .saturating_sub(pence(self.vat_reclaimed_curr_period))
            .saturating_abs();
        let expected = |pence| Money::from_pence_i64(pence).without_trailing_zeros();
        let net = (net != pence(self.net_vat_due)).then(|| VatReturnFault::Net {
            expected: expected(net),
            found: self.net_vat_due,
        });
        let total = (total != pence(self.total_vat_due)).then(|| VatReturnFault::Total {
            expected: expected(total),
            found: self.total_vat_due,
        });
        [net, total].into_iter().flatten()
    }
}
