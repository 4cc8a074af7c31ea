//! The server's clock: the only place that reads the time.
//!
//! There are two times: the taxpayer's, whose day a server may be told to fix, and the machine's
//! own, by which tokens live whatever day that is.

use sa_model::Timestamp;
use time::{Date, OffsetDateTime};

/// Tells the time in UTC; the day may be fixed, the time of day always moves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    fixed_day: Option<Date>,
}

impl Clock {
    /// The machine's own clock.
    pub const fn system() -> Self {
        Self { fixed_day: None }
    }

    /// A clock on which it is always this day.
    pub const fn fixed(day: Date) -> Self {
        Self {
            fixed_day: Some(day),
        }
    }

    /// Now, in UTC: the fixed day with the system's time of day, or the system's own.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the time"
    )]
    pub fn now(&self) -> Timestamp {
        let system = OffsetDateTime::now_utc();
        let now = match self.fixed_day {
            Some(day) => system.replace_date(day),
            None => system,
        };
        // A clock outside the years 1 to 9999 is a broken clock: it then shows its first second.
        Timestamp::new(now).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Today, in UTC.
    pub fn today(&self) -> Date {
        self.fixed_day.unwrap_or_else(|| self.now().date())
    }
}
