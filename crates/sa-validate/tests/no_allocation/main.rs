//! No parse of a right text allocates, nor does printing, comparing or serialising its value.
//!
//! A binary of its own: the counting allocator is the whole program's.
#![cfg(test)]

use std::hint::black_box;

use allocation_counter::measure;
use sa_validate::date_range::{RangeRule, VAT_FINANCIAL};
use sa_validate::{
    Arn, ChargeReference, DocumentId, EntryId, FlatRateCategory, FormBundleNumber, Money, MtdItId,
    Nino, PaymentId, PaymentLot, PaymentLotItem, PaymentReference, PeriodKey, Stagger, TaxYear,
    Timestamp, Utr, Vrn, date, due_date, fraud_headers,
};

/// How many allocations `run` makes.
fn allocations<T>(run: impl FnOnce() -> T) -> u64 {
    measure(|| {
        black_box(run());
    })
    .count_total
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| String::from("1097172564")), 1);
}

#[test]
fn no_right_text_costs_an_allocation() {
    macro_rules! free {
        ($($name:ident $text:literal)+) => {$(
            let value = $name::parse($text).unwrap();
            assert_eq!(allocations(|| $name::parse(black_box($text)).is_ok()), 0, "{value}");
            let json = serde_json::to_string(&value).unwrap();
            let read = || serde_json::from_str::<$name>(black_box(&json)).is_ok();
            assert_eq!(allocations(read), 0, "reading {json}");
            let mut buffer = Vec::with_capacity(64);
            let write = || serde_json::to_writer(&mut buffer, &value).is_ok();
            assert_eq!(allocations(write), 0, "writing {json}");
            let bytes = postcard::to_stdvec(&value).unwrap();
            let read = || postcard::from_bytes::<$name>(black_box(&bytes)).is_ok();
            assert_eq!(allocations(read), 0, "reading {value}, compact");
        )+};
    }
    free! {
        Utr "1097172564"
        Nino "AB123456C"
        Vrn "666964813"
        MtdItId "XGIT00000000054"
        Arn "JARN1234567"
        ChargeReference "XM002610011594"
        PaymentReference "XP00CATINTHEHAT"
        PeriodKey "18A1"
        DocumentId "004000000028"
        PaymentLot "081203010024"
        PaymentLotItem "000001"
        PaymentId "081203010024-000001"
        FormBundleNumber "256660290587"
        FlatRateCategory "001"
        EntryId "0190b5a2-7b1c-7d3e-8f4a-0123456789ab"
        TaxYear "2024-25"
        Stagger "MA"
        Timestamp "2018-01-16T08:20:27.895Z"
        Money "9999999999999.99"
        Money "100"
        Money "-0.5"
    }
}

#[test]
fn no_question_costs_an_allocation() {
    let key = PeriodKey::parse("18A4").unwrap();
    let end = date::parse("2018-02-28").unwrap();
    let utr = Utr::parse("1097172564").unwrap();
    let amounts = [Money::MAX, Money::MIN, Money::ZERO];
    assert_eq!(allocations(|| date::parse("2024-02-29")), 0);
    assert_eq!(allocations(|| key.meaning()), 0);
    assert_eq!(allocations(|| due_date::vat::standard(end)), 0);
    assert_eq!(allocations(|| utr.has_valid_check_digit()), 0);
    assert_eq!(allocations(|| Money::total(amounts)), 0);
    let rule: &RangeRule = &VAT_FINANCIAL;
    assert_eq!(allocations(|| rule.check(end, end, end)), 0);
}

#[test]
fn headers_in_order_cost_no_allocation() {
    let headers = [
        ("Gov-Client-Connection-Method", "BATCH_PROCESS_DIRECT"),
        (
            "Gov-Client-Device-ID",
            "beec798b-b366-47fa-b1f8-92cede14a1ce",
        ),
        ("Gov-Client-Timezone", "UTC+01:00"),
        ("Gov-Client-User-IDs", "os=user123"),
        (
            "Gov-Client-User-Agent",
            "os-family=Windows&os-version=11&device-manufacturer=Dell&device-model=X",
        ),
        ("Gov-Client-Local-IPs", "10.1.2.3,fc00%3A%3A"),
        ("Gov-Client-Local-IPs-Timestamp", "2020-09-21T14:30:05.123Z"),
        ("Gov-Client-MAC-Addresses", "ea%3A43%3A1a%3A5d%3A21%3A45"),
        ("Gov-Vendor-License-IDs", "software=8D79"),
        ("Gov-Vendor-Product-Name", "Product%20Name"),
        ("Gov-Vendor-Version", "software=1.0"),
    ];
    assert!(fraud_headers::check(headers).findings().is_empty());
    assert_eq!(allocations(|| fraud_headers::check(headers)), 0);
}

/// An error is a small value too: its text is made when it is asked for.
#[test]
fn a_refusal_costs_no_allocation() {
    assert_eq!(allocations(|| Utr::parse("109717256").is_err()), 0);
    assert_eq!(allocations(|| Nino::parse("BG123456A").is_err()), 0);
    assert_eq!(allocations(|| Money::parse("1.000").is_err()), 0);
    assert_eq!(allocations(|| TaxYear::parse("2024-26").is_err()), 0);
    assert_eq!(allocations(|| date::parse("2025-02-30").is_err()), 0);
}
