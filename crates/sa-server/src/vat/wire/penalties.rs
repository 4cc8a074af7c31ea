//! The body of Retrieve VAT Penalties.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (models/response/penalties/PenaltiesResponse.scala).

use sa_model::date::serde_date;
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;

use super::Percent;
use crate::wire_value::Plain;

/// The answer: empty where there are no penalties.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct Penalties {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) totalisations: Option<Totalisations>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) late_submission_penalty: Option<LateSubmissionPenalty>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) late_payment_penalty: Option<LatePaymentPenalties>,
}

/// Sums over all penalties shown, in pounds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct Totalisations {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) late_submission_penalty_total_value: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) penalised_principal_total: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) late_payment_penalty_posted_total: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) late_payment_penalty_estimate_total: Option<Plain>,
}

/// Points and penalties for late returns.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::vat) struct LateSubmissionPenalty {
    pub(in crate::vat) summary: PointsSummary,
    pub(in crate::vat) details: Vec<Point>,
}

/// How the points stand.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct PointsSummary {
    pub(in crate::vat) active_penalty_points: usize,
    pub(in crate::vat) inactive_penalty_points: usize,
    #[serde(with = "serde_date")]
    pub(in crate::vat) period_of_compliance_achievement: Date,
    pub(in crate::vat) regime_threshold: u8,
    pub(in crate::vat) penalty_charge_amount: Plain,
}

/// A point, or the penalty for a late return at the threshold.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct Point {
    pub(in crate::vat) penalty_number: String,
    pub(in crate::vat) penalty_order: String,
    pub(in crate::vat) penalty_category: PointCategory,
    pub(in crate::vat) penalty_status: PointStatus,
    #[serde(with = "serde_date")]
    pub(in crate::vat) penalty_creation_date: Date,
    #[serde(with = "serde_date")]
    pub(in crate::vat) penalty_expiry_date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) expiry_reason: Option<ExpiryReason>,
    pub(in crate::vat) late_submissions: Vec<LateReturn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) charge_reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) charge_amount: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) charge_outstanding_amount: Option<Plain>,
    #[serde(with = "serde_date::option", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) charge_due_date: Option<Date>,
}

/// What a late return brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(in crate::vat) enum PointCategory {
    /// A point.
    Point,
    /// The point that reached the threshold, with its penalty.
    Threshold,
    /// A penalty at the threshold.
    Charge,
}

/// Whether a point counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(in crate::vat) enum PointStatus {
    /// It does.
    Active,
    /// It no longer does.
    Inactive,
}

/// Why a point no longer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::vat) enum ExpiryReason {
    /// Its time was over.
    NaturalExpiry,
    /// A period of compliance is over, and every return is in.
    ExpiryConditionsMet,
}

/// The return that was late.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct LateReturn {
    #[serde(rename = "lateSubmissionID")]
    pub(in crate::vat) late_submission_id: String,
    pub(in crate::vat) tax_return_status: ReturnStatus,
    #[serde(with = "serde_date")]
    pub(in crate::vat) tax_period_start_date: Date,
    #[serde(with = "serde_date")]
    pub(in crate::vat) tax_period_end_date: Date,
    #[serde(with = "serde_date")]
    pub(in crate::vat) tax_period_due_date: Date,
    #[serde(with = "serde_date::option", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) return_receipt_date: Option<Date>,
}

/// Whether a late return is in by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(in crate::vat) enum ReturnStatus {
    /// It is still to come.
    Open,
    /// It is in.
    Fulfilled,
}

/// Penalties for late payments.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::vat) struct LatePaymentPenalties {
    pub(in crate::vat) details: Vec<LatePayment>,
}

/// A penalty for a late payment: the first or the second of one charge.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::vat) struct LatePayment {
    pub(in crate::vat) principal_charge_reference: String,
    pub(in crate::vat) penalty_category: LatePaymentCategory,
    pub(in crate::vat) penalty_status: LatePaymentStatus,
    pub(in crate::vat) penalty_amount_accruing: Plain,
    pub(in crate::vat) penalty_amount_posted: Plain,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) penalty_amount_paid: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) penalty_amount_outstanding: Option<Plain>,
    #[serde(rename = "latePaymentPenalty1LowerRateCalculationAmount")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) lower_rate_amount: Option<Plain>,
    #[serde(rename = "latePaymentPenalty1LowerRatePercentage")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) lower_rate_percentage: Option<Percent>,
    #[serde(rename = "latePaymentPenalty1HigherRateCalculationAmount")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) higher_rate_amount: Option<Plain>,
    #[serde(rename = "latePaymentPenalty1HigherRatePercentage")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) higher_rate_percentage: Option<Percent>,
    #[serde(rename = "latePaymentPenalty2Days")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) second_penalty_days: Option<String>,
    #[serde(rename = "latePaymentPenalty2Percentage")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) second_penalty_percentage: Option<Percent>,
    #[serde(with = "serde_date")]
    pub(in crate::vat) penalty_charge_creation_date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) penalty_charge_reference: Option<String>,
    #[serde(with = "serde_date::option", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) penalty_charge_due_date: Option<Date>,
    pub(in crate::vat) principal_charge_doc_number: String,
    #[serde(with = "serde_date")]
    pub(in crate::vat) principal_charge_billing_from: Date,
    #[serde(with = "serde_date")]
    pub(in crate::vat) principal_charge_billing_to: Date,
    #[serde(with = "serde_date")]
    pub(in crate::vat) principal_charge_due_date: Date,
    #[serde(with = "serde_date::option", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(in crate::vat) principal_charge_latest_clearing: Option<Date>,
}

/// The first or the second penalty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(in crate::vat) enum LatePaymentCategory {
    /// The first, by what is unpaid at the end of day 15 and of day 30.
    #[serde(rename = "LPP1")]
    First,
    /// The second, by the day from day 31.
    #[serde(rename = "LPP2")]
    Second,
}

/// Whether a penalty can still grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(in crate::vat) enum LatePaymentStatus {
    /// It grows until what is due is paid.
    Accruing,
    /// It is final.
    Posted,
}
