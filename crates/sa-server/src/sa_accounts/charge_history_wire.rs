//! The rows of a charge's history, as each version writes them.
//!
//! Source: github hmrc/self-assessment-accounts-api at 13fed3b3 (1.0), aca807ee (2.0) and 47708f17
//! (4.0).

use sa_ledger::Account;
use sa_model::{
    Amendment, ChargePosition, Dated, DocumentId, Money, Period, PoaAdjustmentReason, TaxYear,
    Timestamp,
};
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;

use super::document_text;
use super::links::Link;
use crate::wire_value::{Day, Pence};

/// A version of a charge that was reversed by the day of the answer.
struct Reversed<'p> {
    charge: &'p ChargePosition<'p>,
    amount: Money,
    from: Date,
    by: &'p Dated<Amendment>,
    changed: Timestamp,
}

/// The reversed versions of a charge, oldest first, in the order of their changes.
fn reversed<'p>(
    account: &'p Account,
    charge: &'p ChargePosition<'p>,
) -> impl Iterator<Item = Reversed<'p>> {
    let versions = account
        .history(charge.charge.id)
        .map(|history| history.versions);
    let mut latest = None;
    versions
        .into_iter()
        .flatten()
        .zip(charge.amendments)
        .map(move |(version, by)| {
            let changed = latest.max(Some(moment(by))).unwrap_or(by.recorded);
            latest = Some(changed);
            Reversed {
                charge,
                amount: version.amount,
                from: version.from,
                by,
                changed,
            }
        })
}

/// The answer of 1.0.
#[derive(Serialize, ToSchema)]
#[schema(as = FirstHistory)]
pub(super) struct FirstBody<'p> {
    history: Vec<FirstRow<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    links: Option<[Link; 2]>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FirstHistoryRow)]
struct FirstRow<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$", nullable = false)]
    tax_year: Option<TaxYear>,
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    transaction_id: DocumentId,
    transaction_date: Day,
    r#type: &'static str,
    amount: Pence,
    reversal_date: Day,
    reversal_reason: &'p str,
}

/// The answer of 2.0 and 4.0.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = History)]
pub(super) struct LaterBody<'p> {
    charge_history_details: Vec<LaterRow<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    links: Option<[Link; 2]>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HistoryRow)]
struct LaterRow<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$", nullable = false)]
    tax_year: Option<TaxYear>,
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    transaction_id: DocumentId,
    transaction_date: Day,
    description: &'static str,
    total_amount: Pence,
    change_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, nullable = false)]
    change_timestamp: Option<Timestamp>,
    change_reason: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9]{3}$", nullable = false)]
    poa_adjustment_reason: Option<PoaAdjustmentReason>,
}

impl<'p> FirstBody<'p> {
    /// The history of charges.
    pub(super) fn of(
        account: &'p Account,
        charges: &[&'p ChargePosition<'p>],
        links: Option<[Link; 2]>,
    ) -> Self {
        let rows = charges.iter().flat_map(|charge| reversed(account, charge));
        Self {
            history: rows.map(|row| first(&row)).collect(),
            links,
        }
    }
}

impl<'p> LaterBody<'p> {
    /// The history of charges, as 2.0 tells it.
    pub(super) fn second(
        account: &'p Account,
        charges: &[&'p ChargePosition<'p>],
        links: Option<[Link; 2]>,
    ) -> Self {
        let rows = charges.iter().flat_map(|charge| reversed(account, charge));
        let second = |row: Reversed<'p>| LaterRow {
            change_timestamp: None,
            poa_adjustment_reason: None,
            ..fourth(&row)
        };
        Self {
            charge_history_details: rows.map(second).collect(),
            links,
        }
    }

    /// The history of charges, as 4.0 tells it, in the order of its changes.
    pub(super) fn fourth(account: &'p Account, charges: &[&'p ChargePosition<'p>]) -> Self {
        let rows = charges.iter().flat_map(|charge| reversed(account, charge));
        let mut rows: Vec<_> = rows.map(|row| fourth(&row)).collect();
        rows.sort_by_key(|row| row.change_timestamp);
        Self {
            charge_history_details: rows,
            links: None,
        }
    }
}

fn first<'p>(row: &Reversed<'p>) -> FirstRow<'p> {
    FirstRow {
        tax_year: tax_year(row.charge),
        transaction_id: row.charge.charge.id,
        transaction_date: Day(row.from),
        r#type: document_text::charge_description(row.charge.charge.kind),
        amount: Pence(row.amount),
        reversal_date: Day(row.by.effective),
        reversal_reason: row.by.record.reason.as_str(),
    }
}

fn fourth<'p>(row: &Reversed<'p>) -> LaterRow<'p> {
    LaterRow {
        tax_year: tax_year(row.charge),
        transaction_id: row.charge.charge.id,
        transaction_date: Day(row.from),
        description: document_text::charge_description(row.charge.charge.kind),
        total_amount: Pence(row.amount),
        change_date: Day(row.by.effective),
        change_timestamp: Some(row.changed),
        change_reason: row.by.record.reason.as_str(),
        poa_adjustment_reason: row.by.record.poa_adjustment_reason,
    }
}

fn tax_year(charge: &ChargePosition<'_>) -> Option<TaxYear> {
    charge.charge.period.and_then(Period::tax_year)
}

/// The moment of a change on its day: that of writing it down, where this was on the same day, else
/// the day's first. So the changes of a charge are in order.
fn moment(by: &Dated<Amendment>) -> Timestamp {
    if by.recorded.date() == by.effective {
        return by.recorded;
    }
    // Every day of the calendar that entries have is within a timestamp's years.
    Timestamp::new(by.effective.midnight().assume_utc()).unwrap_or(by.recorded)
}
