//! The parameters of the queries, from the rules that they are held against.

use sa_model::date::text;
use sa_model::date_range::{Order, RangeRule, Span, VAT_FINANCIAL, VAT_OBLIGATIONS};
use time::Date;
use utoipa::ToSchema;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Ref, SchemaFormat, Type};

use crate::vat::wire::Status;

/// What an endpoint asks for in its query.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asks {
    /// Nothing.
    Nothing,
    /// Two days and a status.
    Obligations,
    /// Two days.
    Financial,
}

/// The parameters, in the order in which they are checked.
pub(super) fn parameters(asks: Asks) -> Vec<Parameter> {
    match asks {
        Asks::Nothing => Vec::new(),
        Asks::Financial => days(&VAT_FINANCIAL, &Required::True, "").into(),
        Asks::Obligations => {
            let unless = " Mandatory unless the status is `O`: then both days may be left out.";
            let mut all = Vec::from(days(&VAT_OBLIGATIONS, &Required::False, unless));
            all.push(status());
            all
        }
    }
}

fn days(rule: &RangeRule, required: &Required, when: &str) -> [Parameter; 2] {
    [("from", first(rule)), ("to", last(rule))].map(|(name, meaning)| {
        let day = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)));
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Query)
            .required(required.clone())
            .description(Some(format!("{meaning}.{when}")))
            .schema(Some(day))
            .build()
    })
}

fn first(rule: &RangeRule) -> String {
    match rule.from.earliest {
        Date::MIN => "The first day".to_owned(),
        earliest => format!("The first day, {} or later", text(earliest)),
    }
}

fn last(rule: &RangeRule) -> String {
    let order = match rule.order {
        Order::Increasing => "after `from`",
        Order::SameDayAllowed => "`from` or later",
    };
    let span = match rule.span {
        Span::Unlimited => String::new(),
        Span::Days(days) => format!(", by at most {days} days"),
        Span::OneYear => ", by at most a year".to_owned(),
        Span::OneYearLessADay => ", by less than a year".to_owned(),
    };
    let until = if rule.until_today {
        ", today or earlier"
    } else {
        ""
    };
    format!("The last day, {order}{span}{until}")
}

fn status() -> Parameter {
    ParameterBuilder::new()
        .name("status")
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some("Which obligations: without it, all."))
        .schema(Some(Ref::from_schema_name(Status::name())))
        .build()
}
