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

/// Source: HMRC Developer Hub, reference guide: 404 for a path or method that an API does not have,
/// 405 for methods that no API has; the text of the 405 is not published.
#[tokio::test]
async fn what_no_api_has_is_told_in_the_gateways_words() {
    let no_api = r#"{"code":"NOT_FOUND","message":"The requested resource could not be found."}"#;
    let no_endpoint = r#"{"code":"MATCHING_RESOURCE_NOT_FOUND","message":"A resource with the name in the request can not be found in the API"}"#;
    let no_method =
        r#"{"code":"METHOD_NOT_ALLOWED","message":"The request method is not supported"}"#;
    let obligations = "/organisations/vat/123456789/obligations";
    let server = TestServer::start().await;
    for (method, path, status, body) in [
        ("GET", "/", 404, no_api),
        ("GET", "/organisations/corporation-tax/1", 404, no_api),
        ("GET", "/organisations/vatting/123456789", 404, no_api),
        ("POST", "/health/live", 404, no_api),
        ("GET", "/organisations/vat", 404, no_endpoint),
        ("GET", "/organisations/vat/123456789", 404, no_endpoint),
        (
            "GET",
            "/organisations/vat/123456789/nothing/here",
            404,
            no_endpoint,
        ),
        ("GET", "/accounts/self-assessment", 404, no_endpoint),
        (
            "GET",
            "/accounts/self-assessment/AA123456A/nothing",
            404,
            no_endpoint,
        ),
        (
            "GET",
            "/individuals/self-assessment/breakdown",
            404,
            no_endpoint,
        ),
        (
            "GET",
            "/individuals/self-assessment/breakdown/1/2",
            404,
            no_endpoint,
        ),
        ("POST", obligations, 404, no_endpoint),
        ("OPTIONS", obligations, 404, no_endpoint),
        (
            "PATCH",
            "/organisations/vat/123456789/returns",
            404,
            no_endpoint,
        ),
        ("POST", "/1097172987", 404, no_endpoint),
        ("TRACE", obligations, 405, no_method),
        ("PROPFIND", obligations, 405, no_method),
        ("BREW", "/nothing/here", 405, no_method),
        ("HEAD", obligations, 405, ""),
    ] {
        let answer = server.request(method, path).send().await;
        let found = (answer.status, answer.body.as_str());
        assert_eq!(found, (status, body), "{method} {path}");
        let allowed = "GET, PUT, POST, PATCH, DELETE, OPTIONS";
        assert_eq!(
            answer.header("allow") == allowed,
            status == 405,
            "{method} {path}"
        );
    }
}
