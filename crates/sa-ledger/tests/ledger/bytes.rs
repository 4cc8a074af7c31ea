//! An account's bytes: read as what was written, and refused, never worse, when they are damaged.

use proptest::prelude::*;
use proptest::sample::Index;
use sa_ledger::{Account, BytesError};
use sa_model::{DocumentId, Entry, Fact, PaymentId, strategy};

use crate::journal::{Journal, day, document, entry, money};
use crate::random::{admitted, cases};

pub(crate) fn bytes_of(account: &Account) -> Vec<u8> {
    let mut bytes = Vec::new();
    account.write_bytes(&mut bytes);
    bytes
}

fn account_of(entries: &[Entry]) -> Account {
    Account::fold(entries).unwrap().unwrap()
}

/// Documents that facts may speak of.
#[derive(Default)]
struct Documents {
    charges: Vec<DocumentId>,
    credits: Vec<DocumentId>,
    claims: Vec<DocumentId>,
}

impl Documents {
    /// Lets a fact speak of a document that was there before, where it speaks of any.
    fn point(&mut self, fact: &mut Fact, which: Index) {
        let among = |documents: &[DocumentId], id: &mut DocumentId| {
            if !documents.is_empty() {
                *id = *which.get(documents);
            }
        };
        match fact {
            Fact::ChargeRaised(charge) => self.charges.push(charge.id),
            Fact::CreditRaised(credit) => self.credits.push(credit.id),
            Fact::PaymentReceived(payment) => {
                self.credits.push(payment.id);
                if let Some(charge) = &mut payment.directed_to {
                    among(&self.charges, charge);
                }
            }
            Fact::ChargeAmended(amendment) => among(&self.charges, &mut amendment.charge),
            Fact::CodedOut(coded_out) => {
                among(&self.charges, &mut coded_out.charge);
                coded_out.amount = money("0.01");
            }
            Fact::ChargeStoodOver(stood_over) => {
                among(&self.charges, &mut stood_over.charge);
                stood_over.amount = money("0.1");
            }
            Fact::PaymentReversed(reversal) => among(&self.credits, &mut reversal.payment),
            Fact::AllocationDirected(direction) => among(&self.credits, &mut direction.credit),
            Fact::RepaymentClaimed(claim) => {
                self.claims.push(claim.id);
                claim.amount = money("1");
            }
            Fact::RepaymentMade(repayment) => among(&self.claims, &mut repayment.claim),
            Fact::RepaymentWithdrawn(withdrawal) => among(&self.claims, &mut withdrawal.claim),
            Fact::AccountOpened(_)
            | Fact::BreathingSpaceGranted(_)
            | Fact::ObligationCreated(_)
            | Fact::ReturnSubmitted(_)
            | Fact::TraderInsolvent
            | Fact::TaxCodeRequested(_)
            | Fact::CodingOutChosen(_)
            | Fact::FilingRequired(_)
            | Fact::FilingReceived(_) => {}
        }
    }
}

/// The entries that an account takes of some that hold anything that their types allow.
fn journal() -> impl Strategy<Value = Vec<Entry>> {
    let others = prop::collection::vec(
        (
            strategy::date(),
            strategy::timestamp(),
            strategy::fact(),
            any::<Index>(),
        ),
        0..60,
    );
    (strategy::account_holder(), strategy::date(), others).prop_map(|(holder, opened, others)| {
        let key = holder.key();
        let mut documents = Documents::default();
        let mut entries = vec![entry(key, 0, opened, Fact::AccountOpened(holder))];
        for (effective, recorded, mut fact, which) in others {
            documents.point(&mut fact, which);
            let number = entries.len();
            entries.push(Entry {
                recorded,
                ..entry(key, number, effective, fact)
            });
        }
        admitted(entries)
    })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn an_account_is_read_as_it_was_written(entries in journal()) {
        let account = account_of(&entries);
        let bytes = bytes_of(&account);
        let read = Account::from_bytes(&bytes);
        prop_assert_eq!(read.as_ref(), Ok(&account));
        // Amounts of another scale are equal, but their bytes are not.
        prop_assert_eq!(read.map(|read| bytes_of(&read)), Ok(bytes));
    }

    #[test]
    fn bytes_that_are_cut_are_refused(entries in journal(), end in any::<Index>()) {
        let bytes = bytes_of(&account_of(&entries));
        let cut = &bytes[..end.index(bytes.len())];
        prop_assert!(Account::from_bytes(cut).is_err());
    }

    #[test]
    fn bytes_that_are_changed_are_refused_or_are_another_account(
        entries in journal(),
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = bytes_of(&account_of(&entries));
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] ^= byte;
        }
        if let Ok(read) = Account::from_bytes(&bytes) {
            prop_assert_eq!(Account::from_bytes(&bytes_of(&read)), Ok(read));
        }
    }

    #[test]
    fn any_bytes_at_all_are_no_more_than_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        if let Ok(read) = Account::from_bytes(&bytes) {
            prop_assert_eq!(Account::from_bytes(&bytes_of(&read)), Ok(read));
        }
    }
}

