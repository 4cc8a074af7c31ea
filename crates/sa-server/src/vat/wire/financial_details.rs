//! The body of Retrieve VAT Financial Details.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (models/response/financialDetails).

use sa_model::date::serde_date;
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;

use super::Percent;
use crate::wire_value::Plain;

/// The answer: sums, and the documents with the reference.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct FinancialDetails {
    pub(in crate::vat) totalisations: DocumentTotals,
    pub(in crate::vat) document_details: Vec<FinancialDocument>,
}

/// Sums over the documents shown, in pounds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct DocumentTotals {
    pub(in crate::vat) total_overdue: Plain,
    pub(in crate::vat) total_not_yet_due: Plain,
    pub(in crate::vat) total_balance: Plain,
    pub(in crate::vat) total_credit: Plain,
    pub(in crate::vat) total_cleared: Plain,
    pub(in crate::vat) additional_receivable_totalisations: InterestTotals,
}

/// The interest of the documents shown, in pounds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct InterestTotals {
    pub(in crate::vat) total_account_posted_interest: Plain,
    pub(in crate::vat) total_account_accruing_interest: Plain,
}

/// A charge as a document.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct FinancialDocument {
    #[serde(with = "serde_date")]
    pub(in crate::vat) posting_date: Date,
    #[serde(with = "serde_date")]
    pub(in crate::vat) issue_date: Date,
    pub(in crate::vat) document_total_amount: Plain,
    pub(in crate::vat) document_cleared_amount: Plain,
    pub(in crate::vat) document_interest_totals: DocumentInterest,
    pub(in crate::vat) document_outstanding_amount: Plain,
    pub(in crate::vat) line_item_details: Vec<ChargeLine>,
}

/// The interest on a document, in pounds.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct DocumentInterest {
    pub(in crate::vat) interest_posted_amount: Plain,
    pub(in crate::vat) interest_accruing_amount: Plain,
}

/// A line of a document; ours have one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct ChargeLine {
    pub(in crate::vat) charge_description: String,
    #[serde(with = "serde_date::option", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) period_from_date: Option<Date>,
    #[serde(with = "serde_date::option", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) period_to_date: Option<Date>,
    #[serde(with = "serde_date")]
    pub(in crate::vat) net_due_date: Date,
    pub(in crate::vat) amount: Plain,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) line_item_interest_details: Option<LineItemInterest>,
}

/// The interest on a line.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct LineItemInterest {
    pub(in crate::vat) current_interest_rate: Percent,
    pub(in crate::vat) interest_posted_amount: Plain,
    pub(in crate::vat) interest_accruing_amount: Plain,
    #[serde(with = "serde_date")]
    pub(in crate::vat) interest_start_date: Date,
}
