//! Export: every entry of a store, as lines.

use std::io::{self, Write};

use futures_util::stream::{self, StreamExt};
use sa_model::AccountKey;

use crate::{Store, StoreError};

/// Accounts whose entries are read at once.
const ACCOUNTS_AT_ONCE: usize = 64;

/// Keys, and entries of an account, that are read at once.
const PAGE: usize = 1_000;

/// How far an export has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// Accounts written.
    pub accounts: u64,
    /// Entries written.
    pub entries: u64,
}

/// Why an export ended early: what was written is no whole export.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The output cannot be written.
    #[error("the output cannot be written")]
    Write(#[from] io::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes every entry, one JSON object a line: account by account in the order of their keys, an
/// account's entries in their order. [`import`](crate::import) of it makes the same store.
///
/// Each account is whole as of the moment it is read; accounts that are opened meanwhile may be
/// left out. `progress` is called after each account.
///
/// # Errors
/// [`ExportError`] where the output cannot be written or the store fails.
pub async fn export(
    store: &dyn Store,
    output: &mut (dyn Write + Send),
    progress: &mut (dyn FnMut(Exported) + Send),
) -> Result<Exported, ExportError> {
    let mut done = Exported::default();
    let mut after = None;
    loop {
        let keys = store.keys(after, PAGE).await?;
        let Some(last) = keys.last().copied() else {
            break;
        };
        let mut accounts = stream::iter(keys)
            .map(|key| lines_of(store, key))
            .buffered(ACCOUNTS_AT_ONCE);
        while let Some(lines) = accounts.next().await {
            let (lines, entries) = lines?;
            output.write_all(&lines)?;
            done.accounts = done.accounts.saturating_add(1);
            done.entries = done.entries.saturating_add(entries);
            progress(done);
        }
        after = Some(last);
    }
    output.flush()?;
    Ok(done)
}

/// The lines of an account, and how many.
async fn lines_of(store: &dyn Store, key: AccountKey) -> Result<(Vec<u8>, u64), ExportError> {
    let mut lines = Vec::new();
    let mut written = 0_u64;
    loop {
        let page = store.entries(key, written, PAGE).await?;
        for entry in &page {
            serde_json::to_writer(&mut lines, entry).map_err(io::Error::from)?;
            lines.push(b'\n');
            written = written.saturating_add(1);
        }
        if page.len() < PAGE {
            return Ok((lines, written));
        }
    }
}
