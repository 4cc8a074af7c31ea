//! The position: all that a reader may ask of an account as of the end of a day.

mod allocation;
mod charge_position;
mod claim_position;
mod credit_position;
mod dated;

use sa_validate::Money;
use time::Date;

use crate::{LateFilingPenalty, LatePaymentPenalty};

pub use allocation::{AllocatedTo, Allocation};
pub use charge_position::{ChargeIndex, ChargePosition, InterestPosition};
pub use claim_position::{ClaimIndex, ClaimOutcome, ClaimPosition, RepaidSlice};
pub use credit_position::{CreditIndex, CreditPosition, CreditSource};
pub use dated::Dated;

/// An account as of the end of a day, computed from its entries; it borrows their records.
///
/// The examples here and of its parts look at one account on 31 March 2026: a balancing charge of
/// 1,000.00, due on 31 January, of which 150.00 and then 100.00 are coded out; 400.00 came on
/// 10 February.
///
/// ```
#[doc = include_str!("position/example.md")]
/// let charge = &position.charges[0];
/// assert_eq!(charge.outstanding, Money::parse("350.00")?);
/// // The penalty for being late is told, and no charge: that takes an entry.
/// assert_eq!(position.penalties[0].amount, Money::parse("17.50")?);
/// assert_eq!(position.charges.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position<'a> {
    /// The day.
    pub on: Date,
    /// The charges raised by then, in the order of the journal.
    pub charges: Vec<ChargePosition<'a>>,
    /// The payments and credits received by then, in the order of the journal.
    pub credits: Vec<CreditPosition<'a>>,
    /// Which money paid which charge, in the order in which it was set against it.
    pub allocations: Vec<Allocation>,
    /// The repayment claims made by then, in the order of the journal.
    pub claims: Vec<ClaimPosition<'a>>,
    /// Which money was repaid on which claim, in the order in which it left.
    pub repayments: Vec<RepaidSlice>,
    /// The penalties that follow from what was paid late, in the order of [`Position::charges`].
    /// They are no charges: a penalty is owed once HMRC raises a charge for it.
    pub penalties: Vec<LatePaymentPenalty>,
    /// The penalties that follow from tax returns that were sent late, the earliest last day first.
    /// They too are no charges.
    pub filing_penalties: Vec<LateFilingPenalty>,
    /// What was repaid beyond all credit there is, in pounds: a payment bounced after it had been
    /// repaid. The taxpayer owes it back once it is assessed.
    pub repaid_without_cover: Money,
}

impl<'a> Position<'a> {
    /// The charge at an index of this position.
    ///
    /// ```
    #[doc = include_str!("position/example.md")]
    /// assert!(position.charge(ChargeIndex(0)).is_some());
    /// // An index belongs to one position: in another it finds nothing, or something else.
    /// assert!(position.charge(ChargeIndex(1)).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn charge(&self, index: ChargeIndex) -> Option<&ChargePosition<'a>> {
        self.charges.get(index.0)
    }

    /// The payment or credit at an index of this position.
    ///
    /// ```
    #[doc = include_str!("position/example.md")]
    /// let slice = &position.allocations[0];
    /// let credit = position.credit(slice.credit).ok_or("no credit")?;
    /// assert_eq!(credit.source.id().as_str(), "004000000031");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn credit(&self, index: CreditIndex) -> Option<&CreditPosition<'a>> {
        self.credits.get(index.0)
    }

    /// The slices that paid a charge, its interest left out, in order.
    ///
    /// ```
    #[doc = include_str!("position/example.md")]
    /// # let mut position = position;
    /// let charge = ChargeIndex(0);
    /// let interest = Allocation { to: AllocatedTo::InterestOn(charge), ..position.allocations[0] };
    /// position.allocations.push(interest);
    /// // The money that paid the interest on it is not among them.
    /// assert_eq!(position.allocations_to(charge).count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn allocations_to(&self, index: ChargeIndex) -> impl Iterator<Item = &Allocation> {
        self.allocations
            .iter()
            .filter(move |slice| slice.to == AllocatedTo::Charge(index))
    }

    /// What a payment or credit paid, in order.
    ///
    /// ```
    #[doc = include_str!("position/example.md")]
    /// # let mut position = position;
    /// let charge = ChargeIndex(0);
    /// let interest = Allocation { to: AllocatedTo::InterestOn(charge), ..position.allocations[0] };
    /// position.allocations.push(interest);
    /// // Whatever it paid, interest too.
    /// assert_eq!(position.allocations_of(CreditIndex(0)).count(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn allocations_of(&self, index: CreditIndex) -> impl Iterator<Item = &Allocation> {
        self.allocations
            .iter()
            .filter(move |slice| slice.credit == index)
    }
}
