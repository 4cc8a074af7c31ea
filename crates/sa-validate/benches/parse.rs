//! What a parse costs, beside one scan of the same bytes in the same run; what an amount costs in
//! JSON, beside `serde_json`'s own integers of the same digits.
//!
//! `cargo bench -p sa-validate`

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use sa_validate::{
    Arn, ChargeReference, DocumentId, EntryId, FormBundleNumber, Money, MtdItId, Nino, PaymentId,
    PaymentReference, PeriodKey, TaxYear, Timestamp, Utr, Vrn, date, fraud_headers,
};

criterion_group!(benches, identifiers, amounts, headers);
criterion_main!(benches);

/// Each byte read once, and nothing more: all of them or-ed together, which a compiler makes wide.
fn scan(text: &str) -> u8 {
    text.bytes().fold(0, |seen, byte| seen | byte)
}

fn identifiers(c: &mut Criterion) {
    macro_rules! beside_a_scan {
        ($($name:literal $text:literal $parse:expr;)+) => {$({
            let mut group = c.benchmark_group($name);
            group.bench_function("scan", |b| b.iter(|| scan(black_box($text))));
            group.bench_function("parse", |b| b.iter(|| $parse(black_box($text))));
            group.finish();
        })+};
    }
    beside_a_scan! {
        "Utr" "1097172564" Utr::parse;
        "Nino" "AB123456C" Nino::parse;
        "Vrn" "666964813" Vrn::parse;
        "MtdItId" "XGIT00000000054" MtdItId::parse;
        "Arn" "JARN1234567" Arn::parse;
        "ChargeReference" "XM002610011594" ChargeReference::parse;
        "PaymentReference" "XP00CATINTHEHAT" PaymentReference::parse;
        "PeriodKey" "18A1" PeriodKey::parse;
        "DocumentId" "004000000028" DocumentId::parse;
        "PaymentId" "081203010024-000001" PaymentId::parse;
        "FormBundleNumber" "256660290587" FormBundleNumber::parse;
        "EntryId" "0190b5a2-7b1c-7d3e-8f4a-0123456789ab" EntryId::parse;
        "TaxYear" "2024-25" TaxYear::parse;
        "date" "2025-01-31" date::parse;
        "Timestamp" "2018-01-16T08:20:27.895Z" Timestamp::parse;
        "Money" "9999999999999.99" Money::parse;
    }
}

fn amounts(c: &mut Criterion) {
    for (name, text, digits) in [
        ("Money 1234.56", "1234.56", "123456"),
        (
            "Money 9999999999999.99",
            "9999999999999.99",
            "999999999999999",
        ),
    ] {
        let money = Money::parse(text).unwrap_or_default();
        let integer: i64 = digits.parse().unwrap_or_default();
        let mut group = c.benchmark_group(name);
        let mut buffer = Vec::with_capacity(64);
        group.bench_function("write integer", |b| {
            b.iter(|| {
                buffer.clear();
                serde_json::to_writer(&mut buffer, black_box(&integer)).is_ok()
            });
        });
        group.bench_function("write money", |b| {
            b.iter(|| {
                buffer.clear();
                serde_json::to_writer(&mut buffer, black_box(&money)).is_ok()
            });
        });
        group.bench_function("read integer", |b| {
            b.iter(|| serde_json::from_str::<i64>(black_box(digits)));
        });
        group.bench_function("read money", |b| {
            b.iter(|| serde_json::from_str::<Money>(black_box(text)));
        });
        group.finish();
    }
}

fn headers(c: &mut Criterion) {
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
    c.bench_function("eleven fraud prevention headers", |b| {
        b.iter(|| fraud_headers::check(black_box(headers)).verdict());
    });
}
