//! `Report`: all that is found of one request's headers, and the verdict on them.
//!
//! Source: HMRC's Test Fraud Prevention Headers API: codes and messages of the verdicts.

use super::{ConnectionMethod, Finding, Problem, Severity, Subject};

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
///
/// ```
/// use sa_validate::fraud_headers::Verdict;
///
/// assert_eq!(Verdict::PotentiallyInvalid.code(), "POTENTIALLY_INVALID_HEADERS");
/// assert!(Verdict::Valid < Verdict::Invalid);
/// ```
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
    ///
    /// ```
    /// use sa_validate::fraud_headers::Verdict;
    ///
    /// assert_eq!(Verdict::NoHeaders.code(), "INVALID_HEADERS");
    /// ```
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoHeaders | Self::Invalid => "INVALID_HEADERS",
            Self::Valid => "VALID_HEADERS",
            Self::PotentiallyInvalid => "POTENTIALLY_INVALID_HEADERS",
        }
    }

    /// HMRC's message.
    ///
    /// ```
    /// use sa_validate::fraud_headers::Verdict;
    ///
    /// assert!(Verdict::Valid.message().contains("based on a single request"));
    /// assert!(Verdict::NoHeaders.message().contains("required by law"));
    /// ```
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
///
/// ```
/// use sa_validate::fraud_headers::{Severity, Verdict, check};
///
/// let report = check([("Gov-Client-Colour", "blue")]);
/// assert_eq!(report.verdict(), Verdict::Invalid);
/// assert_eq!(report.of_severity(Severity::Error).count(), 1); // no connection method
/// let [unknown] = report.of("gov-client-colour").collect::<Vec<_>>()[..] else {
///     return Err("one finding");
/// };
/// assert_eq!(unknown.code(), "UNEXPECTED_HEADER");
/// # Ok::<(), &str>(())
/// ```
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
    ///
    /// ```
    /// use sa_validate::fraud_headers::check;
    ///
    /// assert_eq!(check([("Gov-Client-Connection-Method", "WEB")]).method(), None);
    /// ```
    pub const fn method(&self) -> Option<ConnectionMethod> {
        self.method
    }

    /// Everything, unrecognised headers first, then in the order of HMRC's table.
    ///
    /// ```
    /// use sa_validate::fraud_headers::check;
    ///
    /// let headers = [("Gov-Client-Timezone", "GMT"), ("Gov-Colour", "blue")];
    /// let report = check(headers); // and no connection method
    /// let codes: Vec<_> = report.findings().iter().map(|finding| finding.code()).collect();
    /// assert_eq!(codes, ["UNEXPECTED_HEADER", "MISSING_HEADER", "INVALID_HEADER"]);
    /// ```
    pub fn findings(&self) -> &[Finding<'a>] {
        &self.findings
    }

    /// The findings of this severity.
    ///
    /// ```
    /// use sa_validate::fraud_headers::{Severity, check};
    ///
    /// let report = check([("Gov-Colour", "blue")]);
    /// assert_eq!(report.of_severity(Severity::Warning).count(), 1);
    /// assert_eq!(report.of_severity(Severity::Error).count(), 1); // no connection method
    /// ```
    pub fn of_severity(&self, severity: Severity) -> impl Iterator<Item = &Finding<'a>> {
        self.findings
            .iter()
            .filter(move |finding| finding.problem.severity() == severity)
    }

    /// The findings about this header alone, its name in any capitals.
    ///
    /// ```
    /// use sa_validate::fraud_headers::check;
    ///
    /// let report = check([("Gov-Client-Timezone", "Europe/London")]);
    /// assert_eq!(report.of("gov-client-timezone").count(), 1);
    /// assert_eq!(report.of("Gov-Client-Device-ID").count(), 0); // needed by an unknown method only
    /// ```
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
    ///
    /// ```
    /// use sa_validate::fraud_headers::{Verdict, check};
    ///
    /// assert_eq!(check([("Accept", "*/*")]).verdict(), Verdict::NoHeaders);
    /// ```
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
