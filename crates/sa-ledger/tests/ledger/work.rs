//! What an account keeps of its work between entries changes no answer.
//!
//! An account that is copied keeps nothing: the copy answers from a replay of all its entries. So
//! each entry, and a few questions besides, are put to both.

use proptest::prelude::*;
use sa_ledger::{Account, Rejection};
use sa_model::Entry;

use crate::journal::Journal;
use crate::random::{candidates, cases};

/// Claims and codings out of more than there can be: refused, and the refusal says how much there
/// is.
fn questions(about: &Entry) -> Vec<Entry> {
    let mut journal = Journal::itsa(None);
    let on = about.effective;
    journal.say(&format!("claim {on} RX 90000000"));
    for charge in 0..7 {
        journal.say(&format!("code {on} C{charge} 90000000 2025-26"));
    }
    journal.entries.split_off(1)
}

/// Puts an entry to an account and to a copy of it, and tells what both say.
fn answers(account: &mut Account, entry: &Entry) -> [Result<(), Rejection>; 2] {
    let mut copy = account.clone();
    let from_all = copy.apply(entry);
    [account.apply(entry), from_all]
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn what_is_kept_of_the_work_answers_as_a_replay_does(
        entries in candidates(),
        asked in prop::collection::vec(0_u8..3, 120),
    ) {
        let mut account = Account::open(&entries[0]).unwrap();
        for (entry, asked) in entries[1..].iter().zip(asked.iter().cycle()) {
            let [kept, replayed] = answers(&mut account, entry);
            prop_assert_eq!(kept, replayed);
            // Not always: or nothing but the last entry would ever be worked in.
            for question in questions(entry).iter().filter(|_question| *asked > 0) {
                let [kept, replayed] = answers(&mut account, question);
                prop_assert!(replayed.is_err());
                prop_assert_eq!(kept, replayed);
            }
        }
    }
}

#[test]
fn questions_are_answered_with_what_there_is() {
    let mut journal = Journal::itsa(None);
    journal.say("charge 2025-01-01 C1 4910 100 due 2025-01-31");
    journal.say("pay 2025-01-02 P1 130");
    let mut account = journal.account();
    let asked = questions(journal.entries.last().unwrap());
    let told = |rejection: Rejection| rejection.to_string();
    let mut answer = |question| account.apply(question).unwrap_err();
    assert!(told(answer(&asked[0])).contains("30.00"));
    assert!(matches!(
        answer(&asked[2]),
        Rejection::AboveOutstanding { .. }
    ));
}
