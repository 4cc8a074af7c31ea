//! Retrieve VAT Payments: the payments that were set against the charges of the periods that end
//! in a range of days.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (models/response/payments, `PaymentsService`): payments
//! on account are left out, hybrid payments are kept; a payment is shown once, by itself rather
//! than by its amount and lot, so that two equal payments stay two.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use sa_model::date_range::DateRange;
use sa_model::{
    AllocatedTo, ChargeIndex, ChargePosition, CreditIndex, CreditSource, Position, TransactionKind,
};

use super::error::{VatError, VatFault};
use super::financial_range;
use super::request::VatRequest;
use super::wire::{Payment, Payments};
use crate::gateway::ReadVat;
use crate::sandbox::Source;
use crate::sandbox::vat::{CannedPayment, PAYMENTS};
use crate::wire_value::Plain;

/// `GET /organisations/vat/{vrn}/payments`.
pub(super) async fn get(request: VatRequest<ReadVat>) -> Result<HttpResponse, VatError> {
    let today = request.today();
    let range = financial_range::parse(&request.query(), today)?;
    match request.source(PAYMENTS)? {
        Source::Ledger => {
            let account = request.solvent_account().await?;
            answer(of_position(&account.position(today), range))
        }
        Source::Scenario(Ok(canned)) => answer(of_scenario(canned, range)),
        Source::Scenario(Err(fault)) => Err((*fault).into()),
        Source::HmrcDefault => Err(VatFault::NotFound.into()),
    }
}

fn answer(payments: Vec<Payment>) -> Result<HttpResponse, VatError> {
    if payments.is_empty() {
        return Err(VatFault::NotFound.into());
    }
    Ok(HttpResponse::Ok().json(Payments { payments }))
}

fn of_scenario(canned: &[CannedPayment], range: DateRange) -> Vec<Payment> {
    canned
        .iter()
        .filter(|canned| range.contains(canned.period_end))
        .map(|canned| canned.payment)
        .collect()
}

/// Charge by charge, each with its payments in the order in which they were set against it.
fn of_position(position: &Position<'_>, range: DateRange) -> Vec<Payment> {
    let mut paying: Vec<(ChargeIndex, CreditIndex)> = position
        .allocations
        .iter()
        .map(|slice| match slice.to {
            AllocatedTo::Charge(charge) | AllocatedTo::InterestOn(charge) => (charge, slice.credit),
        })
        .filter(|(charge, _)| {
            position
                .charge(*charge)
                .is_some_and(|charge| is_shown(charge, range))
        })
        .collect();
    paying.sort_by_key(|(charge, _)| *charge);
    let mut told = BTreeSet::new();
    paying
        .into_iter()
        .filter(|(_, credit)| told.insert(*credit))
        .filter_map(|(_, credit)| payment(position, credit))
        .collect()
}

fn is_shown(charge: &ChargePosition<'_>, range: DateRange) -> bool {
    let on_account = TransactionKind::VatPaymentOnAccount;
    let left_out = charge
        .charge
        .kind
        .code()
        .eq_ignore_ascii_case(on_account.code());
    let period = charge.charge.period.as_ref();
    !left_out && period.is_none_or(|period| range.contains(period.last_day()))
}

/// The payment behind a credit; other credits are none.
fn payment(position: &Position<'_>, credit: CreditIndex) -> Option<Payment> {
    let credit = position.credit(credit)?;
    match credit.source {
        CreditSource::Payment(payment) => Some(Payment {
            amount: Plain(payment.amount),
            received: Some(credit.effective),
        }),
        CreditSource::Credit(_) => None,
    }
}
