//! What may be wrong with the fields of a submitted return: one table, in the order of the steps
//! in which the fields are checked.
//!
//! Source: github hmrc/vat-api at 8ddd80d3 (`SubmitReturnValidator` and its validations).

use std::fmt;

use actix_web::http::StatusCode;
use sa_model::{Money, VatBox};

use super::error::{Item, Wrapper};
use crate::answer::Answer;

macro_rules! field_faults {
    ($($fault:ident, $code:literal, $message:literal;)*) => {
        /// What is wrong with a field, without the field.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum FieldFault {
            $(#[doc = concat!("`", $code, "`.")] $fault,)*
        }

        impl FieldFault {
            /// Every fault there is.
            pub(crate) const ALL: &[Self] = &[$(Self::$fault),*];

            /// Code and message.
            pub(crate) const fn row(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$fault => ($code, $message),)*
                }
            }
        }
    };
}

field_faults! {
    // fault, code, message
    Missing, "MANDATORY_FIELD_MISSING", "a mandatory field is missing";
    SignedAmount, "INVALID_MONETARY_AMOUNT", "amount should be a monetary value (to 2 decimal places), between -9,999,999,999,999.99 and 9,999,999,999,999.99";
    NetAmount, "INVALID_MONETARY_AMOUNT", "amount should be a monetary value (to 2 decimal places), between 0 and 99,999,999,999.99";
    WholeAmount, "INVALID_MONETARY_AMOUNT", "The value must be between -9999999999999 and 9999999999999";
    NotText, "INVALID_STRING_VALUE", "please provide a string field";
    NotNumeric, "INVALID_NUMERIC_VALUE", "please provide a numeric field";
    NotBoolean, "UNMAPPED_PLAY_ERROR", "error.expected.jsboolean";
    PeriodKeyForm, "PERIOD_KEY_INVALID", "period key should be a 4 character string";
    Net, "VAT_NET_VALUE", "netVatDue should be the difference between the largest and the smallest values among totalVatDue and vatReclaimedCurrPeriod";
    Total, "VAT_TOTAL_VALUE", "totalVatDue should be equal to vatDueSales + vatDueAcquisitions";
    NotFinalised, "NOT_FINALISED", "The return cannot be accepted without a declaration it is finalised.";
}

impl FieldFault {
    /// Whether it can be told of a field.
    pub(super) fn is_of(self, field: ReturnField) -> bool {
        let amount = match field {
            ReturnField::Amount(of) => Some(of),
            ReturnField::PeriodKey | ReturnField::Finalised => None,
        };
        match self {
            Self::Missing => true,
            Self::SignedAmount | Self::NetAmount | Self::WholeAmount => {
                amount.is_some_and(|of| amount_fault(of) == self)
            }
            Self::NotText | Self::NotNumeric | Self::NotBoolean => field.wrong_type() == self,
            Self::PeriodKeyForm => field == ReturnField::PeriodKey,
            Self::Net => amount == Some(VatBox::NetVatDue),
            Self::Total => amount == Some(VatBox::TotalVatDue),
            Self::NotFinalised => field == ReturnField::Finalised,
        }
    }
}

/// The eleven fields of a submitted return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReturnField {
    /// The key of the period.
    PeriodKey,
    /// One of the nine boxes.
    Amount(VatBox),
    /// The declaration.
    Finalised,
}

impl ReturnField {
    /// Its name in the body.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::PeriodKey => "periodKey",
            Self::Amount(of) => of.field(),
            Self::Finalised => "finalised",
        }
    }

    /// The eleven, in the order in which they are checked.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        [Self::PeriodKey]
            .into_iter()
            .chain(VatBox::ALL.into_iter().map(Self::Amount))
            .chain([Self::Finalised])
    }

    /// What is said of a value of another JSON type than the field's.
    pub(super) const fn wrong_type(self) -> FieldFault {
        match self {
            Self::PeriodKey => FieldFault::NotText,
            Self::Amount(_) => FieldFault::NotNumeric,
            Self::Finalised => FieldFault::NotBoolean,
        }
    }
}

/// What is said of an amount that a box may not hold.
pub(super) fn amount_fault(of: VatBox) -> FieldFault {
    if of.decimals() == 0 {
        FieldFault::WholeAmount
    } else if of.least() < Money::ZERO {
        FieldFault::SignedAmount
    } else {
        FieldFault::NetAmount
    }
}

/// Why a submitted return is refused for its fields alone: every fault of the first level that has
/// one, in the order in which they are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldError {
    /// At least one.
    pub(super) faults: Vec<(FieldFault, ReturnField)>,
}

impl fmt::Display for FieldError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the return is refused")?;
        for (fault, field) in &self.faults {
            write!(formatter, ", {} at {}", fault.row().0, field.name())?;
        }
        Ok(())
    }
}

impl std::error::Error for FieldError {}

impl FieldError {
    /// A return that is not declared to be final breaks a rule of business; all else makes the
    /// request a bad one.
    pub(super) fn status(&self) -> StatusCode {
        if self.is_business() {
            StatusCode::FORBIDDEN
        } else {
            StatusCode::BAD_REQUEST
        }
    }

    pub(super) fn answer(&self) -> Answer {
        let paths: Vec<String> = self
            .faults
            .iter()
            .map(|(_, field)| format!("/{}", field.name()))
            .collect();
        let items = self.faults.iter().zip(&paths).map(|((fault, _), path)| {
            let (code, message) = fault.row();
            Item {
                code,
                message,
                path: Some(path),
            }
        });
        let items = items.collect();
        let body = if self.is_business() {
            Wrapper::business(items)
        } else {
            Wrapper::request(items)
        };
        Answer::json(self.status(), &body)
    }

    fn is_business(&self) -> bool {
        self.faults
            .iter()
            .any(|(fault, _)| *fault == FieldFault::NotFinalised)
    }
}
