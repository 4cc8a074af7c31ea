//! The position: all that a reader may ask of an account as of the end of a day.

use rust_decimal::Decimal;
use sa_validate::{DocumentId, Money, Timestamp};
use time::Date;

use crate::{Amendment, Charge, CodedOut, Credit, LatePaymentPenalty, Payment, RepaymentClaim};

/// An account as of the end of a day, computed from its entries; it borrows their records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position<'a> {
    /// The day.
    pub on: Date,
    /// The charges raised by then, in the order of the journal.
    pub charges: Vec<ChargePosition<'a>>,
    /// The payments and credits received by then, in the order of the journal.
    pub credits: Vec<CreditPosition<'a>>,
    /// Which money paid which charge, in the order in which it was set against it.
    pub allocations: Vec<Allocation>,
    /// The repayment claims made by then, in the order of the journal.
    pub claims: Vec<ClaimPosition<'a>>,
    /// Which money was repaid on which claim, in the order in which it left.
    pub repayments: Vec<RepaidSlice>,
    /// The penalties that follow from what was paid late, in the order of [`Position::charges`].
    /// They are no charges: a penalty is owed once HMRC raises a charge for it.
    pub penalties: Vec<LatePaymentPenalty>,
    /// What was repaid beyond all credit there is, in pounds: a payment bounced after it had been
    /// repaid. The taxpayer owes it back once it is assessed.
    pub repaid_without_cover: Money,
}

/// The place of a charge in [`Position::charges`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChargeIndex(pub usize);

/// The place of a payment or credit in [`Position::credits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditIndex(pub usize);

/// A charge as it stands on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargePosition<'a> {
    /// The charge as it was raised.
    pub charge: &'a Charge,
    /// The day it was raised.
    pub raised: Date,
    /// When that was recorded.
    pub recorded: Timestamp,
    /// How it was changed since, in order, up to the day.
    pub amendments: &'a [Dated<Amendment>],
    /// What was coded out of it, in order, up to the day.
    pub coded_out: &'a [Dated<CodedOut>],
    /// The amount it now has, in pounds.
    pub amount: Money,
    /// What payments and credits have paid of it.
    pub paid: Money,
    /// What is collected through PAYE instead.
    pub coded: Money,
    /// What is still to be paid: the amount less what is paid and coded out.
    pub outstanding: Money,
    /// The part of `outstanding` that is in dispute and not pursued.
    pub stood_over: Money,
    /// The last day on which anything cleared part of it.
    pub last_cleared: Option<Date>,
    /// The interest on it, once it is late.
    pub interest: Option<InterestPosition>,
}

impl<'a> ChargePosition<'a> {
    /// Whether something of it is still to be paid: of the charge, or of the interest on it,
    /// charged or running.
    pub fn is_open(&self) -> bool {
        let open_interest = |interest: &InterestPosition| {
            !interest.outstanding.is_zero() || !interest.accruing.is_zero()
        };
        !self.outstanding.is_zero() || self.interest.as_ref().is_some_and(open_interest)
    }

    /// What each coding out collects, in order, in pounds above zero. They come to `coded`: where
    /// the charge has since become less than was coded out, the later ones collect less.
    pub fn coded_out_parts(&self) -> impl Iterator<Item = (&'a Dated<CodedOut>, Money)> + use<'a> {
        let mut left = self.coded;
        self.coded_out.iter().filter_map(move |coded| {
            let amount = coded.record.amount.min(left);
            // Neither is below zero, so their difference fits.
            left = left.checked_sub(amount).unwrap_or_default();
            amount.is_positive().then_some((coded, amount))
        })
    }
}

/// A record with the day it takes effect and the time it was written down.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Dated<T> {
    /// The day from which it holds.
    #[serde(with = "sa_validate::date::serde_date")]
    pub effective: Date,
    /// When it was written down.
    pub recorded: Timestamp,
    /// The record.
    pub record: T,
}

/// The late-payment interest on one charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterestPosition {
    /// The day interest runs from: the due date.
    pub from: Date,
    /// The last day counted: the day, or the day the charge was cleared.
    pub to: Date,
    /// The rate on the last day counted, in percent a year.
    pub rate_percent: Decimal,
    /// Interest that is running and not yet charged.
    pub accruing: Money,
    /// Interest charged, which happens on the day the tax is cleared (SAM60001).
    pub charged: Money,
    /// What is still to be paid of the interest charged.
    pub outstanding: Money,
    /// The day it was charged: its own due date.
    pub charged_on: Option<Date>,
}

