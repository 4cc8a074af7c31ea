//! A random account: whatever the ledger admits of random facts.

use proptest::prelude::*;
use sa_ledger::Account;
use sa_model::{Entry, date};
use time::{Date, Duration};

/// The day on which every law is tried.
pub(super) const TODAY: &str = "2026-01-31";
/// The first day on which anything happens: two years, which one query can span.
const FIRST: &str = "2024-02-01";

/// One thing that may happen: what, on which day, with which numbers.
type Step = (u8, u16, u32, u16);

/// A taxpayer with a journal.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) utr: String,
    pub(super) nino: String,
    pub(super) entries: Vec<Entry>,
    pub(super) account: Account,
}

/// Random steps, to be turned into a case for a taxpayer of its own.
pub(super) fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0_u8..9, 0_u16..729, 1_u32..500_000, 0_u16..400), 1..24)
}

/// The day so many days after the first.
pub(super) fn day(number: u16) -> Date {
    let first = date::parse(FIRST).expect("a day");
    first.saturating_add(Duration::days(i64::from(number)))
}

impl Case {
    /// The account that a number and steps make. Steps that the ledger refuses are left out.
    pub(super) fn new(number: u32, steps: &[Step]) -> Self {
        let (utr, nino) = (format!("{number:010}"), format!("AA{number:06}A"));
        let opened = format!(r#"{{"accountOpened":{{"itsa":{{"utr":"{utr}","nino":"{nino}"}}}}}}"#);
        let first = entry(&utr, 0, day(0), &opened);
        let account = Account::open(&first).expect("an account");
        let mut case = Self {
            utr,
            nino,
            entries: vec![first],
            account,
        };
        let mut steps = steps.to_vec();
        steps.sort_by_key(|step| step.1);
        for (place, step) in steps.iter().enumerate() {
            case.take(place + 1, *step);
        }
        case
    }

    /// The ids of charges, by their place; none where there are none.
    fn charge(&self, number: u16) -> Option<String> {
        let position = self.account.position(date::parse(TODAY).expect("a day"));
        let charges = &position.charges;
        let place = usize::from(number).checked_rem(charges.len())?;
        charges
            .get(place)
            .map(|charge| charge.charge.id.to_string())
    }

    fn take(&mut self, place: usize, (what, on, pence, number): Step) {
        let on = day(on);
        let amount = format!("{}.{:02}", pence / 100, pence % 100);
        let id = format!("{}x{place:03}", self.utr.get(4..).unwrap_or_default());
        let charge = self.charge(number).unwrap_or_default();
        let fact = match what {
            0..=2 => {
                let kind = ["4910", "4920", "4930", "NICS", "4027"][usize::from(number % 5)];
                let due = on.saturating_add(Duration::days(i64::from(number) - 60));
                let year = 2022 + number % 3;
                format!(
                    r#"{{"chargeRaised":{{"id":"{id}","reference":"XA{place:012}","kind":"{kind}","amount":{amount},"due":"{due}","period":{{"taxYear":"{year}-{:02}"}}}}}}"#,
                    (year + 1) % 100
                )
            }
            3 | 4 => format!(
                r#"{{"paymentReceived":{{"id":"{id}","amount":{amount},"method":"card","reference":"R{place}"}}}}"#
            ),
            5 => format!(
                r#"{{"chargeAmended":{{"charge":"{charge}","amount":{amount},"reason":"Amended return"}}}}"#
            ),
            6 => format!(
                r#"{{"codedOut":{{"charge":"{charge}","amount":{amount},"collectedIn":"2026-27"}}}}"#
            ),
            7 => format!(r#"{{"repaymentClaimed":{{"id":"{id}","amount":{amount}}}}}"#),
            _ => {
                let claim = self.claim().unwrap_or_default();
                format!(r#"{{"repaymentMade":{{"claim":"{claim}","interest":0}}}}"#)
            }
        };
        let line = line(&self.utr, place, on, &fact);
        if let Ok(entry) = serde_json::from_str::<Entry>(&line)
            && self.account.apply(&entry).is_ok()
        {
            self.entries.push(entry);
        }
    }

    fn claim(&self) -> Option<String> {
        let position = self.account.position(date::parse(TODAY).expect("a day"));
        let pending = |outcome| matches!(outcome, sa_model::ClaimOutcome::Pending);
        let claim = position
            .claims
            .iter()
            .find(|claim| pending(claim.outcome))?;
        Some(claim.claim.id.to_string())
    }

    /// The same with one more payment on a day.
    pub(super) fn with_payment(&self, on: Date, amount: &str) -> Self {
        let mut case = self.clone();
        let id = format!("{}last", self.utr.get(4..).unwrap_or_default());
        let fact = format!(r#"{{"paymentReceived":{{"id":"{id}","amount":{amount}}}}}"#);
        let entry = entry(&self.utr, 999, on, &fact);
        case.account.apply(&entry).expect("a payment is admitted");
        case.entries.push(entry);
        case
    }

    /// The journal as lines.
    pub(super) fn journal(&self) -> String {
        let lines = self
            .entries
            .iter()
            .map(|entry| serde_json::to_string(entry).expect("JSON"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn line(utr: &str, number: usize, on: Date, fact: &str) -> String {
    format!(
        r#"{{"account":"itsa:{utr}","id":"e{number}","effective":"{on}","recorded":"{on}T09:00:{:02}Z","fact":{fact}}}"#,
        number % 60
    )
}

fn entry(utr: &str, number: usize, on: Date, fact: &str) -> Entry {
    let line = line(utr, number, on, fact);
    serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
}
