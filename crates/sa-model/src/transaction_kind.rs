//! THE table of kinds: every main transaction of Income Tax Self Assessment and every charge type
//! of VAT that HMRC's services are known to use.
//!
//! Sources, by the letter that ends a row:
//!
//! - T: github hmrc/income-tax-view-change-frontend, `TransactionType.scala`, `FinancialDetail.scala`
//!   and `MfaCreditUtils.scala` (codes, names, signs); where HMRC gives a penalty no name, ours.
//! - S: the published example of the View Self Assessment Account API (charge types; the names ours).
//! - V: github hmrc/vat-api (charge types of liabilities and payments).
//! - W: github hmrc/vat-summary-frontend (charge types of VAT's penalties and interest: the VAT API
//!   hands on what HMRC's back end calls a charge, and quotes none of them).
//!
//! Document descriptions: the enumeration in the OpenAPI document of the Self Assessment Accounts
//! API 4.0; of the reconciliation debits, the texts that T's code meets.

mod charge_class;
mod other_kind;

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Regime, text_form};

pub use charge_class::{ChargeClass, Side};
pub use other_kind::{OtherKind, TransactionKindError};

/// The source that a letter stands for.
macro_rules! source {
    (T) => {
        "income-tax-view-change-frontend"
    };
    (S) => {
        "View Self Assessment Account API"
    };
    (V) => {
        "vat-api"
    };
    (W) => {
        "vat-summary-frontend"
    };
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
            $(#[doc = concat!("`", $code, "`: ", $name, ". Source: ", source!($source), ".")] $variant,)*
            /// A code that is not in the table.
            Other(OtherKind),
        }

        impl TransactionKind {
            /// Every kind of the table, in its order.
            ///
            /// ```
            /// use sa_model::TransactionKind;
            ///
            /// // Charges before credits; `Other` is not among them.
            /// assert_eq!(TransactionKind::ALL.first(), Some(&TransactionKind::BalancingCharge));
            /// assert!(TransactionKind::ALL.iter().all(|kind| kind.side().is_some()));
            /// ```
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its place in [`TransactionKind::ALL`]; none of a kind that is not in the table.
            ///
            /// ```
            /// use sa_model::TransactionKind;
            ///
            /// assert_eq!(TransactionKind::BalancingCharge.place(), Some(0));
            /// assert_eq!(TransactionKind::parse("8888")?.place(), None);
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub const fn place(&self) -> Option<usize> {
                // Counted row by row, which the compiler does.
                let place = 0_usize;
                $(
                    if matches!(self, Self::$variant) {
                        return Some(place);
                    }
                    let place = place.saturating_add(1);
                )*
                let _places = place;
                None
            }

            /// The code that journals and HMRC's systems write.
            ///
            /// ```
            /// use sa_model::TransactionKind;
            ///
            /// assert_eq!(TransactionKind::FirstPaymentOnAccount.code(), "4920");
            /// // A kind of VAT has no number: its code is HMRC's text.
            /// assert_eq!(TransactionKind::VatCentralAssessment.code(), "VAT CA Charge");
            /// ```
            pub fn code(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)*
                    Self::Other(other) => other.as_str(),
                }
            }

            /// HMRC's name of it, or ours where HMRC gives none; of an unknown kind its code.
            ///
            /// ```
            /// use sa_model::TransactionKind;
            ///
            /// assert_eq!(TransactionKind::parse("4013")?.name(), "ITSA In year Rept pension schm");
            /// assert_eq!(TransactionKind::parse("8888")?.name(), "8888");
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other(other) => other.as_str(),
                }
            }

            /// The short type that the Self Assessment liability API shows; of an unknown kind
            /// its code.
            ///
            /// ```
            /// use sa_model::TransactionKind;
            ///
            /// // One short type for both payments on account.
            /// assert_eq!(TransactionKind::FirstPaymentOnAccount.short_name(), "POA");
            /// assert_eq!(TransactionKind::SecondPaymentOnAccount.short_name(), "POA");
            /// ```
            pub fn short_name(&self) -> &str {
                match self {
                    $(Self::$variant => $short,)*
                    Self::Other(other) => other.as_str(),
                }
            }

            /// What sort of liability it is, or was paid for; an unknown kind counts as tax.
            ///
            /// ```
            /// use sa_model::{ChargeClass, TransactionKind};
            ///
            /// assert_eq!(TransactionKind::VatReturnInterest.class(), ChargeClass::Interest);
            /// assert_eq!(TransactionKind::parse("8888")?.class(), ChargeClass::Tax);
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub const fn class(&self) -> ChargeClass {
                match self {
                    $(Self::$variant => ChargeClass::$class,)*
                    Self::Other(_) => ChargeClass::Tax,
                }
            }

            /// The side it stands on, where that is known.
            ///
            /// ```
            /// use sa_model::{Side, TransactionKind};
            ///
            /// assert_eq!(TransactionKind::CutOverCredit.side(), Some(Side::Credit));
            /// // An unknown kind may be on either side.
            /// assert_eq!(TransactionKind::parse("8888")?.side(), None);
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub const fn side(&self) -> Option<Side> {
                match self {
                    $(Self::$variant => Some(Side::$side),)*
                    Self::Other(_) => None,
                }
            }

            /// The regime it belongs to, where that is known.
            ///
            /// ```
            /// use sa_model::{Regime, TransactionKind};
            ///
            /// // `VATC` is a charge of Self Assessment, for all its name.
            /// assert_eq!(TransactionKind::VatInSelfAssessment.regime(), Some(Regime::Itsa));
            /// assert_eq!(TransactionKind::VatUnspecified.regime(), Some(Regime::Vat));
            /// ```
            pub const fn regime(&self) -> Option<Regime> {
                match self {
                    $(Self::$variant => Some(Regime::$regime),)*
                    Self::Other(_) => None,
                }
            }

            /// The `documentDescription` that the Self Assessment Accounts API shows for a
            /// document of this kind, where HMRC's sources give one.
            ///
            /// ```
            /// use sa_model::TransactionKind;
            ///
            /// // HMRC's blanks differ from one to the other.
            /// let described = |code| TransactionKind::parse(code).map(|kind| kind.document_description());
            /// assert_eq!(described("4920")?, Some("ITSA- POA 1"));
            /// assert_eq!(described("4930")?, Some("ITSA - POA 2"));
            /// assert_eq!(described("4905")?, None);
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
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

impl TransactionKind {
    /// Takes a code: of the table, or any 1 to 30 printable ASCII characters, blanks included.
    ///
    /// ```
    /// use sa_model::TransactionKind;
    ///
    /// assert_eq!(TransactionKind::parse("4910")?, TransactionKind::BalancingCharge);
    /// // Only the exact code: this one is kept as another kind.
    /// assert!(matches!(TransactionKind::parse("04910")?, TransactionKind::Other(_)));
    /// assert!(TransactionKind::parse("").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TransactionKindError::Length`] for `""` and a text of 31 characters,
    /// [`TransactionKindError::Character`] for `"é"`.
    pub fn parse(code: &str) -> Result<Self, TransactionKindError> {
        match Self::known(code) {
            Some(known) => Ok(known),
            None => OtherKind::parse(code).map(Self::Other),
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
