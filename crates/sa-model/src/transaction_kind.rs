//! THE table of kinds: every main transaction of Income Tax Self Assessment and every charge type
//! of VAT that HMRC's services are known to use.
//!
//! Sources, by the letter that ends a row:
//!
//! - T: github hmrc/income-tax-view-change-frontend, `TransactionType.scala`, `FinancialDetail.scala`
//!   and `MfaCreditUtils.scala` (codes, names, signs); where HMRC gives a penalty no name, ours.
//! - S: the published example of the View Self Assessment Account API (charge types).
//! - V: github hmrc/vat-api (charge types of liabilities and payments).
//! - W: github hmrc/vat-summary-frontend (charge types of VAT's penalties and interest).
//!
//! Document descriptions: the enumeration in the OpenAPI document of the Self Assessment Accounts
//! API 4.0; of the reconciliation debits, the texts that T's code meets.

use core::fmt;
use core::str::FromStr;

use arrayvec::ArrayString;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Regime, text_form};

/// Which side of the account a kind stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Money owed by the taxpayer.
    Debit,
    /// Money that the taxpayer has paid or is owed.
    Credit,
}

/// What sort of liability a kind is. Of charges due on one day, tax is paid first, then penalties,
/// then interest, which bears none itself: the order of the variants.
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
       $regime:ident, $description:literal, $source:ident;)*) => {
        /// The kind of a charge or credit: a main transaction of Self Assessment (`4910`) or a
        /// charge type of VAT (`VAT Return Debit Charge`).
        ///
        /// A code that is not in the table is kept as it came, as [`TransactionKind::Other`]. The
        /// text form, in serde too, is the code.
        ///
        /// ```
        /// use sa_model::{Side, TransactionKind};
        ///
        /// let kind = TransactionKind::parse("4910")?;
        /// assert_eq!(kind, TransactionKind::BalancingCharge);
        /// assert_eq!((kind.name(), kind.side()), ("SA Balancing Charge", Some(Side::Debit)));
        ///
        /// let unknown = TransactionKind::parse("8888")?;
        /// assert_eq!((unknown.code(), unknown.side()), ("8888", None));
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

            /// What sort of liability it is, or was paid for; an unknown kind counts as tax.
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

            /// The `documentDescription` that the Self Assessment Accounts API shows for a
            /// document of this kind, where HMRC's sources give one.
            pub const fn document_description(&self) -> Option<&'static str> {
                let description = match self {
                    $(Self::$variant => $description,)*
                    Self::Other(_) => "",
                };
                if description.is_empty() { None } else { Some(description) }
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
    // variant, code, HMRC's name, short type, class, side, regime, document description, source
    // Self Assessment: charges
    BalancingCharge, "4910", "SA Balancing Charge", "ITSA", Tax, Debit, Itsa, "ITSA- Bal Charge", T;
    FirstPaymentOnAccount, "4920", "SA Payment on Account 1", "POA", Tax, Debit, Itsa, "ITSA- POA 1", T;
    SecondPaymentOnAccount, "4930", "SA Payment on Account 2", "POA", Tax, Debit, Itsa, "ITSA - POA 2", T;
    FirstReconciliationDebit, "4911", "SA POA 1 Reconciliation Debit", "POA", Tax, Debit, Itsa, "POA 1 Reconciliation Debit", T;
    SecondReconciliationDebit, "4913", "SA POA 2 Reconciliation Debit", "POA", Tax, Debit, Itsa, "POA 2 Reconciliation Debit", T;
    ReturnAmendmentDebit, "4915", "ITSA Return Amendment Debit", "ITSA", Tax, Debit, Itsa, "", T;
    PayeCharge, "4000", "ITSA PAYE Charge", "PAYE", Tax, Debit, Itsa, "", T;
    CalculationCorrection, "4001", "ITSA Calc Error Correction", "ITSA", Tax, Debit, Itsa, "", T;
    ManualPenalty, "4002", "ITSA Manual Penalty Pre CY-4", "Penalty", Penalty, Debit, Itsa, "", T;
    MiscellaneousCharge, "4003", "ITSA Misc Charge", "ITSA", Tax, Debit, Itsa, "", T;
    LateSubmissionPenalty, "4027", "Late Submission Penalty", "Penalty", Penalty, Debit, Itsa, "", T;
    FirstLatePaymentPenalty, "4028", "First Late Payment Penalty", "Penalty", Penalty, Debit, Itsa, "", T;
    SecondLatePaymentPenalty, "4029", "Second Late Payment Penalty", "Penalty", Penalty, Debit, Itsa, "", T;
    FirstLatePaymentPenalty4031, "4031", "First Late Payment Penalty", "Penalty", Penalty, Debit, Itsa, "", T;
    SecondLatePaymentPenalty4032, "4032", "Second Late Payment Penalty", "Penalty", Penalty, Debit, Itsa, "", T;
    NationalInsurance, "NICS", "National Insurance Contributions", "NICS", Tax, Debit, Itsa, "", S;
    VatInSelfAssessment, "VATC", "VAT Charge", "VATC", Tax, Debit, Itsa, "", S;
    // Self Assessment: payments and credits
    Payment, "0060", "Payment", "Payment", Tax, Credit, Itsa, "Payment", T;
    BalancingCredit, "4905", "SA Balancing Charge Credit", "ITSA", Tax, Credit, Itsa, "", T;
    FirstReconciliationCredit, "4912", "SA POA 1 Reconciliation Credit", "POA", Tax, Credit, Itsa, "", T;
    SecondReconciliationCredit, "4914", "SA POA 2 Reconciliation Credit", "POA", Tax, Credit, Itsa, "", T;
    ReturnAmendmentCredit, "4916", "ITSA Return Amendment Credit", "ITSA", Tax, Credit, Itsa, "", T;
    CutOverCredit, "6110", "ITSA Cutover Credits", "ITSA", Tax, Credit, Itsa, "", T;
    RepaymentInterest, "6020", "SA Repayment Supplement Credit", "ITSA", Interest, Credit, Itsa, "", T;
    // Self Assessment: HMRC's adjustments in the taxpayer's favour
    OverpaymentRelief, "4004", "ITSA Overpayment Relief", "ITSA", Tax, Credit, Itsa, "", T;
    StandaloneClaim, "4005", "ITSA Standalone Claim", "ITSA", Tax, Credit, Itsa, "", T;
    AveragingAdjustment, "4006", "ITSA Averaging Adjustment", "ITSA", Tax, Credit, Itsa, "", T;
    LiteraryArtisticSpread, "4007", "ITSA Literary Artistic Spread", "ITSA", Tax, Credit, Itsa, "", T;
    LossReliefClaim, "4008", "ITSA Loss Relief Claim", "ITSA", Tax, Credit, Itsa, "", T;
    PostCessationClaim, "4009", "ITSA Post Cessation Claim", "ITSA", Tax, Credit, Itsa, "", T;
    PayeInYearRepayment, "4011", "ITSA PAYE in year Repayment", "ITSA", Tax, Credit, Itsa, "", T;
    NpsOverpayment, "4012", "ITSA NPS Overpayment", "ITSA", Tax, Credit, Itsa, "", T;
    InYearPensionScheme, "4013", "ITSA In year Rept pension schm", "ITSA", Tax, Credit, Itsa, "", T;
    PayeCreditIncrease, "4014", "ITSA Increase in PAYE Credit", "ITSA", Tax, Credit, Itsa, "", T;
    CisNonResidentSubcontractor, "4015", "ITSA CIS Non Resident Subbie", "ITSA", Tax, Credit, Itsa, "", T;
    CisIncorrectDeductions, "4016", "ITSA CIS Incorrect Deductions", "ITSA", Tax, Credit, Itsa, "", T;
    StandAloneAssessment, "4017", "ITSA Stand Alone Assessment", "ITSA", Tax, Credit, Itsa, "", T;
    InformalContractSettlement, "4018", "ITSA Infml Dschrg Cntrct Sett", "ITSA", Tax, Credit, Itsa, "", T;
    ThirdPartyReport, "4019", "ITSA Third Party Rept - FIS", "ITSA", Tax, Credit, Itsa, "", T;
    EisCarryBackClaim, "4021", "ITSA EIS Carry Back Claims", "ITSA", Tax, Credit, Itsa, "", T;
    CalculationCorrectionCredit, "4022", "ITSA Calc Error Correction", "ITSA", Tax, Credit, Itsa, "", T;
    MiscellaneousCredit, "4023", "ITSA Misc Credit", "ITSA", Tax, Credit, Itsa, "", T;
    CgtAdjustment, "4024", "ITSA CGT Adjustments", "ITSA", Tax, Credit, Itsa, "", T;
    PensionReliefClaim, "4025", "ITSA Pension Relief Claim", "ITSA", Tax, Credit, Itsa, "", T;
    // VAT
    VatReturnDebit, "VAT Return Debit Charge", "VAT Return Debit Charge", "VAT", Tax, Debit, Vat, "", V;
    VatReturnCredit, "VAT Return Credit Charge", "VAT Return Credit Charge", "VAT", Tax, Credit, Vat, "", V;
    VatCentralAssessment, "VAT CA Charge", "VAT CA Charge", "VAT", Tax, Debit, Vat, "", V;
    VatOfficerAssessment, "VAT OA Debit Charge", "VAT OA Debit Charge", "VAT", Tax, Debit, Vat, "", V;
    VatPaymentOnAccount, "Payment on account", "Payment on account", "VAT", Tax, Debit, Vat, "", V;
    VatHybridPayments, "Hybrid Payments", "Hybrid Payments", "VAT", Tax, Debit, Vat, "", V;
    VatBroughtForward, "Balance brought forward", "Balance brought forward", "VAT", Tax, Debit, Vat, "", V;
    VatUnspecified, "VAT", "VAT", "VAT", Tax, Debit, Vat, "", V;
    VatFirstLatePaymentPenalty, "VAT Return 1st LPP", "VAT Return 1st LPP", "VAT", Penalty, Debit, Vat, "", W;
    VatSecondLatePaymentPenalty, "VAT Return 2nd LPP", "VAT Return 2nd LPP", "VAT", Penalty, Debit, Vat, "", W;
    VatLateSubmissionPenalty, "VAT Late Submission Pen", "VAT Late Submission Pen", "VAT", Penalty, Debit, Vat, "", W;
    VatReturnInterest, "VAT Return LPI", "VAT Return LPI", "VAT", Interest, Debit, Vat, "", W;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransactionKindError {
    /// The text is too short or too long.
    #[error("a transaction kind has 1 to 30 printable ASCII characters, found {found} characters")]
    Length {
        /// How many characters it has.
        found: usize,
    },
    /// A character that may not stand there.
    #[error(
        "a transaction kind has 1 to 30 printable ASCII characters, found {found:?} at character {at}"
    )]
    Character {
        /// The character.
        found: char,
        /// Its place, counted from 1.
        at: usize,
    },
}

