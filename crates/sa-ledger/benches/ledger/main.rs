//! What the ledger costs: folding, the position, and many accounts at once.
//!
//! `cargo bench -p sa-ledger` prints, besides criterion's own figures, the ratios that the goals are
//! stated in. Compare within one run only.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    reason = "a benchmark stops at once when something is wrong, and prints what it measured"
)]

mod accounts;
mod by_hand;
mod ratios;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sa_ledger::{Account, Rules, balance, value_all};
use sa_model::Horizon;
use std::hint::black_box;

use accounts::{Mix, VALUED_ON, journal, typical};

/// The allocator of `sa-server`, which is what folds accounts where it matters.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

fn fold(criterion: &mut Criterion) {
    for (name, mix) in [("fold/paid", Mix::Paid), ("fold/asked", Mix::Asked)] {
        let mut group = criterion.benchmark_group(name);
        for size in SIZES {
            let entries = journal(size, mix);
            group.throughput(Throughput::Elements(size as u64));
            group.bench_with_input(
                BenchmarkId::from_parameter(size),
                &entries,
                |bench, entries| {
                    bench.iter(|| Account::fold(black_box(entries)));
                },
            );
        }
        group.finish();
    }
}

fn position(criterion: &mut Criterion) {
    for (name, mix) in [
        ("position/paid", Mix::Paid),
        ("position/unpaid", Mix::Unpaid),
    ] {
        let mut group = criterion.benchmark_group(name);
        for size in SIZES {
            let account = Account::fold(&journal(size, mix)).unwrap().unwrap();
            group.throughput(Throughput::Elements(size as u64));
            group.bench_with_input(
                BenchmarkId::from_parameter(size),
                &account,
                |bench, account| {
                    bench.iter(|| black_box(account).position(VALUED_ON));
                },
            );
        }
        group.finish();
    }
}

fn typical_account(criterion: &mut Criterion) {
    let account = typical(7);
    let plain = by_hand::Plain::of(&account);
    by_hand::assert_same(&account, &plain);
    let mut bytes = Vec::new();
    account.write_bytes(&mut bytes);
    let mut group = criterion.benchmark_group("typical");
    group.bench_function("by hand", |bench| {
        bench.iter(|| black_box(&plain).position());
    });
    group.bench_function("position", |bench| {
        bench.iter(|| black_box(&account).position(VALUED_ON));
    });
    group.bench_function("position and balance", |bench| {
        bench.iter(|| balance(&black_box(&account).position(VALUED_ON), Horizon::LIABILITY));
    });
    group.bench_function("read", |bench| {
        bench.iter(|| Account::from_bytes(black_box(&bytes)).unwrap());
    });
    group.bench_function("value", |bench| {
        bench.iter(|| {
            let accounts = [black_box(&account)];
            value_all(accounts, VALUED_ON, Horizon::LIABILITY, Rules::built_in()).count()
        });
    });
    group.finish();
}

criterion_group!(benches, ratios::print, fold, position, typical_account);
criterion_main!(benches);
