//! The count of points, failure by failure.

use std::collections::BTreeMap;

use time::{Date, Month};

use super::{
    FailureOutcome, FrequencyRule, LateSubmission, Standing, SubmissionPenalties, SubmissionRules,
};

/// What is to be submitted, and when it was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owed<P> {
    pub(super) period: P,
    pub(super) due: Date,
    pub(super) received: Option<Date>,
    pub(super) sort: Sort,
}

/// Of the failures of one sort in a month one brings a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Return,
    Update,
}

/// The count as it stands after the failures so far.
pub(super) struct Tally<'r, P> {
    rules: &'r SubmissionRules,
    frequency: FrequencyRule,
    failures: Vec<LateSubmission<P>>,
    /// The last day on which each sort failed.
    last_of: BTreeMap<Sort, Date>,
    /// The failures whose points count, and the last day of each.
    points: Vec<(usize, Date)>,
    /// The failures that brought a penalty and no point, since the points came to the threshold.
    penalties: Vec<usize>,
    at_threshold: bool,
}

impl<'r, P: Copy> Tally<'r, P> {
    pub(super) fn new(rules: &'r SubmissionRules, frequency: FrequencyRule) -> Self {
        Self {
            rules,
            frequency,
            failures: Vec::new(),
            last_of: BTreeMap::new(),
            points: Vec::new(),
            penalties: Vec::new(),
            at_threshold: false,
        }
    }

    /// The count up to the end of a day, over what is owed in the order of the due dates.
    pub(super) fn count(mut self, all: &[Owed<P>], on: Date) -> SubmissionPenalties<P> {
        for owed in all {
            let late = owed.received.is_none_or(|received| received > owed.due);
            if let Some(failed) = owed.due.next_day().filter(|failed| late && *failed <= on) {
                self.fail(all, owed, failed);
            }
        }
        let compliance_until = self.compliance_end().filter(|_end| self.at_threshold);
        if let Some(kept) = self.compliance_kept(all)
            && kept.from() <= on
        {
            self.reset(kept.from());
        }
        self.expire(on);
        SubmissionPenalties {
            threshold: self.frequency.threshold,
            active_points: u8::try_from(self.points.len()).unwrap_or(u8::MAX),
            compliance_until: compliance_until.filter(|_end| self.at_threshold),
            failures: self.failures,
        }
    }

    fn fail(&mut self, all: &[Owed<P>], owed: &Owed<P>, failed: Date) {
        // What comes in on the day of a failure comes too late for it.
        if let Some(kept) = self.compliance_kept(all)
            && kept.from() <= failed
            && kept.all_in.is_none_or(|last| last < failed)
        {
            self.reset(kept.from());
        }
        self.expire(failed);
        let month = |day: Date| (day.year(), day.month());
        let same_month = self
            .last_of
            .insert(owed.sort, failed)
            .is_some_and(|before| month(before) == month(failed));
        let penalty = self.rules.penalty;
        let outcome = if same_month {
            FailureOutcome::SameMonth
        } else if self.at_threshold {
            self.penalties.push(self.failures.len());
            FailureOutcome::Penalty {
                penalty,
                standing: Standing::Active,
            }
        } else {
            let expires = self.rules.last_day_of_point(failed);
            self.points
                .push((self.failures.len(), expires.unwrap_or(Date::MAX)));
            if self.points.len() >= usize::from(self.frequency.threshold) {
                self.at_threshold = true;
                FailureOutcome::Threshold {
                    penalty,
                    standing: Standing::Active,
                }
            } else {
                FailureOutcome::Point {
                    expires,
                    standing: Standing::Active,
                }
            }
        };
        self.failures.push(LateSubmission {
            period: owed.period,
            failed,
            received: owed.received,
            outcome,
        });
        if self.at_threshold {
            for &(place, _) in &self.points {
                if let Some(failure) = self.failures.get_mut(place)
                    && let FailureOutcome::Point { expires, .. } = &mut failure.outcome
                {
                    *expires = None;
                }
            }
        }
    }

