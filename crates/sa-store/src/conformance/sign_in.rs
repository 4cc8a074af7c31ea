//! What any store must do with what the platform keeps about sign-in.

use sa_model::Timestamp;

use crate::{Affinity, ConfidenceLevel, Grant, SignInStore, Subject, TokenHash};

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
        store.grant(TokenHash([1; 32])).await.unwrap(),
        Some(grant("write:vat"))
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
        store.grant(TokenHash([1; 32])).await.unwrap(),
        Some(grant("hello"))
    );
}
