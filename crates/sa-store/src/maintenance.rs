//! What a store's owner does now and then: check it, rebuild what is made from the journal, back it
//! up.

#[cfg(feature = "sqlite")]
mod backup;
mod check;
mod of_url;
mod rebuild;

#[cfg(feature = "sqlite")]
pub use self::backup::{BackedUp, BackupError, backup};
pub use self::check::{Checked, Finding, check};
pub(crate) use self::check::{Inspect, RawEntry, RawIdentifier, RawSnapshot, folded};
pub(crate) use self::rebuild::{Made, Repair};
pub use self::rebuild::{Rebuilt, rebuild};
