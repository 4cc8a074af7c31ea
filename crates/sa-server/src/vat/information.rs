//! Retrieve VAT Customer Information: since when a trader is registered, and the flat rate scheme.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`CustomerInfoController`).

use actix_web::HttpResponse;
use sa_model::AccountHolder;

use super::error::{VatError, VatFault};
use super::request::VatRequest;
use super::wire::{CustomerDetails, FlatRate, Information};
use crate::gateway::ReadVat;
use crate::sandbox::vat::{DEFAULT_INFORMATION, INFORMATION};
use crate::sandbox::{Source, canned};

/// `GET /organisations/vat/{vrn}/information`.
pub(super) async fn get(request: VatRequest<ReadVat>) -> Result<HttpResponse, VatError> {
    match request.source(INFORMATION)? {
        Source::Ledger => {
            let account = request
                .account()
                .await?
                .ok_or(VatFault::InformationNotFound)?;
            Ok(HttpResponse::Ok().json(of_holder(account.holder())))
        }
        Source::HmrcDefault => Ok(canned(DEFAULT_INFORMATION)),
        Source::Scenario(Ok(json)) => Ok(canned(json)),
        Source::Scenario(Err(fault)) => Err((*fault).into()),
    }
}

fn of_holder(holder: &AccountHolder) -> Information {
    let trader = match holder {
        AccountHolder::Vat(trader) => Some(trader),
        AccountHolder::Itsa(_) => None,
    };
    Information {
        customer_details: trader
            .and_then(|trader| trader.registered)
            .map(|registered| CustomerDetails {
                effective_registration_date: registered,
            }),
        flat_rate_scheme: trader
            .and_then(|trader| trader.flat_rate_scheme)
            .map(|scheme| FlatRate {
                frs_category: scheme.category,
                start_date: scheme.start,
            }),
    }
}
