//! What a taxpayer in Self Assessment is to send: the tax return of a year, and in Making Tax
//! Digital its quarterly updates; and that it came.
//!
//! Sources: TMA 1970 s.8 (a return is due where a notice to file was given); Finance Act 2021
//! Sch 24 and github hmrc/obligations-api (quarterly updates).

use sa_validate::TaxYear;
use serde::{Deserialize, Serialize};
use time::Date;

use crate::ObligationStatus;

/// Something that a taxpayer in Self Assessment is to send HMRC once.
///
/// In an entry it says that HMRC asks for it from the entry's day on. For a tax return that is the
/// day of the notice to file, on which the last day for the return depends; the last day for an
/// update is the same whenever it is asked for.
///
/// ```
/// use sa_model::{ItsaFiling, TaxYear};
///
/// let filing: ItsaFiling = serde_json::from_str(r#"{"taxReturn":{"taxYear":"2024-25"}}"#)?;
/// assert_eq!(filing.tax_year(), TaxYear::parse("2024-25")?);
/// assert_eq!(filing.to_string(), "tax return of 2024-25");
/// let update = r#"{"quarterlyUpdate":{"taxYear":"2027-28","quarter":3}}"#;
/// let filing: ItsaFiling = serde_json::from_str(update)?;
/// assert_eq!(filing.to_string(), "update 3 of 2027-28");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum ItsaFiling {
    /// The tax return of a year.
    TaxReturn {
        /// The year.
        tax_year: TaxYear,
    },
    /// An update of Making Tax Digital, of all the taxpayer's businesses.
    QuarterlyUpdate {
        /// The year.
        tax_year: TaxYear,
        /// Which of its four.
        quarter: Quarter,
    },
}

/// A filing that came, on the day of the entry. A change of a return that is in is no filing.
///
/// ```
/// use sa_model::{ReceivedFiling, ReturnForm};
///
/// let came: ReceivedFiling = serde_json::from_str(r#"{"taxReturn":{"taxYear":"2024-25"}}"#)?;
/// assert_eq!(came.form(), ReturnForm::Online);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum ReceivedFiling {
    /// The tax return of a year.
    TaxReturn {
        /// The year.
        tax_year: TaxYear,
        /// How it came, on which its last day depends; online where it is not said.
        #[serde(default)]
        form: ReturnForm,
    },
    /// An update of Making Tax Digital, with which those of all businesses are in.
    QuarterlyUpdate {
        /// The year.
        tax_year: TaxYear,
        /// Which of its four.
        quarter: Quarter,
    },
}

/// How a tax return came.
///
/// ```
/// use sa_model::{ReceivedFiling, ReturnForm};
///
/// let line = r#"{"taxReturn":{"taxYear":"2024-25","form":"paper"}}"#;
/// let came: ReceivedFiling = serde_json::from_str(line)?;
/// assert_eq!(came.form(), ReturnForm::Paper);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ReturnForm {
    /// Online.
    #[default]
    Online,
    /// On paper, for which the last day is three months earlier.
    Paper,
}

/// A quarter of a tax year, in serde its number: 1 to 4.
///
/// ```
/// use sa_model::Quarter;
///
/// assert_eq!(Quarter::try_from(4)?, Quarter::Fourth);
/// assert_eq!(serde_json::to_string(&Quarter::Fourth)?, "4");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Quarter {
    /// To 5 July.
    First,
    /// To 5 October.
    Second,
    /// To 5 January.
    Third,
    /// To 5 April.
    Fourth,
}

/// Why a number is no [`Quarter`].
///
/// ```
/// use sa_model::{Quarter, QuarterError};
///
/// let error: QuarterError = Quarter::try_from(5).unwrap_err();
/// assert_eq!(error.to_string(), "the quarters of a tax year are numbered 1 to 4, found 5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the quarters of a tax year are numbered 1 to 4, found {found}")]
pub struct QuarterError {
    /// The number.
    pub found: u8,
}

