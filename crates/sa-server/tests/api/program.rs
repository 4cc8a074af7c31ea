//! `Program`: the program itself, as a process, for what only a process can show: its command
//! line, its signals, and what is left when it is killed.

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// A directory of its own to run the program in, with no configuration from outside.
pub(crate) struct Workplace {
    directory: TempDir,
}

impl Workplace {
    pub(crate) fn new() -> Self {
        Self {
            directory: TempDir::new().expect("a temporary directory"),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Writes a file and says where.
    pub(crate) fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, content).expect("a written file");
        path
    }

    /// The names of the files that lie there, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let found = std::fs::read_dir(self.path()).expect("a directory");
        let mut names: Vec<String> = found
            .map(|file| file.expect("a file").file_name())
            .map(|name| name.into_string().expect("text"))
            .collect();
        names.sort();
        names
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sa-server"));
        command.args(args).current_dir(self.path());
        for (name, _value) in std::env::vars().filter(|(name, _)| name.starts_with("SA_")) {
            command.env_remove(name);
        }
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args)
            .stdin(Stdio::null())
            .output()
            .expect("a run")
    }

    /// Runs a command to its end; its output goes here.
    pub(crate) fn run_into(&self, args: &[&str], output: Stdio) -> Output {
        self.command(args)
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(Stdio::piped())
            .spawn()
            .and_then(Child::wait_with_output)
            .expect("a run")
    }

    /// Runs a command to its end with this on its standard input.
    pub(crate) fn run_with_input(&self, args: &[&str], input: &str) -> Output {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a run");
        child
            .stdin
            .take()
            .expect("a pipe")
            .write_all(input.as_bytes())
            .expect("input taken");
        child.wait_with_output().expect("an end")
    }

    /// Runs a command, reads one line of its output and no more, and waits for its end.
    pub(crate) fn run_reading_one_line(&self, args: &[&str]) -> Output {
        let mut child = self
            .command(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a run");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        output.read_line(&mut String::new()).expect("a line");
        drop(output);
        child.wait_with_output().expect("an end")
    }

    /// Starts a server on a free port and waits until it listens.
    pub(crate) fn serve(&self, args: &[&str]) -> Serving {
        self.serve_logging(args, Stdio::null())
    }

    /// The same; its log goes here.
    pub(crate) fn serve_logging(&self, args: &[&str], log: Stdio) -> Serving {
        let mut child = self.started(args, Stdio::piped(), log);
        let mut lines = lines(child.stdout.take().expect("a pipe"));
        let first = lines.next().expect("a first line").expect("text");
        let url = first
            .strip_prefix("listening on ")
            .expect(&first)
            .to_owned();
        Serving { child, lines, url }
    }

    /// Starts a server whose output goes where it cannot be written, and waits until its log says
    /// so, with its address.
    pub(crate) fn serve_unheard(&self, output: Stdio) -> Serving {
        let mut child = self.started(&[], output, Stdio::piped());
        let mut lines = lines(child.stderr.take().expect("a pipe"));
        let url = lines.by_ref().find_map(|line| {
            let line = line.expect("text");
            let (_, rest) = line.split_once("serving all the same url=\"")?;
            rest.split_once('"').map(|(url, _)| url.to_owned())
        });
        let url = url.expect("a warning");
        Serving { child, lines, url }
    }

    fn started(&self, args: &[&str], output: Stdio, log: Stdio) -> Child {
        self.command(&["serve", "--listen", "127.0.0.1:0"])
            .args(args)
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(log)
            .spawn()
            .expect("a server")
    }
}

/// A running server process; killed when dropped.
pub(crate) struct Serving {
    child: Child,
    lines: Lines<BufReader<Box<dyn Read>>>,
    url: String,
}

fn lines(pipe: impl Read + 'static) -> Lines<BufReader<Box<dyn Read>>> {
    let pipe: Box<dyn Read> = Box::new(pipe);
    BufReader::new(pipe).lines()
}

impl Serving {
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The `curl` lines that it prints for a sandbox with the sample accounts, three of them.
    pub(crate) fn calls(&mut self) -> Vec<String> {
        self.lines
            .by_ref()
            .map(|line| line.expect("text"))
            .filter(|line| line.starts_with("curl "))
            .take(3)
            .collect()
    }

    /// The bearer token in the first `curl` line.
    pub(crate) fn token(&mut self) -> String {
        let calls = self.calls();
        let (_, rest) = calls[0].split_once("Bearer ").expect("a token");
        rest.split_once('\'').expect("its end").0.to_owned()
    }

    /// Sends SIGTERM.
    pub(crate) fn terminate(&self) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .expect("a signal");
        assert!(sent.success());
    }

    /// Kills it, as `kill -9` does.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("a kill");
        self.child.wait().expect("an end");
    }

    /// Waits for its end; whether it ended well.
    pub(crate) fn ended_well(mut self) -> bool {
        self.child.wait().expect("an end").success()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _already_ended = self.child.kill();
        let _status = self.child.wait();
    }
}

/// What a command printed, as text.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}
