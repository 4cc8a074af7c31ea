//! The PostgreSQL store does what any store must, with appends together and each by itself.

use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Weak};

use sa_store::{PostgresStore, StoreUrl};

use crate::postgres_server::{Disk, PostgresServer};

/// A schema of its own in the database that the tests share.
pub(crate) struct Schema {
    pub(crate) url: String,
    name: String,
    base: String,
    _server: Option<Arc<PostgresServer>>,
}

/// A store in a schema of its own, which goes when the test ends.
pub(crate) struct InSchema {
    store: PostgresStore,
    _schema: Schema,
}

impl Deref for InSchema {
    type Target = PostgresStore;

    fn deref(&self) -> &PostgresStore {
        &self.store
    }
}

impl Schema {
    /// Makes a schema, in `SA_TEST_DATABASE_URL` when it is set, else in a server that lives as
    /// long as some test needs it.
    pub(crate) async fn new() -> Self {
        static SHARED: Mutex<Weak<PostgresServer>> = Mutex::new(Weak::new());
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let (base, server) = if let Ok(url) = std::env::var("SA_TEST_DATABASE_URL") {
            (url, None)
        } else {
            let mut shared = SHARED.lock().unwrap();
            let server = shared.upgrade().unwrap_or_else(|| {
                let server = Arc::new(PostgresServer::start(Disk::Unsynced));
                *shared = Arc::downgrade(&server);
                server
            });
            (server.url(), Some(server))
        };
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("sa_test_{}_{number}", std::process::id());
        execute(&base, &format!("CREATE SCHEMA {name}")).await;
        let mark = if base.contains('?') { '&' } else { '?' };
        let url = format!("{base}{mark}options=-c%20search_path%3D{name}");
        Self {
            url,
            name,
            base,
            _server: server,
        }
    }

    pub(crate) async fn store(&self) -> PostgresStore {
        open(&self.url).await
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let (base, sql) = (
            self.base.clone(),
            format!("DROP SCHEMA {} CASCADE", self.name),
        );
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(execute(&base, &sql));
        });
        dropping.join().unwrap();
    }
}

pub(crate) async fn open(url: &str) -> PostgresStore {
    let Ok(StoreUrl::Postgres(url)) = url.parse() else {
        panic!("{url}")
    };
    PostgresStore::open(&url).await.unwrap()
}

/// A connection of the test's own.
pub(crate) async fn client(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    client
}

pub(crate) async fn execute(url: &str, sql: &str) {
    client(url).await.batch_execute(sql).await.unwrap();
}

async fn together(_test: &str) -> InSchema {
    let schema = Schema::new().await;
    InSchema {
        store: schema.store().await,
        _schema: schema,
    }
}

async fn distributed(_test: &str) -> InSchema {
    let schema = Schema::new().await;
    let store = open(&format!("{}&distributed=yes", schema.url)).await;
    InSchema {
        store,
        _schema: schema,
    }
}

mod appends_together {
    sa_store::conformance_tests!(tokio::test, super::together);
}

mod appends_distributed {
    sa_store::conformance_tests!(tokio::test, super::distributed);
}
