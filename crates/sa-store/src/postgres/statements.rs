//! Every statement that the PostgreSQL store runs on its tables; a test asks PostgreSQL for the
//! plan of each and refuses one that reads a whole table.

/// All of them, in the order in which `Prepared` has them.
pub(super) const ALL: [&str; 13] = [
    VERSIONS,
    SNAPSHOTS,
    SNAPSHOTS_OF,
    OWNERS,
    ENTRIES,
    STORED,
    KEYS,
    WRITE_TOGETHER,
    MOVE_ONE,
    OPEN_ONE,
    ADD_IDENTIFIER,
    PUT_GRANTS,
    GRANTS,
];

/// The versions of some accounts, and the forms of their snapshots.
const VERSIONS: &str = "SELECT account, version, schema FROM snapshot WHERE account = ANY ($1)";

/// The snapshots of some accounts.
const SNAPSHOTS: &str =
    "SELECT account, version, schema, bytes FROM snapshot WHERE account = ANY ($1)";

/// The snapshots of the accounts that some identifiers find.
const SNAPSHOTS_OF: &str = "SELECT s.account, s.version, s.schema, s.bytes, i.value, i.kind \
     FROM identifier i JOIN snapshot s ON s.account = i.account WHERE i.value = ANY ($1)";

/// The accounts that some identifiers belong to.
const OWNERS: &str = "SELECT value, kind, account FROM identifier WHERE value = ANY ($1)";

/// Entries of an account after a number.
const ENTRIES: &str = "SELECT number, id, effective, recorded, fact FROM journal \
     WHERE account = $1 AND number > $2 ORDER BY number LIMIT $3";

/// Those of some entries, by account and id, that are stored.
const STORED: &str = "SELECT j.number, j.id, j.effective, j.recorded, j.fact, j.account \
     FROM unnest($1::text[], $2::text[]) AS w (account, id) \
     JOIN journal j ON j.account = w.account AND j.id = w.id";

/// Account keys after a key.
const KEYS: &str = "SELECT account FROM snapshot WHERE account > $1 ORDER BY account LIMIT $2";

/// Makes accounts what they are after their appends, those of them that still have the version the
/// appends were decided at (`old`, 0 for an account that is opened), and tells which had it.
///
/// The rows are locked in the order of their keys, so that two servers do not wait for each other.
const WRITE_TOGETHER: &str = r"
WITH want AS (
  SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bytea[])
    AS want (account, old, version, bytes)
), locked AS (
  SELECT account FROM snapshot WHERE account = ANY ($1) ORDER BY account FOR UPDATE
), moved AS (
  UPDATE snapshot s SET version = w.version, schema = $5, bytes = w.bytes
  FROM want w JOIN locked l ON l.account = w.account
  WHERE s.account = w.account AND s.version = w.old
  RETURNING s.account
), opened AS (
  INSERT INTO snapshot (account, version, schema, bytes)
  SELECT account, version, $5, bytes FROM want WHERE old = 0 ORDER BY account
  ON CONFLICT (account) DO NOTHING
  RETURNING account
), won AS (
  SELECT account FROM moved UNION ALL SELECT account FROM opened
), written AS (
  INSERT INTO journal (account, number, id, effective, recorded, fact)
  SELECT r.account, r.number, r.id, r.effective, r.recorded, r.fact
  FROM unnest($6::text[], $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[])
    AS r (account, number, id, effective, recorded, fact)
  JOIN won ON won.account = r.account
), named AS (
  INSERT INTO identifier (value, kind, account)
  SELECT n.value, n.kind, n.account
  FROM unnest($12::text[], $13::text[], $14::text[]) AS n (value, kind, account)
  JOIN won ON won.account = n.account
)
SELECT account FROM won";

/// The same for one account that is there: a row for each entry if it still had the version.
const MOVE_ONE: &str = r"
WITH moved AS (
  UPDATE snapshot SET version = $3, schema = $4, bytes = $5
  WHERE account = $1 AND version = $2
  RETURNING account
)
INSERT INTO journal (account, number, id, effective, recorded, fact)
SELECT moved.account, r.number, r.id, r.effective, r.recorded, r.fact
FROM moved, unnest($6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[])
  AS r (number, id, effective, recorded, fact)";

/// The same for one account that is opened.
const OPEN_ONE: &str = r"
WITH opened AS (
  INSERT INTO snapshot (account, version, schema, bytes) VALUES ($1, $2, $3, $4)
  ON CONFLICT (account) DO NOTHING
  RETURNING account
)
INSERT INTO journal (account, number, id, effective, recorded, fact)
SELECT opened.account, r.number, r.id, r.effective, r.recorded, r.fact
FROM opened, unnest($5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[])
  AS r (number, id, effective, recorded, fact)";

/// Adds an identifier of an account.
const ADD_IDENTIFIER: &str = "INSERT INTO identifier (value, kind, account) VALUES ($1, $2, $3)";

/// Puts what some tokens allow in the place of what they allowed before.
const PUT_GRANTS: &str = "INSERT INTO access (token, allows) \
     SELECT * FROM unnest($1::bytea[], $2::text[]) ON CONFLICT (token) DO UPDATE \
     SET allows = excluded.allows";

/// What some tokens allow.
const GRANTS: &str = "SELECT token, allows FROM access WHERE token = ANY ($1)";

#[cfg(test)]
mod tests {
    use super::{MOVE_ONE, OPEN_ONE, SNAPSHOTS, SNAPSHOTS_OF};

    fn words(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_guide_to_scaling_shows_the_statements() {
        let guide = words(include_str!("../../../../docs/scaling.md"));
        for statement in [MOVE_ONE, OPEN_ONE, SNAPSHOTS, SNAPSHOTS_OF] {
            assert!(guide.contains(&words(statement)), "{statement}");
        }
    }
}
