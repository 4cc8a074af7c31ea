//! What the tests grant to tokens, and what is read with one.

use sa_store::{Grant, Opened, Storage, Subject, TokenHash};

use crate::journal::key;

/// A token.
pub(crate) const TOKEN: TokenHash = TokenHash([7; 32]);

/// A grant of these scopes, of nobody's account.
pub(crate) fn grant(scopes: &[&str]) -> Grant {
    Grant {
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        subject: Subject::default(),
        sandbox: true,
        issued: "2026-01-31T10:00:00.000Z".parse().unwrap(),
        expires: "2026-01-31T14:00:00.000Z".parse().unwrap(),
    }
}

/// The version of the journal's account, and the scope of the token.
pub(crate) async fn read(store: &dyn Storage) -> (u64, String) {
    let Opened { grant, account } = store.opened(TOKEN, key().identifier()).await.unwrap();
    let version = account.unwrap().unwrap().version();
    (
        version,
        Vec::from_iter(grant.unwrap().scopes.clone()).concat(),
    )
}
