//! Any lines `Name: value` as the headers of one request: the judge does not panic, says the same
//! twice, and each of its findings has words and is about a header.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sa_validate::fraud_headers::{Header, Verdict, check};

fuzz_target!(|text: &str| {
    // A line that begins with a digit or a small letter means one of the twenty headers, so that
    // the fuzzer need not spell them.
    let headers = || {
        text.lines().filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            let known = name
                .parse::<usize>()
                .ok()
                .and_then(|place| Header::ALL.get(place));
            Some((known.map_or(name, |header| header.name()), value))
        })
    };
    let report = check(headers());
    assert_eq!(check(headers()), report);
    for finding in report.findings() {
        assert!(!finding.message().to_string().is_empty());
        assert!(finding.subject.names().count() > 0);
    }
    let nothing_found = report.findings().is_empty();
    assert_eq!(
        nothing_found,
        matches!(report.verdict(), Verdict::Valid | Verdict::NoHeaders)
    );
});
