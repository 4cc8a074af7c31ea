//! A charge's history, off the journal: which amount it had from when to when, and why it changed.
//!
//! Source of the form: the charge history of the Self Assessment Accounts API, whose rows are the
//! versions that were replaced, each with the reason for its end.

use sa_model::{Amendment, Charge, Dated, DocumentId, Money, Timestamp};
use time::Date;

use crate::account::Account;
use crate::book::{Book, ChargeState};
use crate::place::Place;
use crate::replay;
use crate::rules::Rules;

/// All that a charge was.
///
/// ```
#[doc = include_str!("account/example.md")]
/// let history: History = account.history(DocumentId::parse("POA1")?).ok_or("a charge")?;
/// assert_eq!(history.charge.amount, pounds("500.00")?); // as it was raised
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History<'a> {
    /// The charge as it was raised.
    pub charge: &'a Charge,
    /// The amounts it had, the first first; at least one.
    pub versions: Vec<Version<'a>>,
}

/// An amount that a charge had for a time.
///
/// ```
#[doc = include_str!("account/example.md")]
/// let history = account.history(DocumentId::parse("BC")?).ok_or("a charge")?;
/// let [now]: &[Version] = &history.versions[..] else { panic!("never changed") };
/// assert_eq!((now.amount, now.ended), (pounds("1200.00")?, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version<'a> {
    /// In pounds.
    pub amount: Money,
    /// The first day.
    pub from: Date,
    /// When that was recorded.
    pub recorded: Timestamp,
    /// What ended it; none for the amount that it has now.
    pub ended: Option<&'a Dated<Amendment>>,
}

/// A charge from the end of a day on, up to the next of its days.
///
/// ```
#[doc = include_str!("account/example.md")]
/// let on = day("2026-03-31")?;
/// let days = account.charge_days(DocumentId::parse("BC")?, on, Rules::built_in());
/// let last: &ChargeDay = days.last().ok_or("a charge")?;
/// assert_eq!((last.outstanding, last.interest_outstanding), (Money::ZERO, pounds("7.64")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChargeDay {
    /// The day on which it became so.
    pub from: Date,
    /// The amount charged, in pounds.
    pub amount: Money,
    /// What had been paid.
    pub paid: Money,
    /// What was collected through PAYE instead.
    pub coded: Money,
    /// What was still to be paid.
    pub outstanding: Money,
    /// What of that was in dispute.
    pub stood_over: Money,
    /// The interest that had been charged on it.
    pub interest_charged: Money,
    /// What of that was still to be paid.
    pub interest_outstanding: Money,
}

impl Account {
    /// The amounts that a charge had, by all entries; none where there is no such charge.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// let history = account.history(DocumentId::parse("POA1")?).ok_or("a charge")?;
    /// let [first, now] = &history.versions[..] else { panic!("changed once") };
    /// assert_eq!((first.amount, now.amount), (pounds("500.00")?, pounds("400.00")?));
    /// let why = first.ended.ok_or("it was changed")?;
    /// assert_eq!(why.record.reason.as_str(), "Customer Request");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn history(&self, charge: DocumentId) -> Option<History<'_>> {
        let record = self
            .charges
            .iter()
            .find(|record| record.raised.record.id == charge)?;
        let raised = &record.raised;
        let begins = record.amendments().iter().map(|amendment| {
            (
                amendment.record.amount,
                amendment.effective,
                amendment.recorded,
            )
        });
        let ends = record.amendments().iter().map(Some).chain([None]);
        let versions = [(raised.record.amount, raised.effective, raised.recorded)]
            .into_iter()
            .chain(begins)
            .zip(ends)
            .map(|((amount, from, recorded), ended)| Version {
                amount,
                from,
                recorded,
                ended,
            })
            .collect();
        Some(History {
            charge: &raised.record,
            versions,
        })
    }

    /// What a charge was day by day up to the end of a day: one row for each day on which
    /// something about it changed, payments and the interest charged included. Empty where there
    /// is no such charge by then.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// let on = day("2026-03-31")?;
    /// let days = account.charge_days(DocumentId::parse("POA1")?, on, Rules::built_in());
    /// let told = days.iter().map(|one| (one.from.to_string(), one.outstanding.to_string()));
    /// let expected = [("2026-02-10", "500.00"), ("2026-02-20", "400.00"), ("2026-03-02", "100.00")];
    /// assert!(told.eq(expected.map(|(day, owed)| (day.to_owned(), owed.to_owned()))));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn charge_days(&self, charge: DocumentId, on: Date, rules: &Rules) -> Vec<ChargeDay> {
        let mut days: Vec<ChargeDay> = Vec::new();
        let place = self
            .charges
            .iter()
            .position(|record| record.raised.record.id == charge);
        if let Some(place) = place.map(Place::behind) {
            let visit = |book: &Book<'_>| days.extend(book.changed(place, days.last()));
            replay::each_day(self, rules, on, (visit, |_book| {}));
        }
        days
    }
}

impl Book<'_> {
    /// The charge as of today, if it is not as it was.
    fn changed(&self, place: Place, before: Option<&ChargeDay>) -> Option<ChargeDay> {
        let state = self
            .charges
            .get(place.index())
            .filter(|charge| charge.raised)?;
        let day = ChargeDay {
            from: self.today.date,
            ..state.day()
        };
        let same = before.is_some_and(|before| {
            ChargeDay {
                from: before.from,
                ..day
            } == *before
        });
        (!same).then_some(day)
    }
}

impl ChargeState {
    fn day(&self) -> ChargeDay {
        let (charged, paid) = self
            .interest
            .map_or((0, 0), |interest| (interest.amount, interest.paid));
        ChargeDay {
            from: Date::MIN,
            amount: Money::from_pence_i64(self.amount),
            paid: Money::from_pence_i64(self.paid),
            coded: Money::from_pence_i64(self.coded),
            outstanding: Money::from_pence_i64(self.outstanding()),
            stood_over: Money::from_pence_i64(self.stood_over.min(self.outstanding())),
            interest_charged: Money::from_pence_i64(charged),
            interest_outstanding: Money::from_pence_i64(charged.saturating_sub(paid)),
        }
    }
}
