//! The bare handlers, with the server's headers: one sends the bytes that it was told, whatever is
//! asked; the other appends what a submit does, of whomever, and then sends a receipt.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::rt::System;
use actix_web::{App, HttpResponse, HttpResponseBuilder, HttpServer, web};
use sa_store::Storage;

use crate::{fill, traders};

type Bytes = web::Data<RwLock<web::Bytes>>;

/// As long as the server's answer to a submit.
const RECEIPT: &str = r#"{"processingDate":"2026-01-31T09:00:00.000Z","paymentIndicator":"BANK","formBundleNumber":"256660290587","chargeRefNumber":"XA123456789012"}"#;

/// What that answer has beside.
const RECEIPT_HEADERS: [(&str, &str); 3] = [
    ("receipt-id", "00000000-0000-4000-8000-000000000000"),
    ("receipt-timestamp", "2026-01-31T09:00:00Z"),
    ("receipt-signature", "This has been deprecated - DO NOT USE"),
];

/// Serves until it is killed, with the server's own settings; says its address first. Submits are
/// appended to the store of this URL.
pub(crate) fn serve(store: Option<&str>) {
    let bytes: Bytes = web::Data::from(Arc::new(RwLock::new(web::Bytes::new())));
    let system = System::new();
    let store = store.map(|url| web::Data::from(system.block_on(fill::open(url))));
    let server = HttpServer::new(move || {
        let submits = "/organisations/vat/{vrn}/returns";
        let app = App::new()
            .app_data(bytes.clone())
            .route("/bytes", web::put().to(take))
            .default_service(web::to(send));
        match &store {
            Some(store) => app
                .app_data(store.clone())
                .route(submits, web::post().to(append)),
            None => app,
        }
    })
    .client_request_timeout(Duration::from_secs(10))
    .keep_alive(Duration::from_secs(75))
    .bind("127.0.0.1:0")
    .unwrap();
    println!("listening on http://{}", server.addrs().first().unwrap());
    system.block_on(server.run()).unwrap();
}

async fn take(bytes: Bytes, body: web::Bytes) -> HttpResponse {
    *bytes.write().unwrap() = body;
    HttpResponse::NoContent().finish()
}

async fn send(bytes: Bytes) -> HttpResponse {
    let body = bytes.read().unwrap().clone();
    answer(HttpResponse::Ok(), body)
}

async fn append(
    store: web::Data<dyn Storage>,
    vrn: web::Path<String>,
    _body: web::Bytes,
) -> HttpResponse {
    traders::append(&**store, traders::number_of(&vrn)).await;
    let mut response = answer(
        HttpResponse::Created(),
        web::Bytes::from_static(RECEIPT.as_bytes()),
    );
    let headers = response.headers_mut();
    for (name, value) in RECEIPT_HEADERS {
        let name = HeaderName::from_static(name);
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn answer(mut response: HttpResponseBuilder, body: web::Bytes) -> HttpResponse {
    let mut response = response.content_type("application/json").body(body);
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-cache,no-store,max-age=0"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            HeaderName::from_static("x-correlationid"),
            "00000000-0000-4000-8000-000000000000",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
