//! An entry as a journal line, beside the same entry written with its absent fields as `null`.
//!
//! `cargo bench -p sa-model --bench journal_line`
#![expect(clippy::unwrap_used, reason = "a bench that cannot begin should stop")]

use std::hint::black_box;

use criterion::Criterion;
use sa_model::{AccountKey, Entry, EntryId, Fact, Timestamp, date};
use serde::Serialize;

/// An entry as serde derives it in full.
#[derive(Serialize)]
struct Full<'a> {
    account: AccountKey,
    id: EntryId,
    #[serde(with = "date::serde_date")]
    effective: time::Date,
    recorded: Timestamp,
    fact: &'a Fact,
}

/// Five optional fields, all absent.
const BARE: &str = concat!(
    r#"{"account":"itsa:1097172564","id":"pay-1","effective":"2026-01-31","#,
    r#""recorded":"2026-02-02T09:00:00.000Z","#,
    r#""fact":{"paymentReceived":{"id":"PAY0001","amount":100.00}}}"#,
);

/// The same fields, all there.
const WHOLE: &str = concat!(
    r#"{"account":"itsa:1097172564","id":"pay-1","effective":"2026-01-31","#,
    r#""recorded":"2026-02-02T09:00:00.000Z","#,
    r#""fact":{"paymentReceived":{"id":"PAY0001","paymentId":"081203010024-000001","#,
    r#""reference":"1097172564K","amount":100.00,"processed":"2026-02-01","#,
    r#""method":"bank_transfer","directedTo":"004000000028"}}}"#,
);

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    for (name, line) in [("bare", BARE), ("whole", WHOLE)] {
        let entry: Entry = serde_json::from_str(line).unwrap();
        let full = Full {
            account: entry.account,
            id: entry.id,
            effective: entry.effective,
            recorded: entry.recorded,
            fact: &entry.fact,
        };
        let mut out = Vec::with_capacity(1024);

        let mut group = criterion.benchmark_group(name);
        group.bench_function("write/line", |bench| {
            bench.iter(|| {
                out.clear();
                serde_json::to_writer(&mut out, black_box(&entry)).unwrap();
            });
        });
        group.bench_function("write/with null", |bench| {
            bench.iter(|| {
                out.clear();
                serde_json::to_writer(&mut out, black_box(&full)).unwrap();
            });
        });
        group.bench_function("parse/line", |bench| {
            bench.iter(|| serde_json::from_str::<Entry>(black_box(line)).unwrap());
        });
        group.finish();
    }
    criterion.final_summary();
}
