//! Money that comes in, and where it goes: payments, credits, directions, reversals.
//!
//! Source of the fields: `paymentHistoryDetails` of the View Self Assessment Account API and
//! `payments` of the Self Assessment Accounts API; of the rules, HMRC's manuals as cited.

use sa_validate::{DocumentId, Money, PaymentId, date};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::{BoundedText, Period, TransactionKind};

/// A payment by the taxpayer. The entry's effective day is the effective date of payment: the day
/// interest stops for what it pays (CH140190).
///
/// ```
/// use sa_model::Payment;
///
/// let json = r#"{"id":"004000000031","amount":400.00,"directedTo":"004000000028"}"#;
/// let payment: Payment = serde_json::from_str(json)?;
/// // The day of payment is the entry's; the day HMRC processed it may be unknown.
/// assert_eq!((payment.payment_id, payment.processed), (None, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Payment {
    /// Its document number, unique in the account.
    pub id: DocumentId,
    /// The lot and item it came in, where it was paid straight to HMRC.
    pub payment_id: Option<PaymentId>,
    /// The reference that the payer gave.
    pub reference: Option<BoundedText<35>>,
    /// The amount in pounds; above zero.
    pub amount: Money,
    /// The day HMRC processed it, where that is known.
    #[serde(default, with = "date::serde_date::option")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<sa_validate::schema::IsoDate>")
    )]
    pub processed: Option<Date>,
    /// How it was made: `bank_transfer`, `card`.
    pub method: Option<BoundedText<30>>,
    /// The charge that the payer named on paying (DMBM210105): it is paid first.
    pub directed_to: Option<DocumentId>,
}

/// A credit that is no payment: a balancing credit, a VAT repayment return, a cut-over credit.
///
/// ```
/// use sa_model::{Credit, Side};
///
/// let json = r#"{"id":"004000000040","kind":"6110","amount":75}"#;
/// let credit: Credit = serde_json::from_str(json)?;
/// // A kind of the other side is read too: the ledger refuses it.
/// assert_eq!(credit.kind.side(), Some(Side::Credit));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Credit {
    /// Its document number, unique in the account.
    pub id: DocumentId,
    /// What it comes from.
    pub kind: TransactionKind,
    /// The amount in pounds; above zero.
    pub amount: Money,
    /// The tax year or VAT period it belongs to, where it belongs to one.
    pub period: Option<Period>,
}

/// A direction, after the payment: which charge this payment or credit pays first.
///
/// ```
/// use sa_model::Direction;
///
/// let json = r#"{"credit":"004000000031","charge":"004000000028"}"#;
/// let direction: Direction = serde_json::from_str(json)?;
/// assert!(direction.charge.is_some());
/// let taken_back: Direction = serde_json::from_str(r#"{"credit":"004000000031"}"#)?;
/// assert_eq!(taken_back.charge, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Direction {
    /// The payment or credit.
    pub credit: DocumentId,
    /// The charge that it pays first; `None` takes an earlier direction back.
    pub charge: Option<DocumentId>,
}

/// A payment that did not stand: a bounced cheque, an indemnity claim. From the entry's day on it
/// is as if it had not been made.
///
/// ```
/// use sa_model::PaymentReversal;
///
/// // There is no amount: all of the payment falls away. Why is to be said.
/// let json = r#"{"payment":"004000000031","reason":"Cheque returned unpaid"}"#;
/// assert!(serde_json::from_str::<PaymentReversal>(json).is_ok());
/// assert!(serde_json::from_str::<PaymentReversal>(r#"{"payment":"004000000031"}"#).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentReversal {
    /// The payment.
    pub payment: DocumentId,
    /// Why.
    pub reason: BoundedText<100>,
}
