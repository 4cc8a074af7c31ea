//! An obligation: a return that is to be made for a period, by a day.
//!
//! Source: github hmrc/vat-api (obligations: `periodKey`, `start`, `end`, `due`, `status`, `received`).

use sa_validate::{PeriodKey, date};
use serde::{Deserialize, Serialize};
use time::Date;

/// The period of a return and the day it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ObligationPeriod {
    /// The key that a return quotes.
    pub key: PeriodKey,
    /// First day of the period, included.
    #[serde(with = "date::serde_date")]
    pub start: Date,
    /// Last day of the period, included; not before `start`.
    #[serde(with = "date::serde_date")]
    pub end: Date,
    /// Last day to submit and to pay, included.
    #[serde(with = "date::serde_date")]
    pub due: Date,
}

/// An obligation as it stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Obligation {
    /// For which period, due when.
    pub period: ObligationPeriod,
    /// Whether the return is in.
    pub status: ObligationStatus,
}

/// Whether an obligation is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObligationStatus {
    /// The return is still to come.
    Open,
    /// The return is in.
    Fulfilled {
        /// The day it was received.
        received: Date,
    },
}
