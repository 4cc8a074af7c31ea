//! `GET /{nino}/penalties` of 4.0: what was submitted and paid late, and what it costs.
//!
//! Source: github hmrc/self-assessment-accounts-api at 47708f17
//! (`retrieveItsaPenalties/model/response`). A late payment penalty accrues as the ledger reckons it
//! and is posted once a charge for it stands in the account; points for late submission are counted
//! by it too, and their penalties told with the charges that were raised for them.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_model::{
    ChargePosition, LatePaymentPenalty, LatePaymentPenaltyKind, Position, TransactionKind,
};

use super::endpoint::Penalties;
use super::error::AccountsError;
use super::penalties_wire::Body;
use super::request::AccountsRequest;
use crate::answer::Answer;

/// The penalties of the account; an account without any has an empty body.
pub(super) async fn get(
    request: AccountsRequest<Penalties>,
) -> Result<HttpResponse, AccountsError> {
    let today = request.today;
    request.answer(|account| {
        let position = account.position(today);
        Ok(Answer::json(StatusCode::OK, &Body::of(account, &position)))
    })
}

/// A late payment penalty under the reformed regime, and the charge that was raised for it.
pub(super) struct LatePayment<'p> {
    pub(super) principal: &'p ChargePosition<'p>,
    pub(super) penalty: &'p LatePaymentPenalty,
    pub(super) posted: Option<&'p ChargePosition<'p>>,
}

impl LatePayment<'_> {
    /// Whether it is the first penalty, not the second.
    pub(super) const fn is_first(&self) -> bool {
        matches!(self.penalty.kind, LatePaymentPenaltyKind::First { .. })
    }
}

/// The late payment penalties of the reformed regime. The charge of one is the first of its kind
/// and tax year that no other has.
pub(super) fn late_payments<'p>(position: &'p Position<'p>) -> Vec<LatePayment<'p>> {
    let mut taken: Vec<usize> = Vec::new();
    let mut late = Vec::new();
    for penalty in &position.penalties {
        let kinds = match penalty.kind {
            LatePaymentPenaltyKind::First { .. } => [
                TransactionKind::FirstLatePaymentPenalty,
                TransactionKind::FirstLatePaymentPenalty4031,
            ],
            LatePaymentPenaltyKind::Second { .. } => [
                TransactionKind::SecondLatePaymentPenalty,
                TransactionKind::SecondLatePaymentPenalty4032,
            ],
            LatePaymentPenaltyKind::Surcharge { .. } => continue,
        };
        let Some(principal) = position.charge(penalty.charge) else {
            continue;
        };
        let posted = position.charges.iter().enumerate().find(|(place, charge)| {
            kinds.contains(&charge.charge.kind)
                && charge.charge.period == principal.charge.period
                && !taken.contains(place)
        });
        taken.extend(posted.map(|(place, _)| place));
        let posted = posted.map(|(_, charge)| charge);
        late.push(LatePayment {
            principal,
            penalty,
            posted,
        });
    }
    late
}

/// The charges that were raised for late submission.
pub(super) fn late_submissions<'p>(
    position: &'p Position<'p>,
) -> impl Iterator<Item = &'p ChargePosition<'p>> {
    position
        .charges
        .iter()
        .filter(|charge| charge.charge.kind == TransactionKind::LateSubmissionPenalty)
}
