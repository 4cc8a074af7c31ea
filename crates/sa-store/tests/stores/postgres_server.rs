//! A PostgreSQL of the tests' own, from the installed binaries, in a temporary directory.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A server that listens on a socket in its own directory, and goes when it is dropped, or when the
/// tests are killed.
pub(crate) struct PostgresServer {
    /// Where its files and its socket are.
    pub(crate) directory: PathBuf,
    /// The directory, where it goes with the server.
    temporary: Option<TempDir>,
    /// Where PostgreSQL's programs are.
    pub(crate) binaries: PathBuf,
    /// Further settings, as `postgres` takes them.
    settings: String,
    watch: Child,
}

/// Whether a commit must be on the disk: tests of logic do not need it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disk {
    Synced,
    Unsynced,
}

impl PostgresServer {
    pub(crate) fn start(disk: Disk) -> Self {
        Self::start_with(disk, "")
    }

    /// Starts with further settings such as `-c max_connections=5`.
    pub(crate) fn start_with(disk: Disk, settings: &str) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let mut server = Self::start_in(temporary.path(), disk, settings);
        server.temporary = Some(temporary);
        server
    }

    /// Starts in a directory, on the files that an earlier server left there if there are any.
    pub(crate) fn start_in(directory: &Path, disk: Disk, settings: &str) -> Self {
        let binaries = binaries();
        if is_root() {
            let (user, group) = postgres_user();
            chown(directory, Some(user), Some(group)).unwrap();
        }
        fs::set_permissions(directory, fs::Permissions::from_mode(0o755)).unwrap();
        let data = directory.join("data");
        if !data.exists() {
            run(as_postgres(&binaries.join("initdb"), directory)
                .args([
                    "-U",
                    "sa",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--no-sync",
                    "-D",
                ])
                .arg(&data));
        }
        let synced = if disk == Disk::Synced { "on" } else { "off" };
        let settings = format!(
            "-c listen_addresses='' -k {} -c fsync={synced} -c full_page_writes={synced} {settings}",
            directory.display()
        );
        // Whatever becomes of us, the end of our pipe ends the server.
        let watch = as_postgres(Path::new("/bin/sh"), directory)
            .process_group(0)
            .args([
                "-c",
                "read line; exec \"$1\" -s -D \"$2\" -m immediate stop",
                "watch",
            ])
            .arg(binaries.join("pg_ctl"))
            .arg(&data)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let server = Self {
            directory: directory.to_path_buf(),
            temporary: None,
            binaries,
            settings,
            watch,
        };
        server.resume();
        server
    }

    /// Starts the server that was stopped.
    pub(crate) fn resume(&self) {
        run(self
            .control()
            .arg("-l")
            .arg(self.directory.join("log"))
            .args(["-w", "-o", &self.settings, "start"]));
    }

    /// Stops it as a power cut would.
    pub(crate) fn stop(&self) {
        run(self.control().args(["-m", "immediate", "stop"]));
    }

    /// The URL of its database, as its owner.
    pub(crate) fn url(&self) -> String {
        let socket = self.directory.display().to_string().replace('/', "%2F");
        format!("postgres://sa@{socket}/postgres")
    }

    fn control(&self) -> Command {
        let mut control = as_postgres(&self.binaries.join("pg_ctl"), &self.directory);
        control.arg("-s").arg("-D").arg(self.directory.join("data"));
        control
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        self.watch.wait().unwrap();
    }
}

/// Runs a program of PostgreSQL, which refuses to be root.
fn as_postgres(program: &Path, directory: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(directory)
        .env_remove("PGDATA")
        .stdout(Stdio::null());
    if is_root() {
        let (user, group) = postgres_user();
        command.uid(user).gid(group);
    }
    command
}

pub(crate) fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{command:?}: {} {told}",
        output.status
    );
}

pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// User and group of the account `postgres`, or else of `nobody`.
pub(crate) fn postgres_user() -> (u32, u32) {
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let ids = ["postgres", "nobody"].iter().find_map(|name| {
        let fields: Vec<&str> = users
            .lines()
            .map(|line| line.split(':').collect())
            .find(|f: &Vec<_>| f[0] == *name)?;
        Some((fields[2].parse().unwrap(), fields[3].parse().unwrap()))
    });
    ids.expect("PostgreSQL does not run as root: a user `postgres` or `nobody` is needed")
}

/// Where PostgreSQL's programs are: on the path, or where Debian puts them.
fn binaries() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let debian = debian.map(|version| version.unwrap().path().join("bin"));
    let found = std::env::split_paths(&path)
        .chain(debian)
        .find(|directory| {
            ["initdb", "pg_ctl", "postgres"]
                .iter()
                .all(|name| directory.join(name).exists())
        })
        .expect(
            "PostgreSQL is not installed: `apt-get install -y postgresql`, \
             or set SA_TEST_DATABASE_URL to a database that the tests may make schemas in",
        );
    // Not where links to some of them lie, but where all of them do.
    let program = found.join("postgres").canonicalize().unwrap();
    program.parent().unwrap().to_path_buf()
}
