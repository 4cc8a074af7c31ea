//! Two faults at once: the earlier check answers. The gateway's token and scope, `Accept`, version,
//! endpoint of the version, body, NINO alone, taxpayer, the endpoint's checks, the data.

use super::validation::codes;
use super::{NINO, READ, SAMPLE, get, sample_on, taxpayer};
use crate::harness::{Call, TestServer};

const BASE: &str = "/accounts/self-assessment";

async fn assert_code(call: Call, status: u16, code: &str, what: &str) {
    let answer = call.send().await;
    assert_eq!(
        (answer.status, codes(&answer)),
        (status, vec![code.to_owned()]),
        "{what}"
    );
}

#[tokio::test]
async fn each_check_hides_those_after_it() {
    let server = TestServer::start_on("2026-01-31").await;
    server.given(SAMPLE).await;
    let no_scope = server.token("read:vat", taxpayer(NINO)).await;
    let other = server.token(READ, taxpayer("CS100700A")).await;
    let own = server.token(READ, taxpayer(NINO)).await;
    let unknown = server.token(READ, taxpayer("CS100700A")).await;
    let bad_nino = format!("{BASE}/nonsense/balance-and-transactions?docNumber=x");
    let bad_query = format!("{BASE}/{NINO}/balance-and-transactions?docNumber=x");
    let unknown_bad_query = format!("{BASE}/CS100700A/balance-and-transactions?docNumber=x");
    let unknown_good = format!("{BASE}/CS100700A/balance-and-transactions?onlyOpenItems=true");

    let nothing = server.get("/accounts/self-assessment/nonsense/nowhere");
    assert_code(nothing, 404, "MATCHING_RESOURCE_NOT_FOUND", "no such path").await;
    assert_code(
        server.get(&bad_nino),
        401,
        "MISSING_CREDENTIALS",
        "no token",
    )
    .await;
    let call = server.get(&bad_nino).bearer("nonsense");
    assert_code(call, 401, "INVALID_CREDENTIALS", "an unknown token").await;
    let call = server.get(&bad_nino).bearer(&no_scope);
    assert_code(call, 403, "INVALID_SCOPE", "another scope").await;
    let call = server.get(&bad_nino).bearer(&other);
    assert_code(call, 406, "ACCEPT_HEADER_INVALID", "no Accept").await;
    let call = server.get(&bad_nino).bearer(&other).version("3.0");
    assert_code(call, 404, "NOT_FOUND", "a version that is not served").await;
    let call = server.get(&bad_nino).bearer(&other).version("1.0");
    assert_code(
        call,
        404,
        "MATCHING_RESOURCE_NOT_FOUND",
        "not in this version",
    )
    .await;
    let call = server.get(&bad_nino).bearer(&other).version("4.0");
    assert_code(call, 400, "FORMAT_NINO", "the NINO, alone").await;
    let call = server.get(&bad_query).bearer(&other).version("4.0");
    assert_code(
        call,
        403,
        "CLIENT_OR_AGENT_NOT_AUTHORISED",
        "another taxpayer",
    )
    .await;
    let call = server.get(&bad_query).bearer(&own).version("4.0");
    let answer = call.send().await;
    assert_eq!(
        (answer.status, codes(&answer)),
        (400, vec!["FORMAT_DOC_NUMBER".to_owned()])
    );
    let call = server
        .get(&unknown_bad_query)
        .bearer(&unknown)
        .version("4.0");
    assert_code(
        call,
        400,
        "FORMAT_DOC_NUMBER",
        "an unknown taxpayer, a bad query",
    )
    .await;
    let call = server.get(&unknown_good).bearer(&unknown).version("4.0");
    assert_code(
        call,
        404,
        "MATCHING_RESOURCE_NOT_FOUND",
        "an unknown taxpayer",
    )
    .await;
}

