//! What HMRC's sandbox answers of certain UTRs in the Self Assessment liability API, and of all
//! others; this API has no test scenarios by name.
//!
//! Sources: github hmrc/self-assessment-liability-service-guide (`test-the-api`) and
//! hmrc/self-assessment-liability-stub (`RequestResponseConstants`). HMRC's sandbox draws up data
//! for a UTR without an account; here it is the account behind the published example.

use actix_web::http::header::HeaderMap;
use sa_ledger::Account;
use sa_model::{
    AccountHolder, AccountKey, Charge, Entry, EntryId, Fact, ItsaTaxpayer, Money, Timestamp,
    TransactionKind, Utr, date,
};
use time::Date;

use super::{Source, source};
use crate::config::SandboxProfile;
use crate::sa_liability::Fault;
use crate::sample_data;

/// What a UTR stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Canned {
    /// The look-up of the NINO fails, which only a caller without the UTR's own enrolment needs.
    LookUpFails(Fault),
    /// The service behind fails.
    Fails(Fault),
    /// An account, whatever the store has.
    Shows(Sample),
    /// An account, where the store has none.
    Otherwise(Sample),
}

/// An account that is made up.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sample {
    /// One without anything.
    Nothing,
    /// 100 payable and 100 pending.
    PayableAndPending,
    /// The one behind the published example.
    Published,
}

/// The UTRs, and what answers.
const CANNED: [(&str, Canned); 17] = [
    ("1100000404", Canned::LookUpFails(Fault::Internal)), // no record
    ("1100000500", Canned::LookUpFails(Fault::Internal)), // two NINOs
    ("2200000400", Canned::LookUpFails(Fault::Internal)),
    ("2200000422", Canned::LookUpFails(Fault::Internal)),
    ("2200000500", Canned::LookUpFails(Fault::Internal)),
    ("2200000503", Canned::LookUpFails(Fault::Unavailable)),
    ("3300000400", Canned::Fails(Fault::Internal)),
    ("3300000401", Canned::Fails(Fault::Internal)),
    ("3300000403", Canned::Fails(Fault::Internal)),
    ("3300000404", Canned::Fails(Fault::Internal)),
    ("3300000422", Canned::Fails(Fault::NotFound)), // an invalid UTR
    ("3300000500", Canned::Fails(Fault::Internal)),
    ("3300000502", Canned::Fails(Fault::Internal)),
    ("3300000503", Canned::Fails(Fault::Unavailable)),
    ("3300000504", Canned::Fails(Fault::Internal)), // sums without their dates
    ("3300000505", Canned::Shows(Sample::PayableAndPending)),
    ("3333333333", Canned::Shows(Sample::Nothing)),
];

/// What HMRC's sandbox answers of a UTR; none in another profile, in production, or where the
/// request asks for the ledger.
pub(crate) fn canned(
    profile: Option<SandboxProfile>,
    headers: &HeaderMap,
    utr: Utr,
) -> Option<Canned> {
    // Of other names than `STATEFUL` there is none: they change nothing.
    let is_default = |source| matches!(source, Ok(Source::<()>::HmrcDefault) | Err(_));
    if profile != Some(SandboxProfile::Hmrc) || !is_default(source(profile, headers, &[])) {
        return None;
    }
    let known = CANNED.iter().find(|(known, _)| *known == utr.as_str());
    Some(known.map_or(Canned::Otherwise(Sample::Published), |(_, canned)| *canned))
}

impl Sample {
    /// The account, as of a day; none where what is made up is no account.
    pub(crate) fn account(self, today: Date) -> Option<Account> {
        match self {
            Self::Published => {
                let entries: Result<Vec<Entry>, _> = sample_data::PUBLISHED
                    .lines()
                    .map(serde_json::from_str)
                    .collect();
                Account::fold(&entries.ok()?).ok()?
            }
            Self::Nothing => Account::fold(&[opened(today)?]).ok()?,
            Self::PayableAndPending => {
                let entries = [opened(today)?, due_in(10, today)?, due_in(60, today)?];
                Account::fold(&entries).ok()?
            }
        }
    }
}

/// The first entry of an account of nobody.
fn opened(today: Date) -> Option<Entry> {
    let taxpayer = ItsaTaxpayer {
        utr: Utr::parse("9999999999").ok()?,
        nino: None,
        mtd_it_id: None,
        mtd_from: None,
    };
    entry(
        "open",
        today,
        Fact::AccountOpened(AccountHolder::Itsa(taxpayer)),
    )
}

/// A charge of 100 that falls due so many days from today.
fn due_in(days: i32, today: Date) -> Option<Entry> {
    let id = format!("{days:012}");
    let charge = Charge {
        id: id.parse().ok()?,
        reference: None,
        kind: TransactionKind::BalancingCharge,
        amount: Money::from_pence_i64(10_000),
        due: date::plus_days(today, days),
        period: None,
    };
    entry(&id, today, Fact::ChargeRaised(charge))
}

fn entry(id: &str, effective: Date, fact: Fact) -> Option<Entry> {
    Some(Entry {
        account: AccountKey::Itsa(Utr::parse("9999999999").ok()?),
        id: EntryId::parse(id).ok()?,
        effective,
        recorded: Timestamp::UNIX_EPOCH,
        fact,
    })
}
