//! The body in the seed's form: the field names of the README of 2025-07-29, with dates that exist,
//! interest as a number, amendments always as an array and the tax years of charges in one spelling.
//!
//! Source: github hmrc/self-assessment-liability-api, README.md at 3f8627e.
#![expect(clippy::struct_field_names, reason = "the names are the wire's")]

use sa_model::{BoundedText, CodedOut, Dated, DocumentId, Money, Period, TaxYear};
use serde::Serialize;
use utoipa::ToSchema;

use super::statement::{Change, ShownCharge, ShownPayment, ShownRefund, Statement};
use super::wire::{
    InterestDates, accruing, allocation_reference, due, fraction, shown_interest, tax_year,
};
use crate::wire_value::{Day, LongYear, Plain, Rate};

/// The whole body.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Liability)]
pub(super) struct SeedBody<'p> {
    balance_details: BalanceDetails,
    charge_details: Vec<ChargeDetail<'p>>,
    refund_details: Vec<RefundDetail<'p>>,
    payment_history_details: Vec<PaymentDetail<'p>>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityBalance)]
struct BalanceDetails {
    total_overdue_balance: Plain,
    total_payable_balance: Plain,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payable_due_date: Option<Day>,
    total_pending_balance: Plain,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pending_due_date: Option<Day>,
    total_balance: Plain,
    total_coded_out: Plain,
    total_credit_available: Plain,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityCharge)]
struct ChargeDetail<'p> {
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    charge_id: DocumentId,
    creation_date: Day,
    charge_type: &'p str,
    charge_amount: Plain,
    outstanding_amount: Plain,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    tax_year: Option<LongYear>,
    due_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    interest_amount_due: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    accruing_interest: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    accruing_interest_date_range: Option<InterestDates>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    interest_rate: Option<Rate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    amendments: Vec<Amendment<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    coded_out_detail: Vec<CodedOutDetail>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityAmendment)]
struct Amendment<'p> {
    amendment_date: Day,
    amendment_amount: Plain,
    amendment_reason: &'p str,
    new_charge_balance: Plain,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_method: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_date: Option<Day>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityCodedOut)]
struct CodedOutDetail {
    amount: Plain,
    effective_date: Day,
    tax_year: u16,
    effective_tax_year: u16,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityRefund)]
struct RefundDetail<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    issue_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    refund_method: Option<&'p str>,
    refund_request_date: Day,
    refund_request_amount: Plain,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    refund_description: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    interest_added_to_refund: Option<Plain>,
    refund_actual_amount: Plain,
    refund_status: &'static str,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityPayment)]
struct PaymentDetail<'p> {
    payment_amount: Plain,
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    payment_id: DocumentId,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_method: Option<&'p str>,
    payment_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    date_processed: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    allocation_reference: Option<String>,
}

impl<'p> From<&'p Statement<'_>> for SeedBody<'p> {
    fn from(statement: &'p Statement<'_>) -> Self {
        let balance = &statement.balance;
        Self {
            balance_details: BalanceDetails {
                total_overdue_balance: Plain(balance.overdue),
                total_payable_balance: Plain(balance.payable),
                payable_due_date: balance.earliest_payable.map(Day),
                total_pending_balance: Plain(balance.pending),
                pending_due_date: balance.earliest_pending.map(Day),
                total_balance: Plain(balance.total),
                total_coded_out: Plain(balance.coded_out),
                total_credit_available: Plain(statement.available_credit),
            },
            charge_details: statement.charges().map(|shown| charge(&shown)).collect(),
            refund_details: statement.refunds().map(|shown| refund(&shown)).collect(),
            payment_history_details: statement.payments().iter().map(payment).collect(),
        }
    }
}

fn charge<'p>(shown: &ShownCharge<'p, '_>) -> ChargeDetail<'p> {
    let position = shown.position;
    let interest = shown_interest(position);
    ChargeDetail {
        charge_id: position.charge.id,
        creation_date: Day(position.raised),
        charge_type: position.charge.kind.short_name(),
        charge_amount: Plain(position.charge.amount),
        outstanding_amount: Plain(position.outstanding),
        tax_year: tax_year(position),
        due_date: Day(position.charge.due),
        interest_amount_due: interest.and_then(due),
        accruing_interest: interest.and_then(accruing),
        accruing_interest_date_range: interest.map(InterestDates::of),
        interest_rate: interest.map(fraction),
        amendments: shown.changes.iter().map(amendment).collect(),
        coded_out_detail: position
            .coded_out_parts()
            .map(|(coded, amount)| coded_out(coded, amount, position.charge.period))
            .collect(),
    }
}

fn amendment<'p>(change: &Change<'p>) -> Amendment<'p> {
    let paid = change.payment.as_ref();
    Amendment {
        amendment_date: Day(change.on),
        amendment_amount: Plain(change.amount),
        amendment_reason: change.reason,
        new_charge_balance: Plain(change.balance),
        payment_method: paid
            .and_then(|paid| paid.payment.method.as_ref())
            .map(BoundedText::as_str),
        payment_date: paid.map(|paid| Day(paid.on)),
    }
}

/// Years are those in which a tax year starts, as integers: 2024 is 2024-25.
fn coded_out(coded: &Dated<CodedOut>, amount: Money, period: Option<Period>) -> CodedOutDetail {
    let collected_in = coded.record.collected_in.start_year();
    CodedOutDetail {
        amount: Plain(amount),
        effective_date: Day(coded.effective),
        tax_year: period
            .and_then(Period::tax_year)
            .map_or(collected_in, TaxYear::start_year),
        effective_tax_year: collected_in,
    }
}

fn refund<'p>(shown: &ShownRefund<'p>) -> RefundDetail<'p> {
    let claim = shown.claim.claim;
    RefundDetail {
        issue_date: shown.issued.map(Day),
        refund_method: claim.method.as_ref().map(BoundedText::as_str),
        refund_request_date: Day(shown.claim.requested),
        refund_request_amount: Plain(claim.amount),
        refund_description: claim.description.as_ref().map(BoundedText::as_str),
        interest_added_to_refund: shown.interest.map(Plain),
        refund_actual_amount: Plain(shown.refunded),
        refund_status: shown.status,
    }
}

fn payment<'p>(shown: &ShownPayment<'p>) -> PaymentDetail<'p> {
    PaymentDetail {
        payment_amount: Plain(shown.payment.amount),
        payment_id: shown.payment.id,
        payment_method: shown.payment.method.as_ref().map(BoundedText::as_str),
        payment_date: Day(shown.on),
        date_processed: shown.payment.processed.map(Day),
        allocation_reference: allocation_reference(&shown.charges),
    }
}
