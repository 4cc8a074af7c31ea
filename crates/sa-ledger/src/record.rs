//! What an account keeps of its entries: the records, and the events that they are, in order.

use sa_model::{
    Amendment, Charge, CodedOut, Credit, CreditSource, Dated, DocumentId, Payment, PaymentReversal,
    Repayment, RepaymentClaim, RepaymentWithdrawal, StandingOver, Timestamp,
};
use time::Date;

use crate::place::Place;

/// A charge with all that happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChargeRecord {
    pub(crate) raised: Dated<Charge>,
    /// Most charges have none, and are the smaller for it.
    pub(crate) changes: Option<Box<Changes>>,
}

/// What happened to a charge; each list in the order of effect.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    pub(crate) amendments: Vec<Dated<Amendment>>,
    pub(crate) coded_out: Vec<Dated<CodedOut>>,
    pub(crate) stood_over: Vec<Dated<StandingOver>>,
}

/// A payment or another credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CreditRecord {
    pub(crate) source: Source,
    pub(crate) effective: Date,
    pub(crate) recorded: Timestamp,
    /// The charge that the payer named on paying.
    pub(crate) named: Target,
    pub(crate) reversed: Option<Box<Dated<PaymentReversal>>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    Payment(Payment),
    Credit(Credit),
}

/// A charge that a direction names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// None: the order of payment is HMRC's.
    Nobody,
    /// The charge at a place in the account.
    Charge(Place),
    /// A charge that is not raised yet.
    Awaited,
}

/// A direction given after the payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DirectionRecord {
    pub(crate) recorded: Timestamp,
    pub(crate) credit: Place,
    pub(crate) target: Target,
}

/// Where a direction stands that names a charge not raised yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Awaiting {
    Credit(Place),
    Direction(Place),
}

/// A claim for repayment and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClaimRecord {
    pub(crate) claimed: Dated<RepaymentClaim>,
    pub(crate) settled: Option<Settled>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Settled {
    Repaid(Dated<Repayment>),
    Withdrawn(Dated<RepaymentWithdrawal>),
}

/// Something that changes what is owed, paid or left, on a Julian day.
///
/// The derived order is that of work: by day; within a day charges and what changes them, then
/// credits, then directions and reversals, then repayments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Event {
    pub(crate) day: i32,
    pub(crate) what: What,
}

/// What happens; each with the place of its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    Raised(Place),
    Amended(Place),
    CodedOut(Place),
    StoodOver(Place),
    Received(Place),
    Directed(Place),
    Reversed(Place),
    Repaid(Place),
}

impl What {
    /// Whether money goes back.
    pub(crate) const fn is_repayment(self) -> bool {
        matches!(self, Self::Repaid(_))
    }

    /// The place of its record.
    pub(crate) const fn place(self) -> Place {
        match self {
            Self::Raised(place)
            | Self::Amended(place)
            | Self::CodedOut(place)
            | Self::StoodOver(place)
            | Self::Received(place)
            | Self::Directed(place)
            | Self::Reversed(place)
            | Self::Repaid(place) => place,
        }
    }

    /// The step of the day's work that it belongs to.
    pub(crate) const fn step(self) -> u8 {
        match self {
            Self::Raised(_) => 0,
            Self::Amended(_) => 1,
            Self::CodedOut(_) => 2,
            Self::StoodOver(_) => 3,
            Self::Received(_) => 4,
            Self::Directed(_) => 5,
            Self::Reversed(_) => 6,
            Self::Repaid(_) => 7,
        }
    }
}

impl ChargeRecord {
    pub(crate) fn changes_mut(&mut self) -> &mut Changes {
        self.changes.get_or_insert_default()
    }

    pub(crate) fn amendments(&self) -> &[Dated<Amendment>] {
        self.changes
            .as_ref()
            .map_or(&[], |changes| &changes.amendments)
    }

    pub(crate) fn coded_out(&self) -> &[Dated<CodedOut>] {
        self.changes
            .as_ref()
            .map_or(&[], |changes| &changes.coded_out)
    }

    pub(crate) fn stood_over(&self) -> &[Dated<StandingOver>] {
        self.changes
            .as_ref()
            .map_or(&[], |changes| &changes.stood_over)
    }
}

impl CreditRecord {
    pub(crate) const fn source(&self) -> CreditSource<'_> {
        match &self.source {
            Source::Payment(payment) => CreditSource::Payment(payment),
            Source::Credit(credit) => CreditSource::Credit(credit),
        }
    }

    pub(crate) const fn id(&self) -> DocumentId {
        self.source().id()
    }
}

/// Puts a record behind all that take effect or were written down no later; whether that is behind
/// all.
pub(crate) fn insert_in_order<T>(records: &mut Vec<Dated<T>>, record: Dated<T>) -> bool {
    let key = |dated: &Dated<T>| (dated.effective, dated.recorded);
    let place = records.partition_point(|other| key(other) <= key(&record));
    records.insert(place, record);
    place.saturating_add(1) == records.len()
}

/// The records that take effect on or before a day.
pub(crate) fn up_to<T>(records: &[Dated<T>], on: Date) -> &[Dated<T>] {
    let after = records.partition_point(|record| record.effective <= on);
    records.get(..after).unwrap_or_default()
}
