//! On which side of an account a kind stands, and what sort of liability it is.

/// Which side of the account a kind stands on.
///
/// ```
/// use sa_model::TransactionKind;
///
/// // One name on both sides: the correction that charges, and the one that credits.
/// let (debit, credit) = (TransactionKind::parse("4001")?, TransactionKind::parse("4022")?);
/// assert_eq!(debit.name(), credit.name());
/// assert_ne!(debit.side(), credit.side());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Money owed by the taxpayer.
    Debit,
    /// Money that the taxpayer has paid or is owed.
    Credit,
}

/// What sort of liability a kind is. Of charges due on one day, tax is paid first, then penalties,
/// then interest, which bears none itself: the order of the variants.
///
/// ```
/// use sa_model::{ChargeClass, TransactionKind};
///
/// let mut due_on_one_day = ["VAT Return LPI", "VAT Return 1st LPP", "VAT Return Debit Charge"];
/// due_on_one_day.sort_by_key(|code| TransactionKind::parse(code).map(|kind| kind.class()).ok());
/// assert_eq!(due_on_one_day[0], "VAT Return Debit Charge");
/// assert_eq!(due_on_one_day[2], "VAT Return LPI");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChargeClass {
    /// Tax and contributions.
    Tax,
    /// A penalty or surcharge.
    Penalty,
    /// Interest.
    Interest,
}
