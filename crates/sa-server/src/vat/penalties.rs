//! Retrieve VAT Penalties: points and penalties for late returns, penalties for late payments.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`PenaltiesController`, `PenaltiesHttpParser`): those of
//! the last 24 months, no penalties being an empty answer; what runs or counts is shown however old.
//! A penalty for a late payment is posted once it can grow no more; the reference it is to be paid by
//! is that of the charge that HMRC raised for it, where it did.

mod late_payment;
mod late_submission;

use actix_web::HttpResponse;
use sa_ledger::{Account, Rules};
use sa_model::{
    ChargeClass, ChargePosition, Money, MoneyError, Position, TransactionKind, VatPeriod, date,
};
use time::Date;

use super::error::{VatError, VatFault};
use super::request::VatRequest;
use super::wire::penalties::{LatePaymentStatus, Penalties, PointCategory, Totalisations};
use crate::gateway::ReadVat;
use crate::sandbox::vat::{DEFAULT_PENALTIES, PENALTIES};
use crate::sandbox::{Source, canned};
use crate::wire_value::Plain;

/// How many months of penalties are shown.
const SHOWN_MONTHS: u16 = 24;

/// `GET /organisations/vat/{vrn}/penalties`.
pub(super) async fn get(request: VatRequest<ReadVat>) -> Result<HttpResponse, VatError> {
    match request.source(PENALTIES)? {
        Source::Ledger => {
            let account = request.account().await?.ok_or(VatFault::NotFound)?;
            let penalties = of_account(&account, request.today()).map_err(VatError::internal)?;
            Ok(HttpResponse::Ok().json(penalties))
        }
        Source::HmrcDefault => Ok(canned(DEFAULT_PENALTIES)),
        Source::Scenario(json) => Ok(canned(json)),
    }
}

fn of_account(account: &Account, today: Date) -> Result<Penalties, MoneyError> {
    let position = account.position(today);
    let points = account.submission_penalties(today, Rules::built_in());
    let mut raised = Raised::of(&position);
    let late_submission_penalty = late_submission::of(&points, &mut raised, today);
    let late_payment_penalty = late_payment::of(&position, &mut raised);
    let late_payments = late_payment_penalty
        .iter()
        .flat_map(|penalties| &penalties.details);
    let sum_of = |status| {
        let of_status = late_payments
            .clone()
            .filter(move |penalty| penalty.penalty_status == status);
        let amount = of_status.map(|penalty| match status {
            LatePaymentStatus::Accruing => penalty.penalty_amount_accruing.0,
            LatePaymentStatus::Posted => penalty.penalty_amount_posted.0,
        });
        Money::total(amount).map(|sum| Some(Plain(sum)))
    };
    let late_returns = late_submission_penalty
        .iter()
        .flat_map(|penalty| &penalty.details);
    let fixed = late_returns
        .filter(|point| point.penalty_category != PointCategory::Point)
        .filter_map(|point| point.charge_amount.map(|amount| amount.0));
    if late_submission_penalty.is_none() && late_payment_penalty.is_none() {
        return Ok(Penalties::default());
    }
    Ok(Penalties {
        totalisations: Some(Totalisations {
            late_submission_penalty_total_value: Some(Plain(Money::total(fixed)?)),
            penalised_principal_total: Some(Plain(late_payment::principal(&position)?)),
            late_payment_penalty_posted_total: sum_of(LatePaymentStatus::Posted)?,
            late_payment_penalty_estimate_total: sum_of(LatePaymentStatus::Accruing)?,
        }),
        late_submission_penalty,
        late_payment_penalty,
    })
}

/// Whether a penalty of a day is still shown on another.
fn is_recent(day: Date, today: Date) -> bool {
    date::plus_months(day, SHOWN_MONTHS) >= today
}

/// The charges that HMRC raised for penalties, each that of one penalty alone.
struct Raised<'p, 'a> {
    left: Vec<&'p ChargePosition<'a>>,
}

impl<'p, 'a> Raised<'p, 'a> {
    fn of(position: &'p Position<'a>) -> Self {
        let penalties = position.charges.iter();
        let penalties = penalties.filter(|charge| is_penalty(charge.charge.kind));
        Self {
            left: penalties.collect(),
        }
    }

    /// Takes the charge of a penalty: the first of its kind, for its period, that no other has.
    fn take(
        &mut self,
        kind: TransactionKind,
        period: Option<VatPeriod>,
    ) -> Option<&'p ChargePosition<'a>> {
        let is_its = |charge: &&ChargePosition<'_>| {
            charge.charge.kind == kind && days(charge) == period && period.is_some()
        };
        let place = self.left.iter().position(is_its)?;
        Some(self.left.remove(place))
    }
}

fn is_penalty(kind: TransactionKind) -> bool {
    kind.class() == ChargeClass::Penalty
}

/// The days that a charge is for.
fn days(charge: &ChargePosition<'_>) -> Option<VatPeriod> {
    let period = charge.charge.period.as_ref()?;
    VatPeriod::new(period.first_day(), period.last_day()).ok()
}
