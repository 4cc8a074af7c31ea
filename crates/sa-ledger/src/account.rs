//! `Account`: the fold of a journal's entries.

pub(crate) mod memory;
mod take_in;

use std::collections::BTreeMap;

use sa_model::due_date::vat::VatScheme;
use sa_model::{
    AccountHolder, AccountKey, BreathingSpace, Dated, DocumentId, Entry, EntryId, Fact,
    ObligationPeriod, PeriodKey, SubmittedReturn, TaxYear, Timestamp,
};
use time::Date;

use crate::filings::Filings;
use crate::index::Index;
use crate::record::{Awaiting, ChargeRecord, ClaimRecord, CreditRecord, DirectionRecord, Event};
use crate::rejection::Rejection;
use crate::tax_code::TaxCodeRecords;
use crate::work::Work;

/// One taxpayer's account in one regime: what its entries come to.
///
/// Entries may come in any order of their effective days; the position on a day is computed from
/// those that take effect on or before it. Two accounts are equal if they keep the same records in
/// the same order; the entries' ids are not kept, so whoever feeds an account sees to it that no
/// entry comes twice.
///
/// In serde, in every format, it is its bytes: those of [`write_bytes`](Account::write_bytes).
///
/// ```
#[doc = include_str!("account/example.md")]
/// assert_eq!(account.version(), 7);
/// assert_eq!(account.key().to_string(), "itsa:1097172564");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub(crate) holder: AccountHolder,
    pub(crate) version: u64,
    pub(crate) insolvent_since: Option<Date>,
    pub(crate) charges: Vec<ChargeRecord>,
    pub(crate) credits: Vec<CreditRecord>,
    pub(crate) claims: Vec<ClaimRecord>,
    pub(crate) directions: Vec<DirectionRecord>,
    pub(crate) breathing_spaces: Vec<Dated<BreathingSpace>>,
    pub(crate) obligations: Vec<Dated<ObligationPeriod>>,
    pub(crate) returns: Vec<Dated<SubmittedReturn>>,
    pub(crate) tax_code: TaxCodeRecords,
    /// Most accounts have none, and are the smaller for it.
    pub(crate) filings: Option<Box<Filings>>,
    /// What changes money, in the order of work.
    pub(crate) timeline: Vec<Event>,
    /// Directions to charges that are not raised yet, by the charge.
    pub(crate) awaited: BTreeMap<DocumentId, Vec<Awaiting>>,
    /// All that was ever charged, in pence; so that no sum can overflow.
    pub(crate) charged_pence: i64,
    /// All that was ever credited, in pence.
    pub(crate) credited_pence: i64,
    /// Where a document number leads; made from the records when first needed.
    pub(crate) index: Index,
    /// What was worked for the last question that an entry asked.
    pub(crate) work: Work,
}

/// An entry of a journal that cannot follow those before it.
///
/// ```
#[doc = include_str!("account/example.md")]
/// let error: FoldError = Account::fold(&journal[1..]).unwrap_err();
/// assert_eq!((error.number, error.rejection), (1, Rejection::NotOpened));
/// assert_eq!(error.to_string(), "entry e2, number 1 of the journal, is refused");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {id}, number {number} of the journal, is refused")]
pub struct FoldError {
    /// The entry.
    pub id: EntryId,
    /// Its number in the journal, from 1.
    pub number: u64,
    /// Why.
    #[source]
    pub rejection: Rejection,
}

impl Account {
    /// The account that begins with an entry.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// let opened = Account::open(&journal[0])?;
    /// assert_eq!(opened.version(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Rejection::NotOpened`] for any other fact than `accountOpened`,
    /// [`Rejection::OtherAccount`] where the holder's key is not the entry's,
    /// [`Rejection::YearlySchedule`] where a trader under annual accounting has a schedule.
    pub fn open(entry: &Entry) -> Result<Self, Rejection> {
        let Fact::AccountOpened(holder) = &entry.fact else {
            return Err(Rejection::NotOpened);
        };
        if holder.key() != entry.account {
            return Err(Rejection::OtherAccount {
                key: holder.key(),
                found: entry.account,
            });
        }
        if holder
            .vat_schedule()
            .is_some_and(|schedule| schedule.scheme == VatScheme::AnnualAccounting)
        {
            return Err(Rejection::YearlySchedule);
        }
        Ok(Self {
            holder: holder.clone(),
            version: 1,
            insolvent_since: None,
            charges: Vec::new(),
            credits: Vec::new(),
            claims: Vec::new(),
            directions: Vec::new(),
            breathing_spaces: Vec::new(),
            obligations: Vec::new(),
            returns: Vec::new(),
            tax_code: TaxCodeRecords::default(),
            filings: None,
            timeline: Vec::new(),
            awaited: BTreeMap::new(),
            charged_pence: 0,
            credited_pence: 0,
            index: Index::default(),
            work: Work::default(),
        })
    }

