//! Points and penalties for late returns, as the API tells them.

use sa_ledger::{FailureOutcome, LateSubmission, Rules, Standing, SubmissionPenalties};
use sa_model::{TransactionKind, VatPeriod};
use time::Date;

use super::{Raised, is_recent};
use crate::vat::wire::penalties::{
    ExpiryReason, LateReturn, LateSubmissionPenalty, Point, PointCategory, PointStatus,
    PointsSummary, ReturnStatus,
};
use crate::wire_value::{NO_DAY, Plain};

/// The points and penalties that are active or recent; none if there are none.
pub(super) fn of(
    penalties: &SubmissionPenalties,
    raised: &mut Raised<'_, '_>,
    today: Date,
) -> Option<LateSubmissionPenalty> {
    let mut details: Vec<Point> = Vec::new();
    for failure in &penalties.failures {
        let number = details.len().saturating_add(1);
        match (
            point(number, failure, penalties, raised),
            details.last_mut(),
        ) {
            (Some(point), _) => details.push(point),
            // Another return of the same month: no point of its own.
            (None, Some(before)) => before.late_submissions.push(late_return(failure)),
            (None, None) => {}
        }
    }
    details.retain(|point| is_shown(point, today));
    let inactive = |point: &&Point| {
        point.penalty_status == PointStatus::Inactive
            && point.penalty_category != PointCategory::Charge
    };
    let summary = PointsSummary {
        active_penalty_points: usize::from(penalties.active_points),
        inactive_penalty_points: details.iter().filter(inactive).count(),
        period_of_compliance_achievement: penalties.compliance_until.unwrap_or(NO_DAY),
        regime_threshold: penalties.threshold,
        penalty_charge_amount: Plain(Rules::built_in().submission_points.penalty),
    };
    (!details.is_empty()).then_some(LateSubmissionPenalty { summary, details })
}

/// A point or penalty is shown as long as it counts, and for some time after it went.
fn is_shown(point: &Point, today: Date) -> bool {
    point.penalty_status == PointStatus::Active || is_recent(point.penalty_expiry_date, today)
}

fn point(
    number: usize,
    failure: &LateSubmission,
    penalties: &SubmissionPenalties,
    raised: &mut Raised<'_, '_>,
) -> Option<Point> {
    let (standing, expires) = penalties.standing(failure.outcome)?;
    let (category, amount) = match failure.outcome {
        FailureOutcome::Point { .. } => (PointCategory::Point, None),
        FailureOutcome::Threshold { penalty, .. } => (PointCategory::Threshold, Some(penalty)),
        FailureOutcome::Penalty { penalty, .. } => (PointCategory::Charge, Some(penalty)),
        FailureOutcome::SameMonth => return None,
    };
    let period = &failure.period;
    let days = VatPeriod::new(period.start, period.end).ok();
    let charge =
        amount.and_then(|_amount| raised.take(TransactionKind::VatLateSubmissionPenalty, days));
    let (status, reason) = match standing {
        Standing::Active => (PointStatus::Active, None),
        Standing::Expired => (PointStatus::Inactive, Some(ExpiryReason::NaturalExpiry)),
        Standing::Removed { .. } => (
            PointStatus::Inactive,
            Some(ExpiryReason::ExpiryConditionsMet),
        ),
    };
    Some(Point {
        penalty_number: format!("{number:012}"),
        penalty_order: format!("{number:02}"),
        penalty_category: category,
        penalty_status: status,
        penalty_creation_date: failure.failed,
        penalty_expiry_date: expires.unwrap_or(NO_DAY),
        expiry_reason: reason,
        late_submissions: vec![late_return(failure)],
        charge_reference: charge.and_then(|charge| {
            let reference = charge.charge.reference.as_ref();
            reference.map(ToString::to_string)
        }),
        charge_amount: amount.map(Plain),
        charge_outstanding_amount: charge.map(|charge| Plain(charge.outstanding)),
        charge_due_date: charge.map(|charge| charge.charge.due),
    })
}

fn late_return(failure: &LateSubmission) -> LateReturn {
    let period = &failure.period;
    LateReturn {
        late_submission_id: period.key.to_string(),
        tax_return_status: match failure.received {
            Some(_) => ReturnStatus::Fulfilled,
            None => ReturnStatus::Open,
        },
        tax_period_start_date: period.start,
        tax_period_end_date: period.end,
        tax_period_due_date: period.due,
        return_receipt_date: failure.received,
    }
}
