//! Points of Making Tax Digital for Income Tax: for tax returns, and for quarterly updates.
//!
//! Sources: Finance Act 2021 Sch 24; CH192170 (the threshold is 2 for whoever sends a return a year,
//! 4 for whoever sends updates too). That returns and updates count in one tally, with the
//! threshold of the more frequent, is read from the one summary with one threshold in the penalties
//! of github hmrc/self-assessment-accounts-api; that a return and an update which fail in one month
//! bring a point each, from "one point a month for each type of obligation". What a change of
//! frequency adds to the points or takes from them is not reckoned.

use sa_model::{ItsaFiling, ObligationStatus, TaxYear};
use time::Date;

use super::tally::{Owed, Sort, Tally};
use super::{FrequencyRule, SubmissionPenalties};
use crate::account::Account;
use crate::rules::Rules;

impl Account {
    /// The late submission penalties of Self Assessment up to the end of a day: of the years from
    /// the taxpayer's first in Making Tax Digital on. Late returns of the years before cost what
    /// the position says: [`Position::filing_penalties`](sa_model::Position::filing_penalties).
    ///
    /// ```
    /// use sa_ledger::{Account, Rules};
    /// use sa_model::{Entry, date};
    ///
    /// let entry = |number: u32, fact: &str| -> serde_json::Result<Entry> {
    ///     serde_json::from_str(&format!(
    ///         r#"{{"account":"itsa:1097172564","id":"e{number}","effective":"2027-04-06",
    ///             "recorded":"2027-04-06T09:00:00.000Z","fact":{fact}}}"#
    ///     ))
    /// };
    /// let opened = r#"{"accountOpened":{"itsa":{"utr":"1097172564","mtdFrom":"2027-28"}}}"#;
    /// let mut account = Account::open(&entry(1, opened)?)?;
    /// let update = r#"{"filingRequired":{"quarterlyUpdate":{"taxYear":"2027-28","quarter":1}}}"#;
    /// account.apply(&entry(2, update)?)?;
    /// let on = date::parse("2027-08-08")?; // it was due on 7 August
    /// let penalties = account.itsa_submission_penalties(on, Rules::built_in());
    /// assert_eq!((penalties.active_points, penalties.threshold), (1, 4));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn itsa_submission_penalties(
        &self,
        on: Date,
        rules: &Rules,
    ) -> SubmissionPenalties<ItsaFiling> {
        let rules = &rules.submission_points;
        let mut owed = Vec::new();
        let mut latest: Option<(TaxYear, Sort)> = None;
        for obligation in self.itsa_obligations(on) {
            let year = obligation.filing.tax_year();
            if self.mtd_from().is_none_or(|first| year < first) {
                continue;
            }
            let (sort, counts) = match obligation.filing {
                ItsaFiling::TaxReturn { .. } => (Sort::Return, true),
                ItsaFiling::QuarterlyUpdate { .. } => {
                    let from = rules.itsa_updates_from;
                    (Sort::Update, from.is_some_and(|from| year >= from))
                }
            };
            latest = latest.max(Some((year, sort)));
            if counts {
                owed.push(Owed {
                    period: obligation.filing,
                    due: obligation.due,
                    received: match obligation.status {
                        ObligationStatus::Open => None,
                        ObligationStatus::Fulfilled { received } => Some(received),
                    },
                    sort,
                });
            }
        }
        let frequency = match latest {
            Some((_, Sort::Return)) => rules.frequency(DAYS_OF_A_YEAR),
            Some((_, Sort::Update)) => rules.frequency(DAYS_OF_A_QUARTER),
            None => FrequencyRule::QUARTERLY,
        };
        Tally::new(rules, frequency).count(&owed, on)
    }
}

/// The periods by whose length the frequency goes: an update's figures run from the year's first
/// day, but each is for a quarter more.
const DAYS_OF_A_YEAR: i32 = 365;
const DAYS_OF_A_QUARTER: i32 = 91;
