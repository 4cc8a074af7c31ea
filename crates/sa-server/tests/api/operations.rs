//! What is for whoever runs the server.

use crate::harness::TestServer;

#[tokio::test]
async fn a_running_server_is_live_and_ready() {
    let server = TestServer::start().await;
    for path in ["/ping/ping", "/health/live", "/health/ready"] {
        let answer = server.get(path).send().await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.body, "", "{path}");
    }
}

#[tokio::test]
async fn a_path_that_no_api_has_is_not_found_in_the_gateways_shape() {
    let server = TestServer::start().await;
    let answer = server
        .get("/organisations/vat/123456789/nothing/here/at/all")
        .send()
        .await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.json()["code"], "MATCHING_RESOURCE_NOT_FOUND");
}

#[tokio::test]
async fn every_answer_has_its_own_correlation_id() {
    let server = TestServer::start().await;
    let first = server
        .get("/ping/ping")
        .send()
        .await
        .header("x-correlationid");
    let second = server
        .get("/ping/ping")
        .send()
        .await
        .header("x-correlationid");
    assert_eq!(first.len(), 36);
    assert_ne!(first, second);
}
