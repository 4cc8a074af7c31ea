//! The signals that stop a server with grace.

use std::io;

pub(crate) use self::system::Signals;

/// Signals cannot be received.
#[derive(Debug, thiserror::Error)]
#[error("the system passes no signals on")]
pub(crate) struct SignalError(#[from] io::Error);

#[cfg(unix)]
mod system {
    use tokio::signal::unix::{Signal, SignalKind, signal};

    use super::SignalError;

    /// SIGINT and SIGTERM, none of which is lost from when they are registered on; before, each
    /// ends the process at once.
    #[derive(Debug)]
    pub(crate) struct Signals {
        interrupt: Signal,
        terminate: Signal,
    }

    impl Signals {
        /// Asks the system for them; a runtime must be there.
        ///
        /// # Errors
        /// What the system says.
        pub(crate) fn register() -> Result<Self, SignalError> {
            Ok(Self {
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
            })
        }

        /// Waits for the first of them, and says which.
        pub(crate) async fn first(mut self) -> &'static str {
            tokio::select! {
                _ = self.interrupt.recv() => "SIGINT",
                _ = self.terminate.recv() => "SIGTERM",
            }
        }
    }
}

#[cfg(windows)]
mod system {
    use tokio::signal::windows::{CtrlC, ctrl_c};

    use super::SignalError;

    /// Ctrl-C, which is not lost from when it is registered on.
    #[derive(Debug)]
    pub(crate) struct Signals(CtrlC);

    impl Signals {
        /// Asks the system for it.
        ///
        /// # Errors
        /// What the system says.
        pub(crate) fn register() -> Result<Self, SignalError> {
            Ok(Self(ctrl_c()?))
        }

        /// Waits for it, and says which it was.
        pub(crate) async fn first(mut self) -> &'static str {
            let _pressed = self.0.recv().await;
            "Ctrl-C"
        }
    }
}
