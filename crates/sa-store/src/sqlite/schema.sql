-- The journal: the truth. One row an entry, kept together by account, numbered from 1.
CREATE TABLE journal (
  account   TEXT    NOT NULL,  -- itsa:1097172564
  number    INTEGER NOT NULL,
  id        TEXT    NOT NULL,
  effective TEXT    NOT NULL,  -- 2026-01-31
  recorded  TEXT    NOT NULL,  -- 2026-02-02T09:00:00.000Z
  fact      TEXT    NOT NULL,  -- JSON
  PRIMARY KEY (account, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX journal_by_id ON journal (account, id);

-- The fold of each account at its last version; made from the journal.
-- With row ids: a row without would spill most of its bytes to another page.
CREATE TABLE snapshot (
  account TEXT    NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  schema  INTEGER NOT NULL,    -- the form of the bytes
  bytes   BLOB    NOT NULL
) STRICT;

-- What finds an account beside its own key: NINO and MTDITID; made from the journal.
CREATE TABLE identifier (
  value   TEXT NOT NULL,
  kind    TEXT NOT NULL,
  account TEXT NOT NULL,
  PRIMARY KEY (value, kind)
) STRICT, WITHOUT ROWID;

-- Sign-in: what a token allows, by the SHA-256 of the token.
CREATE TABLE access (
  token BLOB NOT NULL PRIMARY KEY,
  allows TEXT NOT NULL         -- JSON
) STRICT, WITHOUT ROWID;
