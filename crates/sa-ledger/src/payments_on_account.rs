//! Payments on account: when they are to be made, how much, and what a claim to reduce them does.
//!
//! Sources: TMA 1970 s.59A and GOV.UK's page on payments on account (each half of last year's tax after deduction at
//! source; none below 1,000 pounds or where more than 80 % was deducted); SAM1110 (a claim to reduce
//! keeps both equal and moves no date); VAT: CH146410, VDSOG400 and Notice 700/60 (from 2.3 million pounds a year, instalments of a 24th, due on the last
//! working day of the second and third month of the quarter).

use sa_model::{Money, TaxYear, due_date, working_day};
use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use crate::rates::Percent;

/// When payments on account of Self Assessment are not to be made.
///
/// ```
/// use sa_ledger::PaymentOnAccountRules;
///
/// let rules = PaymentOnAccountRules::default();
/// assert_eq!((rules.least.to_string().as_str(), rules.most_at_source.hundredths()), ("1000.00", 8000));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PaymentOnAccountRules {
    /// None if last year's tax after deduction at source is below this, in pounds.
    pub least: Money,
    /// None if more than this share of last year's tax was deducted at source.
    pub most_at_source: Percent,
}

impl Default for PaymentOnAccountRules {
    /// GOV.UK, Understand your Self Assessment tax bill: payments on account; SAM1110.
    fn default() -> Self {
        Self {
            least: Money::from_pence_i64(100_000),
            most_at_source: Percent::from_hundredths(8_000),
        }
    }
}

/// Last year's tax, as far as payments on account are reckoned from it: income tax and class 4
/// contributions, without capital gains tax, student loans and class 2.
///
/// ```
/// use sa_ledger::{LastYearsTax, PaymentsOnAccount, Rules};
/// use sa_model::{Money, TaxYear};
///
/// // More than 80 % was deducted at source: no payments on account.
/// let tax = LastYearsTax {
///     assessed: Money::parse("10000.00")?,
///     deducted_at_source: Money::parse("8000.01")?,
/// };
/// let rules = &Rules::built_in().payments_on_account;
/// assert_eq!(PaymentsOnAccount::of(tax, TaxYear::parse("2025-26")?, rules), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastYearsTax {
    /// What was assessed, in pounds.
    pub assessed: Money,
    /// What of it was deducted at source, in pounds.
    pub deducted_at_source: Money,
}

/// The two payments on account of a tax year.
///
/// ```
/// use sa_ledger::PaymentsOnAccount;
/// use sa_model::{Money, TaxYear, due_date::self_assessment};
///
/// let due = self_assessment::payments_on_account(TaxYear::parse("2025-26")?);
/// let payments = PaymentsOnAccount { each: Money::parse("900.00")?, due };
/// assert_eq!(payments.due.map(|day| day.to_string()), ["2026-01-31", "2026-07-31"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaymentsOnAccount {
    /// The amount of each, in pounds.
    pub each: Money,
    /// The due dates: 31 January in the year and 31 July after it.
    pub due: [Date; 2],
}

/// A claim to reduce that would raise.
///
/// ```
/// use sa_ledger::ReductionError;
/// use sa_model::Money;
///
/// let error = ReductionError { each: Money::parse("900.00")?, found: Money::parse("1800.02")? };
/// assert!(error.to_string().ends_with("between 0 and 900.00 each, found 1800.02 together"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a claim reduces payments on account to between 0 and {each} each, found {found} together")]
pub struct ReductionError {
    /// What each is now, in pounds.
    pub each: Money,
    /// What the claim asks for both together.
    pub found: Money,
}

