//! A record with its two times: since when it holds, and when it was written down.

use sa_validate::Timestamp;
use time::Date;

/// A record with the day it takes effect and the time it was written down.
///
/// ```
/// use sa_model::{Dated, TaxYear};
///
/// // Written down in February, in force since January.
/// let json = r#"{"effective":"2026-01-31","recorded":"2026-02-02T09:00:00.000Z","record":"2024-25"}"#;
/// let dated: Dated<TaxYear> = serde_json::from_str(json)?;
/// assert!(dated.effective < dated.recorded.date());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Dated<T> {
    /// The day from which it holds.
    #[serde(with = "sa_validate::date::serde_date")]
    pub effective: Date,
    /// When it was written down.
    pub recorded: Timestamp,
    /// The record.
    pub record: T,
}
