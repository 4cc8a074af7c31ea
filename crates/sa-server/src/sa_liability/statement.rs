//! What the liability API tells of an account, in whatever form: which charges, refunds and
//! payments a window shows, and what happened to each charge.
//!
//! The window is applied here, to what is listed: charges by the day they were raised, or because
//! they are still open, or because a payment of the window went to them; payments by the day they
//! were made; refunds by the day they were issued, while they are not by the day of the request.
//! Balances are always as of today. HMRC says nowhere which dates its window filters.

use std::cmp::Reverse;

use sa_ledger::Account;
use sa_model::date_range::DateRange;
use sa_model::{
    Allocation, Balance, ChargeIndex, ChargePosition, ClaimOutcome, ClaimPosition, CreditIndex,
    CreditSource, DocumentId, Horizon, Money, Payment, Position, TaxYear,
};
use time::Date;

/// An account as of today, of which a window is shown.
pub(super) struct Statement<'a> {
    position: Position<'a>,
    pub(super) balance: Balance,
    /// What is left of credits and not asked back.
    pub(super) available_credit: Money,
    window: DateRange,
}

/// A charge that is shown.
pub(super) struct ShownCharge<'p, 'a> {
    pub(super) position: &'p ChargePosition<'a>,
    pub(super) changes: Vec<Change<'p>>,
}

/// Something that changed what is left of a charge: an amendment, a payment, a credit set against
/// it. What is coded out is told apart from these.
pub(super) struct Change<'p> {
    pub(super) on: Date,
    /// What a payment paid, above zero; of anything else, what it added to the charge.
    pub(super) amount: Money,
    pub(super) reason: &'p str,
    pub(super) payment: Option<Paid<'p>>,
    /// The charge's amount less what was paid of it, after the change.
    pub(super) balance: Money,
}

/// The payment behind a change.
pub(super) struct Paid<'p> {
    pub(super) payment: &'p Payment,
    pub(super) on: Date,
}

/// A payment that is shown.
pub(super) struct ShownPayment<'p> {
    pub(super) payment: &'p Payment,
    pub(super) on: Date,
    /// The charges that it paid, or whose interest it paid, each once.
    pub(super) charges: Vec<DocumentId>,
}

/// A repayment claim that is shown.
pub(super) struct ShownRefund<'p> {
    pub(super) claim: &'p ClaimPosition<'p>,
    pub(super) issued: Option<Date>,
    pub(super) interest: Option<Money>,
    /// What was refunded with its interest; nothing until it was.
    pub(super) refunded: Money,
    pub(super) status: &'static str,
}

/// What is collected through the tax code of one year.
pub(super) struct CollectedIn {
    pub(super) year: TaxYear,
    pub(super) from: Date,
    pub(super) amount: Money,
}

impl<'a> Statement<'a> {
    /// The account as of the window's last day.
    pub(super) fn of(account: &'a Account, window: DateRange) -> Self {
        let position = account.position(window.to());
        let balance = sa_ledger::balance(&position, Horizon::LIABILITY);
        let available_credit = sa_ledger::available_credit(&position);
        Self {
            position,
            balance,
            available_credit,
            window,
        }
    }

    /// The charges that the window shows, in the order of the journal.
    pub(super) fn charges(&self) -> impl Iterator<Item = ShownCharge<'_, 'a>> {
        self.position
            .charges
            .iter()
            .enumerate()
            .filter_map(|(place, charge)| {
                let index = ChargeIndex(place);
                let shown = self.shows(index, charge);
                shown.then(|| ShownCharge {
                    position: charge,
                    changes: self.changes(index, charge),
                })
            })
    }

    fn shows(&self, index: ChargeIndex, charge: &ChargePosition<'_>) -> bool {
        self.window.contains(charge.raised)
            || charge.is_open()
            || self.position.allocations.iter().any(|slice| {
                slice.to.charge() == index
                    && self
                        .payment(slice.credit)
                        .is_some_and(|paid| self.window.contains(paid.on))
            })
    }

