//! The body of Submit VAT Return: eleven fields out of loose JSON, every fault of a level gathered.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`SubmitReturnValidator`; levels and the order in them:
//! presence, decimals, types, the key's form, ranges; then the sums; then the declaration).
//!
//! What is tolerated here and nowhere else: numbers as text, exponents, zeros behind the pounds of
//! boxes 6 to 9, unknown fields, a field given twice (the last counts).

mod number;

use std::fmt;

use sa_model::{Declaration, Money, PeriodKey, VatBox, VatBoxes, VatReturn, VatReturnFault};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::field_fault::{FieldError, FieldFault, ReturnField, amount_fault};
use number::{BoxFault, WrittenNumber};

/// The fields of a submitted return as they were found, before anything is said of them.
#[derive(Debug)]
pub(crate) struct ReturnBody {
    period_key: Field<PeriodKey>,
    boxes: [Field<Money>; 9],
    finalised: Field<Declaration>,
}

/// A field as it was found. The order of the faults is the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field<T> {
    /// It is not there.
    Missing,
    /// An amount with more decimals than its box may have.
    TooManyDecimals,
    /// A value of another JSON type.
    WrongType,
    /// A text that is no period key.
    BadForm,
    /// An amount that its box may not hold.
    OutOfRange,
    /// The value.
    Right(T),
}

/// The steps in which the fields are checked, each over all fields.
const STEPS: [Field<()>; 5] = [
    Field::Missing,
    Field::TooManyDecimals,
    Field::WrongType,
    Field::BadForm,
    Field::OutOfRange,
];

impl ReturnBody {
    /// Reads a body.
    ///
    /// # Errors
    /// Text that is no JSON: empty, cut off, `abc`, `{} x`, `01`.
    pub(crate) fn parse(json: &[u8]) -> Result<Self, serde_json::Error> {
        let first = json.iter().find(|byte| !byte.is_ascii_whitespace());
        if first == Some(&b'{') {
            return serde_json::from_slice(json);
        }
        // Any other JSON is a body without fields.
        let _other: IgnoredAny = serde_json::from_slice(json)?;
        Ok(Self::EMPTY)
    }

    /// The return, if its fields keep every rule.
    ///
    /// # Errors
    /// Every fault of the first level that has one: the fields, each for itself; the sums; the
    /// declaration.
    pub(crate) fn check(&self) -> Result<VatReturn, FieldError> {
        let faults = self.faults();
        if let (Field::Right(key), Some(boxes), Field::Right(declaration)) =
            (self.period_key, self.boxes(), self.finalised)
        {
            return VatReturn::declared(key, boxes, declaration).map_err(|error| FieldError {
                faults: error.faults().iter().map(told).collect(),
            });
        }
        Err(FieldError { faults })
    }

    const EMPTY: Self = Self {
        period_key: Field::Missing,
        boxes: [Field::Missing; 9],
        finalised: Field::Missing,
    };

    /// What is wrong with the fields, step by step and in each step field by field.
    fn faults(&self) -> Vec<(FieldFault, ReturnField)> {
        let mut faults = Vec::new();
        for step in STEPS {
            for field in ReturnField::all() {
                if self.state(field) == step {
                    faults.extend(fault(step, field).map(|fault| (fault, field)));
                }
            }
        }
        faults
    }

    /// How a field was found, its value left out.
    fn state(&self, field: ReturnField) -> Field<()> {
        match field {
            ReturnField::PeriodKey => self.period_key.without_value(),
            ReturnField::Amount(of) => self.amount(of).without_value(),
            ReturnField::Finalised => self.finalised.without_value(),
        }
    }

    fn amount(&self, of: VatBox) -> Field<Money> {
        let place = VatBox::ALL.into_iter().position(|each| each == of);
        let found = place.and_then(|place| self.boxes.get(place));
        found.copied().unwrap_or(Field::Missing)
    }

    /// The boxes, if all nine are right.
    fn boxes(&self) -> Option<VatBoxes> {
        let of = |of| match self.amount(of) {
            Field::Right(amount) => Some(amount),
            Field::Missing
            | Field::TooManyDecimals
            | Field::WrongType
            | Field::BadForm
            | Field::OutOfRange => None,
        };
        Some(VatBoxes {
            vat_due_sales: of(VatBox::VatDueSales)?,
            vat_due_acquisitions: of(VatBox::VatDueAcquisitions)?,
            total_vat_due: of(VatBox::TotalVatDue)?,
            vat_reclaimed_curr_period: of(VatBox::VatReclaimedCurrPeriod)?,
            net_vat_due: of(VatBox::NetVatDue)?,
            total_value_sales_ex_vat: of(VatBox::TotalValueSalesExVat)?,
            total_value_purchases_ex_vat: of(VatBox::TotalValuePurchasesExVat)?,
            total_value_goods_supplied_ex_vat: of(VatBox::TotalValueGoodsSuppliedExVat)?,
            total_acquisitions_ex_vat: of(VatBox::TotalAcquisitionsExVat)?,
        })
    }

