//! What the customer asked to be collected through tax codes, as of a day.

use sa_model::{CodingOut, CodingOutChoice, Dated, TaxCodeRequest, TaxYear};
use time::Date;

use crate::account::Account;
use crate::record::up_to;

/// The requests and choices of an account, each in the order of effect.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TaxCodeRecords {
    pub(crate) requests: Vec<Dated<TaxCodeRequest>>,
    pub(crate) choices: Vec<Dated<CodingOutChoice>>,
}

impl Account {
    /// What the customer asked, up to the end of a day, to be collected through the tax code of a
    /// year; none where nothing was asked for or the request was taken back.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// # let mut account = account;
    /// let asked = r#"{"taxCodeRequested":{"taxYear":"2026-27","components":[{"purpose":"debt","id":7,"amount":12.50}]}}"#;
    /// account.apply(&entry(8, "2026-05-01", asked)?)?;
    /// let year = TaxYear::parse("2026-27")?;
    /// assert!(account.tax_code_request(year, day("2026-04-30")?).is_none());
    /// assert!(account.tax_code_request(year, day("2026-05-01")?).is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn tax_code_request(&self, year: TaxYear, on: Date) -> Option<&Dated<TaxCodeRequest>> {
        up_to(&self.tax_code.requests, on)
            .iter()
            .rfind(|request| request.record.tax_year == year)
            .filter(|request| !request.record.components.is_empty())
    }

    /// Whether amounts may be collected through the tax code of a year, as the customer had chosen
    /// by the end of a day.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// # let mut account = account;
    /// let year = TaxYear::parse("2026-27")?;
    /// assert_eq!(account.coding_out(year, day("2026-05-01")?), CodingOut::OptedIn); // who says nothing
    /// let out = r#"{"codingOutChosen":{"taxYear":"2026-27","choice":"optedOut"}}"#;
    /// account.apply(&entry(8, "2026-05-01", out)?)?;
    /// assert_eq!(account.coding_out(year, day("2026-05-01")?), CodingOut::OptedOut);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn coding_out(&self, year: TaxYear, on: Date) -> CodingOut {
        up_to(&self.tax_code.choices, on)
            .iter()
            .rfind(|choice| choice.record.tax_year == year)
            .map_or(CodingOut::default(), |choice| choice.record.choice)
    }
}
