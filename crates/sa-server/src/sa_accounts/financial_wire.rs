//! `financialDetails` of 2.0 and 4.0: one entry a document, with its items.
//!
//! Source: github hmrc/self-assessment-accounts-api, OAS 4.0.

use sa_model::{
    BoundedText, ChargeReference, DocumentId, PaymentLot, PaymentLotItem, Position, TaxYear,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::balance_wire::AccruingInterest;
use super::document_text;
use super::document_wire::running;
use super::documents::{Document, payment_id};
use super::items::{self, Item};
use super::version::Version;
use crate::wire_value::{Day, Pence};

/// What an answer shows of items.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    pub(super) version: Version,
    pub(super) accruing: AccruingInterest,
    pub(super) locks: bool,
    pub(super) payment_information: bool,
    /// Whether interest is not counted today, for a breathing space.
    pub(super) breathing_space: bool,
}

/// A document with its items.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FinancialDetail<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$", nullable = false)]
    tax_year: Option<TaxYear>,
    charge_detail: ChargeDetail<'p>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    tax_period_from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    tax_period_to: Option<Day>,
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    document_number: DocumentId,
    document_number_item: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[A-Za-z]{2}[0-9]{12}$", nullable = false)]
    charge_reference: Option<ChargeReference>,
    original_amount: Pence,
    outstanding_amount: Pence,
    cleared_amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    accrued_interest: Option<Pence>,
    items: Vec<ItemDetail<'p>>,
}

/// What a document is of: HMRC's codes and texts.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FinancialChargeDetail)]
pub(super) struct ChargeDetail<'p> {
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    document_id: DocumentId,
    document_type: &'p str,
    pub(super) document_type_description: &'p str,
    charge_type_description: &'p str,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ItemDetail<'p> {
    item_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    due_date: Option<Day>,
    amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    clearing_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    clearing_reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    outgoing_payment_method: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    locks: Option<Locks>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_reference: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_amount: Option<Pence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_method: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$", nullable = false)]
    payment_lot: Option<PaymentLot>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,6}$", nullable = false)]
    payment_lot_item: Option<PaymentLotItem>,
    #[serde(
        rename = "clearingSAPDocument",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$", nullable = false)]
    clearing_sap_document: Option<DocumentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    coded_out_status: Option<&'static str>,
}

/// What holds an item back.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the wire has these four")]
struct Locks {
    is_charge_on_hold: bool,
    is_estimated_charge_on_hold: bool,
    is_interest_accrual_on_hold: bool,
    is_interest_charge_on_hold: bool,
}

impl<'p> ChargeDetail<'p> {
    /// What a document is of.
    pub(super) fn of(document: &Document<'_, 'p>) -> Self {
        let kind = document.kind();
        Self {
            document_id: document.id(),
            document_type: kind.code(),
            document_type_description: kind.name(),
            charge_type_description: kind.short_name(),
        }
    }
}

impl<'p> FinancialDetail<'p> {
    /// The entry of a document.
    pub(super) fn of(document: Document<'p, 'p>, position: &'p Position<'p>, shown: Shown) -> Self {
        let period = document.period();
        let locks = shown.locks.then(|| locks(&document, shown));
        Self {
            tax_year: document.tax_year_or_of_its_date(),
            charge_detail: ChargeDetail::of(&document),
            tax_period_from: period.map(|period| Day(period.first_day())),
            tax_period_to: period.map(|period| Day(period.last_day())),
            document_number: document.id(),
            document_number_item: document_text::DOCUMENT_ITEM,
            charge_reference: document.charge_reference(),
            original_amount: Pence(document.original()),
            outstanding_amount: Pence(document.outstanding()),
            cleared_amount: Pence(document.cleared()),
            accrued_interest: document
                .interest()
                .and_then(|interest| running(interest, shown.accruing))
                .map(Pence),
            items: items::of(document, position)
                .iter()
                .map(|entry| item(entry, locks, shown))
                .collect(),
        }
    }
}

fn item<'p>(item: &Item<'p>, locks: Option<Locks>, shown: Shown) -> ItemDetail<'p> {
    let payment = item.payment.filter(|_payment| shown.payment_information);
    let payment_id = payment.map(payment_id);
    let by = item.cleared.and_then(|cleared| cleared.by);
    ItemDetail {
        item_id: item.id(),
        due_date: item.due.map(Day),
        amount: Pence(item.amount),
        clearing_date: item.cleared.map(|cleared| Day(cleared.on)),
        clearing_reason: item.cleared.map(|cleared| cleared.reason.of_item()),
        outgoing_payment_method: item.cleared.and_then(|cleared| cleared.outgoing),
        locks,
        payment_reference: payment
            .and_then(|p| p.reference.as_ref())
            .map(BoundedText::as_str),
        payment_amount: payment.map(|payment| Pence(payment.amount)),
        payment_method: payment
            .and_then(|p| p.method.as_ref())
            .map(BoundedText::as_str),
        payment_lot: payment_id.map(|id| id.lot()),
        payment_lot_item: payment_id.map(|id| id.item()),
        clearing_sap_document: by.filter(|_document| shown.payment_information),
        coded_out_status: match shown.version {
            Version::V4 => item.coded_out.map(super::items::CodedOutStatus::as_str),
            Version::V1 | Version::V2 => None,
        },
    }
}

/// What holds a document back: what is stood over is not pursued, nor is its interest; in a
/// breathing space no interest is counted.
fn locks(document: &Document<'_, '_>, shown: Shown) -> Locks {
    let on_hold = match document {
        Document::Charge(_, charge) => !charge.stood_over.is_zero(),
        Document::Credit(..) => false,
    };
    Locks {
        is_charge_on_hold: on_hold,
        is_estimated_charge_on_hold: false,
        is_interest_accrual_on_hold: shown.breathing_space,
        is_interest_charge_on_hold: on_hold,
    }
}
