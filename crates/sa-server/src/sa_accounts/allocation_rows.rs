//! What payments paid: one row for each charge that a payment paid, one for the interest on it.
//!
//! Source: github hmrc/self-assessment-accounts-api (`payment-allocation` of its back end): the row
//! has the charge's amount and the part of it that this payment cleared.

use sa_model::date_range::DateRange;
use sa_model::{
    AllocatedTo, ChargePosition, CreditIndex, Money, Payment, PaymentLot, PaymentLotItem, Position,
};
use time::Date;

use super::document_text;
use super::documents::payment_id;

/// Which payments a query is about.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PaymentSelection {
    /// Those of these days.
    pub(super) range: Option<DateRange>,
    /// The one with this lot and item.
    pub(super) id: Option<(PaymentLot, PaymentLotItem)>,
}

/// A payment that stands.
pub(super) struct PaymentRow<'p, 'a> {
    pub(super) payment: &'p Payment,
    pub(super) on: Date,
    index: CreditIndex,
    position: &'p Position<'a>,
}

/// A charge, or the interest on it, that a payment paid.
pub(super) struct AllocationRow<'p, 'a> {
    to: AllocatedTo,
    pub(super) charge: &'p ChargePosition<'a>,
    pub(super) cleared: Money,
}

impl PaymentSelection {
    /// The selected payments, in the order of the journal; one that was reversed is none.
    pub(super) fn of<'p, 'a>(
        self,
        position: &'p Position<'a>,
    ) -> impl Iterator<Item = PaymentRow<'p, 'a>> {
        let credits = position.credits.iter().enumerate();
        credits.filter_map(move |(place, credit)| {
            let payment = credit.source.payment()?;
            let (on, index) = (credit.effective, CreditIndex(place));
            let selected = credit.reversed.is_none()
                && self.range.is_none_or(|range| range.contains(on))
                && self.id.is_none_or(|(lot, item)| {
                    let id = payment_id(payment);
                    id.lot() == lot && id.item() == item
                });
            selected.then_some(PaymentRow {
                payment,
                on,
                index,
                position,
            })
        })
    }
}

impl<'p, 'a> PaymentRow<'p, 'a> {
    /// What it paid, in the order in which it first did.
    pub(super) fn allocations(&self) -> Vec<AllocationRow<'p, 'a>> {
        let mut rows: Vec<AllocationRow<'p, 'a>> = Vec::new();
        for slice in self.position.allocations_of(self.index) {
            let known = rows.iter_mut().find(|row| row.to == slice.to);
            match (known, self.position.charge(slice.to.charge())) {
                (Some(row), _) => {
                    // The parts of a payment fit as the payment does.
                    row.cleared = row.cleared.checked_add(slice.amount).unwrap_or_default();
                }
                (None, Some(charge)) => {
                    rows.push(AllocationRow {
                        to: slice.to,
                        charge,
                        cleared: slice.amount,
                    });
                }
                (None, None) => {}
            }
        }
        rows
    }
}

impl<'p> AllocationRow<'p, '_> {
    /// What was paid: HMRC's name of the charge, or of the interest on it.
    pub(super) fn description(&self) -> &'p str {
        if self.to.is_interest() {
            document_text::LATE_PAYMENT_INTEREST
        } else {
            self.charge.charge.kind.name()
        }
    }

    /// The last day to pay it: of interest the day on which it was charged.
    pub(super) fn due(&self) -> Date {
        let charged_on = self
            .charge
            .interest
            .as_ref()
            .and_then(|interest| interest.charged_on);
        match charged_on {
            Some(day) if self.to.is_interest() => day,
            Some(_) | None => self.charge.charge.due,
        }
    }

    /// The amount of the charge, or of the interest that was charged on it.
    pub(super) fn amount(&self) -> Money {
        match (self.to.is_interest(), &self.charge.interest) {
            (true, Some(interest)) => interest.charged,
            (true, None) => self.cleared,
            (false, _) => self.charge.amount,
        }
    }
}
