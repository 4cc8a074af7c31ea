//! The program: reads the command line and does what it says.

use std::process::ExitCode;

/// Keeps the memory it is given: glibc's allocator gives the pages of a large account back to the
/// system after each request, and faults them in again for the next.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sa_server::cli::run()
}
