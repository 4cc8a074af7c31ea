//! The body in the form published today.
//!
//! Source: github hmrc/self-assessment-liability-api, OAS 0.3.0 and the models of its code: lists
//! are always there, other members only with a value, amounts are plain decimals.
#![expect(clippy::struct_field_names, reason = "the names are the wire's")]

use sa_model::{BoundedText, ChargePosition, DocumentId, InterestPosition, Period, TaxYear};
use serde::Serialize;
use utoipa::ToSchema;

use super::statement::{Change, CollectedIn, ShownCharge, ShownPayment, ShownRefund, Statement};
use crate::wire_value::{Day, LongYear, Plain, Rate};

/// The whole body.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityToday)]
pub(super) struct Body<'p> {
    balance_details: BalanceDetails,
    charge_details: Vec<ChargeDetail<'p>>,
    refund_details: Vec<RefundDetail<'p>>,
    payment_history_details: Vec<PaymentDetail<'p>>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityTodayBalance)]
struct BalanceDetails {
    total_overdue_balance: Plain,
    total_payable_balance: Plain,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    earliest_payable_due_date: Option<Day>,
    total_pending_balance: Plain,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    earliest_pending_due_date: Option<Day>,
    total_balance: Plain,
    total_credit_available: Plain,
    coded_out_detail: Vec<CodedOutDetail>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityTodayCodedOut)]
struct CodedOutDetail {
    total_amount: Plain,
    effective_start_date: Day,
    effective_end_date: Day,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityTodayCharge)]
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
    outstanding_interest_due: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    accruing_interest: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    accruing_interest_period: Option<InterestDates>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    accruing_interest_rate: Option<Rate>,
    amendments: Vec<Amendment<'p>>,
}

/// From which day to which interest is counted.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct InterestDates {
    interest_start_date: Day,
    interest_end_date: Day,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityTodayAmendment)]
struct Amendment<'p> {
    amendment_date: Day,
    amendment_amount: Plain,
    amendment_reason: &'p str,
    is_payment_related: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_method: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_date: Option<Day>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityTodayRefund)]
struct RefundDetail<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    refund_date: Option<Day>,
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
    total_refund_amount: Plain,
    refund_status: &'static str,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LiabilityTodayPayment)]
struct PaymentDetail<'p> {
    payment_amount: Plain,
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    payment_reference: DocumentId,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment_method: Option<&'p str>,
    payment_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    processed_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    allocation_reference: Option<String>,
}

impl<'p> From<&'p Statement<'_>> for Body<'p> {
    fn from(statement: &'p Statement<'_>) -> Self {
        let balance = &statement.balance;
        Self {
            balance_details: BalanceDetails {
                total_overdue_balance: Plain(balance.overdue),
                total_payable_balance: Plain(balance.payable),
                earliest_payable_due_date: balance.earliest_payable.map(Day),
                total_pending_balance: Plain(balance.pending),
                earliest_pending_due_date: balance.earliest_pending.map(Day),
                total_balance: Plain(balance.total),
                total_credit_available: Plain(statement.available_credit),
                coded_out_detail: statement.collected_in().iter().map(coded_out).collect(),
            },
            charge_details: statement.charges().map(|shown| charge(&shown)).collect(),
            refund_details: statement.refunds().map(|shown| refund(&shown)).collect(),
            payment_history_details: statement.payments().iter().map(payment).collect(),
        }
    }
}

fn coded_out(year: &CollectedIn) -> CodedOutDetail {
    CodedOutDetail {
        total_amount: Plain(year.amount),
        effective_start_date: Day(year.from),
        effective_end_date: Day(year.year.last_day()),
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
        outstanding_interest_due: interest.and_then(due),
        accruing_interest: interest.and_then(accruing),
        accruing_interest_period: interest.map(InterestDates::of),
        accruing_interest_rate: interest.map(fraction),
        amendments: shown.changes.iter().map(amendment).collect(),
    }
}

