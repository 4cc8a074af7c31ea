//! What is found of the headers of a request, and what HMRC calls it.
//!
//! Source: HMRC's Test Fraud Prevention Headers API: codes and, where published, messages.

use std::fmt;

use super::{ConnectionMethod, Header};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The header may be right.
    Warning,
    /// The header is wrong.
    Error,
}

/// What is wrong. Its `Display` is the message of HMRC's test API.
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

/// Which header or headers a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject<'a> {
    /// One of the twenty.
    Header(Header),
    /// A `Gov-` header of no known name, as sent.
    Unrecognised(&'a str),
    /// The hops and the two public addresses together.
    Forwarding,
}

impl<'a> Subject<'a> {
    /// The names of the headers: one, or the three of [`Subject::Forwarding`].
    pub fn names(self) -> impl Iterator<Item = &'a str> {
        let names = match self {
            Self::Header(header) => [Some(header.name()), None, None],
            Self::Unrecognised(name) => [Some(name), None, None],
            Self::Forwarding => [
                Header::VendorForwarded,
                Header::VendorPublicIp,
                Header::ClientPublicIp,
            ]
            .map(|header| Some(header.name())),
        };
        names.into_iter().flatten()
    }
}

/// One thing that is wrong with one header, or with several together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding<'a> {
    /// Which headers.
    pub subject: Subject<'a>,
    /// What is wrong.
    pub problem: Problem,
}

impl Finding<'_> {
    /// HMRC's code: `INVALID_HEADER`, `MISSING_HEADER` ...
    pub const fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// HMRC's message.
    pub const fn message(&self) -> Problem {
        self.problem
    }
}

/// The findings as they come. Empty, and without an allocation, for headers in order.
pub(super) struct Findings<'a>(Vec<Finding<'a>>);

impl<'a> Findings<'a> {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a finding, once.
    pub(super) fn push(&mut self, subject: Subject<'a>, problem: Problem) {
        let finding = Finding { subject, problem };
        if !self.0.contains(&finding) {
            self.0.push(finding);
        }
    }
}

/// The verdict on a request's headers as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// There were none.
    NoHeaders,
    /// Nothing was found.
    Valid,
    /// Warnings alone were found.
    PotentiallyInvalid,
    /// At least one error was found.
    Invalid,
}

impl Verdict {
    /// HMRC's code. Of no headers it is that of invalid ones.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoHeaders | Self::Invalid => "INVALID_HEADERS",
            Self::Valid => "VALID_HEADERS",
            Self::PotentiallyInvalid => "POTENTIALLY_INVALID_HEADERS",
        }
    }

    /// HMRC's message.
    pub const fn message(self) -> &'static str {
        match self {
            Self::NoHeaders => {
                "No fraud prevention headers submitted. These are required by law. Check the \
                 specification."
            }
            Self::Valid => {
                "All headers required for your connection method have been supplied and all appear \
                 to be valid. Validation is based on a single request. We have access to all \
                 requests and can draw additional conclusions."
            }
            Self::PotentiallyInvalid => "At least 1 header is potentially invalid",
            Self::Invalid => "At least 1 header is invalid",
        }
    }
}

/// All that was found of one request's headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report<'a> {
    method: Option<ConnectionMethod>,
    any: bool,
    findings: Vec<Finding<'a>>,
}

impl<'a> Report<'a> {
    pub(super) fn new(method: Option<ConnectionMethod>, any: bool, found: Findings<'a>) -> Self {
        Self {
            method,
            any,
            findings: found.0,
        }
    }

    /// The connection method, if it was sent and is one.
    pub const fn method(&self) -> Option<ConnectionMethod> {
        self.method
    }

    /// Everything, unrecognised headers first, then in the order of HMRC's table.
    pub fn findings(&self) -> &[Finding<'a>] {
        &self.findings
    }

    /// The findings of this severity.
    pub fn of_severity(&self, severity: Severity) -> impl Iterator<Item = &Finding<'a>> {
        self.findings
            .iter()
            .filter(move |finding| finding.problem.severity() == severity)
    }

    /// The findings about this header alone, its name in any capitals.
    pub fn of(&self, name: &str) -> impl Iterator<Item = &Finding<'a>> {
        self.findings
            .iter()
            .filter(move |finding| match finding.subject {
                Subject::Header(header) => header.is_called(name),
                Subject::Unrecognised(other) => other.eq_ignore_ascii_case(name),
                Subject::Forwarding => false,
            })
    }

    /// The verdict as a whole.
    pub fn verdict(&self) -> Verdict {
        let worst = self
            .findings
            .iter()
            .map(|finding| finding.problem.severity())
            .max();
        match (self.any, worst) {
            (false, _) => Verdict::NoHeaders,
            (true, None) => Verdict::Valid,
            (true, Some(Severity::Warning)) => Verdict::PotentiallyInvalid,
            (true, Some(Severity::Error)) => Verdict::Invalid,
        }
    }
}
