//! Who gets an answer that is kept: whoever may see it at this moment, and nobody else.

use sa_server::Clock;
use sa_store::{Grant, Subject};

use super::{Both, FOREVER, READS, SCOPES, get, owner, stranger};
use crate::harness::{Received, TestServer, hash_of};
use crate::vat::trader::TRADER;

#[tokio::test]
async fn a_grant_that_is_taken_away_or_narrowed_opens_nothing_from_the_next_request_on() {
    let both = Both::start().await;
    for (expires, scopes, subject) in [
        ("2020-01-01T00:00:00Z", SCOPES, owner()),
        (FOREVER, "write:vat", owner()),
        (FOREVER, SCOPES, stranger()),
        (FOREVER, SCOPES, Subject::default()),
    ] {
        let full = (FOREVER, SCOPES, owner());
        let keeping = &both.keeping;
        keeping.replace(&both.token, full.0, full.1, full.2).await;
        both.read_all().await;
        both.read_all().await;
        keeping.replace(&both.token, expires, scopes, subject).await;
        for (path, accept) in READS {
            let answer = both
                .say(|server| get(server, path, accept).bearer(&both.token))
                .await;
            assert!((400..=403).contains(&answer.status), "{path}");
        }
    }
}

#[tokio::test]
async fn a_grant_that_another_process_takes_away_opens_nothing_from_the_next_request_on() {
    let both = Both::start().await;
    both.read_all().await;
    both.read_all().await;
    let elsewhere = both.keeping.opened_elsewhere().await;
    let hash = hash_of(&both.token);
    let grant = elsewhere.grant(hash).await.expect("a store").expect("one");
    let expired = Grant {
        expires: grant.issued,
        ..(*grant).clone()
    };
    elsewhere.put_grant(hash, expired).await.expect("stored");
    for (path, accept) in READS {
        let answer = both
            .say(|server| get(server, path, accept).bearer(&both.token))
            .await;
        assert!([400, 401].contains(&answer.status), "{path}");
    }
}

#[tokio::test]
async fn a_token_opens_nothing_from_the_moment_on_at_which_it_expires() {
    let server = TestServer::start().await;
    server.given(TRADER).await;
    let now = Clock::system().now();
    let soon = now.as_offset_date_time() + std::time::Duration::from_millis(1_500);
    let expires = sa_model::Timestamp::new(soon).expect("a moment");
    let token = server
        .token_until(&expires.to_string(), SCOPES, owner())
        .await;
    loop {
        let before = Clock::system().now();
        let (path, accept) = READS[0];
        let answer = get(&server, path, accept).bearer(&token).send().await;
        if before >= expires {
            assert_eq!(answer.status, 401, "{}", answer.body);
            break;
        }
        if Clock::system().now() < expires {
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
    }
}

#[tokio::test]
async fn whoever_has_no_right_to_an_answer_does_not_get_it_when_it_is_kept_for_another() {
    let both = Both::start().await;
    let strangers = both.keeping.token(SCOPES, stranger()).await;
    let unscoped = both.keeping.token("write:vat", owner()).await;
    let expired = both
        .keeping
        .token_until("2020-01-01T00:00:00Z", SCOPES, owner())
        .await;
    let unknown = "0".repeat(32);
    for _twice in 0..2 {
        both.read_all().await;
        for (path, accept) in READS {
            for token in [&strangers, &unscoped, &expired, &unknown] {
                let ask = |server: &TestServer| get(server, path, accept).bearer(token);
                let answer = both.say(ask).await;
                assert!((400..=403).contains(&answer.status), "{path}");
            }
            let anonymous = both.say(|server| get(server, path, accept)).await;
            assert!([400, 401].contains(&anonymous.status), "{path}");
            let basic = format!("Basic {}", both.token);
            let ask =
                |server: &TestServer| get(server, path, accept).header("Authorization", &basic);
            assert!([400, 401].contains(&both.say(ask).await.status), "{path}");
        }
    }
}

#[tokio::test]
async fn several_who_may_see_an_account_get_the_same_answer_in_turn() {
    let both = Both::start().await;
    let agent = Subject {
        agent: Some("TARN0000001".parse().expect("an agent reference")),
        ..owner()
    };
    let agent = both.keeping.token(SCOPES, agent).await;
    for (path, accept) in READS {
        let mut answers = Vec::new();
        for token in [&both.token, &agent, &both.token, &agent, &agent] {
            let ask = |server: &TestServer| get(server, path, accept).bearer(token);
            answers.push(both.say(ask).await);
        }
        let same = |answer: &Received| answer.status == 200 && answer.body == answers[0].body;
        assert!(answers.iter().all(same), "{path}");
    }
}
