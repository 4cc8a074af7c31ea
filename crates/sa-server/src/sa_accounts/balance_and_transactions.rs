//! `GET /{nino}/balance-and-transactions` of 2.0 and 4.0.
//!
//! Source: github hmrc/self-assessment-accounts-api
//! (`Def1_RetrieveBalanceAndTransactionsValidator` at 47708f17 and its forerunner at aca807ee).
#![expect(clippy::struct_field_names, reason = "the names are the wire's")]

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use sa_ledger::Account;
use sa_model::Position;
use sa_model::date_range::{DateRange, SA_ACCOUNTS_V2_LATE, SA_ACCOUNTS_V4_BALANCE};
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;

use super::balance_wire::{AccruingInterest, BalanceDetails, CodingDetail, coding_details};
use super::document_wire::DocumentDetail;
use super::documents::{Document, Selection};
use super::endpoint::BalanceAndTransactions;
use super::error::{AccountsError, Fault, Problems};
use super::financial_wire::{FinancialDetail, Shown};
use super::request::AccountsRequest;
use super::switch;
use super::version::Version;
use crate::answer::Answer;
use crate::query::Query;

/// The account's balance, and the documents that the query selects.
pub(super) async fn get(
    request: AccountsRequest<BalanceAndTransactions>,
) -> Result<HttpResponse, AccountsError> {
    let today = request.today;
    let asked = Asked::of(&request.query, request.version, today)?;
    request.answer(|account| answer(account, today, &asked))
}

/// A query that may be answered.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the query has these switches"
)]
struct Asked<'q> {
    version: Version,
    number: Option<&'q str>,
    range: Option<DateRange>,
    only_open_items: bool,
    include_locks: bool,
    accruing: AccruingInterest,
    remove_poa: bool,
    customer_payment_information: bool,
}

impl<'q> Asked<'q> {
    /// Reads the query: first each parameter by itself, all faults together; then how they go
    /// together.
    fn of(query: &'q Query, version: Version, today: Date) -> Result<Self, AccountsError> {
        let mut problems = Problems::default();
        let number = problems.take(number(query, version)).flatten();
        let rule = match version {
            Version::V4 => &SA_ACCOUNTS_V4_BALANCE,
            Version::V1 | Version::V2 => &SA_ACCOUNTS_V2_LATE,
        };
        let range = super::dates::later(query, rule, today, &mut problems);
        let mut on = |name, fault| {
            problems
                .take(switch::read(query, name, fault))
                .unwrap_or(false)
        };
        let only_open_items = on("onlyOpenItems", Fault::FormatOnlyOpenItems);
        let include_locks = on("includeLocks", Fault::FormatIncludeLocks);
        let accrued = on("calculateAccruedInterest", Fault::FormatAccruedInterest);
        let remove_poa = on("removePOA", Fault::FormatRemovePoa);
        let payments = on(
            "customerPaymentInformation",
            Fault::FormatPaymentInformation,
        );
        // The ledger holds no estimates: there is nothing to include.
        let _estimates = on("includeEstimatedCharges", Fault::FormatEstimatedCharges);
        problems.check(version)?;
        if only_open_items == (number.is_some() || range.is_some()) {
            return Err(AccountsError::of(version, Fault::InconsistentBalanceQuery));
        }
        Ok(Self {
            version,
            number,
            range,
            only_open_items,
            include_locks,
            accruing: if accrued {
                AccruingInterest::Counted
            } else {
                AccruingInterest::LeftOut
            },
            remove_poa,
            customer_payment_information: payments && !remove_poa,
        })
    }

    const fn selection(&self) -> Selection<'q> {
        Selection {
            range: self.range,
            number: self.number,
            only_open: self.only_open_items,
            without_payments: self.remove_poa,
        }
    }
}

/// The number of a document: exactly 12 letters or digits in 4.0; in 2.0 any text of up to 11
/// characters, as its code (not its page, which says 12) has it.
fn number(query: &Query, version: Version) -> Result<Option<&str>, Fault> {
    let Some(number) = query.given("docNumber") else {
        return Ok(None);
    };
    let well_formed = match version {
        Version::V4 => number.len() == 12 && number.bytes().all(|b| b.is_ascii_alphanumeric()),
        Version::V1 | Version::V2 => number.chars().count() <= 11,
    };
    if well_formed {
        Ok(Some(number))
    } else {
        Err(Fault::FormatDocNumber)
    }
}

/// The answer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BalanceAndTransactions)]
pub(super) struct Body<'p> {
    balance_details: BalanceDetails,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    coding_details: Vec<CodingDetail>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    document_details: Vec<DocumentDetail>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    financial_details: Vec<FinancialDetail<'p>>,
}

/// The account's answer. A document that is asked for by its number must be there.
fn answer(account: &Account, today: Date, asked: &Asked<'_>) -> Result<Answer, AccountsError> {
    let position = account.position(today);
    let documents: Vec<_> = asked.selection().of(&position).collect();
    if asked.number.is_some() && documents.is_empty() {
        return Err(AccountsError::of(
            asked.version,
            Fault::MatchingResourceNotFound,
        ));
    }
    let shown = Shown {
        version: asked.version,
        accruing: asked.accruing,
        locks: asked.include_locks,
        payment_information: asked.customer_payment_information,
        breathing_space: account.is_in_breathing_space(today),
    };
    Ok(Answer::json(
        StatusCode::OK,
        &Body::of(&documents, &position, shown),
    ))
}

impl<'p> Body<'p> {
    fn of(documents: &[Document<'p, '_>], position: &'p Position<'_>, shown: Shown) -> Self {
        Self {
            balance_details: BalanceDetails::of(position, shown.accruing),
            coding_details: documents
                .iter()
                .filter_map(Document::charge)
                .flat_map(coding_details)
                .collect(),
            document_details: documents
                .iter()
                .map(|document| DocumentDetail::of(document, position, shown))
                .collect(),
            financial_details: documents
                .iter()
                .map(|document| FinancialDetail::of(*document, position, shown))
                .collect(),
        }
    }
}
