//! What the platform keeps about sign-in: it is not tax, so it is never in the journal.

use core::fmt;
use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use sa_model::{Arn, Nino, Timestamp, Utr, Vrn};
use serde::{Deserialize, Serialize};

use crate::StoreError;

/// Keeps grants by the hash of their token.
#[async_trait]
pub trait SignInStore: fmt::Debug + Send + Sync {
    /// Stores a grant, durably; one with the same hash is replaced.
    async fn put_grant(&self, token: TokenHash, grant: Grant) -> Result<(), StoreError>;

    /// The grant that a token stands for, expired or not.
    async fn grant(&self, token: TokenHash) -> Result<Option<Arc<Grant>>, StoreError>;
}

/// The SHA-256 of a bearer token: the token itself is stored nowhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl fmt::Debug for TokenHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenHash(..)")
    }
}

/// What a token allows: its scopes, on whose account, until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Grant {
    /// The scopes, such as `read:vat`.
    pub scopes: BTreeSet<String>,
    /// Whose accounts it opens.
    pub subject: Subject,
    /// Whether the command line of a sandbox gave it: such a grant opens nothing in production.
    pub sandbox: bool,
    /// When it was given.
    pub issued: Timestamp,
    /// The moment from which it no longer counts.
    pub expires: Timestamp,
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
impl Grant {
    /// The text that a store keeps.
    pub(crate) fn to_column(&self) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(|error| StoreError::Damaged {
            what: format!("a grant has no text: {error}"),
        })
    }

    /// The grant of a text that a store keeps.
    pub(crate) fn from_column(text: &str) -> Result<Self, StoreError> {
        serde_json::from_str(text).map_err(|error| StoreError::Damaged {
            what: format!("table access, column allows: {error}"),
        })
    }
}

/// The taxpayer who granted, or whose agent did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Subject {
    /// The Self Assessment account it opens, by UTR.
    pub utr: Option<Utr>,
    /// The Self Assessment account it opens, by NINO.
    pub nino: Option<Nino>,
    /// The VAT account it opens.
    pub vrn: Option<Vrn>,
    /// The agent who acts, when it is not the taxpayer.
    pub agent: Option<Arn>,
    /// What kind of taxpayer signed in, when it is no agent.
    #[serde(default)]
    pub affinity: Affinity,
    /// How sure HMRC is of who signed in.
    #[serde(default)]
    pub confidence_level: ConfidenceLevel,
}

/// What kind of taxpayer signed in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Affinity {
    /// A person.
    #[default]
    Individual,
    /// A company, partnership or other body.
    Organisation,
}

/// How sure HMRC is of who signed in: 50, 200, 250, 500 or 600; 250 unless it is said otherwise,
/// which is what the Self Assessment APIs ask for.
///
/// Source: github hmrc/auth-client (`ConfidenceLevel`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConfidenceLevel(pub u16);

impl ConfidenceLevel {
    /// What the Self Assessment APIs ask for.
    pub const HIGH: Self = Self(250);
}

impl Default for ConfidenceLevel {
    fn default() -> Self {
        Self::HIGH
    }
}
