//! An obligation: a return that is to be made for a period, by a day.
//!
//! Source: github hmrc/vat-api (obligations: `periodKey`, `start`, `end`, `due`, `status`, `received`).

use sa_validate::{PeriodKey, date};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::VatChargePeriod;

/// The period of a return and the day it is due.
///
/// ```
/// use sa_model::{ObligationPeriod, date};
///
/// let json = r#"{"key":"18A1","start":"2018-02-01","end":"2018-04-30","due":"2018-06-07"}"#;
/// let period: ObligationPeriod = serde_json::from_str(json)?;
/// // A month and seven days after the end; the entry says so, nothing is reckoned.
/// assert_eq!(period.due, date::parse("2018-06-07")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ObligationPeriod {
    /// The key that a return quotes.
    pub key: PeriodKey,
    /// First day of the period, included.
    #[serde(with = "date::serde_date")]
    #[cfg_attr(feature = "schema", schemars(with = "sa_validate::schema::IsoDate"))]
    pub start: Date,
    /// Last day of the period, included; not before `start`.
    #[serde(with = "date::serde_date")]
    #[cfg_attr(feature = "schema", schemars(with = "sa_validate::schema::IsoDate"))]
    pub end: Date,
    /// Last day to submit and to pay, included.
    #[serde(with = "date::serde_date")]
    #[cfg_attr(feature = "schema", schemars(with = "sa_validate::schema::IsoDate"))]
    pub due: Date,
}

impl ObligationPeriod {
    /// Whether a charge or credit for a period is for that of this return: by its key, or by its
    /// days where it has none.
    ///
    /// ```
    /// use sa_model::{ObligationPeriod, VatChargePeriod};
    ///
    /// let json = r#"{"key":"18A1","start":"2018-02-01","end":"2018-04-30","due":"2018-06-07"}"#;
    /// let obligation: ObligationPeriod = serde_json::from_str(json)?;
    /// let assessed = r#"{"from":"2018-02-01","to":"2018-04-30"}"#;
    /// assert!(obligation.is_that_of(&serde_json::from_str::<VatChargePeriod>(assessed)?));
    /// let returned = r#"{"key":"18A2","from":"2018-02-01","to":"2018-04-30"}"#;
    /// assert!(!obligation.is_that_of(&serde_json::from_str::<VatChargePeriod>(returned)?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_that_of(&self, period: &VatChargePeriod) -> bool {
        match period.key {
            Some(key) => key == self.key,
            None => (period.from, period.to) == (self.start, self.end),
        }
    }
}

/// An obligation as it stands on a day.
///
/// ```
/// use sa_model::{Obligation, ObligationStatus};
///
/// # let json = r#"{"key":"18A1","start":"2018-02-01","end":"2018-04-30","due":"2018-06-07"}"#;
/// # let period = serde_json::from_str(json)?;
/// # let today = sa_model::date::parse("2018-06-07")?;
/// let obligation = Obligation { period, status: ObligationStatus::Open };
/// // The due day itself, 7 June, is in time.
/// assert!(today <= obligation.period.due);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Obligation {
    /// For which period, due when.
    pub period: ObligationPeriod,
    /// Whether the return is in.
    pub status: ObligationStatus,
}

/// Whether an obligation is met.
///
/// ```
/// use sa_model::{ObligationStatus, date};
///
/// // What is fulfilled has its day; what is open has none.
/// let status = ObligationStatus::Fulfilled { received: date::parse("2018-05-10")? };
/// assert!(matches!(status, ObligationStatus::Fulfilled { received } if received.day() == 10));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
