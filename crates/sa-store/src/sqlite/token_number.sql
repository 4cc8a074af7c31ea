-- Tokens by number: a tree by the whole of their hashes, whose upper pages hold rows, is twice as deep.

ALTER TABLE access RENAME TO hashed_access;

-- Sign-in: what a token allows, by the SHA-256 of the token.
CREATE TABLE access (
  number INTEGER PRIMARY KEY,  -- the first eight bytes of the hash, big-endian, with a sign
  token  BLOB NOT NULL,        -- the hash
  allows TEXT NOT NULL         -- JSON
) STRICT;

-- Of a million tokens two have one number with odds of 1 in 36 million; then the second is lost and a
-- new one must be made. JSON5 knows hexadecimal, without a sign.
INSERT OR IGNORE INTO access (number, token, allows)
  SELECT json_extract('0x' || hex(substr(token, 1, 4)), '$') << 32
       | json_extract('0x' || hex(substr(token, 5, 4)), '$') AS number, token, allows
  FROM hashed_access ORDER BY number;

DROP TABLE hashed_access;
