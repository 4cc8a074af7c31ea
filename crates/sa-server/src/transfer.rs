//! The commands `import` and `export`: entries as NDJSON, with a progress bar.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal};
use std::path::Path;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use sa_store::{BadLine, Imported, OpenError, Storage, Store, StoreUrl, Trial};

use crate::cli::{CommandError, ImportArgs, StoreArgs, block_on};
use crate::config::parse_store;
use crate::output::{self, tell};

/// Why an import did not go through whole.
#[derive(Debug, thiserror::Error)]
enum TransferError {
    #[error("{bad} lines were refused; the others are stored")]
    BadLines { bad: u64 },
    #[error("{bad} lines would be refused; nothing is stored")]
    BadLinesFound { bad: u64 },
    #[error("{file} cannot be read")]
    Unreadable {
        file: String,
        #[source]
        cause: io::Error,
    },
}

/// Prints the JSON Schema of an entry.
pub(crate) fn schema() -> Result<(), CommandError> {
    let schema = serde_json::to_string_pretty(&sa_model::schema::entry())?;
    Ok(output::print(&schema)?)
}

/// Imports each file in turn; goes on after a bad line, and fails at the end if there was one.
pub(crate) fn import(args: &ImportArgs) -> Result<(), CommandError> {
    let url = parse_store(&args.store.store)?;
    block_on(async {
        let store = open(&url, args.check).await?;
        // One trial for all files: one goes on from where another ends.
        let trial = if args.check {
            Some(Trial::of(&*store)?)
        } else {
            None
        };
        let mut bad = 0_u64;
        for file in &args.files {
            let done = match &trial {
                Some(trial) => import_file(trial, file).await?,
                None => import_file(&*store, file).await?,
            };
            bad = bad.saturating_add(done.bad);
        }
        match bad {
            0 => Ok(()),
            bad if args.check => Err(TransferError::BadLinesFound { bad }.into()),
            bad => Err(TransferError::BadLines { bad }.into()),
        }
    })
}

/// The store that is imported into: made where it is not there, but not for a check, which then
/// finds what it would in an empty one.
async fn open(url: &StoreUrl, check: bool) -> Result<Arc<dyn Storage>, OpenError> {
    if !check {
        return sa_store::open(url).await;
    }
    match sa_store::open_present(url).await {
        Err(OpenError::Missing { .. } | OpenError::Empty { .. }) => {
            sa_store::open(&StoreUrl::SqliteMemory).await
        }
        opened => opened,
    }
}

async fn import_file(store: &dyn Store, file: &Path) -> Result<Imported, CommandError> {
    let name = file.display().to_string();
    let (input, bytes): (Box<dyn BufRead + Send>, _) = if name == "-" {
        (Box::new(BufReader::new(io::stdin())), None)
    } else {
        let unreadable = |cause| TransferError::Unreadable {
            file: name.clone(),
            cause,
        };
        let opened = File::open(file).map_err(unreadable)?;
        let bytes = opened.metadata().map_err(unreadable)?.len();
        (Box::new(BufReader::new(opened)), Some(bytes))
    };
    let bar = progress_bar(bytes);
    let mut progress = |done: Imported| bar.set_position(done.bytes);
    let mut bad = |line: BadLine<'_>| bar.suspend(|| complain(&name, line));
    let done = sa_store::import(store, input, &mut progress, &mut bad).await?;
    bar.finish_and_clear();
    summarise(&name, done);
    Ok(done)
}

fn complain(file: &str, line: BadLine<'_>) {
    let BadLine { number, reason } = line;
    tell(&format_args!("{file}, line {number}: {reason}"));
}

fn summarise(file: &str, done: Imported) {
    tell(&format_args!(
        "{file}: {} lines: {} stored, {} known already, {} refused",
        done.lines, done.new, done.known, done.bad
    ));
}

/// A bar with rate and time left where the length is known, else a count; only on a terminal.
fn progress_bar(bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match bytes {
        Some(bytes) => (
            ProgressBar::new(bytes),
            "{bar:40} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left",
        ),
        None => (
            ProgressBar::new_spinner(),
            "{spinner} {bytes}  {bytes_per_sec}",
        ),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_default_style_instead) => bar,
    }
}

/// Exports every account in the order of its key, each in the order of its journal.
pub(crate) fn export(args: &StoreArgs) -> Result<(), CommandError> {
    let url = parse_store(&args.store)?;
    block_on(async {
        let store = sa_store::open_present(&url).await?;
        // Where standard output is the terminal, the entries themselves show the progress.
        let bar = if io::stdout().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::new_spinner().with_style(ProgressStyle::with_template(
                "{spinner} {pos} entries  {per_sec}",
            )?)
        };
        let store: &dyn Store = &*store;
        let mut output = BufWriter::new(io::stdout());
        sa_store::export(store, &mut output, &mut |done| {
            bar.set_position(done.entries);
        })
        .await?;
        bar.finish_and_clear();
        Ok(())
    })
}
