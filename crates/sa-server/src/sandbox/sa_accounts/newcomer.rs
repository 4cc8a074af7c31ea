//! The taxpayer that comes into being when HMRC's sandbox is first told something of an unknown
//! NINO.

use sa_model::{AccountHolder, AccountKey, Entry, EntryId, Fact, ItsaTaxpayer, Nino, Utr};
use sa_store::{Append, AppendError, Expected, Storage, Subject};

use crate::clock::Clock;

/// Opens the account of a taxpayer, unless somebody else has just done so.
///
/// # Errors
/// When the store fails.
pub(crate) async fn open(
    store: &dyn Storage,
    subject: &Subject,
    nino: Nino,
    clock: Clock,
) -> Result<(), AppendError> {
    let Some(entry) = first_entry(subject, nino, clock) else {
        return Ok(());
    };
    let (account, expected) = (entry.account, Expected::Version(0));
    let append = Append {
        account,
        expected,
        entries: vec![entry],
    };
    match store.append(append).await {
        Ok(_) | Err(AppendError::Conflict { .. } | AppendError::IdReused { .. }) => Ok(()),
        Err(cause) => Err(cause),
    }
}

fn first_entry(subject: &Subject, nino: Nino, clock: Clock) -> Option<Entry> {
    let utr = subject.utr.or_else(|| made_up(nino))?;
    let taxpayer = ItsaTaxpayer {
        utr,
        nino: Some(nino),
        mtd_it_id: None,
        mtd_from: None,
    };
    Some(Entry {
        account: AccountKey::Itsa(utr),
        id: EntryId::parse("first-use").ok()?,
        effective: clock.today(),
        recorded: clock.now(),
        fact: Fact::AccountOpened(AccountHolder::Itsa(taxpayer)),
    })
}

/// A UTR for a person of whom only the NINO is known: 0, which begins no UTR that HMRC gives out,
/// three digits for the two letters, and the six digits.
fn made_up(nino: Nino) -> Option<Utr> {
    let text = nino.as_str();
    let letters = text.bytes().take(2).fold(0_u16, |sum, letter| {
        sum.saturating_mul(26)
            .saturating_add(u16::from(letter.wrapping_sub(b'A')))
    });
    let digits: String = text.chars().skip(2).take(6).collect();
    Utr::parse(&format!("0{letters:03}{digits}")).ok()
}

#[cfg(test)]
mod tests {
    use super::made_up;

    #[test]
    fn each_nino_makes_a_utr_of_its_own_whatever_its_suffix() {
        let utr = |nino: &str| made_up(nino.parse().expect("a NINO")).map(|utr| utr.to_string());
        assert_eq!(utr("AA123456A").as_deref(), Some("0000123456"));
        assert_eq!(utr("AA123456"), utr("AA123456B"));
        assert_eq!(utr("ZY123456A").as_deref(), Some("0674123456"));
        assert_ne!(utr("AB123456A"), utr("BA123456A"));
    }
}
