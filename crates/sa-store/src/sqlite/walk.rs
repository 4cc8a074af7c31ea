//! A walk through accounts in the order of their keys.

use rusqlite::Connection;
use sa_ledger::Account;
use sa_model::AccountKey;

use crate::sqlite::reader::{folded, text};
use crate::sqlite::statements;
use crate::{StoreError, row, snapshot};

/// Shows `visit` the accounts of the keys above `after`, up to `last`.
///
/// Each is decoded where its bytes lie and is gone before the next: nothing is kept, for a walk comes
/// by once, and would push out what readers ask for again.
pub(super) fn each_account(
    connection: &Connection,
    (after, last): (Option<AccountKey>, AccountKey),
    visit: &mut (dyn for<'a> FnMut(&'a Account) + Send),
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(statements::SNAPSHOTS)?;
    let after = after.map_or_else(String::new, |key| key.to_string());
    let mut rows = statement.query((after, last.to_string()))?;
    let form = snapshot::form();
    while let Some(row) = rows.next()? {
        let key = row::key("account", text(row, 0)?)?;
        if row.get::<_, i64>(1)? == form {
            let bytes = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
            visit(&snapshot::decode(key, bytes)?);
        } else if let Some(account) = folded(connection, key)? {
            visit(&account);
        }
    }
    Ok(())
}
