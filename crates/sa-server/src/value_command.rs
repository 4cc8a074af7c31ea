//! The command `value`: every account of a store as of a day, on all cores.

use std::collections::VecDeque;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::thread::available_parallelism;

use indicatif::{ProgressBar, ProgressStyle};
use sa_ledger::{Account, Rules, Totals, Valuation, value};
use sa_model::{AccountKey, Horizon, Money};
use sa_store::Storage;
use serde::Serialize;
use time::Date;
use tokio::task::JoinHandle;

use crate::cli::{CommandError, LineFormat, ValueArgs, block_on};
use crate::clock::Clock;
use crate::config::parse_store;
use crate::output::{OutputError, print, tell};

/// How many accounts a worker takes at a time.
const SHARE: usize = 512;

/// Why accounts are not valued.
#[derive(Debug, thiserror::Error)]
enum ValueError {
    #[error("`{day}` is no day to value the accounts on")]
    Day {
        day: String,
        #[source]
        cause: sa_model::date::DateError,
    },
    #[error("{file} cannot be read")]
    Rules {
        file: String,
        #[source]
        cause: io::Error,
    },
    #[error("the rules in {file} are not understood")]
    RulesForm {
        file: String,
        #[source]
        cause: serde_json::Error,
    },
}

/// Values every account, and prints the totals and, if asked, a line an account.
pub(crate) fn run(args: &ValueArgs) -> Result<(), CommandError> {
    let url = parse_store(&args.store.store)?;
    let on = match &args.on {
        None => Clock::system().today(),
        Some(day) => sa_model::date::parse(day).map_err(|cause| ValueError::Day {
            day: day.clone(),
            cause,
        })?,
    };
    let terms = Arc::new(Terms {
        on,
        horizon: Horizon {
            last_payable_days: args.payable_days,
        },
        rules: rules(args.rules.as_deref())?,
        lines: args.lines,
    });
    block_on(async {
        let store = sa_store::open_present(&url).await?;
        let bar = ProgressBar::new_spinner().with_style(ProgressStyle::with_template(
            "{spinner} {pos} accounts  {per_sec}",
        )?);
        let mut output = BufWriter::new(io::stdout());
        if args.lines == Some(LineFormat::Csv) {
            writeln!(output, "{COLUMNS}").map_err(OutputError)?;
        }
        let totals = value_store(&store, &terms, &mut output, &bar).await?;
        output.flush().map_err(OutputError)?;
        bar.finish_and_clear();
        Ok(summarise(on, &totals, args.lines.is_some())?)
    })
}

/// On which day, how far ahead, by which rules, and what is written down of each.
struct Terms {
    on: Date,
    horizon: Horizon,
    rules: Rules,
    lines: Option<LineFormat>,
}

fn rules(file: Option<&Path>) -> Result<Rules, ValueError> {
    let Some(path) = file else {
        return Ok(Rules::built_in().clone());
    };
    let file = path.display().to_string();
    match fs::read(path) {
        Err(cause) => Err(ValueError::Rules { file, cause }),
        Ok(json) => {
            serde_json::from_slice(&json).map_err(|cause| ValueError::RulesForm { file, cause })
        }
    }
}

/// What a worker made of its accounts.
#[derive(Default)]
struct Valued {
    totals: Totals,
    /// A line for each, if they are asked for.
    lines: Vec<u8>,
}

/// Values all accounts in the order of their keys, a few shares for each core at a time: a worker
/// reads, decodes, values and writes down its share, and what it wrote is put out in order.
async fn value_store(
    store: &Arc<dyn Storage>,
    terms: &Arc<Terms>,
    output: &mut impl Write,
    bar: &ProgressBar,
) -> Result<Totals, CommandError> {
    let at_once = shares_at_once();
    let mut totals = Totals::default();
    let mut shares: VecDeque<JoinHandle<Result<Valued, CommandError>>> = VecDeque::new();
    let mut after: Option<AccountKey> = None;
    let mut is_more = true;
    loop {
        while is_more && shares.len() < at_once {
            let last = store.keys(after, SHARE).await?.last().copied();
            is_more = last.is_some();
            if let Some(last) = last {
                let share = value_share(store.clone(), terms.clone(), (after, last));
                shares.push_back(tokio::spawn(share));
                after = Some(last);
            }
        }
        let Some(share) = shares.pop_front() else {
            return Ok(totals);
        };
        let valued = share.await??;
        output.write_all(&valued.lines).map_err(OutputError)?;
        totals = totals.merge(valued.totals);
        bar.set_position(totals.accounts);
    }
}

