//! What is around a body: the VRN of the path, `Accept`, `Content-Type`, size, and the headers of
//! every answer.

use sa_model::Timestamp;

use super::access::READS;
use super::table::rows;
use super::trader::{Trader, VRN, credit, debit, is_enveloped, nil};

#[tokio::test]
async fn every_row_of_the_table_of_accept_headers_holds() {
    let trader = Trader::on("2025-04-20").await;
    let path = format!("/organisations/vat/{VRN}/obligations?status=O");
    for [accept, expected, source] in rows(include_str!("tables/accept.txt")) {
        let call = trader.server.get(&path).bearer(&trader.token);
        let answer = call.header("Accept", accept).send().await;
        if expected == "ok" {
            assert_eq!(answer.status, 200, "{accept}, {source}");
        } else {
            let body = r#"{"code":"ACCEPT_HEADER_INVALID","message":"The accept header is missing or invalid"}"#;
            assert_eq!(
                (answer.status, answer.body.as_str()),
                (406, body),
                "{accept}, {source}"
            );
        }
    }
}

#[tokio::test]
async fn every_row_of_the_table_of_vrns_holds_on_every_path() {
    let trader = Trader::on("2025-04-20").await;
    for [vrn, expected, source] in rows(include_str!("tables/vrn.txt")) {
        for below in [
            "obligations?status=O",
            "returns/25C1",
            "liabilities",
            "payments",
            "penalties",
            "financial-details/XM002610011594",
            "information",
        ] {
            let path = format!("/organisations/vat/{vrn}/{below}");
            let call = trader
                .server
                .get(&path)
                .bearer(&trader.token)
                .version("1.0");
            let answer = call.send().await;
            let refused = answer.status == 400
                && answer.body
                    == r#"{"code":"VRN_INVALID","message":"The provided VRN is invalid"}"#;
            assert_eq!(
                refused,
                expected == "refused",
                "{path}, {source}: {}",
                answer.body
            );
            let other = expected == "shape" && vrn == "000000000";
            assert_eq!(
                answer.status == 403,
                other,
                "{path}: only the token's own VRN is open"
            );
        }
    }
}

#[tokio::test]
async fn every_row_of_the_table_of_content_types_holds() {
    let trader = Trader::on("2025-04-20").await;
    for [content_type, expected, source] in rows(include_str!("tables/content_type.txt")) {
        let call = trader.post().body("{");
        let call = match content_type {
            "-" => call,
            _ => call.header("Content-Type", content_type),
        };
        let answer = call.send().await;
        let status = if expected == "ok" { 400 } else { 415 };
        assert_eq!(answer.status, status, "{content_type}, {source}");
    }
}

