//! Every statement that the embedded store runs on its tables; a test asks SQLite for the plan of
//! each and refuses one that reads a whole table.

/// One account's snapshot, without the bytes when it has the version and the form that are known.
pub(super) const SNAPSHOT: &str = "SELECT schema, \
     CASE WHEN version = ?2 AND schema = ?3 THEN NULL ELSE bytes END \
     FROM snapshot WHERE account = ?1";

/// The account that an identifier belongs to.
pub(super) const OWNER: &str = "SELECT account FROM identifier WHERE value = ?1 AND kind = ?2";

/// Entries of an account after a number.
pub(super) const ENTRIES: &str = "SELECT number, id, effective, recorded, fact FROM journal \
     WHERE account = ?1 AND number > ?2 ORDER BY number LIMIT ?3";

/// One entry by its id.
pub(super) const ENTRY: &str = "SELECT number, id, effective, recorded, fact FROM journal \
     WHERE account = ?1 AND id = ?2";

/// Account keys after a key.
pub(super) const KEYS: &str =
    "SELECT account FROM snapshot WHERE account > ?1 ORDER BY account LIMIT ?2";

/// The snapshots of accounts from behind a key up to another.
pub(super) const SNAPSHOTS: &str = "SELECT account, schema, bytes FROM snapshot \
     WHERE account > ?1 AND account <= ?2 ORDER BY account";

/// Adds a row to the journal, unless the account has the id.
pub(super) const ADD_ENTRY: &str = "INSERT INTO journal \
     (account, number, id, effective, recorded, fact) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
     ON CONFLICT (account, id) DO NOTHING";

/// The same, unless the account has the id or the number.
pub(super) const TRY_ENTRY: &str = "INSERT INTO journal \
     (account, number, id, effective, recorded, fact) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
     ON CONFLICT DO NOTHING";

/// Takes back rows that were added in this transaction: those from a number on, below another.
pub(super) const REMOVE_ENTRIES: &str =
    "DELETE FROM journal WHERE account = ?1 AND number >= ?2 AND number < ?3";

/// Puts another version of an account in the place of the one that is there.
pub(super) const MOVE_SNAPSHOT: &str =
    "UPDATE snapshot SET version = ?2, schema = ?3, bytes = ?4 WHERE account = ?1";

/// Puts the snapshot of an account in the place of what was there.
pub(super) const PUT_SNAPSHOT: &str = "INSERT INTO snapshot (account, version, schema, bytes) \
     VALUES (?1, ?2, ?3, ?4) ON CONFLICT (account) DO UPDATE \
     SET version = excluded.version, schema = excluded.schema, bytes = excluded.bytes";

/// Adds an identifier of an account.
pub(super) const ADD_IDENTIFIER: &str =
    "INSERT INTO identifier (value, kind, account) VALUES (?1, ?2, ?3)";

/// Puts what a token allows in the place of what it allowed before.
pub(super) const PUT_GRANT: &str = "INSERT INTO access (token, allows) VALUES (?1, ?2) \
     ON CONFLICT (token) DO UPDATE SET allows = excluded.allows";

/// What a token allows.
pub(super) const GRANT: &str = "SELECT allows FROM access WHERE token = ?1";

/// A number that is another after each commit of another connection; it reads no table.
pub(super) const DATA_VERSION: &str = "PRAGMA data_version";

/// All of the above that read or write a table, for the test of their plans.
#[cfg(test)]
pub(super) const ALL: [&str; 14] = [
    SNAPSHOT,
    SNAPSHOTS,
    OWNER,
    ENTRIES,
    ENTRY,
    KEYS,
    ADD_ENTRY,
    TRY_ENTRY,
    REMOVE_ENTRIES,
    MOVE_SNAPSHOT,
    PUT_SNAPSHOT,
    ADD_IDENTIFIER,
    PUT_GRANT,
    GRANT,
];
