//! The journal's entry as JSON Schema (draft 2020-12), from the types themselves; and the schemas of
//! the text forms that are this crate's own.
//!
//! Where a record can be wrong in ways that a schema cannot say (a return whose box 5 is not the
//! difference of boxes 3 and 4), the type's own parser has the last word.
//!
//! ```
//! let schema = sa_model::schema::entry().to_value();
//! // Closed, as reading is; and an account is text of one of two forms.
//! assert_eq!(schema["additionalProperties"], false);
//! assert_eq!(schema["$defs"]["AccountKey"]["type"], "string");
//! ```

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::{AccountKey, BoundedText, Entry, Quarter, TaxCodeId, TransactionKind};

/// The schema of one line of a journal: of an [`Entry`] as import reads and export writes it.
///
/// ```
/// let schema = sa_model::schema::entry().to_value();
/// assert_eq!(schema["title"], "Entry");
/// assert_eq!(schema["$defs"]["Utr"]["pattern"], "^[0-9]{10}$");
/// ```
pub fn entry() -> Schema {
    SchemaSettings::draft2020_12()
        .with_transform(RecursiveTransform(keep_first_paragraph))
        .into_generator()
        .into_root_schema_for::<Entry>()
}

/// Leaves of a description, which is a docstring, what it says first: what follows is about Rust.
fn keep_first_paragraph(schema: &mut Schema) {
    let Some(serde_json::Value::String(text)) = schema.get_mut("description") else {
        return;
    };
    let (first, _) = text.split_once("\n\n").unwrap_or((text, ""));
    *text = without_links(&first.replace('\n', " "));
}

/// Leaves of ``[`text`](target)`` and ``[`text`]`` the text: the targets are Rust items.
fn without_links(text: &str) -> String {
    let mut parts = text.split("[`");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (item, mut rest) = part.split_once("`]").unwrap_or((part, ""));
        let target = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        if let Some((_, after)) = target {
            rest = after;
        }
        plain.push('`');
        plain.push_str(item);
        plain.push('`');
        plain.push_str(rest);
    }
    plain
}

impl JsonSchema for AccountKey {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("AccountKey")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Key of an account: the regime, a colon, and a UTR or a VRN",
            "pattern": "^(itsa:[0-9]{10}|vat:[0-9]{9})$",
            "examples": ["itsa:1097172564", "vat:123456789"],
        })
    }
}

impl<const MAX: usize> JsonSchema for BoundedText<MAX> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Cow::Owned(format!("TextOf{MAX}"))
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "minLength": 1,
            "maxLength": MAX,
            "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$",
        })
    }
}

impl JsonSchema for TransactionKind {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("TransactionKind")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let codes: Vec<&str> = Self::ALL.iter().map(Self::code).collect();
        json_schema!({
            "type": "string",
            "description": "Kind of a charge or credit: one of HMRC's codes or charge types, of which the examples are those that the ledger knows, or any other text, kept as it is",
            "pattern": "^[ -~]{1,30}$",
            "examples": codes,
        })
    }
}

impl JsonSchema for TaxCodeId {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("TaxCodeId")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "integer",
            "description": "Number of an amount in a tax code",
            "minimum": 1,
            "maximum": 999_999_999_999_999_u64,
        })
    }
}

impl JsonSchema for Quarter {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Quarter")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "integer",
            "description": "Quarter of a tax year",
            "minimum": 1,
            "maximum": 4,
        })
    }
}