    /// The last day of the period of compliance that follows the latest failure.
    fn compliance_end(&self) -> Option<Date> {
        let last = self.failures.last()?;
        day_before_month(
            last.failed,
            self.frequency.compliance_months.saturating_add(1),
        )
    }

    /// The period of compliance that takes the points at the threshold away: every return that was
    /// due in the months up to its end is in.
    fn compliance_kept(&self, all: &[Owed<P>]) -> Option<Kept> {
        let end = self.compliance_end().filter(|_end| self.at_threshold)?;
        let since = months_before(end, self.rules.point_months)?;
        let due = all
            .iter()
            .filter(|owed| owed.due > since && owed.due <= end);
        let received: Option<Vec<Date>> = due.map(|owed| owed.received).collect();
        Some(Kept {
            over: end.next_day()?,
            all_in: received?.into_iter().max(),
        })
    }

    fn reset(&mut self, from: Date) {
        self.at_threshold = false;
        let points = std::mem::take(&mut self.points).into_iter();
        let penalties = std::mem::take(&mut self.penalties);
        let gone = points.map(|(place, _)| place).chain(penalties);
        self.end(gone, Standing::Removed { from });
    }

    /// Lets points go whose last day is before `day`; at the threshold none goes.
    fn expire(&mut self, day: Date) {
        if self.at_threshold {
            return;
        }
        let gone: Vec<usize> = self
            .points
            .iter()
            .filter(|(_, last)| *last < day)
            .map(|&(place, _)| place)
            .collect();
        self.points.retain(|(_, last)| *last >= day);
        self.end(gone, Standing::Expired);
    }

    fn end(&mut self, places: impl IntoIterator<Item = usize>, end: Standing) {
        for place in places {
            if let Some(failure) = self.failures.get_mut(place) {
                match &mut failure.outcome {
                    FailureOutcome::Point { standing, .. }
                    | FailureOutcome::Threshold { standing, .. }
                    | FailureOutcome::Penalty { standing, .. } => *standing = end,
                    FailureOutcome::SameMonth => {}
                }
            }
        }
    }
}

/// A period of compliance that was kept.
#[derive(Debug, Clone, Copy)]
struct Kept {
    /// The day after its last.
    over: Date,
    /// The day on which the last of what had to be in came in.
    all_in: Option<Date>,
}

impl Kept {
    /// The first day without the points.
    fn from(self) -> Date {
        self.all_in.map_or(self.over, |last| last.max(self.over))
    }
}

impl SubmissionRules {
    /// The last day of a point that a failure on a day brings, below the threshold: the end of the
    /// month so many months after that of the failure.
    ///
    /// ```
    /// use sa_ledger::SubmissionRules;
    /// use sa_model::date;
    ///
    /// let last = SubmissionRules::default().last_day_of_point(date::parse("2024-04-08")?);
    /// assert_eq!(last, Some(date::parse("2026-04-30")?)); // CH192200
    /// # Ok::<(), sa_model::DateError>(())
    /// ```
    pub fn last_day_of_point(&self, failed: Date) -> Option<Date> {
        day_before_month(failed, self.point_months.saturating_add(1))
    }
}

/// The day before the first day of the month that is `months` after that of `day`.
fn day_before_month(day: Date, months: u16) -> Option<Date> {
    let month0 = i32::from(u8::from(day.month())).saturating_sub(1);
    let total = month0.saturating_add(i32::from(months));
    let year = day.year().saturating_add(total / 12);
    let month = Month::try_from(u8::try_from(total % 12).ok()?.saturating_add(1)).ok()?;
    Date::from_calendar_date(year, month, 1)
        .ok()?
        .previous_day()
}

/// The last day of the month that is `months` before that of `day`.
fn months_before(day: Date, months: u16) -> Option<Date> {
    let years = i32::from(months).saturating_add(11) / 12;
    let earlier =
        Date::from_calendar_date(day.year().saturating_sub(years), day.month(), 1).ok()?;
    let months = years.saturating_mul(12).saturating_sub(i32::from(months));
    day_before_month(earlier, u16::try_from(months).ok()?.saturating_add(1))
}
