//! The database read through, as of one moment.

use tokio_postgres::{Client, Row};

use crate::maintenance::{Inspect, RawEntry, RawIdentifier, RawSnapshot};
use crate::postgres::connect;
use crate::postgres::fault::Fault;
use crate::{OpenError, PostgresUrl, StoreError};

/// A connection whose one transaction sees the database as it was when it began.
pub(crate) struct Inspector {
    client: Client,
}

const BEGIN: &str = r"
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL enable_seqscan = on;
DECLARE entries NO SCROLL CURSOR FOR
  SELECT account, number, id, effective, recorded, fact FROM journal ORDER BY account, number;
DECLARE snapshots NO SCROLL CURSOR FOR
  SELECT account, version, schema, bytes FROM snapshot ORDER BY account;
DECLARE identifiers NO SCROLL CURSOR FOR
  SELECT account, kind, value FROM identifier ORDER BY account, kind, value;
";

impl Inspector {
    pub(crate) async fn open(url: &PostgresUrl) -> Result<Self, OpenError> {
        let client = connect(url).await?;
        client.batch_execute(BEGIN).await.map_err(Fault::from)?;
        Ok(Self { client })
    }

    async fn page<T>(
        &self,
        cursor: &str,
        take: impl Fn(&Row) -> Result<T, tokio_postgres::Error>,
    ) -> Result<Vec<T>, StoreError> {
        let fetch = format!("FETCH 5000 FROM {cursor}");
        let rows = self.client.query(&fetch, &[]).await.map_err(Fault::from)?;
        Ok(rows
            .iter()
            .map(take)
            .collect::<Result<Vec<T>, _>>()
            .map_err(Fault::from)?)
    }
}

/// The columns `account, number, id, effective, recorded, fact`.
pub(super) fn raw_entry(row: &Row) -> Result<RawEntry, tokio_postgres::Error> {
    Ok(RawEntry {
        account: row.try_get(0)?,
        number: row.try_get(1)?,
        id: row.try_get(2)?,
        effective: row.try_get(3)?,
        recorded: row.try_get(4)?,
        fact: row.try_get(5)?,
    })
}

impl Inspect for Inspector {
    async fn faults(&mut self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }

    async fn journal(&mut self) -> Result<Vec<RawEntry>, StoreError> {
        self.page("entries", raw_entry).await
    }

    async fn snapshots(&mut self) -> Result<Vec<RawSnapshot>, StoreError> {
        self.page("snapshots", |row| {
            Ok(RawSnapshot {
                account: row.try_get(0)?,
                version: row.try_get(1)?,
                schema: row.try_get(2)?,
                bytes: row.try_get(3)?,
            })
        })
        .await
    }

    async fn identifiers(&mut self) -> Result<Vec<RawIdentifier>, StoreError> {
        self.page("identifiers", |row| {
            Ok(RawIdentifier {
                account: row.try_get(0)?,
                kind: row.try_get(1)?,
                value: row.try_get(2)?,
            })
        })
        .await
    }

    async fn end(&mut self) -> Result<(), StoreError> {
        Ok(self
            .client
            .batch_execute("COMMIT")
            .await
            .map_err(Fault::from)?)
    }
}
