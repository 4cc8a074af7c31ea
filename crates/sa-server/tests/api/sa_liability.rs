//! `GET /{utr}` and `GET /individuals/self-assessment/breakdown/{utr}`.

mod access;
mod checks_in_order;
mod example;
mod openapi;
mod sandbox;
mod window;

use sa_store::Subject;

use crate::harness::{Call, TestServer};

/// The journal behind the published example.
pub(super) const SAMPLE: &str = include_str!("../../../../examples/data/seed.ndjson");
/// Its UTR.
pub(super) const UTR: &str = "1097172987";
/// The scope that both forms need.
pub(super) const SCOPE: &str = "read:self-assessment";
/// The path published today.
pub(super) const CURRENT: &str = "/individuals/self-assessment/breakdown";

/// A server with the sample account, on which it is this day, and a token that opens it.
pub(super) async fn sample_on(today: &'static str) -> (TestServer, String) {
    let server = TestServer::start_on(today).await;
    server.given(SAMPLE).await;
    let token = server.token(SCOPE, taxpayer(UTR)).await;
    (server, token)
}

/// Whoever has this UTR.
pub(super) fn taxpayer(utr: &str) -> Subject {
    Subject {
        utr: Some(utr.parse().expect("a UTR")),
        ..Subject::default()
    }
}

/// The same question in both forms: the seed's first.
pub(super) fn both_forms(server: &TestServer, utr_and_query: &str) -> [Call; 2] {
    [
        server.get(&format!("/{utr_and_query}")),
        server.get(&format!("{CURRENT}/{utr_and_query}")),
    ]
}
