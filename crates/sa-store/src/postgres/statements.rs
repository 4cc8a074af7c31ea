//! Every statement that the PostgreSQL store runs on its tables; a test asks PostgreSQL for the
//! plan of each and refuses one that reads a whole table.

/// All of them, in the order in which `Prepared` has them.
pub(super) const ALL: [&str; 14] = [
    VERSIONS,
    SNAPSHOTS,
    SNAPSHOTS_OF,
    OWNERS,
    ENTRIES,
    STORED,
    KEYS,
    MOVE_TOGETHER,
    OPEN_TOGETHER,
    MOVE_ONE,
    OPEN_ONE,
    ADD_IDENTIFIER,
    PUT_GRANTS,
    GRANTS,
];

/// The versions of some accounts, and the stamps of their snapshots.
const VERSIONS: &str = "SELECT account, version, substring(bytes FROM 1 FOR 4) \
     FROM snapshot WHERE account = ANY ($1)";

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
/// appends were decided at (`old`), with the same snapshot (`stamp`), and tells which had it.
///
/// The rows are found, and so locked, in the order of their keys, in which they are given: so two
/// servers do not wait for each other.
const MOVE_TOGETHER: &str = r"
WITH moved AS (
  UPDATE snapshot s SET version = w.version, schema = $5, bytes = w.bytes
  FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bytea[], $12::bytea[])
    AS w (account, old, version, bytes, stamp)
  WHERE s.account = w.account AND s.version = w.old
    AND (substring(s.bytes FROM 1 FOR 4) = w.stamp OR w.stamp IS NULL)
  RETURNING s.account
), written AS (
  INSERT INTO journal (account, number, id, effective, recorded, fact)
  SELECT r.account, r.number, r.id, r.effective, r.recorded, r.fact
  FROM unnest($6::text[], $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[])
    AS r (account, number, id, effective, recorded, fact)
  JOIN moved ON moved.account = r.account
)
SELECT account FROM moved";

/// Makes accounts what they are after the appends that open them, those of them that are not there
/// yet, and tells which were not.
const OPEN_TOGETHER: &str = r"
WITH opened AS (
  INSERT INTO snapshot (account, version, schema, bytes)
  SELECT w.account, w.version, $4, w.bytes
  FROM unnest($1::text[], $2::bigint[], $3::bytea[]) AS w (account, version, bytes)
  ON CONFLICT (account) DO NOTHING
  RETURNING account
), written AS (
  INSERT INTO journal (account, number, id, effective, recorded, fact)
  SELECT r.account, r.number, r.id, r.effective, r.recorded, r.fact
  FROM unnest($5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[])
    AS r (account, number, id, effective, recorded, fact)
  JOIN opened ON opened.account = r.account
), named AS (
  INSERT INTO identifier (value, kind, account)
  SELECT n.value, n.kind, n.account
  FROM unnest($11::text[], $12::text[], $13::text[]) AS n (value, kind, account)
  JOIN opened ON opened.account = n.account
)
SELECT account FROM opened";

/// The same for one account that is there: a row for each entry if it still had the version.
const MOVE_ONE: &str = r"
WITH moved AS (
  UPDATE snapshot SET version = $3, schema = $4, bytes = $5
  WHERE account = $1 AND version = $2
    AND (substring(bytes FROM 1 FOR 4) = $11 OR $11::bytea IS NULL)
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
