//! What is collected, or asked to be collected, through a tax code, as every version writes it.
//!
//! Source: github hmrc/self-assessment-accounts-api, OAS 4.0.

use sa_ledger::Account;
use sa_model::{
    CodingOut, Dated, Nino, Period, Position, TaxCodeComponent, TaxCodeId, TaxCodePurpose,
    TaxCodeRequest, TaxYear, Timestamp,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::links::Link;
use crate::wire_value::Pence;

/// Where an answer's amounts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TaxCodeSource)]
pub(super) enum Source {
    /// What HMRC collects.
    HmrcHeld,
    /// What the customer asked for.
    User,
}

/// The amounts of a year.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CodingOut)]
pub(super) struct Body {
    tax_code_components: Components,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) links: Option<[Link; 3]>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TaxCodeComponents)]
struct Components {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    paye_underpayment: Vec<Component>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    self_assessment_underpayment: Vec<Component>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    debt: Vec<Component>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    in_year_adjustment: Option<Component>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TaxCodeComponent)]
struct Component {
    amount: Pence,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$", nullable = false)]
    related_tax_year: Option<TaxYear>,
    #[schema(value_type = String, format = DateTime)]
    submitted_on: Timestamp,
    source: Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    id: Option<u64>,
}

/// Whether amounts may be collected.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CodingOutStatus)]
pub(super) struct Status {
    #[schema(value_type = String, format = DateTime)]
    processing_date: Timestamp,
    #[schema(value_type = String, pattern = "^[A-Z]{2}[0-9]{6}[A-D]?$")]
    nino: Nino,
    #[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{2}$")]
    tax_year: TaxYear,
    opt_out_indicator: bool,
}

impl Status {
    /// The customer's choice for a year, as of now.
    pub(super) fn of(account: &Account, nino: Nino, tax_year: TaxYear, now: Timestamp) -> Self {
        let choice = account.coding_out(tax_year, now.date());
        Self {
            processing_date: now,
            nino,
            tax_year,
            opt_out_indicator: choice == CodingOut::OptedOut,
        }
    }
}

impl Body {
    /// What the customer asked for.
    pub(super) fn of_request(request: &Dated<TaxCodeRequest>) -> Self {
        let of = |purpose: TaxCodePurpose| {
            let components = request.record.components.iter();
            components
                .filter(move |component| component.purpose == purpose)
                .map(|component| asked_for(component, request.recorded))
        };
        Self {
            tax_code_components: Components {
                paye_underpayment: of(TaxCodePurpose::PayeUnderpayment).collect(),
                self_assessment_underpayment: of(TaxCodePurpose::SelfAssessmentUnderpayment)
                    .collect(),
                debt: of(TaxCodePurpose::Debt).collect(),
                in_year_adjustment: of(TaxCodePurpose::InYearAdjustment).next(),
            },
            links: None,
        }
    }

    /// What HMRC collects of Self Assessment charges in a year, if it collects anything. The
    /// amounts are numbered in the order of the journal.
    pub(super) fn of_held(position: &Position<'_>, year: TaxYear) -> Option<Self> {
        let charges = position.charges.iter();
        let held = charges.flat_map(|charge| {
            charge
                .coded_out_parts()
                .map(move |(coded, amount)| (charge.charge.period, coded, amount))
        });
        let held: Vec<_> = held
            .zip(1..)
            .filter(|((_, coded, _), _)| coded.record.collected_in == year)
            .map(|((period, coded, amount), number)| Component {
                amount: Pence(amount),
                related_tax_year: period.and_then(Period::tax_year),
                submitted_on: coded.recorded,
                source: Source::HmrcHeld,
                id: TaxCodeId::new(number).ok().map(TaxCodeId::get),
            })
            .collect();
        (!held.is_empty()).then(|| Self {
            tax_code_components: Components {
                paye_underpayment: Vec::new(),
                self_assessment_underpayment: held,
                debt: Vec::new(),
                in_year_adjustment: None,
            },
            links: None,
        })
    }
}

fn asked_for(component: &TaxCodeComponent, submitted_on: Timestamp) -> Component {
    Component {
        amount: Pence(component.amount),
        related_tax_year: None,
        submitted_on,
        source: Source::User,
        id: Some(component.id.get()),
    }
}
