//! One connection, made again when it is lost.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::try_join_all;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Row, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::postgres::fault::Fault;
use crate::postgres::mark::{self, Mark};
use crate::postgres::settings::{Layout, Protection, Settings};
use crate::postgres::statements;

/// How long a connection may take in all: beside reaching the server, the handshakes.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// What is needed to make a connection.
#[derive(Clone)]
pub(super) struct Connector {
    pub(super) settings: Arc<Settings>,
    pub(super) tls: MakeRustlsConnect,
}

/// One connection, or the want of it.
pub(super) struct Link {
    connector: Connector,
    connected: Option<Connected>,
}

/// A connection with its statements prepared.
pub(super) struct Connected {
    pub(super) client: Client,
    pub(super) prepared: Prepared,
    /// The statement that asks for the mark, where one tells anything.
    mark: Option<Statement>,
    /// Whether a transaction was begun that is not known to have ended.
    in_transaction: Cell<bool>,
}

/// Every statement, as the server knows it.
pub(super) struct Prepared {
    pub(super) versions: Statement,
    pub(super) snapshots: Statement,
    pub(super) snapshots_of: Statement,
    pub(super) owners: Statement,
    pub(super) entries: Statement,
    pub(super) stored: Statement,
    pub(super) keys: Statement,
    pub(super) move_together: Statement,
    pub(super) open_together: Statement,
    pub(super) move_one: Statement,
    pub(super) open_one: Statement,
    pub(super) add_identifier: Statement,
    pub(super) put_grants: Statement,
    pub(super) grants: Statement,
}

impl Connector {
    /// Makes a connection. Who drives it ends when the client is dropped.
    pub(super) async fn connect(&self) -> Result<Client, Fault> {
        let config = &self.settings.config;
        let connect = async {
            if self.settings.protection == Protection::Disable {
                let (client, connection) = config.connect(NoTls).await?;
                // An error of the connection is told to each statement that runs on it.
                tokio::spawn(async move { drop(connection.await) });
                Ok(client)
            } else {
                let (client, connection) = config.connect(self.tls.clone()).await?;
                tokio::spawn(async move { drop(connection.await) });
                Ok(client)
            }
        };
        tokio::time::timeout(CONNECT_TIMEOUT, connect)
            .await
            .unwrap_or(Err(Fault::Silent))
    }
}

impl Link {
    pub(super) const fn new(connector: Connector) -> Self {
        Self {
            connector,
            connected: None,
        }
    }

    /// The connection, made now if there is none.
    pub(super) async fn connected(&mut self) -> Result<&Connected, Fault> {
        let connected = match self.connected.take() {
            Some(connected) if !connected.client.is_closed() => connected,
            Some(_) | None => {
                let client = self.connector.connect().await?;
                let prepared = Prepared::prepare(&client).await?;
                let mark = match self.connector.settings.layout {
                    Layout::Together if is_one_server(&client).await? => {
                        Some(client.prepare(mark::MARK).await?)
                    }
                    Layout::Together | Layout::Distributed => None,
                };
                Connected {
                    client,
                    prepared,
                    mark,
                    in_transaction: Cell::new(false),
                }
            }
        };
        Ok(self.connected.insert(connected))
    }

    /// Gives the connection up.
    pub(super) fn lose(&mut self) {
        self.connected = None;
    }

    /// Gives the connection up where a transaction may be open on it: whatever came next would be
    /// part of it, and answered without ever being committed.
    pub(super) fn lose_if_in_transaction(&mut self) {
        self.connected
            .take_if(|connected| connected.is_in_transaction());
    }
}

/// Whether the server keeps all that it holds by itself; one that does not understand the question
/// does not.
async fn is_one_server(client: &Client) -> Result<bool, Fault> {
    match client.query_one(mark::IS_ONE_SERVER, &[]).await {
        Ok(row) => Ok(row.try_get(0)?),
        Err(error) if error.code().is_some() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

impl Connected {
    /// Runs statements as a transaction, which is committed where they come to `true`, and else
    /// rolled back. Nothing else may be under way on this connection: it would be part of it.
    pub(super) async fn transaction(
        &self,
        statements: impl Future<Output = Result<bool, Fault>>,
    ) -> Result<bool, Fault> {
        self.in_transaction.set(true);
        let outcome = async {
            self.client.batch_execute("BEGIN").await?;
            let holds = statements.await?;
            if holds {
                self.client.batch_execute("COMMIT").await?;
            }
            Ok::<_, Fault>(holds)
        }
        .await;
        if !matches!(outcome, Ok(true)) {
            // Where a COMMIT that failed has ended the transaction this does nothing.
            self.client.batch_execute("ROLLBACK").await?;
        }
        self.in_transaction.set(false);
        outcome
    }

    /// Whether a transaction may be open: one that was left before its end.
    pub(super) fn is_in_transaction(&self) -> bool {
        self.in_transaction.get()
    }

    /// What statements see that are sent after this one, or sooner: what they see besides was
    /// committed since.
    pub(super) async fn mark(&self) -> Result<Option<Mark>, Fault> {
        match &self.mark {
            Some(mark) => Mark::read(&self.client.query_one(mark, &[]).await?),
            None => Ok(None),
        }
    }

    /// Runs a statement for all that is wanted, unless nothing is.
    pub(super) async fn gathered<T: ToSql + Sync>(
        &self,
        statement: &Statement,
        wanted: Vec<T>,
    ) -> Result<Vec<Row>, Fault> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.client.query(statement, &[&wanted]).await?)
    }
}

impl Prepared {
    async fn prepare(client: &Client) -> Result<Self, Fault> {
        // All in one round trip.
        let prepared = try_join_all(statements::ALL.map(|sql| client.prepare(sql))).await?;
        let mut prepared = prepared.into_iter();
        let mut next = || prepared.next().ok_or(Fault::Silent);
        Ok(Self {
            versions: next()?,
            snapshots: next()?,
            snapshots_of: next()?,
            owners: next()?,
            entries: next()?,
            stored: next()?,
            keys: next()?,
            move_together: next()?,
            open_together: next()?,
            move_one: next()?,
            open_one: next()?,
            add_identifier: next()?,
            put_grants: next()?,
            grants: next()?,
        })
    }
}
