//! Penalties for submitting late: points, thresholds, expiry and reset.
//!
//! Sources: Finance Act 2021 Sch 24 (VAT, and Self Assessment from a taxpayer's first year in Making
//! Tax Digital, each with points of its own); CH192170 (thresholds, periods of compliance, and which period
//! length counts as what), CH192200 (a point lives for 24 months from the first day of the month
//! after the failure, which is the day after the due date). When the points are at the threshold
//! they do not expire one by one, every further failure costs the fixed penalty, and all of them go
//! once a period of compliance is over and every return of the 24 months before is in. That the
//! period of compliance begins with the month after the failure is this project's reading, and so is
//! that the penalties at the threshold count, and go, with the points.

mod itsa;
mod tally;

use std::collections::BTreeMap;

use sa_model::{AccountHolder, Money, ObligationPeriod, PeriodKey, TaxYear};
use serde::{Deserialize, Serialize};
use time::Date;
use time::macros::date;

use crate::account::Account;
use crate::rules::Rules;
use tally::{Owed, Sort, Tally};

/// The parameters of late submission penalties.
///
/// ```
/// use sa_ledger::SubmissionRules;
///
/// let rules = SubmissionRules::default();
/// assert_eq!((rules.point_months, rules.penalty.to_string().as_str()), (24, "200.00"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SubmissionRules {
    /// They hold for VAT of periods that begin on or after this day.
    #[serde(with = "sa_model::date::serde_date")]
    pub vat_periods_from: Date,
    /// Late updates of Making Tax Digital for Income Tax bring points from this tax year on, never
    /// if there is none; late returns do so from a taxpayer's first year in it.
    pub itsa_updates_from: Option<TaxYear>,
    /// By how long periods are, the shortest first.
    pub frequencies: Vec<FrequencyRule>,
    /// How many months a point lives that does not reach the threshold.
    pub point_months: u16,
    /// The penalty at the threshold and for each later failure, in pounds.
    pub penalty: Money,
}

/// What holds for returns of one frequency.
///
/// ```
/// use sa_ledger::SubmissionRules;
///
/// let rules = SubmissionRules::default();
/// let thresholds: Vec<u8> = rules.frequencies.iter().map(|rule| rule.threshold).collect();
/// assert_eq!(thresholds, [5, 4, 2]); // monthly, quarterly, annual
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FrequencyRule {
    /// Periods of at most so many weeks.
    pub longest_weeks: u8,
    /// So many points make a penalty.
    pub threshold: u8,
    /// The period of compliance, in months.
    pub compliance_months: u16,
}

impl Default for SubmissionRules {
    fn default() -> Self {
        Self {
            vat_periods_from: VAT_PERIODS_FROM,
            itsa_updates_from: TaxYear::ending(ITSA_UPDATES_FROM).ok(),
            frequencies: FREQUENCIES.to_vec(),
            point_months: 24,                       // CH192200
            penalty: Money::from_pence_i64(20_000), // CH192170
        }
    }
}

/// 2027-28, by the year it ends: HMRC has announced that late updates of 2026-27 bring no points.
const ITSA_UPDATES_FROM: u16 = 2028;

/// Finance Act 2021 Sch 24 as brought into force for VAT.
const VAT_PERIODS_FROM: Date = date!(2023 - 01 - 01);

impl FrequencyRule {
    /// For quarterly returns: also for an account that has none to make yet.
    const QUARTERLY: Self = Self {
        longest_weeks: 20,
        threshold: 4,
        compliance_months: 12,
    };
}

/// CH192170: monthly up to 8 weeks, quarterly up to 20, annual above.
const FREQUENCIES: [FrequencyRule; 3] = [
    FrequencyRule {
        longest_weeks: 8,
        threshold: 5,
        compliance_months: 6,
    }, // monthly
    FrequencyRule::QUARTERLY,
    FrequencyRule {
        longest_weeks: u8::MAX,
        threshold: 2,
        compliance_months: 24,
    }, // annual
];

/// The late submission penalties of an account on a day; `P` says what was late: a VAT period, or
/// an [`ItsaFiling`](sa_model::ItsaFiling).
///
/// ```
#[doc = include_str!("vat_submission/example.md")]
/// let on = day("2025-05-08")?;
/// let penalties: SubmissionPenalties = account.submission_penalties(on, Rules::built_in());
/// assert_eq!((penalties.active_points, penalties.threshold), (1, 4));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionPenalties<P = ObligationPeriod> {
    /// So many points make a penalty; of the returns of the latest period.
    pub threshold: u8,
    /// Every failure up to the day, in order.
    pub failures: Vec<LateSubmission<P>>,
    /// The points that count on the day, at most the threshold.
    pub active_points: u8,
    /// The last day of the period of compliance, after which the points go if all is in; while the
    /// points are at the threshold.
    pub compliance_until: Option<Date>,
}

impl<P> SubmissionPenalties<P> {
    /// Of what a failure brought: whether it counts on the day, and the last day on which it does or
    /// did, where that is known; `None` where it brought nothing.
    ///
    /// ```
    #[doc = include_str!("vat_submission/example.md")]
    /// let penalties = account.submission_penalties(day("2025-05-08")?, Rules::built_in());
    /// let told = penalties.standing(penalties.failures[0].outcome);
    /// assert_eq!(told, Some((Standing::Active, Some(day("2027-05-31")?))));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn standing(&self, outcome: FailureOutcome) -> Option<(Standing, Option<Date>)> {
        let (standing, last) = match outcome {
            FailureOutcome::Point { expires, standing } => (standing, expires),
            // At the threshold nothing expires: all of it goes when compliance takes it away.
            FailureOutcome::Threshold { standing, .. }
            | FailureOutcome::Penalty { standing, .. } => (standing, None),
            FailureOutcome::SameMonth => return None,
        };
        let last = match standing {
            Standing::Active | Standing::Expired => last,
            Standing::Removed { from } => from.previous_day(),
        };
        Some((standing, last))
    }
}

