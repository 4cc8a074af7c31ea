//! Who may see whose account.
//!
//! Source: github hmrc/self-assessment-liability-api, README at 4b1337f (the seed's statuses) and
//! `AuthenticateRequestAction` (today's).

use sa_store::{Affinity, ConfidenceLevel, Subject};

use super::{SAMPLE, SCOPE, UTR, both_forms, taxpayer};
use crate::harness::TestServer;

fn agent(of: &Subject) -> Subject {
    Subject {
        agent: Some("TARN0000001".parse().expect("an agent reference")),
        ..of.clone()
    }
}

fn by_nino(nino: &str) -> Subject {
    Subject {
        nino: Some(nino.parse().expect("a NINO")),
        ..Subject::default()
    }
}

fn organisation(of: &Subject) -> Subject {
    Subject {
        affinity: Affinity::Organisation,
        ..of.clone()
    }
}

fn confidence(of: &Subject, level: u16) -> Subject {
    Subject {
        confidence_level: ConfidenceLevel(level),
        ..of.clone()
    }
}

/// A caller, and the statuses of the seed's form and of the form of today.
type Row = (&'static str, Subject, u16, u16);

#[rustfmt::skip]
fn callers() -> Vec<Row> {
    let (own, other) = (taxpayer(UTR), taxpayer("1097172564"));
    vec![
        ("an individual, by UTR", own.clone(), 200, 200),
        ("an individual, by NINO", by_nino("AA123456A"), 200, 200),
        ("an individual, by NINO without suffix", by_nino("AA123456"), 200, 200),
        ("an individual, by NINO of another suffix", by_nino("AA123456D"), 200, 200),
        ("an individual of another UTR", other.clone(), 403, 401),
        ("an individual of another NINO", by_nino("AA123457A"), 403, 401),
        ("an individual of confidence level 200", confidence(&own, 200), 401, 401),
        ("another individual of confidence level 50", confidence(&other, 50), 401, 401),
        ("an individual of confidence level 500", confidence(&own, 500), 200, 200),
        ("an organisation", organisation(&own), 200, 200),
        ("an organisation of any confidence", confidence(&organisation(&own), 50), 200, 200),
        ("an organisation of another UTR", organisation(&other), 403, 401),
        ("an agent with the client's delegation", agent(&own), 200, 200),
        ("an agent of any confidence", confidence(&agent(&own), 50), 200, 200),
        ("an agent of another client", agent(&other), 401, 401),
        ("an agent of no client", agent(&Subject::default()), 401, 401),
        ("nobody in particular", Subject::default(), 403, 401),
    ]
}

#[tokio::test]
async fn who_may_see_the_account_of_a_utr() {
    let server = TestServer::start_on("2026-01-31").await;
    server.given(SAMPLE).await;
    for (who, subject, in_the_seeds_form, in_the_form_of_today) in callers() {
        let token = server.token(SCOPE, subject).await;
        let [seed, current] = both_forms(&server, UTR);
        assert_eq!(
            seed.bearer(&token).send().await.status,
            in_the_seeds_form,
            "{who}"
        );
        assert_eq!(
            current.bearer(&token).send().await.status,
            in_the_form_of_today,
            "{who}"
        );
    }
}
