//! Coding out: what is asked for is stored, replaced, read back and taken back.

use super::validation::codes;
use super::{NINO, SAMPLE, taxpayer};
use crate::harness::{Call, Received, TestServer};

const BOTH: &str = "read:self-assessment write:self-assessment";
/// On 31 January 2026 the last day of its amendment window.
const YEAR: &str = "/2023-24/collection/tax-code";
const BODY: &str = r#"{"taxCodeComponents":{"payeUnderpayment":[{"id":1,"amount":87.78}],"debt":[{"id":1,"amount":0},{"id":2,"amount":99999999999.99}],"inYearAdjustment":{"id":999999999999999,"amount":5000.9}}}"#;

struct Customer {
    server: TestServer,
    token: String,
    version: &'static str,
}

impl Customer {
    async fn of(version: &'static str) -> Self {
        let server = TestServer::start_on("2026-01-31").await;
        server.given(SAMPLE).await;
        let token = server.token(BOTH, taxpayer(NINO)).await;
        Self {
            server,
            token,
            version,
        }
    }

    fn call(&self, method: &str, path: &str) -> Call {
        let path = format!("/accounts/self-assessment/{NINO}{path}");
        self.server
            .request(method, &path)
            .version(self.version)
            .bearer(&self.token)
    }

    async fn put(&self, body: &str) -> Received {
        self.call("PUT", YEAR).json(body).send().await
    }
}

