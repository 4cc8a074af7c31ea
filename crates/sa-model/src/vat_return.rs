//! The VAT return: nine boxes that keep the rules, and every rule they can break, in HMRC's order.
//!
//! Source: github hmrc/vat-api, `SubmitReturnValidator`: what is wrong is told in levels (the
//! fields; then the arithmetic, box 5 before box 3; then the declaration), all faults of the first
//! level that has any. What only JSON can do wrong (a field missing, `true` where a number should
//! stand) is for whoever reads the request.

mod fault;

use core::cmp::Ordering;

use sa_validate::{Money, PeriodKey};
use serde::{Deserialize, Serialize};

use crate::{VatBox, VatBoxes, vat_boxes::pence};

pub use fault::{VatReturnError, VatReturnFault, VatReturnLevel};

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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Unchecked", into = "Unchecked")]
pub struct VatReturn {
    period_key: PeriodKey,
    boxes: VatBoxes,
}

/// The form in which serde reads and writes a return.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
///
/// ```
/// use sa_model::{Declaration, PeriodKey, VatBoxes, VatReturn, VatReturnFault};
///
/// let key = PeriodKey::parse("18A1")?;
/// let error = VatReturn::declared(key, VatBoxes::NIL, Declaration::NotFinalised).unwrap_err();
/// assert_eq!(error.faults(), [VatReturnFault::NotFinalised]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Declaration {
    /// `finalised` is true.
    Finalised,
    /// `finalised` is false.
    NotFinalised,
}

/// Which way the net amount of a return goes.
///
/// ```
/// use sa_model::{Money, NetVat, PeriodKey, VatBoxes, VatReturn};
///
/// let amount = Money::parse("30")?;
/// let boxes = VatBoxes { vat_reclaimed_curr_period: amount, net_vat_due: amount, ..VatBoxes::NIL };
/// // More is reclaimed than due: box 5 is no different, the way is.
/// let net = VatReturn::new(PeriodKey::parse("18A1")?, boxes)?.net();
/// assert_eq!(net, NetVat::Credit(amount));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    /// ```
    /// use sa_model::{Money, PeriodKey, VatBoxes, VatReturn};
    ///
    /// // By value: `500.00` is whole pounds.
    /// let boxes = VatBoxes { total_value_sales_ex_vat: Money::parse("500.00")?, ..VatBoxes::NIL };
    /// assert!(VatReturn::new(PeriodKey::parse("18A1")?, boxes).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The faults of the first of two levels that has any: `500.50` in box 6 and `-1` in box 5
    /// together; else box 5 `= 70` where boxes 3 and 4 differ by `69.50`, together with box 3.
    #[inline]
    pub fn new(period_key: PeriodKey, boxes: VatBoxes) -> Result<Self, VatReturnError> {
        if boxes.keep_the_rules() {
            Ok(Self { period_key, boxes })
        } else {
            Err(boxes.first_faults())
        }
    }

    /// Takes what a taxpayer submits: boxes that keep the rules, declared to be final.
    ///
    /// ```
    /// use sa_model::{Declaration, Money, PeriodKey, VatBoxes, VatReturn, VatReturnLevel};
    ///
    /// // The declaration is asked for last: wrong sums are told first.
    /// let boxes = VatBoxes { total_vat_due: Money::parse("1")?, ..VatBoxes::NIL };
    /// let key = PeriodKey::parse("18A1")?;
    /// let error = VatReturn::declared(key, boxes, Declaration::NotFinalised).unwrap_err();
    /// assert_eq!(error.level(), VatReturnLevel::Arithmetic);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    ///
    /// ```
    /// use sa_model::{PeriodKey, VatBoxes, VatReturn};
    ///
    /// // Keys with a hash are keys like others.
    /// let vat_return = VatReturn::new(PeriodKey::parse("#001")?, VatBoxes::NIL)?;
    /// assert_eq!(vat_return.period_key().as_str(), "#001");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn period_key(&self) -> PeriodKey {
        self.period_key
    }

    /// The boxes.
    ///
    /// ```
    /// use sa_model::{Money, PeriodKey, VatBoxes, VatReturn};
    ///
    /// // As they were written, decimals and all.
    /// let boxes = VatBoxes { total_acquisitions_ex_vat: Money::parse("7.0")?, ..VatBoxes::NIL };
    /// let vat_return = VatReturn::new(PeriodKey::parse("18A1")?, boxes)?;
    /// assert_eq!(vat_return.boxes().total_acquisitions_ex_vat.to_string(), "7.0");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn boxes(&self) -> &VatBoxes {
        &self.boxes
    }

    /// Who owes whom: the sign that box 5 does not carry.
    ///
    /// ```
    /// use sa_model::{Money, NetVat, PeriodKey, VatBoxes, VatReturn};
    ///
    /// let amount = Money::parse("30")?;
    /// let boxes = VatBoxes { vat_due_sales: amount, total_vat_due: amount, ..VatBoxes::NIL };
    /// // Boxes 3 and 4 decide, not box 1: here as much is reclaimed as is due.
    /// let even = VatBoxes { vat_reclaimed_curr_period: amount, ..boxes };
    /// assert_eq!(VatReturn::new(PeriodKey::parse("18A1")?, even)?.net(), NetVat::Nil);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn net(&self) -> NetVat {
        let boxes = &self.boxes;
        match boxes.total_vat_due.cmp(&boxes.vat_reclaimed_curr_period) {
            Ordering::Greater => NetVat::Debit(boxes.net_vat_due),
            Ordering::Less => NetVat::Credit(boxes.net_vat_due),
            Ordering::Equal => NetVat::Nil,
        }
    }
}

/// The total VAT due, in pence.
const fn box_3(sales: i64, acquisitions: i64) -> i64 {
    sales.saturating_add(acquisitions)
}

/// The difference of boxes 3 and 4, in pence.
const fn box_5(total: i64, reclaimed: i64) -> i64 {
    total.saturating_sub(reclaimed).saturating_abs()
}

impl VatBoxes {
    /// Whether there is no fault, found out without telling which.
    fn keep_the_rules(&self) -> bool {
        let [sales, acquisitions, total, reclaimed, net, ..] = self.pence();
        self.are_within_bounds()
            && total == box_3(sales, acquisitions)
            && net == box_5(total, reclaimed)
    }

    /// The faults of the first level that has any, of boxes that do not keep the rules.
    #[cold]
    fn first_faults(&self) -> VatReturnError {
        let (mut level, mut faults) = (
            VatReturnLevel::Fields,
            self.field_faults().collect::<Vec<_>>(),
        );
        if faults.is_empty() {
            (level, faults) = (
                VatReturnLevel::Arithmetic,
                self.arithmetic_faults().collect(),
            );
        }
        faults.sort_unstable();
        VatReturnError { level, faults }
    }

    fn field_faults(&self) -> impl Iterator<Item = VatReturnFault> {
        VatBox::ALL
            .into_iter()
            .filter_map(|at| at.check(self.amount(at)).err())
    }

    /// Of boxes within their bounds, whose sums and differences always fit.
    fn arithmetic_faults(&self) -> impl Iterator<Item = VatReturnFault> {
        let total = box_3(pence(self.vat_due_sales), pence(self.vat_due_acquisitions));
        let net = box_5(
            pence(self.total_vat_due),
            pence(self.vat_reclaimed_curr_period),
        );
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
