//! `Finding`: one thing that is wrong, and with which headers.

use super::{Header, Problem};

/// Which header or headers a finding is about.
///
/// ```
/// use sa_validate::fraud_headers::{Subject, check};
///
/// let report = check([("Gov-Client-Colour", "blue")]);
/// assert_eq!(report.findings()[0].subject, Subject::Unrecognised("Gov-Client-Colour"));
/// ```
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
    ///
    /// ```
    /// use sa_validate::fraud_headers::{Header, Subject};
    ///
    /// assert_eq!(Subject::Header(Header::DeviceId).names().count(), 1);
    /// assert_eq!(Subject::Forwarding.names().count(), 3);
    /// ```
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
///
/// ```
/// use sa_validate::fraud_headers::{Finding, Header, Problem, Subject, check};
///
/// let report = check([("Gov-Client-Connection-Method", "")]);
/// let subject = Subject::Header(Header::ConnectionMethod);
/// assert_eq!(report.findings(), [Finding { subject, problem: Problem::Empty }]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding<'a> {
    /// Which headers.
    pub subject: Subject<'a>,
    /// What is wrong.
    pub problem: Problem,
}

impl Finding<'_> {
    /// HMRC's code: `INVALID_HEADER`, `MISSING_HEADER` ...
    ///
    /// ```
    /// use sa_validate::fraud_headers::check;
    ///
    /// let report = check([("Gov-Client-Connection-Method", "")]);
    /// assert_eq!(report.findings()[0].code(), "EMPTY_HEADER");
    /// ```
    pub const fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// HMRC's message.
    ///
    /// ```
    /// use sa_validate::fraud_headers::check;
    ///
    /// let report = check([("Gov-Client-Connection-Method", "")]);
    /// assert_eq!(report.findings()[0].message().to_string(), "Value required");
    /// ```
    pub const fn message(&self) -> Problem {
        self.problem
    }
}
