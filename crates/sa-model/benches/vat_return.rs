//! A VAT return as JSON, beside the same digits as integers in the same run.
//!
//! `cargo bench -p sa-model --bench vat_return`
#![expect(clippy::unwrap_used, reason = "a bench that cannot begin should stop")]

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use sa_model::{PeriodKey, VatReturn};
use serde::{Deserialize, Serialize};

/// The shape of a [`VatReturn`], its boxes integers.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Integers {
    period_key: PeriodKey,
    boxes: IntegerBoxes,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct IntegerBoxes {
    vat_due_sales: i64,
    vat_due_acquisitions: i64,
    total_vat_due: i64,
    vat_reclaimed_curr_period: i64,
    net_vat_due: i64,
    #[serde(rename = "totalValueSalesExVAT")]
    total_value_sales_ex_vat: i64,
    #[serde(rename = "totalValuePurchasesExVAT")]
    total_value_purchases_ex_vat: i64,
    #[serde(rename = "totalValueGoodsSuppliedExVAT")]
    total_value_goods_supplied_ex_vat: i64,
    #[serde(rename = "totalAcquisitionsExVAT")]
    total_acquisitions_ex_vat: i64,
}

const RETURN: &str = concat!(
    r#"{"periodKey":"18A1","boxes":{"vatDueSales":10105.50,"vatDueAcquisitions":-100.45,"#,
    r#""totalVatDue":10005.05,"vatReclaimedCurrPeriod":105.15,"netVatDue":9899.90,"#,
    r#""totalValueSalesExVAT":50527,"totalValuePurchasesExVAT":525,"#,
    r#""totalValueGoodsSuppliedExVAT":100,"totalAcquisitionsExVAT":540}}"#,
);

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    whole_return(&mut criterion);
    criterion.final_summary();
}

fn whole_return(criterion: &mut Criterion) {
    // The same digits, without the points.
    let digits = RETURN.replace('.', "");
    let money: VatReturn = serde_json::from_str(RETURN).unwrap();
    let integers: Integers = serde_json::from_str(&digits).unwrap();
    let mut out = Vec::with_capacity(1024);

    let mut group = criterion.benchmark_group("return");
    group.throughput(Throughput::Elements(1));
    group.bench_function("parse/money", |bench| {
        bench.iter(|| serde_json::from_str::<VatReturn>(black_box(RETURN)).unwrap());
    });
    group.bench_function("parse/integers", |bench| {
        bench.iter(|| serde_json::from_str::<Integers>(black_box(&digits)).unwrap());
    });
    group.bench_function("write/money", |bench| {
        bench.iter(|| {
            out.clear();
            serde_json::to_writer(&mut out, black_box(&money)).unwrap();
        });
    });
    group.bench_function("write/integers", |bench| {
        bench.iter(|| {
            out.clear();
            serde_json::to_writer(&mut out, black_box(&integers)).unwrap();
        });
    });
    group.bench_function("check", |bench| {
        bench.iter(|| VatReturn::new(money.period_key(), black_box(*money.boxes())).unwrap());
    });
    group.finish();
}
