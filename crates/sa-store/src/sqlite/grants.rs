//! What tokens allow, as the file has it.

use std::sync::Arc;

use rusqlite::Connection;

use crate::kept::{Kept, Moment};
use crate::sqlite::reader::text;
use crate::sqlite::statements;
use crate::{Grant, StoreError, TokenHash};

/// The number that a token's row is found by: the first eight bytes of its hash.
pub(super) fn number_of(token: TokenHash) -> i64 {
    let [b1, b2, b3, b4, b5, b6, b7, b8, ..] = token.0;
    i64::from_be_bytes([b1, b2, b3, b4, b5, b6, b7, b8])
}

/// What a token allows; what is kept of it counts if it was so at `since` or later.
pub(super) fn read(
    connection: &Connection,
    kept: &Kept,
    since: Moment,
    token: TokenHash,
) -> Result<Option<Arc<Grant>>, StoreError> {
    let known = kept.grant(token);
    if let Some(known) = &known
        && known.at >= since
    {
        return Ok(Some(known.value.grant()));
    }
    let mut statement = connection.prepare_cached(statements::GRANT)?;
    let mut rows = statement.query((number_of(token), token.0.as_slice()))?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    kept.keep_grant(token, text(row, 0)?, known, since)
        .map(Some)
}
