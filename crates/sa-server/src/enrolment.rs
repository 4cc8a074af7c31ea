//! Whether whoever granted a token is enrolled for a Self Assessment account.
//!
//! Source: github hmrc/self-assessment-liability-api (`AuthenticateRequestAction`: the UTR's own
//! enrolment, else the one of Making Tax Digital, found by the NINO) and github
//! hmrc/self-assessment-accounts-api (`EnrolmentsAuthService`).

use sa_model::{AccountHolder, BareNino, ItsaTaxpayer, Nino};
use sa_store::Subject;

use sa_ledger::Account;

/// Whether the subject's UTR or NINO is the account's; a NINO counts with and without its suffix.
pub(crate) fn is_for(subject: &Subject, account: &Account) -> bool {
    match account.holder() {
        AccountHolder::Itsa(taxpayer) => is_for_taxpayer(subject, taxpayer),
        AccountHolder::Vat(_) => false,
    }
}

/// Whether the subject's NINO is this one, with or without its suffix.
pub(crate) fn is_for_nino(subject: &Subject, nino: Nino) -> bool {
    subject
        .nino
        .is_some_and(|own| BareNino::from(own) == BareNino::from(nino))
}

fn is_for_taxpayer(subject: &Subject, taxpayer: &ItsaTaxpayer) -> bool {
    subject.utr == Some(taxpayer.utr)
        || taxpayer.nino.is_some_and(|nino| is_for_nino(subject, nino))
}
