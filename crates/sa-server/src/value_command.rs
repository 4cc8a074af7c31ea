//! The command `value`: every account of a store as of a day, on all cores.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::thread::available_parallelism;

use indicatif::{ProgressBar, ProgressStyle};
use sa_ledger::{Rules, Totals, Valuation, value};
use sa_model::{AccountKey, Horizon, Money};
use sa_store::{Storage, StoreError};
use serde::Serialize;
use time::Date;
use tokio::task::JoinHandle;

use crate::cli::{CommandError, LineFormat, ValueArgs, block_on};
use crate::clock::Clock;
use crate::config::parse_store;

/// How many accounts are read at a time.
const PAGE: usize = 8_192;

/// Why accounts are not valued.
#[derive(Debug, thiserror::Error)]
enum ValueError {
    #[error("`{day}` is no day to value the accounts on")]
    Day {
        day: String,
        cause: sa_model::date::DateError,
    },
    #[error("{file} holds no rules")]
    Rules { file: String, cause: io::Error },
    #[error("the rules in {file} are not understood")]
    RulesForm {
        file: String,
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
    });
    block_on(async {
        let store = sa_store::open(&url).await?;
        let bar = ProgressBar::new_spinner().with_style(ProgressStyle::with_template(
            "{spinner} {pos} accounts  {per_sec}",
        )?);
        let mut lines = Lines {
            format: args.lines,
            output: BufWriter::new(io::stdout()),
        };
        let totals = value_store(&store, &terms, &mut lines, &bar).await?;
        lines.output.flush()?;
        bar.finish_and_clear();
        summarise(on, &totals, args.lines.is_some());
        Ok(())
    })
}

/// On which day, how far ahead, by which rules.
struct Terms {
    on: Date,
    horizon: Horizon,
    rules: Rules,
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

type Share = JoinHandle<Result<Vec<Valuation>, StoreError>>;

/// Values page after page in the order of the keys, each page shared out among the cores.
async fn value_store(
    store: &Arc<dyn Storage>,
    terms: &Arc<Terms>,
    lines: &mut Lines,
    bar: &ProgressBar,
) -> Result<Totals, CommandError> {
    let cores = available_parallelism().map_or(1, NonZero::get);
    let mut totals = Totals::default();
    lines.begin()?;
    let mut keys = store.keys(None, PAGE).await?;
    while let Some(last) = keys.last().copied() {
        let shares: Vec<Share> = keys
            .chunks(PAGE.div_ceil(cores))
            .map(|share| tokio::spawn(value_share(store.clone(), terms.clone(), share.to_vec())))
            .collect();
        let next = store.keys(Some(last), PAGE).await?;
        for share in shares {
            let valuations = share.await??;
            lines.write(&valuations)?;
            for valuation in &valuations {
                totals.add(valuation);
            }
        }
        bar.set_position(totals.accounts);
        keys = next;
    }
    Ok(totals)
}

async fn value_share(
    store: Arc<dyn Storage>,
    terms: Arc<Terms>,
    keys: Vec<AccountKey>,
) -> Result<Vec<Valuation>, StoreError> {
    let mut valuations = Vec::with_capacity(keys.len());
    for key in keys {
        if let Some(account) = store.account(key).await? {
            valuations.push(value(&account, terms.on, terms.horizon, &terms.rules));
        }
    }
    Ok(valuations)
}

/// Where a line an account goes, if any is asked for.
struct Lines {
    format: Option<LineFormat>,
    output: BufWriter<io::Stdout>,
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

impl Lines {
    /// Names the columns, where there are any.
    fn begin(&mut self) -> io::Result<()> {
        if self.format == Some(LineFormat::Csv) {
            let columns =
                "account,version,overdue,accruingInterest,payable,pending,codedOut,credit";
            writeln!(self.output, "{columns}")?;
        }
        Ok(())
    }

    fn write(&mut self, valuations: &[Valuation]) -> Result<(), CommandError> {
        match self.format {
            None => {}
            Some(LineFormat::Ndjson) => {
                for valuation in valuations {
                    serde_json::to_writer(&mut self.output, &Line::from(valuation))?;
                    self.output.write_all(b"\n")?;
                }
            }
            Some(LineFormat::Csv) => {
                for valuation in valuations {
                    let line = Line::from(valuation);
                    writeln!(
                        self.output,
                        "{},{},{},{},{},{},{},{}",
                        line.account,
                        line.version,
                        line.overdue,
                        line.accruing_interest,
                        line.payable,
                        line.pending,
                        line.coded_out,
                        line.credit
                    )?;
                }
            }
        }
        Ok(())
    }
}

/// The totals: on standard output where they are all that was asked for, else on standard error.
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the totals are its output"
)]
fn summarise(on: Date, totals: &Totals, beside_lines: bool) {
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
        eprintln!("{text}");
    } else {
        println!("{text}");
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
