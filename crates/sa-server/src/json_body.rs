//! The body of a request that is to be JSON: its media type, its size, its bytes.
//!
//! Source: HMRC's services for Making Tax Digital take `application/json` and `text/json`, and the
//! 100 KiB that their framework does.

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap};
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest, HttpRequest};

use crate::media_type::is_json;

/// The most bytes that a body may have.
const MOST_BODY_BYTES: usize = 102_400;

/// Why there is no body to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyFault {
    /// The media type is another.
    NotJson,
    /// It is too long, or says that it will be.
    TooLarge,
    /// It ended too early.
    CutOff,
}

/// Reads the whole body.
///
/// # Errors
/// In the order of [`BodyFault`].
pub(crate) async fn read(request: &HttpRequest, mut payload: Payload) -> Result<Bytes, BodyFault> {
    use actix_web::HttpMessage as _;

    if !is_json(request.content_type()) {
        return Err(BodyFault::NotJson);
    }
    if announced_bytes(request.headers()).is_some_and(|bytes| bytes > MOST_BODY_BYTES) {
        return Err(BodyFault::TooLarge);
    }
    let Ok(payload) = web::Payload::from_request(request, &mut payload).await else {
        return Err(BodyFault::CutOff);
    };
    match payload.to_bytes_limited(MOST_BODY_BYTES).await {
        Err(_too_large) => Err(BodyFault::TooLarge),
        Ok(Err(_cut_off)) => Err(BodyFault::CutOff),
        Ok(Ok(bytes)) => Ok(bytes),
    }
}

/// How many bytes of body the head announces.
fn announced_bytes(headers: &HeaderMap) -> Option<usize> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}
