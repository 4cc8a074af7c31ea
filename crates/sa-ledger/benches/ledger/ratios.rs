//! The ratios of the goals, measured within this run.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::Criterion;
use sa_ledger::{Account, Rules, value_all};
use sa_model::Horizon;

use crate::accounts::{Mix, VALUED_ON, journal, typical};
use crate::by_hand::Plain;

/// The best of some rounds of one call's time.
fn time_of<T>(mut call: impl FnMut() -> T) -> Duration {
    let mut calls = 1_u32;
    let mut best = Duration::MAX;
    for _ in 0..40 {
        let start = Instant::now();
        for _ in 0..calls {
            black_box(call());
        }
        let round = start.elapsed();
        best = best.min(round / calls);
        if round < Duration::from_millis(5) {
            calls = calls.saturating_mul(2);
        }
    }
    best
}

/// Prints the ratios; takes no part in criterion's measurements.
pub(crate) fn print(_criterion: &mut Criterion) {
    if std::env::args().any(|argument| argument == "--profile-time") {
        return;
    }
    let account = typical(7);
    let plain = Plain::of(&account);
    let by_hand = time_of(|| plain.position());
    let position = time_of(|| account.position(VALUED_ON));
    let ratio = position.as_secs_f64() / by_hand.as_secs_f64();
    println!("typical account: by hand {by_hand:?}, position {position:?}, ratio {ratio:.2}");
    for mix in [Mix::Paid, Mix::Unpaid, Mix::Asked] {
        let mut first: Option<(f64, f64)> = None;
        for size in [10, 100, 1_000, 10_000] {
            let entries = journal(size, mix);
            let account = Account::fold(&entries).unwrap().unwrap();
            let each = |time: Duration| time.as_secs_f64() * 1e9 / size as f64;
            let fold = each(time_of(|| Account::fold(&entries)));
            let position = each(time_of(|| account.position(VALUED_ON)));
            let (fold_10, position_10) = *first.get_or_insert((fold, position));
            println!(
                "{mix:?} {size}: fold {fold:.0} ns an entry ({:.2}), position {position:.0} ns ({:.2})",
                fold / fold_10,
                position / position_10,
            );
        }
    }
    value_a_million();
}

fn value_a_million() {
    let different: Vec<Vec<u8>> = (0..1_000)
        .map(|number| {
            let mut bytes = Vec::new();
            typical(number).write_bytes(&mut bytes);
            bytes
        })
        .collect();
    let total = 1_000_000;
    let start = Instant::now();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let valued: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|worker| {
                let different = &different;
                scope.spawn(move || {
                    let stored = (worker..total)
                        .step_by(workers)
                        .map(|place| &different[place % 1_000]);
                    let accounts = stored.map(|bytes| Account::from_bytes(bytes).unwrap());
                    value_all(accounts, VALUED_ON, Horizon::LIABILITY, Rules::built_in()).count()
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{valued} typical accounts read from {} bytes each and valued on {workers} threads in {seconds:.2} s: {:.0} accounts a second",
        different[0].len(),
        valued as f64 / seconds
    );
}
