//! A server in a process of its own, and the processor time that it takes.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::load::curl;

/// The day on which everything happens: all that the generator makes has happened by then.
pub(crate) const TODAY: &str = "2026-01-31";

/// A server; it ends with this value.
pub(crate) struct Server {
    process: Child,
    pub(crate) url: String,
}

impl Server {
    /// The server that is measured, with so many mebibytes for answers.
    pub(crate) fn start(store: &str, answers: u64) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sa-server"));
        command
            .args(["--listen", "127.0.0.1:0", "--today", TODAY])
            .args(["--store", store, "--answer-memory", &answers.to_string()])
            .env("RUST_LOG", "warn");
        Self::spawn(command)
    }

    /// The bare handlers, that of submits over a store.
    pub(crate) fn start_bare(store: Option<&str>) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("bare").args(store);
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let url = first.strip_prefix("listening on ").unwrap().to_owned();
        // What else it says is read, so that it is never held up.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, url }
    }

    /// Tells the bare server what to answer.
    pub(crate) fn answer_with(&self, bytes: &str) {
        let url = format!("{}/bytes", self.url);
        curl(&["-sS", "-X", "PUT", "--data-binary", bytes, &url]);
    }

    /// The processor time that it took so far, in seconds, the system's for it included.
    pub(crate) fn cpu_seconds(&self) -> f64 {
        let [user, system, ..] = times(&self.process.id().to_string());
        user + system
    }
}

/// The processor time of the processes that this one has waited for, in seconds.
pub(crate) fn cpu_seconds_of_ended() -> f64 {
    let [_, _, user, system] = times("self");
    user + system
}

/// User and system time of a process, and of those it has waited for, in seconds.
///
/// Source: proc(5): fields 14 to 17 of `stat`, in hundredths of a second.
fn times(process: &str) -> [f64; 4] {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // The second field, a name in brackets, may hold anything.
    let (_, rest) = stat.rsplit_once(')').unwrap();
    let mut ticks = rest.split_whitespace().skip(11);
    [(); 4].map(|()| ticks.next().unwrap().parse::<f64>().unwrap() / 100.0)
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
