//! `GET /{nino}/payments-and-allocations` of 2.0 and 4.0.
//!
//! Source: github hmrc/self-assessment-accounts-api
//! (`ListPaymentsAndAllocationDetailsValidator` at aca807ee and 47708f17): an incomplete pair of
//! lot and item is told alone, then an incomplete pair of dates, then all else together. Neither
//! pair is refused, as the back end behind it refuses it; both pairs filter together.
#![expect(clippy::struct_field_names, reason = "the names are the wire's")]

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_model::date_range::{SA_ACCOUNTS_V2_LATE, SA_ACCOUNTS_V4_PAYMENTS};
use sa_model::{BoundedText, DocumentId, PaymentLot, PaymentLotItem};
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;

use super::allocation_rows::{AllocationRow, PaymentRow, PaymentSelection};
use super::charge_reference::Reference;
use super::documents::payment_id;
use super::endpoint::PaymentsAndAllocations;
use super::error::{AccountsError, Fault, Problems};
use super::request::AccountsRequest;
use super::version::Version;
use crate::answer::Answer;
use crate::query::Query;
use crate::wire_value::{Day, Pence};

/// Payments, and what each of them paid.
pub(super) async fn get(
    request: AccountsRequest<PaymentsAndAllocations>,
) -> Result<HttpResponse, AccountsError> {
    let today = request.today;
    let selection = selection(&request.query, request.version, today)?;
    request.answer(|account| {
        let position = account.position(today);
        let payments: Vec<_> = selection.of(&position).map(|row| payment(&row)).collect();
        if payments.is_empty() && selection.id.is_some() {
            return Err(request.fault(Fault::MatchingResourceNotFound));
        }
        Ok(Answer::json(StatusCode::OK, &Body { payments }))
    })
}

fn selection(
    query: &Query,
    version: Version,
    today: Date,
) -> Result<PaymentSelection, AccountsError> {
    let (lot, item) = (query.given("paymentLot"), query.given("paymentLotItem"));
    let alone = match (lot, item) {
        (Some(_), None) => Some(Fault::MissingPaymentLotItem),
        (None, Some(_)) => Some(Fault::MissingPaymentLot),
        _ => match (query.given("fromDate"), query.given("toDate")) {
            (Some(_), None) => Some(Fault::MissingToDate),
            (None, Some(_)) => Some(Fault::MissingFromDate),
            _ => None,
        },
    };
    if let Some(fault) = alone {
        return Err(AccountsError::of(version, fault));
    }
    let rule = match version {
        Version::V4 => &SA_ACCOUNTS_V4_PAYMENTS,
        Version::V1 | Version::V2 => &SA_ACCOUNTS_V2_LATE,
    };
    let mut problems = Problems::default();
    let range = super::dates::later(query, rule, today, &mut problems);
    let lot = lot.and_then(|lot| {
        problems.take(PaymentLot::parse(lot).map_err(|_wrong| Fault::FormatPaymentLot))
    });
    let item = item.and_then(|item| {
        problems.take(PaymentLotItem::parse(item).map_err(|_wrong| Fault::FormatPaymentLotItem))
    });
    problems.check(version)?;
    let id = lot.zip(item);
    if range.is_none() && id.is_none() {
        return Err(AccountsError::of(version, Fault::InconsistentPaymentsQuery));
    }
    Ok(PaymentSelection { range, id })
}

#[derive(Serialize, ToSchema)]
#[schema(as = PaymentsAndAllocations)]
pub(super) struct Body<'p> {
    payments: Vec<Payment<'p>>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PaymentWithAllocations)]
struct Payment<'p> {
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    payment_lot: PaymentLot,
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,6}$")]
    payment_lot_item: PaymentLotItem,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_reference: Option<&'p str>,
    payment_amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_method: Option<&'p str>,
    transaction_date: Day,
    allocations: Vec<Allocation<'p>>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Allocation<'p> {
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,14}$")]
    charge_reference: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    start_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    end_date: Option<Day>,
    due_date: Day,
    charge_detail: ChargeDetail<'p>,
    amount: Pence,
    cleared_amount: Pence,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AllocatedChargeDetail)]
struct ChargeDetail<'p> {
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    document_id: DocumentId,
    document_type: &'p str,
    document_type_description: &'p str,
    charge_type_description: &'p str,
}

fn payment<'p>(row: &PaymentRow<'p, '_>) -> Payment<'p> {
    let id = payment_id(row.payment);
    Payment {
        payment_lot: id.lot(),
        payment_lot_item: id.item(),
        payment_reference: row.payment.reference.as_ref().map(BoundedText::as_str),
        payment_amount: Pence(row.payment.amount),
        payment_method: row.payment.method.as_ref().map(BoundedText::as_str),
        transaction_date: Day(row.on),
        allocations: row.allocations().iter().map(allocation).collect(),
    }
}

fn allocation<'p>(row: &AllocationRow<'p, '_>) -> Allocation<'p> {
    let charge = row.charge.charge;
    Allocation {
        charge_reference: Reference::of(charge),
        start_date: charge.period.map(|period| Day(period.first_day())),
        end_date: charge.period.map(|period| Day(period.last_day())),
        due_date: Day(row.due()),
        charge_detail: ChargeDetail {
            document_id: charge.id,
            document_type: charge.kind.code(),
            document_type_description: row.description(),
            charge_type_description: charge.kind.short_name(),
        },
        amount: Pence(row.amount()),
        cleared_amount: Pence(row.cleared),
    }
}
