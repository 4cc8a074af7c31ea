//! An answer that is no success: what the client sees. The cause goes to the log alone.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, WWW_AUTHENTICATE};
use serde::Serialize;

/// What every 401 asks for.
///
/// Source: HMRC's gateway of 2017; RFC 9110 section 11.6.1.
const REALM: HeaderValue = HeaderValue::from_static("Bearer realm=\"HMRC API Platform\"");

/// A status and a JSON body, or none.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    status: StatusCode,
    body: Option<String>,
}

#[derive(Serialize)]
struct Coded<'a> {
    code: &'a str,
    message: &'a str,
}

impl Answer {
    /// An answer without a body.
    pub(crate) const fn empty(status: StatusCode) -> Self {
        Self { status, body: None }
    }

    /// The status, and the body where there is one.
    pub(crate) fn parts(&self) -> (StatusCode, Option<&str>) {
        (self.status, self.body.as_deref())
    }

    /// An answer with a JSON body.
    pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Self {
        match serde_json::to_string(body) {
            Ok(body) => Self {
                status,
                body: Some(body),
            },
            Err(error) => {
                tracing::error!(%error, "an answer could not be written as JSON");
                Self::empty(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }

    /// An answer whose JSON is written already.
    pub(crate) const fn text(status: StatusCode, json: String) -> Self {
        Self {
            status,
            body: Some(json),
        }
    }

    /// The JSON of an answer that is 200.
    pub(crate) fn into_json(self) -> Option<Vec<u8>> {
        let body = self.body.filter(|_body| self.status == StatusCode::OK);
        body.map(String::into_bytes)
    }

    /// The platform's plain shape: `{"code","message"}`.
    pub(crate) fn coded(status: StatusCode, code: &str, message: &str) -> Self {
        Self::json(status, &Coded { code, message })
    }

    /// Logs why, where it is the server's fault.
    pub(crate) fn logged(self, cause: &(dyn std::error::Error + 'static)) -> Self {
        if self.status.is_server_error() {
            tracing::error!(
                error = cause,
                status = self.status.as_u16(),
                "a request failed"
            );
        }
        self
    }
}

impl From<Answer> for HttpResponse {
    fn from(answer: Answer) -> Self {
        let mut response = Self::build(answer.status);
        if answer.status == StatusCode::UNAUTHORIZED {
            response.insert_header((WWW_AUTHENTICATE, REALM));
        }
        match answer.body {
            Some(body) => response.content_type("application/json").body(body),
            None => response.finish(),
        }
    }
}
