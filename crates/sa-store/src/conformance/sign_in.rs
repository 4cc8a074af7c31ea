//! What any store must do with what the platform keeps about sign-in.

use sa_model::{Identifier, Nino, Timestamp};

use super::append;
use super::entries::{itsa, opening, payment};
use crate::{Affinity, ConfidenceLevel, Expected, Grant, SignInStore, Storage, Subject, TokenHash};

fn grant(scope: &str) -> Grant {
    let moment = |text: &str| text.parse::<Timestamp>().unwrap();
    Grant {
        scopes: [scope.to_owned(), "read:vat".to_owned()].into(),
        subject: Subject {
            utr: Some("1000000001".parse().unwrap()),
            nino: Some("AA000001A".parse().unwrap()),
            vrn: None,
            agent: None,
            affinity: Affinity::Organisation,
            confidence_level: ConfidenceLevel(200),
        },
        sandbox: true,
        issued: moment("2026-01-31T08:00:00.000Z"),
        expires: moment("2026-01-31T12:00:00.000Z"),
    }
}

/// Nobody who was not granted anything is let in.
pub async fn an_unknown_token_has_no_grant(store: &dyn SignInStore) {
    assert_eq!(store.grant(TokenHash([7; 32])).await.unwrap(), None);
}

/// A grant comes back as it was put; another token's is another.
pub async fn a_grant_is_read_by_its_token(store: &dyn SignInStore) {
    store
        .put_grant(TokenHash([1; 32]), grant("write:vat"))
        .await
        .unwrap();
    store
        .put_grant(TokenHash([2; 32]), grant("read:self-assessment"))
        .await
        .unwrap();
    assert_eq!(
        store.grant(TokenHash([1; 32])).await.unwrap().as_deref(),
        Some(&grant("write:vat"))
    );
    let mut almost = [1; 32];
    almost[31] = 0;
    assert_eq!(store.grant(TokenHash(almost)).await.unwrap(), None);
}

/// The last grant of a token counts.
pub async fn a_grant_put_again_replaces_the_first(store: &dyn SignInStore) {
    store
        .put_grant(TokenHash([1; 32]), grant("write:vat"))
        .await
        .unwrap();
    store
        .put_grant(TokenHash([1; 32]), grant("hello"))
        .await
        .unwrap();
    assert_eq!(
        store.grant(TokenHash([1; 32])).await.unwrap().as_deref(),
        Some(&grant("hello"))
    );
}

/// A grant and an account are read together as each by itself, and no account without a grant.
pub async fn a_grant_and_an_account_are_read_at_once(store: &dyn Storage) {
    let utr = itsa(1).identifier();
    let nino = Identifier::Nino(Nino::parse("AA000001A").unwrap().into());
    append(store, Expected::Version(0), &[opening(itsa(1))]).await;
    let (known, unknown) = (TokenHash([1; 32]), TokenHash([2; 32]));
    store.put_grant(known, grant("write:vat")).await.unwrap();
    for identifier in [utr, nino, utr] {
        let opened = store.opened(known, identifier).await.unwrap();
        assert_eq!(opened.grant.as_deref(), Some(&grant("write:vat")));
        let alone = store.account_of(identifier).await.unwrap();
        assert_eq!(opened.account.unwrap(), alone);
    }
    assert!(store.account_of(utr).await.unwrap().is_some());
    let opened = store.opened(unknown, utr).await.unwrap();
    assert_eq!(opened.grant, None);
    assert_eq!(opened.account.unwrap(), None);
}

/// What a token's next grant takes away is gone at once, and what is appended is there at once.
pub async fn what_was_read_is_read_anew_when_it_changed(store: &dyn Storage) {
    let of = itsa(1).identifier();
    let token = TokenHash([1; 32]);
    for round in 1..=3 {
        store.put_grant(token, grant("write:vat")).await.unwrap();
        let opened = store.opened(token, of).await.unwrap();
        assert_eq!(opened.grant.as_deref(), Some(&grant("write:vat")));
        store.put_grant(token, grant("hello")).await.unwrap();
        let entry = match round {
            1 => opening(itsa(1)),
            _ => payment(itsa(1), &format!("P{round}"), "1.00", "K1"),
        };
        append(store, Expected::Version(round - 1), &[entry]).await;
        let opened = store.opened(token, of).await.unwrap();
        assert_eq!(opened.grant.as_deref(), Some(&grant("hello")));
        assert_eq!(opened.account.unwrap().unwrap().version(), round);
    }
}
