//! `TestServer`: the real application on a free port over an SQLite file of its own, and the verbs
//! that tests speak to it with.

use std::collections::BTreeMap;
use std::sync::Arc;

use sa_model::{AccountKey, Entry};
use sa_server::{Application, ServeArgs, Settings};
use sa_store::{Append, Expected, Grant, Storage, Subject, TokenHash};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// A server that runs until it is dropped.
pub(crate) struct TestServer {
    url: String,
    client: reqwest::Client,
    store: Arc<dyn Storage>,
    handle: actix_web::dev::ServerHandle,
    settings: Settings,
    directory: Arc<TempDir>,
}

const DATABASE: &str = "sa.db";

/// What is fixed of a server under test.
#[derive(Default)]
pub(crate) struct Options {
    /// The day, `YYYY-MM-DD`.
    pub(crate) today: Option<&'static str>,
    /// Sandbox (the default) or production.
    pub(crate) mode: Option<sa_server::Mode>,
    /// The sandbox's profile, `ledger` by default.
    pub(crate) sandbox: Option<sa_server::SandboxProfile>,
}

impl TestServer {
    /// Starts a sandbox with an empty store.
    pub(crate) async fn start() -> Self {
        Self::start_with(Options::default()).await
    }

    /// Starts a sandbox on which it is always this day.
    pub(crate) async fn start_on(today: &'static str) -> Self {
        Self::start_with(Options {
            today: Some(today),
            ..Options::default()
        })
        .await
    }

    /// Starts a server.
    pub(crate) async fn start_with(options: Options) -> Self {
        let directory = Arc::new(TempDir::new().expect("a temporary directory"));
        let settings = Settings::load(&ServeArgs {
            listen: Some("127.0.0.1:0".to_owned()),
            store: Some(format!(
                "sqlite:{}",
                directory.path().join(DATABASE).display()
            )),
            today: options.today.map(str::to_owned),
            mode: options.mode,
            sandbox: options.sandbox,
            ..ServeArgs::default()
        })
        .expect("settings");
        let store = sa_store::open(&settings.store).await.expect("a store");
        Self::serve(settings, store, directory).await
    }

    /// Serves the same store on another day.
    pub(crate) async fn on(&self, today: &str) -> Self {
        self.beside(Settings {
            today: Some(sa_model::date::parse(today).expect("a day")),
            ..self.settings.clone()
        })
        .await
    }

    /// Serves the same store without keeping any answer.
    pub(crate) async fn that_keeps_no_answers(&self) -> Self {
        self.beside(Settings {
            answer_memory: 0,
            ..self.settings.clone()
        })
        .await
    }

    async fn beside(&self, settings: Settings) -> Self {
        let (store, directory) = (Arc::clone(&self.store), Arc::clone(&self.directory));
        Self::serve(settings, store, directory).await
    }

    /// The file that it stores everything in.
    pub(crate) fn database(&self) -> std::path::PathBuf {
        self.directory.path().join(DATABASE)
    }

    /// The store, opened once more, as another process has it.
    pub(crate) async fn opened_elsewhere(&self) -> Arc<dyn Storage> {
        sa_store::open(&self.settings.store).await.expect("a store")
    }

