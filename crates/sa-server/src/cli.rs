//! The command line: every command with its arguments, and how one ends.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::{Mode, ServeArgs};
use crate::openapi::{self, Api};
use crate::output::tell;
use crate::{serve, store_command, token_command, transfer, value_command};

/// HMRC-style tax account APIs over a durable ledger: Self Assessment liability, Self Assessment
/// Accounts, and VAT (MTD).
///
/// Without a command it serves, as `sa-server serve` does. A new sandbox is filled with sample
/// data, and prints a `curl` for each API to paste.
#[derive(Debug, Parser)]
#[command(name = "sa-server", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the APIs until stopped; requests in flight finish first
    Serve(ServeArgs),
    /// Read entries from NDJSON files into the store; what is there already is left alone
    Import(ImportArgs),
    /// Write every entry of the store to standard output as NDJSON
    Export(StoreArgs),
    /// Value every account as of a day, on all cores: totals, and a line an account if asked for
    Value(ValueArgs),
    /// Print the OpenAPI document of an API as JSON
    Openapi(OpenapiArgs),
    /// Print the JSON Schema of an entry, of which import reads and export writes one a line
    Schema,
    /// Write made-up accounts to standard output as NDJSON, the same for the same seed
    Generate(GenerateArgs),
    /// Check, mend or back up a store, also while a server uses it
    #[command(subcommand)]
    Store(StoreCommand),
    /// Issue a bearer token for tests and print it alone; works beside a running server
    Token(TokenArgs),
}

/// Which store a command works on.
#[derive(Debug, Args)]
pub(crate) struct StoreArgs {
    /// Where the accounts are: `sqlite:PATH` or `postgres://…`
    #[arg(
        long,
        env = "SA_STORE",
        value_name = "URL",
        default_value = "sqlite:sa.db"
    )]
    pub(crate) store: String,
}

#[derive(Debug, Args)]
struct OpenapiArgs {
    /// Which API
    #[arg(value_enum, default_value_t = Api::Vat)]
    api: Api,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    #[command(flatten)]
    pub(crate) store: StoreArgs,
    /// Only say what an import would do, and store nothing
    #[arg(long)]
    pub(crate) check: bool,
    /// Files of entries, one JSON object a line; `-` is standard input
    #[arg(required = true, value_name = "FILE.ndjson")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ValueArgs {
    #[command(flatten)]
    pub(crate) store: StoreArgs,
    /// The day, e.g. 2026-01-31 [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) on: Option<String>,
    /// Also print a line an account; the totals then go to standard error
    #[arg(long, value_name = "FORMAT")]
    pub(crate) lines: Option<LineFormat>,
    /// The last day, counted from the day, that is still payable and not pending
    #[arg(long, value_name = "DAYS", default_value_t = 29)]
    pub(crate) payable_days: u16,
    /// Rates and other parameters in JSON; what is left out is as built in
    #[arg(long, value_name = "FILE.json")]
    pub(crate) rules: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct GenerateArgs {
    /// How many accounts
    #[arg(long, value_name = "N")]
    pub(crate) accounts: u64,
    /// Which accounts: the same seed gives the same bytes on every machine
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StoreCommand {
    /// Compare journals, snapshots and identifiers, and say what does not fit
    Check(StoreArgs),
    /// Make snapshots and identifiers anew from the journals
    Rebuild(StoreArgs),
    /// Copy a SQLite store, as it is at one moment, to a new file
    Backup {
        /// Which store
        #[command(flatten)]
        store: StoreArgs,
        /// The new file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// How the lines of `value` are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LineFormat {
    /// One JSON object a line
    Ndjson,
    /// Values separated by commas, with a first line that names them
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct TokenArgs {
    #[command(flatten)]
    pub(crate) store: StoreArgs,
    /// Scopes, separated by blanks: read:vat write:vat read:self-assessment write:self-assessment
    #[arg(long, value_name = "SCOPES")]
    pub(crate) scope: String,
    /// The VAT account it opens
    #[arg(long, value_name = "VRN")]
    pub(crate) vrn: Option<String>,
    /// The Self Assessment account it opens, by UTR
    #[arg(long, value_name = "UTR")]
    pub(crate) utr: Option<String>,
    /// The Self Assessment account it opens, by National Insurance number
    #[arg(long, value_name = "NINO")]
    pub(crate) nino: Option<String>,
    /// The agent who acts for the taxpayer, by agent reference number
    #[arg(long, value_name = "ARN")]
    pub(crate) agent: Option<String>,
    /// Refused in production: there, tokens come from sign-in alone
    #[arg(long, env = "SA_MODE", value_name = "MODE", default_value = "sandbox")]
    pub(crate) mode: Mode,
}

/// Reads the command line and does what it says; errors go to standard error, with their causes.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        None => serve::run(&cli.serve),
        Some(Command::Serve(args)) => serve::run(&args),
        Some(Command::Import(args)) => transfer::import(&args),
        Some(Command::Export(args)) => transfer::export(&args),
        Some(Command::Value(args)) => value_command::run(&args),
        Some(Command::Openapi(args)) => openapi::print(args.api),
        Some(Command::Schema) => transfer::schema(),
        Some(Command::Generate(args)) => store_command::generate(&args),
        Some(Command::Store(command)) => store_command::run(&command),
        Some(Command::Token(args)) => token_command::run(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the output has seen enough, as `head` has.
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            report(&*error);
            ExitCode::FAILURE
        }
    }
}

/// What a command may fail with: shown to whoever typed it, with every cause.
pub(crate) type CommandError = Box<dyn std::error::Error + Send + Sync>;

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    let json = error.downcast_ref::<serde_json::Error>();
    kind.or(json.and_then(serde_json::Error::io_error_kind)) == Some(io::ErrorKind::BrokenPipe)
        || error.source().is_some_and(is_broken_pipe)
}

fn report(error: &dyn std::error::Error) {
    tell(&format_args!("error: {error}"));
    let mut cause = error.source();
    while let Some(inner) = cause {
        tell(&format_args!("  because: {inner}"));
        cause = inner.source();
    }
}

/// Runs a future on a runtime of its own.
pub(crate) fn block_on<T>(
    future: impl Future<Output = Result<T, CommandError>>,
) -> Result<T, CommandError> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(future)
}
