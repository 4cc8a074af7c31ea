//! Bare SQLite that reads rows, in a process of its own: in one process with the store it would find
//! the locks of the file taken already by the store's readers, and be spared to take them.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use sa_model::AccountKey;

use crate::bare;

/// The process; it ends with this value.
pub(crate) struct BareReader {
    process: Child,
    asks: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl BareReader {
    /// Starts this program anew, as the bare reader of a file.
    pub(crate) fn start(path: &Path) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .arg("bare")
            .arg(path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            asks: process.stdin.take(),
            answers: BufReader::new(process.stdout.take().unwrap()),
            process,
        }
    }

    /// Reads the rows of accounts; how long each took.
    pub(crate) fn read(&mut self, keys: &[AccountKey]) -> Vec<Duration> {
        let asked: Vec<String> = keys.iter().map(AccountKey::to_string).collect();
        writeln!(self.asks.as_mut().unwrap(), "{}", asked.join(" ")).unwrap();
        let mut told = String::new();
        self.answers.read_line(&mut told).unwrap();
        let nanoseconds = told.split_whitespace().map(|time| time.parse().unwrap());
        nanoseconds.map(Duration::from_nanos).collect()
    }
}

impl Drop for BareReader {
    fn drop(&mut self) {
        drop(self.asks.take());
        self.process.wait().unwrap();
    }
}

/// Reads what is asked for, a line of keys at a time, and tells how many nanoseconds each took.
pub(crate) fn serve(path: &Path) {
    let connection = bare(path);
    let mut select = connection
        .prepare(
            "SELECT s.version, s.schema, s.bytes \
             FROM account a JOIN snapshot s ON s.account = a.number WHERE a.key = ?1",
        )
        .unwrap();
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let mut told = String::new();
        for key in line.split_whitespace() {
            let began = Instant::now();
            let row: (i64, i64, Vec<u8>) = select
                .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .unwrap();
            write!(told, "{} ", began.elapsed().as_nanos()).unwrap();
            std::hint::black_box(row);
        }
        println!("{told}");
    }
}
