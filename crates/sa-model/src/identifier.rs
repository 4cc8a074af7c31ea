//! Any identifier that finds an account, with its kind.

use core::fmt;
use core::str::FromStr;

use arrayvec::ArrayString;
use sa_validate::{MtdItId, MtdItIdError, Nino, NinoError, Utr, UtrError, Vrn, VrnError};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{BareNino, text_form};

/// Any identifier that finds an account.
///
/// Its text is the kind, a colon and the identifier: `utr:`, `nino:`, `mtditid:` or `vrn:`; serde
/// reads and writes that text. A NINO is taken with and without its suffix and kept without.
///
/// ```
/// use sa_model::Identifier;
///
/// let identifier = Identifier::parse("nino:AA111111A")?;
/// assert_eq!((identifier.kind(), identifier.value()), ("nino", "AA111111"));
/// assert_eq!(identifier.to_string(), "nino:AA111111");
/// # Ok::<(), sa_model::IdentifierError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identifier {
    /// A unique taxpayer reference.
    Utr(Utr),
    /// A National Insurance number, without its suffix.
    Nino(BareNino),
    /// An MTD Income Tax identifier.
    MtdItId(MtdItId),
    /// A VAT registration number.
    Vrn(Vrn),
}

impl Identifier {
    /// Takes `text` as a kind, a colon and an identifier.
    ///
    /// ```
    /// use sa_model::Identifier;
    ///
    /// // The kind is in small letters; the identifier is written as its own type has it.
    /// assert!(Identifier::parse("mtditid:XAIT00000000054").is_ok());
    /// assert!(Identifier::parse("mtdItId:XAIT00000000054").is_err());
    /// assert!(Identifier::parse("nino:aa111111a").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// [`IdentifierError::UnknownKind`] for `AA111111A` and `NINO:AA111111A`,
    /// [`IdentifierError::Nino`] for `nino:AA11111`, and likewise for the other kinds.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        match text.split_once(':') {
            Some(("utr", utr)) => Utr::parse(utr).map(Self::Utr).map_err(IdentifierError::Utr),
            Some(("nino", nino)) => Nino::parse(nino)
                .map(|nino| Self::Nino(nino.into()))
                .map_err(IdentifierError::Nino),
            Some(("mtditid", id)) => MtdItId::parse(id)
                .map(Self::MtdItId)
                .map_err(IdentifierError::MtdItId),
            Some(("vrn", vrn)) => Vrn::parse(vrn).map(Self::Vrn).map_err(IdentifierError::Vrn),
            Some(_) | None => Err(IdentifierError::UnknownKind {
                found: Prefix::of(text),
            }),
        }
    }

    /// The kind, as the text form writes it before the colon.
    ///
    /// ```
    /// use sa_model::Identifier;
    ///
    /// // The regime, `vat`, is the word of an account's key.
    /// assert_eq!(Identifier::parse("vrn:123456789")?.kind(), "vrn");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Utr(_) => "utr",
            Self::Nino(_) => "nino",
            Self::MtdItId(_) => "mtditid",
            Self::Vrn(_) => "vrn",
        }
    }

    /// The identifier without its kind.
    ///
    /// ```
    /// use sa_model::Identifier;
    ///
    /// // What finds an account, not what was written: the suffix is gone.
    /// assert_eq!(Identifier::parse("nino:AA111111D")?.value(), "AA111111");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
///
/// ```
/// use sa_model::Identifier;
///
/// // Serde tells the error and its cause on one line.
/// let error = serde_json::from_str::<Identifier>(r#""vrn:12345678""#).unwrap_err().to_string();
/// let told = "what follows vrn: is a VRN: a VRN has 9 digits, found 8 characters";
/// assert!(error.starts_with(told));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdentifierError {
    /// The text does not begin with a known kind and a colon.
    #[error("an identifier begins with utr:, nino:, mtditid: or vrn:, found {found}")]
    UnknownKind {
        /// What stands before the colon.
        found: Prefix,
    },
    /// What follows `utr:` is no UTR.
    #[error("what follows utr: is a UTR")]
    Utr(#[source] UtrError),
    /// What follows `nino:` is no NINO.
    #[error("what follows nino: is a NINO")]
    Nino(#[source] NinoError),
    /// What follows `mtditid:` is no MTDITID.
    #[error("what follows mtditid: is an MTDITID")]
    MtdItId(#[source] MtdItIdError),
    /// What follows `vrn:` is no VRN.
    #[error("what follows vrn: is a VRN")]
    Vrn(#[source] VrnError),
}

/// What stood where a kind and a colon should, for error texts: its first six characters, so that a
/// whole identifier in its place is not told on.
///
/// ```
/// use sa_model::Identifier;
///
/// let text = |found: &str| Identifier::parse(found).unwrap_err().to_string();
/// assert!(text("nationalinsurance:AA111111A").ends_with(r#"found "nation""#));
/// // What may be the identifier itself is not repeated.
/// assert!(text("AA111111A").ends_with("found no colon"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prefix {
    text: ArrayString<24>,
    colon: bool,
}

impl Prefix {
    pub(crate) fn of(text: &str) -> Self {
        let (before, colon) = match text.split_once(':') {
            Some((before, _)) => (before, true),
            None => ("", false),
        };
        let mut text = ArrayString::new();
        for character in before.chars().take(6) {
            // A character has at most four bytes: six always fit.
            if text.try_push(character).is_err() {
                break;
            }
        }
        Self { text, colon }
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.colon {
            write!(formatter, "{:?}", self.text.as_str())
        } else {
            formatter.write_str("no colon")
        }
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.kind(), self.value())
    }
}

impl FromStr for Identifier {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for Identifier {
    type Error = IdentifierError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::parse(text)
    }
}

impl Serialize for Identifier {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        sink.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Identifier {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        text_form::deserialize(source, "an identifier such as nino:AA111111A")
    }
}
