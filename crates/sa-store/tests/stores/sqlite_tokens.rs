//! What the embedded store makes of tokens: those of other openings, of older forms, and of one number.

use sa_store::{SignInStore, SqliteStore, Storage, StoreError, TokenHash};

use crate::granted::grant;
use crate::journal::key;
use crate::sqlite_file::{change, file};

#[tokio::test]
async fn a_token_that_is_taken_away_through_one_opening_is_gone_through_another_at_once() {
    let (_directory, path) = file().await;
    let (one, other) = (
        SqliteStore::open(&path).unwrap(),
        SqliteStore::open(&path).unwrap(),
    );
    let token = TokenHash([1; 32]);
    one.put_grant(token, grant(&["read:vat"])).await.unwrap();
    for _again in 0..2 {
        let found = other.grant(token).await.unwrap().unwrap();
        assert_eq!(*found, grant(&["read:vat"]));
    }
    one.put_grant(token, grant(&[])).await.unwrap();
    let opened = other.opened(token, key().identifier()).await.unwrap();
    assert_eq!(opened.grant.as_deref(), Some(&grant(&[])));
    change(&path, "DELETE FROM access");
    assert_eq!(other.grant(token).await.unwrap(), None);
}

/// Tokens whose numbers are small and large, and of either sign.
fn tokens() -> impl Iterator<Item = TokenHash> {
    let first_bytes = [0x00, 0x01, 0x7f, 0x80, 0xab, 0xff];
    first_bytes.into_iter().flat_map(|first| {
        [0x00, 0x01, 0xff].map(|other| {
            let mut hash = [other; 32];
            hash[0] = first;
            TokenHash(hash)
        })
    })
}

/// The third form, and the two before it, had tokens by the whole of their hashes.
#[tokio::test]
async fn a_token_of_an_older_form_opens_what_it_opened() {
    let (_directory, path) = file().await;
    let store = SqliteStore::open(&path).unwrap();
    for (token, scope) in tokens().zip('a'..) {
        let grant = grant(&[&scope.to_string()]);
        store.put_grant(token, grant).await.unwrap();
    }
    drop(store);
    change(
        &path,
        "ALTER TABLE access RENAME TO numbered; \
         CREATE TABLE access (token BLOB NOT NULL PRIMARY KEY, allows TEXT NOT NULL) \
           STRICT, WITHOUT ROWID; \
         INSERT INTO access SELECT token, allows FROM numbered; DROP TABLE numbered; \
         PRAGMA user_version = 3",
    );
    let store = SqliteStore::open(&path).unwrap();
    for (token, scope) in tokens().zip('a'..) {
        let found = store.grant(token).await.unwrap();
        assert_eq!(found.as_deref(), Some(&grant(&[&scope.to_string()])));
        // It is the same row that is written again.
        store.put_grant(token, grant(&[])).await.unwrap();
        let found = store.grant(token).await.unwrap();
        assert_eq!(found.as_deref(), Some(&grant(&[])));
    }
}

#[tokio::test]
async fn a_token_whose_number_is_another_s_is_refused_and_opens_nothing() {
    let (_directory, path) = file().await;
    let store = SqliteStore::open(&path).unwrap();
    let one = TokenHash([7; 32]);
    let mut hash = one.0;
    hash[8] = 0;
    let other = TokenHash(hash);
    store.put_grant(one, grant(&["read:vat"])).await.unwrap();
    match store.put_grant(other, grant(&["write:vat"])).await {
        Err(error @ StoreError::Damaged { .. }) => assert_eq!(
            error.to_string(),
            "the store holds what it should not: another token has the number of this one: make a \
             new token"
        ),
        other => panic!("{other:?}"),
    }
    assert_eq!(store.grant(other).await.unwrap(), None);
    let found = store.grant(one).await.unwrap();
    assert_eq!(found.as_deref(), Some(&grant(&["read:vat"])));
}
