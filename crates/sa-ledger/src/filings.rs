//! What a taxpayer in Self Assessment was asked to send, what came, and the last day for each.
//!
//! Sources: TMA 1970 s.8 (a return is due where a notice to file was given; online, and three
//! months earlier on paper), through [`sa_model::due_date::self_assessment`]; github
//! hmrc/obligations-api (quarterly updates). A return that nobody asked for is never late (TMA 1970
//! s.12D). The last day for a return is that of an online one until a paper return comes.

use sa_model::due_date::self_assessment::{
    Quarters, last_amendment, online_return, paper_return, quarterly_updates,
};
use sa_model::{
    Dated, Entry, ItsaFiling, ItsaObligation, ObligationStatus, Quarter, ReceivedFiling, Regime,
    ReturnForm, TaxYear,
};
use time::Date;

use crate::account::Account;
use crate::rejection::{KindFound, Rejection};

/// The filings of an account, each list in the order of what is sent: at most one of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filings {
    pub(crate) required: Vec<Dated<ItsaFiling>>,
    pub(crate) received: Vec<Dated<ReceivedFiling>>,
}

impl Filings {
    fn required(&self, filing: ItsaFiling) -> Result<usize, usize> {
        self.required
            .binary_search_by_key(&filing, |dated| dated.record)
    }

    fn received(&self, filing: ItsaFiling) -> Result<usize, usize> {
        self.received
            .binary_search_by_key(&filing, |dated| dated.record.filing())
    }
}

impl Account {
    /// What a taxpayer in Self Assessment was to send by entries of up to a day, the earliest last
    /// day first, and what of it was in by then.
    ///
    /// ```
    /// use sa_ledger::Account;
    /// use sa_model::{Entry, ObligationStatus, date};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let journal: Vec<Entry> = [
    ///     r#"{"account":"itsa:1097172564","id":"1","effective":"2024-04-06",
    ///         "recorded":"2024-04-06T09:00:00.000Z",
    ///         "fact":{"accountOpened":{"itsa":{"utr":"1097172564"}}}}"#,
    ///     r#"{"account":"itsa:1097172564","id":"2","effective":"2025-04-06",
    ///         "recorded":"2025-04-06T09:00:00.000Z",
    ///         "fact":{"filingRequired":{"taxReturn":{"taxYear":"2024-25"}}}}"#,
    ///     r#"{"account":"itsa:1097172564","id":"3","effective":"2026-01-20",
    ///         "recorded":"2026-01-20T09:00:00.000Z",
    ///         "fact":{"filingReceived":{"taxReturn":{"taxYear":"2024-25"}}}}"#,
    /// ]
    /// .into_iter()
    /// .map(serde_json::from_str)
    /// .collect::<Result<_, _>>()?;
    /// let account = Account::fold(&journal)?.ok_or("entries")?;
    /// let [obligation] = account.itsa_obligations(date::parse("2026-01-19")?)[..] else {
    ///     return Err("one return".into());
    /// };
    /// assert_eq!(obligation.due, date::parse("2026-01-31")?);
    /// assert_eq!(obligation.status, ObligationStatus::Open);
    /// # Ok(())
    /// # }
    /// ```
    pub fn itsa_obligations(&self, on: Date) -> Vec<ItsaObligation> {
        let Some(filings) = &self.filings else {
            return Vec::new();
        };
        let required = filings
            .required
            .iter()
            .filter(|dated| dated.effective <= on);
        let mut obligations: Vec<_> = required
            .map(|required| {
                let filing = required.record;
                let received = filings
                    .received(filing)
                    .ok()
                    .and_then(|place| filings.received.get(place))
                    .filter(|received| received.effective <= on);
                let form = received.map_or(ReturnForm::Online, |dated| dated.record.form());
                ItsaObligation {
                    filing,
                    due: last_day(filing, required.effective, form),
                    status: match received {
                        Some(received) => ObligationStatus::Fulfilled {
                            received: received.effective,
                        },
                        None => ObligationStatus::Open,
                    },
                }
            })
            .collect();
        obligations.sort_by_key(|obligation| (obligation.due, obligation.filing));
        obligations
    }