#[tokio::test]
async fn the_accept_header_must_name_a_version() {
    let (server, token) = sample_on("2026-01-31").await;
    let path = format!("{BASE}/{NINO}/balance-and-transactions?onlyOpenItems=true");
    for (accept, status) in [
        ("application/vnd.hmrc.4.0+json", 200),
        ("application/vnd.hmrc.2.0+json", 200),
        ("application/vnd-hmrc-4.0+json", 200),
        ("application/vnd.hmrc.4.0+xml", 406),
        ("application/vnd.hmrc.4+json", 406),
        ("application/json", 406),
        ("*/*", 406),
        ("application/vnd.hmrc.5.0+json", 404),
        ("application/vnd.hmrc.4x0+json", 404),
    ] {
        let answer = server
            .get(&path)
            .bearer(&token)
            .header("Accept", accept)
            .send()
            .await;
        assert_eq!(answer.status, status, "{accept}");
    }
}

/// Its suffix is of the form alone: whatever it is, the number names the person.
///
/// Source: github hmrc/self-assessment-accounts-api, `ResolveNino` at 47708f17 and aca807ee,
/// `NinoValidation` at 13fed3b3.
#[tokio::test]
async fn a_nino_is_checked_by_each_versions_rule() {
    let server = TestServer::start_on("2026-01-31").await;
    server.given(SAMPLE).await;
    let token = server.token(READ, taxpayer(NINO)).await;
    for (nino, fourth, earlier) in [
        ("AA123456A", 200, 200),
        ("AA123456B", 200, 200),
        ("AA123456", 200, 400),
        ("AA123456%20", 200, 400),
        ("aa123456a", 400, 400),
        ("AA123456E", 400, 400),
        ("AA12345A", 400, 400),
        ("BG123456A", 400, 400),
        ("GB123456A", 400, 400),
        ("DA123456A", 400, 400),
        ("AO123456A", 400, 400),
        ("AA%20123456A", 400, 400),
    ] {
        let path = format!("{BASE}/{nino}/balance-and-transactions?onlyOpenItems=true");
        let answer = server.get(&path).version("4.0").bearer(&token).send().await;
        assert_eq!(answer.status, fourth, "4.0 {nino}: {}", answer.body);
        let answer = server.get(&path).version("2.0").bearer(&token).send().await;
        assert_eq!(answer.status, earlier, "2.0 {nino}: {}", answer.body);
        let path = format!("{BASE}/{nino}/balance");
        let answer = server.get(&path).version("1.0").bearer(&token).send().await;
        assert_eq!(answer.status, earlier, "1.0 {nino}: {}", answer.body);
    }
}

#[tokio::test]
async fn an_old_version_says_so_on_every_answer() {
    let (server, token) = sample_on("2026-01-31").await;
    for path in [
        "/balance-and-transactions?onlyOpenItems=true",
        "/balance-and-transactions",
    ] {
        for (version, deprecation, sunset) in [
            (
                "2.0",
                "Wed, 03 May 2023 23:59:59 GMT",
                "Fri, 03 Nov 2023 23:59:59 GMT",
            ),
            ("4.0", "", ""),
        ] {
            let answer = get(&server, version, path).bearer(&token).send().await;
            assert_eq!(
                answer.header("deprecation"),
                deprecation,
                "{version} {path}"
            );
            assert_eq!(answer.header("sunset"), sunset, "{version} {path}");
            assert_eq!(
                answer.header("link").is_empty(),
                version == "4.0",
                "{version} {path}"
            );
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("content-type"), "application/json");
            assert_eq!(answer.header("x-correlationid").len(), 36);
        }
    }
}

#[tokio::test]
async fn a_wrong_method_is_no_endpoint_and_a_trailing_slash_is_tolerated() {
    let (server, token) = sample_on("2026-01-31").await;
    let path = format!("{BASE}/{NINO}/balance-and-transactions");
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let answer = server
            .request(method, &path)
            .version("4.0")
            .bearer(&token)
            .send()
            .await;
        assert_eq!(answer.status, 404, "{method}");
        assert_eq!(codes(&answer), ["MATCHING_RESOURCE_NOT_FOUND"], "{method}");
    }
    let answer = get(&server, "1.0", "/balance/").bearer(&token).send().await;
    assert_eq!(answer.status, 200);
}
