//! Every statement that the embedded store runs on its tables; a test asks SQLite for the plan of
//! each and refuses one that reads a whole table.

/// One account's snapshot, without the bytes when it has the version, the form and the stamp that are
/// known.
macro_rules! snapshot {
    ($of:literal) => {
        concat!(
            "SELECT s.schema, CASE WHEN s.version = ?2 AND s.schema = ?3 \
               AND substr(s.bytes, 1, 4) = ?4 THEN NULL ELSE s.bytes END, \
             s.account, s.ids FROM ",
            $of
        )
    };
}

/// The snapshot of a key.
pub(super) const SNAPSHOT: &str =
    snapshot!("account a JOIN snapshot s ON s.account = a.number WHERE a.key = ?1");

/// The snapshot of an account's number.
pub(super) const SNAPSHOT_OF_NUMBER: &str = snapshot!("snapshot s WHERE s.account = ?1");

/// The account that an identifier belongs to.
pub(super) const OWNER: &str = "SELECT account FROM identifier WHERE value = ?1 AND kind = ?2";

/// Entries of an account after a number.
pub(super) const ENTRIES: &str = "SELECT j.number, j.id, j.effective, j.recorded, j.fact \
     FROM account a JOIN journal j ON j.account = a.number \
     WHERE a.key = ?1 AND j.number > ?2 ORDER BY j.number LIMIT ?3";

/// Entries of an account, by its number, up to a number.
pub(super) const JOURNAL: &str = "SELECT number, id, effective, recorded, fact FROM journal \
     WHERE account = ?1 AND number <= ?2";

/// Account keys after a key.
pub(super) const KEYS: &str = "SELECT key FROM account WHERE key > ?1 ORDER BY key LIMIT ?2";

/// Accounts after a number.
pub(super) const NUMBERS: &str =
    "SELECT number, key FROM account WHERE number > ?1 ORDER BY number LIMIT ?2";

/// The snapshots of accounts from behind a key up to another.
pub(super) const SNAPSHOTS: &str = "SELECT a.key, s.schema, s.bytes \
     FROM account a JOIN snapshot s ON s.account = a.number \
     WHERE a.key > ?1 AND a.key <= ?2 ORDER BY a.key";

/// Gives a key the next number, unless it has one.
pub(super) const ADD_ACCOUNT: &str =
    "INSERT INTO account (key) VALUES (?1) ON CONFLICT (key) DO NOTHING";

/// Adds a row to the journal.
pub(super) const ADD_ENTRY: &str = "INSERT INTO journal \
     (account, number, id, effective, recorded, fact) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

/// Puts another version of an account in the place of the one that is there, if it is the one that
/// is known.
pub(super) const MOVE_SNAPSHOT: &str = "UPDATE snapshot \
     SET version = ?2, schema = ?3, ids = ?4, bytes = ?5 \
     WHERE account = ?1 AND version = ?6 AND (substr(bytes, 1, 4) = ?7 OR ?7 IS NULL)";

/// Puts the snapshot of an account in the place of what was there.
pub(super) const PUT_SNAPSHOT: &str = "INSERT INTO snapshot \
     (account, version, schema, ids, bytes) VALUES (?1, ?2, ?3, ?4, ?5) \
     ON CONFLICT (account) DO UPDATE SET version = excluded.version, schema = excluded.schema, \
     ids = excluded.ids, bytes = excluded.bytes";

/// Adds an identifier of an account.
pub(super) const ADD_IDENTIFIER: &str =
    "INSERT INTO identifier (value, kind, account) VALUES (?1, ?2, ?3)";

/// Puts what a token allows in the place of what it allowed before; nothing where its number is
/// another's.
pub(super) const PUT_GRANT: &str = "INSERT INTO access (number, token, allows) VALUES (?1, ?2, ?3) \
     ON CONFLICT (number) DO UPDATE SET allows = excluded.allows WHERE token = excluded.token";

/// What a token allows.
pub(super) const GRANT: &str = "SELECT allows FROM access WHERE number = ?1 AND token = ?2";

/// A number that is another after each commit of another connection; it reads no table.
pub(super) const DATA_VERSION: &str = "PRAGMA data_version";

/// One account's entries out of the view that the file has for whoever looks.
#[cfg(test)]
const LOOK: &str = "SELECT * FROM entries WHERE account = ?1";

/// All of the above that read or write a table, for the test of their plans.
#[cfg(test)]
pub(super) const ALL: [&str; 16] = [
    SNAPSHOT,
    SNAPSHOT_OF_NUMBER,
    NUMBERS,
    SNAPSHOTS,
    OWNER,
    ENTRIES,
    JOURNAL,
    KEYS,
    ADD_ACCOUNT,
    ADD_ENTRY,
    MOVE_SNAPSHOT,
    PUT_SNAPSHOT,
    ADD_IDENTIFIER,
    PUT_GRANT,
    GRANT,
    LOOK,
];