/// Where a payment or credit came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditSource<'a> {
    /// A payment.
    Payment(&'a Payment),
    /// Another credit.
    Credit(&'a Credit),
}

/// A payment or credit as it stands on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditPosition<'a> {
    /// Where it came from.
    pub source: CreditSource<'a>,
    /// The effective date of payment.
    pub effective: Date,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// What has been set against charges, in pounds.
    pub allocated: Money,
    /// What has been repaid.
    pub repaid: Money,
    /// What is left.
    pub unallocated: Money,
    /// The day it was reversed, if it did not stand; nothing of it is then left.
    pub reversed: Option<Date>,
}

impl<'a> CreditSource<'a> {
    /// The payment, where it is one.
    pub const fn payment(&self) -> Option<&'a Payment> {
        match self {
            Self::Payment(payment) => Some(payment),
            Self::Credit(_) => None,
        }
    }

    /// The document number.
    pub const fn id(&self) -> DocumentId {
        match self {
            Self::Payment(payment) => payment.id,
            Self::Credit(credit) => credit.id,
        }
    }

    /// The amount received or credited, in pounds.
    pub const fn amount(&self) -> Money {
        match self {
            Self::Payment(payment) => payment.amount,
            Self::Credit(credit) => credit.amount,
        }
    }
}

/// What an allocation pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AllocatedTo {
    /// A charge.
    Charge(ChargeIndex),
    /// The interest on a charge.
    InterestOn(ChargeIndex),
}

impl AllocatedTo {
    /// The charge that it pays, or whose interest it pays.
    pub const fn charge(self) -> ChargeIndex {
        match self {
            Self::Charge(index) | Self::InterestOn(index) => index,
        }
    }

    /// Whether it pays the interest and not the charge.
    pub const fn is_interest(self) -> bool {
        matches!(self, Self::InterestOn(_))
    }
}

/// A slice of money set against a charge or its interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocation {
    /// Whose money.
    pub credit: CreditIndex,
    /// What it pays.
    pub to: AllocatedTo,
    /// How much, in pounds, above zero.
    pub amount: Money,
    /// The effective date of payment: where interest stops for this slice.
    pub effective: Date,
    /// The day it was set against the charge.
    pub made: Date,
}

/// The place of a repayment claim in [`Position::claims`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimIndex(pub usize);

/// Money of one payment or credit that was repaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepaidSlice {
    /// The claim.
    pub claim: ClaimIndex,
    /// Whose money.
    pub credit: CreditIndex,
    /// How much, in pounds, above zero.
    pub amount: Money,
}

/// A repayment claim as it stands on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimPosition<'a> {
    /// The claim.
    pub claim: &'a RepaymentClaim,
    /// The day of the request.
    pub requested: Date,
    /// What became of it.
    pub outcome: ClaimOutcome,
}

/// What became of a repayment claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimOutcome {
    /// It is in progress.
    Pending,
    /// It was paid.
    Repaid {
        /// The day the money was sent.
        on: Date,
        /// The interest added, in pounds.
        interest: Money,
    },
    /// It was taken back or refused.
    Withdrawn {
        /// The day.
        on: Date,
    },
}

impl<'a> Position<'a> {
    /// The charge at an index of this position.
    pub fn charge(&self, index: ChargeIndex) -> Option<&ChargePosition<'a>> {
        self.charges.get(index.0)
    }

    /// The payment or credit at an index of this position.
    pub fn credit(&self, index: CreditIndex) -> Option<&CreditPosition<'a>> {
        self.credits.get(index.0)
    }

    /// The slices that paid a charge, its interest left out, in order.
    pub fn allocations_to(&self, index: ChargeIndex) -> impl Iterator<Item = &Allocation> {
        self.allocations
            .iter()
            .filter(move |slice| slice.to == AllocatedTo::Charge(index))
    }

    /// What a payment or credit paid, in order.
    pub fn allocations_of(&self, index: CreditIndex) -> impl Iterator<Item = &Allocation> {
        self.allocations
            .iter()
            .filter(move |slice| slice.credit == index)
    }
}
