//! Requests, appends and changes of grants in any order: the server that keeps answers says what the
//! one says that keeps none.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use proptest::prelude::*;
use tokio::runtime::Runtime;

use super::{Both, FOREVER, READS, SCOPES, get, owner, payment, stranger};
use crate::harness::TestServer;

const CASES: u32 = 48;
/// How many tokens there are, which open this and that.
const CALLERS: usize = 3;

/// Something that happens to both servers.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// One of the callers asks for one of the answers.
    Ask { read: usize, caller: usize },
    /// The taxpayer pays, or the trader is told of another period.
    Append { of_trader: bool },
    /// A caller's token stands for another grant, or for the same once more.
    Grant { caller: usize, what: usize },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..READS.len(), 0..CALLERS).prop_map(|(read, caller)| Step::Ask { read, caller }),
        1 => any::<bool>().prop_map(|of_trader| Step::Append { of_trader }),
        2 => (0..CALLERS, 0..8_usize).prop_map(|(caller, what)| Step::Grant { caller, what }),
    ]
}

/// Few answers are asked for in one case, so that most are asked for more than once.
fn steps() -> impl Strategy<Value = Vec<Step>> {
    (
        prop::collection::vec(step(), 8..64),
        prop::sample::subsequence((0..READS.len()).collect::<Vec<_>>(), 2..=4),
    )
        .prop_map(|(mut steps, few)| {
            for step in &mut steps {
                if let Step::Ask { read, .. } = step {
                    *read = few[*read % few.len()];
                }
            }
            steps
        })
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));
static BOTH: LazyLock<Both> = LazyLock::new(|| RUNTIME.block_on(Both::start()));
/// What was appended so far in all cases.
static APPENDED: AtomicU32 = AtomicU32::new(0);

impl Step {
    async fn happen_to(self, both: &Both) {
        match self {
            Self::Ask { read, caller } => {
                let (path, accept) = READS[read];
                let token = token(caller);
                let ask = |server: &TestServer| get(server, path, accept).bearer(&token);
                both.say(ask).await;
            }
            Self::Append { of_trader } => {
                let number = APPENDED.fetch_add(1, Ordering::Relaxed);
                let line = if of_trader {
                    period(number)
                } else {
                    payment(number)
                };
                both.keeping.given(&line).await;
            }
            Self::Grant { caller, what } => {
                let (expires, scopes, subject) = match what {
                    0 => ("2020-01-01T00:00:00Z", SCOPES, owner()),
                    1 => (FOREVER, "read:vat", owner()),
                    2 => (FOREVER, SCOPES, stranger()),
                    _ => (FOREVER, SCOPES, owner()),
                };
                let token = token(caller);
                both.keeping.replace(&token, expires, scopes, subject).await;
            }
        }
    }
}

fn token(caller: usize) -> String {
    format!("caller-{caller}")
}

/// A day for which a return is to be made.
fn period(number: u32) -> String {
    let day = time::Date::from_ordinal_date(2000, 1).expect("a day")
        + time::Duration::days(i64::from(number));
    format!(
        r#"{{"account":"vat:123456789","id":"day-{number}","effective":"2025-01-01","recorded":"2025-01-01T00:00:00.000Z","fact":{{"obligationCreated":{{"key":"{number:04}","start":"{day}","end":"{day}","due":"2025-05-07"}}}}}}"#
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_server_that_keeps_answers_says_what_one_says_that_keeps_none(steps in steps()) {
        let both = &*BOTH;
        RUNTIME.block_on(async {
            for step in steps {
                step.happen_to(both).await;
            }
        });
    }
}
