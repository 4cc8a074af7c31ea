//! Retrieve VAT Financial Details: the charges with a reference, above all those of penalties, with
//! their interest.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`FinancialDataController`, models/response/
//! financialDetails). HMRC's sums are over what its back end selects; here, over the charges shown.

use actix_web::HttpResponse;
use sa_model::{ChargePosition, ChargeReference, Money, MoneyError, Period, Position};
use time::Date;

use super::error::{VatError, VatFault};
use super::request::VatRequest;
use super::wire::Percent;
use super::wire::financial_details::{
    ChargeLine, DocumentInterest, DocumentTotals, FinancialDetails, FinancialDocument,
    InterestTotals, LineItemInterest,
};
use crate::gateway::ReadVat;
use crate::sandbox::vat::{DEFAULT_FINANCIAL_DETAILS, FINANCIAL_DETAILS};
use crate::sandbox::{Source, canned};
use crate::wire_value::Plain;

/// `GET /organisations/vat/{vrn}/financial-details/{chargeReference}`.
pub(super) async fn get(request: VatRequest<ReadVat>) -> Result<HttpResponse, VatError> {
    let reference = ChargeReference::parse(request.path("chargeReference")).ok();
    let reference = reference.filter(ChargeReference::is_x_reference);
    let reference = reference.ok_or(VatFault::ChargeReferenceInvalid)?;
    match request.source(FINANCIAL_DETAILS)? {
        Source::Ledger => {
            let account = request.account().await?.ok_or(VatFault::ChargeNotFound)?;
            let position = account.position(request.today());
            let charges = with_reference(&position, reference);
            if charges.is_empty() {
                return Err(VatFault::ChargeNotFound.into());
            }
            let details = details(&charges, position.on).map_err(VatError::internal)?;
            Ok(HttpResponse::Ok().json(details))
        }
        Source::HmrcDefault => Ok(canned(DEFAULT_FINANCIAL_DETAILS)),
        Source::Scenario(json) => Ok(canned(json)),
    }
}

/// The charges with a reference, whose second letter may be of either case.
fn with_reference<'p, 'a>(
    position: &'p Position<'a>,
    wanted: ChargeReference,
) -> Vec<&'p ChargePosition<'a>> {
    let is_wanted =
        |reference: &ChargeReference| reference.as_str().eq_ignore_ascii_case(wanted.as_str());
    position
        .charges
        .iter()
        .filter(|charge| charge.charge.reference.as_ref().is_some_and(is_wanted))
        .collect()
}

fn details(charges: &[&ChargePosition<'_>], today: Date) -> Result<FinancialDetails, MoneyError> {
    let total = |of: &dyn Fn(&ChargePosition<'_>) -> Money| {
        Money::total(charges.iter().map(|charge| of(charge))).map(Plain)
    };
    let outstanding_if = |charge: &ChargePosition<'_>, holds: bool| {
        if holds {
            charge.outstanding
        } else {
            Money::ZERO
        }
    };
    Ok(FinancialDetails {
        totalisations: DocumentTotals {
            total_overdue: total(&|charge| outstanding_if(charge, charge.charge.due < today))?,
            total_not_yet_due: total(&|charge| outstanding_if(charge, charge.charge.due >= today))?,
            total_balance: total(&|charge| charge.outstanding)?,
            total_credit: Plain(Money::ZERO),
            total_cleared: total(&|charge| charge.paid)?,
            additional_receivable_totalisations: InterestTotals {
                total_account_posted_interest: total(&|charge| interest(charge).0)?,
                total_account_accruing_interest: total(&|charge| interest(charge).1)?,
            },
        },
        document_details: charges.iter().map(|charge| document(charge)).collect(),
    })
}

/// The interest charged on a charge, and what is still accruing.
fn interest(charge: &ChargePosition<'_>) -> (Money, Money) {
    let interest = charge.interest.as_ref();
    interest.map_or((Money::ZERO, Money::ZERO), |interest| {
        (interest.charged, interest.accruing)
    })
}

fn document(charge: &ChargePosition<'_>) -> FinancialDocument {
    let (posted, accruing) = interest(charge);
    FinancialDocument {
        posting_date: charge.raised,
        issue_date: charge.raised,
        document_total_amount: Plain(charge.amount),
        document_cleared_amount: Plain(charge.paid),
        document_interest_totals: DocumentInterest {
            interest_posted_amount: Plain(posted),
            interest_accruing_amount: Plain(accruing),
        },
        document_outstanding_amount: Plain(charge.outstanding),
        line_item_details: vec![line_item(charge)],
    }
}

fn line_item(charge: &ChargePosition<'_>) -> ChargeLine {
    let period = charge.charge.period.as_ref();
    ChargeLine {
        charge_description: charge.charge.kind.name().to_owned(),
        period_from_date: period.map(Period::first_day),
        period_to_date: period.map(Period::last_day),
        net_due_date: charge.charge.due,
        amount: Plain(charge.amount),
        line_item_interest_details: charge.interest.as_ref().map(|interest| LineItemInterest {
            current_interest_rate: Percent(interest.rate_percent),
            interest_posted_amount: Plain(interest.charged),
            interest_accruing_amount: Plain(interest.accruing),
            interest_start_date: interest.from,
        }),
    }
}