#[test]
fn days_amounts_and_numbers_that_are_unusual_are_kept_as_they_are() {
    let mut journal = Journal::itsa(None);
    journal.say("charge 0001-01-01 A 4910 1 due 9999-12-31");
    journal.say("charge 1949-12-31 B Unheard-of 0.1 due 1950-01-01");
    journal.say("charge 2077-12-31 C 4910 9999999999999.99 due 2078-01-01");
    journal.say("charge 2024-02-29 004000000028 4910 127.00 due 2024-12-31");
    journal.say("charge 2024-02-29 00400000002A 4910 128 due 2023-12-31");
    journal.say("pay 2024-02-29 P 400000000.5 to A");
    let account = journal.account();
    let read = Account::from_bytes(&bytes_of(&account)).unwrap();
    assert_eq!(read, account);
    for (id, amount, due) in [
        ("A", "1", "9999-12-31"),
        ("B", "0.1", "1950-01-01"),
        ("C", "9999999999999.99", "2078-01-01"),
        ("004000000028", "127.00", "2024-12-31"),
        ("00400000002A", "128", "2023-12-31"),
    ] {
        let charge = read.history(document(id)).unwrap().charge;
        assert_eq!(
            (charge.amount.to_string().as_str(), charge.due),
            (amount, day(due))
        );
    }
    assert_eq!(
        read.history(document("B")).unwrap().charge.kind.code(),
        "Unheard-of"
    );
}

#[test]
fn a_payment_made_like_the_one_before_is_told_apart_from_one_that_was_not() {
    let mut journal = Journal::itsa(None);
    let ways = [
        (None, None),
        (Some("1097172564K"), Some("card")),
        (Some("1097172564K"), Some("card")),
        (None, Some("card")),
        (Some("a reference too long for few bytes"), None),
        (
            Some("a reference too long for few bytes"),
            Some("bank_transfer"),
        ),
        (Some("1097172564K"), Some("bank_transfer")),
    ];
    for (number, (reference, method)) in ways.into_iter().enumerate() {
        journal.say(&format!("pay 2025-01-31 P{number} 1.00"));
        let Some(Fact::PaymentReceived(payment)) =
            journal.entries.last_mut().map(|entry| &mut entry.fact)
        else {
            panic!("a payment");
        };
        payment.reference = reference.map(|text| text.parse().unwrap());
        payment.method = method.map(|text| text.parse().unwrap());
        let id = if number == 3 {
            "1-1"
        } else {
            "081203010024-000001"
        };
        payment.payment_id = Some(PaymentId::parse(id).unwrap());
    }
    let account = journal.account();
    assert_eq!(Account::from_bytes(&bytes_of(&account)).unwrap(), account);
}

#[test]
fn what_is_no_account_is_refused_with_the_reason() {
    let bytes = bytes_of(&Journal::itsa(None).account());
    let refused = |bytes: &[u8]| Account::from_bytes(bytes).unwrap_err();
    assert_eq!(refused(&[]), BytesError::Short);
    assert_eq!(refused(&bytes[..bytes.len() - 11]), BytesError::Short);
    assert_eq!(refused(&bytes[..bytes.len() - 1]), BytesError::Text);
    assert_eq!(refused(&[&bytes[..], b"1"].concat()), BytesError::Long);
    let changed = |place: usize, byte: u8| {
        let mut changed = bytes.clone();
        changed[place] = byte;
        refused(&changed)
    };
    // The regime stands first, behind the length.
    assert_eq!(changed(4, 2), BytesError::Number);
    assert_eq!(changed(bytes.len() - 1, b'x'), BytesError::Value);
    assert_eq!(changed(bytes.len() - 1, 0xff), BytesError::Text);
}
