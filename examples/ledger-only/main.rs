//! A tax account without a server: reads a journal, and prints what the account is on a day.
//!
//! ```sh
//! cargo run -p ledger-only -- examples/data/seed.ndjson 2025-06-01
//! ```

use std::error::Error;
use std::process::ExitCode;

use sa_ledger::Account;
use sa_model::{Entry, Horizon, date};

#[expect(clippy::print_stdout, reason = "the example shows what it does")]
fn show(file: &str, day: &str) -> Result<(), Box<dyn Error>> {
    let on = date::parse(day)?;
    let text = std::fs::read_to_string(file)?;
    let mut entries = text.lines().map(serde_json::from_str::<Entry>);
    let mut account = Account::open(&entries.next().ok_or("the journal is empty")??)?;
    for entry in entries {
        account.apply(&entry?)?;
    }
    let position = account.position(on);
    for charge in &position.charges {
        println!(
            "{}  {:<6} due {}  charged {:>10}  outstanding {:>10}",
            charge.charge.id,
            charge.charge.kind.short_name(),
            charge.charge.due,
            charge.amount.to_string(),
            charge.outstanding.to_string(),
        );
    }
    let balance = sa_ledger::balance(&position, Horizon::LIABILITY);
    println!(
        "overdue {}, payable {}, pending {}",
        balance.overdue, balance.payable, balance.pending
    );
    Ok(())
}

#[expect(clippy::print_stderr, reason = "the example says why it failed")]
fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, day] = args.as_slice() else {
        eprintln!("usage: ledger-only FILE.ndjson YYYY-MM-DD");
        return ExitCode::FAILURE;
    };
    match show(file, day) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
