//! What a customer asks to be collected through a PAYE tax code, and whether anything may be.
//!
//! Source: the coding out endpoints of github hmrc/self-assessment-accounts-api.

use sa_validate::{Money, TaxYear};
use serde::{Deserialize, Serialize};

/// The amounts that a customer asks to be collected through the tax code of a year. They replace
/// those that were asked for before; none at all takes the request back.
///
/// They are what the customer says, not what is owed: what is in fact collected of a charge is
/// [`CodedOut`](crate::CodedOut).
///
/// ```
/// use sa_model::TaxCodeRequest;
///
/// // Nothing is to be collected any more: the list is empty, not left out.
/// let json = r#"{"taxYear":"2026-27","components":[]}"#;
/// let taken_back: TaxCodeRequest = serde_json::from_str(json)?;
/// assert!(taken_back.components.is_empty());
/// assert!(serde_json::from_str::<TaxCodeRequest>(r#"{"taxYear":"2026-27"}"#).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaxCodeRequest {
    /// The year.
    pub tax_year: TaxYear,
    /// The amounts, in the order in which they were given.
    pub components: Vec<TaxCodeComponent>,
}

/// One amount to be collected through a tax code.
///
/// ```
/// use sa_model::{TaxCodeComponent, TaxCodePurpose};
///
/// // The id is a number in JSON, not text.
/// let json = r#"{"purpose":"debt","id":12345678910,"amount":12.50}"#;
/// let component: TaxCodeComponent = serde_json::from_str(json)?;
/// assert_eq!((component.purpose, component.id.get()), (TaxCodePurpose::Debt, 12_345_678_910));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaxCodeComponent {
    /// What it is for.
    pub purpose: TaxCodePurpose,
    /// HMRC's number of it.
    pub id: TaxCodeId,
    /// In pounds; zero or more.
    pub amount: Money,
}

/// What an amount in a tax code is for.
///
/// ```
/// use sa_model::TaxCodePurpose;
///
/// let purpose = TaxCodePurpose::SelfAssessmentUnderpayment;
/// assert_eq!(serde_json::to_string(&purpose)?, r#""selfAssessmentUnderpayment""#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum TaxCodePurpose {
    /// Tax underpaid through PAYE.
    PayeUnderpayment,
    /// Tax underpaid in Self Assessment.
    SelfAssessmentUnderpayment,
    /// Another debt.
    Debt,
    /// An adjustment in the running year; there is at most one.
    InYearAdjustment,
}

/// HMRC's number of an amount in a tax code: 1 to 999,999,999,999,999.
///
/// ```
/// use sa_model::TaxCodeId;
///
/// assert_eq!(TaxCodeId::new(12_345_678_910)?.get(), 12_345_678_910);
/// assert!(TaxCodeId::new(0).is_err());
/// # Ok::<(), sa_model::TaxCodeIdError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct TaxCodeId(u64);

/// Why a number is no [`TaxCodeId`].
///
/// ```
/// use sa_model::TaxCodeId;
///
/// assert_eq!(
///     TaxCodeId::new(0).unwrap_err().to_string(),
///     "the number of an amount in a tax code is 1 to 999999999999999, found 0"
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the number of an amount in a tax code is 1 to 999999999999999, found {found}")]
pub struct TaxCodeIdError {
    /// The number.
    pub found: u64,
}

impl TaxCodeId {
    /// Takes a number.
    ///
    /// ```
    /// use sa_model::TaxCodeId;
    ///
    /// assert!(TaxCodeId::new(999_999_999_999_999).is_ok());
    /// assert!(TaxCodeId::new(1_000_000_000_000_000).is_err());
    /// ```
    ///
    /// # Errors
    /// `0`, and `1000000000000000` and above.
    pub const fn new(found: u64) -> Result<Self, TaxCodeIdError> {
        match found {
            1..1_000_000_000_000_000 => Ok(Self(found)),
            _ => Err(TaxCodeIdError { found }),
        }
    }

    /// The number.
    ///
    /// ```
    /// use sa_model::TaxCodeId;
    ///
    /// const FIRST: Result<TaxCodeId, sa_model::TaxCodeIdError> = TaxCodeId::new(1);
    /// assert_eq!(FIRST?.get(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl TryFrom<u64> for TaxCodeId {
    type Error = TaxCodeIdError;

    fn try_from(found: u64) -> Result<Self, TaxCodeIdError> {
        Self::new(found)
    }
}

impl From<TaxCodeId> for u64 {
    fn from(id: TaxCodeId) -> Self {
        id.0
    }
}

/// A customer's choice whether amounts may be collected through the tax code of a year.
///
/// ```
/// use sa_model::{CodingOut, CodingOutChoice};
///
/// // A choice is for one year.
/// let json = r#"{"taxYear":"2026-27","choice":"optedOut"}"#;
/// let chosen: CodingOutChoice = serde_json::from_str(json)?;
/// assert_eq!(chosen.choice, CodingOut::OptedOut);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CodingOutChoice {
    /// The year.
    pub tax_year: TaxYear,
    /// What they chose.
    pub choice: CodingOut,
}

/// Whether amounts may be collected through a tax code. Whoever chooses nothing is opted in.
///
/// ```
/// use sa_model::CodingOut;
///
/// assert_eq!(CodingOut::default(), CodingOut::OptedIn);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum CodingOut {
    /// They may.
    #[default]
    OptedIn,
    /// They may not.
    OptedOut,
}
