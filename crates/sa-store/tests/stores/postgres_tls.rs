//! TLS to PostgreSQL, as the URL wants it.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::PathBuf;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use sa_store::{OpenError, PostgresStore, Store, StoreError, StoreUrl};
use tempfile::TempDir;

use crate::journal::key;
use crate::postgres_server::{Disk, PostgresServer, is_root, postgres_user};

/// A server that speaks TLS on a port, for the host `localhost`, and the certificates to trust.
struct TlsServer {
    _server: PostgresServer,
    _directory: TempDir,
    port: u16,
    trusted: PathBuf,
    others: PathBuf,
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn start() -> TlsServer {
    // Free a moment ago; the server says so if it no longer is.
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let directory = tempfile::tempdir().unwrap();
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let authority = authority();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &authority).unwrap();
    let file = |name: &str, text: String| {
        let path = directory.path().join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        path
    };
    let trusted = file("ca.pem", authority.pem());
    let others = file("other.pem", self::authority().pem());
    let (certificate, key) = (
        file("server.pem", certificate.pem()),
        file("server.key", key.serialize_pem()),
    );
    for path in [&certificate, &key] {
        if is_root() {
            let (user, group) = postgres_user();
            chown(path, Some(user), Some(group)).unwrap();
        }
    }
    let settings = format!(
        "-c listen_addresses=127.0.0.1 -p {port} -c ssl=on -c ssl_cert_file={} -c ssl_key_file={}",
        certificate.display(),
        key.display()
    );
    let server = PostgresServer::start_with(Disk::Unsynced, &settings);
    TlsServer {
        _server: server,
        _directory: directory,
        port,
        trusted,
        others,
    }
}

impl TlsServer {
    async fn open(&self, host: &str, query: &str) -> Result<PostgresStore, OpenError> {
        let url = format!("postgres://sa@{host}:{}/postgres?{query}", self.port);
        let Ok(StoreUrl::Postgres(url)) = url.parse() else {
            panic!("{url}")
        };
        PostgresStore::open(&url).await
    }
}

#[tokio::test]
async fn connections_are_protected_as_the_url_says() {
    let server = start();
    let trusted = format!(
        "sslmode=verify-full&sslrootcert={}",
        server.trusted.display()
    );
    for (host, query) in [
        ("localhost", "sslmode=disable"),
        ("localhost", "sslmode=prefer"),
        ("127.0.0.1", "sslmode=require"),
        ("localhost", &trusted),
    ] {
        let store = server.open(host, query).await.unwrap();
        assert!(store.account(key()).await.unwrap().is_none());
    }
    let others = format!(
        "sslmode=verify-full&sslrootcert={}",
        server.others.display()
    );
    // Another's certificate, and a host that is not in it.
    for (host, query) in [("localhost", &others), ("127.0.0.1", &trusted)] {
        match server.open(host, query).await {
            Err(OpenError::Store(StoreError::Unavailable(error))) => {
                let told = format!("{error:?}");
                assert!(told.contains("InvalidCertificate"), "{told}");
            }
            other => panic!("{host}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_server_without_tls_is_refused_where_the_url_wants_it() {
    let server = PostgresServer::start_with(Disk::Unsynced, "-c ssl=off");
    let url: StoreUrl = format!("{}?sslmode=require", server.url()).parse().unwrap();
    let error = sa_store::open(&url).await.unwrap_err();
    assert!(
        format!("{error:?}").contains("server does not support TLS"),
        "{error:?}"
    );
}
