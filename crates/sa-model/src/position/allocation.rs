//! Which money paid what.

use sa_validate::Money;
use time::Date;

use crate::{ChargeIndex, CreditIndex};

/// What an allocation pays.
///
/// ```
/// use sa_model::{AllocatedTo, ChargeIndex};
///
/// // Interest is no charge of its own: it is found by the charge that it runs on.
/// let to = AllocatedTo::InterestOn(ChargeIndex(3));
/// assert_ne!(to, AllocatedTo::Charge(ChargeIndex(3)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AllocatedTo {
    /// A charge.
    Charge(ChargeIndex),
    /// The interest on a charge.
    InterestOn(ChargeIndex),
}

impl AllocatedTo {
    /// The charge that it pays, or whose interest it pays.
    ///
    /// ```
    /// use sa_model::{AllocatedTo, ChargeIndex};
    ///
    /// let index = ChargeIndex(3);
    /// assert_eq!(AllocatedTo::InterestOn(index).charge(), AllocatedTo::Charge(index).charge());
    /// ```
    pub const fn charge(self) -> ChargeIndex {
        match self {
            Self::Charge(index) | Self::InterestOn(index) => index,
        }
    }

    /// Whether it pays the interest and not the charge.
    ///
    /// ```
    /// use sa_model::{AllocatedTo, ChargeIndex};
    ///
    /// assert!(AllocatedTo::InterestOn(ChargeIndex(3)).is_interest());
    /// ```
    pub const fn is_interest(self) -> bool {
        matches!(self, Self::InterestOn(_))
    }
}

/// A slice of money set against a charge or its interest.
///
/// ```
/// use sa_model::{AllocatedTo, Allocation, ChargeIndex, CreditIndex, Money, date};
///
/// // Paid on 10 January for a charge that was raised on 20 January only.
/// let (credit, to) = (CreditIndex(0), AllocatedTo::Charge(ChargeIndex(0)));
/// let (effective, made) = (date::parse("2026-01-10")?, date::parse("2026-01-20")?);
/// let amount = Money::parse("400.00")?;
/// let slice = Allocation { credit, to, amount, effective, made };
/// assert!(slice.effective < slice.made);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocation {
    /// Whose money.
    pub credit: CreditIndex,
    /// What it pays.
    pub to: AllocatedTo,
    /// How much, in pounds, above zero.
    pub amount: Money,
    /// The effective date of payment: where interest stops for this slice.
    pub effective: Date,
    /// The day it was set against the charge.
    pub made: Date,
}
