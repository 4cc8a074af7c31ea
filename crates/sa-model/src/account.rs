//! Which account: its key, and the regime it is kept for.

use core::fmt;
use core::str::FromStr;

use sa_validate::{Utr, UtrError, Vrn, VrnError};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Identifier, identifier::Prefix, text_form};

/// The regime that an account is kept for.
///
/// ```
/// use sa_model::Regime;
///
/// assert_eq!(serde_json::to_string(&Regime::Itsa)?, r#""itsa""#);
/// assert!(serde_json::from_str::<Regime>(r#""ITSA""#).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Regime {
    /// Income Tax Self Assessment.
    Itsa,
    /// Value Added Tax.
    Vat,
}

/// The one key of an account: a taxpayer in a regime.
///
/// Its text is the regime, a colon and the identifier, as journals and stores write it; serde
/// reads and writes that text.
///
/// ```
/// use sa_model::{AccountKey, Regime};
///
/// let key = AccountKey::parse("itsa:1097172564")?;
/// assert_eq!(key.to_string(), "itsa:1097172564");
/// assert_eq!(key.regime(), Regime::Itsa);
/// assert_eq!(key.masked(), "itsa:*******564");
/// assert_eq!(
///     AccountKey::parse("paye:1097172564").unwrap_err().to_string(),
///     "an account key begins with itsa: or vat:, found \"paye\""
/// );
/// # Ok::<(), sa_model::AccountKeyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKey {
    /// A Self Assessment account, by its UTR.
    Itsa(Utr),
    /// A VAT account, by its VRN.
    Vat(Vrn),
}

impl AccountKey {
    /// Takes `text` as a regime, a colon and an identifier.
    ///
    /// ```
    /// use sa_model::AccountKey;
    ///
    /// // The shape is checked; whether the check digits fit is another question.
    /// assert!(AccountKey::parse("vat:123456789").is_ok());
    /// // A NINO finds an account, and is not the key of one.
    /// assert!(AccountKey::parse("nino:AA111111A").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// [`AccountKeyError::UnknownRegime`] for `1097172564` and `ITSA:1097172564`,
    /// [`AccountKeyError::Utr`] for `itsa:109`, [`AccountKeyError::Vrn`] for `vat:12345678`.
    pub fn parse(text: &str) -> Result<Self, AccountKeyError> {
        match text.split_once(':') {
            Some(("itsa", utr)) => Utr::parse(utr)
                .map(Self::Itsa)
                .map_err(AccountKeyError::Utr),
            Some(("vat", vrn)) => Vrn::parse(vrn).map(Self::Vat).map_err(AccountKeyError::Vrn),
            Some(_) | None => Err(AccountKeyError::UnknownRegime {
                found: Prefix::of(text),
            }),
        }
    }

    /// The regime that the account is kept for.
    ///
    /// ```
    /// use sa_model::{AccountKey, TransactionKind};
    ///
    /// let account = AccountKey::parse("vat:123456789")?;
    /// assert_eq!(TransactionKind::VatReturnDebit.regime(), Some(account.regime()));
    /// assert_ne!(TransactionKind::BalancingCharge.regime(), Some(account.regime()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn regime(self) -> Regime {
        match self {
            Self::Itsa(_) => Regime::Itsa,
            Self::Vat(_) => Regime::Vat,
        }
    }

    /// The identifier that is the key.
    ///
    /// ```
    /// use sa_model::AccountKey;
    ///
    /// // The kind of the identifier, where the key has the regime.
    /// assert_eq!(AccountKey::parse("itsa:1097172564")?.identifier().to_string(), "utr:1097172564");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn identifier(self) -> Identifier {
        match self {
            Self::Itsa(utr) => Identifier::Utr(utr),
            Self::Vat(vrn) => Identifier::Vrn(vrn),
        }
    }

    /// The key with all but the last three digits hidden, for logs.
    ///
    /// ```
    /// use sa_model::AccountKey;
    ///
    /// assert_eq!(AccountKey::parse("vat:123456789")?.masked(), "vat:******789");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn masked(self) -> String {
        match self {
            Self::Itsa(utr) => format!("itsa:{}", utr.masked()),
            Self::Vat(vrn) => format!("vat:{}", vrn.masked()),
        }
    }
}

/// Why a text is not an account key.
///
/// ```
/// use std::error::Error;
///
/// use sa_model::AccountKey;
///
/// let error = AccountKey::parse("itsa:109").unwrap_err();
/// assert_eq!(error.to_string(), "what follows itsa: in an account key is a UTR");
/// let cause = error.source().ok_or("no cause")?.to_string();
/// assert_eq!(cause, "a UTR has 10 digits, found 3 characters");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AccountKeyError {
    /// The text does not begin with a known regime and a colon.
    #[error("an account key begins with itsa: or vat:, found {found}")]
    UnknownRegime {
        /// What stands before the colon.
        found: Prefix,
    },
    /// What follows `itsa:` is no UTR.
    #[error("what follows itsa: in an account key is a UTR")]
    Utr(#[source] UtrError),
    /// What follows `vat:` is no VRN.
    #[error("what follows vat: in an account key is a VRN")]
    Vrn(#[source] VrnError),
}

impl fmt::Display for AccountKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Itsa(utr) => write!(formatter, "itsa:{utr}"),
            Self::Vat(vrn) => write!(formatter, "vat:{vrn}"),
        }
    }
}

impl FromStr for AccountKey {
    type Err = AccountKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for AccountKey {
    type Error = AccountKeyError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::parse(text)
    }
}

impl Serialize for AccountKey {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        sink.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AccountKey {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        text_form::deserialize(source, "an account key such as itsa:1097172564")
    }
}
