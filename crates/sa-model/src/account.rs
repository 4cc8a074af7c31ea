//! Which account: its key, the regime it is kept for, and the identifiers it is found by.

use core::fmt;
use core::str::FromStr;

use sa_validate::{MtdItId, MtdItIdError, Nino, NinoError, Utr, UtrError, Vrn, VrnError};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The regime that an account is kept for.
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
/// Its text is the regime, a colon and the identifier, as journals and stores write it.
///
/// ```
/// use sa_model::AccountKey;
/// let key: AccountKey = "itsa:1097172564".parse()?;
/// assert_eq!(key.to_string(), "itsa:1097172564");
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
    /// The regime that the account is kept for.
    pub const fn regime(self) -> Regime {
        match self {
            Self::Itsa(_) => Regime::Itsa,
            Self::Vat(_) => Regime::Vat,
        }
    }

    /// The identifier that is the key.
    pub const fn identifier(self) -> Identifier {
        match self {
            Self::Itsa(utr) => Identifier::Utr(utr),
            Self::Vat(vrn) => Identifier::Vrn(vrn),
        }
    }

    /// The key with all but the last three digits hidden, for logs.
    pub fn masked(self) -> String {
        match self {
            Self::Itsa(utr) => format!("itsa:{}", utr.masked()),
            Self::Vat(vrn) => format!("vat:{}", vrn.masked()),
        }
    }
}

/// Why a text is not an account key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AccountKeyError {
    /// The text does not begin with a known regime and a colon.
    #[error("an account key begins with `itsa:` or `vat:`")]
    UnknownRegime,
    /// What follows `itsa:` is no UTR.
    #[error("the key of a Self Assessment account holds no valid UTR")]
    Utr(#[source] UtrError),
    /// What follows `vat:` is no VRN.
    #[error("the key of a VAT account holds no valid VRN")]
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
        match text.split_once(':') {
            Some(("itsa", utr)) => Utr::parse(utr)
                .map(Self::Itsa)
                .map_err(AccountKeyError::Utr),
            Some(("vat", vrn)) => Vrn::parse(vrn).map(Self::Vat).map_err(AccountKeyError::Vrn),
            Some(_) | None => Err(AccountKeyError::UnknownRegime),
        }
    }
}

/// Any identifier that finds an account.
///
/// Its text is the kind, a colon and the identifier: `utr:`, `nino:`, `mtditid:` or `vrn:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identifier {
    /// A unique taxpayer reference.
    Utr(Utr),
    /// A National Insurance number.
    Nino(Nino),
    /// An MTD Income Tax identifier.
    MtdItId(MtdItId),
    /// A VAT registration number.
    Vrn(Vrn),
}

impl Identifier {
    /// The kind, as the text form writes it before the colon.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Utr(_) => "utr",
            Self::Nino(_) => "nino",
            Self::MtdItId(_) => "mtditid",
            Self::Vrn(_) => "vrn",
        }
    }

    /// The identifier without its kind.
    pub fn value(&self) -> &str {
        match self {
            Self::Utr(utr) => utr.as_str(),
            Self::Nino(nino) => nino.as_str(),
            Self::MtdItId(id) => id.as_str(),
            Self::Vrn(vrn) => vrn.as_str(),
        }
    }
}

/// Why a text is not an identifier with its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdentifierError {
    /// The text does not begin with a known kind and a colon.
    #[error("an identifier begins with `utr:`, `nino:`, `mtditid:` or `vrn:`")]
    UnknownKind,
    /// What follows `utr:` is no UTR.
    #[error("not a valid UTR")]
    Utr(#[source] UtrError),
    /// What follows `nino:` is no NINO.
    #[error("not a valid NINO")]
    Nino(#[source] NinoError),
    /// What follows `mtditid:` is no MTDITID.
    #[error("not a valid MTDITID")]
    MtdItId(#[source] MtdItIdError),
    /// What follows `vrn:` is no VRN.
    #[error("not a valid VRN")]
    Vrn(#[source] VrnError),
}

impl fmt::Display for Identifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.kind(), self.value())
    }
}

impl FromStr for Identifier {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("utr", utr)) => Utr::parse(utr).map(Self::Utr).map_err(IdentifierError::Utr),
            Some(("nino", nino)) => Nino::parse(nino)
                .map(Self::Nino)
                .map_err(IdentifierError::Nino),
            Some(("mtditid", id)) => MtdItId::parse(id)
                .map(Self::MtdItId)
                .map_err(IdentifierError::MtdItId),
            Some(("vrn", vrn)) => Vrn::parse(vrn).map(Self::Vrn).map_err(IdentifierError::Vrn),
            Some(_) | None => Err(IdentifierError::UnknownKind),
        }
    }
}

/// Serde as the text form, through the parser.
macro_rules! serde_as_text {
    ($($type:ty, $expected:literal;)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl de::Visitor<'_> for Text {
                    type Value = $type;
                    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                        formatter.write_str($expected)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
    )*};
}

serde_as_text! {
    AccountKey, "an account key such as itsa:1097172564";
    Identifier, "an identifier such as nino:AA111111A";
}
