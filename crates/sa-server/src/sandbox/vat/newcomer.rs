//! The trader that comes into being when HMRC's sandbox is first asked for an unknown VRN.
//!
//! Such a trader reports quarters, the first of which ended with the last month, so that a return is
//! to be made and none is late, and has given HMRC both a Direct Debit and bank details; all of this
//! is made up, as HMRC's own is.

use sa_model::due_date::vat::VatScheme;
use sa_model::{
    AccountHolder, AccountKey, Entry, EntryId, Fact, Settlement, Stagger, VatSchedule, VatTrader,
    Vrn,
};
use sa_store::{Append, AppendError, Expected, Storage};
use time::{Date, Duration};

use crate::clock::Clock;
use crate::vat::VatError;

/// Opens the account of a trader, unless somebody else has just done so.
///
/// # Errors
/// When the store fails.
pub(crate) async fn open(store: &dyn Storage, vrn: Vrn, clock: Clock) -> Result<(), VatError> {
    let account = AccountKey::Vat(vrn);
    let Ok(id) = EntryId::parse("first-use") else {
        return Ok(());
    };
    let entry = Entry {
        account,
        id,
        effective: clock.today(),
        recorded: clock.now(),
        fact: Fact::AccountOpened(AccountHolder::Vat(trader(vrn, clock.today()))),
    };
    let append = Append {
        account,
        expected: Expected::Version(0),
        entries: vec![entry],
    };
    match store.append(append).await {
        Ok(_) | Err(AppendError::Conflict { .. } | AppendError::IdReused { .. }) => Ok(()),
        Err(AppendError::Store(cause)) => Err(cause.into()),
        Err(cause) => Err(VatError::internal(cause)),
    }
}

fn trader(vrn: Vrn, today: Date) -> VatTrader {
    let days = Duration::days(i64::from(today.day()));
    let month_end = today.checked_sub(days).unwrap_or(today);
    let ends_then = |stagger: &Stagger| stagger.period_containing(month_end).last() == month_end;
    let quarterly = [Stagger::A, Stagger::B, Stagger::C];
    let stagger = quarterly.into_iter().find(ends_then);
    let stagger = stagger.unwrap_or(Stagger::C);
    let ended = stagger.period_containing(month_end);
    VatTrader {
        vrn,
        registered: Some(ended.first()),
        settlement: Settlement::DirectDebitAndBankDetails,
        schedule: Some(VatSchedule {
            stagger,
            from: ended.first(),
            scheme: VatScheme::Standard,
        }),
        flat_rate_scheme: None,
    }
}
