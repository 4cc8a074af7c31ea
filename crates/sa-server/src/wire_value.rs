//! Days and amounts as answers write them.

use rust_decimal::Decimal;
use sa_model::date::serde_date;
use sa_model::{Money, TaxYear};
use serde::{Serialize, Serializer};
use time::Date;
use time::macros::date;
use utoipa::ToSchema;

/// What HMRC writes for a day that is not known yet.
pub(crate) const NO_DAY: Date = date!(9999 - 12 - 31);

/// A day, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ToSchema)]
#[schema(value_type = String, format = Date)]
pub(crate) struct Day(pub(crate) Date);

/// An amount in pounds without needless zeros: `500`, `355.25`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = f64, as = Amount)]
pub(crate) struct Plain(pub(crate) Money);

/// An amount in pounds with two decimals: `500.00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = f64)]
pub(crate) struct Pence(pub(crate) Money);

/// A number that is no amount: a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = f64)]
pub(crate) struct Rate(pub(crate) Decimal);

/// A tax year, written `2024-2025`; by itself a [`TaxYear`] is written `2024-25`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{4}$")]
pub(crate) struct LongYear(pub(crate) TaxYear);

impl Serialize for LongYear {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        sink.serialize_str(self.0.long().as_str())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        serde_date::serialize(&self.0, sink)
    }
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        self.0.without_trailing_zeros().serialize(sink)
    }
}

impl Serialize for Pence {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        self.0.with_pence().serialize(sink)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        rust_decimal::serde::arbitrary_precision::serialize(&self.0, sink)
    }
}
