-- Accounts by number. The numbers follow the order of opening: what is new goes to the end of the
-- large tables, whatever its key, and their rows are the shorter for it.

-- The number of each account.
CREATE TABLE account (
  number INTEGER PRIMARY KEY,
  key    TEXT    NOT NULL UNIQUE  -- itsa:1097172564
) STRICT;

INSERT INTO account (key) SELECT DISTINCT account FROM journal ORDER BY account;

ALTER TABLE journal RENAME TO keyed_journal;
ALTER TABLE snapshot RENAME TO keyed_snapshot;

-- The journal: the truth. One row an entry, kept together by account, numbered from 1.
-- No index on the ids: the writer sees to it that an account has none twice.
CREATE TABLE journal (
  account   INTEGER NOT NULL,  -- its number
  number    INTEGER NOT NULL,
  id        TEXT    NOT NULL,
  effective TEXT    NOT NULL,  -- 2026-01-31
  recorded  TEXT    NOT NULL,  -- 2026-02-02T09:00:00.000Z
  fact      TEXT    NOT NULL,  -- JSON
  PRIMARY KEY (account, number)
) STRICT, WITHOUT ROWID;

INSERT INTO journal (account, number, id, effective, recorded, fact)
  SELECT a.number, j.number, j.id, j.effective, j.recorded, j.fact
  FROM account a CROSS JOIN keyed_journal j ON j.account = a.key
  ORDER BY a.number, j.number;

-- The fold of each account at its last version; made from the journal.
CREATE TABLE snapshot (
  account INTEGER PRIMARY KEY, -- its number
  version INTEGER NOT NULL,
  schema  INTEGER NOT NULL,    -- the form of the bytes
  ids     BLOB,                -- CRC-32 of each entry's id, little-endian; null: not yet known
  bytes   BLOB    NOT NULL
) STRICT;

INSERT INTO snapshot (account, version, schema, bytes)
  SELECT a.number, s.version, s.schema, s.bytes
  FROM account a CROSS JOIN keyed_snapshot s ON s.account = a.key
  ORDER BY a.number;

DROP TABLE keyed_journal;
DROP TABLE keyed_snapshot;

-- For whoever looks: SELECT * FROM entries WHERE account = 'itsa:1097172564'
CREATE VIEW entries (account, number, id, effective, recorded, fact) AS
  SELECT a.key, j.number, j.id, j.effective, j.recorded, j.fact
  FROM account a JOIN journal j ON j.account = a.number;
