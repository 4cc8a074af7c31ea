//! Which of the returns on file is shown to whoever asks.
//!
//! Source: github hmrc/vat-api (`DATE_RANGE_TOO_LARGE`: no more than four years from the current
//! date). That the four years run from the end of the period is this project's reading.

use sa_model::{PeriodKey, PeriodMeaning, SubmittedReturn, date};
use time::Date;

use crate::account::Account;

/// For how many months a return is shown.
const SHOWN_FOR_MONTHS: u16 = 48;

/// Why a return is not shown.
///
/// ```
#[doc = include_str!("vat_submission/example.md")]
/// let key = PeriodKey::parse("25C1")?;
/// let missing = account.return_on_file(key, day("2025-04-10")?).unwrap_err();
/// assert_eq!(missing, ReturnNotShown::NotSubmitted { key });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReturnNotShown {
    /// The period ended more than four years before the day.
    #[error("returns of four years are shown, period {key} ended on {end}")]
    TooOld {
        /// The key of the period.
        key: PeriodKey,
        /// The day it ended.
        end: Date,
    },
    /// None was submitted by the day.
    #[error("no return was submitted for period {key}")]
    NotSubmitted {
        /// The key of the period.
        key: PeriodKey,
    },
}

impl Account {
    /// The return of a period, as a reader sees it on a day.
    ///
    /// The period is the obligation's. Of a return for which there is none it is the one that the key
    /// stands for; else the return is as old as its receipt. A return that nobody asked for and
    /// nobody made is not there, whatever its key stands for.
    ///
    /// ```
    #[doc = include_str!("vat_submission/example.md")]
    /// # for entry in submit(&account, vat_return, Timestamp::parse("2025-04-20T10:00:00Z")?, numbers)? {
    /// #     account.apply(&entry)?;
    /// # }
    /// let key = PeriodKey::parse("25C1")?; // received on 20 April, of a period to 31 March
    /// assert!(account.return_on_file(key, day("2025-04-19")?).is_err());
    /// assert!(account.return_on_file(key, day("2029-03-31")?).is_ok());
    /// assert!(account.return_on_file(key, day("2029-04-01")?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// `25C1` on 2029-04-01, whether or not the return was made; a period without a return.
    pub fn return_on_file(
        &self,
        key: PeriodKey,
        on: Date,
    ) -> Result<&SubmittedReturn, ReturnNotShown> {
        let submitted = self.submitted_return(key);
        let submitted = submitted.filter(|(_, received)| received.date() <= on);
        let asked_for = self.obligation(key).map(|obligation| obligation.end);
        let end = asked_for
            .or_else(|| submitted.map(|(_, received)| period_end(key).unwrap_or(received.date())));
        if let Some(end) = end.filter(|end| date::plus_months(*end, SHOWN_FOR_MONTHS) < on) {
            return Err(ReturnNotShown::TooOld { key, end });
        }
        submitted
            .map(|(submitted, _)| submitted)
            .ok_or(ReturnNotShown::NotSubmitted { key })
    }
}

/// The last day of the period that a key stands for, where it stands for one.
fn period_end(key: PeriodKey) -> Option<Date> {
    if let PeriodMeaning::Standard { period, .. } = key.meaning() {
        return Some(period.last());
    }
    None
}
