//! Answers that are kept, to be given again before a request is routed.
//!
//! An answer out of the ledger depends on nothing but the request, the account's entries and the
//! day. Entries are never changed: an account and its version name them. So what was rendered for
//! an account's version, on a day, in answer to a request, is what would be rendered again.
//!
//! Who may see it is decided nowhere here. An answer is kept with the grant to which the request's
//! whole way gave it, and is given again only while the token passes the gateway's own rule and
//! stands for that very grant, the account has that version, and it is that day. Every other request
//! goes its whole way, and whomever that answers the answer is then kept for.
//!
//! What a token stands for and which version an account has is read for each request, or known to be
//! as it was read before: the store's mark says that nothing at all was committed since.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::dev::RequestHead;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use quick_cache::sync::Cache;
use quick_cache::{Equivalent, Weighter};
use sa_ledger::Account;
use sa_model::AccountKey;
use sa_store::{Grant, TokenHash};
use time::Date;

use crate::application::App;
use crate::{gateway, sandbox};

/// For how many answers there is room at once; it grows with what is kept.
const FIRST_ROOM: usize = 4_096;

/// What an answer takes beside its bytes and what was asked, in bytes: its place, and its grant,
/// which others may share.
const OVERHEAD: usize = 768;

/// The answers that are asked for most, within a bound of memory; none where there is no room.
#[derive(Debug)]
pub(crate) struct KeptAnswers(Option<Cache<Question, Arc<KeptAnswer>, Weight>>);

/// An answer that is 200 with JSON, to whom it was given, and when that holds.
#[derive(Debug)]
pub(crate) struct KeptAnswer {
    as_of: AsOf,
    grant: Arc<Grant>,
    proof: Mutex<Option<Proof>>,
    body: Bytes,
    headers: Headers,
}

/// That a token was found to stand for the grant of an answer, and the account to have its version,
/// by a reading that began when the store had this mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Proof {
    token: TokenHash,
    mark: u64,
}

/// Headers of an answer beside its media type, and beside those that all answers have.
pub(crate) type Headers = &'static [(&'static str, &'static str)];

/// Whose entries an answer was made of, and on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct AsOf {
    account: AccountKey,
    version: u64,
    today: Date,
}

/// All of a request that an answer out of the ledger depends on, beside the token: path and query as
/// they came; then, if there is an `Accept`, a line feed, which a path cannot hold, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Question(Box<[u8]>);

/// A question that owns nothing. It hashes as the other does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct QuestionRef<'a> {
    asked: &'a [u8],
    accept: Option<&'a [u8]>,
}

impl Question {
    fn parts(&self) -> QuestionRef<'_> {
        let mut parts = self.0.splitn(2, |byte| *byte == b'\n');
        QuestionRef {
            asked: parts.next().unwrap_or_default(),
            accept: parts.next(),
        }
    }
}

impl Hash for Question {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl<'a> QuestionRef<'a> {
    /// None of a request whose answer may depend on more: one that changes something, or names a
    /// test scenario.
    fn of(head: &'a RequestHead) -> Option<Self> {
        if head.method != Method::GET || sandbox::names_scenario(&head.headers) {
            return None;
        }
        Some(Self {
            asked: head.uri.path_and_query()?.as_str().as_bytes(),
            accept: head.headers.get(header::ACCEPT).map(HeaderValue::as_bytes),
        })
    }

    fn to_owned(self) -> Question {
        Question(match self.accept {
            Some(accept) => [self.asked, b"\n", accept].concat().into(),
            None => self.asked.into(),
        })
    }
}

impl Equivalent<Question> for QuestionRef<'_> {
    fn equivalent(&self, question: &Question) -> bool {
        *self == question.parts()
    }
}

#[derive(Debug, Clone, Copy)]
struct Weight;

impl Weighter<Question, Arc<KeptAnswer>> for Weight {
    fn weight(&self, question: &Question, answer: &Arc<KeptAnswer>) -> u64 {
        let lengths = [answer.body.len(), question.0.len(), OVERHEAD];
        lengths.iter().fold(0, |sum: u64, length| {
            sum.saturating_add(u64::try_from(*length).unwrap_or(u64::MAX))
        })
    }
}

/// An answer that is being given: to which request, of whom, out of which account, on which day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) request: &'a HttpRequest,
    /// The grant whose holder was found to be allowed the answer.
    pub(crate) grant: &'a Arc<Grant>,
    pub(crate) account: &'a Account,
    /// The day that it is rendered for.
    pub(crate) today: Date,
    pub(crate) headers: Headers,
}

impl KeptAnswers {
    /// Keeps nothing yet, and never more than so many mebibytes.
    pub(crate) fn within(mebibytes: u32) -> Self {
        let bytes = u64::from(mebibytes).saturating_mul(1024 * 1024);
        Self((bytes > 0).then(|| Cache::with_weighter(FIRST_ROOM, bytes, Weight)))
    }

    /// What was answered last to a request like this, by whomever it was made.
    pub(crate) fn of(&self, head: &RequestHead) -> Option<Arc<KeptAnswer>> {
        self.0.as_ref()?.get(&QuestionRef::of(head)?)
    }