    /// Takes the value of a field, in place of any before it.
    fn take(&mut self, field: ReturnField, json: &RawValue) {
        let value = Value::of(json.get());
        match field {
            ReturnField::PeriodKey => self.period_key = period_key(&value),
            ReturnField::Finalised => self.finalised = declaration(&value),
            ReturnField::Amount(of) => {
                let place = VatBox::ALL.into_iter().position(|each| each == of);
                if let Some(found) = place.and_then(|place| self.boxes.get_mut(place)) {
                    *found = amount(of, &value);
                }
            }
        }
    }
}

impl<T> Field<T> {
    const fn without_value(&self) -> Field<()> {
        match self {
            Self::Missing => Field::Missing,
            Self::TooManyDecimals => Field::TooManyDecimals,
            Self::WrongType => Field::WrongType,
            Self::BadForm => Field::BadForm,
            Self::OutOfRange => Field::OutOfRange,
            Self::Right(_) => Field::Right(()),
        }
    }
}

/// What is told of a field in this state.
fn fault(state: Field<()>, field: ReturnField) -> Option<FieldFault> {
    match (state, field) {
        (Field::Missing, _) => Some(FieldFault::Missing),
        (Field::WrongType, field) => Some(field.wrong_type()),
        (Field::BadForm, _) => Some(FieldFault::PeriodKeyForm),
        (Field::TooManyDecimals | Field::OutOfRange, ReturnField::Amount(of)) => {
            Some(amount_fault(of))
        }
        (
            Field::TooManyDecimals | Field::OutOfRange,
            ReturnField::PeriodKey | ReturnField::Finalised,
        )
        | (Field::Right(()), _) => None,
    }
}

/// How the API tells what the return itself finds wrong.
fn told(fault: &VatReturnFault) -> (FieldFault, ReturnField) {
    match fault {
        VatReturnFault::Decimals { at, .. } | VatReturnFault::OutOfBounds { at, .. } => {
            (amount_fault(*at), ReturnField::Amount(*at))
        }
        VatReturnFault::Net { .. } => (FieldFault::Net, ReturnField::Amount(VatBox::NetVatDue)),
        VatReturnFault::Total { .. } => {
            (FieldFault::Total, ReturnField::Amount(VatBox::TotalVatDue))
        }
        VatReturnFault::NotFinalised | _ => (FieldFault::NotFinalised, ReturnField::Finalised),
    }
}

/// A JSON value, as far as a field looks at it.
enum Value<'a> {
    Number(&'a str),
    /// Without its quotes and escapes; empty where it is no text that Rust can hold.
    Text(String),
    Boolean(bool),
    Other,
}

impl<'a> Value<'a> {
    /// Of valid JSON without blanks around it.
    fn of(json: &'a str) -> Self {
        match json.as_bytes().first() {
            Some(b'"') => Self::Text(serde_json::from_str(json).unwrap_or_default()),
            Some(b'-' | b'0'..=b'9') => Self::Number(json),
            Some(b't') => Self::Boolean(true),
            Some(b'f') => Self::Boolean(false),
            _ => Self::Other,
        }
    }
}

fn period_key(value: &Value<'_>) -> Field<PeriodKey> {
    match value {
        Value::Text(text) => PeriodKey::parse(text).map_or(Field::BadForm, Field::Right),
        Value::Number(_) | Value::Boolean(_) | Value::Other => Field::WrongType,
    }
}

fn declaration(value: &Value<'_>) -> Field<Declaration> {
    match value {
        Value::Boolean(true) => Field::Right(Declaration::Finalised),
        Value::Boolean(false) => Field::Right(Declaration::NotFinalised),
        Value::Number(_) | Value::Text(_) | Value::Other => Field::WrongType,
    }
}

fn amount(of: VatBox, value: &Value<'_>) -> Field<Money> {
    let written = match value {
        Value::Number(text) => WrittenNumber::parse(text),
        Value::Text(text) => WrittenNumber::parse(text),
        Value::Boolean(_) | Value::Other => None,
    };
    match written.map(|number| number.take(of)) {
        None => Field::WrongType,
        Some(Ok(amount)) => Field::Right(amount),
        Some(Err(BoxFault::TooManyDecimals)) => Field::TooManyDecimals,
        Some(Err(BoxFault::OutOfRange)) => Field::OutOfRange,
    }
}

impl<'de> Deserialize<'de> for ReturnBody {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = ReturnBody;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a return")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ReturnBody, A::Error> {
                let mut body = ReturnBody::EMPTY;
                while let Some(Name(field)) = map.next_key()? {
                    let value: &RawValue = map.next_value()?;
                    if let Some(field) = field {
                        body.take(field, value);
                    }
                }
                Ok(body)
            }
        }
        source.deserialize_map(Object)
    }
}

/// The name of a field of a return, or of anything else.
struct Name(Option<ReturnField>);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Name;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Name(ReturnField::all().find(|field| field.name() == name)))
            }
        }
        source.deserialize_str(Text)
    }
}
