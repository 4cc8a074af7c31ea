//! Points and penalties for late submission as 4.0 writes them: one item for each return or update
//! that brought a point or a penalty, then those charges that no known failure explains.
//!
//! Source: github hmrc/self-assessment-accounts-api at 47708f17
//! (`retrieveItsaPenalties/model/response`). Which charge is a failure's is this project's reading:
//! the first one for late submission, raised on its day or later, that is no earlier failure's.

use sa_ledger::{Account, FailureOutcome, LateSubmission, Rules, Standing, SubmissionPenalties};
use sa_model::due_date::self_assessment::{Quarters, quarterly_updates};
use sa_model::{ChargePosition, ItsaFiling, Position, date};
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;

use super::charge_reference::Reference;
use crate::wire_value::{Day, NO_DAY, Pence};

/// Points and penalties, and what they come to.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LateSubmissionPenalty {
    summary: Summary,
    details: Vec<LateSubmissionDetail>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Summary {
    active_penalty_points: u8,
    inactive_penalty_points: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    period_of_compliance_achievement: Option<Day>,
    regime_threshold: u8,
    penalty_charge_amount: Pence,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LateSubmissionDetail {
    #[schema(pattern = "^[0-9A-Za-z]{1,12}$")]
    penalty_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    penalty_order: Option<String>,
    penalty_category: &'static str,
    penalty_status: &'static str,
    penalty_creation_date: Day,
    penalty_expiry_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    expiry_reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    late_submissions: Vec<LateReturn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9A-Za-z]{1,14}$", nullable = false)]
    charge_reference: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    charge_amount: Option<Pence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    charge_outstanding_amount: Option<Pence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    charge_due_date: Option<Day>,
}

/// A return or update that came late, or is still to come.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LateFiling)]
struct LateReturn {
    late_submission_id: String,
    tax_period: String,
    tax_return_status: &'static str,
    tax_period_start_date: Day,
    tax_period_end_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    tax_period_due_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    return_receipt_date: Option<Day>,
}

/// What a failure brought, as far as it is told.
struct Brought {
    category: &'static str,
    standing: Standing,
    /// The last day on which it counts, or counted.
    expires: Option<Date>,
    has_charge: bool,
}

impl LateSubmissionPenalty {
    /// The points and penalties of an account, whose charges for late submission are these; none if
    /// there are none.
    pub(super) fn of(
        account: &Account,
        position: &Position<'_>,
        charges: &[&ChargePosition<'_>],
    ) -> Option<Self> {
        let rules = Rules::built_in();
        let penalties = account.itsa_submission_penalties(position.on, rules);
        let mut unexplained = charges.to_vec();
        let mut details = failures(&penalties, &mut unexplained);
        let points = details
            .iter()
            .filter(|each| each.penalty_category != CHARGE);
        let inactive = points.filter(|each| each.penalty_status == INACTIVE);
        let inactive = inactive.count();
        details.extend(unexplained.into_iter().map(|charge| {
            let expires = rules.submission_points.last_day_of_point(charge.raised);
            LateSubmissionDetail::of_charge(charge, expires, position.on)
        }));
        (!details.is_empty()).then_some(Self {
            summary: Summary {
                active_penalty_points: penalties.active_points,
                inactive_penalty_points: inactive,
                period_of_compliance_achievement: penalties.compliance_until.map(Day),
                regime_threshold: penalties.threshold,
                penalty_charge_amount: Pence(rules.submission_points.penalty),
            },
            details,
        })
    }
}

/// The category of a penalty without a point.
const CHARGE: &str = "charge";
const ACTIVE: &str = "active";
const INACTIVE: &str = "inactive";

const fn status(standing: Standing) -> &'static str {
    if standing.counts() { ACTIVE } else { INACTIVE }
}

