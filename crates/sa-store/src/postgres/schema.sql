-- The journal: the truth. One row an entry, numbered from 1 in its account.
-- Every key begins with the account: a distributed engine keeps an account on one node.
CREATE TABLE journal (
  account   text   COLLATE "C" NOT NULL,  -- itsa:1097172564
  number    bigint NOT NULL,
  id        text   COLLATE "C" NOT NULL,
  effective text   COLLATE "C" NOT NULL,  -- 2026-01-31
  recorded  text   COLLATE "C" NOT NULL,  -- 2026-02-02T09:00:00.000Z
  fact      text   COLLATE "C" NOT NULL,  -- JSON, as it was written
  PRIMARY KEY (account, number),
  UNIQUE (account, id)
);

-- The fold of each account at its last version; made from the journal.
CREATE TABLE snapshot (
  account text   COLLATE "C" NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  schema  bigint NOT NULL,                -- the form of the bytes
  bytes   bytea  NOT NULL
) WITH (fillfactor = 85);                 -- room for the next version on the same page

-- The bytes are small and do not shrink much: they stay in the row.
ALTER TABLE snapshot ALTER COLUMN bytes SET STORAGE MAIN;

-- What finds an account beside its own key: NINO and MTDITID; made from the journal.
CREATE TABLE identifier (
  value   text COLLATE "C" NOT NULL,
  kind    text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  PRIMARY KEY (value, kind)
);

-- Sign-in: what a token allows, by the SHA-256 of the token.
CREATE TABLE access (
  token  bytea NOT NULL PRIMARY KEY,
  allows text  COLLATE "C" NOT NULL       -- JSON
);
