//! Money that goes back: the claim for a repayment, the repayment, and the claim's withdrawal.
//!
//! Source of the fields: `refundDetails` of the View Self Assessment Account API.

use sa_validate::{DocumentId, Money};
use serde::{Deserialize, Serialize};

use crate::BoundedText;

/// A claim for repayment of credit, pending until it is made or withdrawn. The entry's day is the
/// day of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RepaymentWithdrawal {
    /// The claim.
    pub claim: DocumentId,
}
