//! Fraud prevention headers: which a connection method needs, what each must look like, and what
//! HMRC's test API says of those that do not.
//!
//! Source: HMRC's specification "Fraud prevention", version 3.3 of 27 January 2025, and its Test
//! Fraud Prevention Headers API. The complete rules of HMRC's validator are not public; where they
//! are not, the specification is followed, and a message that HMRC does not publish is marked so at
//! its [`Problem`]. The tax APIs themselves refuse no call for its headers.
//!
//! ```
//! use sa_validate::fraud_headers::{ConnectionMethod, Header, check};
//!
//! let method = ConnectionMethod::WebAppViaServer;
//! let report = check([("Gov-Client-Connection-Method", method.as_str())]);
//! let needed = Header::ALL.into_iter().filter(|header| header.is_for(method)).count();
//! assert_eq!(report.findings().len(), needed - 1); // all others are missing
//! ```

mod connection_method;
mod device;
mod encoding;
mod finding;
mod header;
mod network;
mod problem;
mod report;
mod sign_in;
mod software;

pub use connection_method::{ConnectionMethod, ConnectionMethodError};
pub use finding::{Finding, Subject};
pub use header::Header;
pub use problem::{Problem, Severity};
pub use report::{Report, Verdict};

use report::Findings;

/// Headers that earlier versions of the specification asked for: needless, and not spoken of.
const FORMER: [&str; 2] = [
    "Gov-Client-Browser-Plugins",
    "Gov-Client-Browser-Do-Not-Track",
];

/// Judges the headers of one request, given as pairs of name and value in any order; those that do
/// not begin with `Gov-` are passed over, and so is `Gov-Test-Scenario`.
///
/// ```
/// use sa_validate::fraud_headers::{Verdict, check};
///
/// let report = check([
///     ("Gov-Client-Connection-Method", "DESKTOP_APP_DIRECT"),
///     ("gov-client-timezone", "Europe/London"),
/// ]);
/// assert_eq!(report.verdict(), Verdict::Invalid);
/// let timezone = report.of("gov-client-timezone").next().ok_or("nothing found")?;
/// assert_eq!(timezone.code(), "INVALID_HEADER");
/// assert_eq!(
///     timezone.message().to_string(),
///     "Value must be a recognised timezone in UTC format, submitted as UTC±<hh>:<mm>"
/// );
/// # Ok::<(), &str>(())
/// ```
pub fn check<'a>(headers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Report<'a> {
    let mut found = Findings::new();
    let mut values: [Option<&'a str>; Header::ALL.len()] = [None; Header::ALL.len()];
    let mut any = false;
    for (name, value) in headers {
        if !begins_with(name, "Gov-") || name.eq_ignore_ascii_case("Gov-Test-Scenario") {
            continue;
        }
        any = true;
        let slot = Header::ALL
            .iter()
            .zip(&mut values)
            .find(|(header, _)| header.is_called(name));
        match slot {
            Some((_, slot @ None)) => *slot = Some(value.trim_matches([' ', '\t'])),
            Some((header, Some(_))) => found.push(Subject::Header(*header), Problem::Repeated),
            None if FORMER
                .iter()
                .any(|former| former.eq_ignore_ascii_case(name)) => {}
            None => found.push(Subject::Unrecognised(name), Problem::Unrecognised),
        }
    }
    if !any {
        return Report::new(None, false, found);
    }
    let method = value_of(Header::ConnectionMethod, &values)
        .and_then(|value| ConnectionMethod::parse(value).ok());
    for (header, value) in Header::ALL.into_iter().zip(values) {
        judge(header, value, method, &mut |problem| {
            found.push(Subject::Header(header), problem);
        });
    }
    if let [Some(forwarded), Some(client), Some(vendor)] = [
        Header::VendorForwarded,
        Header::ClientPublicIp,
        Header::VendorPublicIp,
    ]
    .map(|header| value_of(header, &values))
        && method.is_none_or(|method| Header::VendorForwarded.is_for(method))
        && !network::is_forwarded(forwarded, client, vendor)
    {
        found.push(Subject::Forwarding, Problem::ForwardingDisagrees);
    }
    Report::new(method, true, found)
}

/// The value that was sent for `header`, if any.
fn value_of<'a>(header: Header, values: &[Option<&'a str>; Header::ALL.len()]) -> Option<&'a str> {
    Header::ALL
        .iter()
        .zip(values)
        .find(|(each, _)| **each == header)
        .and_then(|(_, value)| *value)
}

/// Judges one header by itself, whether sent or not.
fn judge(
    header: Header,
    value: Option<&str>,
    method: Option<ConnectionMethod>,
    tell: &mut dyn FnMut(Problem),
) {
    let is_for_method = method.is_none_or(|method| header.is_for(method));
    match value {
        None if header == Header::ConnectionMethod => tell(Problem::Required),
        None if method.is_some() && is_for_method => tell(header.missing()),
        None => {}
        Some(_) if method.is_some_and(|method| header.was_for(method)) => {}
        Some(_) if !is_for_method => tell(Problem::NotForMethod),
        Some("") if header == Header::MultiFactor => tell(Problem::EmptyMultiFactor),
        Some("") => tell(Problem::Empty),
        Some(value) if !encoding::is_printable(value) || encoding::is_placeholder(value) => {
            tell(Problem::Format);
        }
        Some(value) => judge_value(header, value, method, tell),
    }
}

/// Judges a value that is there and printable.
fn judge_value(
    header: Header,
    value: &str,
    method: Option<ConnectionMethod>,
    tell: &mut dyn FnMut(Problem),
) {
    match header {
        Header::ConnectionMethod if method.is_none() => tell(Problem::Format),
        Header::ConnectionMethod | Header::BrowserJsUserAgent => {}
        Header::DeviceId => device::id(value, tell),
        Header::Timezone => device::timezone(value, tell),
        Header::UserAgent => device::user_agent(value, tell),
        Header::Screens => device::screens(value, tell),
        Header::WindowSize => device::window_size(value, tell),
        Header::UserIds => sign_in::user_ids(value, method, tell),
        Header::MultiFactor => sign_in::multi_factor(value, tell),
        Header::LocalIpsTimestamp | Header::ClientPublicIpTimestamp => {
            sign_in::timestamp(value, tell);
        }
        Header::LocalIps => network::local_ips(value, tell),
        Header::MacAddresses => network::mac_addresses(value, tell),
        Header::ClientPublicIp | Header::VendorPublicIp => network::public_ip(value, tell),
        Header::ClientPublicPort => network::public_port(value, tell),
        Header::VendorForwarded => network::forwarded(value, tell),
        Header::VendorLicenseIds => software::license_ids(value, tell),
        Header::VendorProductName => software::product_name(value, tell),
        Header::VendorVersion => software::version(value, method, tell),
    }
}

fn begins_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}
