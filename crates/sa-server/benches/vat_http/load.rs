//! The load: `wrk` with a script that asks for another trader each time, with that trader's token.

use std::process::Command;
use std::time::Duration;

/// How much load.
pub(crate) struct Load {
    pub(crate) accounts: u64,
    pub(crate) seconds: u64,
    pub(crate) connections: u64,
}

/// What a run of the load tool says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) per_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
}

/// Reads ask for any trader; submits for one after the other, none twice. `THREADS` share them.
const SCRIPT: &str = r#"
local threads = 0
function setup(thread) thread:set("first", threads) threads = threads + 1 end
function init()
  math.randomseed(first + 1)
  counter = first
end
local function head(number)
  return { ["Authorization"] = string.format("Bearer %032d", number),
           ["Accept"] = "application/vnd.hmrc.1.0+json",
           ["Content-Type"] = "application/json" }
end
local body = '{"periodKey":"25C4","vatDueSales":1200.00,"vatDueAcquisitions":0.00,"totalVatDue":1200.00,"vatReclaimedCurrPeriod":200.00,"netVatDue":1000.00,"totalValueSalesExVAT":6000,"totalValuePurchasesExVAT":1000,"totalValueGoodsSuppliedExVAT":0,"totalAcquisitionsExVAT":0,"finalised":true}'
function request()
  if "ENDPOINT" == "submit" then
    local number = counter + 1
    counter = counter + THREADS
    return wrk.format("POST", string.format("/organisations/vat/%09d/returns", number), head(number), body)
  end
  local number = math.random(1, ACCOUNTS)
  local path = string.format("/organisations/vat/%09d/", number) .. "BELOW"
  return wrk.format("GET", path, head(number))
end
"#;

const THREADS: u64 = 2;

/// More submits a second than any server here takes.
const SUBMITS_PER_SECOND: u64 = 25_000;

/// One answer, as text.
pub(crate) fn once(url: &str, endpoint: &str) -> String {
    let url = format!("{url}/organisations/vat/000000001/{}", below(endpoint));
    let bearer = format!("Authorization: Bearer {:032}", 1);
    let accept = "Accept: application/vnd.hmrc.1.0+json";
    curl(&["-sS", "--fail-with-body", "-H", &bearer, "-H", accept, &url])
}

impl Load {
    /// Loads a server and says how it bore it.
    pub(crate) fn run(&self, url: &str, endpoint: &str) -> Measured {
        let script = SCRIPT
            .replace("ENDPOINT", endpoint)
            .replace("BELOW", below(endpoint))
            .replace("ACCOUNTS", &self.accounts.to_string())
            .replace("THREADS", &THREADS.to_string());
        // A trader submits once: as long as the traders last.
        let seconds = match endpoint {
            "submit" => self.seconds.min(self.accounts / SUBMITS_PER_SECOND).max(1),
            _ => self.seconds,
        };
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), script).unwrap();
        let output = Command::new("wrk")
            .args(["--latency", "--timeout", "10s"])
            .arg(format!("-t{THREADS}"))
            .arg(format!("-c{}", self.connections))
            .arg(format!("-d{seconds}s"))
            .arg("-s")
            .arg(file.path())
            .arg(url)
            .output()
            .unwrap_or_else(|error| panic!("wrk, Debian's package `wrk`, is needed: {error}"));
        let text = String::from_utf8(output.stdout).unwrap();
        read(&text).unwrap_or_else(|| panic!("wrk says: {text}"))
    }
}

fn below(endpoint: &str) -> &'static str {
    match endpoint {
        "obligations" => "obligations?from=2025-01-01&to=2025-12-31",
        "view" => "returns/25C3",
        _ => "returns",
    }
}

/// Runs curl and gives what it prints.
pub(crate) fn curl(arguments: &[&str]) -> String {
    let output = Command::new("curl").args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "curl {arguments:?}: {text}");
    text
}

/// The figures of wrk's report; none where any request was refused.
fn read(text: &str) -> Option<Measured> {
    let after = |mark: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(mark));
        line?.split_whitespace().next()
    };
    if text.contains("Non-2xx") || text.contains("Socket errors") {
        return None;
    }
    Some(Measured {
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
