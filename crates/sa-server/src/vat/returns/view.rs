//! View VAT Return: a submitted return, as it was submitted.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`ViewReturnController`, `PeriodKeyValidation`). Of a
//! return that is not there the page promises the code `NOT_FOUND` where HMRC's code sends no body:
//! the page wins.

use actix_web::HttpResponse;
use sa_model::PeriodKey;

use crate::gateway::ReadVat;
use crate::sandbox::Source;
use crate::sandbox::vat::VIEW;
use crate::vat::error::{VatError, VatFault};
use crate::vat::request::VatRequest;
use crate::vat::wire::ViewedReturn;

/// `GET /organisations/vat/{vrn}/returns/{periodKey}`.
pub(in crate::vat) async fn get(request: VatRequest<ReadVat>) -> Result<HttpResponse, VatError> {
    let key = PeriodKey::parse(request.path("periodKey"));
    let key = key.map_err(|_no_key| VatFault::PeriodKeyInvalid)?;
    if let Source::Scenario(fault) = request.source(VIEW)? {
        return Err((*fault).into());
    }
    let account = request.account().await?;
    let (submitted, _received) = account.submitted_return(key).ok_or(VatFault::NotFound)?;
    Ok(HttpResponse::Ok().json(ViewedReturn::from(&submitted.vat_return)))
}
