//! `ConnectionMethod`: how a taxpayer's software reaches HMRC.

use std::fmt;

use arrayvec::ArrayString;

/// The value of `Gov-Client-Connection-Method`.
///
/// ```
/// use sa_validate::fraud_headers::ConnectionMethod;
///
/// let method = ConnectionMethod::parse("WEB_APP_VIA_SERVER")?;
/// assert_eq!(method, ConnectionMethod::WebAppViaServer);
/// assert!(ConnectionMethod::parse("WEB_APP").is_err());
/// # Ok::<(), sa_validate::fraud_headers::ConnectionMethodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConnectionMethod {
    /// `BATCH_PROCESS_DIRECT`.
    BatchProcessDirect,
    /// `DESKTOP_APP_DIRECT`.
    DesktopAppDirect,
    /// `DESKTOP_APP_VIA_SERVER`.
    DesktopAppViaServer,
    /// `MOBILE_APP_DIRECT`.
    MobileAppDirect,
    /// `MOBILE_APP_VIA_SERVER`.
    MobileAppViaServer,
    /// `OTHER_DIRECT`.
    OtherDirect,
    /// `OTHER_VIA_SERVER`.
    OtherViaServer,
    /// `WEB_APP_VIA_SERVER`.
    WebAppViaServer,
}

/// Why a text is no [`ConnectionMethod`].
///
/// ```
/// use sa_validate::fraud_headers::ConnectionMethod;
///
/// let refusal = ConnectionMethod::parse("WEB").unwrap_err().to_string();
/// assert!(refusal.ends_with("one of HMRC's eight, like WEB_APP_VIA_SERVER, found \"WEB\""));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectionMethodError {
    /// None of the eight.
    #[error("a connection method is one of HMRC's eight, like WEB_APP_VIA_SERVER, found {found:?}")]
    Unknown {
        /// The text, or the first 32 bytes or so of it.
        found: ArrayString<32>,
    },
}

impl ConnectionMethod {
    /// All eight, in the order of HMRC's table.
    ///
    /// ```
    /// use sa_validate::fraud_headers::{ConnectionMethod, Header};
    ///
    /// let screens = ConnectionMethod::ALL.into_iter().filter(|method| Header::Screens.is_for(*method));
    /// assert_eq!(screens.count(), 5);
    /// ```
    pub const ALL: [Self; 8] = [
        Self::BatchProcessDirect,
        Self::DesktopAppDirect,
        Self::DesktopAppViaServer,
        Self::MobileAppDirect,
        Self::MobileAppViaServer,
        Self::OtherDirect,
        Self::OtherViaServer,
        Self::WebAppViaServer,
    ];

    /// Takes HMRC's text, in capitals.
    ///
    /// ```
    /// use sa_validate::fraud_headers::ConnectionMethod;
    ///
    /// assert!(ConnectionMethod::parse("OTHER_DIRECT").is_ok());
    /// assert!(ConnectionMethod::parse("other_direct").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// [`ConnectionMethodError::Unknown`] for `WEB_APP` or `web_app_via_server`.
    pub fn parse(text: &str) -> Result<Self, ConnectionMethodError> {
        Self::ALL
            .into_iter()
            .find(|method| method.as_str() == text)
            .ok_or_else(|| {
                let mut found = ArrayString::new();
                // Ends at the first character that does not fit.
                text.chars()
                    .all(|character| found.try_push(character).is_ok());
                ConnectionMethodError::Unknown { found }
            })
    }

    /// HMRC's text.
    ///
    /// ```
    /// use sa_validate::fraud_headers::ConnectionMethod;
    ///
    /// let texts = ConnectionMethod::ALL.map(ConnectionMethod::as_str);
    /// assert!(texts.is_sorted()); // HMRC's order is that of the alphabet
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BatchProcessDirect => "BATCH_PROCESS_DIRECT",
            Self::DesktopAppDirect => "DESKTOP_APP_DIRECT",
            Self::DesktopAppViaServer => "DESKTOP_APP_VIA_SERVER",
            Self::MobileAppDirect => "MOBILE_APP_DIRECT",
            Self::MobileAppViaServer => "MOBILE_APP_VIA_SERVER",
            Self::OtherDirect => "OTHER_DIRECT",
            Self::OtherViaServer => "OTHER_VIA_SERVER",
            Self::WebAppViaServer => "WEB_APP_VIA_SERVER",
        }
    }

    /// Whether software on a server and at the client both take part, each with its version. Web
    /// applications are served whole, and name one.
    pub(super) const fn is_client_and_server(self) -> bool {
        matches!(
            self,
            Self::DesktopAppViaServer | Self::MobileAppViaServer | Self::OtherViaServer
        )
    }

    /// Whether it is on a telephone or a tablet.
    pub(super) const fn is_mobile(self) -> bool {
        matches!(self, Self::MobileAppDirect | Self::MobileAppViaServer)
    }

    /// Its column in the table of headers.
    pub(super) const fn column(self) -> usize {
        match self {
            Self::BatchProcessDirect => 0,
            Self::DesktopAppDirect => 1,
            Self::DesktopAppViaServer => 2,
            Self::MobileAppDirect => 3,
            Self::MobileAppViaServer => 4,
            Self::OtherDirect => 5,
            Self::OtherViaServer => 6,
            Self::WebAppViaServer => 7,
        }
    }
}

impl fmt::Display for ConnectionMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for ConnectionMethod {
    type Err = ConnectionMethodError;

    fn from_str(text: &str) -> Result<Self, ConnectionMethodError> {
        Self::parse(text)
    }
}
