//! When a VAT return, its payment and the instalments of its schemes fall due.
//!
//! Source: VAT Regulations 1995 reg. 25(1) as HMRC's manual VATAC1300 extends it by seven days;
//! reg. 50 and VATAAS5100 (annual accounting); CH146410 and Notice 700/60 (payments on account).
//!
//! ```
//! use sa_validate::due_date::vat::VatScheme;
//! use sa_validate::{Stagger, date};
//!
//! let quarter = Stagger::C.period_containing(date::parse("2025-01-01")?);
//! assert_eq!(VatScheme::Standard.due(quarter), date::parse("2025-05-07")?);
//! assert_eq!(VatScheme::PaymentsOnAccount.due(quarter), date::parse("2025-04-30")?);
//! # Ok::<(), sa_validate::DateError>(())
//! ```

use arrayvec::ArrayVec;
use serde::{Deserialize, Serialize};
use time::Date;

use crate::date::{last_of_month, plus_days, plus_months};
use crate::vat_period::VatPeriod;
use crate::working_day;

/// How a business accounts for VAT, as far as it moves due dates. Serde: `standard`,
/// `paymentsOnAccount`, `annualAccounting`.
///
/// ```
/// use sa_validate::due_date::vat::VatScheme;
/// use sa_validate::{VatPeriod, date};
///
/// let year = VatPeriod::new(date::parse("2024-04-01")?, date::parse("2025-03-31")?)?;
/// assert_eq!(VatScheme::AnnualAccounting.due(year), date::parse("2025-05-30")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum VatScheme {
    /// Monthly, quarterly or non-standard returns, each with its payment.
    #[default]
    Standard,
    /// Quarterly returns with two payments on account in each quarter (a liability of £2.3 million
    /// or more in twelve months). A business of this size with monthly returns is
    /// [`VatScheme::Standard`].
    PaymentsOnAccount,
    /// One return a year, with instalments.
    AnnualAccounting,
}

impl VatScheme {
    /// The day on which the return of `period` and the payment (or balance) with it are due.
    ///
    /// - `Standard`: as [`standard`].
    /// - `PaymentsOnAccount`: the last working day of the month after the period.
    /// - `AnnualAccounting`: the last working day of the second month after the period; of the
    ///   first, where the period is shorter than four months.
    ///
    /// ```
    /// use sa_validate::due_date::vat::VatScheme;
    /// use sa_validate::{VatPeriod, date};
    ///
    /// let period = VatPeriod::new(date::parse("2017-12-01")?, date::parse("2018-02-28")?)?;
    /// assert_eq!(VatScheme::Standard.due(period), date::parse("2018-04-07")?);
    /// assert_eq!(VatScheme::PaymentsOnAccount.due(period), date::parse("2018-03-29")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn due(self, period: VatPeriod) -> Date {
        match self {
            Self::Standard => standard(period.last()),
            Self::PaymentsOnAccount => last_working_day(period.last(), 1),
            Self::AnnualAccounting if is_short(period) => last_working_day(period.last(), 1),
            Self::AnnualAccounting => last_working_day(period.last(), 2),
        }
    }
}

/// One month and seven days after a period that ends on `period_end`.
///
/// A period that ends with a month: the last day of the next month plus seven days, which is the
/// 7th of the second month after (2015-02-28: 2015-04-07). Else the same day of the next month, or
/// its last, plus seven days (2019-04-27: 2019-06-03).
///
/// The manual VDSOG400 prints one day less for 2016-03-28; recorded obligations (github
/// hmrc/vat-api #637) are followed.
///
/// ```
/// use sa_validate::{date, due_date};
///
/// let due = due_date::vat::standard(date::parse("2015-02-28")?);
/// assert_eq!(due, date::parse("2015-04-07")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn standard(period_end: Date) -> Date {
    let next_month = plus_months(period_end, 1);
    let month_ends = period_end == last_of_month(period_end);
    plus_days(
        if month_ends {
            last_of_month(next_month)
        } else {
            next_month
        },
        7,
    )
}

/// The two payments on account within the quarter that ends on `quarter_end`: the last working
/// days of its second and of its third month.
///
/// ```
/// use sa_validate::{date, due_date};
///
/// let due = due_date::vat::payments_on_account(date::parse("2025-09-30")?);
/// assert_eq!(due, [date::parse("2025-08-29")?, date::parse("2025-09-30")?]);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn payments_on_account(quarter_end: Date) -> [Date; 2] {
    let end_of_second_month = plus_days(quarter_end.replace_day(1).unwrap_or(quarter_end), -1);
    [end_of_second_month, quarter_end].map(working_day::last_of_month)
}

/// How a business under annual accounting pays in advance.
///
/// ```
/// use sa_validate::due_date::vat::{Instalments, annual_instalments};
/// use sa_validate::{VatPeriod, date};
///
/// let short = VatPeriod::new(date::parse("2025-01-01")?, date::parse("2025-09-30")?)?;
/// let [monthly, quarterly] = [Instalments::Monthly, Instalments::Quarterly]
///     .map(|plan| annual_instalments(short, plan).len());
/// assert_eq!((monthly, quarterly), (6, 2)); // none after the year ends
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Instalments {
    /// Nine of 10 % each, for the fourth to the twelfth month.
    Monthly,
    /// Three of 25 % each, for the fourth, the seventh and the tenth month.
    Quarterly,
}

/// The instalments of the accounting year `year`: the last working days of their months. None are
/// due of a year shorter than four months, nor after its end.
///
/// ```
/// use sa_validate::due_date::vat::{Instalments, annual_instalments};
/// use sa_validate::{VatPeriod, date};
///
/// let year = VatPeriod::new(date::parse("2025-01-01")?, date::parse("2025-12-31")?)?;
/// let due = annual_instalments(year, Instalments::Quarterly);
/// assert_eq!(
///     due.as_slice(),
///     [date::parse("2025-04-30")?, date::parse("2025-07-31")?, date::parse("2025-10-31")?]
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn annual_instalments(year: VatPeriod, plan: Instalments) -> ArrayVec<Date, 9> {
    let months: &[u16] = match plan {
        Instalments::Monthly => &[4, 5, 6, 7, 8, 9, 10, 11, 12],
        Instalments::Quarterly => &[4, 7, 10],
    };
    months
        .iter()
        .map(|month| last_working_day(year.first(), month.saturating_sub(1)))
        .take_while(|due| !is_short(year) && *due <= year.last())
        .collect()
}

/// When the bank collects a payment by Direct Debit that is due on `due`: three working days later.
///
/// Source: VATAC1300.
///
/// ```
/// use sa_validate::{date, due_date};
///
/// let due = date::parse("2025-02-07")?;
/// assert_eq!(due_date::vat::direct_debit(due), date::parse("2025-02-12")?);
/// # Ok::<(), sa_validate::DateError>(())
/// ```
pub fn direct_debit(due: Date) -> Date {
    working_day::plus(due, 3)
}

fn is_short(period: VatPeriod) -> bool {
    period.last() < plus_days(plus_months(period.first(), 4), -1)
}

/// The last working day of the month `months` after that of `day`.
fn last_working_day(day: Date, months: u16) -> Date {
    working_day::last_of_month(plus_months(day, months))
}
