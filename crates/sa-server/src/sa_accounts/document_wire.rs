//! `documentDetails` of 2.0 and 4.0: one row a document.
//!
//! Source: github hmrc/self-assessment-accounts-api, OAS 4.0.
#![expect(clippy::struct_field_names, reason = "the names are the wire's")]

use sa_model::{
    ChargePosition, DocumentId, InterestPosition, Money, PaymentLot, PaymentLotItem, Position,
    TaxYear,
};
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;

use super::balance_wire::AccruingInterest;
use super::charge_reference::Reference;
use super::documents::{Document, LastClearing};
use super::financial_wire::Shown;
use super::version::Version;
use crate::wire_value::{Day, Pence, Rate};

/// A document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DocumentDetail {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$", nullable = false)]
    tax_year: Option<TaxYear>,
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    document_id: DocumentId,
    document_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    document_due_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    document_description: Option<&'static str>,
    original_amount: Pence,
    outstanding_amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    last_clearing: Option<LastClearingDetail>,
    is_charge_estimate: bool,
    is_coded_out: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$", nullable = false)]
    payment_lot: Option<PaymentLot>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,6}$", nullable = false)]
    payment_lot_item: Option<PaymentLotItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    effective_date_of_payment: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    late_payment_interest: Option<LatePaymentInterest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    amount_coded_out: Option<Pence>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LastClearingDetail {
    last_clearing_date: Day,
    last_clearing_reason: &'static str,
    last_cleared_amount: Pence,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LatePaymentInterest {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,14}$", nullable = false)]
    late_payment_interest_id: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    accruing_interest_amount: Option<Pence>,
    interest_rate: Rate,
    interest_start_date: Day,
    interest_end_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    interest_amount: Option<Pence>,
    interest_outstanding_amount: Pence,
}

impl DocumentDetail {
    /// The row of a document.
    pub(super) fn of(document: &Document<'_, '_>, position: &Position<'_>, shown: Shown) -> Self {
        let payment_id = document.payment_id();
        let coded = match document {
            Document::Charge(_, charge) => Some(charge.coded).filter(|sum| !sum.is_zero()),
            Document::Credit(..) => None,
        };
        Self {
            tax_year: document.tax_year(),
            document_id: document.id(),
            document_date: Day(document.date()),
            document_due_date: due(document, shown.version).map(Day),
            document_description: document.description(),
            original_amount: Pence(document.original()),
            outstanding_amount: Pence(document.outstanding()),
            last_clearing: document.last_clearing(position).as_ref().map(last_clearing),
            is_charge_estimate: false,
            is_coded_out: coded.is_some(),
            payment_lot: payment_id.map(|id| id.lot()),
            payment_lot_item: payment_id.map(|id| id.item()),
            effective_date_of_payment: document.is_payment().then(|| Day(document.date())),
            late_payment_interest: document
                .charge()
                .and_then(|charge| interest(charge, shown.accruing)),
            amount_coded_out: coded.map(Pence),
        }
    }
}

fn last_clearing(last: &LastClearing) -> LastClearingDetail {
    LastClearingDetail {
        last_clearing_date: Day(last.on),
        last_clearing_reason: last.reason.of_document(),
        last_cleared_amount: Pence(last.amount),
    }
}

/// The day on which a document is due. 2.0 tells one of every document: of a payment or credit its
/// own day.
fn due(document: &Document<'_, '_>, version: Version) -> Option<Date> {
    match version {
        Version::V4 => document.due(),
        Version::V1 | Version::V2 => Some(document.due().unwrap_or(document.date())),
    }
}

/// The interest on a charge: what was charged, by the charge's reference, for it has none of its
/// own; and what is running where that is asked for.
fn interest(
    charge: &ChargePosition<'_>,
    accruing: AccruingInterest,
) -> Option<LatePaymentInterest> {
    let interest = charge.interest.as_ref()?;
    let running = running(interest, accruing);
    let charged = Some(interest.charged).filter(|sum| !sum.is_zero());
    if running.is_none() && charged.is_none() {
        return None;
    }
    let outstanding = Money::total(running.into_iter().chain([interest.outstanding]));
    Some(LatePaymentInterest {
        late_payment_interest_id: charged.map(|_sum| Reference::of(charge.charge)),
        accruing_interest_amount: running.map(Pence),
        interest_rate: Rate(interest.rate_percent),
        interest_start_date: Day(interest.from),
        interest_end_date: Day(interest.to),
        interest_amount: charged.map(Pence),
        interest_outstanding_amount: Pence(outstanding.unwrap_or_default()),
    })
}

/// The interest that is running, where it is asked for and there is any.
pub(super) fn running(interest: &InterestPosition, accruing: AccruingInterest) -> Option<Money> {
    match accruing {
        AccruingInterest::Counted => Some(interest.accruing).filter(|sum| !sum.is_zero()),
        AccruingInterest::LeftOut => None,
    }
}
