//! Penalties for late payments, as the API tells them.

use sa_model::{
    ChargePosition, LatePaymentPenalty, LatePaymentPenaltyKind, Money, MoneyError, Position,
    TransactionKind, VatPeriod,
};

use super::{Raised, days, is_recent};
use crate::vat::wire::Percent;
use crate::vat::wire::penalties::{
    LatePayment, LatePaymentCategory, LatePaymentPenalties, LatePaymentStatus,
};
use crate::wire_value::Plain;

/// The penalties that run or are recent; none if there are none.
pub(super) fn of(
    position: &Position<'_>,
    raised: &mut Raised<'_, '_>,
) -> Option<LatePaymentPenalties> {
    let mut details = Vec::new();
    for penalty in &position.penalties {
        // One that is shown no more keeps its charge all the same.
        let detail = detail(position, penalty, raised);
        details.extend(detail.filter(|_detail| is_shown(penalty, position)));
    }
    (!details.is_empty()).then_some(LatePaymentPenalties { details })
}

/// What the penalised charges come to, each counted once, in pounds.
pub(super) fn principal(position: &Position<'_>) -> Result<Money, MoneyError> {
    let mut charges: Vec<_> = shown(position).map(|penalty| penalty.charge).collect();
    charges.dedup();
    let charges = charges
        .into_iter()
        .filter_map(|charge| position.charge(charge));
    Money::total(charges.map(|charge| charge.amount))
}

fn shown<'p>(position: &'p Position<'_>) -> impl Iterator<Item = &'p LatePaymentPenalty> {
    position
        .penalties
        .iter()
        .filter(|penalty| is_shown(penalty, position))
}

fn is_shown(penalty: &LatePaymentPenalty, position: &Position<'_>) -> bool {
    penalty.running || is_recent(penalty.from, position.on)
}

/// The category, the kind of charge that HMRC raises for it, and what it is reckoned from.
struct Reckoned {
    category: LatePaymentCategory,
    raised_as: TransactionKind,
    lower: Option<(Money, Percent)>,
    higher: Option<(Money, Percent)>,
    second: Option<(String, Percent)>,
}

fn reckoned(kind: &LatePaymentPenaltyKind) -> Option<Reckoned> {
    match kind {
        LatePaymentPenaltyKind::First {
            unpaid_day_15,
            unpaid_day_30,
            percent_day_15,
            percent_day_30,
        } => Some(Reckoned {
            category: LatePaymentCategory::First,
            raised_as: TransactionKind::VatFirstLatePaymentPenalty,
            lower: Some((*unpaid_day_15, Percent(*percent_day_15))),
            higher: (!unpaid_day_30.is_zero())
                .then_some((*unpaid_day_30, Percent(*percent_day_30))),
            second: None,
        }),
        LatePaymentPenaltyKind::Second { days, percent } => Some(Reckoned {
            category: LatePaymentCategory::Second,
            raised_as: TransactionKind::VatSecondLatePaymentPenalty,
            lower: None,
            higher: None,
            second: Some((days.to_string(), Percent(*percent))),
        }),
        // Of Self Assessment alone.
        LatePaymentPenaltyKind::Surcharge { .. } => None,
    }
}

fn detail(
    position: &Position<'_>,
    penalty: &LatePaymentPenalty,
    raised: &mut Raised<'_, '_>,
) -> Option<LatePayment> {
    let principal = position.charge(penalty.charge)?;
    let reckoned = reckoned(&penalty.kind)?;
    let period = days(principal);
    let charge = raised.take(reckoned.raised_as, period);
    let (status, accruing, posted) = if penalty.running {
        (LatePaymentStatus::Accruing, penalty.amount, Money::ZERO)
    } else {
        (LatePaymentStatus::Posted, Money::ZERO, penalty.amount)
    };
    let amount = |part: Option<(Money, Percent)>| part.map(|(amount, _)| Plain(amount));
    let percent = |part: Option<(Money, Percent)>| part.map(|(_, percent)| percent);
    let (second_days, second_percent) = reckoned.second.unzip();
    Some(LatePayment {
        principal_charge_reference: reference(principal),
        penalty_category: reckoned.category,
        penalty_status: status,
        penalty_amount_accruing: Plain(accruing),
        penalty_amount_posted: Plain(posted),
        penalty_amount_paid: charge.map(|charge| Plain(charge.paid)),
        penalty_amount_outstanding: charge.map(|charge| Plain(charge.outstanding)),
        lower_rate_amount: amount(reckoned.lower),
        lower_rate_percentage: percent(reckoned.lower),
        higher_rate_amount: amount(reckoned.higher),
        higher_rate_percentage: percent(reckoned.higher),
        second_penalty_days: second_days,
        second_penalty_percentage: second_percent,
        penalty_charge_creation_date: charge.map_or(penalty.from, |charge| charge.raised),
        penalty_charge_reference: charge.map(reference),
        penalty_charge_due_date: charge.map(|charge| charge.charge.due),
        principal_charge_doc_number: principal.charge.id.to_string(),
        principal_charge_billing_from: period.map_or(principal.raised, VatPeriod::first),
        principal_charge_billing_to: period.map_or(principal.raised, VatPeriod::last),
        principal_charge_due_date: principal.charge.due,
        principal_charge_latest_clearing: principal.last_cleared,
    })
}

/// A charge's reference; the document number of one that has none.
fn reference(charge: &ChargePosition<'_>) -> String {
    match &charge.charge.reference {
        Some(reference) => reference.to_string(),
        None => charge.charge.id.to_string(),
    }
}
