//! The bare handler: sends the bytes that it was told, whatever is asked.

use std::sync::{Arc, RwLock};

use actix_web::{App, HttpResponse, HttpServer, web};

type Bytes = web::Data<RwLock<web::Bytes>>;

/// Serves until it is killed; says its address first.
pub(crate) fn serve() {
    let bytes: Bytes = web::Data::from(Arc::new(RwLock::new(web::Bytes::new())));
    let server = HttpServer::new(move || {
        App::new()
            .app_data(bytes.clone())
            .route("/bytes", web::put().to(take))
            .default_service(web::to(send))
    })
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
    HttpResponse::Ok()
        .content_type("application/json")
        .body(body)
}
