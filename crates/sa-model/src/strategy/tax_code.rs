//! Strategies for what a customer wants collected through a tax code.

use proptest::prelude::*;
use proptest::sample::select;

use super::part::tax_year;
use super::record::from_zero;
use crate::{
    CodingOut, CodingOutChoice, TaxCodeComponent, TaxCodeId, TaxCodePurpose, TaxCodeRequest,
};

/// Any request for amounts to be collected through a tax code.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// // One in four takes the request back.
/// proptest!(|(request in strategy::tax_code_request())| {
///     prop_assert!(request.components.len() <= 3);
/// });
/// ```
pub fn tax_code_request() -> impl Strategy<Value = TaxCodeRequest> {
    let component = (
        select(vec![
            TaxCodePurpose::PayeUnderpayment,
            TaxCodePurpose::SelfAssessmentUnderpayment,
            TaxCodePurpose::Debt,
            TaxCodePurpose::InYearAdjustment,
        ]),
        (1..1_000_000_000_000_000_u64).prop_filter_map("a number", |id| TaxCodeId::new(id).ok()),
        from_zero(),
    );
    let component = component.prop_map(|(purpose, id, amount)| TaxCodeComponent {
        purpose,
        id,
        amount,
    });
    (tax_year(), proptest::collection::vec(component, 0..4)).prop_map(|(tax_year, components)| {
        TaxCodeRequest {
            tax_year,
            components,
        }
    })
}

/// Any choice of coding out.
///
/// ```
/// # use proptest::prelude::*;
/// # use sa_model::*;
/// proptest!(|(chosen in strategy::coding_out_choice())| {
///     let json = serde_json::to_value(&chosen)?;
///     prop_assert_eq!(json["choice"] == "optedOut", chosen.choice == CodingOut::OptedOut);
/// });
/// ```
pub fn coding_out_choice() -> impl Strategy<Value = CodingOutChoice> {
    (
        tax_year(),
        select(vec![CodingOut::OptedIn, CodingOut::OptedOut]),
    )
        .prop_map(|(tax_year, choice)| CodingOutChoice { tax_year, choice })
}
