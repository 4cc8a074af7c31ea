//! A repayment claim as it stands on a day, and the money that went out on it.

use sa_validate::Money;
use time::Date;

use crate::{CreditIndex, RepaymentClaim};

/// The place of a repayment claim in [`Position::claims`](crate::Position::claims).
///
/// ```
/// use sa_model::{ClaimIndex, CreditIndex, Money, RepaidSlice};
///
/// // Two payments go back on the first claim of the account.
/// let slice = |credit, amount| RepaidSlice { claim: ClaimIndex(0), credit, amount };
/// let repaid = [
///     slice(CreditIndex(0), Money::parse("80.00")?),
///     slice(CreditIndex(2), Money::parse("40.00")?),
/// ];
/// assert_eq!(repaid[0].claim, repaid[1].claim);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimIndex(pub usize);

/// Money of one payment or credit that was repaid.
///
/// ```
/// use sa_model::{ClaimIndex, CreditIndex, Money, RepaidSlice};
///
/// // Of a claim for 120.00, answered out of two payments, this is the part of the first.
/// let slice = RepaidSlice {
///     claim: ClaimIndex(0),
///     credit: CreditIndex(0),
///     amount: Money::parse("80.00")?,
/// };
/// assert!(slice.amount < Money::parse("120.00")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepaidSlice {
    /// The claim.
    pub claim: ClaimIndex,
    /// Whose money.
    pub credit: CreditIndex,
    /// How much, in pounds, above zero.
    pub amount: Money,
}

/// A repayment claim as it stands on the day.
///
/// ```
/// use sa_model::{ClaimOutcome, ClaimPosition, RepaymentClaim, date};
///
/// let json = r#"{"id":"004000000050","amount":120.00}"#;
/// let claim: RepaymentClaim = serde_json::from_str(json)?;
/// let requested = date::parse("2026-02-01")?;
/// // As of the day of the request: what comes later is not known yet.
/// let position = ClaimPosition { claim: &claim, requested, outcome: ClaimOutcome::Pending };
/// assert_eq!(position.claim.amount.to_string(), "120.00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimPosition<'a> {
    /// The claim.
    pub claim: &'a RepaymentClaim,
    /// The day of the request.
    pub requested: Date,
    /// What became of it.
    pub outcome: ClaimOutcome,
}

/// What became of a repayment claim.
///
/// ```
/// use sa_model::{ClaimOutcome, Money, date};
///
/// // The interest is beside the claim's amount, not in it.
/// let on = date::parse("2026-02-20")?;
/// let paid = ClaimOutcome::Repaid { on, interest: Money::parse("1.35")? };
/// assert_ne!(paid, ClaimOutcome::Withdrawn { on });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimOutcome {
    /// It is in progress.
    Pending,
    /// It was paid.
    Repaid {
        /// The day the money was sent.
        on: Date,
        /// The interest added, in pounds.
        interest: Money,
    },
    /// It was taken back or refused.
    Withdrawn {
        /// The day.
        on: Date,
    },
}
