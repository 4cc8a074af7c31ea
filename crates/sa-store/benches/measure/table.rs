//! What a benchmark measured, as one table of the columns `what` and `figure`.

use std::time::Duration;

/// Rows in the order in which they were measured.
#[derive(Default)]
pub(crate) struct Table(Vec<(String, String)>);

/// Times of one kind, in order.
pub(crate) struct Times(Vec<Duration>);

impl Table {
    pub(crate) fn row(&mut self, what: &str, figure: String) {
        self.0.push((what.to_owned(), figure));
    }

    /// Adds a row for times, each of one call.
    pub(crate) fn times(&mut self, what: &str, times: &Times) {
        let [p50, p99] = [50, 99].map(|percent| micros(times.at(percent)));
        let mean = micros(times.mean());
        let most = times.0.last().map_or(0.0, |most| micros(*most));
        let rate = 1e6 / mean;
        self.row(
            what,
            format!("{mean:.2} µs, p50 {p50:.2}, p99 {p99:.2}, at most {most:.0}, {rate:.0}/s"),
        );
    }

    /// Adds a row that compares one kind with the bare thing: more than 1 is faster than that.
    pub(crate) fn ratio(&mut self, what: &str, bare: &Times, ours: &Times) {
        let of = |bare: Duration, ours: Duration| bare.as_secs_f64() / ours.as_secs_f64();
        self.row(
            what,
            format!(
                "{:.2} (of the medians {:.2})",
                of(bare.mean(), ours.mean()),
                of(bare.at(50), ours.at(50))
            ),
        );
    }

    pub(crate) fn print(&self, title: &str) {
        let wide = |text: &str| text.chars().count();
        let width = |column: fn(&(String, String)) -> &String| {
            self.0
                .iter()
                .map(|row| wide(column(row)))
                .max()
                .unwrap_or(0)
        };
        let (left, right) = (width(|row| &row.0), width(|row| &row.1));
        println!("\n{title}\n");
        println!("| {:left$} | {:right$} |", "what", "figure");
        println!("|{}|{}|", "-".repeat(left + 2), "-".repeat(right + 2));
        for (what, figure) in &self.0 {
            println!("| {what:left$} | {figure:right$} |");
        }
    }
}

impl Times {
    pub(crate) fn new(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    pub(crate) fn mean(&self) -> Duration {
        self.0.iter().sum::<Duration>().div_f64(self.0.len() as f64)
    }

    fn at(&self, percent: usize) -> Duration {
        self.0[self.0.len() * percent / 100]
    }
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

pub(crate) fn per_second(count: u64, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

/// The processor time that this process has used; none where it cannot be told.
pub(crate) fn processor_time() -> Duration {
    // Source: proc(5): fields 14 and 15, in hundredths of a second; the second may hold blanks.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// Numbers that look random.
pub(crate) fn next(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}
