//! What stands between a charge and its collection: coding out, standing over, breathing space.

use sa_validate::{DocumentId, Money, TaxYear, date};
use serde::{Deserialize, Serialize};
use time::Date;

/// Part of a charge that is collected through a PAYE tax code instead (PAYE Regulations 2003
/// reg. 14A); from the entry's day on it is no longer to be paid.
///
/// ```
/// use sa_model::{CodedOut, TaxYear};
///
/// let json = r#"{"charge":"004000000028","amount":500.00,"collectedIn":"2026-27"}"#;
/// let coded: CodedOut = serde_json::from_str(json)?;
/// // A year of PAYE, not the year that the tax is for.
/// assert_eq!(coded.collected_in, TaxYear::parse("2026-27")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CodedOut {
    /// The charge.
    pub charge: DocumentId,
    /// The part that is coded out, in pounds; above zero, at most what is outstanding.
    pub amount: Money,
    /// The tax year whose PAYE code collects it.
    pub collected_in: TaxYear,
}

/// Part of a charge that is in dispute and not pursued until the appeal ends (TMA 1970 s.55).
///
/// ```
/// use sa_model::StandingOver;
///
/// // The appeal is settled: nothing is stood over any more. Each replaces the one before.
/// let ended: StandingOver = serde_json::from_str(r#"{"charge":"004000000028","amount":0}"#)?;
/// assert!(ended.amount.is_zero());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StandingOver {
    /// The charge.
    pub charge: DocumentId,
    /// The part stood over from the entry's day on, in pounds; zero ends the standing over.
    pub amount: Money,
}

/// A breathing-space moratorium (SI 2020/1311): its days, both ends included, bear no interest.
///
/// ```
/// use sa_model::BreathingSpace;
///
/// let json = r#"{"from":"2026-02-01","to":"2026-04-01"}"#;
/// let space: BreathingSpace = serde_json::from_str(json)?;
/// // Both ends bear no interest: 60 days, not 59.
/// assert_eq!((space.to - space.from).whole_days() + 1, 60);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BreathingSpace {
    /// First day, included.
    #[serde(with = "date::serde_date")]
    #[cfg_attr(feature = "schema", schemars(with = "sa_validate::schema::IsoDate"))]
    pub from: Date,
    /// Last day, included; not before `from`.
    #[serde(with = "date::serde_date")]
    #[cfg_attr(feature = "schema", schemars(with = "sa_validate::schema::IsoDate"))]
    pub to: Date,
}
