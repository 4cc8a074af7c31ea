//! Many accounts valued as of a day.
//!
//! Accounts go in by an iterator and valuations come out by one, in the same order; whoever has
//! several threads gives each its share, or uses `value_in_parallel` (feature `rayon`).

use std::borrow::Borrow;

use sa_model::{AccountKey, Balance, Horizon};
use time::Date;

use crate::account::Account;
use crate::balance::balance;
use crate::rules::Rules;

/// What an account comes to on a day.
///
/// ```
#[doc = include_str!("account/example.md")]
/// let on = day("2026-03-31")?;
/// let valued: Valuation = value(&account, on, Horizon::LIABILITY, Rules::built_in());
/// assert_eq!((valued.key, valued.version), (account.key(), 7));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Valuation {
    /// The account.
    pub key: AccountKey,
    /// How many entries it was made of.
    pub version: u64,
    /// What is owed and what is left.
    pub balance: Balance,
}

/// The sums of many valuations, in pence: more than one amount may hold.
///
/// ```
#[doc = include_str!("account/example.md")]
/// let on = day("2026-03-31")?;
/// let all = [&account, &account];
/// let totals: Totals = value_all(all, on, Horizon::LIABILITY, Rules::built_in()).collect();
/// assert_eq!((totals.accounts, totals.accounts_overdue, totals.overdue_pence), (2, 2, 2 * 107_64));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many accounts.
    pub accounts: u64,
    /// How many of them owe something that is overdue.
    pub accounts_overdue: u64,
    /// Overdue, in pence.
    pub overdue_pence: i128,
    /// Interest still accruing, in pence.
    pub accruing_interest_pence: i128,
    /// Payable, in pence.
    pub payable_pence: i128,
    /// Pending, in pence.
    pub pending_pence: i128,
    /// Coded out, in pence.
    pub coded_out_pence: i128,
    /// Credit, in pence.
    pub credit_pence: i128,
}

/// Values an account.
///
/// ```
#[doc = include_str!("account/example.md")]
/// let valued = value(&account, day("2026-03-31")?, Horizon::LIABILITY, Rules::built_in());
/// assert_eq!(valued.balance.overdue, pounds("107.64")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn value(account: &Account, on: Date, horizon: Horizon, rules: &Rules) -> Valuation {
    let balance = balance(&account.position_under(on, rules), horizon);
    Valuation {
        key: account.key(),
        version: account.version(),
        balance,
    }
}

/// Values accounts one after the other, as they are asked for.
///
/// ```
/// use sa_ledger::{Account, Rules, Totals, value_all};
/// use sa_model::{Entry, Horizon, date};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let journal: Vec<Entry> = [
///     r#"{"account":"itsa:1097172564","id":"1","effective":"2024-04-06",
///         "recorded":"2024-04-06T09:00:00.000Z",
///         "fact":{"accountOpened":{"itsa":{"utr":"1097172564"}}}}"#,
///     r#"{"account":"itsa:1097172564","id":"2","effective":"2025-11-01",
///         "recorded":"2025-11-01T09:00:00.000Z",
///         "fact":{"chargeRaised":{"id":"BC1","kind":"4910","amount":1200.00,
///         "due":"2026-01-31","period":{"taxYear":"2024-25"}}}}"#,
/// ]
/// .into_iter()
/// .map(serde_json::from_str)
/// .collect::<Result<_, _>>()?;
/// let accounts = Account::fold(&journal)?;
/// let on = date::parse("2026-02-01")?;
/// let totals: Totals =
///     value_all(accounts, on, Horizon::LIABILITY, Rules::built_in()).collect();
/// assert_eq!((totals.overdue_pence, totals.accruing_interest_pence), (120_000, 25));
/// # Ok(())
/// # }
/// ```
pub fn value_all<A: Borrow<Account>>(
    accounts: impl IntoIterator<Item = A>,
    on: Date,
    horizon: Horizon,
    rules: &Rules,
) -> impl Iterator<Item = Valuation> {
    accounts
        .into_iter()
        .map(move |account| value(account.borrow(), on, horizon, rules))
}

/// Values accounts on all cores of the current rayon pool.
///
/// ```
#[doc = include_str!("account/example.md")]
/// use rayon::iter::ParallelIterator as _;
///
/// let (on, rules) = (day("2026-03-31")?, Rules::built_in());
/// let all = vec![account.clone(), account];
/// let valued: Vec<Valuation> = value_in_parallel(all, on, Horizon::LIABILITY, rules).collect();
/// assert_eq!(valued[0], valued[1]); // in the order of the accounts
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg(feature = "rayon")]
pub fn value_in_parallel<A: Borrow<Account> + Send>(
    accounts: impl rayon::iter::IntoParallelIterator<Item = A>,
    on: Date,
    horizon: Horizon,
    rules: &Rules,
) -> impl rayon::iter::ParallelIterator<Item = Valuation> {
    use rayon::iter::ParallelIterator as _;

    accounts
        .into_par_iter()
        .map(move |account| value(account.borrow(), on, horizon, rules))
}

impl Totals {
    /// Adds an account.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// let mut totals = Totals::default();
    /// totals.add(&value(&account, day("2026-03-31")?, Horizon::LIABILITY, Rules::built_in()));
    /// assert_eq!(totals.accruing_interest_pence, 3_16);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add(&mut self, valuation: &Valuation) {
        let balance = &valuation.balance;
        self.accounts = self.accounts.saturating_add(1);
        let overdue = u64::from(!balance.overdue.is_zero());
        self.accounts_overdue = self.accounts_overdue.saturating_add(overdue);
        for (sum, amount) in [
            (&mut self.overdue_pence, balance.overdue),
            (&mut self.accruing_interest_pence, balance.accruing_interest),
            (&mut self.payable_pence, balance.payable),
            (&mut self.pending_pence, balance.pending),
            (&mut self.coded_out_pence, balance.coded_out),
            (&mut self.credit_pence, balance.credit),
        ] {
            *sum = sum.saturating_add(amount.pence());
        }
    }

    /// The sums of both.
    ///
    /// ```
    /// use sa_ledger::Totals;
    ///
    /// // One thread's share and another's.
    /// let one = Totals { accounts: 2, overdue_pence: 150, ..Totals::default() };
    /// let other = Totals { accounts: 1, ..Totals::default() };
    /// assert_eq!((one.merge(other).accounts, one.merge(other).overdue_pence), (3, 150));
    /// ```
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        Self {
            accounts: self.accounts.saturating_add(other.accounts),
            accounts_overdue: self.accounts_overdue.saturating_add(other.accounts_overdue),
            overdue_pence: self.overdue_pence.saturating_add(other.overdue_pence),
            accruing_interest_pence: self
                .accruing_interest_pence
                .saturating_add(other.accruing_interest_pence),
            payable_pence: self.payable_pence.saturating_add(other.payable_pence),
            pending_pence: self.pending_pence.saturating_add(other.pending_pence),
            coded_out_pence: self.coded_out_pence.saturating_add(other.coded_out_pence),
            credit_pence: self.credit_pence.saturating_add(other.credit_pence),
        }
    }
}

impl FromIterator<Valuation> for Totals {
    fn from_iter<I: IntoIterator<Item = Valuation>>(valuations: I) -> Self {
        let mut totals = Self::default();
        for valuation in valuations {
            totals.add(&valuation);
        }
        totals
    }
}
