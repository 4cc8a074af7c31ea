//! The commands of a store's owner: `store check`, `store rebuild`, `store backup`, and `generate`.

use std::io::{self, BufWriter};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use sa_store::Finding;

use crate::cli::{CommandError, GenerateArgs, StoreArgs, StoreCommand, block_on};
use crate::config::parse_store;
use crate::output::tell;

/// Why a store's owner should look again.
#[derive(Debug, thiserror::Error)]
enum OwnerError {
    #[error(
        "the store is not as it should be: {findings} findings; `store rebuild` mends what the journal can tell, a backup the rest"
    )]
    Findings { findings: u64 },
    #[error("{findings} journals cannot be folded; the other accounts are rebuilt")]
    NotRebuilt { findings: u64 },
}

/// Does what the owner says.
pub(crate) fn run(command: &StoreCommand) -> Result<(), CommandError> {
    match command {
        StoreCommand::Check(args) => check(args),
        StoreCommand::Rebuild(args) => rebuild(args),
        StoreCommand::Backup { store, file } => backup(store, file),
    }
}

fn counter(unit: &str) -> Result<ProgressBar, CommandError> {
    let template = format!("{{spinner}} {{pos}} {unit}  {{per_sec}}");
    Ok(ProgressBar::new_spinner().with_style(ProgressStyle::with_template(&template)?))
}

fn check(args: &StoreArgs) -> Result<(), CommandError> {
    let url = parse_store(&args.store)?;
    let bar = counter("accounts")?;
    let checked = block_on(async {
        let mut found = |finding: &Finding| bar.suspend(|| tell(finding));
        let mut progress = |done: sa_store::Checked| bar.set_position(done.accounts);
        Ok(sa_store::check(&url, &mut progress, &mut found).await?)
    })?;
    bar.finish_and_clear();
    tell(&format!(
        "{} accounts, {} entries checked",
        checked.accounts, checked.entries
    ));
    match checked.findings {
        0 => Ok(()),
        findings => Err(OwnerError::Findings { findings }.into()),
    }
}

fn rebuild(args: &StoreArgs) -> Result<(), CommandError> {
    let url = parse_store(&args.store)?;
    let bar = counter("accounts")?;
    let rebuilt = block_on(async {
        let mut found = |finding: &Finding| bar.suspend(|| tell(finding));
        let mut progress = |done: sa_store::Rebuilt| bar.set_position(done.accounts);
        Ok(sa_store::rebuild(&url, &mut progress, &mut found).await?)
    })?;
    bar.finish_and_clear();
    tell(&format!(
        "{} accounts rebuilt, {} leftovers removed",
        rebuilt.accounts, rebuilt.removed
    ));
    match rebuilt.findings {
        0 => Ok(()),
        findings => Err(OwnerError::NotRebuilt { findings }.into()),
    }
}

fn backup(store: &StoreArgs, file: &Path) -> Result<(), CommandError> {
    let url = parse_store(&store.store)?;
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes}  {eta} left")?;
    let bar = ProgressBar::new(0).with_style(style);
    let copied = block_on(async {
        let mut progress = |done: sa_store::BackedUp| {
            bar.set_length(done.of_bytes);
            bar.set_position(done.bytes);
        };
        Ok(sa_store::backup(&url, file, &mut progress).await?)
    })?;
    bar.finish_and_clear();
    tell(&format!("{}: {} bytes", file.display(), copied.bytes));
    Ok(())
}

/// Writes accounts that nobody has, the same for everyone.
pub(crate) fn generate(args: &GenerateArgs) -> Result<(), CommandError> {
    let style = "{bar:40} {pos}/{len} accounts  {per_sec}  {eta} left";
    let bar = ProgressBar::new(args.accounts).with_style(ProgressStyle::with_template(style)?);
    let mut output = BufWriter::new(io::stdout());
    let mut progress = |done: sa_store::Generated| bar.set_position(done.accounts);
    sa_store::generate(args.accounts, args.seed, &mut output, &mut progress)?;
    bar.finish_and_clear();
    Ok(())
}
