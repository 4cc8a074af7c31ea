//! View VAT Return: a submitted return, as it was submitted.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`ViewReturnController`, `PeriodKeyValidation`). Of a
//! return that is not there the page promises the code `NOT_FOUND` where HMRC's code sends no body:
//! the page wins.

use actix_web::HttpResponse;
use sa_ledger::{Account, ReturnNotShown};
use sa_model::{PeriodKey, SubmittedReturn};

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
    match request.source(VIEW)? {
        Source::Scenario(fault) => Err((*fault).into()),
        Source::HmrcDefault => {
            let account = request.solvent_account().await?;
            let submitted = as_in_hmrcs_sandbox(&account, key)?;
            Ok(HttpResponse::Ok().json(ViewedReturn::from(&submitted.vat_return)))
        }
        Source::Ledger => {
            let today = request.today();
            let render = |account: &Account| {
                let submitted = account.return_on_file(key, today)?;
                Ok(ViewedReturn::from(&submitted.vat_return))
            };
            request.answer(render).await
        }
    }
}

/// Whatever was submitted, however old its period: keys have no meaning in HMRC's sandbox.
fn as_in_hmrcs_sandbox(account: &Account, key: PeriodKey) -> Result<&SubmittedReturn, VatFault> {
    let submitted = account.submitted_return(key);
    submitted
        .map(|(submitted, _received)| submitted)
        .ok_or(VatFault::NotFound)
}

impl From<ReturnNotShown> for VatError {
    fn from(cause: ReturnNotShown) -> Self {
        let fault = match cause {
            ReturnNotShown::TooOld { .. } => VatFault::DateRangeTooLarge,
            ReturnNotShown::NotSubmitted { .. } | _ => VatFault::NotFound,
        };
        Self::Fault {
            fault,
            cause: Some(Box::new(cause)),
        }
    }
}
