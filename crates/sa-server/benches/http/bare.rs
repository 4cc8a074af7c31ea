//! The bare handler: sends the bytes that it was told, with the server's headers, whatever is asked.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{App, HttpResponse, HttpServer, web};

type Bytes = web::Data<RwLock<web::Bytes>>;

/// Serves until it is killed, with the server's own settings; says its address first.
pub(crate) fn serve() {
    let bytes: Bytes = web::Data::from(Arc::new(RwLock::new(web::Bytes::new())));
    let server = HttpServer::new(move || {
        App::new()
            .app_data(bytes.clone())
            .route("/bytes", web::put().to(take))
            .default_service(web::to(send))
    })
    .client_request_timeout(Duration::from_secs(10))
    .keep_alive(Duration::from_secs(75))
    .bind("127.0.0.1:0")
    .unwrap();
    println!("listening on http://{}", server.addrs().first().unwrap());
    actix_web::rt::System::new().block_on(server.run()).unwrap();
}

async fn take(bytes: Bytes, body: web::Bytes) -> HttpResponse {
    *bytes.write().unwrap() = body;
    HttpResponse::NoContent().finish()
}

async fn send(bytes: Bytes) -> HttpResponse {
    let body = bytes.read().unwrap().clone();
    let mut response = HttpResponse::Ok()
        .content_type("application/json")
        .body(body);
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
