//! The penalties as 4.0 writes them.
#![expect(clippy::struct_field_names, reason = "the names are the wire's")]

use sa_ledger::{Account, Rules};
use sa_model::{
    ChargePosition, DocumentId, LatePaymentPenalty, LatePaymentPenaltyKind, Money, Position,
};
use serde::Serialize;
use time::Date;

use super::charge_reference::Reference;
use super::penalties::{LatePayment, late_payments, late_submissions};
use crate::wire_value::{Day, Pence, Rate};

/// The answer; `{}` where there are no penalties.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Body {
    #[serde(skip_serializing_if = "Option::is_none")]
    totalisations: Option<Totalisations>,
    #[serde(skip_serializing_if = "Option::is_none")]
    late_submission_penalty: Option<LateSubmissionPenalty>,
    #[serde(skip_serializing_if = "Option::is_none")]
    late_payment_penalty: Option<LatePaymentDetails>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Totalisations {
    late_submission_penalty_total_value: Pence,
    penalised_principal_total: Pence,
    late_payment_penalty_posted_total: Pence,
    late_payment_penalty_estimate_total: Pence,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LateSubmissionPenalty {
    summary: Summary,
    details: Vec<LateSubmissionDetail>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    active_penalty_points: u8,
    inactive_penalty_points: u8,
    regime_threshold: u8,
    penalty_charge_amount: Pence,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LateSubmissionDetail {
    penalty_number: DocumentId,
    penalty_category: &'static str,
    penalty_status: &'static str,
    penalty_creation_date: Day,
    penalty_expiry_date: Day,
    charge_reference: Reference,
    charge_amount: Pence,
    charge_outstanding_amount: Pence,
    charge_due_date: Day,
}

#[derive(Serialize)]
struct LatePaymentDetails {
    details: Vec<LatePaymentDetail>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LatePaymentDetail {
    principal_charge_reference: Reference,
    penalty_category: &'static str,
    penalty_status: &'static str,
    penalty_amount_accruing: Pence,
    penalty_amount_posted: Pence,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    paid: Option<Paid>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    reckoning: Option<Reckoning>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    charge: Option<PenaltyCharge>,
    principal_charge_doc_number: DocumentId,
    principal_charge_billing_from: Day,
    principal_charge_billing_to: Day,
    principal_charge_due_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    principal_charge_latest_clearing: Option<Day>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Paid {
    penalty_amount_paid: Pence,
    penalty_amount_outstanding: Pence,
}

/// What the first and the second penalty are reckoned from.
#[derive(Serialize)]
#[serde(untagged)]
enum Reckoning {
    First {
        #[serde(rename = "latePaymentPenalty1LowerRateCalculationAmount")]
        lower_amount: Pence,
        #[serde(rename = "latePaymentPenalty1LowerRatePercentage")]
        lower_percentage: Rate,
        #[serde(rename = "latePaymentPenalty1HigherRateCalculationAmount")]
        higher_amount: Pence,
        #[serde(rename = "latePaymentPenalty1HigherRatePercentage")]
        higher_percentage: Rate,
    },
    Second {
        #[serde(rename = "latePaymentPenalty2Days")]
        days: u16,
        #[serde(rename = "latePaymentPenalty2Percentage")]
        percentage: Rate,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PenaltyCharge {
    penalty_charge_creation_date: Day,
    penalty_charge_reference: Reference,
    penalty_charge_due_date: Day,
}

impl Body {
    /// The penalties of an account as of the day of a position.
    pub(super) fn of(account: &Account, position: &Position<'_>) -> Self {
        let submissions: Vec<_> = late_submissions(position).collect();
        let payments = late_payments(position);
        let any = !submissions.is_empty() || !payments.is_empty();
        Self {
            totalisations: any.then(|| Totalisations::of(&submissions, &payments)),
            late_submission_penalty: (!submissions.is_empty())
                .then(|| LateSubmissionPenalty::of(account, position, &submissions)),
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

impl LateSubmissionPenalty {
    fn of(account: &Account, position: &Position<'_>, charges: &[&ChargePosition<'_>]) -> Self {
        let rules = Rules::built_in();
        let points = account.submission_penalties(position.on, rules);
        let details = charges.iter().map(|charge| {
            let expires = rules.submission_points.last_day_of_point(charge.raised);
            LateSubmissionDetail {
                penalty_number: charge.charge.id,
                penalty_category: "charge",
                penalty_status: match expires {
                    Some(last) if last < position.on => "inactive",
                    Some(_) | None => "active",
                },
                penalty_creation_date: Day(charge.raised),
                penalty_expiry_date: Day(expires.unwrap_or(Date::MAX)),
                charge_reference: Reference::of(charge.charge),
                charge_amount: Pence(charge.amount),
                charge_outstanding_amount: Pence(charge.outstanding),
                charge_due_date: Day(charge.charge.due),
            }
        });
        Self {
            summary: Summary {
                active_penalty_points: points.active_points,
                inactive_penalty_points: 0,
                regime_threshold: points.threshold,
                penalty_charge_amount: Pence(rules.submission_points.penalty),
            },
            details: details.collect(),
        }
    }
}

impl LatePaymentDetail {
    fn of(late: &LatePayment<'_>) -> Self {
        let (principal, posted) = (late.principal, late.posted);
        let cleared = principal
            .last_cleared
            .filter(|_day| principal.outstanding.is_zero());
        let period = principal.charge.period;
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
            paid: posted.map(|charge| Paid {
                penalty_amount_paid: Pence(charge.paid),
                penalty_amount_outstanding: Pence(charge.outstanding),
            }),
            reckoning: Reckoning::of(late.penalty),
            charge: posted.map(|charge| PenaltyCharge {
                penalty_charge_creation_date: Day(charge.raised),
                penalty_charge_reference: Reference::of(charge.charge),
                penalty_charge_due_date: Day(charge.charge.due),
            }),
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
    fn of(penalty: &LatePaymentPenalty) -> Option<Self> {
        match penalty.kind {
            LatePaymentPenaltyKind::First {
                unpaid_day_15,
                unpaid_day_30,
                percent_day_15,
                percent_day_30,
            } => Some(Self::First {
                lower_amount: Pence(unpaid_day_15),
                lower_percentage: Rate(percent_day_15),
                higher_amount: Pence(unpaid_day_30),
                higher_percentage: Rate(percent_day_30),
            }),
            LatePaymentPenaltyKind::Second { days, percent } => Some(Self::Second {
                days,
                percentage: Rate(percent),
            }),
            LatePaymentPenaltyKind::Surcharge { .. } => None,
        }
    }
}