/// Source: section 1.1, row 5.
#[tokio::test]
async fn a_slash_at_the_end_of_a_path_is_dropped() {
    let trader = Trader::on("2025-04-20").await;
    let answer = trader.get("obligations/?status=O").send().await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn a_body_may_have_100_kilobytes_and_no_more() {
    let trader = Trader::on("2025-04-20").await;
    let body = debit("25C1");
    let padded = |bytes: usize| format!("{}{body}", " ".repeat(bytes - body.len()));
    let answer = trader.submit(&padded(102_401)).await;
    assert_eq!(answer.status, 413);
    assert_eq!(answer.json()["statusCode"], 413);
    assert_eq!(trader.submit(&padded(102_400)).await.status, 201);
}

/// Refusals are looked at where the order of the checks is.
#[tokio::test]
async fn every_answer_has_a_correlation_id_is_not_kept_and_is_not_sniffed() {
    let trader = Trader::on("2025-04-20").await;
    let taken = trader.submit(&debit("25C1")).await;
    assert_eq!(taken.status, 201);
    assert!(is_enveloped(&taken), "{taken:?}");
    for (below, _status) in READS {
        let answer = trader.get(below).send().await;
        assert!(is_enveloped(&answer), "{below}: {answer:?}");
        for absent in ["receipt-id", "receipt-timestamp", "deprecation", "sunset"] {
            assert_eq!(answer.header(absent), "", "{below} {absent}");
        }
    }
    let nowhere = trader.get("nothing").send().await;
    assert_eq!(nowhere.status, 404);
    assert!(is_enveloped(&nowhere), "{nowhere:?}");
}

/// The day of a moment in UTC that ends with `Z`.
fn day_of(moment: &str) -> String {
    assert!(moment.ends_with('Z'), "{moment}");
    let moment = Timestamp::parse(moment).expect("a moment");
    sa_model::date::text(moment.date()).to_string()
}

/// Source: sections 1.5 and 4.8 of the VAT contract.
#[tokio::test]
async fn a_submit_has_its_receipt_in_the_headers_and_so_has_its_refusal() {
    let trader = Trader::on("2025-04-20").await;
    let taken = trader.submit(&credit("25C1")).await;
    assert_eq!(taken.status, 201);
    assert_eq!(
        taken.header("receipt-signature"),
        "This has been deprecated - DO NOT USE"
    );
    let refused = trader.submit("{}").await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.header("receipt-signature"), "");
    for answer in [&taken, &refused] {
        assert_eq!(answer.header("receipt-id").len(), 36);
        let time = answer.header("receipt-timestamp");
        assert_eq!((time.len(), day_of(&time).as_str()), (20, "2025-04-20"));
    }
    assert_eq!(
        refused.header("receipt-id"),
        refused.header("x-correlationid")
    );
    let not_json = trader.submit("{").await;
    let path = "/organisations/vat/987654321/returns";
    let another = trader.server.post(path).bearer(&trader.token);
    let another = another.version("1.0").json(&debit("25C1")).send().await;
    for (answer, status) in [(not_json, 400), (another, 403)] {
        assert_eq!(answer.status, status);
        for absent in ["receipt-id", "receipt-timestamp", "receipt-signature"] {
            assert_eq!(answer.header(absent), "", "before the return is looked at");
        }
    }
}

#[tokio::test]
async fn a_receipt_is_of_the_contracts_form() {
    let trader = Trader::on("2025-04-20").await;
    let receipt = trader.submit(&debit("25C1")).await.json();
    let fields: Vec<&String> = receipt.as_object().expect("an object").keys().collect();
    let mut expected = [
        "processingDate",
        "formBundleNumber",
        "paymentIndicator",
        "chargeRefNumber",
    ];
    expected.sort_unstable();
    assert_eq!(fields, expected);
    let text = |name: &str| receipt[name].as_str().expect("text").to_owned();
    let processed = text("processingDate");
    assert_eq!(
        (processed.len(), day_of(&processed).as_str()),
        (24, "2025-04-20")
    );
    let bundle = text("formBundleNumber");
    assert!(bundle.len() == 12 && bundle.bytes().all(|digit| digit.is_ascii_digit()));
    let reference = text("chargeRefNumber");
    assert!(
        reference.starts_with('X') && reference.len() == 14,
        "{reference}"
    );
}

#[tokio::test]
async fn a_nil_return_has_neither_indicator_nor_reference() {
    let trader = Trader::on("2025-04-20").await;
    let answer = trader.submit(&nil("25C1")).await;
    assert_eq!(answer.status, 201);
    let receipt = answer.json();
    assert_eq!(
        receipt.as_object().expect("an object").len(),
        2,
        "{receipt}"
    );
    let liabilities = trader
        .get("liabilities?from=2025-01-01&to=2025-04-20")
        .send()
        .await;
    assert_eq!(liabilities.status, 404, "a nil return raises nothing");
}