impl PaymentsOnAccount {
    /// The payments on account for `year`, reckoned from the year before; none where none are to be
    /// made. Each is half, an odd penny left out.
    ///
    /// ```
    /// use sa_ledger::{LastYearsTax, PaymentsOnAccount, Rules};
    /// use sa_model::{Money, TaxYear};
    ///
    /// let tax = LastYearsTax {
    ///     assessed: Money::parse("3000.00")?,
    ///     deducted_at_source: Money::parse("0.00")?,
    /// };
    /// let rules = &Rules::built_in().payments_on_account;
    /// let payments = PaymentsOnAccount::of(tax, TaxYear::parse("2022-23")?, rules)
    ///     .ok_or("3,000 pounds of tax call for payments on account")?;
    /// assert_eq!(payments.each.to_string(), "1500.00");
    /// assert_eq!(payments.due.map(|due| due.to_string()), ["2023-01-31", "2023-07-31"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(tax: LastYearsTax, year: TaxYear, rules: &PaymentOnAccountRules) -> Option<Self> {
        let relevant = tax.assessed.checked_sub(tax.deducted_at_source)?;
        let at_source = tax.deducted_at_source.pence().checked_mul(10_000)?;
        let most = i128::from(rules.most_at_source.hundredths());
        if relevant < rules.least || at_source > tax.assessed.pence().checked_mul(most)? {
            return None;
        }
        let due = due_date::self_assessment::payments_on_account(year);
        Some(Self {
            each: half(relevant)?,
            due,
        })
    }

    /// The payments after a claim that both together be `total`: equal, and due when they were.
    ///
    /// ```
    /// use sa_ledger::PaymentsOnAccount;
    /// use sa_model::{Money, TaxYear, due_date::self_assessment};
    ///
    /// let due = self_assessment::payments_on_account(TaxYear::parse("2025-26")?);
    /// let payments = PaymentsOnAccount { each: Money::parse("900.00")?, due };
    /// let reduced = payments.reduced_to(Money::parse("500.00")?)?; // both together
    /// assert_eq!((reduced.each.to_string().as_str(), reduced.due), ("250.00", due));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A total below zero, or above the two as they are.
    pub fn reduced_to(self, total: Money) -> Result<Self, ReductionError> {
        let error = ReductionError {
            each: self.each,
            found: total,
        };
        let each = half(total).filter(|each| !total.is_negative() && *each <= self.each);
        each.map(|each| Self { each, ..self }).ok_or(error)
    }
}

/// When payments on account of VAT are to be made.
///
/// ```
/// use sa_ledger::VatPaymentOnAccountRules;
///
/// let rules = VatPaymentOnAccountRules::default();
/// assert_eq!((rules.threshold.to_string().as_str(), rules.share_of_year), ("2300000.00", 24));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct VatPaymentOnAccountRules {
    /// From this much VAT in 12 months, in pounds.
    pub threshold: Money,
    /// Each instalment is one so-manieth of the year's VAT.
    pub share_of_year: u8,
}

impl Default for VatPaymentOnAccountRules {
    /// CH146410, VDSOG400, Notice 700/60.
    fn default() -> Self {
        Self {
            threshold: Money::from_pence_i64(230_000_000),
            share_of_year: 24,
        }
    }
}

/// An instalment of VAT.
///
/// ```
/// use sa_ledger::{Rules, VatInstalment, vat_instalments};
/// use sa_model::{Money, date};
///
/// let rules = &Rules::built_in().vat_payments_on_account;
/// let quarter = date::parse("2025-04-01")?;
/// let [first, _]: [VatInstalment; 2] =
///     vat_instalments(Money::parse("2300000.00")?, quarter, rules).ok_or("enough")?;
/// assert_eq!((first.amount.to_string().as_str(), first.due), ("95833.33", date::parse("2025-05-30")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VatInstalment {
    /// In pounds.
    pub amount: Money,
    /// The last day to pay.
    pub due: Date,
}

/// The two instalments of the quarter that begins on `first_day`, for a trader whose VAT of a year
/// is `yearly`; none below the threshold. The balance is due with the return.
///
/// ```
/// use sa_ledger::{Rules, vat_instalments};
/// use sa_model::{Money, date};
///
/// let rules = &Rules::built_in().vat_payments_on_account;
/// let yearly = Money::parse("2400000.00")?;
/// let instalments = vat_instalments(yearly, date::parse("2018-02-01")?, rules)
///     .ok_or("above the threshold")?;
/// assert_eq!(instalments.map(|one| one.amount.to_string()), ["100000.00", "100000.00"]);
/// // Good Friday was on 30 March.
/// assert_eq!(instalments.map(|one| one.due.to_string()), ["2018-03-29", "2018-04-30"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn vat_instalments(
    yearly: Money,
    first_day: Date,
    rules: &VatPaymentOnAccountRules,
) -> Option<[VatInstalment; 2]> {
    if yearly < rules.threshold {
        return None;
    }
    let amount = yearly
        .pence()
        .checked_div(i128::from(rules.share_of_year))?;
    let amount = Money::from_pence(amount).ok()?;
    let second = month_after(first_day)?;
    let third = month_after(second)?;
    Some([second, third].map(|month| VatInstalment {
        amount,
        due: working_day::last_of_month(month),
    }))
}

/// A day in the month after that of `day`.
fn month_after(day: Date) -> Option<Date> {
    day.replace_day(1).ok()?.checked_add(Duration::days(31))
}

/// Half of an amount, an odd penny left out.
fn half(amount: Money) -> Option<Money> {
    Money::from_pence(amount.pence() / 2).ok()
}
