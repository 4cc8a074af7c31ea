//! `Header`: the twenty headers, and which connection method needs which.
//!
//! Source: HMRC's specification 3.3, the tables of the eight connection methods.

use super::{ConnectionMethod, Problem};

/// One row of the table.
struct Row {
    name: &'static str,
    /// One mark a method, in the order of [`ConnectionMethod::ALL`]: `x` needed, `o` asked for by
    /// an earlier version and harmless, `-` neither.
    methods: &'static [u8; 8],
    /// What to say where it is needed and missing.
    missing: Problem,
}

macro_rules! headers {
    ($($header:ident $name:literal $methods:literal $missing:ident,)+) => {
        /// A fraud prevention header.
        ///
        /// ```
        /// use sa_validate::fraud_headers::Header;
        ///
        /// let name = "Gov-Client-Browser-Plugins"; // of an earlier version
        /// assert_eq!(Header::named(name), None);
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Header {
            $(#[doc = concat!("`", $name, "`.")] $header,)+
        }

        impl Header {
            /// All of them, in the order of HMRC's table.
            ///
            /// ```
            /// use sa_validate::fraud_headers::{ConnectionMethod, Header};
            ///
            /// let batch = ConnectionMethod::BatchProcessDirect;
            /// assert_eq!(Header::ALL.into_iter().filter(|header| header.is_for(batch)).count(), 11);
            /// ```
            pub const ALL: [Self; 20] = [$(Self::$header,)+];

            const fn row(self) -> Row {
                match self {
                    $(Self::$header => {
                        Row { name: $name, methods: $methods, missing: Problem::$missing }
                    })+
                }
            }
        }
    };
}

// The marks stand for batch direct; desktop direct, via server; mobile direct, via server; other
// direct, via server; web.
headers! {
    ConnectionMethod        "Gov-Client-Connection-Method"     b"xxxxxxxx" Required,
    DeviceId                "Gov-Client-Device-ID"             b"xxxxxxxx" Required,
    Timezone                "Gov-Client-Timezone"              b"xxxxxxxx" Required,
    UserIds                 "Gov-Client-User-IDs"              b"xxxxxxxx" Required,
    UserAgent               "Gov-Client-User-Agent"            b"xxxxxxx-" Required,
    BrowserJsUserAgent      "Gov-Client-Browser-JS-User-Agent" b"-------x" Required,
    LocalIps                "Gov-Client-Local-IPs"             b"xxxxxxxo" Required,
    LocalIpsTimestamp       "Gov-Client-Local-IPs-Timestamp"   b"xxxxxxxo" Required,
    MacAddresses            "Gov-Client-MAC-Addresses"         b"xxxooxx-" Required,
    MultiFactor             "Gov-Client-Multi-Factor"          b"-xxxxxxx" Required,
    Screens                 "Gov-Client-Screens"               b"-xxxx--x" Required,
    WindowSize              "Gov-Client-Window-Size"           b"-xxxx--x" Required,
    ClientPublicIp          "Gov-Client-Public-IP"             b"--x-x-xx" RequiredUnlessPrivate,
    ClientPublicIpTimestamp "Gov-Client-Public-IP-Timestamp"   b"--x-x-xx" RequiredUnlessPrivate,
    ClientPublicPort        "Gov-Client-Public-Port"           b"--x-x-xx" RequiredUnlessPrivate,
    VendorForwarded         "Gov-Vendor-Forwarded"             b"--x-x-xx" RequiredUnlessPrivate,
    VendorPublicIp          "Gov-Vendor-Public-IP"             b"--x-x-xx" RequiredUnlessPrivate,
    VendorLicenseIds        "Gov-Vendor-License-IDs"           b"xxxxxxxx" Required,
    VendorProductName       "Gov-Vendor-Product-Name"          b"xxxxxxxx" Required,
    VendorVersion           "Gov-Vendor-Version"               b"xxxxxxxx" Required,
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

    /// What to say where it is needed and missing: a warning of those that between client and
    /// server in one private network have no value.
    pub(super) const fn missing(self) -> Problem {
        self.row().missing
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
