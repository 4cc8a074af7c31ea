//! A charge: what the taxpayer owes, for which period, and by when; and how it was changed.
//!
//! Source of the fields: `chargeDetails` of the View Self Assessment Account API, `documentDetails`
//! and `chargeHistoryDetails` of the Self Assessment Accounts API, `liabilities` of the VAT API.

use sa_validate::{ChargeReference, DocumentId, Money, PeriodKey, TaxYear, date};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::{BoundedText, PoaAdjustmentReason, TransactionKind};

/// What the taxpayer owes. It comes into being on the day its entry takes effect.
///
/// ```
/// use sa_model::Charge;
///
/// let json = r#"{"id":"004000000028","kind":"4910","amount":1250.00,"due":"2026-01-31"}"#;
/// let charge: Charge = serde_json::from_str(json)?;
/// assert_eq!((charge.reference, charge.period), (None, None));
/// // An amount is a number that keeps its decimals; text is refused.
/// assert_eq!(charge.amount.to_string(), "1250.00");
/// assert!(serde_json::from_str::<Charge>(&json.replace("1250.00", r#""1250.00""#)).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Charge {
    /// Its document number, unique in the account.
    pub id: DocumentId,
    /// The reference a payer quotes, where HMRC gave one.
    pub reference: Option<ChargeReference>,
    /// What it is for.
    pub kind: TransactionKind,
    /// The amount first charged, in pounds; above zero.
    pub amount: Money,
    /// The last day to pay without being late; interest runs from it.
    #[serde(with = "date::serde_date")]
    #[cfg_attr(feature = "schema", schemars(with = "sa_validate::schema::IsoDate"))]
    pub due: Date,
    /// The tax year or VAT period it belongs to, where it belongs to one.
    pub period: Option<Period>,
}

/// The time that a charge or a credit is for.
///
/// ```
/// use sa_model::{Period, TaxYear, date};
///
/// let period = Period::TaxYear(TaxYear::parse("2024-25")?);
/// assert_eq!(period.first_day(), date::parse("2024-04-06")?);
/// assert_eq!(period.last_day(), date::parse("2025-04-05")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Period {
    /// A Self Assessment tax year.
    TaxYear(TaxYear),
    /// A VAT period.
    Vat(VatChargePeriod),
}

/// The VAT period of a charge or credit, both days included.
///
/// ```
/// use sa_model::Period;
///
/// // An assessment has no return, and so no key.
/// let json = r#"{"vat":{"from":"2017-10-01","to":"2017-12-01"}}"#;
/// let Period::Vat(period) = serde_json::from_str(json)? else {
///     return Err("a tax year".into());
/// };
/// assert_eq!(period.key, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VatChargePeriod {
    /// The key of the return's period, where the charge comes from a return.
    pub key: Option<PeriodKey>,
    /// First day, included.
    #[serde(with = "date::serde_date")]
    #[cfg_attr(feature = "schema", schemars(with = "sa_validate::schema::IsoDate"))]
    pub from: Date,
    /// Last day, included; not before `from`.
    #[serde(with = "date::serde_date")]
    #[cfg_attr(feature = "schema", schemars(with = "sa_validate::schema::IsoDate"))]
    pub to: Date,
}

impl Period {
    /// The tax year, of a period that is one.
    ///
    /// ```
    /// use sa_model::{Period, TaxYear};
    ///
    /// let year = TaxYear::parse("2024-25")?;
    /// assert_eq!(Period::TaxYear(year).tax_year(), Some(year));
    /// # Ok::<(), sa_model::TaxYearError>(())
    /// ```
    pub const fn tax_year(self) -> Option<TaxYear> {
        match self {
            Self::TaxYear(year) => Some(year),
            Self::Vat(_) => None,
        }
    }

    /// The first day of the period, included.
    ///
    /// ```
    /// use sa_model::{Period, date};
    ///
    /// let json = r#"{"vat":{"key":"18A1","from":"2018-02-01","to":"2018-04-30"}}"#;
    /// let period: Period = serde_json::from_str(json)?;
    /// assert_eq!(period.first_day(), date::parse("2018-02-01")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn first_day(&self) -> Date {
        match self {
            Self::TaxYear(year) => year.first_day(),
            Self::Vat(period) => period.from,
        }
    }

    /// The last day of the period, included.
    ///
    /// ```
    /// use sa_model::{Period, date};
    ///
    /// let period: Period = serde_json::from_str(r#"{"taxYear":"2024-25"}"#)?;
    /// assert_eq!(period.last_day(), date::parse("2025-04-05")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn last_day(&self) -> Date {
        match self {
            Self::TaxYear(year) => year.last_day(),
            Self::Vat(period) => period.to,
        }
    }
}

/// A change of a charge: from the entry's day on, it is the new amount.
///
/// ```
/// use sa_model::{Amendment, PoaAdjustmentReason};
///
/// let json = r#"{"charge":"004000000028","amount":1000,"reason":"Customer Request","poaAdjustmentReason":"001"}"#;
/// let amendment: Amendment = serde_json::from_str(json)?;
/// // What the charge now comes to, not by how much it changed.
/// assert_eq!(amendment.amount.to_string(), "1000");
/// assert_eq!(amendment.poa_adjustment_reason, Some(PoaAdjustmentReason::ProfitsDown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Amendment {
    /// The charge that changes.
    pub charge: DocumentId,
    /// The amount it changes to, in pounds; zero or more.
    pub amount: Money,
    /// Why, in HMRC's words: `Amended return`, `Customer Request`.
    pub reason: BoundedText<100>,
    /// Why a payment on account was reduced or raised, where that is what happened.
    pub poa_adjustment_reason: Option<PoaAdjustmentReason>,
}
