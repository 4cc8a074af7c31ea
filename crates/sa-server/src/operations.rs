//! What is for whoever runs the server, and the answer where there is nothing.

use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};

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

/// The methods that the platform knows.
///
/// Source: HMRC Developer Hub, reference guide (405 is for all others; one of these that a path
/// does not have is told as a path that there is not).
const METHODS: [Method; 6] = [
    Method::GET,
    Method::PUT,
    Method::POST,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
];

/// The answer to a path or method that an API does not have, in the gateway's shape.
pub(crate) async fn no_such_endpoint(request: HttpRequest) -> HttpResponse {
    nothing_here(&request, GatewayFault::NoSuchEndpoint)
}

/// The answer to a path that is no API's.
pub(crate) async fn no_such_api(request: HttpRequest) -> HttpResponse {
    nothing_here(&request, GatewayFault::NoSuchApi)
}

fn nothing_here(request: &HttpRequest, fault: GatewayFault) -> HttpResponse {
    if METHODS.contains(request.method()) {
        return GatewayError::from(fault).answer().into();
    }
    let refusal = GatewayError::from(GatewayFault::MethodNotAllowed).answer();
    let mut response = HttpResponse::from(refusal);
    let allowed = HeaderValue::from_static("GET, PUT, POST, PATCH, DELETE, OPTIONS");
    response.headers_mut().insert(ALLOW, allowed);
    response
}
