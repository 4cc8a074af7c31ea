//! A disk so small that it is soon full.

use std::path::Path;
use std::process::Command;

/// A small file system in memory, which goes when it is dropped.
pub(crate) struct SmallDisk {
    directory: tempfile::TempDir,
}

impl SmallDisk {
    /// `None` where this process may not mount; in CI it must be able to.
    pub(crate) fn mount(mebibytes: u32) -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let size = format!("size={mebibytes}m");
        let mounted = run(
            &["mount", "-t", "tmpfs", "-o", &size, "tmpfs"],
            directory.path(),
        );
        if mounted {
            return Some(Self { directory });
        }
        let needed = "a file system of some mebibytes is mounted here to fill it: run as root, or \
                      give the process CAP_SYS_ADMIN (docker run --cap-add SYS_ADMIN)";
        assert!(std::env::var_os("CI").is_none(), "{needed}");
        println!("not run: {needed}");
        None
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Makes room.
    pub(crate) fn grow(&self, mebibytes: u32) {
        let size = format!("remount,size={mebibytes}m");
        assert!(run(&["mount", "-o", &size], self.directory.path()));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        run(&["umount"], self.directory.path());
    }
}

fn run(command: &[&str], directory: &Path) -> bool {
    let run = Command::new(command[0])
        .args(&command[1..])
        .arg(directory)
        .output();
    run.is_ok_and(|run| run.status.success())
}
