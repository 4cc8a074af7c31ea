//! What a command writes: its output, and what it tells whoever typed it. Neither ends the program
//! where it cannot be written, as the macros of the standard library do.

use std::fmt::Display;
use std::io::{self, Write};

/// Standard output takes no more: what it leads to is full, or nobody reads it any more.
#[derive(Debug, thiserror::Error)]
#[error("standard output cannot be written")]
pub(crate) struct OutputError(#[from] pub(crate) io::Error);

/// Writes a line to standard output.
///
/// # Errors
/// Standard output that takes no more.
pub(crate) fn print(line: &impl Display) -> Result<(), OutputError> {
    let mut output = io::stdout().lock();
    writeln!(output, "{line}")?;
    Ok(output.flush()?)
}

/// Writes a line to standard error; where that takes no more, there is nobody to be told.
pub(crate) fn tell(line: &impl Display) {
    let _told = writeln!(io::stderr().lock(), "{line}");
}
