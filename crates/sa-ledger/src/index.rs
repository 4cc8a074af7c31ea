//! Where a document number or a period key leads: to which record of the account.

use std::collections::{BTreeMap, BTreeSet};

use sa_model::{DocumentId, Money, PeriodKey};
use time::Date;

use crate::account::Account;
use crate::account::memory::room;
use crate::place::Place;
use crate::record::CreditRecord;

/// The places of an account's records by their names.
///
/// It is made from the records when the first entry is added to an account that was read, so that
/// readers never pay for it, and counts for nothing when accounts are compared.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    made: bool,
    pub(crate) documents: Documents,
    pub(crate) obligations: BTreeSet<PeriodKey>,
    pub(crate) returns: BTreeSet<PeriodKey>,
    pub(crate) claims: ClaimTotals,
}

/// What the claims come to that nothing has become of.
#[derive(Debug, Clone, Default)]
pub(crate) struct ClaimTotals {
    /// In pence.
    pub(crate) open: i128,
    /// The last day on which a claim was made, paid or withdrawn: from then on the open ones are
    /// those in progress.
    pub(crate) last: Option<Date>,
}

impl ClaimTotals {
    /// Counts a claim.
    pub(crate) fn claim(&mut self, on: Date, amount: Money) {
        self.open = self.open.saturating_add(amount.pence());
        self.last = self.last.max(Some(on));
    }

    /// Takes out a claim that was paid or withdrawn.
    pub(crate) fn settle(&mut self, on: Date, amount: Money) {
        self.open = self.open.saturating_sub(amount.pence());
        self.last = self.last.max(Some(on));
    }
}

/// A document and its place among its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    Charge(Place),
    Credit(Place),
    Claim(Place),
}

/// Documents by their numbers: a table in which a number stands in one of a few neighbouring slots,
/// and a tree for those that find them taken. So a search costs the same in every account, even
/// where somebody chooses the numbers to collide.
#[derive(Debug, Clone, Default)]
pub(crate) struct Documents {
    /// A power of two of them, or none; at most three of four are taken.
    slots: Vec<Option<(DocumentId, Document)>>,
    taken: usize,
    crowded_out: BTreeMap<DocumentId, Document>,
}

/// In so many slots a number may stand.
const NEIGHBOURS: usize = 16;

impl Documents {
    pub(crate) fn get(&self, id: DocumentId) -> Option<Document> {
        for slot in neighbours(id, self.slots.len()) {
            match self.slots.get(slot)? {
                None => return None,
                Some((other, document)) if *other == id => return Some(*document),
                Some(_) => {}
            }
        }
        self.crowded_out.get(&id).copied()
    }

    /// Adds a number that is not in it.
    pub(crate) fn add(&mut self, id: DocumentId, document: Document) {
        if self.taken >= self.slots.len().saturating_sub(self.slots.len() / 4) {
            self.make_room(self.slots.len().saturating_mul(2));
        }
        for slot in neighbours(id, self.slots.len()) {
            if let Some(slot @ None) = self.slots.get_mut(slot) {
                *slot = Some((id, document));
                self.taken = self.taken.saturating_add(1);
                return;
            }
        }
        self.crowded_out.insert(id, document);
    }

    /// Makes room for so many more numbers.
    pub(crate) fn reserve(&mut self, more: usize) {
        let numbers = self.taken.saturating_add(more);
        let slots = numbers.saturating_add(numbers / 3).saturating_add(1);
        if let Some(slots) = slots
            .checked_next_power_of_two()
            .filter(|n| *n > self.slots.len())
        {
            self.make_room(slots);
        }
    }

    fn make_room(&mut self, slots: usize) {
        let count = slots.max(2 * NEIGHBOURS);
        let old = std::mem::replace(&mut self.slots, vec![None; count]);
        self.taken = 0;
        let crowded_out = std::mem::take(&mut self.crowded_out);
        for (id, document) in old.into_iter().flatten().chain(crowded_out) {
            self.add(id, document);
        }
    }
}

/// The slots in which a number may stand, of `count`, a power of two.
fn neighbours(id: DocumentId, count: usize) -> impl Iterator<Item = usize> {
    // FNV-1a, with its upper half folded in.
    let hash = id
        .as_str()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    let mask = count.saturating_sub(1);
    let first = usize::try_from((hash ^ (hash >> 32)) & u64::from(u32::MAX)).unwrap_or_default();
    (0..NEIGHBOURS).map(move |step| first.wrapping_add(step) & mask)
}

impl Index {
    /// How many bytes it takes beside itself. Trees take about twice what they hold.
    pub(crate) fn memory(&self) -> usize {
        let keys = self.obligations.len().saturating_add(self.returns.len());
        room(&self.documents.slots).saturating_add(keys.saturating_mul(size_of::<[PeriodKey; 2]>()))
    }

    /// Whether it follows the records already.
    pub(crate) const fn is_made(&self) -> bool {
        self.made
    }

    /// The index of an account's records.
    pub(crate) fn of(account: &Account) -> Self {
        let mut index = Self {
            made: true,
            ..Self::default()
        };
        for (place, charge) in account.charges.iter().enumerate() {
            let document = Document::Charge(Place::behind(place));
            index.documents.add(charge.raised.record.id, document);
        }
        for (place, id) in account.credits.iter().map(CreditRecord::id).enumerate() {
            index
                .documents
                .add(id, Document::Credit(Place::behind(place)));
        }
        for (place, claim) in account.claims.iter().enumerate() {
            let document = Document::Claim(Place::behind(place));
            let claimed = &claim.claimed;
            index.documents.add(claimed.record.id, document);
            index.claims.claim(claimed.effective, claimed.record.amount);
            if let Some(settled) = &claim.settled {
                let on = settled.effective();
                index.claims.settle(on, claimed.record.amount);
            }
        }
        index
            .obligations
            .extend(account.obligations.iter().map(|created| created.record.key));
        let returns = account
            .returns
            .iter()
            .map(|one| one.record.vat_return.period_key());
        index.returns.extend(returns);
        index
    }
}

impl PartialEq for Index {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for Index {}
