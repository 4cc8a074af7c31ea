//! Scenarios: a journal as text, and what the position says on certain days.
//!
//! `on DAY SUBJECT FIGURE VALUE` compares one figure: of a charge `owes`, `paid`, `accrues`,
//! `penalties` (`surcharge 1` as `s1`, the two shares of a first reformed penalty as `first`, a
//! second one with its days as `second`, one that still runs with a `+`), `interest` (charged), `interest-owed`, `interest-on` (the day it was charged), `stood`, `coded`;
//! of a payment `left`, `repaid`, `used`; of `credit`, `overdue`, `payable`, `pending`, `uncovered`
//! the total; of a tax year `filing`: the penalties for its late return, `fixed`, `daily` with its
//! days, `geared` with its number, one that can still change with a `+`; `on DAY repayment AMOUNT` what a repayment would be made of.

use sa_ledger::{Account, Rules, balance};
use sa_model::{
    Horizon, InterestPosition, LateFilingPenaltyKind, LatePaymentPenalty, LatePaymentPenaltyKind,
    Money, Position,
};

use time::Date;

use crate::journal::{Journal, day, money};

/// Runs every scenario of a text; each begins with a line `scenario NAME: source`.
pub(crate) fn run(text: &str) {
    let mut scenarios = 0;
    let mut current: Option<(String, Journal)> = None;
    for line in text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
    {
        match line.split_once(' ') {
            None => {}
            Some(("scenario", name)) => {
                scenarios += 1;
                let journal = if name.contains("VAT") {
                    Journal::vat()
                } else {
                    Journal::itsa(None)
                };
                current = Some((name.to_owned(), journal));
            }
            Some(("mtd", year)) => {
                let (_, journal) = current.as_mut().unwrap();
                *journal = Journal::itsa(Some(year));
            }
            Some(("on", question)) => {
                let (name, journal) = current.as_ref().unwrap();
                check(name, journal, question);
            }
            Some(_) => current.as_mut().unwrap().1.say(line),
        }
    }
    assert!(scenarios > 0, "the table holds no scenario");
}

fn check(scenario: &str, journal: &Journal, question: &str) {
    let words: Vec<&str> = question.split_whitespace().collect();
    let account = journal.account();
    let position = account.position(day(words[0]));
    let found = match words[1..words.len() - 1] {
        [total] => total_of(&position, total),
        ["repayment", amount] => Some(repayment(&account, amount, position.on)),
        [year, "filing"] => Some(filing_penalties(&position, year)),
        [subject, figure] => charge_figure(&position, subject, figure)
            .or_else(|| credit_figure(&position, subject, figure)),
        _ => None,
    };
    let found = found.unwrap_or_else(|| panic!("{scenario}: no figure for: on {question}"));
    assert_eq!(found, words[words.len() - 1], "{scenario}: on {question}");
}

fn total_of(position: &Position<'_>, total: &str) -> Option<String> {
    let balance = balance(position, Horizon::LIABILITY);
    let money = match total {
        "credit" => balance.credit,
        "overdue" => balance.overdue,
        "payable" => balance.payable,
        "pending" => balance.pending,
        "coded" => balance.coded_out,
        "uncovered" => position.repaid_without_cover,
        _ => return None,
    };
    Some(written(money))
}

fn charge_figure(position: &Position<'_>, id: &str, figure: &str) -> Option<String> {
    let charge = position
        .charges
        .iter()
        .find(|charge| charge.charge.id.as_str() == id)?;
    let interest = |figure: fn(&InterestPosition) -> Money| {
        written(charge.interest.as_ref().map_or(Money::ZERO, figure))
    };
    Some(match figure {
        "penalties" => penalties(position, id),
        "owes" => written(charge.outstanding),
        "paid" => written(charge.paid),
        "coded" => written(charge.coded),
        "stood" => written(charge.stood_over),
        "accrues" => interest(|interest| interest.accruing),
        "interest" => interest(|interest| interest.charged),
        "interest-owed" => interest(|interest| interest.outstanding),
        "interest-on" => charge
            .interest
            .as_ref()
            .and_then(|interest| interest.charged_on)
            .map_or_else(|| "never".to_owned(), |day| day.to_string()),
        _ => return None,
    })
}

fn credit_figure(position: &Position<'_>, id: &str, figure: &str) -> Option<String> {
    let credit = position
        .credits
        .iter()
        .find(|credit| credit.source.id().as_str() == id)?;
    Some(match figure {
        "left" => written(credit.unallocated),
        "used" => written(credit.allocated),
        "repaid" => written(credit.repaid),
        _ => return None,
    })
}

fn written(money: Money) -> String {
    money.without_trailing_zeros().to_string()
}

/// The slices of a repayment as `credit:amount:interest from:interest`.
fn repayment(account: &Account, amount: &str, on: Date) -> String {
    account
        .repayment(money(amount), on, Rules::built_in())
        .iter()
        .map(|slice| {
            let from = slice.interest_from;
            format!(
                "{}:{}:{from}:{}",
                slice.credit,
                written(slice.amount),
                written(slice.interest)
            )
        })
        .collect::<Vec<_>>()
        .join(",")
}

fn filing_penalties(position: &Position<'_>, year: &str) -> String {
    let told: Vec<String> = position
        .filing_penalties
        .iter()
        .filter(|penalty| penalty.tax_year.to_string() == year)
        .map(|penalty| {
            let kind = match penalty.kind {
                LateFilingPenaltyKind::Fixed => "fixed".to_owned(),
                LateFilingPenaltyKind::Daily { days, .. } => format!("daily{days}"),
                LateFilingPenaltyKind::TaxGeared { number, .. } => format!("geared{number}"),
            };
            let running = if penalty.running { "+" } else { "" };
            let (from, amount) = (penalty.from, written(penalty.amount));
            format!("{kind}{running}:{from}:{amount}")
        })
        .collect();
    if told.is_empty() {
        "none".to_owned()
    } else {
        told.join(",")
    }
}

fn penalties(position: &Position<'_>, id: &str) -> String {
    let of = |penalty: &&LatePaymentPenalty| {
        position
            .charge(penalty.charge)
            .is_some_and(|charge| charge.charge.id.as_str() == id)
    };
    let told: Vec<String> = position
        .penalties
        .iter()
        .filter(of)
        .map(|penalty| {
            let kind = match penalty.kind {
                LatePaymentPenaltyKind::Surcharge { number, .. } => format!("s{number}"),
                LatePaymentPenaltyKind::First { .. } => "first".to_owned(),
                LatePaymentPenaltyKind::Second { days, .. } => format!("second{days}"),
            };
            let running = if penalty.running { "+" } else { "" };
            format!(
                "{kind}{running}:{}:{}",
                penalty.from,
                written(penalty.amount)
            )
        })
        .collect();
    if told.is_empty() {
        "none".to_owned()
    } else {
        told.join(",")
    }
}
