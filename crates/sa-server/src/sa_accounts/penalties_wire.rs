//! The penalties as 4.0 writes them.

use rust_decimal::Decimal;
use sa_ledger::Account;
use sa_model::{
    ChargePosition, DocumentId, LatePaymentPenalty, LatePaymentPenaltyKind, Money, Position,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::charge_reference::Reference;
use super::late_submission_wire::LateSubmissionPenalty;
use super::penalties::{LatePayment, late_payments, late_submissions};
use crate::wire_value::{Day, Pence, Rate};

/// The answer; `{}` where there are no penalties.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Penalties)]
pub(super) struct Body {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    totalisations: Option<Totalisations>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    late_submission_penalty: Option<LateSubmissionPenalty>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    late_payment_penalty: Option<LatePaymentDetails>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Totalisations {
    late_submission_penalty_total_value: Pence,
    penalised_principal_total: Pence,
    late_payment_penalty_posted_total: Pence,
    late_payment_penalty_estimate_total: Pence,
}

#[derive(Serialize, ToSchema)]
struct LatePaymentDetails {
    details: Vec<LatePaymentDetail>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LatePaymentDetail {
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,14}$")]
    principal_charge_reference: Reference,
    penalty_category: &'static str,
    penalty_status: &'static str,
    penalty_amount_accruing: Pence,
    penalty_amount_posted: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    penalty_amount_paid: Option<Pence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    penalty_amount_outstanding: Option<Pence>,
    #[serde(
        rename = "latePaymentPenalty1LowerRateCalculationAmount",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    lower_amount: Option<Pence>,
    #[serde(
        rename = "latePaymentPenalty1LowerRatePercentage",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    lower_percentage: Option<Rate>,
    #[serde(
        rename = "latePaymentPenalty1HigherRateCalculationAmount",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    higher_amount: Option<Pence>,
    #[serde(
        rename = "latePaymentPenalty1HigherRatePercentage",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    higher_percentage: Option<Rate>,
    #[serde(
        rename = "latePaymentPenalty2Days",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    second_days: Option<u16>,
    #[serde(
        rename = "latePaymentPenalty2Percentage",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    second_percentage: Option<Rate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    penalty_charge_creation_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,14}$", nullable = false)]
    penalty_charge_reference: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    penalty_charge_due_date: Option<Day>,
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,12}$")]
    principal_charge_doc_number: DocumentId,
    principal_charge_billing_from: Day,
    principal_charge_billing_to: Day,
    principal_charge_due_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    principal_charge_latest_clearing: Option<Day>,
}

/// What a penalty is reckoned from, of which each kind has its own half.
#[derive(Default)]
struct Reckoning {
    lower: Option<(Money, Decimal)>,
    higher: Option<(Money, Decimal)>,
    second: Option<(u16, Decimal)>,
}

impl Body {
    /// The penalties of an account as of the day of a position.
    pub(super) fn of(account: &Account, position: &Position<'_>) -> Self {
        let submissions: Vec<_> = late_submissions(position).collect();
        let payments = late_payments(position);
        let late_submission_penalty = LateSubmissionPenalty::of(account, position, &submissions);
        let any = late_submission_penalty.is_some() || !payments.is_empty();
        Self {
            totalisations: any.then(|| Totalisations::of(&submissions, &payments)),
            late_submission_penalty,
            late_payment_penalty: (!payments.is_empty()).then(|| LatePaymentDetails {
                details: payments.iter().map(LatePaymentDetail::of).collect(),
            }),
        }
    }
}

impl Totalisations {
    fn of(submissions: &[&ChargePosition<'_>], payments: &[LatePayment<'_>]) -> Self {
        let posted = payments.iter().filter_map(|late| late.posted);
        let accruing = payments.iter().filter(|late| late.posted.is_none());
        let mut principals: Vec<&ChargePosition<'_>> = Vec::new();
        for late in payments {
            if !principals
                .iter()
                .any(|known| known.charge.id == late.principal.charge.id)
            {
                principals.push(late.principal);
            }
        }
        Self {
            late_submission_penalty_total_value: sum(submissions.iter().map(|each| each.amount)),
            penalised_principal_total: sum(principals.iter().map(|each| each.outstanding)),
            late_payment_penalty_posted_total: sum(posted.map(|each| each.amount)),
            late_payment_penalty_estimate_total: sum(accruing.map(|late| late.penalty.amount)),
        }
    }
}

/// A sum of one account, which fits by the ledger's limit.
fn sum(amounts: impl Iterator<Item = Money>) -> Pence {
    Pence(Money::total(amounts).unwrap_or_default())
}

impl LatePaymentDetail {
    fn of(late: &LatePayment<'_>) -> Self {
        let (principal, posted) = (late.principal, late.posted);
        let cleared = principal
            .last_cleared
            .filter(|_day| principal.outstanding.is_zero());
        let period = principal.charge.period;
        let reckoning = Reckoning::of(late.penalty);
        Self {
            principal_charge_reference: Reference::of(principal.charge),
            penalty_category: if late.is_first() { "lpp1" } else { "lpp2" },
            penalty_status: if posted.is_some() {
                "posted"
            } else {
                "accruing"
            },
            penalty_amount_accruing: Pence(match posted {
                Some(_) => Money::ZERO,
                None => late.penalty.amount,
            }),
            penalty_amount_posted: Pence(posted.map_or(Money::ZERO, |charge| charge.amount)),
            penalty_amount_paid: posted.map(|charge| Pence(charge.paid)),
            penalty_amount_outstanding: posted.map(|charge| Pence(charge.outstanding)),
            lower_amount: reckoning.lower.map(|(amount, _)| Pence(amount)),
            lower_percentage: reckoning.lower.map(|(_, percent)| Rate(percent)),
            higher_amount: reckoning.higher.map(|(amount, _)| Pence(amount)),
            higher_percentage: reckoning.higher.map(|(_, percent)| Rate(percent)),
            second_days: reckoning.second.map(|(days, _)| days),
            second_percentage: reckoning.second.map(|(_, percent)| Rate(percent)),
            penalty_charge_creation_date: posted.map(|charge| Day(charge.raised)),
            penalty_charge_reference: posted.map(|charge| Reference::of(charge.charge)),
            penalty_charge_due_date: posted.map(|charge| Day(charge.charge.due)),
            principal_charge_doc_number: principal.charge.id,
            principal_charge_billing_from: Day(
                period.map_or(principal.charge.due, |period| period.first_day())
            ),
            principal_charge_billing_to: Day(
                period.map_or(principal.charge.due, |period| period.last_day())
            ),
            principal_charge_due_date: Day(principal.charge.due),
            principal_charge_latest_clearing: cleared.map(Day),
        }
    }
}

impl Reckoning {
    fn of(penalty: &LatePaymentPenalty) -> Self {
        match penalty.kind {
            LatePaymentPenaltyKind::First {
                unpaid_day_15,
                unpaid_day_30,
                percent_day_15,
                percent_day_30,
            } => Self {
                lower: Some((unpaid_day_15, percent_day_15)),
                higher: Some((unpaid_day_30, percent_day_30)),
                second: None,
            },
            LatePaymentPenaltyKind::Second { days, percent } => Self {
                second: Some((days, percent)),
                ..Self::default()
            },
            LatePaymentPenaltyKind::Surcharge { .. } => Self::default(),
        }
    }
}
