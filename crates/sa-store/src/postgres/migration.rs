//! Bringing the database to the present form, once, however many servers start together.

use tokio_postgres::{Client, IsolationLevel};

use crate::OpenError;
use crate::postgres::fault::Fault;

/// The forms that the database went through, oldest first: each brings it one further. A database
/// knows how many it has (table `store_form`).
const STEPS: [&str; 2] = [include_str!("schema.sql"), include_str!("bare_nino.sql")];

/// The advisory lock that whoever migrates holds: `sa-store` in ASCII.
const LOCK: i64 = 0x7361_2d73_746f_7265;

/// Another may be at it for long, and so may we.
const UNHURRIED: &str = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0";

/// For the tables nobody waits longer than a connection does: all who come after would wait too.
const BEGIN: &str = "SET LOCAL lock_timeout TO DEFAULT; \
     CREATE TABLE IF NOT EXISTS store_form (form bigint NOT NULL PRIMARY KEY)";

fn known() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// Brings the database to the present form, or refuses one that is of a newer program.
pub(super) async fn migrate(client: &mut Client) -> Result<(), OpenError> {
    if form(client).await? == known() {
        return Ok(());
    }
    let transaction = client
        .build_transaction()
        // Whatever is the default: who waited for the lock must see what was done under it.
        .isolation_level(IsolationLevel::ReadCommitted)
        .start()
        .await
        .map_err(Fault::from)?;
    transaction
        .batch_execute(UNHURRIED)
        .await
        .map_err(Fault::from)?;
    // Held to the end of the transaction: who comes second waits, and finds the work done.
    transaction
        .execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])
        .await
        .map_err(Fault::from)?;
    transaction
        .batch_execute(BEGIN)
        .await
        .map_err(Fault::from)?;
    let has = form(transaction.client()).await?;
    for (step, sql) in (1_i64..).zip(STEPS) {
        if step > has {
            transaction.batch_execute(sql).await.map_err(Fault::from)?;
            transaction
                .execute("INSERT INTO store_form (form) VALUES ($1)", &[&step])
                .await
                .map_err(Fault::from)?;
        }
    }
    Ok(transaction.commit().await.map_err(Fault::from)?)
}

/// Makes the tables where there are none; refuses a database that is not in the present form.
pub(super) async fn require(client: &mut Client) -> Result<(), OpenError> {
    match form(client).await? {
        0 => migrate(client).await,
        found if found < known() => Err(OpenError::Older {
            found,
            known: known(),
        }),
        _ => Ok(()),
    }
}

/// The form that the database has: 0 for an empty one.
async fn form(client: &Client) -> Result<i64, OpenError> {
    let there: bool = client
        .query_one("SELECT to_regclass('store_form') IS NOT NULL", &[])
        .await
        .and_then(|row| row.try_get(0))
        .map_err(Fault::from)?;
    if !there {
        return Ok(0);
    }
    let found: i64 = client
        .query_one("SELECT coalesce(max(form), 0) FROM store_form", &[])
        .await
        .and_then(|row| row.try_get(0))
        .map_err(Fault::from)?;
    if found > known() {
        return Err(OpenError::Newer {
            found,
            known: known(),
        });
    }
    Ok(found)
}
