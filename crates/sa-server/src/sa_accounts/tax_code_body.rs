//! The body that asks for amounts to be collected through a tax code: its form first, all faults of
//! it together; only then each number.
//!
//! Source: github hmrc/self-assessment-accounts-api
//! (`CreateOrAmendCodingOutValidator` at 47708f17).

use rust_decimal::Decimal;
use sa_model::{Money, TaxCodeComponent, TaxCodeId, TaxCodePurpose};
use serde_json::{Map, Number, Value};

use super::error::{Fault, Problems};

/// The largest amount.
const MOST: Money = Money::from_pence_i64(9_999_999_999_999);

/// The one member of the body.
pub(super) const ROOT: &str = "taxCodeComponents";

/// The members of the body, in their order, with their names.
pub(super) const PURPOSES: [(TaxCodePurpose, &str); 4] = [
    (TaxCodePurpose::PayeUnderpayment, "payeUnderpayment"),
    (
        TaxCodePurpose::SelfAssessmentUnderpayment,
        "selfAssessmentUnderpayment",
    ),
    (TaxCodePurpose::Debt, "debt"),
    (TaxCodePurpose::InYearAdjustment, "inYearAdjustment"),
];

/// A component whose numbers are still to be judged.
pub(super) struct Unjudged {
    purpose: TaxCodePurpose,
    path: String,
    amount: Number,
    id: Number,
}

/// The components of a body, by its form; what is wrong with the form goes to the problems.
pub(super) fn read(body: &Value, problems: &mut Problems) -> Vec<Unjudged> {
    let mut components = Vec::new();
    let Some(root) = body.as_object().and_then(|body| body.get(ROOT)) else {
        problems.add(Fault::IncorrectOrEmptyBody);
        return components;
    };
    let members = root.as_object().map(|root| {
        PURPOSES.map(|(purpose, name)| root.get(name).map(|member| (purpose, name, member)))
    });
    let members: Vec<_> = members.into_iter().flatten().flatten().collect();
    if members.is_empty() {
        problems.add_at(Fault::IncorrectOrEmptyBody, format!("/{ROOT}"));
    }
    for (purpose, name, member) in members {
        let path = format!("/{ROOT}/{name}");
        match (purpose, member) {
            (TaxCodePurpose::InYearAdjustment, one) => {
                components.extend(component(purpose, path, one, problems));
            }
            (_, Value::Array(list)) if !list.is_empty() => {
                for (place, one) in list.iter().enumerate() {
                    let path = format!("{path}/{place}");
                    components.extend(component(purpose, path, one, problems));
                }
            }
            _ => problems.add_at(Fault::IncorrectOrEmptyBody, path),
        }
    }
    components
}

fn component(
    purpose: TaxCodePurpose,
    path: String,
    value: &Value,
    problems: &mut Problems,
) -> Option<Unjudged> {
    let Some(members) = value.as_object() else {
        problems.add_at(Fault::IncorrectOrEmptyBody, path);
        return None;
    };
    let mut number = |name: &str| number(members, name, &path, problems);
    let (id, amount) = (number("id"), number("amount"));
    Some(Unjudged {
        purpose,
        amount: amount?,
        id: id?,
        path,
    })
}

fn number(
    members: &Map<String, Value>,
    name: &str,
    path: &str,
    problems: &mut Problems,
) -> Option<Number> {
    let number = members.get(name).and_then(Value::as_number).cloned();
    if number.is_none() {
        problems.add_at(Fault::IncorrectOrEmptyBody, format!("{path}/{name}"));
    }
    number
}

/// The components with their numbers; what is wrong with these goes to the problems.
pub(super) fn judge(components: &[Unjudged], problems: &mut Problems) -> Vec<TaxCodeComponent> {
    let mut judged = Vec::with_capacity(components.len());
    for component in components {
        let (amount, id) = (amount(&component.amount), id(&component.id));
        if amount.is_none() {
            problems.add_at(Fault::FormatValue, format!("{}/amount", component.path));
        }
        if id.is_none() {
            problems.add_at(Fault::FormatId, format!("{}/id", component.path));
        }
        if let Some((amount, id)) = amount.zip(id) {
            judged.push(TaxCodeComponent {
                purpose: component.purpose,
                id,
                amount,
            });
        }
    }
    judged
}

/// An amount of 0 to 99999999999.99 with at most two decimals.
fn amount(number: &Number) -> Option<Money> {
    let text = number.to_string();
    let decimal = text
        .parse()
        .or_else(|_exponent| Decimal::from_scientific(&text))
        .ok()?;
    let amount = Money::try_from(decimal).ok()?;
    (!amount.is_negative() && amount <= MOST).then_some(amount)
}

/// A whole number of 1 to 999999999999999.
fn id(number: &Number) -> Option<TaxCodeId> {
    TaxCodeId::new(number.to_string().parse().ok()?).ok()
}

/// Whether a list has one id twice.
pub(super) fn has_duplicates(components: &[TaxCodeComponent]) -> bool {
    components.iter().enumerate().any(|(place, one)| {
        let before = components.iter().take(place);
        before
            .into_iter()
            .any(|other| other.purpose == one.purpose && other.id == one.id)
    })
}
