//! Money that goes back: the claim for a repayment, the repayment, and the claim's withdrawal.
//!
//! Source of the fields: `refundDetails` of the View Self Assessment Account API.

use sa_validate::{DocumentId, Money};
use serde::{Deserialize, Serialize};

use crate::BoundedText;

/// A claim for repayment of credit, pending until it is made or withdrawn. The entry's day is the
/// day of the request.
///
/// ```
/// use sa_model::RepaymentClaim;
///
/// let json = r#"{"id":"004000000050","amount":120.00,"method":"bank_transfer"}"#;
/// let claim: RepaymentClaim = serde_json::from_str(json)?;
/// assert_eq!(claim.description, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[doc(alias = "refund")]
pub struct RepaymentClaim {
    /// Its document number, unique in the account.
    pub id: DocumentId,
    /// The amount claimed, in pounds; above zero, at most the credit on the account.
    pub amount: Money,
    /// What it is for.
    pub description: Option<BoundedText<100>>,
    /// How it is to be paid: `bank_transfer`.
    pub method: Option<BoundedText<30>>,
}

/// A repayment made: the claim's amount leaves the account on the entry's day, interest beside it.
///
/// ```
/// use sa_model::Repayment;
///
/// // The amount is the claim's; the interest comes on top of it.
/// let json = r#"{"claim":"004000000050","interest":1.35}"#;
/// let repayment: Repayment = serde_json::from_str(json)?;
/// assert_eq!(repayment.interest.to_string(), "1.35");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[doc(alias = "refund")]
pub struct Repayment {
    /// The claim that it answers.
    pub claim: DocumentId,
    /// The repayment interest that was paid with it, in pounds; zero or more.
    pub interest: Money,
}

/// A claim taken back by the taxpayer or refused by HMRC: it asks for nothing from the entry's day
/// on.
///
/// ```
/// use sa_model::RepaymentWithdrawal;
///
/// // A claim is taken back whole: there is no amount to say.
/// let json = r#"{"claim":"004000000050","amount":60.00}"#;
/// assert!(serde_json::from_str::<RepaymentWithdrawal>(json).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RepaymentWithdrawal {
    /// The claim.
    pub claim: DocumentId,
}
