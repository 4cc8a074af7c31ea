//! What is for whoever runs the server, and the answer where there is nothing.

use actix_web::{HttpResponse, web};

use crate::application::App;
use crate::gateway::{GatewayError, GatewayFault};

/// `/ping/ping`, `/health/live` and `/health/ready`.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/ping/ping", web::get().to(HttpResponse::Ok))
        .route("/health/live", web::get().to(HttpResponse::Ok))
        .route("/health/ready", web::get().to(ready));
}

/// 200 when the store answers, 503 when it does not.
async fn ready(app: web::Data<App>) -> HttpResponse {
    match app.store().keys(None, 1).await {
        Ok(_keys) => HttpResponse::Ok().finish(),
        Err(error) => {
            let error: &dyn std::error::Error = &error;
            tracing::error!(error, "the store does not answer");
            HttpResponse::ServiceUnavailable().finish()
        }
    }
}

/// 404 in the gateway's shape, for any path that no API has.
pub(crate) async fn no_such_endpoint() -> HttpResponse {
    GatewayError::from(GatewayFault::NoSuchEndpoint)
        .answer()
        .into()
}
