//! Snapshots and identifiers replaced, page by page, while others use the database.

use std::collections::BTreeMap;

use tokio_postgres::{Client, Transaction};

use crate::maintenance::{Made, RawEntry, Repair};
use crate::postgres::connect;
use crate::postgres::fault::Fault;
use crate::postgres::inspector::raw_entry;
use crate::{OpenError, PostgresUrl, StoreError, snapshot};

/// A connection that writes in transactions of its own.
pub(crate) struct Repairer {
    client: Client,
}

const BEGIN: &str = r#"
CREATE TEMP TABLE kept (value text COLLATE "C", kind text COLLATE "C", account text COLLATE "C",
  PRIMARY KEY (value, kind, account));
CREATE TEMP TABLE rebuilt (account text COLLATE "C" PRIMARY KEY);
"#;

/// The next accounts of each table, by its index.
const ACCOUNTS: &str = "SELECT account FROM (\
       (SELECT DISTINCT account FROM journal WHERE account > $1 ORDER BY account LIMIT $2) \
       UNION (SELECT account FROM snapshot WHERE account > $1 ORDER BY account LIMIT $2)) a \
     ORDER BY account LIMIT $2";

const LOCK: &str = "SELECT account FROM snapshot WHERE account = ANY ($1) \
     ORDER BY account FOR UPDATE";

const JOURNAL: &str = "SELECT account, number, id, effective, recorded, fact FROM journal \
     WHERE account = ANY ($1) ORDER BY account, number";

const PUT_SNAPSHOT: &str = "INSERT INTO snapshot (account, version, schema, bytes) \
     VALUES ($1, $2, $3, $4) ON CONFLICT (account) DO UPDATE \
     SET version = excluded.version, schema = excluded.schema, bytes = excluded.bytes";

const PUT_IDENTIFIER: &str = "INSERT INTO identifier (value, kind, account) VALUES ($1, $2, $3) \
     ON CONFLICT (value, kind) DO UPDATE SET account = excluded.account";

const KEEP: &str =
    "INSERT INTO kept (value, kind, account) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

const REBUILT: &str = "INSERT INTO rebuilt (account) VALUES ($1) ON CONFLICT DO NOTHING";

const REMOVE_SNAPSHOT: &str = "DELETE FROM snapshot WHERE account = $1";

/// What leads to an account that was rebuilt and has it not, or to one that has no journal.
const REMOVE_ASTRAY: &str = "DELETE FROM identifier i \
     WHERE NOT EXISTS (SELECT 1 FROM kept k \
       WHERE k.value = i.value AND k.kind = i.kind AND k.account = i.account) \
     AND (EXISTS (SELECT 1 FROM rebuilt r WHERE r.account = i.account) \
       OR NOT EXISTS (SELECT 1 FROM journal j WHERE j.account = i.account))";

impl Repairer {
    pub(crate) async fn open(url: &PostgresUrl) -> Result<Self, OpenError> {
        let client = connect(url).await?;
        client.batch_execute(BEGIN).await.map_err(Fault::from)?;
        Ok(Self { client })
    }

    async fn accounts(&self, after: &str, most: usize) -> Result<Vec<String>, Fault> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = self.client.query(ACCOUNTS, &[&after, &most]).await?;
        Ok(rows
            .iter()
            .map(|row| row.try_get(0))
            .collect::<Result<_, _>>()?)
    }

    async fn replace(
        &mut self,
        accounts: &[String],
        make: &mut (dyn FnMut(&str, &[RawEntry]) -> Option<Made> + Send),
    ) -> Result<u64, Fault> {
        let transaction = self.client.transaction().await?;
        transaction.execute(LOCK, &[&accounts]).await?;
        let mut journals: BTreeMap<&str, Vec<RawEntry>> = accounts
            .iter()
            .map(|account| (account.as_str(), Vec::new()))
            .collect();
        for row in transaction.query(JOURNAL, &[&accounts]).await? {
            let entry = raw_entry(&row)?;
            if let Some(journal) = journals.get_mut(entry.account.as_str()) {
                journal.push(entry);
            }
        }
        let mut removed = 0_u64;
        for (account, entries) in &journals {
            match make(account, entries) {
                Some(made) => put(&transaction, &made).await?,
                None if entries.is_empty() => {
                    let rows = transaction.execute(REMOVE_SNAPSHOT, &[account]).await?;
                    removed = removed.saturating_add(rows);
                }
                None => {}
            }
        }
        transaction.commit().await?;
        Ok(removed)
    }
}

async fn put(transaction: &Transaction<'_>, made: &Made) -> Result<(), Fault> {
    transaction
        .execute(
            PUT_SNAPSHOT,
            &[
                &made.account,
                &made.version,
                &snapshot::form(),
                &made.snapshot,
            ],
        )
        .await?;
    transaction.execute(REBUILT, &[&made.account]).await?;
    for identifier in &made.identifiers {
        let (value, kind) = (identifier.value(), identifier.kind());
        transaction
            .execute(PUT_IDENTIFIER, &[&value, &kind, &made.account])
            .await?;
        transaction
            .execute(KEEP, &[&value, &kind, &made.account])
            .await?;
    }
    Ok(())
}

impl Repair for Repairer {
    async fn accounts(&mut self, after: &str, most: usize) -> Result<Vec<String>, StoreError> {
        Ok(Self::accounts(self, after, most).await?)
    }

    async fn replace(
        &mut self,
        accounts: &[String],
        make: &mut (dyn FnMut(&str, &[RawEntry]) -> Option<Made> + Send),
    ) -> Result<u64, StoreError> {
        Ok(Self::replace(self, accounts, make).await?)
    }

    async fn remove_astray(&mut self) -> Result<u64, StoreError> {
        Ok(self
            .client
            .execute(REMOVE_ASTRAY, &[])
            .await
            .map_err(Fault::from)?)
    }
}
