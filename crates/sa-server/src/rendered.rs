//! Answers that were rendered before.
//!
//! An answer out of the ledger depends on nothing but the request, the account's entries and the
//! day. Entries are never changed: an account and its version name them. So what was rendered for
//! an account's version, on a day, in answer to a path with its query, is what would be rendered
//! again. Who may see it is found out for each request before anyone looks here.

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, http::header};
use quick_cache::sync::Cache;
use quick_cache::{Equivalent, Weighter};
use sa_ledger::Account;
use sa_model::AccountKey;
use time::Date;

/// For how many answers there is room at once; it grows with what is kept.
const FIRST_ROOM: usize = 4_096;

/// What an answer takes beside its bytes, in bytes.
const OVERHEAD: usize = 160;

/// The answers that are asked for most, within a bound of memory.
#[derive(Debug)]
pub(crate) struct Rendered(Cache<Key, Bytes, Weight>);

/// What an answer depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct AsOf {
    account: AccountKey,
    version: u64,
    today: Date,
    /// The version of the API that the `Accept` header asks for, where it has several.
    api: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    as_of: AsOf,
    /// Path and query, as they came.
    asked: Box<str>,
}

/// A key that owns nothing. It hashes as the other does.
#[derive(Debug, Clone, Copy, Hash)]
struct KeyRef<'a> {
    as_of: AsOf,
    asked: &'a str,
}

impl Equivalent<Key> for KeyRef<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.as_of == key.as_of && *self.asked == *key.asked
    }
}

#[derive(Debug, Clone, Copy)]
struct Weight;

impl Weighter<Key, Bytes> for Weight {
    fn weight(&self, key: &Key, answer: &Bytes) -> u64 {
        let bytes = answer.len().saturating_add(key.asked.len());
        u64::try_from(bytes.saturating_add(OVERHEAD)).unwrap_or(u64::MAX)
    }
}

/// An answer that is asked for: to which request, out of which account, on which day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) request: &'a HttpRequest,
    pub(crate) api: u8,
    pub(crate) account: &'a Account,
    pub(crate) today: Date,
}

impl Rendered {
    /// Keeps nothing yet, and never more than so many mebibytes.
    pub(crate) fn within(mebibytes: u32) -> Self {
        let bytes = u64::from(mebibytes).saturating_mul(1024 * 1024);
        Self(Cache::with_weighter(FIRST_ROOM, bytes, Weight))
    }

    /// The answer, which is 200 with JSON: as it was rendered before, else as `render` makes it.
    ///
    /// # Errors
    /// What `render` says; it is not kept.
    pub(crate) fn answer<E>(
        &self,
        asked: Asked<'_>,
        render: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<HttpResponse, E> {
        let path = asked.request.uri().path_and_query();
        let key = KeyRef {
            as_of: AsOf {
                account: asked.account.key(),
                version: asked.account.version(),
                today: asked.today,
                api: asked.api,
            },
            asked: path.map_or("", |path| path.as_str()),
        };
        if let Some(known) = self.0.get(&key) {
            return Ok(json(known));
        }
        let body = Bytes::from(render()?.into_boxed_slice());
        let key = Key {
            as_of: key.as_of,
            asked: key.asked.into(),
        };
        self.0.insert(key, body.clone());
        Ok(json(body))
    }
}

/// An answer that is 200, with this JSON.
pub(crate) fn json(body: impl Into<Bytes>) -> HttpResponse {
    const JSON: header::HeaderValue = header::HeaderValue::from_static("application/json");
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, JSON))
        .body(body.into())
}
