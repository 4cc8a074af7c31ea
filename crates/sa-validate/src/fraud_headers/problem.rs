//! `Problem`: what may be wrong with a header, and what HMRC calls it.
//!
//! Source: HMRC's Test Fraud Prevention Headers API: codes and, where published, messages.

use std::fmt;

/// How bad a finding is.
///
/// ```
/// use sa_validate::fraud_headers::Severity;
///
/// assert!(Severity::Warning < Severity::Error);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The header may be right.
    Warning,
    /// The header is wrong.
    Error,
}

/// What is wrong. Its `Display` is the message of HMRC's test API.
///
/// ```
/// use sa_validate::fraud_headers::{Problem, Severity};
///
/// assert_eq!(Problem::Required.code(), "MISSING_HEADER");
/// assert_eq!(Problem::Required.to_string(), "Header required");
/// assert_eq!(Problem::Unrecognised.severity(), Severity::Warning);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Problem {
    /// A needed header is missing.
    Required,
    /// A needed header is missing that a private network does not have.
    RequiredUnlessPrivate,
    /// The value is empty.
    Empty,
    /// The value of the multi-factor header is empty, as it may be.
    EmptyMultiFactor,
    /// The value has not the form that the specification asks for.
    Format,
    /// `=`, `&` or `,` between parts is percent encoded.
    EncodedSeparator,
    /// The header was sent more than once (message not published).
    Repeated,
    /// No offset from UTC.
    Timezone,
    /// No IP address.
    NotAnIpAddress,
    /// An IP address of a private network.
    NotAPublicIpAddress,
    /// A screen lacks this value.
    ScreenValueMissing(&'static str),
    /// An item lacks this value.
    ValueMissing(&'static str),
    /// No hop names both public addresses.
    ForwardingDisagrees,
    /// A web application tells the operating system's user.
    OperatingSystemOfWeb,
    /// Installed software does not tell the operating system's user (message not published).
    NoOperatingSystem,
    /// Software at client and server has one version only.
    OneVersion,
    /// No such header.
    Unrecognised,
    /// The header is not one of this connection method (message not published).
    NotForMethod,
}

impl Problem {
    /// Whether it is an error or a warning.
    ///
    /// ```
    /// use sa_validate::fraud_headers::{Problem, Severity};
    ///
    /// assert_eq!(Problem::Empty.severity(), Severity::Error);
    /// assert_eq!(Problem::EmptyMultiFactor.severity(), Severity::Warning); // one factor may do
    /// ```
    pub const fn severity(self) -> Severity {
        match self {
            Self::RequiredUnlessPrivate
            | Self::EmptyMultiFactor
            | Self::OperatingSystemOfWeb
            | Self::NoOperatingSystem
            | Self::OneVersion
            | Self::Unrecognised
            | Self::NotForMethod => Severity::Warning,
            Self::Required
            | Self::Empty
            | Self::Format
            | Self::EncodedSeparator
            | Self::Repeated
            | Self::Timezone
            | Self::NotAnIpAddress
            | Self::NotAPublicIpAddress
            | Self::ScreenValueMissing(_)
            | Self::ValueMissing(_)
            | Self::ForwardingDisagrees => Severity::Error,
        }
    }

    /// HMRC's code.
    ///
    /// ```
    /// use sa_validate::fraud_headers::Problem;
    ///
    /// assert_eq!(Problem::Timezone.code(), "INVALID_HEADER");
    /// assert_eq!(Problem::ForwardingDisagrees.code(), "INVALID_HEADERS"); // of three together
    /// ```
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required | Self::RequiredUnlessPrivate => "MISSING_HEADER",
            Self::Empty | Self::EmptyMultiFactor => "EMPTY_HEADER",
            Self::Format
            | Self::EncodedSeparator
            | Self::Repeated
            | Self::Timezone
            | Self::NotAnIpAddress
            | Self::NotAPublicIpAddress
            | Self::ScreenValueMissing(_)
            | Self::ValueMissing(_) => "INVALID_HEADER",
            Self::ForwardingDisagrees => "INVALID_HEADERS",
            Self::OperatingSystemOfWeb | Self::NoOperatingSystem | Self::OneVersion => {
                "POTENTIALLY_INVALID_HEADER"
            }
            Self::Unrecognised | Self::NotForMethod => "UNEXPECTED_HEADER",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::ScreenValueMissing(value) => {
                return write!(f, "At least 1 screen is missing a value for {value}");
            }
            Self::ValueMissing(value) => {
                return write!(f, "At least 1 value for {value} is missing");
            }
            Self::Required => "Header required",
            Self::RequiredUnlessPrivate => {
                "Header missing. You will not be able to submit a header if the connection is \
                 between client and server in a private network."
            }
            Self::Empty => "Value required",
            Self::EmptyMultiFactor => {
                "Value is empty. This may be correct for single factor authentication, for example \
                 username and password. If this is the case, you must contact us explaining why \
                 you cannot submit this header."
            }
            Self::Format => "Invalid format. Check the specification.",
            Self::EncodedSeparator => "At least 1 separator is percent encoded.",
            Self::Repeated => "Header submitted more than once.",
            Self::Timezone => {
                "Value must be a recognised timezone in UTC format, submitted as UTC±<hh>:<mm>"
            }
            Self::NotAnIpAddress => "Value is not an IP address",
            Self::NotAPublicIpAddress => "Value is not a public IP address",
            Self::ForwardingDisagrees => {
                "At least 1 pair of IPs in Gov-Vendor-Forwarded must include Gov-Client-Public-IP \
                 in the 'for' field and Gov-Vendor-Public-IP in the 'by' field. Check all 3 \
                 headers are consistent."
            }
            Self::OperatingSystemOfWeb => {
                "Check you are using the correct Gov-Client-Connection-Method. Web applications do \
                 not usually provide the os field as browsers do not expose this information."
            }
            Self::NoOperatingSystem => {
                "Installed applications usually provide the os field. Check the specification."
            }
            Self::OneVersion => {
                "For client server architectures, submit a version for the client and the server. \
                 For all other architectures, submit at least 1 version."
            }
            Self::Unrecognised => "Unrecognised header. Check format and spelling.",
            Self::NotForMethod => "Header not expected for this connection method.",
        };
        f.write_str(text)
    }
}
