//! A charge as it stands on a day, and the interest on it.

use rust_decimal::Decimal;
use sa_validate::{Money, Timestamp};
use time::Date;

use crate::{Amendment, Charge, CodedOut, Dated};

/// The place of a charge in [`Position::charges`](crate::Position::charges).
///
/// ```
#[doc = include_str!("example.md")]
/// // The first charge raised is 0, whatever its document number or due date.
/// let first = position.charge(ChargeIndex(0)).ok_or("no charge")?;
/// assert_eq!(first.charge.id.as_str(), "004000000028");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChargeIndex(pub usize);

/// A charge as it stands on the day.
///
/// ```
#[doc = include_str!("example.md")]
/// let charge = &position.charges[0];
/// assert_eq!(charge.paid, Money::parse("400.00")?);
/// // Each pound of the amount is in one of the three.
/// assert_eq!(charge.amount, Money::total([charge.paid, charge.coded, charge.outstanding])?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargePosition<'a> {
    /// The charge as it was raised.
    pub charge: &'a Charge,
    /// The day it was raised.
    pub raised: Date,
    /// When that was recorded.
    pub recorded: Timestamp,
    /// How it was changed since, in order, up to the day.
    pub amendments: &'a [Dated<Amendment>],
    /// What was coded out of it, in order, up to the day.
    pub coded_out: &'a [Dated<CodedOut>],
    /// The amount it now has, in pounds.
    pub amount: Money,
    /// What payments and credits have paid of it.
    pub paid: Money,
    /// What is collected through PAYE instead.
    pub coded: Money,
    /// What is still to be paid: the amount less what is paid and coded out.
    pub outstanding: Money,
    /// The part of `outstanding` that is in dispute and not pursued.
    pub stood_over: Money,
    /// The last day on which anything cleared part of it.
    pub last_cleared: Option<Date>,
    /// The interest on it, once it is late.
    pub interest: Option<InterestPosition>,
}

impl<'a> ChargePosition<'a> {
    /// Whether something of it is still to be paid: of the charge, or of the interest on it,
    /// charged or running.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// // The rest of the charge is paid, and not the interest on it.
    /// let cleared = ChargePosition { outstanding: Money::ZERO, ..position.charges[0].clone() };
    /// assert!(cleared.is_open());
    /// assert!(!ChargePosition { interest: None, ..cleared }.is_open());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_open(&self) -> bool {
        let open_interest = |interest: &InterestPosition| {
            !interest.outstanding.is_zero() || !interest.accruing.is_zero()
        };
        !self.outstanding.is_zero() || self.interest.as_ref().is_some_and(open_interest)
    }

    /// What each coding out collects, in order, in pounds above zero. They come to `coded`: where
    /// the charge has since become less than was coded out, the later ones collect less.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// // 150.00 and then 100.00 were coded out; since then the charge became less: 200.00 is left.
    /// let less = ChargePosition { coded: Money::parse("200.00")?, ..position.charges[0].clone() };
    /// let parts: Vec<Money> = less.coded_out_parts().map(|(_, amount)| amount).collect();
    /// assert_eq!(parts, [Money::parse("150.00")?, Money::parse("50.00")?]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn coded_out_parts(&self) -> impl Iterator<Item = (&'a Dated<CodedOut>, Money)> + use<'a> {
        let mut left = self.coded;
        self.coded_out.iter().filter_map(move |coded| {
            let amount = coded.record.amount.min(left);
            // Neither is below zero, so their difference fits.
            left = left.checked_sub(amount).unwrap_or_default();
            amount.is_positive().then_some((coded, amount))
        })
    }
}

/// The late-payment interest on one charge.
///
/// ```
#[doc = include_str!("example.md")]
/// let interest = position.charges[0].interest.as_ref().ok_or("no interest")?;
/// // It runs from the due date, and is charged on the day the tax is cleared: not yet.
/// assert_eq!(interest.from, position.charges[0].charge.due);
/// assert_eq!((interest.accruing, interest.charged_on), (Money::parse("5.22")?, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterestPosition {
    /// The day interest runs from: the due date.
    pub from: Date,
    /// The last day counted: the day, or the day the charge was cleared.
    pub to: Date,
    /// The rate on the last day counted, in percent a year.
    pub rate_percent: Decimal,
    /// Interest that is running and not yet charged.
    pub accruing: Money,
    /// Interest charged, which happens on the day the tax is cleared (SAM60001).
    pub charged: Money,
    /// What is still to be paid of the interest charged.
    pub outstanding: Money,
    /// The day it was charged: its own due date.
    pub charged_on: Option<Date>,
}