/// A return or an update that was not in by its due date.
///
/// ```
#[doc = include_str!("vat_submission/example.md")]
/// let penalties = account.submission_penalties(day("2025-05-08")?, Rules::built_in());
/// let late: LateSubmission = penalties.failures[0];
/// assert_eq!((late.period.due, late.failed), (day("2025-05-07")?, day("2025-05-08")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateSubmission<P = ObligationPeriod> {
    /// What was late.
    pub period: P,
    /// The day after the due date.
    pub failed: Date,
    /// The day it came in, if it did by the day asked for.
    pub received: Option<Date>,
    /// What it brought.
    pub outcome: FailureOutcome,
}

/// What a failure brought.
///
/// ```
#[doc = include_str!("vat_submission/example.md")]
/// let penalties = account.submission_penalties(day("2025-05-08")?, Rules::built_in());
/// let expires = Some(day("2027-05-31")?); // 24 months from the month after
/// let standing = Standing::Active;
/// assert_eq!(penalties.failures[0].outcome, FailureOutcome::Point { expires, standing });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureOutcome {
    /// A point; below the threshold it lives to the end of a day.
    Point {
        /// The last day on which the point counts; none while the points are at the threshold.
        expires: Option<Date>,
        /// Whether it counts on the day asked for.
        standing: Standing,
    },
    /// The point that reached the threshold, and with it the penalty, in pounds.
    Threshold {
        /// The penalty.
        penalty: Money,
        /// Whether the points still stand at the threshold.
        standing: Standing,
    },
    /// A failure while the points were at the threshold: the penalty, in pounds, and no point. The
    /// period of compliance begins anew with it, so it counts as long as the points do.
    Penalty {
        /// The penalty.
        penalty: Money,
        /// Whether the points still stand at the threshold.
        standing: Standing,
    },
    /// Nothing: another of its sort, return or update, had failed in the same month.
    SameMonth,
}

/// Whether a point, or a penalty at the threshold, counts on a day.
///
/// ```
/// use sa_ledger::Standing;
/// use sa_model::date;
///
/// let removed = Standing::Removed { from: date::parse("2026-03-01")? };
/// assert!(Standing::Active.counts() && !Standing::Expired.counts() && !removed.counts());
/// # Ok::<(), sa_model::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Active,
    /// Its time ran out.
    Expired,
    /// A period of compliance was kept, and all that was due before its end is in.
    Removed {
        /// The first day on which it does not count.
        from: Date,
    },
}

impl Standing {
    /// Whether it counts.
    ///
    /// ```
    /// assert!(sa_ledger::Standing::Active.counts());
    /// ```
    pub const fn counts(self) -> bool {
        matches!(self, Self::Active)
    }
}

impl Account {
    /// The late submission penalties of VAT returns up to the end of a day.
    ///
    /// ```
    #[doc = include_str!("vat_submission/example.md")]
    /// let of = |on| account.submission_penalties(on, Rules::built_in());
    /// assert_eq!(of(day("2025-05-07")?).active_points, 0); // the last day
    /// // A year without a return: four points, and 200 pounds with the fourth.
    /// let year = of(day("2026-02-08")?);
    /// assert_eq!((year.active_points, year.compliance_until), (4, Some(day("2027-02-28")?)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn submission_penalties(&self, on: Date, rules: &Rules) -> SubmissionPenalties {
        let rules = &rules.submission_points;
        let received: BTreeMap<PeriodKey, Date> = self
            .returns
            .iter()
            .filter(|submitted| submitted.effective <= on)
            .map(|submitted| {
                (
                    submitted.record.vat_return.period_key(),
                    submitted.effective,
                )
            })
            .collect();
        let periods = self.obligation_periods(on).into_iter();
        let mut owed: Vec<Owed<ObligationPeriod>> = periods
            .filter(|period| self.earns_points(period, rules))
            .map(|period| Owed {
                period,
                due: period.due,
                received: received.get(&period.key).copied(),
                sort: Sort::Return,
            })
            .collect();
        owed.sort_by_key(|owed| (owed.due, owed.period.key));
        let frequency = owed.last().map(|owed| {
            let (first, last) = (owed.period.start, owed.period.end);
            let days = last.to_julian_day().saturating_sub(first.to_julian_day());
            rules.frequency(days.saturating_add(1))
        });
        Tally::new(rules, frequency.unwrap_or(FrequencyRule::QUARTERLY)).count(&owed, on)
    }

    /// Whether late VAT returns of a period bring points.
    fn earns_points(&self, period: &ObligationPeriod, rules: &SubmissionRules) -> bool {
        match &self.holder {
            AccountHolder::Vat(_) => period.start >= rules.vat_periods_from,
            AccountHolder::Itsa(_) => false,
        }
    }
}

impl SubmissionRules {
    /// What holds for periods of so many days.
    fn frequency(&self, days: i32) -> FrequencyRule {
        let fits = |rule: &&FrequencyRule| days <= i32::from(rule.longest_weeks).saturating_mul(7);
        self.frequencies
            .iter()
            .find(fits)
            .or(self.frequencies.last())
            .copied()
            .unwrap_or(FrequencyRule::QUARTERLY)
    }
}
