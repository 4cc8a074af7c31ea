//! The returns that are to be made: those that entries say, and those of the trader's schedule.
//!
//! Sources: HMRC's VAT service guide and github hmrc/vat-api issues #196 and #516 (an obligation
//! opens on the first day of its period); #637 (a trader's own dates go before those that a period
//! key stands for elsewhere).

use std::collections::BTreeMap;

use sa_model::{
    Obligation, ObligationPeriod, ObligationStatus, PeriodKey, PeriodMeaning, VatChargePeriod,
    VatPeriod, VatSchedule,
};
use time::Date;

use crate::account::Account;

impl Account {
    /// The returns that were to be made by a day, the earliest period first, and which of them were
    /// in by then.
    ///
    /// A period of the trader's schedule opens on its first day. It has no obligation of its own
    /// where an entry creates one that shares a day with it.
    ///
    /// ```
    #[doc = include_str!("vat_submission/example.md")]
    /// let on = day("2025-04-10")?;
    /// let keys = account.obligations(on).into_iter().map(|one| one.period.key.to_string());
    /// // The second quarter has begun; the third has not.
    /// assert!(keys.eq(["25C1", "25C2"]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn obligations(&self, on: Date) -> Vec<Obligation> {
        let fulfilled: BTreeMap<PeriodKey, Date> = self
            .returns
            .iter()
            .filter(|submitted| submitted.effective <= on)
            .map(|submitted| {
                let key = submitted.record.vat_return.period_key();
                (key, submitted.effective)
            })
            .collect();
        self.obligation_periods(on)
            .into_iter()
            .map(|period| Obligation {
                period,
                status: match fulfilled.get(&period.key) {
                    Some(&received) => ObligationStatus::Fulfilled { received },
                    None => ObligationStatus::Open,
                },
            })
            .collect()
    }

    /// The day on which the return of a VAT period is due, and with it what it makes payable either
    /// way; the period is found by its key, or by its days among those that have begun by a day.
    ///
    /// ```
    #[doc = include_str!("vat_submission/example.md")]
    /// let of_days = |days| serde_json::from_str::<VatChargePeriod>(days);
    /// let on = day("2025-04-10")?;
    /// let quarter = of_days(r#"{"key":"25C1","from":"2025-01-01","to":"2025-03-31"}"#)?;
    /// assert_eq!(account.vat_return_due(&quarter, on), Some(day("2025-05-07")?));
    /// // For a month alone no return is to be made.
    /// let month = of_days(r#"{"from":"2025-01-01","to":"2025-01-31"}"#)?;
    /// assert_eq!(account.vat_return_due(&month, on), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn vat_return_due(&self, period: &VatChargePeriod, on: Date) -> Option<Date> {
        if let Some(key) = period.key {
            return Some(self.obligation(key)?.due);
        }
        let periods = self.obligation_periods(on);
        let mut of_its_days = periods.iter().filter(|one| one.is_that_of(period));
        of_its_days.next().map(|one| one.due)
    }

    /// The periods of the obligations that there are by a day, the earliest first.
    pub(crate) fn obligation_periods(&self, on: Date) -> Vec<ObligationPeriod> {
        let written = self
            .obligations
            .iter()
            .filter(|created| created.effective <= on);
        let mut periods: Vec<_> = written.map(|created| created.record).collect();
        periods.sort_by_key(|period| (period.start, period.key));
        if let Some(schedule) = self.holder.vat_schedule() {
            let taken = Taken::by(&periods);
            let scheduled = schedule
                .stagger
                .periods_from(schedule.from)
                .take_while(|period| period.first() <= on)
                .filter(|period| !taken.shares_a_day_with(*period))
                .filter_map(|period| scheduled(schedule, period));
            periods.extend(scheduled);
            periods.sort_by_key(|period| (period.start, period.key));
        }
        periods
    }

    /// The obligation of a period, whether or not it is met, and open or still to come.
    pub(crate) fn obligation(&self, key: PeriodKey) -> Option<ObligationPeriod> {
        let periods = || self.obligations.iter().map(|created| created.record);
        if let Some(written) = periods().find(|period| period.key == key) {
            return Some(written);
        }
        let schedule = self.holder.vat_schedule()?;
        let PeriodMeaning::Standard { stagger, period } = key.meaning() else {
            return None;
        };
        if stagger != schedule.stagger || period.last() < schedule.from {
            return None;
        }
        let period = VatPeriod::new(period.first().max(schedule.from), period.last()).ok()?;
        let taken = periods().any(|other| shares_a_day(&other, period));
        scheduled(schedule, period).filter(|_obligation| !taken)
    }
}

/// The obligation of a period of a schedule; none in years that period keys do not name.
fn scheduled(schedule: VatSchedule, period: VatPeriod) -> Option<ObligationPeriod> {
    Some(ObligationPeriod {
        key: schedule.stagger.key_of(period.last())?,
        start: period.first(),
        end: period.last(),
        due: schedule.due(period),
    })
}

fn shares_a_day(obligation: &ObligationPeriod, period: VatPeriod) -> bool {
    obligation.start <= period.last() && obligation.end >= period.first()
}

/// The days that obligations cover: for each, by first day, the last day that it or one before it
/// covers.
struct Taken(Vec<(Date, Date)>);

impl Taken {
    /// By obligations in the order of their first days.
    fn by(periods: &[ObligationPeriod]) -> Self {
        let mut last = Date::MIN;
        let covered = periods.iter().map(|period| {
            last = last.max(period.end);
            (period.start, last)
        });
        Self(covered.collect())
    }

    fn shares_a_day_with(&self, period: VatPeriod) -> bool {
        let begun = self.0.partition_point(|(first, _)| *first <= period.last());
        let latest = begun.checked_sub(1).and_then(|place| self.0.get(place));
        latest.is_some_and(|(_, last)| *last >= period.first())
    }
}
