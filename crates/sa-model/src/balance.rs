//! The balance: what is overdue, payable and pending, and the horizon that parts the last two.

use sa_validate::Money;
use time::Date;

/// How far ahead a charge counts as payable rather than pending.
///
/// The two Self Assessment APIs differ: the liability API's payable charges fall due before
/// today + 30 days, the Accounts API's up to and including today + 30 days.
///
/// ```
/// use sa_model::{Horizon, date};
///
/// // Seen from 1 January, 31 January is payable to the one API and pending to the other.
/// let days = (date::parse("2026-01-31")? - date::parse("2026-01-01")?).whole_days();
/// assert!(days <= i64::from(Horizon::ACCOUNTS.last_payable_days));
/// assert!(days > i64::from(Horizon::LIABILITY.last_payable_days));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// The last day difference, in days from today, that still counts as payable.
    pub last_payable_days: u16,
}

impl Horizon {
    /// `today <= due < today + 30`: the Self Assessment liability API.
    ///
    /// ```
    /// use sa_model::Horizon;
    ///
    /// // The bound of 30 days is not itself within.
    /// assert_eq!(Horizon::LIABILITY.last_payable_days, 29);
    /// ```
    pub const LIABILITY: Self = Self {
        last_payable_days: 29,
    };
    /// `today <= due <= today + 30`: the Self Assessment Accounts API.
    ///
    /// ```
    /// use sa_model::Horizon;
    ///
    /// // The bound of 30 days is itself within.
    /// assert_eq!(Horizon::ACCOUNTS.last_payable_days, 30);
    /// ```
    pub const ACCOUNTS: Self = Self {
        last_payable_days: 30,
    };
}

/// When an amount is to be paid, seen from a day.
///
/// ```
/// use sa_model::Maturity;
///
/// let mut found = [Maturity::Pending, Maturity::Overdue, Maturity::Payable];
/// found.sort();
/// // The most pressing first.
/// assert_eq!(found, [Maturity::Overdue, Maturity::Payable, Maturity::Pending]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Maturity {
    /// The due date has passed: it is before the day.
    Overdue,
    /// Due on the day or within the horizon.
    Payable,
    /// Due beyond the horizon.
    Pending,
}

/// The sums of what is open on a day, in pounds, none below zero.
///
/// ```
/// use sa_model::{Balance, Money};
///
/// let balance = Balance {
///     overdue: Money::parse("100.00")?,
///     accruing_interest: Money::parse("0.55")?,
///     total: Money::parse("100.00")?,
///     // all others: nothing
/// #     payable: Money::ZERO,
/// #     pending: Money::ZERO,
/// #     coded_out: Money::ZERO,
/// #     credit: Money::ZERO,
/// #     earliest_overdue: None,
/// #     earliest_accruing: None,
/// #     earliest_payable: None,
/// #     earliest_pending: None,
/// };
/// // The interest that still accrues is not in the total.
/// assert_eq!(balance.total, balance.overdue);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// Open charges whose due date has passed, with the interest charged on them.
    pub overdue: Money,
    /// The interest still accruing, not in `overdue`.
    pub accruing_interest: Money,
    /// Open charges within the horizon.
    pub payable: Money,
    /// Open charges beyond the horizon.
    pub pending: Money,
    /// `overdue + payable + pending`.
    pub total: Money,
    /// What is collected through PAYE instead.
    pub coded_out: Money,
    /// Credit that no charge has used and no repayment has taken.
    pub credit: Money,
    /// Earliest due date among the overdue charges; present when one is overdue.
    pub earliest_overdue: Option<Date>,
    /// Earliest due date among the charges whose interest accrues; present when some does.
    pub earliest_accruing: Option<Date>,
    /// Earliest due date among the payable charges; present when one is payable.
    pub earliest_payable: Option<Date>,
    /// Earliest due date among the pending charges; present when one is pending.
    pub earliest_pending: Option<Date>,
}

impl Balance {
    /// The same with the interest that is accruing counted as overdue, and so in the total: it is as
    /// old as its charge.
    ///
    /// ```
    /// use sa_model::{Balance, Money};
    ///
    /// # let balance = Balance {
    /// #     overdue: Money::parse("100.00")?,
    /// #     accruing_interest: Money::parse("0.55")?,
    /// #     coded_out: Money::ZERO,
    /// #     total: Money::parse("140.00")?,
    /// #     payable: Money::parse("40.00")?,
    /// #     pending: Money::ZERO,
    /// #     credit: Money::ZERO,
    /// #     earliest_overdue: None,
    /// #     earliest_accruing: None,
    /// #     earliest_payable: None,
    /// #     earliest_pending: None,
    /// # };
    /// // 100.00 overdue, on which 0.55 of interest accrues, and 40.00 payable
    /// let shown = balance.with_accruing_interest();
    /// assert_eq!(shown.overdue, Money::parse("100.55")?);
    /// assert_eq!(shown.total, Money::parse("140.55")?);
    /// assert_eq!(shown.payable, balance.payable);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_accruing_interest(self) -> Self {
        // The sums of one account fit together by the ledger's limit.
        let more = |sum: Money| sum.checked_add(self.accruing_interest).unwrap_or(sum);
        let dates = [self.earliest_overdue, self.earliest_accruing];
        Self {
            overdue: more(self.overdue),
            total: more(self.total),
            earliest_overdue: dates.into_iter().flatten().min(),
            ..self
        }
    }
}
