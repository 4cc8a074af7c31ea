//! Retrieve VAT Liabilities: the charges and credits of the periods that end in a range of days.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (models/response/liabilities, `FinancialDataReadsUtils`):
//! payments on account and hybrid payments are left out, a charge without a period is always shown.

use actix_web::HttpResponse;
use sa_ledger::Account;
use sa_model::date_range::DateRange;
use sa_model::{
    ChargePosition, Credit, CreditPosition, CreditSource, Money, Period, Position, TransactionKind,
};
use time::Date;

use super::error::{VatError, VatFault};
use super::financial_range;
use super::request::VatRequest;
use super::wire::{Liabilities, Liability, TaxPeriod};
use crate::gateway::ReadVat;
use crate::sandbox::Source;
use crate::sandbox::vat::LIABILITIES;
use crate::wire_value::Plain;

/// `GET /organisations/vat/{vrn}/liabilities`.
pub(super) async fn get(request: VatRequest<ReadVat>) -> Result<HttpResponse, VatError> {
    let today = request.today();
    let range = financial_range::parse(&request.query(), today)?;
    match request.source(LIABILITIES)? {
        Source::Ledger => {
            let account = request.solvent_account().await?;
            answer(of_account(&account, &account.position(today)), range)
        }
        Source::Scenario(Ok(canned)) => answer(canned.iter().copied(), range),
        Source::Scenario(Err(fault)) => Err((*fault).into()),
        Source::HmrcDefault => Err(VatFault::NotFound.into()),
    }
}

fn answer<'a>(
    all: impl Iterator<Item = Liability<'a>>,
    range: DateRange,
) -> Result<HttpResponse, VatError> {
    let within = |liability: &Liability<'_>| {
        liability
            .tax_period
            .is_none_or(|period| range.contains(period.to))
    };
    let liabilities: Vec<_> = all.filter(within).collect();
    if liabilities.is_empty() {
        return Err(VatFault::NotFound.into());
    }
    Ok(HttpResponse::Ok().json(Liabilities { liabilities }))
}

/// The charges and the credits of returns, in the order in which they were recorded.
fn of_account<'a>(
    account: &Account,
    position: &Position<'a>,
) -> impl Iterator<Item = Liability<'a>> {
    let charges = position
        .charges
        .iter()
        .filter(|charge| is_shown(&charge.charge.kind))
        .map(|charge| (charge.recorded, of_charge(charge)));
    let credits = position
        .credits
        .iter()
        .filter_map(|credit| match credit.source {
            CreditSource::Credit(source) => {
                let due = match &source.period {
                    Some(Period::Vat(period)) => account.vat_return_due(period, position.on),
                    Some(Period::TaxYear(_)) | None => None,
                };
                Some((credit.recorded, of_credit(source, credit, due)?))
            }
            CreditSource::Payment(_) => None,
        });
    let mut all: Vec<_> = charges.chain(credits).collect();
    all.sort_by_key(|(recorded, _)| *recorded);
    all.into_iter().map(|(_, liability)| liability)
}

fn is_shown(kind: &TransactionKind) -> bool {
    [
        TransactionKind::VatPaymentOnAccount,
        TransactionKind::VatHybridPayments,
    ]
    .iter()
    .all(|left_out| !kind.code().eq_ignore_ascii_case(left_out.code()))
}

/// The amount is that after all amendments, so that less what is outstanding it is what was cleared.
fn of_charge<'a>(position: &ChargePosition<'a>) -> Liability<'a> {
    let charge = position.charge;
    Liability {
        tax_period: charge.period.as_ref().map(tax_period),
        kind: charge.kind.name(),
        original_amount: Plain(position.amount),
        outstanding_amount: Some(Plain(position.outstanding)),
        due: Some(charge.due),
    }
}

/// A credit is a charge below zero: what is left of it is what neither a charge nor a repayment
/// has taken.
fn of_credit<'a>(
    credit: &'a Credit,
    position: &CreditPosition<'a>,
    due: Option<Date>,
) -> Option<Liability<'a>> {
    let negative = |amount: Money| amount.checked_neg().map(Plain);
    Some(Liability {
        tax_period: credit.period.as_ref().map(tax_period),
        kind: credit.kind.name(),
        original_amount: negative(credit.amount)?,
        outstanding_amount: negative(position.unallocated),
        due,
    })
}

fn tax_period(period: &Period) -> TaxPeriod {
    TaxPeriod {
        from: period.first_day(),
        to: period.last_day(),
    }
}
