//! Fraud prevention headers: the matrix, each header's form, and HMRC's codes and messages.

use sa_validate::fraud_headers::{
    ConnectionMethod, Finding, Header, Severity, Subject, Verdict, check,
};

use crate::table::rows;

/// The two letters by which the tables call a connection method.
fn method_called(letters: &str) -> ConnectionMethod {
    let all = ["BD", "DD", "DS", "MD", "MS", "OD", "OS", "WS"];
    let place = all.iter().position(|each| *each == letters).unwrap();
    ConnectionMethod::ALL[place]
}

/// What software of this method should send, out of the table of good values.
fn good_headers(method: ConnectionMethod) -> Vec<(String, String)> {
    let column = ConnectionMethod::ALL
        .iter()
        .position(|each| *each == method)
        .unwrap();
    rows(include_str!("tables/fraud_headers.txt"))
        .into_iter()
        .filter(|[_, marks, _, _]| marks.as_bytes()[column] == b'x')
        .map(|[name, _, value, _]| match (name.as_str(), method) {
            ("Gov-Client-Connection-Method", _) => (name, method.to_string()),
            ("Gov-Client-User-IDs", ConnectionMethod::WebAppViaServer) => {
                (name, "my-application=alice".to_owned())
            }
            _ => (name, value),
        })
        .collect()
}

fn pairs(headers: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
}

fn told(finding: &Finding<'_>) -> String {
    format!("{}: {}", finding.code(), finding.message())
}

/// Source: HMRC's specification 3.3, the tables of the eight methods.
#[test]
fn the_matrix_is_that_of_the_specification() {
    let table = rows::<4>(include_str!("tables/fraud_headers.txt"));
    assert_eq!(table.len(), Header::ALL.len());
    for (header, [name, marks, _, _]) in Header::ALL.into_iter().zip(&table) {
        assert_eq!(header.name(), name);
        assert_eq!(Header::named(&name.to_lowercase()), Some(header));
        for (method, mark) in ConnectionMethod::ALL.into_iter().zip(marks.chars()) {
            assert_eq!(header.is_for(method), mark == 'x', "{name} for {method}");
        }
    }
    let counts = ConnectionMethod::ALL.map(|method| {
        Header::ALL
            .iter()
            .filter(|header| header.is_for(method))
            .count()
    });
    assert_eq!(counts, [11, 14, 19, 13, 18, 12, 17, 16]);
}

#[test]
fn good_headers_of_every_method_are_found_valid() {
    for method in ConnectionMethod::ALL {
        let headers = good_headers(method);
        let report = check(pairs(&headers));
        assert_eq!(report.findings(), [], "{method}");
        assert_eq!(report.verdict(), Verdict::Valid);
        assert_eq!(report.method(), Some(method));
    }
}

#[test]
fn each_fault_is_told_with_hmrcs_code_and_message() {
    for [name, letters, value, expected, source] in rows(include_str!("tables/fraud_values.txt")) {
        let mut headers = good_headers(method_called(&letters));
        headers.retain(|(other, _)| *other != name);
        match value.as_str() {
            "(missing)" => {}
            "(empty)" => headers.push((name.clone(), String::new())),
            _ => headers.push((name.clone(), value.clone())),
        }
        // Software without a known method is judged on forms alone: no other fault may come in.
        let report = check(pairs(&headers));
        let found: Vec<String> = report.findings().iter().map(told).collect();
        let found = if found.is_empty() {
            "ok".to_owned()
        } else {
            found.join("; ")
        };
        assert_eq!(found, expected, "{name} for {letters}: {value} ({source})");
        for finding in report.findings() {
            let about_it = finding
                .subject
                .names()
                .any(|each| each.eq_ignore_ascii_case(&name));
            assert!(about_it, "{name}: {finding:?}");
        }
    }
}

#[test]
fn every_needed_header_is_missed() {
    for method in ConnectionMethod::ALL {
        let only_method = [("Gov-Client-Connection-Method", method.as_str())];
        let report = check(only_method);
        let needed = Header::ALL
            .iter()
            .filter(|header| header.is_for(method))
            .count();
        assert_eq!(report.findings().len(), needed - 1, "{method}");
        assert!(
            report
                .findings()
                .iter()
                .all(|finding| finding.code() == "MISSING_HEADER")
        );
        assert_eq!(report.verdict(), Verdict::Invalid);
    }
}

#[test]
fn the_verdict_is_that_of_the_worst_finding() {
    assert_eq!(check([]).verdict(), Verdict::NoHeaders);
    assert_eq!(check([("Accept", "*/*")]).verdict(), Verdict::NoHeaders);
    assert_eq!(check([]).verdict().code(), "INVALID_HEADERS");
    let mut headers = good_headers(ConnectionMethod::WebAppViaServer);
    headers.push(("gov-client-Colour".to_owned(), "blue".to_owned()));
    let report = check(pairs(&headers));
    assert_eq!(report.verdict(), Verdict::PotentiallyInvalid);
    assert_eq!(report.of_severity(Severity::Warning).count(), 1);
    assert_eq!(report.of_severity(Severity::Error).count(), 0);
    assert_eq!(
        report.findings()[0].subject,
        Subject::Unrecognised("gov-client-Colour")
    );
    headers.push(("Gov-Client-Timezone".to_owned(), "UTC+01:00".to_owned()));
    let report = check(pairs(&headers));
    assert_eq!(report.verdict(), Verdict::Invalid);
    let repeated = report
        .of("gov-client-timezone")
        .map(told)
        .collect::<Vec<_>>();
    assert_eq!(
        repeated,
        ["INVALID_HEADER: Header submitted more than once."]
    );
}

#[test]
fn names_are_compared_without_regard_to_capitals() {
    for change in [str::to_lowercase, str::to_uppercase] {
        let headers: Vec<_> = good_headers(ConnectionMethod::DesktopAppViaServer)
            .into_iter()
            .map(|(name, value)| (change(&name), value))
            .collect();
        assert_eq!(check(pairs(&headers)).verdict(), Verdict::Valid);
    }
}
