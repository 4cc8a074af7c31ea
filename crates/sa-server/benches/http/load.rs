//! The load: `wrk` with a script that asks for another account each time, with that account's token.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::endpoint::Endpoint;
use crate::server::{Server, cpu_seconds_of_ended};

/// How much load.
pub(crate) struct Load {
    pub(crate) seconds: u64,
    pub(crate) connections: u64,
}

/// What a run of the load tool says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) per_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    /// The processor time of a request, in microseconds.
    pub(crate) server_cpu_us: f64,
    pub(crate) tool_cpu_us: f64,
}

/// Every request is written before the first is sent. Reads ask for any account; submits go from
/// one to the next, none twice, on one thread. It ends with an error, and not with a lower rate, where
/// none is left.
const SCRIPT: &str = r#"
local threads = 0
function setup(thread) thread:set("first", threads) threads = threads + 1 end
function init()
  math.randomseed(first + 1)
  requests = {}
  for line in io.lines("LIST") do
    local path, token = line:match("^(%S+) (%S+)$")
    local head = { ["Authorization"] = "Bearer " .. token, ["Accept"] = "ACCEPT" }
    local body = BODY
    if body then head["Content-Type"] = "application/json" end
    requests[#requests + 1] = wrk.format(body and "POST" or "GET", path, head, body)
  end
  turn = 0
end
function request()
  if not BODY then return requests[math.random(#requests)] end
  turn = turn + 1
  return assert(requests[turn], "nobody is left to submit")
end
"#;

/// How many threads of the tool read.
const READING_THREADS: u64 = 2;

/// How many submit: the tool's clock starts when the last thread has its list, and what the first did
/// until then would count.
const SUBMITTING_THREADS: u64 = 1;

/// Of how many answers the typical one is taken.
const ANSWERS: usize = 60;

impl Load {
    /// Loads a server and says how it bore it.
    pub(crate) fn run(&self, server: &Server, endpoint: &Endpoint, list: &Path) -> Measured {
        let body = endpoint.body.map(|body| format!("'{body}'"));
        let threads = match body {
            Some(_) => SUBMITTING_THREADS,
            None => READING_THREADS,
        };
        let script = SCRIPT
            .replace("LIST", &list.display().to_string())
            .replace("ACCEPT", endpoint.accept)
            .replace("BODY", body.as_deref().unwrap_or("nil"));
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), script).unwrap();
        let before = (server.cpu_seconds(), cpu_seconds_of_ended());
        let output = Command::new("wrk")
            .args(["--latency", "--timeout", "10s"])
            .arg(format!("-t{threads}"))
            .arg(format!("-c{}", self.connections))
            .arg(format!("-d{}s", self.seconds))
            .arg("-s")
            .arg(file.path())
            .arg(&server.url)
            .output()
            .unwrap_or_else(|error| panic!("wrk, Debian's package `wrk`, is needed: {error}"));
        let server_cpu = server.cpu_seconds() - before.0;
        let tool_cpu = cpu_seconds_of_ended() - before.1;
        let text = String::from_utf8(output.stdout).unwrap();
        let told = read(&text).unwrap_or_else(|| {
            let error = String::from_utf8_lossy(&output.stderr);
            panic!("wrk says: {text}{error}")
        });
        let each = |seconds: f64| seconds * 1e6 / told.requests;
        Measured {
            per_second: told.per_second,
            p50: told.p50,
            p99: told.p99,
            server_cpu_us: each(server_cpu),
            tool_cpu_us: each(tool_cpu),
        }
    }
}

/// The answer whose length is nearest to the mean of some, taken all over the list.
pub(crate) fn typical_answer(url: &str, endpoint: &Endpoint, list: &Path) -> String {
    let lines = std::fs::read_to_string(list).unwrap();
    let lines: Vec<&str> = lines.lines().collect();
    let step = lines.len().div_ceil(ANSWERS);
    let answers = lines.iter().step_by(step).map(|line| {
        let (path, token) = line.split_once(' ').unwrap();
        let bearer = format!("Authorization: Bearer {token}");
        let accept = format!("Accept: {}", endpoint.accept);
        let url = format!("{url}{path}");
        curl(&[
            "-sS",
            "--fail-with-body",
            "-H",
            &bearer,
            "-H",
            &accept,
            &url,
        ])
    });
    let mut answers: Vec<String> = answers.collect();
    let mean = answers.iter().map(String::len).sum::<usize>() / answers.len();
    answers.sort_by_key(|answer| answer.len().abs_diff(mean));
    answers.swap_remove(0)
}

/// Runs curl and gives what it prints.
pub(crate) fn curl(arguments: &[&str]) -> String {
    let output = Command::new("curl").args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "curl {arguments:?}: {text}");
    text
}

/// The figures of wrk's report.
struct Told {
    requests: f64,
    per_second: f64,
    p50: Duration,
    p99: Duration,
}

/// Reads wrk's report; nothing where any request was refused.
fn read(text: &str) -> Option<Told> {
    let after = |mark: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(mark));
        line?.split_whitespace().next()
    };
    if text.contains("Non-2xx") || text.contains("Socket errors") {
        return None;
    }
    let total = text.lines().find(|line| line.contains(" requests in "))?;
    Some(Told {
        requests: total.split_whitespace().next()?.parse().ok()?,
        per_second: after("Requests/sec:")?.parse().ok()?,
        p50: duration(after("50%")?)?,
        p99: duration(after("99%")?)?,
    })
}

/// `1.23ms`, `456.00us`, `1.20s`.
fn duration(text: &str) -> Option<Duration> {
    let number = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let unit = match text.get(number.len()..)? {
        "us" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        _ => return None,
    };
    Some(Duration::from_secs_f64(number.parse::<f64>().ok()? * unit))
}