/// What published client programs send beside what is asked for: nothing of it matters here.
///
/// Source: section 8 of the platform's contract.
#[tokio::test]
async fn headers_that_real_clients_send_change_nothing() {
    let trader = Trader::on("2025-04-20").await;
    for (name, value) in [
        ("Content-Type", "application/json"),
        ("gov-client-connection-method", "NONSENSE"),
        ("Gov-Client-Multi-Factor", ""),
        ("Gov-Client-Local-IPs", "fe80%3A%3A1%25v1"),
        ("GOV-VENDOR-VERSION", "no pair"),
        ("Gov-Test-Scenario", ""),
        ("X-CorrelationId", "chosen by the caller"),
    ] {
        let answer = trader.get("obligations?status=O").header(name, value);
        let answer = answer.send().await;
        assert_eq!(answer.status, 200, "{name}: {}", answer.body);
        assert_eq!(answer.header("x-correlationid").len(), 36, "{name}");
    }
}

/// Sends bytes as they are, and reads all that is answered.
fn exchange(trader: &Trader, request: &[u8]) -> String {
    use std::io::{Read as _, Write as _};

    let address = trader.server.url().strip_prefix("http://").expect("HTTP");
    let mut connection = std::net::TcpStream::connect(address).expect("a connection");
    connection.write_all(request).expect("a request sent");
    let mut answer = Vec::new();
    let _bytes = connection.read_to_end(&mut answer);
    String::from_utf8(answer).expect("text")
}

/// Sends a submit whose body is none that announces its length, and reads the status line.
fn submit_in_chunks(trader: &Trader, body: &str) -> String {
    let head = format!(
        "POST /organisations/vat/{VRN}/returns HTTP/1.1\r\nHost: localhost\r\n\
         Authorization: Bearer {}\r\nAccept: application/vnd.hmrc.1.0+json\r\n\
         Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\
         Connection: close\r\n\r\n",
        trader.token
    );
    let mut request = head.into_bytes();
    for part in body.as_bytes().chunks(1000) {
        let size = format!("{:x}\r\n", part.len());
        request.extend([size.as_bytes(), part, b"\r\n"].concat());
    }
    request.extend(b"0\r\n\r\n");
    let answer = exchange(trader, &request);
    answer.lines().next().unwrap_or_default().to_owned()
}

/// Written by hand: a client's library says that it accepts anything where nothing is said.
#[tokio::test]
async fn a_request_without_an_accept_header_is_refused_at_every_endpoint() {
    let trader = Trader::on("2025-04-20").await;
    let refusal =
        r#"{"code":"ACCEPT_HEADER_INVALID","message":"The accept header is missing or invalid"}"#;
    let reads = READS.map(|(below, _status)| ("GET", below));
    for (method, below) in reads.into_iter().chain([("POST", "returns")]) {
        let answered = |accept: &str| {
            let request = format!(
                "{method} /organisations/vat/{VRN}/{below} HTTP/1.1\r\nHost: localhost\r\n\
                 Authorization: Bearer {}\r\n{accept}Content-Type: application/json\r\n\
                 Content-Length: 2\r\nConnection: close\r\n\r\n{{}}",
                trader.token
            );
            exchange(&trader, request.as_bytes())
        };
        let without = answered("");
        assert!(without.starts_with("HTTP/1.1 406 "), "{below}: {without}");
        assert!(without.ends_with(refusal), "{below}: {without}");
        let with = answered("Accept: application/vnd.hmrc.1.0+json\r\n");
        assert!(with.starts_with("HTTP/1.1 "), "{below}: {with}");
        assert!(!with.starts_with("HTTP/1.1 406 "), "{below}: {with}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_announce_its_length_is_measured_all_the_same() {
    let trader = Trader::on("2025-04-20").await;
    let body = debit("25C1");
    let padded = |bytes: usize| format!("{}{body}", " ".repeat(bytes - body.len()));
    let status = submit_in_chunks(&trader, &padded(102_401));
    assert_eq!(status, "HTTP/1.1 413 Payload Too Large");
    let status = submit_in_chunks(&trader, &padded(102_400));
    assert_eq!(status, "HTTP/1.1 201 Created");
}
