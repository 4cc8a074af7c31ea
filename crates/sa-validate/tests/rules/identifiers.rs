//! Identifiers: what is taken, what is refused and why, and that text form and serde agree.

use sa_validate::{Nino, PaymentId, TaxYear, Timestamp, Utr};

#[test]
fn a_refusal_says_what_was_wrong_and_where() {
    assert_eq!(
        Utr::parse("12345678é0").unwrap_err().to_string(),
        "a UTR has 10 digits, found 'é' at character 9"
    );
    assert_eq!(
        Nino::parse("BG123456A").unwrap_err().to_string(),
        "no NINO begins with BG"
    );
    assert_eq!(
        PaymentId::parse("081203010024").unwrap_err().to_string(),
        "a payment id is written lot-item, found no - in 12 characters"
    );
    assert_eq!(
        TaxYear::parse("2024-26").unwrap_err().to_string(),
        "a tax year ends in the year after 2024, found 26"
    );
    assert_eq!(
        Timestamp::parse("2026-01-31T24:00:00Z")
            .unwrap_err()
            .to_string(),
        "the day has no time 24:00:00"
    );
}

#[test]
fn a_blank_in_place_of_the_suffix_is_dropped() {
    assert_eq!(Nino::parse("AB123456 ").unwrap().as_str(), "AB123456");
    assert_eq!(
        serde_json::to_string(&Nino::parse("AB123456 ").unwrap()).unwrap(),
        "\"AB123456\""
    );
}