/// One item for each failure that brought something; another of the same month is told with the one
/// before it. Takes the charges that it explains.
fn failures(
    penalties: &SubmissionPenalties<ItsaFiling>,
    charges: &mut Vec<&ChargePosition<'_>>,
) -> Vec<LateSubmissionDetail> {
    let mut details: Vec<LateSubmissionDetail> = Vec::new();
    for failure in &penalties.failures {
        match (brought(failure.outcome, penalties), details.last_mut()) {
            (Some(brought), _) => {
                let charge = charges
                    .iter()
                    .position(|charge| brought.has_charge && charge.raised >= failure.failed)
                    .map(|place| charges.remove(place));
                let number = details.len().saturating_add(1);
                details.push(LateSubmissionDetail {
                    penalty_number: format!("{number:012}"),
                    penalty_order: Some(format!("{number:02}")),
                    expiry_reason: expiry_reason(brought.standing),
                    late_submissions: vec![LateReturn::of(failure)],
                    ..LateSubmissionDetail::new(failure.failed, &brought, charge)
                });
            }
            (None, Some(before)) => before.late_submissions.push(LateReturn::of(failure)),
            (None, None) => {}
        }
    }
    details
}

/// What a failure brought; nothing where another of the same month had.
fn brought(
    outcome: FailureOutcome,
    penalties: &SubmissionPenalties<ItsaFiling>,
) -> Option<Brought> {
    let (standing, expires) = penalties.standing(outcome)?;
    let (category, has_charge) = match outcome {
        FailureOutcome::Point { .. } => ("point", false),
        FailureOutcome::Threshold { .. } => ("threshold", true),
        FailureOutcome::Penalty { .. } => (CHARGE, true),
        FailureOutcome::SameMonth => return None,
    };
    Some(Brought {
        category,
        standing,
        expires,
        has_charge,
    })
}

/// Why a point counts no more: its time ran out, or a period of compliance was kept.
const fn expiry_reason(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::Active => None,
        Standing::Expired => Some("natural-expiry"),
        Standing::Removed { .. } => Some("expiry-conditions-met"),
    }
}

impl LateSubmissionDetail {
    fn new(created: Date, brought: &Brought, charge: Option<&ChargePosition<'_>>) -> Self {
        Self {
            penalty_number: String::new(),
            penalty_order: None,
            penalty_category: brought.category,
            penalty_status: status(brought.standing),
            penalty_creation_date: Day(created),
            penalty_expiry_date: Day(brought.expires.unwrap_or(NO_DAY)),
            expiry_reason: None,
            late_submissions: Vec::new(),
            charge_reference: charge.map(|charge| Reference::of(charge.charge)),
            charge_amount: charge.map(|charge| Pence(charge.amount)),
            charge_outstanding_amount: charge.map(|charge| Pence(charge.outstanding)),
            charge_due_date: charge.map(|charge| Day(charge.charge.due)),
        }
    }

    /// A charge that HMRC raised for what the journal does not know.
    fn of_charge(charge: &ChargePosition<'_>, expires: Option<Date>, on: Date) -> Self {
        let brought = Brought {
            category: CHARGE,
            standing: match expires {
                Some(last) if last < on => Standing::Expired,
                Some(_) | None => Standing::Active,
            },
            expires,
            has_charge: true,
        };
        Self {
            penalty_number: charge.charge.id.to_string(),
            ..Self::new(charge.raised, &brought, Some(charge))
        }
    }
}

impl LateReturn {
    fn of(failure: &LateSubmission<ItsaFiling>) -> Self {
        let (tax_period, first, last) = period(failure.period);
        Self {
            late_submission_id: tax_period.clone(),
            tax_period,
            tax_return_status: match failure.received {
                Some(_) => "fulfilled",
                None => "open",
            },
            tax_period_start_date: Day(first),
            tax_period_end_date: Day(last),
            tax_period_due_date: failure.failed.previous_day().map(Day),
            return_receipt_date: failure.received.map(Day),
        }
    }
}

/// A name for the period of a filing, its first and its last day: `2027-28` of a return, `27Q3` of an
/// update, which is told as its own quarter.
fn period(filing: ItsaFiling) -> (String, Date, Date) {
    let year = filing.tax_year();
    match filing {
        ItsaFiling::TaxReturn { .. } => (year.to_string(), year.first_day(), year.last_day()),
        ItsaFiling::QuarterlyUpdate { quarter, .. } => {
            let ends = quarterly_updates(year, Quarters::TaxYear).map(|update| update.last);
            let place = usize::from(quarter.number()).saturating_sub(1);
            let before = place.checked_sub(1).and_then(|place| ends.get(place));
            let first = before.map_or(year.first_day(), |end| date::plus_days(*end, 1));
            let last = ends.get(place).copied().unwrap_or(year.last_day());
            let short: String = year.to_string().chars().skip(2).take(2).collect();
            (format!("{short}Q{}", quarter.number()), first, last)
        }
    }
}
