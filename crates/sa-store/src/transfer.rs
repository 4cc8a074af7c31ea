//! Journals as lines of JSON, one entry a line: in, out, and checked without going in.

mod export;
mod import;
mod lines;
#[cfg(feature = "sqlite")]
mod trial;

pub use self::export::{ExportError, Exported, export};
pub use self::import::{BadLine, ImportError, Imported, import};
#[cfg(feature = "sqlite")]
pub use self::trial::{Trial, TrialError};