/// A few for each core, so that none waits while what was written is put out.
fn shares_at_once() -> usize {
    let cores = available_parallelism().map_or(1, NonZero::get);
    cores.saturating_mul(3)
}

async fn value_share(
    store: Arc<dyn Storage>,
    terms: Arc<Terms>,
    (after, last): (Option<AccountKey>, AccountKey),
) -> Result<Valued, CommandError> {
    let mut valued = Valued::default();
    let mut written = Ok(());
    let mut visit = |account: &Account| {
        let valuation = value(account, terms.on, terms.horizon, &terms.rules);
        valued.totals.add(&valuation);
        if let (Some(format), Ok(())) = (terms.lines, &written) {
            written = write_line(format, &valuation, &mut valued.lines);
        }
    };
    store.each_account(after, last, &mut visit).await?;
    written.map(|()| valued)
}

/// What a line says of an account, in pounds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    account: AccountKey,
    version: u64,
    overdue: Money,
    accruing_interest: Money,
    payable: Money,
    pending: Money,
    coded_out: Money,
    credit: Money,
}

impl From<&Valuation> for Line {
    fn from(valuation: &Valuation) -> Self {
        let balance = &valuation.balance;
        Self {
            account: valuation.key,
            version: valuation.version,
            overdue: balance.overdue,
            accruing_interest: balance.accruing_interest,
            payable: balance.payable,
            pending: balance.pending,
            coded_out: balance.coded_out,
            credit: balance.credit,
        }
    }
}

/// The names of the columns of the lines that have such.
const COLUMNS: &str = "account,version,overdue,accruingInterest,payable,pending,codedOut,credit";

fn write_line(
    format: LineFormat,
    valuation: &Valuation,
    lines: &mut Vec<u8>,
) -> Result<(), CommandError> {
    let line = Line::from(valuation);
    match format {
        LineFormat::Ndjson => {
            serde_json::to_writer(&mut *lines, &line)?;
            lines.push(b'\n');
        }
        LineFormat::Csv => writeln!(
            lines,
            "{},{},{},{},{},{},{},{}",
            line.account,
            line.version,
            line.overdue,
            line.accruing_interest,
            line.payable,
            line.pending,
            line.coded_out,
            line.credit
        )?,
    }
    Ok(())
}

/// The totals: on standard output where they are all that was asked for, else on standard error.
fn summarise(on: Date, totals: &Totals, beside_lines: bool) -> Result<(), OutputError> {
    let table = [
        ("overdue", totals.overdue_pence),
        ("accruing interest", totals.accruing_interest_pence),
        ("payable", totals.payable_pence),
        ("pending", totals.pending_pence),
        ("coded out", totals.coded_out_pence),
        ("credit", totals.credit_pence),
    ];
    let accounts = format!(
        "{} accounts on {}, {} of them with something overdue",
        totals.accounts,
        sa_model::date::text(on),
        totals.accounts_overdue
    );
    let rows = table.map(|(name, pence)| format!("{name:<18}{:>24}", pounds(pence)));
    let text = format!("{accounts}\n{}", rows.join("\n"));
    if beside_lines {
        tell(&text);
        Ok(())
    } else {
        print(&text)
    }
}

/// Pence as pounds with two decimals; sums may be larger than one amount can be.
fn pounds(pence: i128) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    let pence = pence.unsigned_abs();
    format!(
        "{sign}{}.{:02}",
        pence.div_euclid(100),
        pence.rem_euclid(100)
    )
}