    async fn serve(settings: Settings, store: Arc<dyn Storage>, directory: Arc<TempDir>) -> Self {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let shared = Arc::clone(&store);
        let served = settings.clone();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let application = Application::build(&served, shared).expect("a server");
                let _sent = sender.send((application.url().to_owned(), application.handle()));
                application.run().await.expect("a run");
            });
        });
        let (url, handle) = receiver.await.expect("the server's address");
        Self {
            url,
            client: reqwest::Client::new(),
            store,
            handle,
            settings,
            directory,
        }
    }

    /// The address it listens on.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Appends entries written as NDJSON, in their order.
    pub(crate) async fn given(&self, ndjson: &str) {
        for line in ndjson.lines().filter(|line| !line.trim().is_empty()) {
            let entry: Entry = serde_json::from_str(line).expect(line);
            let account: AccountKey = entry.account;
            let append = Append {
                account,
                expected: Expected::Any,
                entries: vec![entry],
            };
            if let Err(error) = self.store.append(append).await {
                panic!("{error:?} for {line}");
            }
        }
    }

    /// A token with these scopes, separated by blanks, for this subject.
    pub(crate) async fn token(&self, scopes: &str, subject: Subject) -> String {
        self.token_until("9999-01-01T00:00:00Z", scopes, subject)
            .await
    }

    /// The same, of a token that expires at a moment.
    pub(crate) async fn token_until(
        &self,
        expires: &str,
        scopes: &str,
        subject: Subject,
    ) -> String {
        let digest: [u8; 32] = Sha256::digest(format!("{scopes}{subject:?}{expires}")).into();
        let token = digest.map(|byte| format!("{byte:02x}")).concat();
        self.replace(&token, expires, scopes, subject).await;
        token
    }

    /// Gives a token another grant than it had.
    pub(crate) async fn replace(&self, token: &str, expires: &str, scopes: &str, subject: Subject) {
        let grant = Grant {
            scopes: scopes.split_whitespace().map(str::to_owned).collect(),
            subject,
            issued: "2020-01-01T00:00:00Z".parse().expect("a time"),
            expires: expires.parse().expect("a time"),
            sandbox: self.settings.mode == sa_server::Mode::Sandbox,
        };
        self.store
            .put_grant(hash_of(token), grant)
            .await
            .expect("a stored grant");
    }

    /// A GET to be sent.
    pub(crate) fn get(&self, path_and_query: &str) -> Call {
        Call(self.client.get(format!("{}{path_and_query}", self.url)))
    }

    /// A POST to be sent.
    pub(crate) fn post(&self, path: &str) -> Call {
        Call(self.client.post(format!("{}{path}", self.url)))
    }

    /// A request by any other method.
    pub(crate) fn request(&self, method: &str, path: &str) -> Call {
        let method = method.parse().expect("a method");
        Call(self.client.request(method, format!("{}{path}", self.url)))
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

/// What a store knows a token by.
pub(crate) fn hash_of(token: &str) -> TokenHash {
    TokenHash(Sha256::digest(token.as_bytes()).into())
}

/// A request in the making.
pub(crate) struct Call(reqwest::RequestBuilder);

impl Call {
    /// With a header.
    pub(crate) fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    /// With a bearer token.
    pub(crate) fn bearer(self, token: &str) -> Self {
        self.header("Authorization", &format!("Bearer {token}"))
    }

    /// With `Accept: application/vnd.hmrc.VERSION+json`.
    pub(crate) fn version(self, version: &str) -> Self {
        self.header("Accept", &format!("application/vnd.hmrc.{version}+json"))
    }

    /// With a JSON body, as text.
    pub(crate) fn json(self, body: &str) -> Self {
        Self(
            self.0
                .header("Content-Type", "application/json")
                .body(body.to_owned()),
        )
    }

    /// With a body, as it is.
    pub(crate) fn body(self, body: &str) -> Self {
        Self(self.0.body(body.to_owned()))
    }

    /// Sends it.
    pub(crate) async fn send(self) -> Received {
        let response = self.0.send().await.expect("an answer");
        Received {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await.expect("a body"),
        }
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) status: u16,
    headers: reqwest::header::HeaderMap,
    pub(crate) body: String,
}

impl Received {
    /// A header's text, empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> String {
        self.headers.get(name).map_or_else(String::new, |value| {
            value.to_str().expect("a header of text").to_owned()
        })
    }

    /// The names of the headers, in lower case.
    pub(crate) fn header_names(&self) -> impl Iterator<Item = String> {
        self.headers.keys().map(ToString::to_string)
    }

    /// The names and values of the headers that say the same each time: all but the day and the
    /// request's own id.
    pub(crate) fn lasting_headers(&self) -> BTreeMap<String, String> {
        let lasting = self
            .header_names()
            .filter(|name| !["date", "x-correlationid"].contains(&name.as_str()));
        lasting
            .map(|name| (name.clone(), self.header(&name)))
            .collect()
    }

    /// The body, laid out for people: members in their order, numbers as they are written, what
    /// fits a line on one line.
    pub(crate) fn laid_out(&self) -> String {
        crate::layout::laid_out(&self.body)
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}
