//! What HMRC holds of a VAT trader that makes returns and answers: the schedule of periods, the
//! flat rate scheme.
//!
//! Source: VAT Notice 700/60 (payments on account: who makes returns monthly keeps the seven days).

use sa_validate::due_date::vat::VatScheme;
use sa_validate::{FlatRateCategory, Stagger, VatPeriod, date};
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
    /// How the trader accounts for VAT, which moves the due dates; standard where it is not said. A
    /// trader under annual accounting has no schedule: each obligation is an entry of its own.
    #[serde(default)]
    pub scheme: VatScheme,
}

impl VatSchedule {
    /// The day on which the return of one of its periods is due.
    ///
    /// ```
    /// use sa_model::{VatPeriod, VatSchedule, date};
    ///
    /// let june = VatPeriod::new(date::parse("2025-06-01")?, date::parse("2025-06-30")?)?;
    /// let json = |stagger| format!(
    ///     r#"{{"stagger":"{stagger}","from":"2025-01-01","scheme":"paymentsOnAccount"}}"#
    /// );
    /// let quarters: VatSchedule = serde_json::from_str(&json("MC"))?;
    /// assert_eq!(quarters.due(june), date::parse("2025-07-31")?);
    /// let months: VatSchedule = serde_json::from_str(&json("MM"))?;
    /// assert_eq!(months.due(june), date::parse("2025-08-07")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn due(&self, period: VatPeriod) -> Date {
        let scheme = match (self.scheme, self.stagger.months()) {
            (VatScheme::PaymentsOnAccount, 1) => VatScheme::Standard,
            (scheme, _) => scheme,
        };
        scheme.due(period)
    }
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
