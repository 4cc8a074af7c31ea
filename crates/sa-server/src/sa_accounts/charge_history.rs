//! The history of a charge: `GET /{nino}/charges/{transactionId}` of every version, and in 4.0
//! `.../charges/transactionId/{transactionId}` and `.../charges/chargeReference/{chargeReference}`.
//!
//! A row is a version of the charge that was reversed: its amount, the day it came into being, when
//! and why it ended; the version that holds is not among them. Source: that is how
//! github hmrc/income-tax-view-change-frontend (`ChargeHistoryService`) reads the rows; the OAS page
//! of github hmrc/self-assessment-accounts-api calls the amount the one after the change.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_model::{ChargePosition, ChargeReference, DocumentId, Position};
use time::Date;

use super::charge_history_wire::{FirstBody, LaterBody};
use super::endpoint::{
    ChargeHistory, ChargeHistoryByReference, ChargeHistoryByTransaction, Endpoint,
};
use super::error::{AccountsError, Fault, Problems};
use super::links::{Link, Links, Rel};
use super::request::AccountsRequest;
use super::version::Version;
use crate::answer::Answer;

/// By transaction, in every version. 2.0 checks a charge reference that it is given, and goes by
/// the transaction.
pub(super) async fn get(
    request: AccountsRequest<ChargeHistory>,
) -> Result<HttpResponse, AccountsError> {
    let mut problems = Problems::default();
    let id = transaction_id(&request, &mut problems);
    if request.version == Version::V2
        && let Some(reference) = request.query.given("chargeReference")
    {
        problems.take(charge_reference(reference));
    }
    problems.check(request.version)?;
    answer(&request, id, |charge| Some(charge.charge.id) == id)
}

/// By transaction, by the longer path of 4.0.
pub(super) async fn get_by_transaction(
    request: AccountsRequest<ChargeHistoryByTransaction>,
) -> Result<HttpResponse, AccountsError> {
    let mut problems = Problems::default();
    let id = transaction_id(&request, &mut problems);
    problems.check(request.version)?;
    answer(&request, id, |charge| Some(charge.charge.id) == id)
}

/// By charge reference, which several charges may share.
pub(super) async fn get_by_reference(
    request: AccountsRequest<ChargeHistoryByReference>,
) -> Result<HttpResponse, AccountsError> {
    let mut problems = Problems::default();
    let reference = problems.take(charge_reference(request.path("chargeReference")));
    problems.check(request.version)?;
    let same = |own: ChargeReference| {
        reference.is_some_and(|asked| own.as_str().eq_ignore_ascii_case(asked.as_str()))
    };
    answer(&request, None, |charge| {
        charge.charge.reference.is_some_and(same)
    })
}

fn transaction_id<E>(request: &AccountsRequest<E>, problems: &mut Problems) -> Option<DocumentId> {
    let id = DocumentId::parse(request.path("transactionId"));
    problems.take(id.map_err(|_no_id| Fault::FormatTransactionId))
}

fn charge_reference(text: &str) -> Result<ChargeReference, Fault> {
    ChargeReference::parse(text).map_err(|_no_reference| Fault::FormatChargeReference)
}

/// The history of the charges that are asked for; none of them is no resource.
fn answer<E: Endpoint>(
    request: &AccountsRequest<E>,
    id: Option<DocumentId>,
    is_asked_for: impl Fn(&ChargePosition<'_>) -> bool,
) -> Result<HttpResponse, AccountsError> {
    let today: Date = request.today;
    request.answer(|account| {
        let position: Position<'_> = account.position(today);
        let charges: Vec<_> = position
            .charges
            .iter()
            .filter(|each| is_asked_for(each))
            .collect();
        if charges.is_empty() {
            return Err(request.fault(Fault::MatchingResourceNotFound));
        }
        let links = || id.map(|id| links(request.links(), id));
        Ok(match request.version {
            Version::V1 => Answer::json(StatusCode::OK, &FirstBody::of(account, &charges, links())),
            Version::V2 => Answer::json(
                StatusCode::OK,
                &LaterBody::second(account, &charges, links()),
            ),
            Version::V4 => Answer::json(StatusCode::OK, &LaterBody::fourth(account, &charges)),
        })
    })
}

fn links(links: Links<'_>, id: DocumentId) -> [Link; 2] {
    [
        links.charge(Rel::Itself, id),
        links.transaction(Rel::RetrieveTransactionDetails, id),
    ]
}
