//! A random account: whatever the ledger admits of random facts.

use proptest::prelude::*;
use sa_ledger::{Account, available_credit};
use sa_model::{DocumentId, Entry, date};
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
    prop::collection::vec((0_u8..22, 0_u16..729, 1_u32..500_000, 0_u16..400), 1..24)
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

    /// The id of a charge, by its place; an unknown one where there are none.
    fn charge(&self, number: u16) -> String {
        let position = self.account.position(today());
        let ids = position.charges.iter().map(|charge| charge.charge.id);
        one_of(ids, number)
    }

    /// The id of a payment or another credit, likewise; of every other number one that was repaid,
    /// where there is one.
    fn credit(&self, number: u16) -> String {
        let position = self.account.position(today());
        let credits = || position.credits.iter();
        let repaid = credits().filter(|credit| number % 2 == 1 && !credit.repaid.is_zero());
        let repaid: Vec<_> = repaid.map(|credit| credit.source.id()).collect();
        if repaid.is_empty() {
            one_of(credits().map(|credit| credit.source.id()), number)
        } else {
            one_of(repaid.into_iter(), number)
        }
    }

    /// The id of a claim that is in progress, likewise.
    fn claim(&self) -> String {
        let position = self.account.position(today());
        let pending = |outcome| matches!(outcome, sa_model::ClaimOutcome::Pending);
        let claims = position.claims.iter();
        one_of(
            claims
                .filter(|claim| pending(claim.outcome))
                .map(|claim| claim.claim.id),
            0,
        )
    }

    fn take(&mut self, place: usize, step: Step) {
        let (what, on, pence, number) = step;
        let on = day(on);
        let id = format!("{}x{place:03}", self.utr.get(4..).unwrap_or_default());
        let fact = match what {
            0..=4 => charge(&id, place, on, pence, number),
            5..=8 => format!(
                r#"{{"paymentReceived":{{"id":"{id}","amount":{},"method":"card","reference":"R{place}"}}}}"#,
                pounds(pence)
            ),
            9 => credit(&id, pence, number),
            _ => self.change(&id, step),
        };
        let line = line(&self.utr, place, on, &fact);
        if let Ok(entry) = serde_json::from_str::<Entry>(&line)
            && self.account.apply(&entry).is_ok()
        {
            self.entries.push(entry);
        }
    }

    /// A fact about what is there already.
    fn change(&self, id: &str, (what, on, pence, number): Step) -> String {
        let on = day(on);
        let (charge, credit, claim) = (self.charge(number), self.credit(number), self.claim());
        let amount = pounds(pence);
        let available = available_credit(&self.account.position(on));
        match what {
            10 => format!(
                r#"{{"chargeAmended":{{"charge":"{charge}","amount":{amount},"reason":"Amended return"}}}}"#
            ),
            11 => format!(
                r#"{{"codedOut":{{"charge":"{charge}","amount":{amount},"collectedIn":"2026-27"}}}}"#
            ),
            12 | 18 if !number.is_multiple_of(4) => format!(
                r#"{{"repaymentClaimed":{{"id":"{id}","amount":{available},"method":"card"}}}}"#
            ),
            12 | 18 => format!(
                r#"{{"repaymentClaimed":{{"id":"{id}","amount":{amount},"method":"card"}}}}"#
            ),
            13 if number.is_multiple_of(3) => {
                format!(r#"{{"repaymentWithdrawn":{{"claim":"{claim}"}}}}"#)
            }
            13 | 19 | 20 => format!(r#"{{"repaymentMade":{{"claim":"{claim}","interest":0}}}}"#),
            14 | 21 => {
                format!(r#"{{"paymentReversed":{{"payment":"{credit}","reason":"Bounced"}}}}"#)
            }
            15 => format!(
                r#"{{"chargeStoodOver":{{"charge":"{charge}","amount":{}}}}}"#,
                if number.is_multiple_of(4) {
                    "0".to_owned()
                } else {
                    amount
                }
            ),
            16 => {
                format!(r#"{{"allocationDirected":{{"credit":"{credit}","charge":"{charge}"}}}}"#)
            }
            _ => {
                let to = on.saturating_add(Duration::days(i64::from(number % 60)));
                format!(r#"{{"breathingSpaceGranted":{{"from":"{on}","to":"{to}"}}}}"#)
            }
        }
    }

    /// The same with one more entry, of this number, on a day.
    pub(super) fn then(&self, number: usize, on: Date, fact: &str) -> Self {
        let mut case = self.clone();
        let entry = entry(&self.utr, number, on, fact);
        case.account
            .apply(&entry)
            .expect("an entry that is admitted");
        case.entries.push(entry);
        case
    }

    /// An id of the account's own that no step gives.
    pub(super) fn own_id(&self, name: char) -> String {
        format!("{}last{name}", self.utr.get(4..).unwrap_or_default())
    }

    /// The fact of a payment with such an id.
    pub(super) fn payment(&self, name: char, pence: u32) -> String {
        let (id, amount) = (self.own_id(name), pounds(pence));
        format!(r#"{{"paymentReceived":{{"id":"{id}","amount":{amount}}}}}"#)
    }

    /// The same, with all that can be paid paid since yesterday, and plenty left.
    pub(super) fn settled(&self) -> Self {
        self.then(899, day(729), &self.payment('S', 4_000_000_000))
    }

    /// The fact of a balancing charge with such an id that nothing pays yet: it falls due ten
    /// months from today.
    pub(super) fn distant_charge(&self, name: char, pence: u32) -> String {
        let (id, amount) = (self.own_id(name), pounds(pence));
        let due = today().saturating_add(Duration::days(300));
        format!(
            r#"{{"chargeRaised":{{"id":"{id}","kind":"4910","amount":{amount},"due":"{due}","period":{{"taxYear":"2024-25"}}}}}}"#
        )
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

/// Pence as pounds.
pub(super) fn pounds(pence: u32) -> String {
    format!("{}.{:02}", pence / 100, pence % 100)
}

/// That day.
pub(super) fn today() -> Date {
    date::parse(TODAY).expect("a day")
}

/// One of these ids, by a number; one that is nobody's where there are none.
fn one_of(ids: impl Iterator<Item = DocumentId>, number: u16) -> String {
    let ids: Vec<_> = ids.collect();
    let place = usize::from(number).checked_rem(ids.len());
    let id = place.and_then(|place| ids.get(place));
    id.map_or_else(|| "NOBODY".to_owned(), ToString::to_string)
}

fn charge(id: &str, place: usize, on: Date, pence: u32, number: u16) -> String {
    let kind = ["4910", "4920", "4930", "NICS", "4027"][usize::from(number % 5)];
    let due = on.saturating_add(Duration::days(i64::from(number) - 60));
    let (year, amount) = (2022 + number % 3, pounds(pence));
    format!(
        r#"{{"chargeRaised":{{"id":"{id}","reference":"XA{place:012}","kind":"{kind}","amount":{amount},"due":"{due}","period":{{"taxYear":"{year}-{:02}"}}}}}}"#,
        (year + 1) % 100
    )
}

fn credit(id: &str, pence: u32, number: u16) -> String {
    let kind = ["4905", "4916", "6110", "6020"][usize::from(number % 4)];
    let amount = pounds(pence);
    format!(
        r#"{{"creditRaised":{{"id":"{id}","kind":"{kind}","amount":{amount},"period":{{"taxYear":"2023-24"}}}}}}"#
    )
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
