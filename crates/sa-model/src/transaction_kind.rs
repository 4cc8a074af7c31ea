//! The table of kinds: every main transaction of Income Tax Self Assessment and every charge type
//! of VAT that HMRC's services are known to use.
//!
//! Sources: the transaction types of HMRC's income-tax-view-change-frontend (main transactions,
//! their texts and signs) and of vat-api (charge types); the charge types of the published example
//! of the Self Assessment liability API (`ITSA`, `NICS`, `VATC`).

use core::fmt;
use core::str::FromStr;

use arrayvec::ArrayString;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Regime;

/// Which side of the account a kind stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Money owed by the taxpayer.
    Debit,
    /// Money that the taxpayer has paid or is owed.
    Credit,
}

/// What sort of liability a kind is; payments are set against tax first, then penalties, then
/// interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChargeClass {
    /// Tax and contributions.
    Tax,
    /// A penalty or surcharge.
    Penalty,
    /// Interest.
    Interest,
}

macro_rules! transaction_kinds {
    ($($variant:ident, $code:literal, $name:literal, $short:literal, $class:ident, $side:ident,
       $regime:ident;)*) => {
        /// The kind of a charge or credit: a main transaction of Self Assessment (`4910`) or a
        /// charge type of VAT (`VAT Return Debit Charge`).
        ///
        /// A code that is not in the table is kept as it came, as [`TransactionKind::Other`].
        ///
        /// ```
        /// use sa_model::TransactionKind;
        /// let kind: TransactionKind = "4910".parse()?;
        /// assert_eq!(kind, TransactionKind::BalancingCharge);
        /// assert_eq!("8888".parse::<TransactionKind>()?.to_string(), "8888");
        /// # Ok::<(), sa_model::TransactionKindError>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum TransactionKind {
            $(#[doc = concat!("`", $code, "`: ", $name, ".")] $variant,)*
            /// A code that is not in the table.
            Other(OtherKind),
        }

        impl TransactionKind {
            /// Every kind of the table, in its order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code that journals and HMRC's systems write.
            pub fn code(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)*
                    Self::Other(other) => other.as_str(),
                }
            }

            /// HMRC's name of it; of an unknown kind its code.
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other(other) => other.as_str(),
                }
            }

            /// The short type that the Self Assessment liability API shows; of an unknown kind
            /// its code.
            pub fn short_name(&self) -> &str {
                match self {
                    $(Self::$variant => $short,)*
                    Self::Other(other) => other.as_str(),
                }
            }

            /// What sort of liability it is; an unknown kind counts as tax.
            pub const fn class(&self) -> ChargeClass {
                match self {
                    $(Self::$variant => ChargeClass::$class,)*
                    Self::Other(_) => ChargeClass::Tax,
                }
            }

            /// The side it stands on, where that is known.
            pub const fn side(&self) -> Option<Side> {
                match self {
                    $(Self::$variant => Some(Side::$side),)*
                    Self::Other(_) => None,
                }
            }

            /// The regime it belongs to, where that is known.
            pub const fn regime(&self) -> Option<Regime> {
                match self {
                    $(Self::$variant => Some(Regime::$regime),)*
                    Self::Other(_) => None,
                }
            }

            fn known(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

transaction_kinds! {
    // variant, code, HMRC's name, short type, class, side, regime
    BalancingCharge, "4910", "SA Balancing Charge", "ITSA", Tax, Debit, Itsa;
    FirstPaymentOnAccount, "4920", "SA Payment on Account 1", "POA", Tax, Debit, Itsa;
    SecondPaymentOnAccount, "4930", "SA Payment on Account 2", "POA", Tax, Debit, Itsa;
    FirstReconciliationDebit, "4911", "SA POA 1 Reconciliation Debit", "POA", Tax, Debit, Itsa;
    SecondReconciliationDebit, "4913", "SA POA 2 Reconciliation Debit", "POA", Tax, Debit, Itsa;
    ReturnAmendmentDebit, "4915", "ITSA Return Amendment Debit", "ITSA", Tax, Debit, Itsa;
    PayeCharge, "4000", "ITSA PAYE Charge", "PAYE", Tax, Debit, Itsa;
    CalculationCorrection, "4001", "ITSA Calc Error Correction", "ITSA", Tax, Debit, Itsa;
    ManualPenalty, "4002", "ITSA Manual Penalty Pre CY-4", "Penalty", Penalty, Debit, Itsa;
    MiscellaneousCharge, "4003", "ITSA Misc Charge", "ITSA", Tax, Debit, Itsa;
    LateSubmissionPenalty, "4027", "Late Submission Penalty", "Penalty", Penalty, Debit, Itsa;
    FirstLatePaymentPenalty, "4028", "First Late Payment Penalty", "Penalty", Penalty, Debit, Itsa;
    SecondLatePaymentPenalty, "4029", "Second Late Payment Penalty", "Penalty", Penalty, Debit, Itsa;
    NationalInsurance, "NICS", "National Insurance Contributions", "NICS", Tax, Debit, Itsa;
    VatInSelfAssessment, "VATC", "VAT Charge", "VATC", Tax, Debit, Itsa;
    BalancingCredit, "4905", "SA Balancing Charge Credit", "ITSA", Tax, Credit, Itsa;
    FirstReconciliationCredit, "4912", "SA POA 1 Reconciliation Credit", "POA", Tax, Credit, Itsa;
    SecondReconciliationCredit, "4914", "SA POA 2 Reconciliation Credit", "POA", Tax, Credit, Itsa;
    ReturnAmendmentCredit, "4916", "ITSA Return Amendment Credit", "ITSA", Tax, Credit, Itsa;
    CutOverCredit, "6110", "ITSA Cutover Credits", "ITSA", Tax, Credit, Itsa;
    RepaymentInterest, "6020", "SA Repayment Supplement Credit", "ITSA", Interest, Credit, Itsa;
    VatReturnDebit, "VAT Return Debit Charge", "VAT Return Debit Charge", "VAT", Tax, Debit, Vat;
    VatReturnCredit, "VAT Return Credit Charge", "VAT Return Credit Charge", "VAT", Tax, Credit, Vat;
    VatCentralAssessment, "VAT CA Charge", "VAT CA Charge", "VAT", Tax, Debit, Vat;
    VatOfficerAssessment, "VAT OA Debit Charge", "VAT OA Debit Charge", "VAT", Tax, Debit, Vat;
    VatPaymentOnAccount, "Payment on account", "Payment on account", "VAT", Tax, Debit, Vat;
    VatHybridPayments, "Hybrid Payments", "Hybrid Payments", "VAT", Tax, Debit, Vat;
    VatBroughtForward, "Balance brought forward", "Balance brought forward", "VAT", Tax, Debit, Vat;
}

/// The code of a kind that is not in the table: 1 to 30 printable ASCII characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OtherKind(ArrayString<30>);

impl OtherKind {
    /// The code as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a text is not a transaction kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a transaction kind has 1 to 30 printable ASCII characters")]
pub struct TransactionKindError;

impl TransactionKind {
    /// Takes a code: of the table, or any 1 to 30 printable ASCII characters.
    ///
    /// # Errors
    /// `""`, a text of 31 characters, and `"é"` are refused.
    pub fn parse(code: &str) -> Result<Self, TransactionKindError> {
        if let Some(known) = Self::known(code) {
            return Ok(known);
        }
        if code.is_empty() || !code.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return Err(TransactionKindError);
        }
        match ArrayString::from(code) {
            Ok(text) => Ok(Self::Other(OtherKind(text))),
            Err(_too_long) => Err(TransactionKindError),
        }
    }
}

impl fmt::Display for TransactionKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for TransactionKind {
    type Err = TransactionKindError;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::parse(code)
    }
}

impl Serialize for TransactionKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for TransactionKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Code;
        impl de::Visitor<'_> for Code {
            type Value = TransactionKind;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the code of a transaction kind")
            }
            fn visit_str<E: de::Error>(self, code: &str) -> Result<Self::Value, E> {
                TransactionKind::parse(code).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Code)
    }
}