    /// Adds an entry.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// let mut account = Account::open(&journal[0])?;
    /// for entry in &journal[1..] {
    ///     account.apply(entry)?;
    /// }
    /// // What opened it cannot come again, and has changed nothing.
    /// assert_eq!(account.apply(&journal[0]), Err(Rejection::AlreadyOpened));
    /// assert_eq!(Some(account), Account::fold(&journal)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The first reason, in the order of [`Rejection`], why the entry cannot follow; the account
    /// is then as it was.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), Rejection> {
        if !self.index.is_made() {
            self.index = Index::of(self);
        }
        self.admit(entry)?;
        self.take_in(entry);
        self.version = self.version.saturating_add(1);
        Ok(())
    }

    /// The account that a whole journal comes to; none for an empty one.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// assert_eq!(Account::fold(&[])?, None);
    /// assert_eq!(Account::fold(&journal[..3])?.map(|account| account.version()), Some(3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The first entry that cannot follow those before it.
    pub fn fold<'e>(
        entries: impl IntoIterator<Item = &'e Entry>,
    ) -> Result<Option<Self>, FoldError> {
        let mut account = None;
        let entries = entries.into_iter();
        // Not more than a journal of some size, whatever the iterator promises.
        let expected = entries.size_hint().0.min(100_000);
        for (place, entry) in entries.enumerate() {
            let result = match &mut account {
                None => Self::open(entry).map(|mut opened| {
                    opened.expect(expected);
                    account = Some(opened);
                }),
                Some(account) => account.apply(entry),
            };
            result.map_err(|rejection| FoldError {
                id: entry.id,
                number: u64::try_from(place).unwrap_or(u64::MAX).saturating_add(1),
                rejection,
            })?;
        }
        if let Some(account) = &mut account {
            account.work.forget();
        }
        Ok(account)
    }

    /// Makes room for so many entries where that is cheap.
    fn expect(&mut self, entries: usize) {
        self.index = Index::of(self);
        self.index.documents.reserve(entries);
        self.timeline.reserve(entries);
        // About one of two entries charges, and about one of two pays.
        self.charges.reserve(entries / 2);
        self.credits.reserve(entries / 2);
    }

    /// The key of the account.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// assert_eq!(account.key().regime(), Regime::Itsa);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn key(&self) -> AccountKey {
        self.holder.key()
    }

    /// Whose account it is.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// let AccountHolder::Itsa(taxpayer) = account.holder() else { panic!("Self Assessment") };
    /// assert_eq!(taxpayer.mtd_from, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn holder(&self) -> &AccountHolder {
        &self.holder
    }

    /// The first tax year in Making Tax Digital, for a taxpayer who is in it.
    pub(crate) const fn mtd_from(&self) -> Option<TaxYear> {
        match &self.holder {
            AccountHolder::Itsa(taxpayer) => taxpayer.mtd_from,
            AccountHolder::Vat(_) => None,
        }
    }

    /// How many entries it holds.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// // The opening counts too.
    /// assert_eq!(usize::try_from(account.version())?, journal.len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// The day on which the trader became insolvent, if that happened.
    ///
    /// ```
    #[doc = include_str!("vat_submission/example.md")]
    /// assert_eq!(account.insolvent_since(), None);
    /// # let mut insolvent = opened.clone();
    /// # (insolvent.effective, insolvent.fact) = (day("2025-06-01")?, Fact::TraderInsolvent);
    /// account.apply(&insolvent)?; // on 1 June
    /// assert_eq!(account.insolvent_since(), Some(day("2025-06-01")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn insolvent_since(&self) -> Option<Date> {
        self.insolvent_since
    }

    /// Whether a day lies in a breathing space, so that it bears no interest.
    ///
    /// ```
    #[doc = include_str!("account/example.md")]
    /// # let mut account = account;
    /// let space = r#"{"breathingSpaceGranted":{"from":"2026-04-01","to":"2026-05-30"}}"#;
    /// account.apply(&entry(8, "2026-04-01", space)?)?;
    /// // Both its days are in it.
    /// assert!(account.is_in_breathing_space(day("2026-05-30")?));
    /// assert!(!account.is_in_breathing_space(day("2026-05-31")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_in_breathing_space(&self, on: Date) -> bool {
        self.breathing_spaces
            .iter()
            .any(|space| (space.record.from..=space.record.to).contains(&on))
    }

    /// The return that was submitted for a period, with the time it was received.
    ///
    /// ```
    #[doc = include_str!("vat_submission/example.md")]
    /// let key = PeriodKey::parse("25C1")?;
    /// assert_eq!(account.submitted_return(key), None);
    /// let received = Timestamp::parse("2025-04-20T10:00:00Z")?;
    /// for entry in submit(&account, vat_return, received, numbers)? {
    ///     account.apply(&entry)?;
    /// }
    /// assert_eq!(account.submitted_return(key).map(|(_, when)| when), Some(received));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn submitted_return(&self, key: PeriodKey) -> Option<(&SubmittedReturn, Timestamp)> {
        self.returns
            .iter()
            .find(|submitted| submitted.record.vat_return.period_key() == key)
            .map(|submitted| (&submitted.record, submitted.recorded))
    }
}
