//! How much of an account's credit is spoken for.
//!
//! Sources: github hmrc/self-assessment-accounts-api, OAS 4.0: total credit is unallocated and
//! allocated credit, available credit is the total less the repayments that are asked for. What
//! "allocated" means there HMRC's sources disagree on (the names of its back end speak of credit
//! set aside for charges that are overdue or about to fall due); that it is the part of what is
//! left that open charges will use is this project's reading.

use sa_model::{Balance, ClaimOutcome, Horizon, Money, Position};

use crate::balance;

/// The part of the credit left on the account that charges overdue or payable within the horizon
/// will use, in pounds; the rest is free.
///
/// Credit is set against such charges as soon as it is there, so this is zero but for what a
/// direction keeps for a charge still to come, and for charges between the ledger's own look-ahead
/// and the horizon.
///
/// ```
#[doc = include_str!("account/example.md")]
/// // All credit has found a charge: none is left to be kept for one.
/// let position = account.position(day("2026-03-31")?);
/// assert_eq!(earmarked_credit(&position, Horizon::ACCOUNTS), Money::ZERO);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn earmarked_credit(position: &Position<'_>, horizon: Horizon) -> Money {
    let Balance {
        overdue,
        payable,
        credit,
        ..
    } = balance(position, horizon);
    // The sums of one account fit together by the ledger's limit.
    let wanted = overdue.checked_add(payable).unwrap_or(overdue);
    credit.min(wanted)
}

/// The credit left on the account less the repayments that are asked for and not yet made, in
/// pounds; zero where more is asked for than is left.
///
/// ```
#[doc = include_str!("account/example.md")]
/// # let mut account = account;
/// account.apply(&entry(8, "2026-04-01", r#"{"paymentReceived":{"id":"P2","amount":200.00}}"#)?)?;
/// account.apply(&entry(9, "2026-04-02", r#"{"repaymentClaimed":{"id":"R1","amount":50.00}}"#)?)?;
/// let position = account.position(day("2026-04-02")?);
/// // 200.00 less 100.00 of tax, 7.64 and 3.18 of interest, and the 50.00 asked for.
/// assert_eq!(available_credit(&position), pounds("39.18")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn available_credit(position: &Position<'_>) -> Money {
    let left = position.credits.iter().map(|credit| credit.unallocated);
    let left = Money::total(left).unwrap_or(Money::ZERO);
    let requested = Money::total(requested(position)).unwrap_or(Money::ZERO);
    left.checked_sub(requested)
        .unwrap_or(Money::ZERO)
        .max(Money::ZERO)
}

/// The amounts, in pounds, of the repayments that are asked for and not yet made, oldest first.
///
/// ```
#[doc = include_str!("account/example.md")]
/// # let mut account = account;
/// account.apply(&entry(8, "2026-04-01", r#"{"paymentReceived":{"id":"P2","amount":200.00}}"#)?)?;
/// account.apply(&entry(9, "2026-04-02", r#"{"repaymentClaimed":{"id":"R1","amount":50.00}}"#)?)?;
/// let position = account.position(day("2026-04-02")?);
/// assert_eq!(requested(&position).collect::<Vec<_>>(), [pounds("50.00")?]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn requested<'p>(position: &'p Position<'_>) -> impl Iterator<Item = Money> + use<'p> {
    let pending = |outcome| matches!(outcome, ClaimOutcome::Pending);
    position
        .claims
        .iter()
        .filter(move |claim| pending(claim.outcome))
        .map(|claim| claim.claim.amount)
}
