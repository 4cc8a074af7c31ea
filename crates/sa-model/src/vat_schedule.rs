//! What HMRC holds of a VAT trader that makes returns and answers: the schedule of periods, the
//! flat rate scheme.

use sa_validate::due_date::vat::VatScheme;
use sa_validate::{FlatRateCategory, Stagger, date};
use serde::{Deserialize, Serialize};
use time::Date;

/// The periods that a trader is to report, one after the other without end: an obligation of each
/// opens with its first day, without an entry of its own.
///
/// ```
/// use sa_model::VatSchedule;
///
/// let json = r#"{"stagger":"MC","from":"2025-01-01"}"#;
/// let schedule: VatSchedule = serde_json::from_str(json)?;
/// assert_eq!(schedule.stagger.months(), 3);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VatSchedule {
    /// In which months the periods end.
    pub stagger: Stagger,
    /// The first day of the first period, which is short where the stagger has it so.
    #[serde(with = "date::serde_date")]
    #[cfg_attr(feature = "schema", schemars(with = "sa_validate::schema::IsoDate"))]
    pub from: Date,
    /// How the trader accounts for VAT, which moves the due dates; standard where it is not said.
    #[serde(default)]
    pub scheme: VatScheme,
}

/// A trader's part in the VAT flat rate scheme.
///
/// ```
/// use sa_model::FlatRateScheme;
///
/// // The category keeps its zeros; the first day may be unknown.
/// let scheme: FlatRateScheme = serde_json::from_str(r#"{"category":"001"}"#)?;
/// assert_eq!((scheme.category.as_str(), scheme.start), ("001", None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FlatRateScheme {
    /// The sector whose percentage the trader uses.
    pub category: FlatRateCategory,
    /// The first day in the scheme, where it is known.
    #[serde(default, with = "date::serde_date::option")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<sa_validate::schema::IsoDate>")
    )]
    pub start: Option<Date>,
}
