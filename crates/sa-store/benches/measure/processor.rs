//! What work takes of the processor, in this program and in the server's processes.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::connect;

/// Processor time, of this program and of the server's processes that work for it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Spent {
    pub(crate) ours: Duration,
    pub(crate) servers: Duration,
}

/// Processes of the server.
pub(crate) struct Processes(Vec<i32>);

impl Processes {
    /// Those that work for clients of this name.
    pub(crate) async fn of(url: &str, name: &str) -> Self {
        let pids = "SELECT pid FROM pg_stat_activity WHERE application_name = $1";
        let rows = connect(url).await.query(pids, &[&name]).await.unwrap();
        Self(rows.iter().map(|row| row.get(0)).collect())
    }

    /// What has been spent until now.
    pub(crate) fn spent(&self) -> Spent {
        let threads = fs::read_dir("/proc/self/task").unwrap();
        let own = threads.map(|thread| time_of(&thread.unwrap().path()));
        let servers = self
            .0
            .iter()
            .map(|pid| time_of(&Path::new("/proc").join(pid.to_string())));
        Spent {
            ours: own.sum(),
            servers: servers.sum(),
        }
    }
}

/// The processor time of a thread, or of a process of one thread.
fn time_of(thread: &Path) -> Duration {
    // Source: the Linux kernel's documentation, scheduler/sched-stats: nanoseconds come first.
    let stat = fs::read_to_string(thread.join("schedstat")).unwrap_or_default();
    let time = stat.split(' ').next().and_then(|time| time.parse().ok());
    Duration::from_nanos(time.unwrap_or(0))
}

impl Spent {
    /// Adds what was spent between two moments.
    pub(crate) fn add(&mut self, before: Self, after: Self) {
        self.ours += after.ours.saturating_sub(before.ours);
        self.servers += after.servers.saturating_sub(before.servers);
    }

    /// What each of so many cost.
    pub(crate) fn each(&self, count: u64) -> String {
        let each = |spent: Duration| spent.as_secs_f64() * 1e6 / count as f64;
        format!(
            "processor time {:.2} µs, of the server {:.2} µs",
            each(self.ours),
            each(self.servers)
        )
    }
}
