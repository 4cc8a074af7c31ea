//! A payment or another credit as it stands on a day.

use sa_validate::{DocumentId, Money, Timestamp};
use time::Date;

use crate::{Credit, Payment};

/// The place of a payment or credit in [`Position::credits`](crate::Position::credits).
///
/// ```
#[doc = include_str!("example.md")]
/// // An allocation names its money by the place in `credits`, not by document number.
/// assert_eq!(position.allocations[0].credit, CreditIndex(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditIndex(pub usize);

/// Where a payment or credit came from.
///
/// ```
#[doc = include_str!("example.md")]
/// let CreditSource::Payment(payment) = position.credits[0].source else {
///     return Err("another credit".into());
/// };
/// // The record as it came, borrowed from the account.
/// assert_eq!(payment.method, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditSource<'a> {
    /// A payment.
    Payment(&'a Payment),
    /// Another credit.
    Credit(&'a Credit),
}

/// A payment or credit as it stands on the day.
///
/// ```
#[doc = include_str!("example.md")]
/// let credit = &position.credits[0];
/// // Each pound that came is in one of the three.
/// let parts = [credit.allocated, credit.repaid, credit.unallocated];
/// assert_eq!(credit.source.amount(), Money::total(parts)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditPosition<'a> {
    /// Where it came from.
    pub source: CreditSource<'a>,
    /// The effective date of payment.
    pub effective: Date,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// What has been set against charges, in pounds.
    pub allocated: Money,
    /// What has been repaid.
    pub repaid: Money,
    /// What is left.
    pub unallocated: Money,
    /// The day it was reversed, if it did not stand; nothing of it is then left.
    pub reversed: Option<Date>,
}

impl<'a> CreditSource<'a> {
    /// The payment, where it is one.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let credit: Credit = serde_json::from_str(r#"{"id":"004000000040","kind":"6110","amount":75}"#)?;
    /// assert!(position.credits[0].source.payment().is_some());
    /// assert!(CreditSource::Credit(&credit).payment().is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn payment(&self) -> Option<&'a Payment> {
        match self {
            Self::Payment(payment) => Some(payment),
            Self::Credit(_) => None,
        }
    }

    /// The document number.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert_eq!(position.credits[0].source.id(), payment.id);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn id(&self) -> DocumentId {
        match self {
            Self::Payment(payment) => payment.id,
            Self::Credit(credit) => credit.id,
        }
    }

    /// The amount received or credited, in pounds.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// // What came, not what is left of it.
    /// let credit = &position.credits[0];
    /// assert_eq!(credit.source.amount(), Money::parse("400.00")?);
    /// assert!(credit.unallocated.is_zero());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn amount(&self) -> Money {
        match self {
            Self::Payment(payment) => payment.amount,
            Self::Credit(credit) => credit.amount,
        }
    }
}
