//! Two faults at once: the earlier check answers. And every fault's body, in both forms.

use super::{CURRENT, SAMPLE, SCOPE, UTR, both_forms, sample_on, taxpayer};
use crate::harness::TestServer;

const BAD_REQUEST: &str =
    r#"{"failure":{"type":"BAD_REQUEST","reason":"Invalid request format or parameters."}}"#;
const FORBIDDEN: &str = r#"{"failure":{"type":"FORBIDDEN","reason":"Access not permitted."}}"#;

/// Source: github hmrc/self-assessment-liability-api, `UtrValidatorSpec.scala`, and what follows
/// from its pattern, ten ASCII digits; a trailing newline, which the pattern lets through, is not.
#[tokio::test]
async fn a_utr_has_ten_digits() {
    let server = TestServer::start_on("2026-01-31").await;
    for utr in [
        "12345678901",
        "ABC@123",
        "ABC123",
        "A12345678",
        "AB123",
        "12345",
        "1097172987K",
        "1234567890%0A",
        "%201097172987",
        "1097172987%20",
        "%EF%BC%91097172987",
        "%D9%A1097172987",
        "favicon.ico",
    ] {
        let token = server.token(SCOPE, taxpayer(UTR)).await;
        let [seed, current] = both_forms(&server, utr);
        let answer = seed.bearer(&token).send().await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (400, BAD_REQUEST),
            "{utr}"
        );
        let answer = current.bearer(&token).send().await;
        assert_eq!(answer.status, 400, "{utr}");
        assert_eq!(
            answer.body, r#"{"message":"Invalid request format or parameters."}"#,
            "{utr}"
        );
    }
    for utr in ["1234567890", "9876543210"] {
        let token = server.token(SCOPE, taxpayer(utr)).await;
        for form in both_forms(&server, utr) {
            assert_eq!(
                form.bearer(&token).send().await.status,
                404,
                "{utr} is well formed"
            );
        }
    }
}

/// The seed's form: UTR, `fromDate`, token, scope, taxpayer, account.
#[tokio::test]
async fn in_the_seeds_form_the_earlier_fault_answers() {
    let server = TestServer::start_on("2026-01-31").await;
    server.given(SAMPLE).await;
    let no_scope = server.token("read:vat", taxpayer(UTR)).await;
    let other = server.token(SCOPE, taxpayer("1097172564")).await;
    let unknown = server.token(SCOPE, taxpayer("2234567890")).await;
    for (path, token, status, body) in [
        ("/123?fromDate=x", None, 400, BAD_REQUEST),
        ("/1097172987?fromDate=x", None, 400, BAD_REQUEST),
        ("/1097172987", None, 400, BAD_REQUEST),
        ("/1097172987", Some("nonsense"), 400, BAD_REQUEST),
        ("/123", Some(no_scope.as_str()), 400, BAD_REQUEST),
        ("/1097172987?fromDate=x", Some(&no_scope), 400, BAD_REQUEST),
        ("/1097172987", Some(&no_scope), 403, FORBIDDEN),
        ("/1097172987?fromDate=x", Some(&other), 400, BAD_REQUEST),
        ("/1097172987", Some(&other), 403, FORBIDDEN),
        ("/2234567891", Some(&unknown), 403, FORBIDDEN),
        (
            "/2234567890",
            Some(&unknown),
            404,
            r#"{"failure":{"type":"NOT_FOUND","reason":"No data found for the UTR provided."}}"#,
        ),
    ] {
        let call = server.get(path);
        let call = match token {
            Some(token) => call.bearer(token),
            None => call,
        };
        let answer = call.send().await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (status, body),
            "{path} {token:?}"
        );
    }
}

/// The form of today: the gateway's token and scope, then UTR, `fromDate`, taxpayer, account.
#[tokio::test]
async fn in_the_form_of_today_the_gateway_answers_first() {
    let server = TestServer::start_on("2026-01-31").await;
    server.given(SAMPLE).await;
    let no_scope = server.token("read:vat", taxpayer(UTR)).await;
    let other = server.token(SCOPE, taxpayer("1097172564")).await;
    let unknown = server.token(SCOPE, taxpayer("2234567890")).await;
    for (path, token, status, text) in [
        ("/123?fromDate=x", None, 401, "MISSING_CREDENTIALS"),
        (
            "/123?fromDate=x",
            Some("nonsense"),
            401,
            "INVALID_CREDENTIALS",
        ),
        (
            "/123?fromDate=x",
            Some(no_scope.as_str()),
            403,
            "INVALID_SCOPE",
        ),
        (
            "/123?fromDate=x",
            Some(&other),
            400,
            "Invalid request format or parameters.",
        ),
        (
            "/1097172987?fromDate=x",
            Some(&other),
            400,
            "Invalid request format or parameters.",
        ),
        ("/1097172987", Some(&other), 401, "Authorisation failed."),
        (
            "/2234567890",
            Some(&unknown),
            404,
            "No data found for the UTR provided.",
        ),
    ] {
        let call = server.get(&format!("{CURRENT}{path}"));
        let call = match token {
            Some(token) => call.bearer(token),
            None => call,
        };
        let answer = call.send().await;
        assert_eq!(answer.status, status, "{path} {token:?}");
        let body = answer.json();
        let found = body["code"].as_str().or(body["message"].as_str());
        assert_eq!(found, Some(text), "{path} {token:?}");
    }
}

#[tokio::test]
async fn a_trailing_slash_is_tolerated_and_no_other_method_is_there() {
    let (server, token) = sample_on("2026-01-31").await;
    for path in [format!("/{UTR}/"), format!("{CURRENT}/{UTR}/")] {
        assert_eq!(
            server.get(&path).bearer(&token).send().await.status,
            200,
            "{path}"
        );
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            let answer = server.request(method, &path).bearer(&token).send().await;
            assert_eq!(answer.status, 404, "{method} {path}");
            assert_eq!(answer.json()["code"], "MATCHING_RESOURCE_NOT_FOUND");
        }
    }
    assert_eq!(server.get("/").bearer(&token).send().await.status, 404);
    assert_eq!(server.get(CURRENT).bearer(&token).send().await.status, 404);
}

/// Source: github hmrc/bootstrap-play (`CacheControlFilter`).
#[tokio::test]
async fn no_answer_is_to_be_kept_by_those_between() {
    let (server, token) = sample_on("2026-01-31").await;
    for utr in [UTR, "123"] {
        for call in both_forms(&server, utr) {
            let answer = call.bearer(&token).send().await;
            let told = answer.header("cache-control");
            assert_eq!(told, "no-cache,no-store,max-age=0", "{utr}");
        }
    }
}

#[tokio::test]
async fn no_accept_header_is_asked_for() {
    let (server, token) = sample_on("2026-01-31").await;
    for accept in ["text/html", "application/vnd.hmrc.9.9+json", "nonsense"] {
        for call in both_forms(&server, UTR) {
            let answer = call.bearer(&token).header("Accept", accept).send().await;
            assert_eq!(answer.status, 200, "{accept}");
            assert_eq!(answer.header("content-type"), "application/json");
        }
    }
}