/// A filing as it stands on a day.
///
/// ```
/// use sa_model::{ItsaFiling, ItsaObligation, ObligationStatus, TaxYear, date};
///
/// let overdue = |one: &ItsaObligation, on| one.status == ObligationStatus::Open && one.due < on;
/// let obligation = ItsaObligation {
///     filing: ItsaFiling::TaxReturn { tax_year: TaxYear::parse("2024-25")? },
///     due: date::parse("2026-01-31")?,
///     status: ObligationStatus::Open,
/// };
/// assert!(!overdue(&obligation, date::parse("2026-01-31")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItsaObligation {
    /// What is to be sent.
    pub filing: ItsaFiling,
    /// The last day for it, included.
    pub due: Date,
    /// Whether it is in.
    pub status: ObligationStatus,
}

impl ItsaFiling {
    /// The year that it is of.
    ///
    /// ```
    /// use sa_model::{ItsaFiling, Quarter, TaxYear};
    ///
    /// // Due on 7 May 2028, in the next year, and still of this one.
    /// let tax_year = TaxYear::parse("2027-28")?;
    /// let update = ItsaFiling::QuarterlyUpdate { tax_year, quarter: Quarter::Fourth };
    /// assert_eq!(update.tax_year(), tax_year);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn tax_year(self) -> TaxYear {
        match self {
            Self::TaxReturn { tax_year } | Self::QuarterlyUpdate { tax_year, .. } => tax_year,
        }
    }
}

impl core::fmt::Display for ItsaFiling {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::TaxReturn { tax_year } => write!(formatter, "tax return of {tax_year}"),
            Self::QuarterlyUpdate { tax_year, quarter } => {
                write!(formatter, "update {} of {tax_year}", quarter.number())
            }
        }
    }
}

impl ReceivedFiling {
    /// What was asked for and came.
    ///
    /// ```
    /// use sa_model::{ItsaFiling, ReceivedFiling, ReturnForm, TaxYear};
    ///
    /// let tax_year = TaxYear::parse("2024-25")?;
    /// let came = ReceivedFiling::TaxReturn { tax_year, form: ReturnForm::Paper };
    /// assert_eq!(came.filing(), ItsaFiling::TaxReturn { tax_year });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn filing(self) -> ItsaFiling {
        match self {
            Self::TaxReturn { tax_year, .. } => ItsaFiling::TaxReturn { tax_year },
            Self::QuarterlyUpdate { tax_year, quarter } => {
                ItsaFiling::QuarterlyUpdate { tax_year, quarter }
            }
        }
    }

    /// How it came; an update comes online.
    ///
    /// ```
    /// use sa_model::{Quarter, ReceivedFiling, ReturnForm, TaxYear};
    ///
    /// let (tax_year, quarter) = (TaxYear::parse("2027-28")?, Quarter::First);
    /// let came = ReceivedFiling::QuarterlyUpdate { tax_year, quarter };
    /// assert_eq!(came.form(), ReturnForm::Online);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn form(self) -> ReturnForm {
        match self {
            Self::TaxReturn { form, .. } => form,
            Self::QuarterlyUpdate { .. } => ReturnForm::Online,
        }
    }
}

impl Quarter {
    /// All four, in order.
    ///
    /// ```
    /// use sa_model::Quarter;
    ///
    /// assert_eq!(Quarter::ALL.map(Quarter::number), [1, 2, 3, 4]);
    /// ```
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Fourth];

    /// Its number: 1 to 4.
    ///
    /// ```
    /// use sa_model::Quarter;
    ///
    /// assert_eq!(Quarter::try_from(Quarter::Third.number()), Ok(Quarter::Third));
    /// ```
    pub const fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
            Self::Fourth => 4,
        }
    }
}

impl TryFrom<u8> for Quarter {
    type Error = QuarterError;

    fn try_from(found: u8) -> Result<Self, QuarterError> {
        let mut all = Self::ALL.into_iter();
        all.find(|quarter| quarter.number() == found)
            .ok_or(QuarterError { found })
    }
}

impl From<Quarter> for u8 {
    fn from(quarter: Quarter) -> Self {
        quarter.number()
    }
}