    /// The answer, which is 200 with JSON, to a request that has gone its whole way: as it was
    /// rendered before, else as `render` makes it. It is kept for the next of the same.
    ///
    /// # Errors
    /// What `render` says; it is not kept.
    pub(crate) fn answer<E>(
        &self,
        asked: Asked<'_>,
        render: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<HttpResponse, E> {
        let render = || render().map(|body| Bytes::from(body.into_boxed_slice()));
        let question = QuestionRef::of(asked.request.head());
        let (Some(cache), Some(question)) = (&self.0, question) else {
            return Ok(json_with(render()?, asked.headers));
        };
        let as_of = AsOf::of(asked.account, asked.today);
        let body = match cache.get(&question) {
            Some(known) if known.as_of == as_of => known.body.clone(),
            Some(_) | None => render()?,
        };
        let answer = KeptAnswer {
            as_of,
            grant: Arc::clone(asked.grant),
            proof: Mutex::new(None),
            body: body.clone(),
            headers: asked.headers,
        };
        cache.insert(question.to_owned(), Arc::new(answer));
        Ok(json_with(body, asked.headers))
    }
}

impl KeptAnswer {
    /// The answer once more, if it is known that a request with these headers would be answered so
    /// by its whole way.
    pub(crate) fn at_once(&self, app: &App, headers: &HeaderMap) -> Option<HttpResponse> {
        let proof = Proof {
            token: gateway::token(headers).ok()?,
            mark: app.store().mark()?,
        };
        gateway::judge(app, &self.grant).ok()?;
        let holds = self.is_proved(proof, app.clock().today());
        holds.then(|| json_with(self.body.clone(), self.headers))
    }

    /// The same, if it is found out that it would be.
    pub(crate) async fn again(&self, app: &App, headers: &HeaderMap) -> Option<HttpResponse> {
        // Before anything is read.
        let mark = app.store().mark();
        let token = gateway::token(headers).ok()?;
        let about = self.as_of.account.identifier();
        let admitted = gateway::admit(app, headers, Some(about)).await;
        let (grant, found) = admitted.ok()?;
        let account = found.ok()??;
        if !self.holds(&grant, AsOf::of(&account, app.clock().today())) {
            return None;
        }
        *self.proof.lock().unwrap_or_else(PoisonError::into_inner) =
            mark.map(|mark| Proof { token, mark });
        Some(json_with(self.body.clone(), self.headers))
    }

    fn is_proved(&self, now: Proof, today: Date) -> bool {
        let proof = *self.proof.lock().unwrap_or_else(PoisonError::into_inner);
        proof == Some(now) && today == self.as_of.today
    }

    /// A grant that was not changed is read as the same object again.
    fn holds(&self, grant: &Arc<Grant>, now: AsOf) -> bool {
        Arc::ptr_eq(grant, &self.grant) && now == self.as_of
    }
}

impl AsOf {
    fn of(account: &Account, today: Date) -> Self {
        Self {
            account: account.key(),
            version: account.version(),
            today,
        }
    }
}

/// An answer that is 200, with this JSON.
pub(crate) fn json(body: impl Into<Bytes>) -> HttpResponse {
    json_with(body.into(), &[])
}

fn json_with(body: Bytes, headers: Headers) -> HttpResponse {
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    let mut response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, JSON))
        .body(body);
    for (name, value) in headers {
        let name = HeaderName::from_static(name);
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use sa_ledger::Account;
    use sa_store::{Grant, Subject, TokenHash};
    use time::macros::date;

    use super::{AsOf, Bytes, KeptAnswer, Proof};
    use crate::sample_data;

    fn account(entries: usize) -> Account {
        let lines = sample_data::PUBLISHED.lines().take(entries);
        let entries: Vec<_> = lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        Account::fold(&entries).unwrap().unwrap()
    }

    fn grant() -> Arc<Grant> {
        Arc::new(Grant {
            scopes: ["read:vat".to_owned()].into(),
            subject: Subject::default(),
            sandbox: true,
            issued: "2025-01-01T00:00:00Z".parse().unwrap(),
            expires: "9999-01-01T00:00:00Z".parse().unwrap(),
        })
    }

    #[test]
    fn an_answer_holds_for_one_grant_one_version_and_one_day() {
        let (granted, day) = (grant(), date!(2025 - 06 - 01));
        let answer = KeptAnswer {
            as_of: AsOf::of(&account(3), day),
            grant: Arc::clone(&granted),
            proof: Mutex::new(None),
            body: Bytes::from_static(b"{}"),
            headers: &[],
        };
        assert!(answer.holds(&granted, AsOf::of(&account(3), day)));
        let replaced = grant();
        assert_eq!(granted, replaced);
        assert!(!answer.holds(&replaced, AsOf::of(&account(3), day)));
        assert!(!answer.holds(&granted, AsOf::of(&account(4), day)));
        let next = date!(2025 - 06 - 02);
        assert!(!answer.holds(&granted, AsOf::of(&account(3), next)));
    }

    #[test]
    fn what_was_found_out_is_known_of_one_token_until_anything_is_committed_or_the_day_ends() {
        let [own, other] = [1, 2].map(|byte| TokenHash([byte; 32]));
        let proof = |token, mark| Proof { token, mark };
        let day = date!(2025 - 06 - 01);
        let answer = KeptAnswer {
            as_of: AsOf::of(&account(3), day),
            grant: grant(),
            proof: Mutex::new(None),
            body: Bytes::from_static(b"{}"),
            headers: &[],
        };
        assert!(!answer.is_proved(proof(own, 7), day));
        *answer.proof.lock().unwrap() = Some(proof(own, 7));
        assert!(answer.is_proved(proof(own, 7), day));
        assert!(!answer.is_proved(proof(own, 8), day));
        assert!(!answer.is_proved(proof(other, 7), day));
        assert!(!answer.is_proved(proof(own, 7), date!(2025 - 06 - 02)));
    }
}
