//! Where a document number or a period key leads: to which record of the account.

use std::collections::BTreeMap;

use sa_model::{DocumentId, PeriodKey};

use crate::account::Account;
use crate::record::CreditRecord;

/// The places of an account's records by their names.
///
/// It is made from the records when the first entry is added to an account that was read, so that
/// readers never pay for it, and counts for nothing when accounts are compared.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    made: bool,
    pub(crate) documents: BTreeMap<DocumentId, Document>,
    pub(crate) obligations: BTreeMap<PeriodKey, usize>,
    pub(crate) returns: BTreeMap<PeriodKey, usize>,
}

/// A document and its place among its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    Charge(usize),
    Credit(usize),
    Claim(usize),
}

impl Index {
    /// Whether it follows the records already.
    pub(crate) const fn is_made(&self) -> bool {
        self.made
    }

    /// The index of an account's records.
    pub(crate) fn of(account: &Account) -> Self {
        let charges = account
            .charges
            .iter()
            .map(|charge| charge.raised.record.id)
            .enumerate();
        let credits = account.credits.iter().map(CreditRecord::id).enumerate();
        let claims = account
            .claims
            .iter()
            .map(|claim| claim.claimed.record.id)
            .enumerate();
        let obligations = account
            .obligations
            .iter()
            .map(|created| created.record.key)
            .enumerate();
        let returns = account
            .returns
            .iter()
            .map(|one| one.record.vat_return.period_key());
        Self {
            made: true,
            documents: charges
                .map(|(place, id)| (id, Document::Charge(place)))
                .chain(credits.map(|(place, id)| (id, Document::Credit(place))))
                .chain(claims.map(|(place, id)| (id, Document::Claim(place))))
                .collect(),
            obligations: obligations.map(|(place, key)| (key, place)).collect(),
            returns: returns
                .enumerate()
                .map(|(place, key)| (key, place))
                .collect(),
        }
    }
}

impl PartialEq for Index {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for Index {}