impl TransactionKind {
    /// Takes a code: of the table, or any 1 to 30 printable ASCII characters, blanks included.
    ///
    /// # Errors
    ///
    /// [`TransactionKindError::Length`] for `""` and a text of 31 characters,
    /// [`TransactionKindError::Character`] for `"é"`.
    pub fn parse(code: &str) -> Result<Self, TransactionKindError> {
        if let Some(known) = Self::known(code) {
            return Ok(known);
        }
        let stray = |(_, found): &(usize, char)| !matches!(found, ' '..='~');
        if let Some((at, found)) = (1..).zip(code.chars()).find(stray) {
            return Err(TransactionKindError::Character { found, at });
        }
        match ArrayString::from(code) {
            Ok(text) if !text.is_empty() => Ok(Self::Other(OtherKind(text))),
            Ok(_) | Err(_) => Err(TransactionKindError::Length { found: code.len() }),
        }
    }
}

impl fmt::Display for TransactionKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.code())
    }
}

impl FromStr for TransactionKind {
    type Err = TransactionKindError;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::parse(code)
    }
}

impl TryFrom<&str> for TransactionKind {
    type Error = TransactionKindError;

    fn try_from(code: &str) -> Result<Self, Self::Error> {
        Self::parse(code)
    }
}

impl Serialize for TransactionKind {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        sink.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for TransactionKind {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        text_form::deserialize(source, "the code of a transaction kind")
    }
}