    /// The last day for amending the return of a year, as known by a day: twelve months from its
    /// filing date, which a notice to file after 31 October puts off (TMA 1970 s.9ZA).
    ///
    /// ```
    /// use sa_ledger::Account;
    /// use sa_model::{TaxYear, date};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let line = r#"{"account":"itsa:1097172564","id":"1","effective":"2024-04-06","recorded":"2024-04-06T09:00:00.000Z","fact":{"accountOpened":{"itsa":{"utr":"1097172564"}}}}"#;
    /// # let account = Account::open(&serde_json::from_str(line)?)?;
    /// let last = account.last_day_to_amend(TaxYear::parse("2022-23")?, date::parse("2025-01-31")?);
    /// assert_eq!(last, date::parse("2025-01-31")?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn last_day_to_amend(&self, tax_year: TaxYear, on: Date) -> Date {
        last_amendment(self.filing_date(tax_year, on))
    }

    /// The last day for an online return of a year, as known by a day, whether or not it is asked
    /// for.
    pub(crate) fn filing_date(&self, tax_year: TaxYear, on: Date) -> Date {
        let filing = ItsaFiling::TaxReturn { tax_year };
        let notice = self
            .filings
            .as_ref()
            .and_then(|filings| filings.required.get(filings.required(filing).ok()?))
            .map(|required| required.effective)
            .filter(|notice| *notice <= on);
        online_return(tax_year, notice)
    }

    pub(crate) fn admit_required(&self, filing: ItsaFiling) -> Result<(), Rejection> {
        self.admit_filing()?;
        match self
            .filings
            .as_ref()
            .map(|filings| filings.required(filing))
        {
            Some(Ok(_)) => Err(Rejection::FilingExists { filing }),
            Some(Err(_)) | None => Ok(()),
        }
    }

    pub(crate) fn admit_received(&self, received: ReceivedFiling) -> Result<(), Rejection> {
        self.admit_filing()?;
        let filing = received.filing();
        match self
            .filings
            .as_ref()
            .map(|filings| filings.received(filing))
        {
            Some(Ok(_)) => Err(Rejection::AlreadyFiled { filing }),
            Some(Err(_)) | None => Ok(()),
        }
    }

    fn admit_filing(&self) -> Result<(), Rejection> {
        self.in_regime(Regime::Itsa, KindFound::ItsaFiling)
    }

    pub(crate) fn require(&mut self, entry: &Entry, filing: ItsaFiling) {
        let filings = self.filings.get_or_insert_default();
        if let Err(place) = filings.required(filing) {
            filings.required.insert(place, dated(entry, filing));
        }
    }

    pub(crate) fn file(&mut self, entry: &Entry, received: ReceivedFiling) {
        let filings = self.filings.get_or_insert_default();
        if let Err(place) = filings.received(received.filing()) {
            filings.received.insert(place, dated(entry, received));
        }
    }
}

fn dated<T>(entry: &Entry, record: T) -> Dated<T> {
    Dated {
        effective: entry.effective,
        recorded: entry.recorded,
        record,
    }
}

/// The last day for a filing that was asked for on a day.
fn last_day(filing: ItsaFiling, asked: Date, form: ReturnForm) -> Date {
    match (filing, form) {
        (ItsaFiling::TaxReturn { tax_year }, ReturnForm::Online) => {
            online_return(tax_year, Some(asked))
        }
        (ItsaFiling::TaxReturn { tax_year }, ReturnForm::Paper) => {
            paper_return(tax_year, Some(asked))
        }
        (ItsaFiling::QuarterlyUpdate { tax_year, quarter }, _) => {
            let [first, second, third, fourth] = quarterly_updates(tax_year, Quarters::TaxYear);
            let update = match quarter {
                Quarter::First => first,
                Quarter::Second => second,
                Quarter::Third => third,
                Quarter::Fourth => fourth,
            };
            update.due
        }
    }
}
