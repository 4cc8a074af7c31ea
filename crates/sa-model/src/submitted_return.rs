//! A VAT return as it was submitted: the return and what HMRC made of it.

use sa_validate::{ChargeReference, DocumentId, FormBundleNumber};
use serde::{Deserialize, Serialize};

use crate::VatReturn;

/// A return that was submitted. The entry's recorded time is the time of receipt.
///
/// ```
/// use sa_model::{FormBundleNumber, PeriodKey, SubmittedReturn, VatBoxes, VatReturn};
///
/// let submitted = SubmittedReturn {
///     vat_return: VatReturn::new(PeriodKey::parse("18A1")?, VatBoxes::NIL)?,
///     form_bundle_number: FormBundleNumber::parse("256660290587")?,
///     raised: None, // a nil return raises no charge and no credit
///     charge_reference: None,
/// };
/// let json = serde_json::to_string(&submitted)?;
/// assert!(json.starts_with(r#"{"return":{"periodKey":"18A1","boxes":{"vatDueSales":0"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubmittedReturn {
    /// The return.
    #[serde(rename = "return")]
    pub vat_return: VatReturn,
    /// The number of the form bundle that HMRC stores it in: the receipt.
    pub form_bundle_number: FormBundleNumber,
    /// The document number of the charge or credit that it raised; none if it was nil.
    pub raised: Option<DocumentId>,
    /// The reference of the charge, where it raised one.
    pub charge_reference: Option<ChargeReference>,
}
