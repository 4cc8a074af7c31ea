//! What is around every request and every answer: the path's form, the request's span, the answer
//! that is kept of it, the headers that every answer has.

use std::future::{Ready, ready};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, Url, forward_ready};
use actix_web::http::Uri;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::{Error, web};
use pin_project_lite::pin_project;
use tracing::Span;

use crate::application::App;
use crate::kept_answers::KeptAnswer;
use crate::request_id::RequestId;
use crate::telemetry;

const CORRELATION_ID: HeaderName = HeaderName::from_static("x-correlationid");
const NOT_TO_BE_KEPT: HeaderValue = HeaderValue::from_static("no-cache,no-store,max-age=0");
const AS_IT_SAYS: HeaderValue = HeaderValue::from_static("nosniff");

/// The middleware, one for all: each of its parts by itself costs a request more than its work.
#[derive(Debug, Clone)]
pub(crate) struct Envelope {
    app: web::Data<App>,
}

impl Envelope {
    /// Around the requests of an application.
    pub(crate) fn of(app: &web::Data<App>) -> Self {
        Self { app: app.clone() }
    }
}

/// The middleware around a service.
#[derive(Debug)]
pub(crate) struct Enveloped<S> {
    app: web::Data<App>,
    service: Rc<S>,
}

impl<S> Transform<S, ServiceRequest> for Envelope
where
    S: Service<ServiceRequest, Response = ServiceResponse, Error = Error> + 'static,
{
    type Response = ServiceResponse;
    type Error = Error;
    type Transform = Enveloped<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, service: S) -> Self::Future {
        ready(Ok(Enveloped {
            app: self.app.clone(),
            service: Rc::new(service),
        }))
    }
}

impl<S> Service<ServiceRequest> for Enveloped<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse, Error = Error> + 'static,
{
    type Response = ServiceResponse;
    type Error = Error;
    type Future = Answering<S::Future>;

    forward_ready!(service);

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        let span = telemetry::span(&request);
        let answer = match self.app.answers().of(request.head()) {
            Some(kept) => match kept.at_once(&self.app, request.headers()) {
                Some(answer) => Answer::Known {
                    answer: ready(Ok(request.into_response(answer))),
                },
                None => self.again(kept, request),
            },
            None => span.in_scope(|| {
                trim(&mut request);
                Answer::Anew {
                    answer: self.service.call(request),
                }
            }),
        };
        Answering { answer, span }
    }
}

impl<S> Enveloped<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse, Error = Error> + 'static,
{
    /// Answers as before, or, if that does not hold, by the request's whole way.
    fn again(&self, kept: Arc<KeptAnswer>, request: ServiceRequest) -> Answer<S::Future> {
        let (app, service) = (self.app.clone(), Rc::clone(&self.service));
        let answer = Box::pin(async move {
            match kept.again(&app, request.headers()).await {
                Some(answer) => Ok(request.into_response(answer)),
                None => service.call(request).await,
            }
        });
        Answer::Again { answer }
    }
}

pin_project! {
    /// An answer that is on its way.
    pub(crate) struct Answering<F> {
        #[pin]
        answer: Answer<F>,
        span: Span,
    }
}

pin_project! {
    /// Where an answer comes from.
    #[project = ComingFrom]
    enum Answer<F> {
        /// The request's whole way.
        Anew { #[pin] answer: F },
        /// What was answered before, which holds.
        Known { answer: Ready<Outcome> },
        /// What was answered before, if it holds.
        Again { answer: Pin<Box<dyn Future<Output = Outcome>>> },
    }
}

type Outcome = Result<ServiceResponse, Error>;

impl<F: Future<Output = Outcome>> Future for Answer<F> {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        match self.project() {
            ComingFrom::Anew { answer } => answer.poll(context),
            ComingFrom::Known { answer } => Pin::new(answer).poll(context),
            ComingFrom::Again { answer } => answer.as_mut().poll(context),
        }
    }
}

impl<F: Future<Output = Outcome>> Future for Answering<F> {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let this = self.project();
        let _entered = this.span.enter();
        let mut outcome = ready!(this.answer.poll(context));
        telemetry::served(this.span, &outcome);
        if let Ok(response) = &mut outcome {
            let id = RequestId::of_answered(response.request()).into_header();
            let headers = response.headers_mut();
            headers.insert(CORRELATION_ID, id);
            unless_there(headers, header::CACHE_CONTROL, NOT_TO_BE_KEPT);
            unless_there(headers, header::X_CONTENT_TYPE_OPTIONS, AS_IT_SAYS);
        }
        Poll::Ready(outcome)
    }
}

fn unless_there(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    if !headers.contains_key(&name) {
        headers.insert(name, value);
    }
}

/// Takes slashes that say nothing out of the path: those at its end, and all but one of several.
fn trim(request: &mut ServiceRequest) {
    let path = request.uri().path();
    if path == "/" || !(path.ends_with('/') || path.contains("//")) {
        return;
    }
    let mut trimmed = String::with_capacity(path.len());
    for part in path.split('/').filter(|part| !part.is_empty()) {
        trimmed.push('/');
        trimmed.push_str(part);
    }
    if trimmed.is_empty() {
        trimmed.push('/');
    }
    if let Some(query) = request.uri().query() {
        trimmed.push('?');
        trimmed.push_str(query);
    }
    let mut parts = request.uri().clone().into_parts();
    parts.path_and_query = trimmed.try_into().ok();
    // What was a path is one without some of its slashes.
    if let Ok(uri) = Uri::from_parts(parts) {
        request.match_info_mut().set(Url::new(uri.clone()));
        request.head_mut().uri = uri;
    }
}
