//! The bodies of the VAT API's answers, in HMRC's order of fields.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (models/response); the published page. Numbers are
//! written without zeros at their end, absent fields are left out.

pub(super) mod financial_details;
pub(super) mod penalties;

use rust_decimal::Decimal;
use sa_model::date::serde_date;
use sa_model::{
    ChargeReference, FlatRateCategory, FormBundleNumber, ObligationStatus, PeriodKey, Timestamp,
    VatReturn,
};
use serde::{Serialize, Serializer};
use time::Date;
use utoipa::ToSchema;

use crate::wire_value::Plain;

/// A share or a yearly rate in percent: `7.75`, `3`.
#[derive(Debug, Clone, Copy, ToSchema)]
#[schema(value_type = f64)]
pub(crate) struct Percent(pub(crate) Decimal);

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        rust_decimal::serde::arbitrary_precision::serialize(&self.0.normalize(), sink)
    }
}

/// The answer of Retrieve VAT Obligations.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Obligations {
    pub(super) obligations: Vec<Obligation>,
}

/// A return to be made, or made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Obligation {
    #[schema(value_type = String, pattern = "^[#0-9A-Z]{4}$")]
    period_key: PeriodKey,
    #[serde(with = "serde_date")]
    start: Date,
    #[serde(with = "serde_date")]
    end: Date,
    #[serde(with = "serde_date")]
    due: Date,
    status: Status,
    #[serde(with = "serde_date::option", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    received: Option<Date>,
}

/// Whether an obligation is open or fulfilled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(super) enum Status {
    /// The return is still to come.
    #[serde(rename = "O")]
    Open,
    /// The return is in.
    #[serde(rename = "F")]
    Fulfilled,
}

impl From<sa_model::Obligation> for Obligation {
    fn from(obligation: sa_model::Obligation) -> Self {
        let (status, received) = match obligation.status {
            ObligationStatus::Open => (Status::Open, None),
            ObligationStatus::Fulfilled { received } => (Status::Fulfilled, Some(received)),
        };
        let period = obligation.period;
        Self {
            period_key: period.key,
            start: period.start,
            end: period.end,
            due: period.due,
            status,
            received,
        }
    }
}

/// The answer of Submit VAT Return.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Receipt {
    #[schema(value_type = String, format = DateTime)]
    pub(super) processing_date: Timestamp,
    #[schema(value_type = String, pattern = "^[0-9]{12}$")]
    pub(super) form_bundle_number: FormBundleNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) payment_indicator: Option<PaymentIndicator>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, nullable = false, min_length = 1, max_length = 16)]
    pub(super) charge_ref_number: Option<ChargeReference>,
}

/// How the net amount of a return is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(super) enum PaymentIndicator {
    /// A debit, and a Direct Debit is held.
    #[serde(rename = "DD")]
    DirectDebit,
    /// A credit, and bank details are held.
    #[serde(rename = "BANK")]
    Bank,
}

/// The answer of View VAT Return.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ViewedReturn {
    #[schema(value_type = String, pattern = "^[#0-9A-Z]{4}$")]
    period_key: PeriodKey,
    vat_due_sales: Plain,
    vat_due_acquisitions: Plain,
    total_vat_due: Plain,
    vat_reclaimed_curr_period: Plain,
    net_vat_due: Plain,
    #[serde(rename = "totalValueSalesExVAT")]
    total_value_sales_ex_vat: Plain,
    #[serde(rename = "totalValuePurchasesExVAT")]
    total_value_purchases_ex_vat: Plain,
    #[serde(rename = "totalValueGoodsSuppliedExVAT")]
    total_value_goods_supplied_ex_vat: Plain,
    #[serde(rename = "totalAcquisitionsExVAT")]
    total_acquisitions_ex_vat: Plain,
}

impl From<&VatReturn> for ViewedReturn {
    fn from(vat_return: &VatReturn) -> Self {
        let boxes = vat_return.boxes();
        Self {
            period_key: vat_return.period_key(),
            vat_due_sales: Plain(boxes.vat_due_sales),
            vat_due_acquisitions: Plain(boxes.vat_due_acquisitions),
            total_vat_due: Plain(boxes.total_vat_due),
            vat_reclaimed_curr_period: Plain(boxes.vat_reclaimed_curr_period),
            net_vat_due: Plain(boxes.net_vat_due),
            total_value_sales_ex_vat: Plain(boxes.total_value_sales_ex_vat),
            total_value_purchases_ex_vat: Plain(boxes.total_value_purchases_ex_vat),
            total_value_goods_supplied_ex_vat: Plain(boxes.total_value_goods_supplied_ex_vat),
            total_acquisitions_ex_vat: Plain(boxes.total_acquisitions_ex_vat),
        }
    }
}

/// The answer of Retrieve VAT Liabilities.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Liabilities<'a> {
    pub(super) liabilities: Vec<Liability<'a>>,
}

/// A charge, or a credit as a charge below zero.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Liability<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) tax_period: Option<TaxPeriod>,
    #[serde(rename = "type")]
    pub(crate) kind: &'a str,
    pub(crate) original_amount: Plain,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) outstanding_amount: Option<Plain>,
    #[serde(with = "serde_date::option", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) due: Option<Date>,
}

/// The days that a charge is for, both included.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct TaxPeriod {
    #[serde(with = "serde_date")]
    pub(crate) from: Date,
    #[serde(with = "serde_date")]
    pub(crate) to: Date,
}

/// The answer of Retrieve VAT Payments.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Payments {
    pub(super) payments: Vec<Payment>,
}

/// A payment that was set against a charge.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Payment {
    pub(crate) amount: Plain,
    #[serde(with = "serde_date::option", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) received: Option<Date>,
}

/// The answer of Retrieve VAT Customer Information: empty where nothing is known.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Information {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) customer_details: Option<CustomerDetails>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) flat_rate_scheme: Option<FlatRate>,
}

/// Since when a trader is registered.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CustomerDetails {
    #[serde(with = "serde_date")]
    pub(super) effective_registration_date: Date,
}

/// A trader's part in the flat rate scheme.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FlatRate {
    #[schema(value_type = String, pattern = "^(00[1-9]|0[1-4][0-9]|05[0-5]|999)$")]
    pub(super) frs_category: FlatRateCategory,
    #[serde(with = "serde_date::option", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) start_date: Option<Date>,
}
