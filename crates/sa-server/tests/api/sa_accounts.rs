//! `/accounts/self-assessment/{nino}/...`, every version.

mod access;
mod checks_in_order;
mod coding_out;
mod documents;
mod laws;
mod openapi;
mod penalties;
mod sample;
mod scenarios;
mod three_years;
pub(crate) mod validation;

use sa_store::Subject;

use crate::harness::{Call, TestServer};

/// The journal behind the published example of the liability API.
pub(super) const SAMPLE: &str = include_str!("../../../../examples/data/seed.ndjson");
/// Its NINO.
pub(super) const NINO: &str = "AA123456A";
/// The scope that every reading endpoint needs.
pub(super) const READ: &str = "read:self-assessment";

/// A server with the sample account, on which it is this day, and a token that opens it.
pub(super) async fn sample_on(today: &'static str) -> (TestServer, String) {
    let server = TestServer::start_on(today).await;
    server.given(SAMPLE).await;
    let token = server.token(READ, taxpayer(NINO)).await;
    (server, token)
}

/// Whoever has this NINO.
pub(super) fn taxpayer(nino: &str) -> Subject {
    Subject {
        nino: Some(nino.parse().expect("a NINO")),
        ..Subject::default()
    }
}

/// A GET of a path under the sample's NINO.
pub(super) fn get(server: &TestServer, version: &str, path: &str) -> Call {
    server
        .get(&format!("/accounts/self-assessment/{NINO}{path}"))
        .version(version)
}