fn amendment<'p>(change: &Change<'p>) -> Amendment<'p> {
    let paid = change.payment.as_ref();
    Amendment {
        amendment_date: Day(change.on),
        amendment_amount: Plain(change.amount),
        amendment_reason: change.reason,
        is_payment_related: paid.is_some(),
        payment_method: paid
            .and_then(|paid| paid.payment.method.as_ref())
            .map(BoundedText::as_str),
        payment_date: paid.map(|paid| Day(paid.on)),
    }
}

fn refund<'p>(shown: &ShownRefund<'p>) -> RefundDetail<'p> {
    let claim = shown.claim.claim;
    RefundDetail {
        refund_date: shown.issued.map(Day),
        refund_method: claim.method.as_ref().map(BoundedText::as_str),
        refund_request_date: Day(shown.claim.requested),
        refund_request_amount: Plain(claim.amount),
        refund_description: claim.description.as_ref().map(BoundedText::as_str),
        interest_added_to_refund: shown.interest.map(Plain),
        total_refund_amount: Plain(shown.refunded),
        refund_status: shown.status,
    }
}

fn payment<'p>(shown: &ShownPayment<'p>) -> PaymentDetail<'p> {
    PaymentDetail {
        payment_amount: Plain(shown.payment.amount),
        payment_reference: shown.payment.id,
        payment_method: shown.payment.method.as_ref().map(BoundedText::as_str),
        payment_date: Day(shown.on),
        processed_date: shown.payment.processed.map(Day),
        allocation_reference: allocation_reference(&shown.charges),
    }
}

impl InterestDates {
    /// From the due date to the last day counted.
    pub(super) fn of(interest: &InterestPosition) -> Self {
        Self {
            interest_start_date: Day(interest.from),
            interest_end_date: Day(interest.to),
        }
    }
}

/// The interest on a charge, while some of it is due or running.
pub(super) fn shown_interest<'p>(position: &'p ChargePosition<'_>) -> Option<&'p InterestPosition> {
    let interest = position.interest.as_ref()?;
    (!interest.outstanding.is_zero() || !interest.accruing.is_zero()).then_some(interest)
}

/// What is to be paid of the interest that was charged, where there is any.
pub(super) fn due(interest: &InterestPosition) -> Option<Plain> {
    (!interest.outstanding.is_zero()).then_some(Plain(interest.outstanding))
}

/// The interest that is running, where there is any.
pub(super) fn accruing(interest: &InterestPosition) -> Option<Plain> {
    (!interest.accruing.is_zero()).then_some(Plain(interest.accruing))
}

/// The rate as a fraction: 0.0775 is 7.75 %.
pub(super) fn fraction(interest: &InterestPosition) -> Rate {
    let mut fraction = interest.rate_percent;
    // A scale of 28 is the most there is, and a rate has two decimals.
    let hundredth = fraction.set_scale(fraction.scale().saturating_add(2));
    debug_assert!(hundredth.is_ok());
    Rate(fraction.normalize())
}

/// The tax year of a charge, `2024-2025`: its own, or for one without the year of its due date.
pub(super) fn tax_year(position: &ChargePosition<'_>) -> Option<LongYear> {
    let own = position.charge.period.and_then(Period::tax_year);
    own.or_else(|| TaxYear::containing(position.charge.due).ok())
        .map(LongYear)
}

/// The charges that a payment paid, separated by commas; as many of them as 200 characters hold.
pub(super) fn allocation_reference(charges: &[DocumentId]) -> Option<String> {
    const MOST: usize = 200;
    let mut reference = String::new();
    for charge in charges {
        let comma = if reference.is_empty() { "" } else { "," };
        let needed = comma.len().saturating_add(charge.as_str().len());
        if reference.len().saturating_add(needed) > MOST {
            break;
        }
        reference.push_str(comma);
        reference.push_str(charge.as_str());
    }
    (!reference.is_empty()).then_some(reference)
}