    /// What happened to the charge, in the order of its days; on one day amendments first, as the
    /// ledger takes them.
    fn changes(&self, index: ChargeIndex, charge: &'_ ChargePosition<'a>) -> Vec<Change<'_>> {
        let mut changes = Vec::new();
        let mut before = charge.charge.amount;
        for amendment in charge.amendments {
            changes.push(Change {
                on: amendment.effective,
                amount: difference(amendment.record.amount, before),
                reason: amendment.record.reason.as_str(),
                payment: None,
                balance: Money::ZERO,
            });
            before = amendment.record.amount;
        }
        changes.extend(
            self.position
                .allocations_to(index)
                .filter_map(|slice| self.paid(slice)),
        );
        changes.sort_by_key(|change| change.on);
        let mut left = charge.charge.amount;
        for change in &mut changes {
            left = match change.payment {
                Some(_) => difference(left, change.amount),
                None => sum(left, change.amount),
            };
            change.balance = left;
        }
        changes
    }

    /// A slice of money as a change of the charge that it paid: on the day it was set against it,
    /// or, if that is later, the day on which the payment was processed.
    fn paid(&self, slice: &Allocation) -> Option<Change<'_>> {
        let credit = self.position.credit(slice.credit)?;
        Some(match credit.source {
            CreditSource::Payment(payment) => Change {
                on: payment
                    .processed
                    .map_or(slice.made, |processed| processed.max(slice.made)),
                amount: slice.amount,
                reason: "Payment",
                payment: Some(Paid {
                    payment,
                    on: credit.effective,
                }),
                balance: Money::ZERO,
            },
            CreditSource::Credit(other) => Change {
                on: slice.made,
                amount: difference(Money::ZERO, slice.amount),
                reason: other.kind.name(),
                payment: None,
                balance: Money::ZERO,
            },
        })
    }

    fn payment(&self, index: CreditIndex) -> Option<Paid<'_>> {
        let credit = self.position.credit(index)?;
        Some(Paid {
            payment: credit.source.payment()?,
            on: credit.effective,
        })
    }

    /// The payments that the window shows, the latest first; one that did not stand is none.
    pub(super) fn payments(&self) -> Vec<ShownPayment<'_>> {
        let credits = self.position.credits.iter().enumerate().rev();
        let mut payments: Vec<_> = credits
            .filter_map(|(place, credit)| {
                let payment = credit.source.payment()?;
                let shown = credit.reversed.is_none() && self.window.contains(credit.effective);
                shown.then(|| ShownPayment {
                    payment,
                    on: credit.effective,
                    charges: self.charges_paid_by(CreditIndex(place)),
                })
            })
            .collect();
        payments.sort_by_key(|shown| Reverse(shown.on));
        payments
    }

    fn charges_paid_by(&self, payment: CreditIndex) -> Vec<DocumentId> {
        let mut charges = Vec::new();
        for slice in self.position.allocations_of(payment) {
            let charge = self.position.charge(slice.to.charge());
            if let Some(id) = charge.map(|charge| charge.charge.id)
                && !charges.contains(&id)
            {
                charges.push(id);
            }
        }
        charges
    }

    /// The repayment claims that the window shows, in the order of the journal.
    pub(super) fn refunds(&self) -> impl Iterator<Item = ShownRefund<'_>> {
        self.position.claims.iter().filter_map(|claim| {
            let amount = claim.claim.amount;
            let (issued, interest, refunded, status) = match claim.outcome {
                ClaimOutcome::Pending => (None, None, Money::ZERO, "pending"),
                ClaimOutcome::Repaid { on, interest } => {
                    (Some(on), Some(interest), sum(amount, interest), "processed")
                }
                ClaimOutcome::Withdrawn { .. } => (None, None, Money::ZERO, "withdrawn"),
            };
            let interest = interest.filter(|interest| !interest.is_zero());
            let shown = self.window.contains(issued.unwrap_or(claim.requested));
            shown.then_some(ShownRefund {
                claim,
                issued,
                interest,
                refunded,
                status,
            })
        })
    }

    /// What is collected through tax codes, one item for each year that collects, in their order.
    pub(super) fn collected_in(&self) -> Vec<CollectedIn> {
        let mut years: Vec<CollectedIn> = Vec::new();
        let charges = self.position.charges.iter();
        for (coded, amount) in charges.flat_map(ChargePosition::coded_out_parts) {
            let year = coded.record.collected_in;
            match years.iter_mut().find(|known| known.year == year) {
                Some(known) => {
                    known.amount = sum(known.amount, amount);
                    known.from = known.from.min(coded.effective);
                }
                None => years.push(CollectedIn {
                    year,
                    from: coded.effective,
                    amount,
                }),
            }
        }
        years.sort_by_key(|known| known.year);
        years
    }
}

/// The difference of two amounts of one account.
fn difference(left: Money, right: Money) -> Money {
    // Neither is below zero and both fit, so their difference does.
    left.checked_sub(right).unwrap_or_default()
}

/// The sum of two amounts of one account, whose total the balance has been found to fit.
fn sum(left: Money, right: Money) -> Money {
    left.checked_add(right).unwrap_or_default()
}
