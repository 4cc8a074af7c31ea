//! Retrieve VAT Obligations: the returns that are to be made, and those that were.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`ObligationParameterFormatValidation`,
//! `ObligationsValidator`). HMRC says nowhere which obligations a range of days shows; here it is
//! those whose period shares a day with it.

use actix_web::HttpResponse;
use sa_ledger::Account;
use sa_model::date_range::{DateRange, VAT_OBLIGATIONS};
use sa_model::{Obligation, ObligationStatus};
use time::Date;

use super::error::{VatError, VatFault};
use super::request::VatRequest;
use super::wire;
use crate::gateway::ReadVat;
use crate::query::Query;
use crate::sandbox::Source;
use crate::sandbox::vat::{DEFAULT_OBLIGATIONS, OBLIGATIONS};

/// Which obligations are asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    /// None with the status `O` alone: all that are open.
    range: Option<DateRange>,
    status: Option<wire::Status>,
}

/// `GET /organisations/vat/{vrn}/obligations`.
pub(super) async fn get(request: VatRequest<ReadVat>) -> Result<HttpResponse, VatError> {
    let today = request.today();
    let asked = Asked::parse(&request.query(), today)?;
    let found: Vec<Obligation> = match request.source(OBLIGATIONS)? {
        Source::Scenario(canned) => canned.as_ref().map_err(|fault| *fault)?.all().collect(),
        Source::HmrcDefault => DEFAULT_OBLIGATIONS.all().collect(),
        Source::Ledger => {
            let render = |account: &Account| {
                let mut all = account.obligations(today);
                all.retain(|obligation| asked.covers(obligation));
                asked.shown(all)
            };
            return request.answer(render).await;
        }
    };
    Ok(HttpResponse::Ok().json(asked.shown(found)?))
}

impl Asked {
    /// Reads the query; a parameter that is given empty is given.
    ///
    /// # Errors
    /// The first fault of the parameters, then of the range.
    fn parse(query: &Query, today: Date) -> Result<Self, VatFault> {
        let status = query.first("status");
        let (from, to) = match (query.first("from"), query.first("to"), status) {
            (None, None, Some("O")) => {
                return Ok(Self {
                    range: None,
                    status: Some(wire::Status::Open),
                });
            }
            (None, None, Some("F")) => return Err(VatFault::MissingDateRange),
            (None, None, Some(_)) => return Err(VatFault::InvalidStatus),
            (Some(_), None, _) => return Err(VatFault::InvalidDateTo),
            (None, _, _) => return Err(VatFault::InvalidDateFrom),
            (Some(from), Some(to), _) => (from, to),
        };
        let rule = &VAT_OBLIGATIONS;
        let from = rule
            .read(from)
            .map_err(|_no_date| VatFault::InvalidDateFrom)?;
        let to = rule.read(to).map_err(|_no_date| VatFault::InvalidDateTo)?;
        let status = match status {
            None => None,
            Some("O") => Some(wire::Status::Open),
            Some("F") => Some(wire::Status::Fulfilled),
            Some(_) => return Err(VatFault::InvalidStatus),
        };
        let range = rule.check(from, to, today);
        let range = range.map_err(|_faults| VatFault::InvalidDateRange)?;
        Ok(Self {
            range: Some(range),
            status,
        })
    }

    /// Those that have the status that is asked for, if there are any.
    fn shown(&self, mut found: Vec<Obligation>) -> Result<wire::Obligations, VatError> {
        found.retain(|obligation| self.has_status(obligation));
        if found.is_empty() {
            return Err(VatFault::NotFound.into());
        }
        let obligations = found.into_iter().map(Into::into).collect();
        Ok(wire::Obligations { obligations })
    }

    fn covers(&self, obligation: &Obligation) -> bool {
        let period = &obligation.period;
        self.range
            .is_none_or(|range| period.start <= range.to() && period.end >= range.from())
    }

    fn has_status(&self, obligation: &Obligation) -> bool {
        match (self.status, obligation.status) {
            (None, _)
            | (Some(wire::Status::Open), ObligationStatus::Open)
            | (Some(wire::Status::Fulfilled), ObligationStatus::Fulfilled { .. }) => true,
            (Some(wire::Status::Open), ObligationStatus::Fulfilled { .. })
            | (Some(wire::Status::Fulfilled), ObligationStatus::Open) => false,
        }
    }
}