#[tokio::test]
async fn what_is_asked_for_is_read_back_and_taken_back() {
    let customer = Customer::of("4.0").await;
    let answer = customer.put(BODY).await;
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    for source in ["", "?source=user", "?source=latest"] {
        let read = customer
            .call("GET", &format!("{YEAR}{source}"))
            .send()
            .await;
        let body = read.json();
        let components = &body["taxCodeComponents"];
        assert_eq!(
            components["payeUnderpayment"][0]["source"], "user",
            "{source}"
        );
        assert_eq!(components["debt"][1]["id"], 2, "{source}");
        assert!(read.body.contains(r#""amount":99999999999.99"#), "{source}");
        assert!(
            read.body
                .contains(r#""inYearAdjustment":{"amount":5000.90"#),
            "{source}"
        );
        assert!(
            body["taxCodeComponents"]
                .get("selfAssessmentUnderpayment")
                .is_none()
        );
    }
    let held = customer
        .call("GET", &format!("{YEAR}?source=hmrcHeld"))
        .send()
        .await;
    assert_eq!(held.status, 404);
    let answer = customer
        .put(r#"{"taxCodeComponents":{"debt":[{"id":7,"amount":1}]}}"#)
        .await;
    assert_eq!(answer.status, 204);
    let read = customer.call("GET", YEAR).send().await;
    assert!(
        !read.body.contains("payeUnderpayment"),
        "the new request replaces the old one"
    );
    for status in [204, 404] {
        assert_eq!(customer.call("DELETE", YEAR).send().await.status, status);
    }
    let read = customer.call("GET", YEAR).send().await;
    assert_eq!(
        (read.status, codes(&read)),
        (404, vec!["MATCHING_RESOURCE_NOT_FOUND".to_owned()])
    );
}

#[tokio::test]
async fn earlier_versions_answer_200_with_links() {
    for version in ["1.0", "2.0"] {
        let customer = Customer::of(version).await;
        let answer = customer.put(BODY).await;
        assert_eq!(answer.status, 200);
        let href = format!("/accounts/self-assessment/{NINO}{YEAR}");
        let expected = format!(
            r#"{{"links":[{{"href":"{href}","method":"PUT","rel":"create-or-amend-coding-out-underpayments"}},{{"href":"{href}","method":"GET","rel":"self"}},{{"href":"{href}","method":"DELETE","rel":"delete-coding-out-underpayments"}}]}}"#
        );
        assert_eq!(answer.body, expected);
        assert_eq!(customer.call("DELETE", YEAR).send().await.status, 204);
    }
}

/// The sample's 250 of AB1234567 is collected in 2025-26.
#[tokio::test]
async fn what_hmrc_collects_is_what_is_coded_out_of_charges() {
    let customer = Customer::of("4.0").await;
    let read = customer
        .call("GET", "/2025-26/collection/tax-code")
        .send()
        .await;
    insta::assert_snapshot!(read.laid_out(), @r#"
    {
      "taxCodeComponents": {
        "selfAssessmentUnderpayment": [
          {
            "amount": 250.00, "relatedTaxYear": "2024-25",
            "submittedOn": "2025-04-01T09:00:00.000Z", "source": "hmrcHeld", "id": 1
          }
        ]
      }
    }
    "#);
}

/// What is wrong with a body, and where; the form of it hides its numbers.
#[tokio::test]
async fn a_body_is_checked_form_first_then_number_by_number() {
    let customer = Customer::of("4.0").await;
    for (body, expected) in BODIES {
        let answer = customer.put(body).await;
        assert_eq!(answer.status, 400, "{body}");
        let found = answer.json();
        let faults = match found["errors"].as_array() {
            Some(errors) => errors.clone(),
            None => vec![found],
        };
        let faults: Vec<String> = faults
            .iter()
            .map(|fault| {
                let paths = fault["paths"].as_array().into_iter().flatten();
                let paths: Vec<_> = paths.filter_map(|path| path.as_str()).collect();
                format!(
                    "{} {}",
                    fault["code"].as_str().unwrap_or_default(),
                    paths.join(" ")
                )
            })
            .collect();
        assert_eq!(faults.join("; ").trim_end(), *expected, "{body}");
    }
}

/// Source: github hmrc/self-assessment-accounts-api, `CreateOrAmendCodingOutValidator` at 47708f17.
const BODIES: &[(&str, &str)] = &[
    ("{", "INVALID_REQUEST"),
    ("{}", "RULE_INCORRECT_OR_EMPTY_BODY_SUBMITTED"),
    ("[]", "RULE_INCORRECT_OR_EMPTY_BODY_SUBMITTED"),
    ("7", "RULE_INCORRECT_OR_EMPTY_BODY_SUBMITTED"),
    (
        r#"{"taxCodeComponents":{}}"#,
        "RULE_INCORRECT_OR_EMPTY_BODY_SUBMITTED /taxCodeComponents",
    ),
    (
        r#"{"taxCodeComponents":7}"#,
        "RULE_INCORRECT_OR_EMPTY_BODY_SUBMITTED /taxCodeComponents",
    ),
    (
        r#"{"taxCodeComponents":{"debt":[]}}"#,
        "RULE_INCORRECT_OR_EMPTY_BODY_SUBMITTED /taxCodeComponents/debt",
    ),
    (
        r#"{"taxCodeComponents":{"debt":[{"id":1}],"payeUnderpayment":[{"amount":1}]}}"#,
        "RULE_INCORRECT_OR_EMPTY_BODY_SUBMITTED /taxCodeComponents/payeUnderpayment/0/id /taxCodeComponents/debt/0/amount",
    ),
    (
        r#"{"taxCodeComponents":{"debt":[{"id":"1","amount":-1}]}}"#,
        "RULE_INCORRECT_OR_EMPTY_BODY_SUBMITTED /taxCodeComponents/debt/0/id",
    ),
    (
        r#"{"taxCodeComponents":{"inYearAdjustment":[{"id":1,"amount":1}]}}"#,
        "RULE_INCORRECT_OR_EMPTY_BODY_SUBMITTED /taxCodeComponents/inYearAdjustment",
    ),
    (
        r#"{"taxCodeComponents":{"debt":[{"id":1,"amount":-0.01},{"id":2,"amount":100000000000}],"inYearAdjustment":{"id":1,"amount":1.234}}}"#,
        "FORMAT_VALUE /taxCodeComponents/debt/0/amount /taxCodeComponents/debt/1/amount /taxCodeComponents/inYearAdjustment/amount",
    ),
    (
        r#"{"taxCodeComponents":{"debt":[{"id":0,"amount":1},{"id":1000000000000000,"amount":1},{"id":1.5,"amount":-1}]}}"#,
        "FORMAT_ID /taxCodeComponents/debt/0/id /taxCodeComponents/debt/1/id /taxCodeComponents/debt/2/id; FORMAT_VALUE /taxCodeComponents/debt/2/amount",
    ),
    (
        r#"{"taxCodeComponents":{"debt":[{"id":1,"amount":1},{"id":1,"amount":2}]}}"#,
        "RULE_DUPLICATE_ID_NOT_ALLOWED",
    ),
];

#[tokio::test]
async fn the_year_is_told_with_the_form_of_the_body_and_must_have_ended() {
    let customer = Customer::of("4.0").await;
    for (year, body, expected) in [
        ("2025-26", BODY, "RULE_TAX_YEAR_NOT_ENDED"),
        ("2018-19", BODY, "RULE_TAX_YEAR_NOT_SUPPORTED"),
        ("2021-23", BODY, "RULE_TAX_YEAR_RANGE_INVALID"),
        ("2021", BODY, "FORMAT_TAX_YEAR"),
        (
            "2021",
            "{}",
            "FORMAT_TAX_YEAR RULE_INCORRECT_OR_EMPTY_BODY_SUBMITTED",
        ),
    ] {
        let path = format!("/{year}/collection/tax-code");
        let answer = customer.call("PUT", &path).json(body).send().await;
        assert_eq!(
            (answer.status, codes(&answer).join(" ").as_str()),
            (400, expected),
            "{year}"
        );
    }
    let early = customer
        .call("PUT", "/2025-26/collection/tax-code")
        .json(BODY);
    let answer = early
        .header("suspend-temporal-validations", "true")
        .send()
        .await;
    assert_eq!(
        answer.status, 204,
        "a sandbox takes a year that has not ended when asked to"
    );
}

/// 2022-23 is over since 31 January 2025; the window is looked at before what is there.
#[tokio::test]
async fn what_was_asked_for_may_be_changed_while_the_return_may_be_amended() {
    const CLOSED: &str = "/2022-23/collection/tax-code";
    let customer = Customer::of("4.0").await;
    let outside = (400, vec!["RULE_OUTSIDE_AMENDMENT_WINDOW".to_owned()]);
    let put = customer.call("PUT", CLOSED).json(BODY).send().await;
    assert_eq!((put.status, codes(&put)), outside);
    let delete = customer.call("DELETE", CLOSED).send().await;
    assert_eq!((delete.status, codes(&delete)), outside);
    let suspended = |method: &str| {
        let call = customer.call(method, CLOSED).json(BODY);
        call.header("suspend-temporal-validations", "true").send()
    };
    assert_eq!(suspended("PUT").await.status, 204);
    assert_eq!(suspended("DELETE").await.status, 204);
    let notice = r#"{"account":"itsa:1097172987","id":"notice","effective":"2025-06-01","recorded":"2025-06-01T09:00:00Z","fact":{"filingRequired":{"taxReturn":{"taxYear":"2022-23"}}}}"#;
    customer.server.given(notice).await;
    let put = customer.call("PUT", CLOSED).json(BODY).send().await;
    assert_eq!(
        put.status, 204,
        "a notice of 2025-06-01 gives until 2026-09-01"
    );
    for version in ["1.0", "2.0"] {
        let customer = Customer::of(version).await;
        let put = customer.call("PUT", CLOSED).json(BODY).send().await;
        assert_eq!(put.status, 200, "{version} knows no such window");
        assert_eq!(customer.call("DELETE", CLOSED).send().await.status, 204);
    }
}

#[tokio::test]
async fn the_body_must_be_json_and_is_looked_at_before_the_nino() {
    let customer = Customer::of("4.0").await;
    let path = format!("/accounts/self-assessment/nonsense{YEAR}");
    let call = || {
        customer
            .server
            .request("PUT", &path)
            .version("4.0")
            .bearer(&customer.token)
    };
    let answer = call().header("Content-Type", "text/plain").send().await;
    assert_eq!(
        (answer.status, codes(&answer).join(" ").as_str()),
        (415, "INVALID_BODY_TYPE")
    );
    let answer = call().json("{").send().await;
    assert_eq!(
        (answer.status, codes(&answer).join(" ").as_str()),
        (400, "INVALID_REQUEST")
    );
    let answer = call().json(BODY).send().await;
    assert_eq!(
        (answer.status, codes(&answer).join(" ").as_str()),
        (400, "FORMAT_NINO")
    );
}

#[tokio::test]
async fn a_customer_opts_out_and_in_once() {
    let customer = Customer::of("4.0").await;
    let status = async || {
        let answer = customer
            .call("GET", "/2021-22/coding-out/status")
            .send()
            .await
            .json();
        assert_eq!(answer["nino"], NINO);
        assert_eq!(answer["taxYear"], "2021-22");
        answer["optOutIndicator"].as_bool()
    };
    let post = async |path: &str| {
        let answer = customer
            .call("POST", &format!("/2021-22/coding-out/{path}"))
            .send()
            .await;
        (answer.status, codes(&answer).join(" "))
    };
    let done = (204, String::new());
    assert_eq!(status().await, Some(false));
    assert_eq!(
        post("opt-in").await,
        (400, "RULE_ALREADY_OPTED_IN".to_owned())
    );
    assert_eq!(post("opt-out").await, done);
    assert_eq!(status().await, Some(true));
    assert_eq!(
        post("opt-out").await,
        (400, "RULE_ALREADY_OPTED_OUT".to_owned())
    );
    assert_eq!(post("opt-in").await, done);
    assert_eq!(status().await, Some(false));
}

#[tokio::test]
async fn an_unknown_taxpayer_is_no_business_partner() {
    let server = TestServer::start_on("2026-01-31").await;
    let token = server.token(BOTH, taxpayer(NINO)).await;
    for (method, path, code) in [
        (
            "GET",
            "/2021-22/coding-out/status",
            "RULE_BUSINESS_PARTNER_NOT_EXIST",
        ),
        (
            "POST",
            "/2021-22/coding-out/opt-in",
            "RULE_BUSINESS_PARTNER_NOT_EXIST",
        ),
        (
            "POST",
            "/2021-22/coding-out/opt-out",
            "RULE_BUSINESS_PARTNER_NOT_EXIST",
        ),
        ("GET", YEAR, "MATCHING_RESOURCE_NOT_FOUND"),
        ("DELETE", YEAR, "MATCHING_RESOURCE_NOT_FOUND"),
    ] {
        let path = format!("/accounts/self-assessment/{NINO}{path}");
        let answer = server
            .request(method, &path)
            .version("4.0")
            .bearer(&token)
            .send()
            .await;
        assert_eq!(codes(&answer), [code], "{method} {path}");
    }
}
