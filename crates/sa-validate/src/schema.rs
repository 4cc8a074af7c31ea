//! What each text form looks like, as JSON Schema (draft 2020-12): for documents about records that
//! hold these types, and for tools that check such records without this crate.
//!
//! A schema tells the shape alone. What no regular expression can say (that February has 28 days,
//! that a tax year ends in the year after it begins) is said in its description, and is left to the
//! types' own parsers. That each pattern marked exact accepts what the parser accepts, and nothing
//! else, is a law of this crate's tests.
//!
//! ```
//! use sa_validate::Utr;
//!
//! let schema = serde_json::to_value(schemars::schema_for!(Utr))?;
//! assert_eq!(schema["pattern"], "^[0-9]{10}$");
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::{
    ChargeReference, DocumentId, EntryId, FlatRateCategory, FormBundleNumber, Money, MtdItId, Nino,
    PaymentId, PeriodKey, Stagger, TaxYear, Timestamp, Utr, Vrn,
};

/// A calendar date in the text form of [`crate::date`]: stands for a `time::Date` field where a
/// schema is derived.
///
/// ```
/// use sa_validate::schema::IsoDate;
///
/// #[derive(schemars::JsonSchema)]
/// struct Due {
///     #[schemars(with = "IsoDate")]
///     on: time::Date,
/// }
///
/// let schema = serde_json::to_value(schemars::schema_for!(Due))?;
/// assert_eq!(schema["$defs"]["Date"]["format"], "date");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug)]
pub enum IsoDate {}

macro_rules! text_forms {
    ($($type:ident, $name:literal, $pattern:literal, $example:literal, $meaning:literal;)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                Cow::Borrowed($name)
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": "string",
                    "description": $meaning,
                    "pattern": $pattern,
                    "examples": [$example],
                })
            }
        }
    )*};
}

text_forms! {
    // type, name in documents, pattern, example, meaning
    // The patterns of these are exact.
    Utr, "Utr", "^[0-9]{10}$", "1097172564", "Unique Taxpayer Reference";
    Nino, "Nino", "^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D ]?$", "AA123456A", "National Insurance number; its suffix may be missing or a blank";
    Vrn, "Vrn", "^[0-9]{9}$", "123456789", "VAT registration number, without GB";
    MtdItId, "MtdItId", "^X[A-Z]IT[0-9]{11}$", "XGIT00000000054", "Identifier of Making Tax Digital for Income Tax";
    ChargeReference, "ChargeReference", "^[A-Za-z]{2}[0-9]{12}$", "XM002610011594", "Reference of a charge";
    DocumentId, "DocumentId", "^[0-9A-Za-z]{1,12}$", "004000000028", "Document number of a charge, payment, credit or repayment; unique in the account";
    PaymentId, "PaymentId", "^[0-9A-Za-z]{1,12}-[0-9A-Za-z]{1,6}$", "081203010024-000001", "Lot and item of a payment";
    PeriodKey, "PeriodKey", "^[#0-9A-Z]{4}$", "18A1", "Key of a VAT period; opaque";
    FormBundleNumber, "FormBundleNumber", "^[0-9]{12}$", "256660290587", "HMRC's number of a submitted VAT return";
    FlatRateCategory, "FlatRateCategory", "^(00[1-9]|0[1-4][0-9]|05[0-5]|999)$", "001", "Category of the VAT flat rate scheme";
    EntryId, "EntryId", "^[0-9A-Za-z._:-]{1,36}$", "pay-1", "The entry's own id, given by its sender; unique in the account";
    Stagger, "Stagger", "^M[MABC]$", "MA", "VAT return periods: every month (MM), or quarters that end with April (MA), May (MB) or March (MC) and every third month from there";
    // Of these, the shape: not every text that fits is one.
    TaxYear, "TaxYear", "^[0-9]{4}(-[0-9]{2}|-[0-9]{4})?$", "2024-25", "Tax year; ends in the year after the one in which it begins, which alone will do";
    Timestamp, "Timestamp", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$", "2026-02-02T09:00:00.000Z", "Moment by RFC 3339, kept to the millisecond in UTC";
}

impl JsonSchema for IsoDate {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Date")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "description": "Day of the Gregorian calendar",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "examples": ["2026-01-31"],
        })
    }
}

/// A number. That it has at most two decimals is in its description alone: `multipleOf` 0.01 is
/// checked in binary floating point by most tools, and refuses amounts that are right.
impl JsonSchema for Money {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Money")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "number",
            "description": "Pounds, with at most two decimals and without an exponent; keeps the decimals it is written with",
        })
    }
}
