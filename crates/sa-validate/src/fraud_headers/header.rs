//! `Header`: the twenty headers, and which connection method needs which.
//!
//! Source: HMRC's specification 3.3, the tables of the eight connection methods.

use super::ConnectionMethod;

/// What it means that a needed header is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// An error.
    Error,
    /// A warning: between client and server in one private network there is nothing to send.
    Warning,
}

/// One row of the table.
struct Row {
    name: &'static str,
    /// One mark a method, in the order of [`ConnectionMethod::ALL`]: `x` needed, `o` asked for by
    /// an earlier version and harmless, `-` neither.
    methods: &'static [u8; 8],
    absence: Absence,
}

macro_rules! headers {
    ($($header:ident $name:literal $methods:literal $absence:ident,)+) => {
        /// A fraud prevention header.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Header {
            $(#[doc = concat!("`", $name, "`.")] $header,)+
        }

        impl Header {
            /// All of them, in the order of HMRC's table.
            pub const ALL: [Self; 20] = [$(Self::$header,)+];

            const fn row(self) -> Row {
                match self {
                    $(Self::$header => {
                        Row { name: $name, methods: $methods, absence: Absence::$absence }
                    })+
                }
            }
        }
    };
}

// The marks stand for batch direct; desktop direct, via server; mobile direct, via server; other
// direct, via server; web.
headers! {
    ConnectionMethod        "Gov-Client-Connection-Method"     b"xxxxxxxx" Error,
    DeviceId                "Gov-Client-Device-ID"             b"xxxxxxxx" Error,
    Timezone                "Gov-Client-Timezone"              b"xxxxxxxx" Error,
    UserIds                 "Gov-Client-User-IDs"              b"xxxxxxxx" Error,
    UserAgent               "Gov-Client-User-Agent"            b"xxxxxxx-" Error,
    BrowserJsUserAgent      "Gov-Client-Browser-JS-User-Agent" b"-------x" Error,
    LocalIps                "Gov-Client-Local-IPs"             b"xxxxxxxo" Error,
    LocalIpsTimestamp       "Gov-Client-Local-IPs-Timestamp"   b"xxxxxxxo" Error,
    MacAddresses            "Gov-Client-MAC-Addresses"         b"xxxooxx-" Error,
    MultiFactor             "Gov-Client-Multi-Factor"          b"-xxxxxxx" Error,
    Screens                 "Gov-Client-Screens"               b"-xxxx--x" Error,
    WindowSize              "Gov-Client-Window-Size"           b"-xxxx--x" Error,
    ClientPublicIp          "Gov-Client-Public-IP"             b"--x-x-xx" Warning,
    ClientPublicIpTimestamp "Gov-Client-Public-IP-Timestamp"   b"--x-x-xx" Warning,
    ClientPublicPort        "Gov-Client-Public-Port"           b"--x-x-xx" Warning,
    VendorForwarded         "Gov-Vendor-Forwarded"             b"--x-x-xx" Warning,
    VendorPublicIp          "Gov-Vendor-Public-IP"             b"--x-x-xx" Warning,
    VendorLicenseIds        "Gov-Vendor-License-IDs"           b"xxxxxxxx" Error,
    VendorProductName       "Gov-Vendor-Product-Name"          b"xxxxxxxx" Error,
    VendorVersion           "Gov-Vendor-Version"               b"xxxxxxxx" Error,
}

impl Header {
    /// Its name, in HMRC's capitals.
    ///
    /// ```
    /// use sa_validate::fraud_headers::Header;
    ///
    /// assert_eq!(Header::DeviceId.name(), "Gov-Client-Device-ID");
    /// ```
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The header of that name, in any capitals.
    ///
    /// ```
    /// use sa_validate::fraud_headers::Header;
    ///
    /// assert_eq!(Header::named("gov-client-device-id"), Some(Header::DeviceId));
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|header| header.is_called(name))
    }

    /// Whether software of this connection method must send it.
    ///
    /// ```
    /// use sa_validate::fraud_headers::{ConnectionMethod, Header};
    ///
    /// assert!(Header::Screens.is_for(ConnectionMethod::WebAppViaServer));
    /// assert!(!Header::Screens.is_for(ConnectionMethod::BatchProcessDirect));
    /// ```
    pub fn is_for(self, method: ConnectionMethod) -> bool {
        self.mark(method) == Some(b'x')
    }

    /// What it means that it is missing.
    pub const fn absence(self) -> Absence {
        self.row().absence
    }

    /// Whether an earlier version of the specification asked this method for it.
    pub(super) fn was_for(self, method: ConnectionMethod) -> bool {
        self.mark(method) == Some(b'o')
    }

    pub(super) const fn is_called(self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    fn mark(self, method: ConnectionMethod) -> Option<u8> {
        self.row().methods.get(method.column()).copied()
    }
}
